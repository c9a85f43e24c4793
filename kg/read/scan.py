"""The first pass over the files: which ids there are, and what kind each is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import Place, Problem, nearest
from kg.names import APF, OWL
from kg.rdf import URIRef
from kg.read.entries import ENTITIES, ID, KEY, RESERVED, UNNAMED, Index, Known
from kg.read.expand import Expander
from kg.read.nodes import Mapping, Scalar, Sequence, parse_yaml, read_yaml
from kg.read.project import Project
from kg.read.several import WrittenOut
from kg.read.values import Values

_SECTIONS = ("document", "claims", "entities", "uncovered")
MAPPING = "mapping.yaml"
DRAFTS = "drafts.yaml"
_FILES = ("facts.yaml", MAPPING, DRAFTS)
"""What stands in the folder of a document; drafts are no facts, and are not read."""


@dataclass(frozen=True, slots=True)
class File:
    """A YAML file, parsed; ``name`` is what messages call it."""

    name: str
    node: Mapping

    def section(self, name: str) -> Mapping | None:
        """Return a section that is a mapping, or ``None``."""
        node = self.node.values.get(name)
        return node if isinstance(node, Mapping) else None

    def claims(self) -> list[tuple[str, Mapping, Place]]:
        """Return the key, node and place of each claim that is a mapping."""
        section = self.section("claims")
        return [
            (key, node, section.keys[key])
            for key, node in (section.values.items() if section else ())
            if section and isinstance(node, Mapping)
        ]


class Scan:
    """Enters the ids of files into an index and reports what cannot be an id."""

    def __init__(self, project: Project, index: Index, problems: list[Problem]) -> None:
        self.project = project
        self.vocabulary = project.vocabulary
        self.index = index
        self.problems = problems

    def files(self, folder: Path, pattern: str, name: str = "") -> list[File]:
        """Parse the files of a folder that match, in order of their paths.

        ``name`` is not part of the pattern, because then broken links would not match.
        """
        before = len(self.problems)
        paths = self.project.found(folder, pattern, self.problems)
        self.index.complete = self.index.complete and len(self.problems) == before
        named = (path for path in paths if name in ("", path.name))
        return [file for path in named if (file := self._file(path))]

    def facts(self, folder: Path, name: str) -> list[File]:
        """Parse the files of that name in the folders of a folder, all written out."""
        written = WrittenOut(self.vocabulary, self.problems)
        files = self.files(folder, "*/*.yaml", name)
        return [File(file.name, written.file(file.node)) for file in files]

    def unread(self, folder: Path) -> None:
        """Report YAML files of a folder that stand where nothing is read."""
        whole, problems = self.project.name(folder), list[Problem]()
        paths = self.project.found(folder, "**/*.y*ml", problems)
        self.problems += (p for p in problems if p.place.file == whole)
        for path in paths:
            first, *rest = path.relative_to(folder).parts
            place = first == ENTITIES or (len(rest) == 1 and rest[0] in _FILES)
            if not place or path.suffix != ".yaml":
                message = "not read; facts stand in sources/DOCUMENT/facts.yaml, "
                message += "what maps a table in sources/TABLE/mapping.yaml, "
                message += f"entities in .yaml files in sources/{ENTITIES}"
                self._report(Place(self.project.name(path), 1), message)

    def _file(self, path: Path) -> File | None:
        name = self.project.name(path)
        if (written := self.project.instead.get(path)) is None:
            node = read_yaml(path, name, self.problems)
        else:
            node = parse_yaml(written, name, self.problems)
        self.index.complete = self.index.complete and node is not None
        return None if node is None else File(name, node)

    def values(
        self, document: str | None = None, *, language: str | None = None
    ) -> Values:
        """Return a reader of values, by default in the project's language."""
        language = language or self.project.language
        values = Values(self.vocabulary, self.index, language, self.problems, document)
        values.spoken = self.project.language
        return values

    def entities(self, node: Mapping, base: str, *, shared: bool = False) -> None:
        """Enter a mapping of entities; ``shared`` ones give way to others."""
        for id, value in node.values.items():
            place = node.keys[id]
            if shared and id in self.index.things:
                continue
            if not ID.fullmatch(id):
                self._report(place, f"`{id}` is no id; use a-z, 0-9 and hyphens")
                self.index.things.setdefault(
                    id, Known(URIRef(UNNAMED), OWL.Nothing, place)
                )
            elif id in RESERVED:
                self._report(place, f"`{id}` has a meaning of its own; use another id")
            elif not isinstance(value, Mapping):
                message = f"`{id}` needs `type:` and what defines it under it"
                self._report(place, message)
            else:
                iri, cls = self._entity(id, value, place, base)
                self.index.add(id, Known(iri, cls, place), self.problems)
                self._names(id, value)

    def _entity(
        self, id: str, node: Mapping, place: Place, base: str
    ) -> tuple[URIRef, URIRef]:
        expander = Expander(self.values())
        cls = expander.cls(node)
        segment = self.vocabulary.segment(cls)
        if cls != OWL.Nothing and not ID.fullmatch(segment or ""):
            name = expander.class_name(cls)
            message = f"`{name}` has no kind of IRI (apf:idSegment) in the ontology"
            self._report(place, message + ", of a-z, 0-9 and hyphens")
        return URIRef(f"{base}id/{segment or 'thing'}/{id}"), cls

    def _names(self, id: str, node: Mapping) -> None:
        for term in ("label", "altLabel", "hiddenLabel"):
            value = node.values.get(term)
            items = value.items if isinstance(value, Sequence) else [value]
            for item in items:
                if isinstance(item, Scalar):
                    self.index.by_name.setdefault(item.text.casefold(), id)

    def document(self, file: File) -> None:
        """Enter a document, its own entities and its claims."""
        for key, value in file.node.values.items():
            if key not in _SECTIONS:
                message = f"`{key}`: no such section{nearest(key, _SECTIONS)}"
                self._report(file.node.keys[key], message)
            elif key != "uncovered" and not isinstance(value, Mapping):
                message = f"`{key}` takes a mapping (`key: value` lines)"
                self._report(value.place, message)
        section = file.section("document")
        id = section.values.get("id") if section else None
        if not isinstance(id, Scalar) or not ID.fullmatch(id.text):
            where = (
                id.place if id else section.place if section else Place(file.name, 1)
            )
            message = "no `document:` with an `id:` of a-z, 0-9 and hyphens"
            self._report(where, message)
            return
        if id.text in RESERVED:
            message = f"`{id.text}` has a meaning of its own; use another id"
            self._report(id.place, message)
            return
        iri = self._iri(APF.SourceDocument, id.text)
        known = Known(iri, APF.SourceDocument, id.place)
        taken = id.text in self.index.things
        self.index.add(id.text, known, self.problems)
        if (entities := file.section("entities")) is not None:
            self.entities(entities, self.project.base)
        if not taken:
            self._claims(file, id.text)

    def _claims(self, file: File, document: str) -> None:
        section = file.section("claims")
        for key, node in section.values.items() if section else ():
            if not isinstance(node, Mapping):
                message = f"`{key}` needs `claimant:` and `says:` under it"
                self._report(node.place, message)
        for key, node, place in file.claims():
            if KEY.fullmatch(key):
                known = self._claim(f"{document}.{key}", node, place)
                self.index.add(f"{document}.{key}", known, self.problems)
            else:
                message = f"`{key}` is no claim key; use letters, digits, - and _"
                self._report(place, message)

    def _claim(self, id: str, node: Mapping, place: Place) -> Known:
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

    def _report(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message))
