"""The lines of a table of figures: rows with bars, and what is said under them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text

from kg.amounts.interval import Interval
from kg.ask.figure_rows import Row, Told
from kg.ask.figure_told import ToldBound, ToldRelation, ToldView
from kg.ask.figure_words import (
    allowed_words,
    amount_words,
    claim_ids,
    derived_id,
    relation_words,
    scope_words,
    voices_words,
    when,
)
from kg.cli.bars import Scale, axis, bar
from kg.cli.figure_notes import Notes, who_words
from kg.cli.figure_page import Page
from kg.figures.figure import Figure
from kg.figures.reconcile import Group
from kg.names import local_name

_STYLES = {"conflicts": "bold red", "fails": "bold red", "cannot tell": "yellow"}
_BY = {
    **{"refined": "refined by", "replaced": "replaced by"},
    **{"agrees": "agrees with", "conflicts": "conflicts with"},
    "cannot tell": "cannot tell against",
}
_PLAIN = ("refines", "refined", "revises", "replaced")
"""Verdicts for which the two rows show the reason."""

_NARROW, _LEAST = 100, 8
_PERIOD, _AMOUNT, _VERDICT = (11, 30), (18, 26), 11
_GAPS = 8


def style_of(verdict: str) -> str:
    """Return the style in which a verdict is printed."""
    return _STYLES.get(verdict, "")


class Lines:
    """Prints lines in columns that are as wide as a view needs, the rest for bars.

    ``used`` are the words that have been printed and may need a meaning.
    """

    def __init__(self, page: Page, notes: Notes, told: ToldView) -> None:
        self.page, self.notes, self.told = page, notes, told
        self.used: set[str] = set()
        self.widths = self._widths()

    def _widths(self) -> list[int]:
        rows = [told for section in self.told.view.sections for told in section.told]
        bounds = self.told.view.derived
        periods = [*map(_when, rows), *(scope_words(d.scope) for d in bounds)]
        amounts = [amount_words(told.row.figure) for told in rows]
        amounts += [str(derived.bound) for derived in bounds]
        marks = [self.notes.numbers_of(told.figures) for told in rows]
        wide = int(self.page.width >= _NARROW)
        widths = [
            _fit(periods, _PERIOD[wide]),
            _fit(amounts, _AMOUNT[wide]),
            0,
            _VERDICT,
            _fit(marks, _VERDICT),
        ]
        room = self.page.width - sum(widths) - _GAPS
        widths[2] = room if room >= _LEAST else 0
        return widths

    def axis(self, scale: Scale) -> None:
        """Print the ends of a scale above its bars."""
        if self.widths[2]:
            self.used.add("bar")
            self._cells(["", "", axis(scale, self.widths[2]), "", ""], "dim")

    def row(self, told: Told, scale: Scale | None, *, brief: bool) -> None:
        """Print a figure, who says so, and against which other it stands how."""
        row, figure = told.row, told.row.figure
        drawn = ""
        if figure.level and figure.reading is not None:
            drawn = self._bar(figure.reading.usual, scale)
        style = style_of(row.verdict) if figure.stands else "dim"
        marks = self.notes.told(told.figures, brief=brief)
        self.used |= {row.verdict, *(mark for mark in "~?" if mark in _when(told))}
        cells = [_when(told), amount_words(figure), drawn, row.verdict, marks]
        self._cells(cells, style)
        if not brief:
            self.detail(" \u00b7 ".join(self._details(told)))

    def _details(self, told: Told) -> list[str]:
        row, again = told.row, told.figures[1:]
        citation = self.told.view.citations.get(row.figure.claim)
        more = f" and {len(again)} more: {claim_ids(again)}" if again else ""
        parts = [who_words(citation)] if citation else []
        parts.append(f"{local_name(row.figure.claim)}{more}")
        return [*parts, *filter(None, [self._stands(row)])]

    def _stands(self, row: Row) -> str:
        """Return how a figure stands against others, with the marks of their notes."""
        if row.together:
            marks = " and ".join(self.marks([figure]) for figure in row.together)
            return f"cannot be true together with {marks}"
        if row.against is not None:
            by = f"{_BY.get(row.verdict, row.verdict)} {self.marks([row.against])}"
            voice = "; both go back to one voice" if row.one_voice else ""
            return by if row.verdict in _PLAIN else f"{by}: {row.reason}{voice}"
        if row.relation is not None and row.relation.others:
            relation = row.relation
            shown = f" ({relation.arithmetic})" if relation.arithmetic else ""
            return f"against {self.marks(relation.others)}: {row.reason}{shown}"
        return (
            f"{row.verdict} {row.reason}" if row.verdict == "disputed" else row.reason
        )

    def group(self, group: Group, several: bool, scale: Scale | None) -> None:
        """Print what several claims allow together, and what others imply."""
        if several or group.allowed is None or group.loose:
            drawn = self._bar(group.allowed, scale) if group.allowed else ""
            said = [voices_words(group), allowed_words(group), drawn, "together", ""]
            self._cells(said, "bold")
            self.used.add("together")
        if group.tightest is not None and group.tightest != group.allowed:
            drawn = self._bar(group.tightest, scale)
            self._cells(["", str(group.tightest), drawn, "implied", ""], "bold")
            self.used.add("implied")

    def bound(self, bound: ToldBound, scale: Scale | None) -> None:
        """Print what follows from some claims, and by which rule."""
        derived = bound.derived
        drawn = self._bar(derived.bound, scale)
        period = scope_words(derived.scope)
        self._cells([period, str(derived.bound), drawn, "derived", ""], "dim")
        ways = "; or of ".join(" ".join(map(self._mark, way)) for way in bound.ways)
        note = f" \u00b7 {derived.note}" if derived.note else ""
        self.detail(f"{derived_id(derived)} of {ways}{note}")
        self.used.add("derived")

    def relation(self, told: ToldRelation) -> None:
        """Print a relation; the arithmetic where it is that of one subject."""
        held = "; ".join(
            f"{self.marks(subjects)} against {', '.join(map(self._mark, others))}"
            for others, subjects in told.held
        )
        said = relation_words(told.relation, held, arithmetic=told.single)
        self.item(said, told.relation.verdict)

    def marks(self, figures: Iterable[Figure]) -> str:
        """Return the marks of claims: of those that say the same, of the first."""
        return self.notes.marks(self.told.firsts(figures))

    def _mark(self, figure: Figure) -> str:
        return self.notes.marks([figure])

    def _bar(self, interval: Interval, scale: Scale | None) -> str:
        if scale is None or not self.widths[2]:
            return ""
        return bar(interval, scale, self.widths[2], self.page.marks)

    def _cells(self, cells: Sequence[str], style: str) -> None:
        period = cells[0]
        if len(period) > self.widths[0]:
            period = period.replace("/", "/\n")
        styles = ["", "", style, style, "cyan"]
        texts = [self.page.text(c, s) for c, s in zip(cells, styles, strict=True)]
        texts[0] = Text(self.page.said(period))
        self.page.columns(texts, self.widths)

    def detail(self, words: str) -> None:
        """Print a line that belongs to the row above."""
        self.page.hanging("  ", self.page.text(words, "dim"))

    def item(self, words: str, verdict: str = "") -> None:
        """Print a point of a list."""
        self.page.hanging("  \u2022 ", self.page.text(words, style_of(verdict)))


def _when(told: Told) -> str:
    return when(told.row.figure)


def _fit(cells: Sequence[str], most: int) -> int:
    return min(max(map(len, cells), default=0), most)
