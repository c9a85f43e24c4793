"""Everything a project says: all files read, all ids known, all problems at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import OWL, URIRef

from kg.errors import Place, Problem, nearest
from kg.names import APF, BASE
from kg.read.claims import Claims
from kg.read.entries import ID, KEY, Entry, Index, Known, Source
from kg.read.expand import Expander
from kg.read.nodes import Mapping, Scalar, Sequence, read_yaml
from kg.read.project import Project
from kg.read.texts import Texts, mismatch
from kg.read.values import Values
from kg.resources import shipped

ENTITIES = "entities"
SHARED = "shared-entities"
_SECTIONS = ("document", "claims", "entities", "uncovered")


@dataclass(frozen=True, slots=True)
class Document:
    """What reading knows of a document: text, claims' places, sentences left out."""

    id: str
    file: str
    digest: str | None
    length: int | None
    spans: dict[str, tuple[int, int]]
    uncovered: tuple[tuple[int, int, str], ...]


@dataclass(slots=True)
class Reading:
    """The sources of a project, in the order of their ids, and what was wrong."""

    sources: list[Source] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    name: str
    node: Mapping


def read_sources(project: Project, texts: Texts) -> Reading:
    """Read every facts and entities file of a project.

    Problems are collected, not raised: what is sound can still be checked further.
    """
    return _Reader(project, texts).read()


