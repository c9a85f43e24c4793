"""What of a figure or event Wikidata can say: number, unit, period; and no bounds."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox

from kg.export.rdf.claims import literals, objects, things
from kg.export.wikidata.mapping import Mapped, NotWritten, WikidataMapping
from kg.export.wikidata.syntax import PRECISIONS, time
from kg.names import APF, local_name
from kg.periods.edtf import parse_period

PLAIN = frozenset({"exact", "unqualified"})
"""Quantifiers of a figure that is meant as it is printed."""

_OPEN = ("..", "")


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
    store: ox.Store, mapping: WikidataMapping, node: ox.NamedNode
) -> tuple[str, ...]:
    """Return a period as qualifiers: a point in time, or start and end time.

    A circumstance would be one of the whole statement, so an approximate period is
    none; raises :class:`NotWritten` as :func:`point` does.
    """
    parts = _parts(store, node)
    _refuse(parts, "~?%")
    terms = (APF.earliestStart, APF.latestEnd) if len(parts) > 1 else (APF.edtf,)
    qualifiers: list[str] = []
    for term, part in zip(terms, parts, strict=True):
        if part not in _OPEN and str(term) in mapping.qualifiers:
            qualifiers += (mapping.qualifiers[str(term)], _time(part))
    return tuple(qualifiers)


def point(
    store: ox.Store, mapping: WikidataMapping, event: ox.NamedNode
) -> tuple[str, tuple[str, ...]]:
    """Return the one day, month, year or decade of an event, and if it is only about.

    Raises :class:`NotWritten` for an interval, open or not, for an uncertain period,
    and for one of another precision.
    """
    parts = _parts(store, event)
    if len(parts) != 1:
        raise NotWritten("period", "its period is not one day, month, year or decade")
    about = mapping.qualifiers.get(str(APF.approximate))
    circa = mapping.items.get(str(APF.approximate))
    if parts[0].endswith("~") and about and circa:
        return _time(parts[0].removesuffix("~")), (about, circa)
    _refuse(parts, "~?%")
    return _time(parts[0]), ()


def _parts(store: ox.Store, node: ox.NamedNode) -> list[str]:
    """Return the one or two dates of a period, as written."""
    written = literals(store, node, APF.edtf)
    if len(written) != 1:
        raise NotWritten("period", "it has no period in EDTF")
    return written[0].value.split("/")


def _refuse(parts: list[str], marks: str) -> None:
    if any(part[-1:] and part[-1] in marks for part in parts):
        raise NotWritten("period", "its period is approximate or uncertain")


def _time(part: str) -> str:
    try:
        named = parse_period(part)
    except ValueError:
        raise NotWritten("period", f"its period {part} is no date") from None
    if named.filling is None:
        raise NotWritten("period", "it lies some time between two dates")
    if named.precision not in PRECISIONS or named.start is None:
        raise NotWritten("period", f"its period has the precision {named.precision}")
    return time(named.start, named.precision)
