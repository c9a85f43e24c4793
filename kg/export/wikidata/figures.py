"""A figure as Wikidata can say it: a number, a unit, a period; and no bounds."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox

from kg.export.rdf.claims import objects, things
from kg.export.wikidata.mapping import Mapped, NotWritten, WikidataMapping
from kg.export.wikidata.periods import ends, point
from kg.names import APF, local_name

PLAIN = frozenset({"exact", "unqualified"})
"""Quantifiers of a figure that is meant as it is printed."""


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
    for term, value in ((APF.startDate, start), (APF.endDate, end)):
        if value is not None and str(term) in written:
            qualifiers += (written[str(term)], value)
    return tuple(qualifiers)
