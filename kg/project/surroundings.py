"""Things with all that they name, far on: entries, and rows of large tables."""

from __future__ import annotations

import hashlib
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
        entries, claims, things = list[str](), list[str](), list[int]()
        for _, it in self._walk(iris):
            match it:
                case Entry():
                    entries.append(self._text(it))
                case int():
                    things.append(it)
                case str():
                    claims.append(it)
        rows = (text for _, text in self._large.things.texts(things))
        return "".join(chain(entries, claims, rows))

    def of_rows(self, iris: Iterable[str]) -> tuple[str, list[str]]:
        """Return a digest of what rows say of things, and the entries that this names.

        It is of the claims and things of rows that have the IRIs or are named by such,
        far on: but not by what entries say of themselves.
        """
        digest, entries = hashlib.blake2b(digest_size=16), list[str]()
        for iri, it in self._walk(iris, entries=False):
            match it:
                case Entry():
                    entries.append(iri)
                case int():
                    own = self._large.things.digests[it]
                    digest.update(f"{iri} {own}\n".encode())
                case str():
                    digest.update(it.encode())
        return digest.hexdigest(), sorted(entries)

    def of_entries(self, iris: Iterable[str]) -> tuple[list[str], list[str]]:
        """Return the triples of entries, and of all entries that they name.

        Beside it are the claims and things of rows that any of them names.
        """
        texts, rows = list[str](), list[str]()
        for iri, it in self._walk(iris, rows=False):
            if isinstance(it, Entry):
                texts.append(self._text(it))
            else:
                rows.append(iri)
        return texts, sorted(rows)

    def _walk(
        self, iris: Iterable[str], *, entries: bool = True, rows: bool = True
    ) -> Iterator[tuple[str, Entry | int | str]]:
        """Yield things and all that they name, each with what it is, once.

        That is an entry, the number of a thing of rows, or the triples of a claim of
        rows. What ``entries`` name, or what ``rows`` do, is left out where so asked.
        """
        own, queue = self._large.things, list(dict.fromkeys(iris))
        seen = set(queue)
        for iri in queue:
            names: Iterable[str] = ()
            if (entry := self.entries.get(iri)) is not None:
                yield iri, entry
                names = self._names(iri, entry) if entries else ()
            elif (thing := own.by_iri.get(iri)) is not None:
                yield iri, thing
                names = own.refers[thing] if rows else ()
            elif text := self._large.text_of(iri):
                yield iri, text
                names = sorted(named_in(text)) if rows else ()
            new = [name for name in dict.fromkeys(names) if name not in seen]
            seen.update(new)
            queue += new

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
