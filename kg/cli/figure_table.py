"""Figures printed for people: rows with bars, and under them what follows."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.ask.figure_rows import Row, Section
from kg.ask.figure_words import (
    allowed_words,
    amount_words,
    claim_ids,
    derived_words,
    pair_words,
    relation_words,
    scope_words,
    series_words,
    span,
    voices_words,
)
from kg.ask.figures import FiguresView
from kg.cli.answers import print_notes
from kg.cli.bars import FANCY, PLAIN, Scale, axis, bar, scale_of
from kg.cli.output import console
from kg.figures.interval import Interval
from kg.figures.reconcile import Group
from kg.names import local_name

_ROLES = {"part": "lies in {}", "whole": "contains {}", "beside": "beside {}"}
_STYLES = {"conflicts": "bold red", "fails": "bold red", "cannot tell": "yellow"}
_GONE = ("disputed", "replaced")
_ASCII = str.maketrans(
    {"\u2265": ">=", "\u2264": "<=", "\u00b7": "-", "\u2014": "-", "\u2013": "-"}
)
_NARROW, _LEAST = 100, 8
_PERIOD, _AMOUNT, _VERDICT = (11, 22), (18, 24), 12


def print_figures(view: FiguresView, *, pairs: bool) -> None:
    """Print sections of rows, what follows from them, and citations."""
    _Printer(view, console()).all(pairs=pairs)
    print_notes(list(view.citations.values()))


class _Printer:
    """Prints one view; knows how wide its columns are."""

    def __init__(self, view: FiguresView, out: Console) -> None:
        self.view, self.out = view, out
        self.fancy = _takes(FANCY + "\u2265\u00b7")
        wide = int(out.width >= _NARROW)
        self.widths = [_PERIOD[wide], _AMOUNT[wide], 0, _VERDICT]
        self.widths.append(max(2 + len(str(len(view.citations))), 3))
        room = out.width - sum(self.widths) - 2 * len(self.widths)
        self.widths[2] = room if room >= _LEAST else 0

    def all(self, *, pairs: bool) -> None:
        """Print everything but the citations."""
        view = self.view
        self.line(_title(view), style="bold")
        if view.why_empty:
            self.line(view.why_empty)
        for section in view.sections:
            self.section(section)
        if any(row.figure.period.assumed for row in view.rows):
            self.out.print()
            self.line("? The source gives no end: the day of its first publication.")
        if view.contradictions:
            self.heading("Claims that cannot all be true; without any one they can be")
            for contradiction in view.contradictions:
                figures = contradiction.figures
                said = "; ".join(
                    f"{local_name(f.claim)}: {f.text}, {span(f.period)}"
                    for f in figures
                )
                self.item(said, view.notes(figures), "bold red")
        if pairs:
            self.heading("Every pair of figures of one thing")
            for pair in view.pairs():
                both = (pair.first, pair.second)
                self.item(pair_words(pair), view.notes(both), _style(pair.verdict))
        self.out.print()

    def section(self, section: Section) -> None:
        """Print the rows of one series, and what follows from them."""
        shown = list(_intervals(section))
        scale = scale_of(shown) if section.series is not None else None
        self.heading(_heading(self.view, section))
        if scale is not None and self.widths[2]:
            self.cells(["", "", axis(scale, self.widths[2]), "", ""], "dim")
        for n, row in enumerate(section.rows):
            self.row(row, scale)
            following = section.rows[n + 1 : n + 2]
            if not following or following[0].figure.scope != row.figure.scope:
                for group in section.groups:
                    if group.scope == row.figure.scope:
                        self.group(group, scale)
        for derived in section.derived:
            drawn = self.bar(derived.bound, scale)
            period = scope_words(derived.scope)
            self.cells([period, str(derived.bound), drawn, "derived", ""], "dim")
            self.detail(derived_words(derived))
            if derived.note:
                self.detail(derived.note)
        for relation in section.relations:
            figures = (relation.subject, *relation.others)
            notes, style = self.view.notes(figures), _style(relation.verdict)
            self.item(relation_words(relation), notes, style)

    def row(self, row: Row, scale: Scale | None) -> None:
        """Print a figure, who says so, and against which other it stands how."""
        figure = row.figure
        style = _style(row.verdict)
        drawn = ""
        if figure.level and figure.reading is not None:
            drawn = self.bar(figure.reading.usual, scale)
        if not figure.stands:
            style = "dim"
        note = f"[{self.view.notes([figure])[0]}]"
        period = scope_words(figure.scope)
        self.cells([period, amount_words(figure), drawn, row.verdict, note], style)
        claimant = self.view.things.get(figure.claimant)
        possible = [str(self.view.things[c]) for c in sorted(figure.possible_claimants)]
        who = str(claimant or "nobody") + "".join(f" (or {name})" for name in possible)
        self.detail(f"{who} \u00b7 {local_name(figure.claim)}")
        if row.reason or row.against:
            self.detail(_against(row))

    def group(self, group: Group, scale: Scale | None) -> None:
        """Print what several claims allow together, and what others imply."""
        if len(group.figures) > 1:
            drawn = self.bar(group.allowed, scale) if group.allowed else ""
            said = allowed_words(group)
            self.cells(["", said, drawn, "together", ""], "bold")
            self.detail(voices_words(group))
        if group.tightest is not None and group.tightest != group.allowed:
            drawn = self.bar(group.tightest, scale)
            self.cells(["", str(group.tightest), drawn, "implied", ""], "bold")
            self.detail("with what the figures around it leave")

    def bar(self, interval: Interval, scale: Scale | None) -> str:
        """Draw an interval, if there is room."""
        if scale is None or not self.widths[2]:
            return ""
        return bar(interval, scale, self.widths[2], FANCY if self.fancy else PLAIN)

    def cells(self, cells: Sequence[str], style: str) -> None:
        """Print one line of the columns."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        for name, width in zip(cells, self.widths, strict=True):
            if width:
                grid.add_column(width=width, no_wrap=name is cells[2])
        shown = [cells[0].replace("/", "/\n") if self._wraps(cells[0]) else cells[0]]
        shown += cells[1:]
        styles = ["", "", style, style, "cyan"]
        grid.add_row(
            *(
                Text(self.said(cell), style=s)
                for cell, width, s in zip(shown, self.widths, styles, strict=True)
                if width
            )
        )
        self.out.print(grid)

    def _wraps(self, period: str) -> bool:
        return len(period) > self.widths[0]

    def detail(self, words: str) -> None:
        """Print a line that belongs to the row above."""
        grid = Table.grid(padding=(0, 1))
        grid.add_row(" ", Text(self.said(words), style="dim"))
        self.out.print(grid)

    def item(self, words: str, notes: Sequence[int], style: str) -> None:
        """Print a point of a list with its notes."""
        text = Text(self.said(words), style=style)
        text.append("".join(f" [{n}]" for n in notes), style="not bold cyan")
        grid = Table.grid(padding=(0, 1))
        grid.add_row("  \u2022" if self.fancy else "  *", text)
        self.out.print(grid)

    def heading(self, words: str) -> None:
        """Print a heading after an empty line."""
        self.out.print()
        self.line(words, style="bold")

    def line(self, words: str, style: str = "") -> None:
        """Print a line."""
        self.out.print(Text(self.said(words), style=style))

    def said(self, words: str) -> str:
        """Return words as the stream can take them."""
        return words if self.fancy else words.translate(_ASCII)


