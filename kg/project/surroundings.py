"""Things with all that they name, far on: entries, and rows of large tables."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
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

    def of_rows(self, iris: Iterable[str]) -> tuple[str, list[str]]:
        """Return a digest of what rows say of things, and the entries that this names.

        It is of the claims and things of rows that have the IRIs or are named by such,
        far on: but not by what entries say of themselves.
        """
        own, seen, entries = self._large.things, set[str](), set[str]()
        digest, queue = hashlib.blake2b(digest_size=16), list(iris)
        for iri in queue:
            if iri in seen:
                continue
            seen.add(iri)
            if iri in self.entries:
                entries.add(iri)
            elif (thing := own.by_iri.get(iri)) is not None:
                digest.update(f"{iri} {own.digests[thing]}\n".encode())
                queue += own.refers[thing]
            elif text := self._large.text_of(iri):
                digest.update(text.encode())
                queue += sorted(named_in(text))
        return digest.hexdigest(), sorted(entries)

    def of_entries(self, iris: Iterable[str]) -> tuple[list[str], list[str]]:
        """Return the triples of entries, and of all entries that they name.

        Beside it are the claims and things of rows that any of them names.
        """
        queue = list(dict.fromkeys(iris))
        seen, texts, rows = set(queue), list[str](), set[str]()
        for iri in queue:
            if (entry := self.entries.get(iri)) is None:
                rows.add(iri)
                continue
            texts.append(self._text(entry))
            new = [name for name in self._names(iri, entry) if name not in seen]
            seen.update(new)
            queue += new
        return texts, sorted(rows)

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
