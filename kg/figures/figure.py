"""A figure: what one claim says about the size of one thing, ready to compare."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kg.amounts.conventions import FigureReading
from kg.figures.base import RateBase
from kg.figures.codes import COERCION, UNIT, UNKNOWN, Coercion, Unit, shipped_codes
from kg.figures.criteria import PERSONAL, Groups
from kg.periods.edtf import as_edtf
from kg.periods.words import words

COUNTED = frozenset({"asserted", "presupposed"})
"""Modalities that put a figure forward as a count; a plan or a threat is none."""

KINDS = ("flow", "stock", "change", "rank", "share", "rate")
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

    @property
    def months(self) -> tuple[int, int] | None:
        """How many whole months it has from its first day, and the days left over."""
        if self.start is None or self.end is None:
            return None
        after = day_after(self.end)
        whole = (after.year - self.start.year) * 12 + after.month - self.start.month
        whole -= after.day < self.start.day
        year, month = divmod(self.start.month - 1 + whole, 12)
        left = date(self.start.year + year, month + 1, 1)
        rest = after.toordinal() - left.toordinal() - self.start.day + 1
        return whole, max(rest, 0)

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
    its own. So is what ``coverage`` says of less than the whole, in words, ``""`` for
    all of it; ``by_itself`` keeps what is comparable with nothing else from all others.
    ``bridged`` tells that a source says that several of them are comparable.
    ``worth`` tells the worth of goods from money, "", and ``movement`` a kind that is
    counted by itself (those turned back) from all others, "".
    ``about_unit`` is what the code list says of the unit, the one that came with kg
    unless given.
    """

    measures: str
    kind: str
    unit: str
    currency: str = ""
    stage: str = ""
    method: str = ""
    coverage: str = ""
    by_itself: str = ""
    worth: str = ""
    movement: str = ""
    bridged: bool = field(default=False, compare=False, repr=False)
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
        return replace(self, measures="") == replace(other, measures="")

    def counted_otherwise(self, other: Series) -> bool:
        """Tell whether another counts the same, by another method or not all of it."""
        return self != other and self.counts_the_same(other)

    def counts_the_same(self, other: Series) -> bool:
        """Tell whether another counts the same, by whatever method and coverage."""
        alike = replace(self, method="", coverage="", by_itself="")
        return alike == replace(other, method="", coverage="", by_itself="")


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
    ``as_closely_as`` is the claim that shows how closely a bare figure is given;
    ``joint`` are those who give it together with the claimant; ``narrated`` tells that
    the claimant is the document's own voice. ``homeward`` tells returns from
    displacement, ``None`` for any other movement, and ``whole`` is what the figure
    counts that a share is of. ``ambiguous`` tells that its recorder notes what the
    words leave open. ``comparable_with`` and ``not_comparable_with`` are observations
    of which it is established to be so. ``condition`` are the words on which it
    depends. ``table`` is the document again where the figure stands in a row of one,
    ``""`` where it is told in words. ``per`` is what
    a rate is per, and ``tranche`` the name of the one of several that a sum is of.
    """

    claim: str
    observation: str
    scope: Scope
    reading: FigureReading | None
    text: str = ""
    quantifier: str = ""
    claimant: str = ""
    possible_claimants: frozenset[str] = frozenset()
    joint: frozenset[str] = frozenset()
    modality: str = "asserted"
    condition: str = ""
    document: str = ""
    table: str = ""
    published: date | None = None
    first_published: date | None = None
    originators: frozenset[str] = frozenset()
    as_closely_as: str = ""
    narrated: bool = False
    movement: str = ""
    homeward: bool | None = None
    approximate: bool = False
    disputed_by: tuple[str, ...] = ()
    revises: frozenset[str] = frozenset()
    revised: bool = False
    restates: frozenset[str] = frozenset()
    in_addition_to: frozenset[str] = frozenset()
    comparable_with: frozenset[str] = frozenset()
    not_comparable_with: frozenset[str] = frozenset()
    tranche: str = ""
    ambiguous: bool = False
    direction: str = ""
    baseline: Days | None = None
    compared_to: str = ""
    share_of: str = ""
    whole: str = ""
    rank: int | None = None
    rank_direction: str = ""
    per: RateBase | None = None

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
        return self.counted and not self.disputed_by and not self.revised

    @property
    def manner(self) -> str:
        """How it is put forward: its modality, ``conditional`` where it depends."""
        if self.condition and self.modality in COUNTED:
            return "conditional"
        return self.modality

    @property
    def counted(self) -> bool:
        """Whether it is put forward as a count, and not as a plan, or under an if."""
        return self.manner in COUNTED

    @property
    def speaker(self) -> str:
        """Who gives it: two who speak together are another than each of them alone."""
        return " ".join(sorted({self.claimant, *self.joint}))

    @property
    def hidden(self) -> bool:
        """Whether the publisher hides the number: bounds, if any, confirm nothing."""
        return self.quantifier == "suppressed"

    @property
    def level(self) -> bool:
        """Whether it states how many, and not a change, a share, a rank or a rate."""
        return self.series.kind in ("flow", "stock") and self.reading is not None


@dataclass(frozen=True, slots=True)
class Related:
    """How measured things lie in each other, from what is defined and asserted.

    ``within`` gives for a thing all that contain it (wider flows, populations);
    ``disjoint`` the pairs that are stated to share nobody; ``moved`` the population
    that moves in a flow; ``groups`` what else tells that two populations share nobody.
    """

    within: dict[str, frozenset[str]]
    disjoint: frozenset[frozenset[str]] = frozenset()
    moved: dict[str, frozenset[str]] | None = None
    groups: Groups = field(default_factory=Groups)

    def contains(self, whole: str, part: str) -> bool:
        """Tell whether ``part`` is stated to lie in ``whole``."""
        return whole in self.within.get(part, ())

    def share_nobody(self, a: str, b: str, unit: str = "person") -> bool:
        """Tell whether two things are known to be disjoint.

        Flows are, if each population that moves in one is disjoint from each that moves
        in the other; and what lies in one of two disjoint groups is disjoint from the
        other. Sex and age set people apart, and no families: ``unit`` is what counts.
        """
        return self._apart(a, b, unit) or all(
            self._apart(x, y, unit) for x in self._moving(a) for y in self._moving(b)
        )

    def narrowed(self, thing: str) -> bool:
        """Tell whether sex, age or the like defines a population, or who moves."""
        known = self.groups.criteria
        return thing in known or any(group in known for group in self._moving(thing))

    def _moving(self, thing: str) -> frozenset[str]:
        return (self.moved or {}).get(thing) or frozenset({thing})

    def _apart(self, a: str, b: str, unit: str) -> bool:
        groups = self.groups if unit in PERSONAL else Groups()
        return any(
            frozenset({x, y}) in self.disjoint or groups.exclude(x, y)
            for x in (a, *self.within.get(a, ()))
            for y in (b, *self.within.get(b, ()))
        )


NOTHING_RELATED = Related({})
