"""Figures in a notebook: a table for each series, and what follows from its rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.figures.view.amounts import amount_words, scope_words, when
from kg.figures.view.bars import FANCY
from kg.figures.view.brief import Brief
from kg.figures.view.lines import Lines
from kg.figures.view.notes import Notes
from kg.figures.view.words import (
    about_title,
    allowed_words,
    derived_id,
    many,
    section_title,
    view_title,
    voices_words,
)
from kg.graph.notebook import (
    MOST,
    citation_html,
    line_html,
    list_html,
    more_html,
    notes_html,
    part_html,
    table_html,
    title_html,
    words_html,
)

if TYPE_CHECKING:
    from kg.figures.view.model import FiguresView, Section, VoiceRow

_HEADS = ("period", "amount", "as usually read", "verdict", "", "claimant", "claims")
_AT_ODDS = "Cannot all be true: leave one of each set out and the rest can"
_WIDTH = 100
"""Of the lines that are taken over from a terminal only the words are: any will do."""


def figures_html(view: FiguresView) -> str:
    """Return a view as HTML: its sections, what is at odds, and all claims cited.

    Of very many rows only the first are shown, with the claims that they cite.
    """
    brief, notes = Brief(view), Notes(view)
    lines = Lines(brief, notes, width=_WIDTH, marks=FANCY)
    shown = title_html(view_title(view))
    if view.why_empty:
        shown += line_html(view.why_empty)
    if view.about:
        shown += line_html(about_title(view))
        shown += list_html(words_html(f"{t} ({t.id})") for t in view.about)
    room, rows = MOST, sum(len(section.voices) for section in view.sections)
    for place, section in enumerate(view.sections):
        if not room:
            break
        voices = section.voices[:room]
        room -= len(voices)
        shown += title_html(section_title(view, section))
        cells = (_row(voice, view, lines) for voice in voices)
        shown += table_html(_HEADS, (map(words_html, row) for row in cells))
        follows = _following(place, section, brief, lines)
        shown += part_html(list(map(words_html, follows)))
    shown += more_html(rows, "row")
    if at_odds := brief.contradictions[0]:
        shown += line_html(_AT_ODDS)
        sets = (
            " and ".join(f"{amount_words(f)} {notes.marks([f])}" for f in figures)
            for figures in at_odds
        )
        shown += part_html(list(map(words_html, sets)))
    if rows <= MOST:
        return shown + notes_html(view.citations.values())
    used = (c for iri, c in view.citations.items() if iri in notes.used)
    numbers = view.numbers
    cited = (f"[{numbers[c.claim.iri]}] {citation_html(c)}" for c in used)
    return shown + list_html(cited)


def _row(voice: VoiceRow, view: FiguresView, lines: Lines) -> list[str]:
    row, figure = voice.row, voice.row.figure
    read = figure.reading if figure.level else None
    citation = view.citations.get(figure.claim)
    return [
        when(figure),
        amount_words(figure),
        str(read.usual) if read else "",
        row.verdict,
        lines.standing(row),
        citation.who if citation else "",
        lines.notes.marks(voice.figures),
    ]


def _following(
    place: int, section: Section, brief: Brief, lines: Lines
) -> Iterator[str]:
    """Yield what claims on one number allow together, and what follows from them."""
    for group in section.groups if section.role == "asked" else ():
        if len(group.figures) > 1:
            about = f"{scope_words(group.scope)}: {voices_words(group)} together"
            yield f"{about}: {allowed_words(group)}"
        if group.tightest is not None and group.tightest != group.allowed:
            yield f"{scope_words(group.scope)}: implied: {group.tightest}"
    for bound in brief.bounds(section) if section.role == "asked" else ():
        derived = bound.derived
        of = "; or of ".join(lines.notes.marks(way) for way in bound.ways)
        words = f"{scope_words(derived.scope)}: {derived.bound}"
        note = f" \u00b7 {derived.note}" if derived.note else ""
        yield f"derived: {words} ({derived_id(derived)} of {of}){note}"
    for relation in brief.relations(place):
        yield lines.relation_line(relation)
    if count := brief.left_out(place):
        yield f"{many(count, 'relation')} that settle{'s' * (count == 1)} nothing"