class _Reader:
    def __init__(self, project: Project, texts: Texts) -> None:
        self.project = project
        self.texts = texts
        self.vocabulary = project.vocabulary
        self.reading = Reading()
        self.problems = self.reading.problems
        self.index = Index()

    def read(self) -> Reading:
        root = self.project.sources
        entities = self._files(root / ENTITIES, "**/*.yaml")
        documents = self._files(root, "*/facts.yaml")
        shared = self._shared()
        for file in entities:
            self._scan_entities(file.node, self.project.base)
        for file in documents:
            self._scan_document(file)
        for file in shared:
            self._scan_entities(file.node, BASE, shared=True)
        own = [e for f in entities for e in self._entities(f.node, self._values())]
        sources = [s for f in documents if (s := self._document(f)) is not None]
        borrowed = self._borrowed(shared, [*own, *(e for s in sources for e in s.entries)])
        shelves = [self._source(ENTITIES, self.project.base, own, "")]
        if borrowed:
            shelves.append(self._source(SHARED, BASE, borrowed, ""))
        self.reading.sources += shelves + sorted(sources, key=lambda s: s.id)
        return self.reading

    def _source(self, id: str, base: str, entries: list[Entry], path: str) -> Source:
        nodes = json.dumps([entry.node for entry in entries], sort_keys=True)
        digest = hashlib.sha256(nodes.encode()).hexdigest()
        return Source(id, URIRef(f"{base}graph/{path}{id}"), digest, tuple(entries))

    def _shared(self) -> list[_File]:
        """Entity files that came with kg, for projects that have their own sources."""
        folder = shipped("sources")
        if self.project.sources.resolve() == folder.resolve():
            return []
        return self._files(folder / ENTITIES, "**/*.yaml")

    def _files(self, folder: Path, pattern: str) -> list[_File]:
        return [f for p in sorted(folder.glob(pattern)) if (f := self._file(p))]

    def _file(self, path: Path) -> _File | None:
        name = self.project.name(path)
        node = read_yaml(path, name, self.problems)
        return None if node is None else _File(path, name, node)

    def _values(self, document: str | None = None) -> Values:
        return Values(
            self.vocabulary,
            self.index,
            self.project.language,
            self.problems,
            document,
        )

    def _scan_entities(self, node: Mapping, base: str, shared: bool = False) -> None:
        for id, value in node.values.items():
            place = node.keys[id]
            if shared and id in self.index.things:
                continue
            if not ID.fullmatch(id):
                message = f"`{id}` is no id; use a-z, 0-9 and hyphens"
                self.problems.append(Problem(place, message))
                continue
            if not isinstance(value, Mapping):
                message = f"`{id}` needs `type:` and what defines it under it"
                self.problems.append(Problem(place, message))
                continue
            cls = Expander(self._values()).cls(value)
            segment = self.vocabulary.segment(cls)
            if segment is None and cls != OWL.Nothing:
                name = Expander(self._values()).class_name(cls)
                message = f"`{name}` has no kind of IRI (apf:idSegment) in the ontology"
                self.problems.append(Problem(place, message))
            iri = URIRef(f"{base}id/{segment or 'thing'}/{id}")
            self.index.add(id, Known(iri, cls, place), self.problems)
            self._names(id, value)

    def _names(self, id: str, node: Mapping) -> None:
        for term in ("label", "altLabel", "hiddenLabel"):
            value = node.values.get(term)
            items = value.items if isinstance(value, Sequence) else [value]
            for item in items:
                if isinstance(item, Scalar):
                    self.index.by_name.setdefault(item.text.casefold(), id)

    def _scan_document(self, file: _File) -> None:
        place = Place(file.name, 1)
        for key in file.node.values:
            if key not in _SECTIONS:
                message = f"`{key}`: no such section{nearest(key, _SECTIONS)}"
                self.problems.append(Problem(file.node.keys[key], message))
        document = self._section(file, "document")
        id = document.values.get("id") if document else None
        if not isinstance(id, Scalar) or not ID.fullmatch(id.text):
            where = id.place if id else document.place if document else place
            message = "no `document:` with an `id:` of a-z, 0-9 and hyphens"
            self.problems.append(Problem(where, message))
            return
        iri = self._iri(APF.SourceDocument, id.text)
        known = Known(iri, APF.SourceDocument, id.place)
        self.index.add(id.text, known, self.problems)
        if (entities := self._section(file, "entities")) is not None:
            self._scan_entities(entities, self.project.base)
        for key, node, at in self._claims(file):
            if not KEY.fullmatch(key):
                message = f"`{key}` is no claim key; use letters, digits, - and _"
                self.problems.append(Problem(at, message))
                continue
            known = self._known_claim(f"{id.text}.{key}", node, at)
            self.index.add(f"{id.text}.{key}", known, self.problems)

    def _known_claim(self, id: str, node: Mapping, place: Place) -> Known:
        iri = self._iri(APF.Claim, id)
        says = node.values.get("says")
        type_ = says.values.get("type") if isinstance(says, Mapping) else None
        if not isinstance(type_, Scalar) or type_.text not in self.vocabulary.classes:
            return Known(iri, APF.Claim, place)
        cls = self.vocabulary.classes[type_.text]
        return Known(iri, APF.Claim, place, self._iri(cls, id), cls)

    def _iri(self, cls: URIRef, id: str) -> URIRef:
        segment = self.vocabulary.segment(cls) or "thing"
        return URIRef(f"{self.project.base}id/{segment}/{id}")

    def _section(self, file: _File, name: str) -> Mapping | None:
        node = file.node.values.get(name)
        if node is None or isinstance(node, Mapping):
            return node
        if not (isinstance(node, Scalar) and not node.text):
            message = f"`{name}` takes a mapping (`key: value` lines)"
            self.problems.append(Problem(node.place, message))
        return None

    def _claims(self, file: _File) -> Iterator[tuple[str, Mapping, Place]]:
        section = self._section(file, "claims")
        for key, node in section.values.items() if section else ():
            assert section is not None
            if isinstance(node, Mapping):
                yield key, node, section.keys[key]

    def _entities(self, node: Mapping, values: Values) -> list[Entry]:
        expander = Expander(values)
        result = []
        for id, value in node.values.items():
            known = self.index.things.get(id)
            if known and known.place == node.keys[id] and isinstance(value, Mapping):
                result.append(
                    expander.entry(
                        known.iri, known.cls, known.place, value, definitional=True
                    )
                )
        return result

    def _borrowed(self, files: list[_File], entries: list[Entry]) -> list[Entry]:
        """Return the shared entities that entries refer to, and what those refer to."""
        shared = [e for f in files for e in self._entities(f.node, self._values())]
        ours = {str(entry.iri): entry for entry in shared}
        wanted: dict[str, Entry] = {}
        queue = list(entries) if ours else []
        while queue:
            for iri in _strings(queue.pop().node):
                if iri in ours and iri not in wanted:
                    wanted[iri] = ours[iri]
                    queue.append(ours[iri])
        return [wanted[iri] for iri in sorted(wanted)]

    def _document(self, file: _File) -> Source | None:
        section = self._section(file, "document")
        id = section.values.get("id") if section else None
        if section is None or not isinstance(id, Scalar):
            return None
        known = self.index.things.get(id.text)
        if known is None or known.place != id.place:
            return None
        values = self._values(id.text)
        expander = Expander(values)
        entry = expander.entry(
            known.iri,
            APF.SourceDocument,
            section.place,
            section,
            done=frozenset({"id", "text"}),
        )
        digest, length = self._text(expander, entry, section)
        entries = [entry]
        if (own := self._section(file, "entities")) is not None:
            entries += self._entities(own, values)
        text = self.texts.get(id.text)
        voice = entry.node.get("publishedBy")
        claims = Claims(expander, id.text, known.iri, voice, length, text)
        for key, node, place in self._claims(file):
            at = self.index.things.get(f"{id.text}.{key}")
            if at is not None and at.place == place:
                entries += claims.claim(key, node, place)
        self._not_mappings(file)
        self.reading.documents[id.text] = Document(
            id=id.text,
            file=file.name,
            digest=digest,
            length=length,
            spans=_spans(entries),
            uncovered=self._uncovered(expander, file),
        )
        return self._source(id.text, self.project.base, entries, "source/")

    def _not_mappings(self, file: _File) -> None:
        section = self._section(file, "claims")
        for key, node in section.values.items() if section else ():
            if not isinstance(node, Mapping):
                message = f"`{key}` needs `claimant:` and `says:` under it"
                self.problems.append(Problem(node.place, message))

    def _text(
        self, expander: Expander, entry: Entry, section: Mapping
    ) -> tuple[str | None, int | None]:
        node = section.values.get("text")
        if node is None:
            return None, None
        terms = self.vocabulary.terms
        fields = {"sha256": terms["textDigest"], "length": terms["textLength"]}
        if not isinstance(node, Mapping) or set(node.values) != set(fields):
            message = "`text` takes {sha256: …, length: …}"
            self.problems.append(Problem(node.place, message))
            return None, None
        for key, term in fields.items():
            value = expander.values.read(term, node.values[key])
            if value is not None:
                expander.set(entry, term, value, node.values[key].place)
        digest = entry.node.get("textDigest")
        length = entry.node.get("textLength")
        text = self.texts.get(entry.iri.rsplit("/", 1)[-1])
        if text is not None and digest is not None:
            if (message := mismatch(text, digest, length)) is not None:
                self.problems.append(Problem(node.place, message))
        return digest, length

    def _uncovered(
        self, expander: Expander, file: _File
    ) -> tuple[tuple[int, int, str], ...]:
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
            elif (span := expander.pair(chars, "chars")) is not None:
                result.append((*span, reason.text))
        return tuple(result)


def _spans(entries: list[Entry]) -> dict[str, tuple[int, int]]:
    return {
        entry.iri.rsplit(".", 1)[-1]: (entry.node["quoteStart"], entry.node["quoteEnd"])
        for entry in entries
        if "quoteEnd" in entry.node
    }


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for item in node:
            yield from _strings(item)
    elif isinstance(node, dict):
        for item in node.values():
            yield from _strings(item)
