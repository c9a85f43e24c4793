"""Figures to be shown: rows with a verdict, in sections, cited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.errors import UnknownName
from kg.figures.compare import Comparison, compare
from kg.figures.contradict import first_words
from kg.figures.derived import Derived
from kg.figures.figure import Figure, Scope, Series
from kg.figures.reconcile import Contradiction, Group, Reconciliation
from kg.figures.relations import Relation
from kg.figures.total import (
    NotAddable,
    Subtotal,
    Total,
    gaps,
    left_out,
    subtotals,
    total,
)
from kg.graph.cited import Citation, Thing

if TYPE_CHECKING:
    import pandas

_NO_NUMBER = (
    "who comes to a place, leaves it and lives there are no one number: ask for the "
    "sum of one of them"
)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure and its verdict.

    ``verdict`` is one of the verdicts on a pair; ``refined`` and ``replaced`` where
    ``against`` is the one that does so; ``alone``, ``disputed``, or the manner of
    what is no count (``planned``, ``conditional``). A change, share or rank has the
    verdict of its ``relation``. ``together`` are the claims that it cannot be true
    together with, where that is not the verdict on a pair. ``one_voice`` tells that
    the two figures go back to one originator.
    """

    figure: Figure
    verdict: str
    against: Figure | None = None
    reason: str = ""
    one_voice: bool = False
    together: tuple[Figure, ...] = ()
    relation: Relation | None = None

    @property
    def others(self) -> tuple[Figure, ...]:
        """The figures that the verdict is about, beside its own."""
        return self.together if self.against is None else (self.against,)


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """What one voice says of one number, once, however many claims say it.

    ``figures`` are claims of one voice that say the same of the same scope; the verdict
    of ``row`` is the strongest on any of them, beside all other claims.
    """

    row: FigureRow
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Section:
    """The rows of one series, in order of time, and what follows from them.

    ``series`` is ``None`` where they are the changes, shares and ranks of ``measures``.
    ``role`` tells what the series is to what was asked about: ``asked``, a ``part`` of
    it, the ``whole`` around it, or ``beside`` it. ``voices`` are the rows as people
    read them, what one voice says again left out.
    """

    measures: str
    series: Series | None
    role: str
    rows: tuple[FigureRow, ...]
    groups: tuple[Group, ...]
    relations: tuple[Relation, ...]
    derived: tuple[Derived, ...]
    voices: tuple[VoiceRow, ...]


