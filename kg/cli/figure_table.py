"""Figures printed for people: what was asked in full, what is around it as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.amounts.interval import Interval
from kg.ask.figure_rows import Section
from kg.ask.figure_told import ToldView
from kg.ask.figure_words import pair_words, series_words, total_words
from kg.ask.figures import FiguresView
from kg.ask.things import Thing
from kg.cli.bars import Scale, scale_of
from kg.cli.figure_lines import Lines
from kg.cli.figure_notes import Notes, print_meanings
from kg.cli.figure_page import Page
from kg.cli.output import console, plural
from kg.figures.total import Total
from kg.names import local_name

_ROLES = {"part": " (lies in it)", "whole": " (contains it)", "beside": " (beside it)"}
_AT_ODDS = "Cannot all be true: leave one of each set out and the rest can"


def print_figures(
    view: FiguresView,
    about: Sequence[Thing] = (),
    *,
    pairs: bool = False,
    relations: bool = False,
    total: Total | None = None,
) -> None:
    """Print sections of rows, what follows from them, and citations.

    ``about`` are things with figures to name where ``view`` has none.
    """
    printer = _Printer(ToldView(view, all_relations=relations))
    printer.sections()
    printer.instead(about)
    printer.contradictions()
    if pairs:
        printer.pairs()
    if total is not None:
        printer.total(total)
    printer.end()


class _Printer:
    """Prints one view, part by part."""

    def __init__(self, told: ToldView) -> None:
        self.told, self.view = told, told.view
        self.page = Page(console())
        self.notes = Notes(self.page, self.view.citations)
        self.lines = Lines(self.page, self.notes, told)

    def sections(self) -> None:
        """Print the title and all sections."""
        view = self.view
        self.page.line(_title(view), style="bold")
        if view.why_empty:
            self.page.line(view.why_empty)
        for place, section in enumerate(view.sections):
            if place or not _is_first(view, section):
                self.heading(_heading(view, section))
            scale = scale_of(_intervals(section)) if section.series else None
            if scale is not None:
                self.lines.axis(scale)
            if section.role == "asked":
                self.asked(section, scale)
            else:
                self.around(section, scale)
            self.relations(place)
            following = view.sections[place + 1 : place + 2]
            if all(s.measures != section.measures for s in following):
                self.elsewhere(section)

    def instead(self, about: Sequence[Thing]) -> None:
        """Name what has figures and is about what was asked."""
        if about:
            self.page.line()
            self.page.line(f"These have figures and are about {self.view.thing}:")
        for thing in about:
            self.lines.item(f"{thing}: kg figures {thing.id}")

    def asked(self, section: Section, scale: Scale | None) -> None:
        """Print rows, what is allowed of each number, and what follows from them."""
        groups = {group.scope: group for group in section.groups}
        for n, told in enumerate(section.told):
            self.lines.row(told, scale, brief=False)
            scope = told.row.figure.scope
            last = all(t.row.figure.scope != scope for t in section.told[n + 1 :])
            if last and scope in groups:
                rows = [t.row.figure for t in section.told]
                standing = [f for f in rows if f.scope == scope and f.stands]
                self.lines.group(groups[scope], len(standing) > 1, scale)
        for bound in self.told.bounds(section):
            self.lines.bound(bound, scale)

    def around(self, section: Section, scale: Scale | None) -> None:
        """Print only the rows of what was not asked about."""
        for told in section.told:
            self.lines.row(told, scale, brief=True)

    def elsewhere(self, section: Section) -> None:
        """Say how to see all of what was not asked about."""
        if section.role == "asked":
            return
        odd = sum(
            any(f.series.measures == section.measures for f in figures)
            for figures in self.told.contradictions[1]
        )
        sets = f", with {plural(odd, 'set')} of claims that cannot all be true"
        name = local_name(section.measures)
        self.lines.detail(f"in full{sets if odd else ''}: kg figures {name}")

    def relations(self, place: int) -> None:
        """Print the relations of a section, and how many settle nothing."""
        for relation in self.told.relations(place):
            self.lines.relation(relation)
        if count := self.told.untold(place):
            settle = "settles nothing" if count == 1 else "settle nothing"
            shows = "shows it" if count == 1 else "shows them"
            said = f"{plural(count, 'relation')} {settle}; --relations {shows}"
            self.lines.detail(said)

    def contradictions(self) -> None:
        """Print the sets of claims that cannot all be true."""
        told, _ = self.told.contradictions
        if told:
            self.heading(_AT_ODDS)
        for figures in told:
            said = (
                f"{figure.text or figure.direction} {self.notes.marks([figure])}"
                for figure in figures
            )
            self.lines.item(" and ".join(said), "conflicts")

    def pairs(self) -> None:
        """Print the verdict on every pair."""
        self.heading("Every pair of figures of one thing")
        for pair in self.view.pairs():
            marks = self.notes.marks([pair.first, pair.second])
            self.lines.item(f"{pair_words(pair)} {marks}", pair.verdict)

    def total(self, total: Total) -> None:
        """Print a sum, each term with its claim."""
        self.page.line()
        marks = [self.notes.marks([figure]) for figure in total.figures]
        self.page.line(f"total: {total_words(total, marks)}", style="bold")

    def end(self) -> None:
        """Print the claims cited, and what the words mean."""
        if self.notes.used:
            self.page.line()
        self.notes.print()
        print_meanings(self.page, self.lines.used)

    def heading(self, words: str) -> None:
        """Print a heading after an empty line."""
        self.page.line()
        self.page.line(words, style="bold")


def _title(view: FiguresView) -> str:
    about = f"Figures of {view.thing}" if view.thing else "All figures"
    about += f", as of {view.as_of}" if view.as_of else ""
    if view.sections and _is_first(view, view.sections[0]):
        return f"{about} \u00b7 {_what(view.sections[0])}"
    return about


def _is_first(view: FiguresView, section: Section) -> bool:
    """Tell whether the title already names what a first section measures."""
    return view.thing is not None and section.measures == view.thing.iri


def _heading(view: FiguresView, section: Section) -> str:
    role = _ROLES.get(section.role, "") if view.thing else ""
    return f"{view.things[section.measures]} \u00b7 {_what(section)}{role}"


def _what(section: Section) -> str:
    series = section.series
    return "changes, shares and ranks" if series is None else series_words(series)


def _intervals(section: Section) -> Iterator[Interval]:
    for row in section.rows:
        if row.figure.level and row.figure.reading is not None:
            yield row.figure.reading.usual
    if section.role == "asked":
        for group in section.groups:
            yield from (i for i in (group.allowed, group.tightest) if i is not None)
        yield from (derived.bound for derived in section.derived)
