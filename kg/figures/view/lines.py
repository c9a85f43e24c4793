"""The lines of a page of figures: rows with bars, and what stands under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType

from kg.amounts.interval import Interval
from kg.figures.figure import Figure
from kg.figures.reconcile import Group
from kg.figures.view.bars import Scale, axis, bar
from kg.figures.view.brief import Brief, BriefBound, BriefRelation
from kg.figures.view.notes import Notes
from kg.figures.view.page import GAP, Cells, Hanging
from kg.figures.view.words import (
    allowed_words,
    amount_words,
    claim_ids,
    derived_id,
    relation_words,
    scope_words,
    voices_words,
    when,
)
from kg.names import local_name

if TYPE_CHECKING:
    from kg.figures.view.model import FigureRow, VoiceRow

_STYLES = {"conflicts": "bold red", "fails": "bold red", "cannot tell": "yellow"}
_BY = {
    **{"refined": "refined by", "replaced": "replaced by"},
    **{"agrees": "agrees with", "conflicts": "conflicts with"},
    "cannot tell": "cannot tell against",
}
_PLAIN = ("refines", "refined", "revises", "replaced")
"""Verdicts for which the two rows show the reason."""

_WIDE = 100
"""From so many columns on, periods and amounts have room on one line (by eye)."""

_PERIOD, _AMOUNT = (13, 32), (18, 26)
"""The most that periods and amounts take on a narrow and on a wide page: a period is
``2025-04-01 to`` on two lines, or all of ``2025-04-01 to 2025-06-04, forced``."""

_VERDICT = len("cannot tell")
_LEAST = 8
"""A bar of fewer characters shows nothing; its column is left out."""


class Lines:
    """Makes lines in columns that are as wide as a view needs, the rest for bars.

    ``used`` are the words that stand on them and may need a meaning.
    """

    def __init__(self, brief: Brief, notes: Notes, *, width: int, marks: str) -> None:
        self.brief, self.notes, self.marks = brief, notes, marks
        self.used: set[str] = set()
        self.widths = self._widths(width)

    def _widths(self, width: int) -> list[int]:
        rows = [row for section in self.brief.view.sections for row in section.voices]
        bounds = self.brief.view.derived
        periods = [*map(_when, rows), *(scope_words(d.scope) for d in bounds)]
        amounts = [amount_words(voice.row.figure) for voice in rows]
        amounts += [str(derived.bound) for derived in bounds]
        for group in self._groups():  # wraps, but between words only
            periods += voices_words(group).split()
            amounts += f"{allowed_words(group)} {group.tightest or ''}".split()
        marks = [self.notes.numbered(voice.figures) for voice in rows]
        wide = int(width >= _WIDE)
        widths = [
            _fit(periods, _PERIOD[wide]),
            _fit(amounts, _AMOUNT[wide]),
            0,
            _VERDICT,
            _fit(marks, _VERDICT),
        ]
        room = width - sum(widths) - GAP * (len(widths) - 1)
        widths[2] = room if room >= _LEAST else 0
        return widths

    def _groups(self) -> Iterator[Group]:
        """Yield what several claims allow together, where a page says so."""
        for section in self.brief.view.sections:
            if section.role == "asked":
                yield from (g for g in section.groups if len(g.figures) > 1)

    def axis(self, scale: Scale) -> Iterator[RenderableType]:
        """Yield the ends of a scale, to stand above its bars."""
        if self.widths[2]:
            self.used.add("bar")
            yield self._cells(["", "", axis(scale, self.widths[2]), "", ""], "dim")

    def row(
        self, voice: VoiceRow, scale: Scale | None, *, brief: bool
    ) -> Iterator[RenderableType]:
        """Yield a figure, who says so, and against which other it stands how."""
        row, figure = voice.row, voice.row.figure
        drawn = ""
        if figure.level and figure.reading is not None:
            drawn = self._bar(figure.reading.usual, scale)
        style = _STYLES.get(row.verdict, "") if figure.stands else "dim"
        marks = self.notes.row(voice.figures, brief=brief)
        self.used |= {row.verdict, "?" if figure.period.assumed else ""}
        cells = [_when(voice), amount_words(figure), drawn, row.verdict, marks]
        yield self._cells(cells, style)
        if not brief:
            yield detail(" \u00b7 ".join(self._details(voice)))

    def _details(self, voice: VoiceRow) -> list[str]:
        row, again = voice.row, voice.figures[1:]
        citation = self.brief.view.citations.get(row.figure.claim)
        more = f" and {len(again)} more: {claim_ids(again)}" if again else ""
        parts = [citation.who] if citation else []
        parts.append(f"{local_name(row.figure.claim)}{more}")
        return [*parts, *filter(None, [self.standing(row)])]

    def standing(self, row: FigureRow) -> str:
        """Return how a figure stands against others, with the marks of their notes."""
        if row.together:
            marks = " and ".join(self.first_marks([figure]) for figure in row.together)
            return f"cannot be true together with {marks}"
        if row.against is not None:
            mark = self.first_marks([row.against])
            by = f"{_BY.get(row.verdict, row.verdict)} {mark}"
            voice = "; both go back to one voice" if row.one_voice else ""
            return by if row.verdict in _PLAIN else f"{by}: {row.reason}{voice}"
        if row.relation is not None and row.relation.others:
            relation = row.relation
            shown = f" ({relation.arithmetic})" if relation.arithmetic else ""
            return f"against {self.first_marks(relation.others)}: {row.reason}{shown}"
        disputed = row.verdict == "disputed"
        return f"{row.verdict} {row.reason}" if disputed else row.reason

    def group(
        self, group: Group, several: bool, scale: Scale | None
    ) -> Iterator[RenderableType]:
        """Yield what several claims allow together, and what others imply."""
        if several or group.allowed is None or group.loose:
            drawn = self._bar(group.allowed, scale) if group.allowed else ""
            cells = [voices_words(group), allowed_words(group), drawn, "together", ""]
            yield self._cells(cells, "bold")
            self.used.add("together")
        if group.tightest is not None and group.tightest != group.allowed:
            drawn = self._bar(group.tightest, scale)
            yield self._cells(["", str(group.tightest), drawn, "implied", ""], "bold")
            self.used.add("implied")

    def bound(self, bound: BriefBound, scale: Scale | None) -> Iterator[RenderableType]:
        """Yield what follows from some claims, and by which rule."""
        derived = bound.derived
        drawn = self._bar(derived.bound, scale)
        period = scope_words(derived.scope)
        yield self._cells([period, str(derived.bound), drawn, "derived", ""], "dim")
        ways = "; or of ".join(" ".join(map(self._mark, way)) for way in bound.ways)
        note = f" \u00b7 {derived.note}" if derived.note else ""
        yield detail(f"{derived_id(derived)} of {ways}{note}")
        self.used.add("derived")

    def relation(self, brief: BriefRelation) -> RenderableType:
        """Return a relation as a point of a list."""
        return item(self.relation_line(brief), brief.relation.verdict)

    def relation_line(self, brief: BriefRelation) -> str:
        """Return a relation; with the arithmetic where it is that of one subject."""
        held = "; ".join(
            f"{self.first_marks(subjects)} against {', '.join(map(self._mark, others))}"
            for others, subjects in brief.held
        )
        return relation_words(brief.relation, held, arithmetic=brief.single)

    def first_marks(self, figures: Iterable[Figure]) -> str:
        """Return the marks of claims: of those that say the same, of the first."""
        return self.notes.marks(self.brief.firsts(figures))

    def _mark(self, figure: Figure) -> str:
        return self.notes.marks([figure])

    def _bar(self, interval: Interval, scale: Scale | None) -> str:
        if scale is None or not self.widths[2]:
            return ""
        return bar(interval, scale, self.widths[2], self.marks)

    def _cells(self, cells: Sequence[str], style: str) -> Cells:
        styles = ["", "", style, style, "cyan"]
        return Cells(list(zip(cells, styles, strict=True)), self.widths)


def detail(words: str) -> Hanging:
    """Return a line that belongs to the row above."""
    return Hanging(words, "dim", "  ")


def item(words: str, verdict: str = "") -> Hanging:
    """Return a point of a list."""
    return Hanging(words, _STYLES.get(verdict, ""), "  \u2022 ")


def _when(voice: VoiceRow) -> str:
    return when(voice.row.figure)


def _fit(cells: Sequence[str], most: int) -> int:
    return min(max(map(len, cells), default=0), most)
