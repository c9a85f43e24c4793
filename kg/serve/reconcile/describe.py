"""What tells a thing from its namesakes: class, what it belongs to, aliases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from textwrap import shorten

from kg.ask.endpoint import batches
from kg.names import APF, RDFS, SKOS
from kg.rdf import URIRef
from kg.serve.reconcile.catalogue import Catalogue
from kg.serve.reconcile.columns import Ref, Value, value_of
from kg.serve.reconcile.schema import Code, Property

_SHOWN, _LONG = 3, 160
"""Values of a property, and characters of a comment, that fit under a name."""

_KEPT = 10_000
"""Descriptions that are kept, of some 500 bytes each."""


@dataclass
class Description:
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
        properties = catalogue.schema.properties.values()
        self.defining = [p for p in properties if p.iri and _distinguishes(p)]
        self._kept: dict[int, Description] = {}

    def of(self, things: Iterable[int]) -> dict[int, Description]:
        """Describe many things with few questions to the graph.

        What was described lately is kept: the columns of a table name few things.
        """
        wanted = sorted(set(things))
        kept = {thing: one for thing in wanted if (one := self._kept.get(thing))}
        if missing := [thing for thing in wanted if thing not in kept]:
            stated = self._stated(missing)
            kept |= {thing: self._one(thing, stated[thing]) for thing in missing}
            if len(self._kept) > _KEPT:
                self._kept = {}
            self._kept |= kept
        return {thing: kept[thing] for thing in wanted}

    def _stated(self, things: Iterable[int]) -> dict[int, dict[str, set[Value]]]:
        by_iri = {self.catalogue.iri(thing): thing for thing in things}
        asked = [URIRef(prop.iri) for prop in self.defining]
        listed = ", ".join(p.n3() for p in (*asked, SKOS.altLabel, RDFS.comment))
        stated: dict[int, dict[str, set[Value]]] = defaultdict(lambda: defaultdict(set))
        for batch in batches(by_iri):
            table = self.catalogue.endpoint.select(
                f"SELECT DISTINCT ?thing ?p ?value WHERE {{ "
                f"VALUES ?thing {{ {batch} }} "
                f"?thing ?p ?value FILTER (?p IN ({listed})) }}"
            )
            for thing, predicate, term in table.rows:
                value = value_of(term, self.catalogue)
                stated[by_iri[str(thing)]][str(predicate)].add(value)
        return stated

    def _one(self, thing: int, stated: dict[str, set[Value]]) -> Description:
        classes = self.catalogue.schema.classes
        types = tuple(classes[cls].name for cls in self.catalogue.types(thing))
        facts = [
            (prop.name, self._words(stated[prop.iri]))
            for prop in self.defining
            if stated.get(prop.iri)
        ]
        aliases = self._words(stated.get(str(SKOS.altLabel), ()))
        comments = self._words(stated.get(str(RDFS.comment), ()))
        return Description(thing, types, facts, aliases, " ".join(comments))

    def _words(self, stated: Iterable[Value]) -> list[str]:
        return sorted({self._word(value) for value in stated})

    def _word(self, value: Value) -> str:
        if isinstance(value, Ref):
            return self.catalogue.labels[value.thing] or self.catalogue.ids[value.thing]
        return value.label if isinstance(value, Code) else str(value)


def _distinguishes(prop: Property) -> bool:
    own = prop.iri == APF.publishedBy
    return own or (prop.kind == "thing" and prop.defining) or prop.id == "iso3"
