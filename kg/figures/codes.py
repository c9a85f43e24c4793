"""What follows from the codes of units, coercion and movement, as the ontology says it.

A graph brings its own code lists, a project's codes among them. Those that came with kg
stand for codes on which a graph says nothing, because it was built before they did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pyoxigraph as ox

from kg.names import PREFIXES as NAMESPACES
from kg.names import SCHEMES, local_name
from kg.resources import shipped

Select = Callable[[str], Iterable[Sequence[str | None]]]
"""Runs a SELECT query over all graphs; rows of IRIs and lexical forms."""

UNKNOWN = "unknown"
"""The coercion of a movement of which nobody says how free it was."""

UNIT, COERCION = f"{SCHEMES}unit/", f"{SCHEMES}coercion/"
SPAN = f"{SCHEMES}time-span/"
"""Codes that came with kg have their addresses under these."""

PREFIXES = "".join(
    f"PREFIX {name}: <{NAMESPACES[name]}> " for name in ("apf", "rdfs", "skos")
)
"""What queries over figures begin with."""

_ABOUT = f"""{PREFIXES} SELECT ?code ?p ?v WHERE {{
  VALUES ?p {{ apf:unitsPerWhole apf:severalPer apf:leavesOpen apf:excludes
    apf:shortestDays apf:longestDays apf:calendarMonths }}
  ?code ?p ?v . }}"""
_IMPLIED = f"""{PREFIXES} SELECT ?type ?kind ?coercion WHERE {{
  ?kind apf:impliesCoercion ?coercion . ?type skos:broader* ?kind . }}"""
_BY_ITSELF = f"""{PREFIXES} SELECT ?type ?kind WHERE {{
  ?kind apf:countedByItself true . ?type skos:broader* ?kind . }}"""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit is to whoever compares and adds.

    ``whole`` is how many of it make up what a figure compares with (100 for per cent),
    ``None`` for a count. Of the units ``several_per``, one may account for several.
    ``open`` tells that it leaves open what was counted.
    """

    iri: str = ""
    whole: int | None = None
    several_per: frozenset[str] = frozenset()
    open: bool = False

    @property
    def relative(self) -> bool:
        """Whether figures in it compare and count nothing."""
        return self.whole is not None

    @property
    def fold(self) -> bool:
        """Whether a change in it says how many times, and not how much more."""
        return self.whole == 1


@dataclass(frozen=True, slots=True)
class Coercion:
    """What a coercion is: nobody is subject to it and to one that it ``excludes``.

    ``open`` tells that it leaves open how free a movement was.
    """

    iri: str = ""
    excludes: frozenset[str] = frozenset()
    open: bool = False


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A stretch of time that rates are per: the days of the shortest and longest one.

    ``months`` is of how many months of the calendar one is made up, 0 for a week or a
    day. What has no days is a code of which nothing is known.
    """

    iri: str = ""
    shortest: int = 0
    longest: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class Codes:
    """Units, coercions, what kinds of movement say, and spans, by IRI.

    ``implied`` gives the coercion of a kind of movement, and ``by_itself`` the kind
    with which it is counted, apart from all others.
    """

    units: Mapping[str, Unit]
    coercions: Mapping[str, Coercion]
    implied: Mapping[str, str]
    by_itself: Mapping[str, str]
    spans: Mapping[str, TimeSpan]

    def span(self, iri: str) -> TimeSpan:
        """Return what is known of a stretch of time."""
        return self.spans.get(iri) or TimeSpan(iri)

    def unit(self, iri: str) -> Unit:
        """Return what is known of a unit; of which there is none, is open."""
        return self.units.get(iri) or Unit(iri, open=not iri)

    def coercion(self, iri: str, movement: str = "") -> Coercion:
        """Return what is known of a coercion; an open one gives way to the movement's.

        What leaves it open all the same is the one coercion of which nothing is known.
        """
        known = self.coercions.get(iri) or Coercion(iri, open=not iri)
        if not known.open:
            return known
        implied = self.implied.get(movement, "")
        return self.coercion(implied) if implied else Coercion(COERCION + UNKNOWN)


def read_codes(select: Select) -> Codes:
    """Return the codes of a graph, completed by those that came with kg."""
    own, ours = _read(select), shipped_codes()
    return Codes(
        {**ours.units, **own.units},
        {**ours.coercions, **own.coercions},
        {**ours.implied, **own.implied},
        {**ours.by_itself, **own.by_itself},
        {**ours.spans, **own.spans},
    )


@lru_cache(maxsize=1)
def shipped_codes() -> Codes:
    """Return the codes of the ontology that came with kg."""
    store = ox.Store()
    for name in ("unit", "coercion", "movement", "time-span"):
        path = shipped("ontology") / "schemes" / f"{name}.ttl"
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return _read(selecting(store))


def selecting(store: ox.Store) -> Select:
    """Return a function that runs SELECT queries over all graphs of a store."""

    def select(query: str) -> Iterator[list[str | None]]:
        rows = store.query(query, use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            yield [None if t is None else str(getattr(t, "value", "")) for t in row]

    return select


def _read(select: Select) -> Codes:
    units: dict[str, Unit] = {}
    coercions: dict[str, Coercion] = {}
    spans: dict[str, TimeSpan] = {}
    for row in select(_ABOUT):
        iri, p, value = map(str, row)
        spans[iri] = _with_days(spans.get(iri, TimeSpan(iri)), local_name(p), value)
        unit, coercion = units.get(iri, Unit(iri)), coercions.get(iri, Coercion(iri))
        match local_name(p):
            case "unitsPerWhole":
                units[iri] = replace(unit, whole=int(value))
            case "severalPer":
                several = unit.several_per | {local_name(value)}
                units[iri] = replace(unit, several_per=several)
            case "leavesOpen":
                units[iri] = replace(unit, open=value == "true")
                coercions[iri] = replace(coercion, open=value == "true")
            case "excludes":
                for one, other in ((iri, value), (value, iri)):
                    known = coercions.get(one, Coercion(one))
                    excludes = known.excludes | {local_name(other)}
                    coercions[one] = replace(known, excludes=excludes)
    implied: dict[str, str] = {}
    for type_, kind, coercion_ in sorted(select(_IMPLIED), key=str):
        if type_ == kind or str(type_) not in implied:
            implied[str(type_)] = str(coercion_)
    by_itself = {str(t): str(kind) for t, kind in sorted(select(_BY_ITSELF), key=str)}
    dated = {iri: span for iri, span in spans.items() if span.shortest}
    return Codes(units, coercions, implied, by_itself, dated)


def _with_days(span: TimeSpan, name: str, value: str) -> TimeSpan:
    match name:
        case "shortestDays":
            return replace(span, shortest=int(value))
        case "longestDays":
            return replace(span, longest=int(value))
        case "calendarMonths":
            return replace(span, months=int(value))
    return span
