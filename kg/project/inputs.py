"""What the files of a project say: read once, as triples where those are asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice

from kg.graph.triples import ntriples
from kg.graph.triples import triples as triples_of
from kg.project.findings import Places
from kg.read.entries import UNNAMED, Entry, Source, strings
from kg.read.project import Project
from kg.read.sources import read_sources
from kg.read.texts import Texts

PART = 300
"""Things that shapes are run on at once. The ``shacl`` wheel takes 12 ms for the
ontology beside them; from some 500 on it begins threads, which do not live on in a fork
of a process that has begun them; from 10,000 on its time grows with their square."""


class Inputs:
    """The sources, vocabulary and queries of a project.

    ``reading`` has the problems of the files: what is sound can be checked all the
    same. ``places`` finds the line of what is said.
    """

    def __init__(self, project: Project, texts: Texts) -> None:
        self.project, self.texts = project, texts
        self.reading = read_sources(project, texts)
        self.sources = self.reading.sources
        self.places = Places(self.sources)
        self._texts: dict[int, str] = {}

    def ntriples(self, source: Source) -> str:
        """Return the triples of a source's entries as N-Triples."""
        return "".join(map(self._text, source.entries))

    def _text(self, entry: Entry) -> str:
        """Return the triples of an entry as N-Triples, made once."""
        if (text := self._texts.get(id(entry))) is None:
            made = triples_of([entry], self.project.vocabulary)
            text = self._texts[id(entry)] = ntriples(made).decode()
        return text

    def asserted(self) -> str:
        """Return as N-Triples whatever files say, with the ontology and code lists."""
        return self._schema() + "".join(map(self.ntriples, self.sources))

    def asserted_in_parts(self) -> Iterator[tuple[str, list[str]]]:
        """Yield what files say in parts of :data:`PART` things, and the things of each.

        With those stands what they speak of, and what that speaks of: all that a shape
        sees which looks no way but from a thing to what it names.
        """
        schema = self._schema()
        entries = {str(e.iri): e for source in self.sources for e in source.entries}
        refers = {
            iri: [other for other in strings(entry.node) if other in entries]
            for iri, entry in entries.items()
        }
        for own in _batched(entries, PART):
            there = dict.fromkeys(own)
            queue = list(own)
            while queue:
                new = [iri for iri in refers[queue.pop()] if iri not in there]
                there.update(dict.fromkeys(new))
                queue += new
            data = "".join(self._text(entries[iri]) for iri in there)
            yield schema + data, own

    def _schema(self) -> str:
        vocabulary = self.project.vocabulary
        return (vocabulary.modules.written + vocabulary.schemes.written).decode()

    def sound(self) -> list[str]:
        """Return the IRIs of entries that are not broken, and speak of none that is."""
        entries = [entry for source in self.sources for entry in source.entries]
        broken = {str(entry.iri) for entry in entries if entry.broken} | {UNNAMED}
        return [str(e.iri) for e in entries if broken.isdisjoint(strings(e.node))]

    def texts_at_hand(self) -> tuple[int, int]:
        """Count the recorded texts that are at hand, and all that are recorded."""
        recorded = [d for d in self.reading.documents.values() if d.has_text]
        return sum(document.at_hand for document in recorded), len(recorded)

    def digests(self) -> dict[str, str]:
        """Return the digest of each source, by its id."""
        return {source.id: source.digest for source in self.sources}

    def lines(self) -> str:
        """Return a digest of the lines that things stand on, for findings name them."""
        digest = hashlib.sha256()
        for source in self.sources:
            for entry in source.entries:
                at = sorted((term, str(place)) for term, place in entry.places.items())
                digest.update(f"{entry.iri} {entry.place} {at}\n".encode())
        for judgement in self.reading.judgements:
            digest.update(f"{judgement}\n".encode())
        return digest.hexdigest()


def _batched(items: Iterable[str], size: int) -> Iterator[list[str]]:
    """Yield items in lists of a size (``itertools.batched``, from Python 3.12 on)."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch
