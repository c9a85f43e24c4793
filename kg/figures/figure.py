"""A figure: what one claim says about the size of one thing, ready to compare."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from kg.amounts.conventions import FigureReading
from kg.figures.codes import COERCION, UNIT, UNKNOWN, Coercion, Unit, shipped_codes
from kg.periods.edtf import as_edtf
from kg.periods.words import words

COUNTED = frozenset({"asserted", "presupposed"})
"""Modalities that put a figure forward as a count; a plan or a threat is none."""

KINDS = ("flow", "stock", "change", "rank", "share")
"""The kinds of observation, as the ontology's classes are named."""

_AS_SHIPPED_UNIT, _AS_SHIPPED_COERCION = Unit("as shipped"), Coercion("as shipped")
"""Stand for what the code lists that came with kg say, until it is looked up."""


def day_after(day: date) -> date:
    """Return the next day; the last of the calendar has none and is returned itself."""
    return day if day == date.max else day + timedelta(days=1)


def day_before(day: date) -> date:
    """Return the day before; the first of the calendar is returned itself."""
    return day if day == date.min else day - timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """First and last day; ``None`` where a period has no stated start or end.

    ``assumed`` tells that the source gives no end: it is the day on which the figure
    was first published, because a running count runs up to then. ``written`` is the
    period in EDTF, where it was written so: no more precise than the source.
    """

    start: date | None
    end: date | None
    assumed: bool = field(default=False, compare=False)
    written: str = field(default="", compare=False)

    @property
    def edtf(self) -> str:
        """The period in EDTF: as written, else from its days; "" without any."""
        if self.written or self == Days(None, None):
            return self.written
        return as_edtf(self.start, self.end)

    @property
    def days(self) -> int | None:
        """How many days it has, if both ends are known."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1

    def within(self, other: Days) -> bool:
        """Tell whether every day of it is one of ``other``."""
        starts = other.start is None or (
            self.start is not None and self.start >= other.start
        )
        ends = other.end is None or (self.end is not None and self.end <= other.end)
        return starts and ends

    def overlaps(self, other: Days) -> bool:
        """Tell whether they may share a day; an unknown end may share any."""
        before = self.end and other.start and self.end < other.start
        after = other.end and self.start and other.end < self.start
        return not before and not after

    def shared(self, other: Days) -> Days:
        """Return the days that two periods which overlap share."""
        starts = [d.start for d in (self, other) if d.start is not None]
        ends = [d.end for d in (self, other) if d.end is not None]
        return Days(max(starts, default=None), min(ends, default=None))

    def same_days(self, other: Days) -> bool:
        """Tell whether they have the same first and last day."""
        return (self.start, self.end) == (other.start, other.end)

    def __str__(self) -> str:
        return words(self.edtf) or "undated"


@dataclass(frozen=True, slots=True)
class Series:
    """What must be the same before two figures can be set side by side at all.

    ``measures`` is the IRI of the flow or population; the others are codes. ``stage``
    is how far a transfer has come, ``currency`` an ISO 4217 code, ``method`` how was
    counted: what is counted in another way, or in one that is not told, is a series of
    its own. ``about_unit`` is what the code list says of the unit, the one that came
    with kg unless given.
    """

    measures: str
    kind: str
    unit: str
    currency: str = ""
    stage: str = ""
    method: str = ""
    about_unit: Unit = field(default=_AS_SHIPPED_UNIT, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.about_unit is _AS_SHIPPED_UNIT:
            known = shipped_codes().unit(UNIT + self.unit if self.unit else "")
            object.__setattr__(self, "about_unit", known)

    @property
    def settled(self) -> bool:
        """Whether it is known what was counted."""
        return not self.about_unit.open

    def counts_like(self, other: Series) -> bool:
        """Tell whether another counts in the same way, though something else."""
        mine = (self.kind, self.unit, self.currency, self.stage, self.method)
        its = (other.kind, other.unit, other.currency, other.stage, other.method)
        return mine == its


@dataclass(frozen=True, slots=True)
class Scope:
    """A comparable group: figures with one scope speak of one and the same number.

    ``coercion`` is a code, and ``about_coercion`` what the code list says of it.
    ``instalment`` is the claim on one of several payments or counts of which each
    leaves the others out, ``""`` for the whole.
    """

    series: Series
    period: Days
    coercion: str = UNKNOWN
    instalment: str = ""
    about_coercion: Coercion = field(
        default=_AS_SHIPPED_COERCION, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        if self.about_coercion is _AS_SHIPPED_COERCION:
            known = shipped_codes().coercion(COERCION + self.coercion)
            object.__setattr__(self, "about_coercion", known)

    @property
    def exclusive(self) -> frozenset[str]:
        """The coercions that nobody is subject to who is counted here."""
        return self.about_coercion.excludes

    def leaves_out(self, other: Scope) -> bool:
        """Tell whether both are instalments, and not the same one."""
        both = bool(self.instalment and other.instalment)
        return both and self.instalment != other.instalment

    def excludes(self, other: Scope) -> bool:
        """Tell whether nobody is subject to both coercions: forced, and voluntary."""
        return other.coercion in self.exclusive


@dataclass(frozen=True, slots=True)
class Figure:
    """An observation together with the claim that makes it.

    ``reading`` is ``None`` where no number is given (a direction, a rank). ``text`` is
    the amount in the words of the source. ``originators`` are the documents that the
    claim's own goes back to, and ``first_published`` the day of the first of them;
    ``narrated`` tells that the claimant is the document's own voice. ``homeward`` tells
    returns from displacement, ``None`` for any other movement, and ``whole`` is what
    the figure counts that a share is of. ``ambiguous`` tells that its recorder notes
    what the words leave open.
    """

    claim: str
    observation: str
    scope: Scope
    reading: FigureReading | None
    text: str = ""
    quantifier: str = ""
    claimant: str = ""
    possible_claimants: frozenset[str] = frozenset()
    modality: str = "asserted"
    document: str = ""
    published: date | None = None
    first_published: date | None = None
    originators: frozenset[str] = frozenset()
    narrated: bool = False
    movement: str = ""
    homeward: bool | None = None
    approximate: bool = False
    disputed_by: tuple[str, ...] = ()
    revises: frozenset[str] = frozenset()
    revised: bool = False
    restates: frozenset[str] = frozenset()
    in_addition_to: frozenset[str] = frozenset()
    ambiguous: bool = False
    direction: str = ""
    baseline: Days | None = None
    compared_to: str = ""
    share_of: str = ""
    whole: str = ""
    rank: int | None = None
    rank_direction: str = ""

    @property
    def series(self) -> Series:
        """What it counts, in what unit."""
        return self.scope.series

    @property
    def period(self) -> Days:
        """When."""
        return self.scope.period

    @property
    def number(self) -> FigureReading:
        """Its reading; only asked of a figure that has a number."""
        assert self.reading is not None
        return self.reading

    @property
    def stands(self) -> bool:
        """Whether it counts as a number put forward, not withdrawn, not disputed."""
        return self.modality in COUNTED and not self.disputed_by and not self.revised

    @property
    def level(self) -> bool:
        """Whether it states how many, and not a change, a share or a rank."""
        return self.series.kind in ("flow", "stock") and self.reading is not None


@dataclass(frozen=True, slots=True)
class Related:
    """How measured things lie in each other, from what is defined and asserted.

    ``within`` gives for a thing all that contain it (wider flows, populations);
    ``disjoint`` the pairs that are stated to share nobody; ``moved`` the population
    that moves in a flow.
    """

    within: dict[str, frozenset[str]]
    disjoint: frozenset[frozenset[str]] = frozenset()
    moved: dict[str, frozenset[str]] | None = None

    def contains(self, whole: str, part: str) -> bool:
        """Tell whether ``part`` is stated to lie in ``whole``."""
        return whole in self.within.get(part, ())

    def share_nobody(self, a: str, b: str) -> bool:
        """Tell whether two things are stated to be disjoint.

        Flows are, if the populations that move in them are; and what lies in one of two
        disjoint groups is disjoint from the other.
        """
        return any(
            frozenset({x, y}) in self.disjoint
            for x in self._groups(a)
            for y in self._groups(b)
        )

    def _groups(self, thing: str) -> set[str]:
        moved = (self.moved or {}).get(thing, frozenset())
        groups = {thing, *moved}
        return groups.union(*(self.within.get(group, ()) for group in groups))


NOTHING_RELATED = Related({})
