"""What of a figure or event Wikidata can say: number, unit, period; and no bounds."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

import pyoxigraph as ox

from kg.export.rdf.claims import literals, objects, things
from kg.export.wikidata.mapping import Mapped, NotWritten, WikidataMapping
from kg.export.wikidata.syntax import PRECISIONS, time
from kg.names import APF, local_name
from kg.rdf import URIRef

PLAIN = frozenset({"exact", "unqualified"})
"""Quantifiers of a figure that is meant as it is printed."""

_TRUE = ox.Literal(True)


def amount(
    store: ox.Store, mapping: WikidataMapping, figure: ox.NamedNode
) -> tuple[Decimal, tuple[str, ...]]:
    """Return a figure that is a point, and how near to it its source says that it is.

    Raises :class:`NotWritten` for bounds, ranges and orders of magnitude: Wikidata has
    no certain way to say them.
    """
    values = objects(store, figure, APF.value)
    codes = things(store, figure, APF.quantifier)
    words = " ".join(local_name(code.value) for code in codes) or "unknown"
    if len(values) != 1 or not isinstance(values[0], ox.Literal):
        raise NotWritten("bounds", f"it gives no number ({words})")
    number = Decimal(values[0].value)
    circumstances = [mapping.items.get(code.value) for code in codes]
    pid = mapping.qualifiers.get(str(APF.quantifier))
    if len(codes) == 1 and circumstances[0] and pid:
        return number, (pid, circumstances[0])
    if words not in PLAIN:
        raise NotWritten("bounds", f"its number is not meant as printed ({words})")
    return number, ()


def unit(
    store: ox.Store, mapping: WikidataMapping, mapped: Mapped, figure: ox.NamedNode
) -> str | None:
    """Return the Q-id of a figure's unit, ``None`` where none is written."""
    units = things(store, figure, APF.unit)
    if mapped.unit and [unit.value for unit in units] == [mapped.unit]:
        return None
    qid = mapping.items.get(units[0].value) if len(units) == 1 else None
    if qid is None or mapped.unit:
        names = ", ".join(local_name(unit.value) for unit in units) or "unknown"
        raise NotWritten("unit", f"it counts in the unit {names}")
    return qid


def period(
    store: ox.Store, mapping: WikidataMapping, figure: ox.NamedNode
) -> tuple[str, ...]:
    """Return a period as qualifiers: a point in time, or start and end time."""
    written = mapping.qualifiers
    if (day := point(store, figure)) and str(APF.edtf) in written:
        return (written[str(APF.edtf)], day)
    start, end = ends(store, figure)
    qualifiers: list[str] = []
    for term, value in ((APF.earliestStart, start), (APF.latestEnd, end)):
        if value is not None and str(term) in written:
            qualifiers += (written[str(term)], value)
    return tuple(qualifiers)


def point(store: ox.Store, node: ox.NamedNode) -> str | None:
    """Return the one day, month, year or decade of a period; ``None`` if it is longer.

    Raises :class:`NotWritten` for a period without a start, an approximate one, and one
    of another precision.
    """
    start, end, precision = _read(store, node)
    if start is None:
        raise NotWritten("period", "it has no start")
    last = _last(start, precision)
    return time(start, precision) if last == end else None


def ends(store: ox.Store, node: ox.NamedNode) -> tuple[str | None, str | None]:
    """Return start and end; raises :class:`NotWritten` as :func:`point` does."""
    start, end, precision = _read(store, node)
    return (
        None if start is None else time(start, precision),
        None if end is None else time(end, precision),
    )


def _read(store: ox.Store, node: ox.NamedNode) -> tuple[date | None, date | None, str]:
    if _TRUE in objects(store, node, APF.approximate):
        raise NotWritten("period", "its period is approximate")
    codes = [local_name(code.value) for code in things(store, node, APF.datePrecision)]
    if len(codes) != 1 or codes[0] not in PRECISIONS:
        raise NotWritten(
            "period", f"its period has the precision {' '.join(codes) or 'unknown'}"
        )
    return (
        _day(store, node, APF.earliestStart),
        _day(store, node, APF.latestEnd),
        codes[0],
    )


def _day(store: ox.Store, node: ox.NamedNode, term: URIRef) -> date | None:
    values = literals(store, node, term)
    return date.fromisoformat(values[0].value) if len(values) == 1 else None


def _last(start: date, precision: str) -> date | None:
    """Return the last day of what begins on a day; ``None`` if nothing begins there."""
    year, month = start.year, start.month
    if precision == "day":
        return start
    if start.day != 1:
        return None
    if precision == "month":
        return date(year, month, monthrange(year, month)[1])
    if month != 1 or (precision == "decade" and year % 10):
        return None
    years = 10 if precision == "decade" else 1
    return date(year + years, 1, 1) - timedelta(days=1)
