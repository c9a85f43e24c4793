"""Everything a project says: all files read, all ids known, all problems at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

from kg.collector import resting
from kg.errors import Place, Problem
from kg.names import APF, BASE
from kg.read.claims import Claims
from kg.read.document_text import expand_text
from kg.read.entries import (
    ENRICHED,
    ENTITIES,
    LINKS,
    SHARED,
    SHARED_LINKS,
    Entry,
    Index,
    Known,
    RowClaims,
    Source,
    source_graph,
    strings,
)
from kg.read.expand import Expander
from kg.read.links import borrowed_judgements, enrichment, judgements, link_entries
from kg.read.nodes import Mapping, Scalar, Sequence
from kg.read.opening import reporting, unexpected
from kg.read.project import Project
from kg.read.reading import Document, Reading, RowsReader, Uncovered
from kg.read.scan import MAPPING, File, Scan
from kg.read.table.editions import TiedEditions
from kg.read.table.fill import Filler
from kg.read.table.mappings import (
    FilledMappings,
    LargeTable,
    Speaker,
    fill_mappings,
)
from kg.read.texts import Texts
from kg.read.values import Values
from kg.resources import shipped


def read_sources(
    project: Project, texts: Texts, rows: RowsReader | None = None
) -> Reading:
    """Read every facts, mapping and entities file of a project.

    Problems are collected, not raised: what is sound can still be checked further.
    ``rows`` reads large tables; without it, all become entries.
    """
    with resting():
        return _Reader(project, texts, rows).read()


ODD = 10_000
"""Rows with mistakes that are read at once: some 300 MB."""


class _Reader:
    def __init__(
        self, project: Project, texts: Texts, rows: RowsReader | None = None
    ) -> None:
        self.project = project
        self.texts = texts
        self.rows = rows
        self.reading = Reading()
        self.problems = self.reading.problems
        self.index = Index()
        self.scan = Scan(project, self.index, self.problems)

    def read(self) -> Reading:
        base, root = self.project.base, self.project.sources
        entities = self.scan.files(root / ENTITIES, "**/*.yaml")
        documents = self.scan.facts(root, "facts.yaml")
        mappings = self.scan.facts(root, MAPPING)
        shared = self._shared()
        self.scan.unread(root)
        filled = fill_mappings(
            mappings,
            [*entities, *documents, *shared],
            self.project.tables_at_hand(),
            self.project.language,
            self.problems,
            is_large=self.rows.is_large if self.rows else lambda *_: False,
            has_plan=self._has_plan,
        )
        documents += filled.files
        shared += filled.countries
        self.index.complete &= len(filled.files + filled.large) == len(mappings)
        for file in entities:
            with self._unexpected(Place(file.name, 1)):
                self.scan.entities(file.node, base)
        for file in documents:
            with self._unexpected(Place(file.name, 1)):
                self.scan.document(file)
        for file in shared:
            self.scan.entities(file.node, BASE, shared=True)
        large = list[tuple[Source, RowClaims]]()
        for table in filled.large:
            with self._unexpected(Place(table.head.name, 1)):
                if (source := self._large(table)) is not None:
                    large.append(source)
                elif (usual := self._as_usual(table, filled)) is not None:
                    documents.append(usual)
        self._tie(documents, large, filled)
        own = [entry for file in entities for entry in self._entities(file.node)]
        sources: list[Source] = []
        for file in documents:
            with self._unexpected(Place(file.name, 1)):
                sources += filter(None, [self._document(file)])
        for head, rows in large:
            sources.append(self._source(head.id, base, [*head.entries], rows=rows))
        used = [*own, *(entry for source in sources for entry in source.entries)]
        links, theirs = self._links(shared, used)
        shelves = [self._source(ENTITIES, base, own)]
        if borrowed := self._borrowed(shared, [*used, *links, *theirs]):
            shelves.append(self._source(SHARED, BASE, borrowed))
        if links:
            shelves.append(self._source(LINKS, base, links))
        if theirs:
            shelves.append(self._source(SHARED_LINKS, base, theirs))
        if triples := enrichment(self.project, self.problems):
            shelves.append(self._source(ENRICHED, base, [], triples))
        self.reading.sources = shelves + sorted(sources, key=lambda s: s.id)
        tallies = self.reading.tables | filled.tallies
        self.reading.tables = dict(sorted(tallies.items()))
        self.reading.table_files = filled.opened
        return self.reading

    def _unexpected(self, place: Place) -> AbstractContextManager[None]:
        """Report as a problem of a place whatever goes wrong with what stands there."""
        return unexpected(reporting(place, self.problems))

    def _has_plan(self, filler: Filler) -> bool:
        vocabulary = self.project.vocabulary
        return self.rows is not None and self.rows.has_plan(filler, vocabulary)

    def _links(
        self, shared: list[File], used: list[Entry]
    ) -> tuple[list[Entry], list[Entry]]:
        """Read the judgements of the project, and those about what it borrows."""
        project, index = self.project, self.index
        own = judgements(project, index, self.problems)
        entries = link_entries(own, project.base)
        borrowed = (str(e.iri) for e in self._borrowed(shared, [*used, *entries]))
        theirs = borrowed_judgements(project, index, borrowed, own)
        self.reading.judgements = own + theirs
        return entries, link_entries(theirs, project.base)

    def _source(
        self,
        id: str,
        base: str,
        entries: list[Entry],
        triples: bytes = b"",
        rows: RowClaims | None = None,
    ) -> Source:
        nodes = json.dumps([entry.node for entry in entries], sort_keys=True)
        more = triples if rows is None else rows.digest.encode()
        digest = hashlib.sha256(nodes.encode() + more).hexdigest()
        graph = source_graph(base, id)
        return Source(id, graph, digest, tuple(entries), triples, rows)

    def _shared(self) -> list[File]:
        """Return the entity files that came with kg, for a project with its own."""
        folder = shipped("sources")
        if self.project.sources.resolve() == folder.resolve():
            return []
        return self.scan.files(folder / ENTITIES, "**/*.yaml")

    def _entities(self, node: Mapping, document: str | None = None) -> list[Entry]:
        values = self.scan.values(document)
        entries = []
        for known, value in self._defined(node):
            with self._unexpected(known.place):
                entries.append(_entity(values, known, value))
        return entries

    def _defined(self, node: Mapping) -> Iterator[tuple[Known, Mapping]]:
        """Yield the entities of a mapping whose ids are known to be theirs."""
        for id, value in node.values.items():
            known = self.index.things.get(id)
            if known and known.place == node.keys[id] and isinstance(value, Mapping):
                yield known, value

    def _borrowed(self, files: list[File], entries: list[Entry]) -> list[Entry]:
        """Return the shared entities that entries refer to, and what those refer to."""
        values = self.scan.values(language="en")
        ours = {str(k.iri): (k, v) for f in files for k, v in self._defined(f.node)}
        wanted: dict[str, Entry] = {}
        queue = (
            [iri for entry in entries for iri in strings(entry.node)] if ours else []
        )
        named = self.rows.named() if self.rows else frozenset()
        queue += [iri for iri in ours if iri in named]
        while queue:
            iri = queue.pop()
            if iri in ours and iri not in wanted:
                wanted[iri] = _entity(values, *ours[iri])
                queue += strings(wanted[iri].node)
        return [wanted[iri] for iri in sorted(wanted)]

    def _document(self, file: File) -> Source | None:
        section = file.section("document")
        id = section.values.get("id") if section else None
        known = self.index.things.get(id.text) if isinstance(id, Scalar) else None
        if section is None or id is None or known is None or known.place != id.place:
            return None
        name, before = known.iri.rsplit("/", 1)[-1], len(self.problems)
        expander = Expander(self.scan.values(name))
        entry = expander.entry(
            known.iri,
            APF.SourceDocument,
            section.place,
            section,
            done=frozenset({"id", "text"}),
        )
        text = self.texts.get(name)
        length = expand_text(expander, entry, section, text)
        if (folder := _folder(file)) != name:
            message = f"the folder is `{folder}` and the id `{name}`: name them alike"
            self.problems.append(Problem(id.place, message))
        if flaw := self.texts.flaw(name):
            self.problems.append(Problem(id.place, flaw))
        voice = self._voice(entry, section, claims=bool(file.claims()))
        expander.values.voice = voice
        spoken = entry.node.get("language", self.project.language)
        expander.values.spoken = spoken if isinstance(spoken, str) else spoken[0]
        entry.broken = len(self.problems) > before
        entries = [entry]
        if (own := file.section("entities")) is not None:
            entries += self._entities(own, name)
        claims = Claims(expander, name, known.iri, voice, length, text)
        groups = self._claims(file, claims)
        entries += [entry for group in groups for entry in group]
        uncovered = self._uncovered(expander, file, length)
        self.reading.documents[name] = Document(
            name,
            file.name,
            len(groups),
            _spans(entries),
            uncovered,
            has_text="textDigest" in entry.node,
            at_hand=text is not None,
        )
        return self._source(name, self.project.base, entries)

    def _tie(
        self,
        documents: list[File],
        large: list[tuple[Source, RowClaims]],
        filled: FilledMappings,
    ) -> None:
        """Tie the claims of newer editions that could be read to those before."""
        read = {_folder(file) for file in documents} | {head.id for head, _ in large}
        revises = {id: of for id, of in filled.revises.items() if id in read}
        self.reading.editions = TiedEditions(documents, self.rows, revises)
        self.reading.editions.tie(self.problems)

    def _large(self, table: LargeTable) -> tuple[Source, RowClaims] | None:
        """Read a large table: what is said beside its rows, and these.

        ``None`` where that is for the ordinary reader.
        """
        self.scan.document(table.head)
        if (head := self._document(table.head)) is None or self.rows is None:
            return None
        document, mapping = head.entries[0], table.filler.mapping
        section = table.head.section("document") or mapping.document
        voice = self._voice(document, section, claims=True)
        language = document.node.get("language", self.project.language)
        spoken = language if isinstance(language, str) else language[0]
        speaker = Speaker(head.id, document.iri, voice, spoken)
        self.index.elsewhere = self.rows.find
        vocabulary, base = self.project.vocabulary, self.project.base
        rows = self.rows.read(table, speaker, vocabulary, self.index, base)
        if rows is None:
            return None
        self.problems += rows.problems
        if rows.odd and not self._odd_rows(table, rows):
            return None
        table.filler.unmet(rows.met, rows.filled)
        known, tally = self.reading.documents[head.id], rows.tally
        self.reading.documents[head.id] = replace(known, claims=len(rows))
        self.reading.tables[table.head.name] = replace(tally, bad=len(rows.odd))
        return head, rows

    def _odd_rows(self, table: LargeTable, rows: RowClaims) -> bool:
        """Report what is wrong with odd rows; tell whether anything is."""
        before, odd = len(self.problems), sorted(rows.odd)
        for start in range(0, len(odd), ODD):
            lines = frozenset(rows.beside.union(odd[start : start + ODD]))
            self._read_aside(table, lines)
        return len(self.problems) > before

    def _read_aside(self, table: LargeTable, lines: frozenset[int]) -> None:
        """Read some rows of a large table for what is wrong with them alone."""
        filler = table.filler.again()
        filler.only = lines
        if (node := filler.fill(table.document, table.tables)) is None:
            return
        file = File(table.head.name, node)
        if (entities := file.section("entities")) is not None:
            for id in (table.defined | table.filled).intersection(entities.values):
                del entities.values[id], entities.keys[id]
        aside = _Reader(self.project, self.texts)
        aside.index, aside.problems = self.index.copy(), self.problems
        aside.index.elsewhere = self.index.elsewhere
        aside.scan = Scan(self.project, aside.index, self.problems)
        aside.index.remove(table.document)
        aside.scan.document(file)
        aside._document(file)

    def _as_usual(self, table: LargeTable, filled: FilledMappings) -> File | None:
        """Fill the mapping of a table row by row, as if it were not large."""
        fixed = table.head.section("entities")
        for id in (table.document, *(fixed.values if fixed else ())):
            self.index.remove(id)
        self.reading.documents.pop(table.document, None)
        filler = table.filler.again()
        if (node := filler.fill(table.document, table.tables)) is None:
            self.index.complete = False
            return None
        filled.tallies[table.head.name] = filler.tally
        file = File(table.head.name, node)
        self.scan.document(file)
        return file

    def _voice(self, entry: Entry, section: Mapping, *, claims: bool) -> str | None:
        """Return who speaks in a document, which must be known if it has claims."""
        voice = entry.node.get("publishedBy")
        if voice is None and "publishedBy" not in section.values and claims:
            message = "no `publishedBy:`; somebody reports what the claims say"
            self.problems.append(Problem(section.place, message))
        return voice[0] if isinstance(voice, list) else voice

    def _claims(self, file: File, claims: Claims) -> list[list[Entry]]:
        """Expand the claims of a file: for each its entry and that of its content."""
        groups = []
        for key, node, place in file.claims():
            at = self.index.things.get(f"{claims.document}.{key}")
            if at is not None and at.place == place:
                with self._unexpected(place):
                    groups.append(claims.claim(key, node, place))
        return groups

    def _uncovered(
        self, expander: Expander, file: File, length: int | None
    ) -> tuple[Uncovered, ...]:
        node = file.node.values.get("uncovered")
        if node is None:
            return ()
        result = []
        for item in node.items if isinstance(node, Sequence) else [node]:
            chars = item.values.get("chars") if isinstance(item, Mapping) else None
            reason = item.values.get("reason") if isinstance(item, Mapping) else None
            if chars is None or not isinstance(reason, Scalar) or not reason.text:
                message = "`uncovered` lists {chars: [start, end], reason: …}"
                self.problems.append(Problem(item.place, message))
            elif (span := expander.span(chars, length)) is not None:
                result.append(Uncovered(*span, reason.text, chars.place))
        return tuple(result)


def _folder(file: File) -> str:
    """Return the folder of a file of a document, which is named as that."""
    return file.name.rsplit("/", 2)[-2]


def _entity(values: Values, known: Known, node: Mapping) -> Entry:
    expander = Expander(values)
    return expander.entry(known.iri, known.cls, known.place, node, definitional=True)


def _spans(entries: list[Entry]) -> dict[str, tuple[int, int]]:
    return {
        entry.iri.rsplit(".", 1)[-1]: (entry.node["quoteStart"], entry.node["quoteEnd"])
        for entry in entries
        if "quoteEnd" in entry.node
    }
