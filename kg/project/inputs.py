"""What the files of a project say: read once, as triples where those are asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pyoxigraph as ox

from kg.graph.triples import triples
from kg.project.findings import Places
from kg.read.entries import UNNAMED, Source, strings
from kg.read.project import Project
from kg.read.sources import read_sources
from kg.read.texts import Texts


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
        self._triples: dict[str, list[ox.Triple]] = {}

    def triples(self, source: Source) -> list[ox.Triple]:
        """Return the triples of a source, made once."""
        if source.id not in self._triples:
            made = triples(source.entries, self.project.vocabulary)
            self._triples[source.id] = made
        return self._triples[source.id]

    def asserted(self) -> str:
        """Return as N-Triples whatever files say, with the ontology and code lists."""
        vocabulary = self.project.vocabulary
        parts: list[Iterable[ox.Triple]] = [vocabulary.modules.parsed]
        parts.append(vocabulary.schemes.parsed)
        parts += map(self.triples, self.sources)
        everything = (triple for part in parts for triple in part)
        data = ox.serialize(everything, format=ox.RdfFormat.N_TRIPLES)
        assert data is not None  # it is where no output is named
        return data.decode()

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
