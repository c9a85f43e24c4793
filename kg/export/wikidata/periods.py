"""The period of a figure or event as dates of Wikidata: one point, or two ends."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pyoxigraph as ox

from kg.export.rdf.claims import objects, things
from kg.export.wikidata.mapping import NotWritten
from kg.export.wikidata.syntax import PRECISIONS, time
from kg.names import APF, local_name
from kg.rdf import URIRef

_TRUE = ox.Literal(True)


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
        _day(store, node, APF.startDate),
        _day(store, node, APF.endDate),
        codes[0],
    )


def _day(store: ox.Store, node: ox.NamedNode, term: URIRef) -> date | None:
    values = [v for v in objects(store, node, term) if isinstance(v, ox.Literal)]
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
