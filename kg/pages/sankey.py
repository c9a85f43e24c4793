"""Movements as bands from origin to destination, as wide as their figures, as SVG.

A band is as wide as the least that its figure allows, with a paler one around it up to
the most. Bands are drawn apart and never joined to a total; what lies in another, or
may count the same people on the same days, is left out, and it is told why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.amounts.interval import Interval
from kg.figures.figure import Figure, Related
from kg.graph.cited import Thing
from kg.pages.manners import ASSERTED
from kg.pages.moves import MovementEnd, MovementRow

WIDTH, LEFT, RIGHT, BAR = 960, 200, 750, 10
"""Width of a drawing, where the bars of origins and destinations are, and of a bar."""

_WIDEST = 110.0
"""Height of the widest band (by eye)."""

_LEAST = 2.0
"""Height of a band that is there at all, to be seen (by eye)."""

_OPEN = 9.0
"""Height of the pale band where no upper bound is given (by eye)."""

_WORDS, _STRAIGHT = 36.0, 500
"""Room above a band for its words, and how far it runs straight beside them."""

_APART, _PLACES = 8.0, 22.0
"""Room between bands, and between places (by eye)."""

MOST = 40
"""Bands of a drawing at most: what fits some screens."""

_HELD = 400
"""Figures that are held against each other for a drawing: each against every other."""

_OVERLAP = "their days overlap, and both may count the same people"
_INSIDE = "one lies in the other"


@dataclass(frozen=True, slots=True)
class Band:
    """A figure to be drawn between the ends of its row."""

    row: MovementRow
    figure: Figure
    interval: Interval

    @property
    def low(self) -> float:
        """The least that it allows."""
        return float(self.interval.low or 0)

    @property
    def high(self) -> float | None:
        """The most that it allows, ``None`` where that is open."""
        return None if self.interval.high is None else float(self.interval.high)


@dataclass(frozen=True, slots=True)
class DrawnBand:
    """A band: its outlines, where its words stand, and its bars at both ends.

    ``core`` is ``""`` where nothing is certain, and ``open`` that no most is given.
    """

    row: MovementRow
    core: str
    outer: str
    open: bool
    left: tuple[float, float]
    right: tuple[float, float]


@dataclass(frozen=True, slots=True)
class DrawnPlace:
    """A place beside its bands, ``name`` being ``""`` where none is stated."""

    name: str
    places: Sequence[Thing]
    y: float


@dataclass(frozen=True, slots=True)
class DrawnFlows:
    """The bands of figures that count in one way.

    ``scale`` is a round number with the height of a band of it. ``left_out`` are those
    that would count people twice, each with the one beside which it would, and the
    reason. ``more`` are not drawn because there are too many.
    """

    counts: str
    bands: Sequence[DrawnBand]
    origins: Sequence[DrawnPlace]
    destinations: Sequence[DrawnPlace]
    height: float
    scale: tuple[float, float]
    left_out: Sequence[tuple[MovementRow, MovementRow, str]]
    more: int


def sankeys(rows: Iterable[MovementRow], related: Related) -> list[DrawnFlows]:
    """Return a drawing for each way of counting, the one with most bands first."""
    groups: dict[str, list[Band]] = {}
    for row in rows:
        figure, interval = row.figure, row.interval
        if figure and interval and not interval.empty and figure.series.settled:
            groups.setdefault(row.counts, []).append(Band(row, figure, interval))
    order = sorted(groups, key=lambda counts: (-len(groups[counts]), counts))
    return [_drawn(counts, groups[counts], related) for counts in order]


def _drawn(counts: str, bands: list[Band], related: Related) -> DrawnFlows:
    kept: list[Band] = []
    left_out = []
    ranked = sorted(bands, key=lambda band: _rank(band, related), reverse=True)
    for band in ranked[:_HELD]:
        against = ((other, _reason(band, other, related)) for other in kept)
        other, why = next((pair for pair in against if pair[1]), (None, ""))
        if other is None:
            kept.append(band)
        else:
            left_out.append((band.row, other.row, why))
    shown = kept[:MOST]
    layout = _Layout(shown)
    return DrawnFlows(
        counts,
        layout.bands(),
        *(layout.places("origin"), layout.places("destination")),
        layout.height,
        layout.scale,
        left_out,
        len(kept) - len(shown) + len(ranked[_HELD:]),
    )


def _rank(band: Band, related: Related) -> tuple[bool, bool, int, str, int, str]:
    """Put first what has both ends, stands, lies in nothing else, and is late."""
    row, period = band.row, band.figure.period
    return (
        bool(row.origin.places and row.destination.places),
        row.look == ASSERTED,
        -len(related.within.get(band.figure.series.measures, ())),
        str(period.end or ""),
        period.days or 0,
        band.figure.claim,
    )


def _reason(band: Band, other: Band, related: Related) -> str:
    """Return why two figures may not be drawn side by side, ``""`` where they may.

    What does not stand is never taken for a count, whatever it is beside.
    """
    if not (band.figure.stands and other.figure.stands):
        return ""
    one, two = band.figure.series.measures, other.figure.series.measures
    if not band.figure.period.overlaps(other.figure.period):
        return ""
    if related.contains(one, two) or related.contains(two, one):
        return _INSIDE
    same = band.row.origin.may_be(other.row.origin) and band.row.destination.may_be(
        other.row.destination
    )
    unit = band.figure.series.unit
    return _OVERLAP if same and not related.share_nobody(one, two, unit) else ""


@dataclass
class _Layout:
    """Places bands on both sides, place by place, apart from each other."""

    shown: list[Band]
    height: float = 0.0
    _at: dict[str, dict[str, float]] = field(default_factory=dict)
    _named: dict[str, list[DrawnPlace]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        most = max((b.low if b.high is None else b.high for b in self.shown), default=0)
        self._scale = _WIDEST / most if most else 0.0
        for side in ("origin", "destination"):
            self._side(side)

    @property
    def scale(self) -> tuple[int, float]:
        """A round number, and how high a band of it is; 0 where nothing is drawn."""
        if not self._scale:
            return 0, 0.0
        number = 10 ** (len(str(int(_WIDEST / self._scale))) - 1)
        if number > 1 and number * self._scale > _WIDEST / 2:
            number //= 2
        return number, round(number * self._scale, 1)

    def _side(self, side: str) -> None:
        groups: dict[str, list[Band]] = {}
        for band in self.shown:
            groups.setdefault(_end(band, side).words, []).append(band)
        order = sorted(groups, key=lambda name: (not name, name.casefold()))
        y, at, places = 4.0, self._at.setdefault(side, {}), []
        for name in order:
            begun = y
            for band in sorted(groups[name], key=lambda b: _other(b, side)):
                y += _WORDS
                at[band.figure.claim + band.row.flow.iri] = y
                y += self._core(band) + self._around(band) + _APART
            middle = (begun + y + _WORDS - _APART) / 2
            end = _end(groups[name][0], side)
            places.append(DrawnPlace(name, end.places, round(middle, 1)))
            y += _PLACES
        self._named[side] = places
        self.height = round(max(self.height, y - _PLACES + _APART), 1)

    def _core(self, band: Band) -> float:
        high = band.low * self._scale
        return max(high, _LEAST) if band.low else 0.0

    def _around(self, band: Band) -> float:
        """Return how far the pale band goes beyond the certain one."""
        if band.high is None:
            return _OPEN
        rest = (band.high - band.low) * self._scale
        least = _LEAST if not band.low else 0.0
        return max(rest, least)

    def places(self, side: str) -> list[DrawnPlace]:
        """Return the places of a side, in order."""
        return self._named[side]

    def bands(self) -> list[DrawnBand]:
        """Return the outlines of all bands, in the order of their origins."""
        drawn = []
        for band in self.shown:
            key = band.figure.claim + band.row.flow.iri
            y, y2 = self._at["origin"][key], self._at["destination"][key]
            core = self._core(band)
            whole = core + self._around(band)
            drawn.append(
                DrawnBand(
                    band.row,
                    _ribbon(y, y2, core) if core else "",
                    _ribbon(y, y2, whole),
                    band.high is None,
                    (round(y, 1), round(whole, 1)),
                    (round(y2, 1), round(whole, 1)),
                )
            )
        return sorted(drawn, key=lambda band: band.left)


def _end(band: Band, side: str) -> MovementEnd:
    return band.row.origin if side == "origin" else band.row.destination


def _other(band: Band, side: str) -> tuple[bool, str, str, str]:
    """Put the bands of a place in the order of the other end, so that few cross."""
    end = _end(band, "destination" if side == "origin" else "origin")
    return not end.words, end.words.casefold(), band.row.flow.label, band.row.look


def _ribbon(y: float, y2: float, high: float) -> str:
    """Return the outline of a band that begins at the height of one bar."""
    left, right, middle = LEFT + BAR, RIGHT, (_STRAIGHT + RIGHT) / 2
    low, low2 = y + high, y2 + high
    return (
        f"M{left} {y:.1f}H{_STRAIGHT}C{middle:g} {y:.1f} {middle:g} {y2:.1f} "
        f"{right} {y2:.1f}V{low2:.1f}C{middle:g} {low2:.1f} {middle:g} {low:.1f} "
        f"{_STRAIGHT} {low:.1f}H{left}Z"
    )
