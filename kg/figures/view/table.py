"""Figures laid out for people: what was asked in full, what is around it as rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

from kg.amounts.interval import Interval
from kg.figures.total import Total
from kg.figures.view.bars import FANCY, PLAIN, Scale, scale_of
from kg.figures.view.brief import Brief
from kg.figures.view.lines import Lines, detail, item
from kg.figures.view.model import FiguresView, Section
from kg.figures.view.notes import Notes, meanings
from kg.figures.view.page import Hanging
from kg.figures.view.words import (
    about_title,
    many,
    pair_words,
    section_title,
    section_words,
    subtotal_words,
    total_words,
    view_title,
)
from kg.names import local_name

_AT_ODDS = "Cannot all be true: leave one of each set out and the rest can"


@dataclass(frozen=True)
class FiguresTable:
    """Sections of rows, what follows from them, and citations; rich prints it.

    ``pairs`` adds the verdict on every pair, ``relations`` those that settle nothing;
    where these are only counted, ``shown_by`` says what shows them. ``subtotals`` adds
    what each claimant counts, where there are several, and what stands beside it.
    """

    view: FiguresView
    pairs: bool = False
    relations: bool = False
    total: Total | None = None
    subtotals: bool = False
    shown_by: str = ""

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> RenderResult:
        brief = Brief(self.view, all_relations=self.relations)
        notes = Notes(self.view)
        marks = PLAIN if options.ascii_only else FANCY
        lines = Lines(brief, notes, width=options.max_width, marks=marks)
        page = _Page(brief, notes, lines, self.shown_by)
        yield from page.sections()
        yield from page.instead()
        yield from page.contradictions()
        if self.pairs:
            yield from page.pairs()
        if self.total is not None:
            yield from page.total(self.total)
        if self.subtotals:
            yield from page.subtotals(beside=self.total is None)
        yield from page.end()


class _Page:
    """Lays one view out, part by part; a later part knows what was used before."""

    def __init__(self, brief: Brief, notes: Notes, lines: Lines, shown_by: str) -> None:
        self.brief, self.view = brief, brief.view
        self.notes, self.lines = notes, lines
        self.shown_by = shown_by

    def sections(self) -> Iterator[RenderableType]:
        """Yield the title and all sections."""
        view = self.view
        title = view_title(view)
        if view.sections and self._is_first(view.sections[0]):
            title += f" \u00b7 {section_words(view.sections[0])}"
        yield Hanging(title, "bold")
        if view.why_empty:
            yield Hanging(view.why_empty)
        for place, section in enumerate(view.sections):
            if place or not self._is_first(section):
                yield from _heading(section_title(view, section))
            yield from self.section(place, section)
            following = view.sections[place + 1 : place + 2]
            if all(s.measures != section.measures for s in following):
                yield from self.elsewhere(section)

    def _is_first(self, section: Section) -> bool:
        """Tell whether the title already names what a first section measures."""
        return self.view.thing is not None and section.measures == self.view.thing.iri

    def section(self, place: int, section: Section) -> Iterator[RenderableType]:
        """Yield the rows of a section and what follows from them."""
        scale = scale_of(_intervals(section)) if section.series else None
        if scale is not None:
            yield from self.lines.axis(scale)
        if section.role == "asked":
            yield from self.asked(section, scale)
        else:
            for voice in section.voices:
                yield from self.lines.row(voice, scale, brief=True)
        for relation in self.brief.relations(place):
            yield self.lines.relation(relation)
        if count := self.brief.left_out(place):
            settle, them = ("settles", "it") if count == 1 else ("settle", "them")
            shown = f"; {self.shown_by} shows {them}" if self.shown_by else ""
            yield detail(f"{many(count, 'relation')} {settle} nothing{shown}")

    def asked(self, section: Section, scale: Scale | None) -> Iterator[RenderableType]:
        """Yield rows, what is allowed of each number, and what follows from them."""
        groups = {group.scope: group for group in section.groups}
        for n, voice in enumerate(section.voices):
            yield from self.lines.row(voice, scale, brief=False)
            scope = voice.row.figure.scope
            last = all(v.row.figure.scope != scope for v in section.voices[n + 1 :])
            if last and scope in groups:
                figures = [v.row.figure for v in section.voices]
                standing = [f for f in figures if f.scope == scope and f.stands]
                yield from self.lines.group(groups[scope], len(standing) > 1, scale)
        for bound in self.brief.bounds(section):
            yield from self.lines.bound(bound, scale)

    def elsewhere(self, section: Section) -> Iterator[RenderableType]:
        """Say how to see all of what was not asked about."""
        if section.role == "asked":
            return
        odd = sum(
            any(f.series.measures == section.measures for f in figures)
            for figures in self.brief.contradictions[1]
        )
        sets = f", with {many(odd, 'set')} of claims that cannot all be true"
        name = local_name(section.measures)
        yield detail(f"in full{sets if odd else ''}: kg figures {name}")

    def instead(self) -> Iterator[RenderableType]:
        """Name what has figures and is about what was asked."""
        if self.view.about:
            yield Hanging("")
            yield Hanging(about_title(self.view))
        for thing in self.view.about:
            yield item(f"{thing}: kg figures {thing.id}")

    def contradictions(self) -> Iterator[RenderableType]:
        """Yield the sets of claims that cannot all be true."""
        asked, _ = self.brief.contradictions
        if asked:
            yield from _heading(_AT_ODDS)
        for figures in asked:
            claims = (
                f"{figure.text or figure.direction} {self.notes.marks([figure])}"
                for figure in figures
            )
            yield item(" and ".join(claims), "conflicts")

    def pairs(self) -> Iterator[RenderableType]:
        """Yield the verdict on every pair."""
        yield from _heading("Every pair of figures of one thing")
        for pair in self.view.pairs():
            marks = self.notes.marks([pair.first, pair.second])
            yield item(f"{pair_words(pair)} {marks}", pair.verdict)

    def total(self, total: Total) -> Iterator[RenderableType]:
        """Yield a sum, each term with its claim."""
        marks = [self.notes.marks([figure]) for figure in total.figures]
        yield from _heading(f"total: {total_words(total, marks)}")

    def subtotals(self, *, beside: bool) -> Iterator[RenderableType]:
        """Yield the sum of each claimant and unit, and what is in none."""
        sums = self.view.subtotals()
        if len(sums) > 1:
            yield from _heading("total of each claimant and unit")
        for each in sums if len(sums) > 1 else ():
            marks = [self.notes.marks([figure]) for figure in each.figures]
            words = subtotal_words(each, self.view.things, marks)
            yield item(words, "" if each.total else "cannot tell")
        for note in self.view.left_out() if beside else ():
            yield item(note, "")

    def end(self) -> Iterator[RenderableType]:
        """Yield the claims cited, and what the words mean."""
        if self.notes.used:
            yield Hanging("")
        yield from self.notes.lines()
        yield from meanings(self.lines.used)


def _heading(words: str) -> Iterator[RenderableType]:
    """Yield a heading after an empty line."""
    yield Hanging("")
    yield Hanging(words, "bold")


def _intervals(section: Section) -> Iterator[Interval]:
    for row in section.rows:
        if row.figure.level and row.figure.reading is not None:
            yield row.figure.reading.usual
    if section.role == "asked":
        for group in section.groups:
            yield from (i for i in (group.allowed, group.tightest) if i is not None)
        yield from (derived.bound for derived in section.derived)
