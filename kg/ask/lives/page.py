"""A life laid out for people: a bar for each span, in a terminal or a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

from kg.ask.lives.bars import (
    FANCY,
    PLAIN,
    BarMarks,
    DayScale,
    day_axis,
    life_bar,
    scale_of_days,
)
from kg.ask.lives.words import (
    CERTAINTY,
    day_asked,
    group_words,
    groups,
    known_words,
    left_out,
    marks_of,
    note_numbers,
    since_words,
)
from kg.figures.view.page import GAP, Cells, Hanging
from kg.graph.notebook import (
    line_html,
    list_html,
    notes_html,
    table_html,
    title_html,
    words_html,
)
from kg.names import local_name
from kg.policies.lives import DISPUTED, NOT_KNOWN

if TYPE_CHECKING:
    from kg.ask.lives.model import Timeline, TimelineSpan

_STYLES = {DISPUTED: "yellow", NOT_KNOWN: "dim"}
_SINCE = 22
"""The most that a date takes: ``2020-11-01 to 2021-01-31`` is on two lines then."""

_LEAST, _BELOW = 24, 4
"""A bar of fewer characters stands in a line of its own, set in by so many (by eye)."""


@dataclass(frozen=True)
class LifePage:
    """The bars of a timeline; rich prints it.

    ``numbers`` are those of claims that are listed elsewhere on the page; the ids of
    the others stand below, by which they are found.
    """

    timeline: Timeline
    numbers: dict[str, int] = field(default_factory=dict)

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> RenderResult:
        marks = PLAIN if options.ascii_only else FANCY
        if not self.timeline.spans:
            yield Hanging(self.timeline.why_empty or "")
        else:
            yield from _Bars(self, options.max_width, marks).lines()
        aside = [step for step in self.timeline.steps if step.why_not]
        if aside:
            yield Hanging("Steps that do not count:")
        for step in aside:
            notes = marks_of([step.claim, *step.against], self.notes)
            yield Hanging(f"{left_out(step, self.timeline)} {notes}", head="  \u2022 ")
        others = {
            claim: n for claim, n in self.notes.items() if claim not in self.numbers
        }
        if others:
            ids = (f"[{n}] {local_name(claim)}" for claim, n in others.items())
            yield Hanging(" ".join(ids), "dim")

    @cached_property
    def notes(self) -> dict[str, int]:
        """The numbers of claims: those that they have, and the next for the others."""
        notes, highest = dict(self.numbers), max(self.numbers.values(), default=0)
        for citation in self.timeline.citations:
            if citation.claim.iri not in notes:
                highest += 1
                notes[citation.claim.iri] = highest
        return notes


class _Bars:
    """The rows of a page that is so many characters wide."""

    def __init__(self, page: LifePage, width: int, marks: BarMarks) -> None:
        self.page, self.timeline, self.marks = page, page.timeline, marks
        self.scale = _scale(self.timeline)
        rows = [row for group in groups(self.timeline.spans) for row in _rows(group)]
        notes = [marks_of(span.claims, page.notes) for span, _ in rows]
        words = [
            [span.status.label for span, _ in rows],
            [CERTAINTY[span.certainty] for span, _ in rows] + self._head,
            [since for _, since in rows],
        ]
        most = (width, width, _SINCE)
        self.widths = [
            min(max(map(len, column)), limit)
            for column, limit in zip(words, most, strict=True)
        ]
        last = max(map(len, notes))
        room = width - sum(self.widths) - last - GAP * 4
        self.beside = room >= _LEAST
        self.bar = room if self.beside else width - _BELOW
        self.widths += [room if self.beside else 0, last]

    @property
    def _head(self) -> list[str]:
        return [day_asked(self.timeline)]

    def lines(self) -> Iterator[RenderableType]:
        """Yield the axis, a row for each span, and what the marks mean."""
        axis = day_axis(self.scale, self.bar)
        yield from self._line(["", *self._head, "since"], axis, "", "dim")
        if self.timeline.on is not None:
            yield from self._line(["", "", ""], self._asked_line(), "", "bold")
        for group in groups(self.timeline.spans):
            if whose := group_words(self.timeline, group):
                yield Hanging(whose, "bold")
            for span, since in _rows(group):
                yield from self._row(span, since)
        yield from self._meaning()

    def _row(self, span: TimelineSpan, since: str) -> Iterator[RenderableType]:
        rulers = {self.scale.at(span.not_known_after, self.bar): self.marks.known}
        known, marks = span.not_known_after, self.marks
        drawn = life_bar(
            span.bounds, known, self.scale, self.bar, marks=marks, rulers=rulers
        )
        cells = [span.status.label, CERTAINTY[span.certainty], since]
        notes = marks_of(span.claims, self.page.notes)
        yield from self._line(cells, drawn, notes, _STYLES.get(span.certainty, ""))

    def _line(
        self, cells: list[str], drawn: str, notes: str, style: str
    ) -> Iterator[RenderableType]:
        styles = ["bold" if notes else style, style, "", style, "cyan"]
        row = [*cells, drawn, notes]
        if any(cells) or self.beside:
            yield Cells(list(zip(row, styles, strict=True)), self.widths)
        if not self.beside and drawn.strip():
            yield Hanging(drawn, style, " " * _BELOW)

    def _asked_line(self) -> str:
        """Return a mark above the first and the last day asked about."""
        on = self.timeline.on
        days = {day for day in (on and on.start, on and on.end) if day}
        places = {self.scale.at(day, self.bar) for day in days}
        return "".join(
            self.marks.asked if n in places else " " for n in range(self.bar)
        )

    def _meaning(self) -> Iterator[RenderableType]:
        for words in _meaning(self.timeline, self.marks, asked=True):
            yield Hanging(words, "dim")


def _meaning(timeline: Timeline, marks: BarMarks, *, asked: bool) -> Iterator[str]:
    """Yield what the marks mean, and the days of those above and between bars."""
    words = f"{marks.certain} certain, {marks.possible} possible"
    yield f"{words}, {marks.after} nothing ends it"
    if asked and timeline.on is not None:
        yield f"{marks.asked} {timeline.on}, asked about"
    spans = [s for s in timeline.spans if s.policy == timeline.policy]
    known = max(span.not_known_after for span in spans or timeline.spans)
    yield f"{marks.known} {known_words(known)}"


def _rows(group: list[TimelineSpan]) -> list[tuple[TimelineSpan, str]]:
    """Return spans with the words of when they begin."""
    before = [None, *group[:-1]]
    pairs = zip(group, before, strict=True)
    return [(span, since_words(span, other)) for span, other in pairs]


def _scale(timeline: Timeline) -> DayScale:
    on = timeline.on
    marked: list[date] = [day for day in (on and on.start, on and on.end) if day]
    marked += [span.not_known_after for span in timeline.spans]
    return scale_of_days((span.bounds for span in timeline.spans), marked)


_HTML_BAR = 48
"""Characters of a bar in a notebook: half of a page of 100."""


def timeline_html(timeline: Timeline) -> str:
    """Return a timeline as HTML: a table of spans, what does not count, the claims.

    Below the table stands what the marks mean; of the time asked about, a column tells.
    """
    numbers = note_numbers(timeline.citations)
    shown = title_html(str(timeline.policy))
    if timeline.spans:
        heads = ("of", "status", day_asked(timeline), "since", "", "claims")
        shown += table_html(heads, _html_rows(timeline, numbers))
        meaning = _meaning(timeline, FANCY, asked=False)
        shown += "".join(map(line_html, meaning))
    else:
        shown += line_html(timeline.why_empty or "")
    aside = [
        f"{words_html(left_out(step, timeline))} "
        f"{marks_of([step.claim, *step.against], numbers)}"
        for step in timeline.steps
        if step.why_not
    ]
    if aside:
        shown += line_html("Steps that do not count:") + list_html(aside)
    return shown + notes_html(timeline.citations)


def _html_rows(timeline: Timeline, numbers: dict[str, int]) -> Iterator[Iterable[str]]:
    """Yield the cells of spans, as HTML."""
    scale = _scale(timeline)
    for group in groups(timeline.spans):
        whose = group_words(timeline, group)
        for span, since in _rows(group):
            known = span.not_known_after
            rulers = {scale.at(known, _HTML_BAR): FANCY.known}
            bar = life_bar(span.bounds, known, scale, _HTML_BAR, rulers=rulers)
            cells = [whose, span.status.label, CERTAINTY[span.certainty], since]
            notes = marks_of(span.claims, numbers)
            yield *map(words_html, cells), f"<code>{words_html(bar)}</code>", notes
