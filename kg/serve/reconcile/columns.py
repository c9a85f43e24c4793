"""The values of one property for all things, read when first asked for."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from kg.match.names import normal
from kg.names import APF
from kg.rdf import Literal
from kg.serve.reconcile.catalogue import Catalogue
from kg.serve.reconcile.schema import IRI, Code, Property, qid

_KEPT = 32
"""Columns that stay in memory: more properties than anybody matches by at once."""

_ABOVE = 100
"""What a thing lies in, at most: places lie a few deep, a circle has no end."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing of the catalogue, by number."""

    thing: int


Value = Ref | Code | str | bool | int | float | date


@dataclass(frozen=True)
class PropertyColumn:
    """Values by thing, and things by value, as :func:`keys` writes them."""

    values: dict[int, tuple[Value, ...]]
    things: dict[str, array[int]] = field(default_factory=dict)


class Columns:
    """The columns of a catalogue; the last 32 that were asked for stay in memory."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.of = lru_cache(maxsize=_KEPT)(self._read)

    def _read(self, prop: Property) -> PropertyColumn:
        """Read the column of a property.

        A property of figures, their unit for one, counts for what they measure. That of
        a transitive property holds all that a thing lies in, up to a hundred.
        """
        if prop.id == IRI:
            return PropertyColumn({})
        rows = self._rows(f"?thing <{prop.iri}> ?value")
        if not rows and prop.domains and self._of_figures(prop):
            measured = f"?figure <{APF.measures}> ?thing ; <{prop.iri}> ?value"
            rows = self._rows(measured)
        values = {thing: tuple(sorted(of, key=repr)) for thing, of in rows.items()}
        if prop.transitive:
            values = {thing: _upwards(thing, values) for thing in values}
        column = PropertyColumn(values)
        for thing in sorted(values):
            for key in {key for value in values[thing] for key in keys(value)}:
                column.things.setdefault(key, array("I")).append(thing)
        return column

    def _rows(self, pattern: str) -> dict[int, set[Value]]:
        query = f"SELECT DISTINCT ?thing ?value WHERE {{ {pattern} }}"
        values: dict[int, set[Value]] = {}
        for name, term in self.catalogue.endpoint.select(query).rows:
            thing = self.catalogue.find(str(name))
            if thing is not None:
                values.setdefault(thing, set()).add(value_of(term, self.catalogue))
        return values

    def _of_figures(self, prop: Property) -> bool:
        figure = self.catalogue.schema.class_of(str(APF.Observation))
        above = self.catalogue.schema.above
        return figure is not None and any(figure.id in above(c) for c in prop.domains)


def value_of(term: object, catalogue: Catalogue) -> Value:
    """Return a term of the graph as a value: a thing, a code, a number, a day, text."""
    if isinstance(term, Literal):
        python = term.to_python()
        if isinstance(python, bool | int | float | date):
            return python
        try:
            return float(python) if term.datatype else str(term)
        except (TypeError, ValueError):
            return str(term)
    iri = str(term)
    if (code := catalogue.schema.codes.get(iri)) is not None:
        return code
    if (cls := catalogue.schema.class_of(iri)) is not None:
        return Code(cls.id, cls.name)
    if item := qid(iri):
        return Code(item, item)
    thing = catalogue.find(iri)
    return iri if thing is None else Ref(thing)


def keys(value: Value) -> Iterable[str]:
    """Return what a value is found by when only properties are asked about."""
    if isinstance(value, Ref):
        return (f"\0{value.thing}",)
    if isinstance(value, Code):
        return (normal(value.code), normal(value.label))
    if isinstance(value, bool):
        return (str(value).lower(),)
    if isinstance(value, int | float):
        return (f"{float(value):g}",)
    if isinstance(value, date):
        return (value.isoformat()[:10],)
    return (normal(value), value)


def _upwards(thing: int, values: dict[int, tuple[Value, ...]]) -> tuple[Value, ...]:
    reached = dict.fromkeys(values[thing])
    rest = list(reached)
    while rest and len(reached) < _ABOVE:
        value = rest.pop(0)
        above = values.get(value.thing, ()) if isinstance(value, Ref) else ()
        rest += [other for other in above if other not in reached]
        reached |= dict.fromkeys(above)
    return tuple(reached)
