"""What tells a thing from its namesakes: class, what it belongs to, aliases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from textwrap import shorten

from kg.ask.endpoint import values
from kg.names import APF, RDFS, SKOS
from kg.rdf import URIRef
from kg.serve.reconcile.catalogue import Catalogue
from kg.serve.reconcile.columns import Ref, Value, value_of
from kg.serve.reconcile.schema import Code, Property

_BATCH, _SHOWN, _LONG = 500, 3, 160


@dataclass
class Described:
    """A thing in words. ``facts`` pairs the name of a property with its values."""

    thing: int
    types: tuple[str, ...]
    facts: list[tuple[str, list[str]]] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    comment: str = ""

    @property
    def line(self) -> str:
        """All of it in one line."""
        parts = [", ".join(self.types)]
        parts += [f"{p}: {', '.join(v[:_SHOWN])}" for p, v in self.facts]
        if self.aliases:
            parts.append(f"also {', '.join(self.aliases[:_SHOWN])}")
        parts.append(shorten(self.comment, _LONG, placeholder=" …"))
        return " · ".join(part for part in parts if part)


class Describer:
    """Describes things by what defines them in the graph."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        found = catalogue.schema.properties.values()
        self.defining = [p for p in found if p.iri and _tells_apart(p)]

    def of(self, things: Iterable[int]) -> dict[int, Described]:
        """Describe many things with few questions to the graph."""
        found: dict[int, Described] = {}
        rest = iter(sorted(set(things)))
        while batch := list(islice(rest, _BATCH)):
            said = self._said(batch)
            found |= {thing: self._one(thing, said[thing]) for thing in batch}
        return found

    def _said(self, things: list[int]) -> dict[int, dict[str, set[Value]]]:
        iris = [URIRef(self.catalogue.iri(thing)) for thing in things]
        by_iri = {str(iri): thing for iri, thing in zip(iris, things, strict=True)}
        asked = [URIRef(prop.iri) for prop in self.defining]
        asked += [SKOS.altLabel, RDFS.comment]
        listed = ", ".join(predicate.n3() for predicate in asked)
        table = self.catalogue.endpoint.select(
            f"SELECT DISTINCT ?thing ?p ?value WHERE {{ VALUES ?thing {{ "
            f"{values(iris)} }} ?thing ?p ?value FILTER (?p IN ({listed})) }}"
        )
        said: dict[int, dict[str, set[Value]]] = defaultdict(lambda: defaultdict(set))
        for thing, predicate, term in table.rows:
            value = value_of(term, self.catalogue)
            if value is not None:
                said[by_iri[str(thing)]][str(predicate)].add(value)
        return said

    def _one(self, thing: int, said: dict[str, set[Value]]) -> Described:
        classes = self.catalogue.schema.classes
        types = tuple(classes[cls].name for cls in self.catalogue.types(thing))
        facts = [
            (prop.name, self._words(said[prop.iri]))
            for prop in self.defining
            if said.get(prop.iri)
        ]
        aliases = self._words(said.get(str(SKOS.altLabel), set()))
        comments = self._words(said.get(str(RDFS.comment), set()))
        return Described(thing, types, facts, aliases, " ".join(comments))

    def _words(self, found: Iterable[Value]) -> list[str]:
        return sorted({self._word(value) for value in found})

    def _word(self, value: Value) -> str:
        if isinstance(value, Ref):
            return self.catalogue.labels[value.thing] or self.catalogue.ids[value.thing]
        return value.label if isinstance(value, Code) else str(value)


def _tells_apart(prop: Property) -> bool:
    own = prop.iri == APF.publishedBy
    return own or (prop.kind == "thing" and prop.defining) or prop.id == "iso3"