@dataclass(frozen=True)
class Claimants:
    """Who gives numbers, of a whole project, not only of the figures at hand.

    ``order`` are their IRIs, by the day on which the first of their numbers was
    published: a new document puts new ones at the end. ``short`` are abbreviations such
    as ``UNHCR`` by IRI, where somebody who is named has one that nobody else has.
    """

    order: tuple[str, ...] = ()
    short: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FiguresView:
    """Figures, and what they say together.

    ``thing`` is what was asked about: something measured, an actor, or ``None`` for the
    whole graph. ``sections`` hold the rows, first those of what was asked about, then
    of what is stated to lie in it or to contain it. ``contradictions`` are the smallest
    sets of claims that cannot all be true. ``things`` are labels by IRI, ``citations``
    claims by IRI in the order of their numbers. ``asked`` are the claims on the thing
    itself or by the actor. ``why_empty`` says why there are no rows, and ``about`` are
    things with figures that what was asked about is tied to, and that are not among the
    rows: of a place, those that only tables count. ``claimants`` looks up who
    gives numbers in the whole project, which takes a moment: when asked for.
    """

    thing: Thing | None
    as_of: date | None
    sections: tuple[Section, ...]
    contradictions: tuple[Contradiction, ...]
    reconciliation: Reconciliation
    things: Mapping[str, Thing]
    citations: Mapping[str, Citation]
    asked: frozenset[str] = frozenset()
    why_empty: str | None = None
    about: tuple[Thing, ...] = ()
    claimants: Callable[[], Claimants] = field(
        default=Claimants, compare=False, repr=False
    )

    @property
    def is_of_place(self) -> bool:
        """Whether they are of what is tied to a place: who comes, goes and lives there.

        What is asked about then neither is what they measure, nor gives them.
        """
        if self.thing is None:
            return False
        place = self.thing.iri
        return any(
            f.series.measures != place and place not in (f.claimant, *f.joint)
            for f in self._asked()
        )

    @property
    def rows(self) -> list[FigureRow]:
        """All rows, section by section."""
        return [row for section in self.sections for row in section.rows]

    @property
    def relations(self) -> list[Relation]:
        """Stated changes, shares, ranks and wholes, held against the figures."""
        return [relation for section in self.sections for relation in section.relations]

    @property
    def derived(self) -> list[Derived]:
        """The bounds that follow."""
        return [derived for section in self.sections for derived in section.derived]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The numbers of the citations, from 1, by claim."""
        return {iri: n for n, iri in enumerate(self.citations, 1)}

    def notes(self, figures: Iterable[Figure]) -> list[int]:
        """Return the numbers, from 1, of the citations of figures."""
        return [self.numbers[figure.claim] for figure in figures]

    def to_dict(self, *, pairs: bool = False) -> dict[str, Any]:
        """Return JSON values under the ontology's names, ``pairs`` with every pair."""
        from kg.figures.view.records import view_record

        return view_record(self, pairs=pairs)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the figures as a DataFrame; needs the extra ``apf-kg[pandas]``.

        Its columns are those of ``kg figures --format csv``, with labels for things,
        their IRIs in ``measuresIri`` and ``claimantIri``, and days as dates. ``period``
        is as written: a month is no first day of it, and where ``endAssumed``, the
        source gives no end. Bounds are those of the amount as usually read, with
        whether each is included; there is a ``value`` where just that was printed. Rows
        may count the same people: :meth:`total` adds up what may be added.
        """
        from kg.figures.view.frames import figures_frame

        return figures_frame(self)

    def _repr_html_(self) -> str:
        """Show the figures in a notebook, with what follows, and their claims."""
        from kg.figures.view.figures_html import figures_html

        return figures_html(self)

    def pairs(self) -> list[Comparison]:
        """Return the verdict on every pair of figures of one thing."""
        by_thing: dict[str, list[Figure]] = {}
        for row in self.rows:
            if row.figure.claim in self.asked:
                measured = row.figure.series.measures
                by_thing.setdefault(measured, []).append(row.figure)
        groups = by_thing.values()
        return [compare(a, b) for same in groups for a, b in combinations(same, 2)]

    def total(self, unit: str | None = None) -> Total:
        """Add up the figures asked for that stand, or refuse.

        What one voice says again of the same number counts once. The notes of the sum
        name what was left out, and the days that no figure is of. Raises
        :class:`NotAddable` with the pair and the reason, as always for a place, and
        :class:`UnknownName` where no figure stands.
        """
        once = self._once()
        if not once:
            of = f" of {self.thing}" if self.thing else ""
            raise UnknownName(f"no figure{of} stands that could be added up")
        if self.is_of_place:
            raise NotAddable(_NO_NUMBER, once[0], *once[-1:] if once[1:] else ())
        sum_ = total(once, self.reconciliation.related, unit=unit)
        notes = (*sum_.notes, *self.left_out(), *gaps(sum_.figures))
        return self._cited(sum_, notes)

    def subtotals(self) -> list[Subtotal]:
        """Add up the same figures by claimant and unit: each sum, or why there is none.

        Where claimants count the same days, these stand where no sum of all can. Of a
        place there are none.
        """
        if self.is_of_place:
            return []
        sums = subtotals(self._once(), self.reconciliation.related)
        return [
            replace(
                each,
                total=self._cited(
                    each.total, (*each.total.notes, *gaps(each.total.figures))
                ),
            )
            if each.total
            else each
            for each in sums
        ]

    def _cited(self, sum_: Total, notes: tuple[str, ...]) -> Total:
        """Return a sum with its notes, and what it is shown with."""
        return replace(sum_, notes=notes, things=self.things, citations=self.citations)

    def left_out(self) -> list[str]:
        """Return what stands beside any sum: counts that do not stand, and why."""
        counts = (f for f in self._asked() if f.series.kind in ("flow", "stock"))
        return list(left_out(counts))

    def _asked(self) -> list[Figure]:
        return [row.figure for row in self.rows if row.figure.claim in self.asked]

    def _once(self) -> list[Figure]:
        """Return the counts that stand; what one voice says again is there once."""
        by_scope: dict[Scope, list[Figure]] = {}
        for figure in self._asked():
            if figure.level and figure.stands:
                by_scope.setdefault(figure.scope, []).append(figure)
        return [f for same in by_scope.values() for f in first_words(same)]
