"""Things with all that they name, far on: entries, and rows of large tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from kg.read.entries import Entry, strings
from kg.table.large import LargeTables
from kg.table.rowtable import named_in


class Surroundings:
    """Looks up what things name, far on.

    That is all that a shape or a check sees which looks no way but from a thing to what
    it names. ``entries`` are by their IRIs, and ``text`` gives the triples of one.
    """

    def __init__(
        self,
        entries: Mapping[str, Entry],
        large: LargeTables,
        text: Callable[[Entry], str],
    ) -> None:
        self.entries, self._large, self._text = entries, large, text
        self._refers = dict[str, list[str]]()

    def texts(self, iris: Iterable[str]) -> str:
        """Return the triples of things, and of all that they name."""
        texts, things = self._reached(iris)
        rows = (text for _, text in self._large.things.texts(things))
        return "".join(chain(texts, rows))

    def digests(self, iris: Iterable[str]) -> Iterator[str]:
        """Yield what tells apart what things and all that they name say.

        Those are the triples, but for things of rows, of which it is digests.
        """
        texts, things = self._reached(iris)
        yield from texts
        own = self._large.things
        yield from (f"{own.iris[n]} {own.digests[n]}\n" for n in things)

    def _reached(self, iris: Iterable[str]) -> tuple[list[str], list[int]]:
        """Return the triples of what things name, and the numbers of things of rows."""
        entries, claims, things = list[str](), list[str](), list[int]()
        queue = list(dict.fromkeys(iris))
        seen = set(queue)
        for iri in queue:
            if (entry := self.entries.get(iri)) is not None:
                entries.append(self._text(entry))
                names = self._names(iri, entry)
            elif (thing := self._large.things.by_iri.get(iri)) is not None:
                things.append(thing)
                names = [*self._large.things.refers[thing]]
            elif text := self._large.text_of(iri):
                claims.append(text)
                names = sorted(named_in(text))
            else:
                names = []
            new = [name for name in names if name not in seen]
            seen.update(new)
            queue += new
        return entries + claims, things

    def _names(self, iri: str, entry: Entry) -> list[str]:
        """Return what an entry names that is described somewhere."""
        if (names := self._refers.get(iri)) is None:
            names = [n for n in strings(entry.node) if n != iri and self._is_known(n)]
            self._refers[iri] = names
        return names

    def _is_known(self, iri: str) -> bool:
        large = self._large
        known = iri in self.entries or iri in large.things.by_iri
        return known or large.has_claim(iri)
