"""Everything a project says: all files read, all ids known, all problems at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kg.collector import resting
from kg.errors import Place, Problem
from kg.names import APF, BASE
from kg.read.claims import Claims
from kg.read.entries import (
    ENRICHED,
    ENTITIES,
    LINKS,
    SHARED,
    SHARED_LINKS,
    Entry,
    Index,
    Known,
    Source,
    source_graph,
    strings,
)
from kg.read.expand import Expander
from kg.read.judgements import Judgement
from kg.read.links import borrowed_judgements, enrichment, judgements, link_entries
from kg.read.nodes import Mapping, Scalar, Sequence
from kg.read.opening import reporting, unexpected
from kg.read.project import Project
from kg.read.scan import MAPPING, File, Scan
from kg.read.table.fill import Tally
from kg.read.table.grouping import grouped
from kg.read.table.mapping import TableFile
from kg.read.table.mappings import fill_mappings
from kg.read.texts import Texts, mismatch
from kg.read.values import Values
from kg.resources import shipped


class Uncovered(NamedTuple):
    """Half-open characters of a text without a claim, why, and where that is said."""

    start: int
    end: int
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """What reading knows of a document: text, claims' places, sentences left out."""

    id: str
    file: str
    claims: int
    spans: dict[str, tuple[int, int]]
    uncovered: tuple[Uncovered, ...]
    has_text: bool = False
    at_hand: bool = False


@dataclass(slots=True)
class Reading:
    """The sources of a project, in the order of their ids, and what was wrong."""

    sources: list[Source] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tables: dict[str, Tally] = field(default_factory=dict)
    """What became of the rows of each table, by the name of its mapping."""
    table_files: dict[str, tuple[Path, TableFile]] = field(default_factory=dict)
    """Where tables are and how they are written, by what messages call them."""

    def together(self) -> list[Problem]:
        """Return the problems, those of many rows of one table put together."""
        problems = self.problems
        for file in self.table_files:
            problems = grouped(problems, file)
        return problems


def read_sources(project: Project, texts: Texts) -> Reading:
    """Read every facts, mapping and entities file of a project.

    Problems are collected, not raised: what is sound can still be checked further.
    """
    with resting():
        return _Reader(project, texts).read()


class _Reader:
    def __init__(self, project: Project, texts: Texts) -> None:
        self.project = project
        self.texts = texts
        self.reading = Reading()
        self.problems = self.reading.problems
        self.index = Index()
        self.scan = Scan(project, self.index, self.problems)

    def read(self) -> Reading:
        base, root = self.project.base, self.project.sources
        entities = self.scan.files(root / ENTITIES, "**/*.yaml")
        documents = self.scan.files(root, "*/*.yaml", "facts.yaml")
        mappings = self.scan.files(root, "*/*.yaml", MAPPING)
        shared = self._shared()
        self.scan.unread(root)
        filled = fill_mappings(
            mappings,
            [*entities, *documents, *shared],
            self.project.tables_at_hand(),
            self.project.language,
            self.problems,
        )
        documents += filled.files
        shared += filled.countries
        self.index.complete &= len(filled.files) == len(mappings)
        for file in entities:
            with self._unexpected(Place(file.name, 1)):
                self.scan.entities(file.node, base)
        for file in documents:
            with self._unexpected(Place(file.name, 1)):
                self.scan.document(file)
        for file in shared:
            self.scan.entities(file.node, BASE, shared=True)
        own = [entry for file in entities for entry in self._entities(file.node)]
        sources: list[Source] = []
        for file in documents:
            with self._unexpected(Place(file.name, 1)):
                sources += filter(None, [self._document(file)])
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
        self.reading.tables = filled.tallies
        self.reading.table_files = filled.opened
        return self.reading

    def _unexpected(self, place: Place) -> AbstractContextManager[None]:
        """Report as a problem of a place whatever goes wrong with what stands there."""
        return unexpected(reporting(place, self.problems))

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
        self, id: str, base: str, entries: list[Entry], triples: bytes = b""
    ) -> Source:
        nodes = json.dumps([entry.node for entry in entries], sort_keys=True)
        digest = hashlib.sha256(nodes.encode() + triples).hexdigest()
        return Source(id, source_graph(base, id), digest, tuple(entries), triples)

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
        queue = list(entries) if ours else []
        while queue:
            for iri in strings(queue.pop().node):
                if iri in ours and iri not in wanted:
                    wanted[iri] = _entity(values, *ours[iri])
                    queue.append(wanted[iri])
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
        length = self._length(expander, entry, section, text)
        if (folder := file.name.rsplit("/", 2)[-2]) != name:
            message = f"the folder is `{folder}` and the id `{name}`: name them alike"
            self.problems.append(Problem(id.place, message))
        if flaw := self.texts.flaw(name):
            self.problems.append(Problem(id.place, flaw))
        voice = self._voice(entry, section, file)
        expander.values.voice = voice
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

    def _voice(self, entry: Entry, section: Mapping, file: File) -> str | None:
        """Return who speaks in a document, which must be known if it has claims."""
        voice = entry.node.get("publishedBy")
        if voice is None and "publishedBy" not in section.values and file.claims():
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

    def _length(
        self, expander: Expander, entry: Entry, section: Mapping, text: str | None
    ) -> int | None:
        """Expand ``text``, compare it with the text at hand, return the length."""
        at_hand = None if text is None else len(text)
        node = section.values.get("text")
        if node is None:
            return at_hand
        terms = self.project.vocabulary.terms
        fields = {"sha256": terms["textDigest"], "length": terms["textLength"]}
        if not isinstance(node, Mapping) or set(node.values) != set(fields):
            message = "`text` takes {sha256: …, length: …}"
            self.problems.append(Problem(node.place, message))
            return at_hand
        for key, term in fields.items():
            value = expander.values.read(term, node.values[key])
            if value is not None:
                expander.set(entry, term, value, node.values[key].place)
        digest, length = entry.node.get("textDigest"), entry.node.get("textLength")
        if not isinstance(digest, str | None) or not isinstance(length, int | None):
            self.problems.append(Problem(node.place, "`text` takes one of each"))
            return at_hand
        if text is not None and digest and (differs := mismatch(text, digest, length)):
            self.problems.append(Problem(node.place, differs))
        return length

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


def _entity(values: Values, known: Known, node: Mapping) -> Entry:
    expander = Expander(values)
    return expander.entry(known.iri, known.cls, known.place, node, definitional=True)


def _spans(entries: list[Entry]) -> dict[str, tuple[int, int]]:
    return {
        entry.iri.rsplit(".", 1)[-1]: (entry.node["quoteStart"], entry.node["quoteEnd"])
        for entry in entries
        if "quoteEnd" in entry.node
    }
