"""What the files of a project say: read once, as triples where those are asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import Executor
from functools import cached_property
from pathlib import Path

from kg.errors import Problem
from kg.graph.triples import ntriples
from kg.graph.triples import triples as triples_of
from kg.names import RDFS
from kg.project.findings import Places
from kg.project.surroundings import Surroundings
from kg.read.entries import UNNAMED, Entry, Source, strings
from kg.read.project import Project
from kg.read.sources import read_sources
from kg.read.texts import Texts
from kg.resources import shipped
from kg.table.concern import Concern
from kg.table.fragments import SUBJECT
from kg.table.large import Ended, LargeTables
from kg.table.partitions import in_batches

PART = 300
"""Things that shapes are run on at once. The ``shacl`` wheel takes 3 ms for what it
needs of the ontology beside them, a fifth of the whole; from some 500 on it begins
threads, which do not live on in a fork of a process that has begun them; from 10,000 on
its time grows with their square."""


class Inputs:
    """The sources, vocabulary and queries of a project.

    ``reading`` has the problems of the files: what is sound can be checked all the
    same. ``places`` finds the line of what is said. ``executor`` reads large tables,
    but for those that an earlier build with the same schema has ``kept``, in a folder;
    ``ended`` is told of each that it has read.
    """

    def __init__(
        self,
        project: Project,
        texts: Texts,
        executor: str | Executor | None = None,
        kept: Path | None = None,
        ended: Ended = lambda tables, number: None,
    ) -> None:
        self.project, self.texts = project, texts
        self.large = LargeTables(executor, kept, ended)
        try:
            self.reading = read_sources(project, texts, self.large)
        except BaseException:
            self.large.close()
            raise
        finally:
            self.large.end()
        self.sources = self.reading.sources
        self.places = Places(self.sources, self.large.place)
        self._texts: dict[int, tuple[Entry, str]] = {}  # whose id is nobody else's
        self.reading.problems += self._described_otherwise()

    def close(self) -> None:
        """Remove what large tables keep on disk; nothing is asked of them any more."""
        self.large.close()

    def count(self) -> int:
        """Count the things that files say something of."""
        return sum(
            len(source.entries) + len(source.rows or ()) for source in self.sources
        )

    def _described_otherwise(self) -> Iterator[Problem]:
        """Yield the things that rows of large tables define otherwise than entries."""
        things = self.large.things
        for entry in (e for source in self.sources for e in source.entries):
            id = entry.iri.rsplit("/", 1)[-1]
            if (number := things.numbers.get(id)) is None:
                continue
            own = next(text for _, text in things.texts([number]))
            if sorted(own.splitlines()) != sorted(self.text(entry).splitlines()):
                message = f"`{id}` is described otherwise at {entry.place}"
                yield Problem(things.place(number), message)

    def ntriples(self, source: Source) -> str:
        """Return as N-Triples the triples of a source that are judged together.

        They are those of its entries, and of its rows those that others may concern.
        """
        entries = "".join(map(self.text, source.entries))
        return entries + "".join(self.concern.texts(source.id))

    def everything(self, source: Source) -> str:
        """Return all triples of a source as N-Triples, those of its rows among them."""
        rows = self.large.everything(source.id)
        return "".join([*map(self.text, source.entries), *rows])

    @cached_property
    def concern(self) -> Concern:
        """The rows of large tables that are judged with what entries say."""
        concern = Concern(
            self.large, self._mentioned(), self._chained(), self._labels()
        )
        if self.large.tables and self.has_own_queries():
            concern.take_all()
        return concern

    def has_own_queries(self) -> bool:
        """Tell whether the project asks of rows what only all together can answer."""
        ours = shipped("queries")
        return any(
            not path.is_relative_to(ours)
            for folder in ("rules", "derivations", "checks")
            for path in self.project.files("queries", f"{folder}/*.rq")
        )

    def _mentioned(self) -> set[str]:
        """Return what entries name, but for what only names itself."""
        return {
            name
            for source in self.sources
            for entry in source.entries
            for key, value in entry.node.items()
            if key != "id"
            for name in strings(value)
        }

    def _chained(self) -> set[str]:
        """Return the things of which entries say that they lie in others, or may."""
        vocabulary = self.project.vocabulary
        names = set(vocabulary.chaining)
        iris = {str(vocabulary.terms[name].iri) for name in names}
        chained = set[str]()
        for entry in (e for source in self.sources for e in source.entries):
            if not names.isdisjoint(entry.node):
                chained.add(str(entry.iri))
            if entry.node.get("aboutPredicate") in iris:
                chained.update(strings(entry.node.get("aboutSubject")))
        return chained

    def _labels(self) -> Iterator[str]:
        """Yield what entries call their things, as large tables write it."""
        label = f"<{RDFS.label}>"
        for source in self.sources:
            for entry in source.entries if self.large.tables else ():
                for line in self.text(entry).splitlines(keepends=True):
                    subject, _, rest = line.partition(" ")
                    if rest.startswith(label) and subject == f"<{entry.iri}>":
                        yield f"{SUBJECT} {rest}"

    def text(self, entry: Entry) -> str:
        """Return the triples of an entry as N-Triples, made once."""
        if (kept := self._texts.get(id(entry))) is None:
            made = triples_of([entry], self.project.vocabulary)
            kept = self._texts[id(entry)] = entry, ntriples(made).decode()
        return kept[1]

    def asserted(self) -> str:
        """Return as N-Triples whatever files say, with the ontology and code lists."""
        return self.schema() + "".join(map(self.everything, self.sources))

    def asserted_in_parts(self) -> Iterator[tuple[str, list[str]]]:
        """Yield what files say in parts of :data:`PART` things, and the things of each.

        With those stands what they speak of, and what that speaks of: all that a shape
        sees which looks no way but from a thing to what it names. The ontology and code
        lists are not among it.
        """
        named = self.surroundings()
        for own in in_batches(named.entries, PART):
            yield named.texts(own), own

    def surroundings(self) -> Surroundings:
        """Return what looks up all that things name."""
        entries = {str(e.iri): e for source in self.sources for e in source.entries}
        return Surroundings(entries, self.large, self.text)

    def schema(self) -> str:
        """Return the ontology and the code lists as N-Triples."""
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
