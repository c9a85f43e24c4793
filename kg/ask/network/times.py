"""When things of a network are there: rows of ``times.rq`` made into spells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.ask.network.gather import Key
from kg.ask.network.model import Spell
from kg.ask.tables import Table, Term
from kg.errors import UnknownName
from kg.periods.edtf import parse_period
from kg.rdf import Literal, URIRef
from kg.read.queryfile import QueryFile

_CLOCK = re.compile(r"(T.*|Z|[+-]\d\d:\d\d)$")


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are looked at; ``None`` where that end is open."""

    start: date | None = None
    end: date | None = None

    @property
    def open(self) -> bool:
        """Whether every day is looked at."""
        return self.start is None and self.end is None

    def touches(self, start: str | None, end: str | None) -> bool:
        """Tell whether a spell has a day in the window."""
        before = end and self.start and end < self.start.isoformat()
        after = start and self.end and start > self.end.isoformat()
        return not before and not after


ALWAYS = Window()


def window(
    on: date | None = None, since: date | None = None, until: date | None = None
) -> Window:
    """Return the window of one day or of a period.

    Raises :class:`UnknownName` for both at once, and for a period that ends before it
    starts.
    """
    if on is not None and (since is not None or until is not None):
        raise UnknownName("`on` is one day, `since` and `until` a period: give one")
    if since is not None and until is not None and since > until:
        raise UnknownName(f"the period from {since} to {until} ends before it starts")
    return Window(on, on) if on is not None else Window(since, until)


@dataclass
class Times:
    """The rows of ``times.rq`` that touch a window, by node or edge.

    ``periods`` are those times as they are written, in EDTF. ``outside`` are those that
    have times, and none in the window.
    """

    spells: dict[Key, list[Spell]] = field(default_factory=dict)
    claims: dict[Key, list[str]] = field(default_factory=dict)
    precisions: dict[Key, set[str]] = field(default_factory=dict)
    periods: dict[Key, set[str]] = field(default_factory=dict)
    outside: set[Key] = field(default_factory=set)


def read_times(table: Table, within: Window, file: QueryFile) -> Times:
    """Read rows; what has neither a first nor a last day has no time.

    A year or month is its first day as a start and its last as an end. Raises
    :class:`InputErrors` for what is no date, and for an end before its start.
    """
    times, seen = Times(), set()
    where = {name: i for i, name in enumerate(table.variables)}
    for row in table.rows:
        cells = {name: row[i] for name, i in where.items()}
        key = _key(cells)
        start, end = _days(cells, key or (), file)
        if key is None or (start is None and end is None):
            continue
        seen.add(key)
        if not within.touches(start, end):
            continue
        times.spells.setdefault(key, []).append((start, end))
        if isinstance(claim := cells.get("claim"), URIRef):
            times.claims.setdefault(key, []).append(str(claim))
        if (precision := cells.get("precision")) is not None:
            times.precisions.setdefault(key, set()).add(str(precision))
        if (period := cells.get("period")) is not None:
            times.periods.setdefault(key, set()).add(str(period))
    times.outside = seen - set(times.spells)
    return times


def joined(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """Return spells in order; those that overlap or follow at once are joined."""
    result: list[Spell] = []
    for start, end in sorted(set(spells), key=lambda s: (s[0] or "", s[1] or "9")):
        if result and (result[-1][1] is None or (start or "") <= _next(result[-1][1])):
            first, last = result[-1]
            result[-1] = first, _later(last, end)
        else:
            result.append((start, end))
    return tuple(result)


def _next(day: str) -> str:
    """Return the day after, as far as the calendar goes."""
    number = min(date.fromisoformat(day).toordinal() + 1, date.max.toordinal())
    return date.fromordinal(number).isoformat()


def ends(spells: Sequence[Spell]) -> Spell:
    """Return the first and last day of spells; ``None`` for an open end, or if none."""
    starts = [start for start, _ in spells]
    lasts = [last for _, last in spells]
    first = None if None in starts else min((s for s in starts if s), default=None)
    last = None if None in lasts else max((e for e in lasts if e), default=None)
    return first, last


def _later(one: str | None, other: str | None) -> str | None:
    return None if one is None or other is None else max(one, other)


def _key(cells: Mapping[str, Term | None]) -> Key | None:
    names = ("source", "kind", "target") if cells.get("node") is None else ("node",)
    terms = [cells.get(name) for name in names]
    return None if None in terms else tuple(map(str, terms))


def _days(cells: Mapping[str, Term | None], key: Key, file: QueryFile) -> Spell:
    """Return the first and last day as ``YYYY-MM-DD``."""
    days: list[str | None] = []
    for name in ("start", "end"):
        term = cells.get(name)
        try:
            days.append(None if term is None else _day(term, last=name == "end"))
        except ValueError:
            raise file.refused(f"`{term}` is no date, for {' '.join(key)}") from None
    start, end = days
    if start and end and end < start:
        what = f"the time from {start} to {end} ends before it starts"
        raise file.refused(f"{what}, for {' '.join(key)}")
    return start, end


def _day(term: Term, *, last: bool) -> str | None:
    """Return a day, whatever else a literal says of it; raise ``ValueError``."""
    if not isinstance(term, Literal):
        raise ValueError
    period = parse_period(_CLOCK.sub("", str(term)))
    day = period.end if last else period.start
    return None if day is None else day.isoformat()