def _takes(marks: str) -> bool:
    """Tell whether the output has letters for some marks."""
    try:
        marks.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _title(view: FiguresView) -> str:
    about = f"Figures of {view.thing}" if view.thing else "All figures"
    return f"{about}, as of {view.as_of}" if view.as_of else about


def _heading(view: FiguresView, section: Section) -> str:
    series = section.series
    what = "changes, shares and ranks" if series is None else series_words(series)
    role = _ROLES.get(section.role, "").format(view.thing)
    return f"{view.things[section.measures]} \u00b7 {what}{role and f' ({role})'}"


def _intervals(section: Section) -> Iterator[Interval]:
    for row in section.rows:
        if row.figure.level and row.figure.reading is not None:
            yield row.figure.reading.usual
    for group in section.groups:
        yield from (i for i in (group.allowed, group.tightest) if i is not None)
    yield from (derived.bound for derived in section.derived)


def _style(verdict: str) -> str:
    return _STYLES.get(verdict, "")


def _against(row: Row) -> str:
    other = "" if row.against is None else claim_ids([row.against])
    by = {"refined": "by ", "replaced": "by ", "agrees": "with ", "conflicts": "with "}
    voice = "; both go back to one voice" if row.one_voice else ""
    if not other:
        return f"{row.verdict}: {row.reason}{voice}"
    how = by.get(row.verdict, "against " if row.verdict == "cannot tell" else "")
    return f"{row.verdict} {how}{other}: {row.reason}{voice}"
