"""The things that are offered: ids, labels, types and the index of their names.

A thing is offered when it has a name and a class whose things have ids of their own.
What a claim says, an alleged event for one, is no thing of that kind.
"""

from __future__ import annotations

import gc
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from kg.ask.endpoint import Endpoint
from kg.ask.knowledge import KnowledgeGraph
from kg.ask.tables import Row
from kg.ask.things import label_rank
from kg.match.letters import NameKind
from kg.match.name_index import NameIndex, code_key, id_key
from kg.match.names import forms, plain
from kg.names import APF, RDFS, SKOS, VOID, WIKIDATA, local_name
from kg.rdf import Literal, URIRef
from kg.serve.reconcile.schema import QID, Schema, qid, read_schema

_KINDS = {
    RDFS.label: NameKind.LABEL,
    SKOS.prefLabel: NameKind.LABEL,
    APF.title: NameKind.LABEL,
    SKOS.altLabel: NameKind.ALIAS,
    SKOS.hiddenLabel: NameKind.HIDDEN,
}
_UNLABELLED = 255
"""A rank behind those of all labels: the last that a byte holds."""

_NAMED = f"FILTER (?p IN ({', '.join(p.n3() for p in _KINDS)}))"


@dataclass
class Catalogue:
    """Things by number, from 0. ``space`` and an id together are the IRI."""

    endpoint: Endpoint
    schema: Schema
    language: str
    space: str
    ids: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    names: NameIndex = field(init=False)
    _types: list[tuple[str, ...]] = field(default_factory=list)
    _type: array[int] = field(default_factory=lambda: array("H"))

    def __len__(self) -> int:
        return len(self.ids)

    def iri(self, thing: int) -> str:
        """Return the IRI of a thing."""
        return whole(self.ids[thing], self.space)

    def types(self, thing: int) -> tuple[str, ...]:
        """Return the ids of the classes that a thing is stated in."""
        return self._types[self._type[thing]]

    def find(self, name: str) -> int | None:
        """Return the thing that an id, a short id, an IRI or a QID means, if one."""
        key = name.removeprefix(WIKIDATA)
        things = {thing for thing, _ in self.names.equal(code_key(key))}
        full = name.removeprefix(self.space)
        for thing, _ in self.names.equal(id_key(local_name(name))):
            if self.ids[thing] == full or "/" not in name:
                things.add(thing)
        return things.pop() if len(things) == 1 else None

    def used_types(self) -> list[str]:
        """Return the ids of the classes that have things, and of those above them."""
        used = {cls for types in self._types for cls in types}
        return sorted({above for cls in used for above in self.schema.above(cls)})


def whole(id_: str, space: str) -> str:
    """Return the IRI of an id: ids out of the identifier space are IRIs already."""
    return id_ if "://" in id_ or id_.startswith("urn:") else space + id_


def read_catalogue(graph: KnowledgeGraph) -> Catalogue:
    """Read every thing's names once; a million things take some minutes."""
    language = graph.project.language
    schema = read_schema(graph.endpoint, language)
    space = _space(graph)
    catalogue = Catalogue(graph.endpoint, schema, language, space)
    with _no_collection():
        catalogue.names = NameIndex(_Filling(catalogue).owned())
    return catalogue


class _Filling:
    """Fills a catalogue, and yields the names on the way."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.numbers: dict[str, int] = {}
        self.ranks: array[int] = array("B")
        self.type_numbers: dict[tuple[str, ...], int] = {}

    def owned(self) -> Iterator[tuple[str, int, NameKind]]:
        endpoint = self.catalogue.endpoint
        contents = _contents(endpoint)
        for cls in _classes(endpoint, self.catalogue.schema):
            iri = self.catalogue.schema.classes[cls].iri
            before = len(self.numbers)
            for row in endpoint.select(_names_query(iri)).rows:
                if not contents or str(row[0]) not in contents:
                    yield from self._name(row, cls, before)
            for thing in range(before, len(self.numbers)):
                yield id_key(local_name(self.catalogue.ids[thing])), thing, NameKind.ID
        for prop in self.catalogue.schema.properties.values():
            if prop.key and prop.iri:
                yield from self._codes(prop.iri, prop.id == QID)

    def _name(
        self, row: Row, cls: str, before: int
    ) -> Iterator[tuple[str, int, NameKind]]:
        iri, predicate, name = str(row[0]), row[1], row[2]
        number = self.numbers.get(iri)
        if number is None:
            number = self._add(iri, cls)
        elif number < before:  # its names came with another class
            self._also(number, cls)
            return
        assert isinstance(name, Literal)
        assert isinstance(predicate, URIRef)
        kind, text = _KINDS[predicate], str(name)
        if kind is NameKind.LABEL:
            self._label(number, name)
        for form in forms(text):
            yield form, number, kind
            if not form.isascii() and (latin := plain(text)):
                yield latin, number, NameKind.LATIN

    def _add(self, iri: str, cls: str) -> int:
        catalogue = self.catalogue
        number = self.numbers[iri] = len(self.numbers)
        catalogue.ids.append(iri.removeprefix(catalogue.space))
        catalogue.labels.append("")
        catalogue._type.append(self._typed((cls,)))
        self.ranks.append(_UNLABELLED)
        return number

    def _also(self, number: int, cls: str) -> None:
        known = self.catalogue.types(number)
        if cls not in known:
            self.catalogue._type[number] = self._typed(tuple(sorted({*known, cls})))

    def _typed(self, types: tuple[str, ...]) -> int:
        if types not in self.type_numbers:
            self.type_numbers[types] = len(self.catalogue._types)
            self.catalogue._types.append(types)
        return self.type_numbers[types]

    def _label(self, number: int, label: Literal) -> None:
        rank = label_rank(label, self.catalogue.language)
        labels = self.catalogue.labels
        if (rank, str(label)) < (self.ranks[number], labels[number]):
            self.ranks[number], labels[number] = rank, str(label)

    def _codes(self, iri: str, wikidata: bool) -> Iterator[tuple[str, int, NameKind]]:
        query = f"SELECT ?x ?code WHERE {{ ?x <{iri}> ?code }}"
        for thing, code in self.catalogue.endpoint.select(query).rows:
            text = qid(str(code)) if wikidata else str(code)
            if text and (number := self.numbers.get(str(thing))) is not None:
                yield code_key(text), number, NameKind.CODE


def _classes(endpoint: Endpoint, schema: Schema) -> list[str]:
    query = "SELECT DISTINCT ?class WHERE { ?thing a ?class }"
    classes = {schema.class_of(str(row[0])) for row in endpoint.select(query).rows}
    return sorted(cls.id for cls in classes if cls and schema.tops(cls.id))


def _names_query(cls: str) -> str:
    return f"SELECT ?thing ?p ?name WHERE {{ ?thing a <{cls}> ; ?p ?name . {_NAMED} }}"


def _contents(endpoint: Endpoint) -> set[str]:
    """Return what claims say and has a name all the same."""
    query = f"SELECT ?x WHERE {{ ?claim <{APF.content}> ?x . ?x ?p ?name . {_NAMED} }}"
    return {str(row[0]) for row in endpoint.select(query).rows}


def _space(graph: KnowledgeGraph) -> str:
    """Return what the IRIs of the graph's things begin with, as it says itself."""
    query = f"SELECT ?space WHERE {{ ?set <{VOID.uriSpace}> ?space }}"
    spaces = {str(row[0]) for row in graph.endpoint.select(query).rows}
    return spaces.pop() if len(spaces) == 1 else graph.project.base + "id/"


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the collector from walking millions of names over and over."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
