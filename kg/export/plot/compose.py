"""What goes into a picture: its panels and all words, before anything is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import UnknownName
from kg.export.plot.bounds import bounds_of
from kg.export.plot.colours import Look, looks_of
from kg.export.plot.labels import Labels, ShortNames
from kg.export.plot.legend import captions, entries, meanings, named, short_names
from kg.export.plot.marks import (
    CLAIM,
    TOGETHER,
    YEARS,
    Mark,
    drawable,
    marks_of,
    run_on,
)
from kg.export.plot.modes import SOCIAL, Mode
from kg.export.plot.odds import PAIR, Odds, odds_of
from kg.export.plot.panel import Laid, Panel, lay, try_height
from kg.export.plot.sheet import Surround
from kg.export.plot.steps import steps_of
from kg.figures.figure import Figure
from kg.figures.view.brief import Brief
from kg.figures.view.model import FiguresView, Section
from kg.figures.view.words import many, section_title, section_words, view_title

MOST_PANELS = 100
"""Of more panels a picture is longer than programs open."""

_FORMS = (1.0, 0.66)
"""How wide labels may be, in shares of a column: narrow ones fit where wide do not."""

_SHARED = 10
"""So many numbers of one source have it named once for all of them."""

_MOST_SETS = 3
"""So many contradictions that are not drawn are told; more are counted."""

_MOST_LABELS = 30
"""Of more, nobody who passes by reads any."""

_CLOSE = 40.0
"""Points from a mark to its label, on average, for which no taller sheet is taken."""

_FULL = 0.45
"""How much of a panel labels can fill: beyond it there is no room for all."""

_BLACK = "#000000"


@dataclass(frozen=True)
class Composed:
    """The panels of a picture, and what else is to be said on it.

    ``left_out`` are figures that cannot be drawn. A picture that is passed on by itself
    has one panel: ``beside`` are the other sections of what was asked about, and
    ``bounds`` is how many bounds it leaves out.
    """

    view: FiguresView
    mode: Mode
    names: ShortNames
    panels: tuple[Panel, ...]
    odds: Odds
    left_out: tuple[Figure, ...]
    beside: tuple[Section, ...] = ()
    bounds: int = 0

    @property
    def marks(self) -> list[Mark]:
        """The marks of all panels."""
        return [mark for panel in self.panels for mark in panel.marks]


def compose(view: FiguresView, mode: Mode) -> Composed:
    """Return what a picture of a view shows.

    Raises :class:`UnknownName` where nothing can be drawn, or too much.
    """
    counts = [row.figure for row in view.rows if row.figure.level]
    if not counts:
        raise UnknownName(view.why_empty or "there is no count to draw")
    left_out = tuple(figure for figure in counts if not drawable(figure))
    if len(left_out) == len(counts):
        years = f"the years {YEARS[0]} to {YEARS[1]}"
        raise UnknownName(f"no figure can be drawn: a picture needs a date in {years}")
    claimants = view.claimants()
    others = {figure.claimant for figure in counts}.difference(claimants.order)
    looks = looks_of((*claimants.order, *sorted(others)))
    if mode.ink:
        looks = {name: Look(_BLACK, look.shape) for name, look in looks.items()}
    brief, names = Brief(view), ShortNames(view, claimants)
    drawn = _drawn(brief, looks)
    beside: tuple[Section, ...] = ()
    bounds = 0
    if mode is SOCIAL:
        drawn, beside = _main(drawn)
        drawn, bounds = _without_bounds(drawn)
        own = {figure.series.measures for _, ms in drawn for figure in ms[0].figures}
        left_out = tuple(f for f in left_out if f.series.measures in own)
    if len(drawn) > MOST_PANELS:
        needed = f"{len(drawn):,} panels, and a picture holds {MOST_PANELS}"
        raise UnknownName(f"these figures need {needed}: name one flow or population")
    odds = odds_of(brief, [mark for _, marks in drawn for mark in marks])
    many_named = {"named": 0} if mode is SOCIAL else {}
    forms = [
        Labels(view, names, size=mode.label, room=share * mode.column, **many_named)
        for share in _FORMS
    ]
    panels = tuple(_panel(section, marks, forms, odds) for section, marks in drawn)
    return Composed(view, mode, names, panels, odds, left_out, beside, bounds)


def _drawn(brief: Brief, looks: Mapping[str, Look]) -> list[tuple[Section, list[Mark]]]:
    """Return the sections that are drawn with their marks."""
    drawn = []
    for section in brief.view.sections:
        voices = [
            voice
            for voice in section.voices
            if voice.figures[0].level and drawable(voice.figures[0])
        ]
        if marks := marks_of(brief.view, voices, looks):
            own = section.role == "asked"
            bounds = list(bounds_of(brief, section)) if own else []
            drawn.append((section, run_on([*marks, *bounds])))
    return drawn


def _main(
    drawn: Sequence[tuple[Section, list[Mark]]],
) -> tuple[list[tuple[Section, list[Mark]]], tuple[Section, ...]]:
    """Return the one series of what was asked about that most is claimed of."""
    asked = [pair for pair in drawn if pair[0].role == "asked"]

    def claims(pair: tuple[Section, list[Mark]]) -> int:
        return sum(mark.kind == CLAIM for mark in pair[1])

    main = max(asked or drawn, key=claims)
    return [main], tuple(s for s, _ in asked if s is not main[0])


def _without_bounds(
    drawn: Sequence[tuple[Section, list[Mark]]],
) -> tuple[list[tuple[Section, list[Mark]]], int]:
    """Leave out what follows, but for what several allow together; tell how much."""
    kept = [
        (section, [m for m in marks if m.kind in (CLAIM, TOGETHER)])
        for section, marks in drawn
    ]
    return kept, sum(len(m) for _, m in drawn) - sum(len(m) for _, m in kept)


def _panel(
    section: Section, marks: Sequence[Mark], forms: Sequence[Labels], odds: Odds
) -> Panel:
    shared = _shared_sources(marks, forms[0])
    named = {*shared.values()}
    return Panel(
        section,
        tuple(marks),
        tuple(
            tuple(dict.fromkeys(each.of(m, odds, shared=named) for each in forms))
            for m in marks
        ),
        tuple(steps_of(marks, odds.claims)),
        tuple(odds.pairs(marks)),
        tuple(shared.items()),
    )


def _shared_sources(marks: Sequence[Mark], labels: Labels) -> dict[Look, str]:
    """Return the source of most numbers, by how it is drawn, if these are many.

    One at most: whatever has no source beside it is of that.
    """
    claims = [mark for mark in marks if mark.kind == CLAIM and mark.stands]
    counted = Counter((mark.look, labels.sources(mark)) for mark in claims)
    return {
        look: source
        for (look, source), many_ in counted.most_common(1)
        if many_ >= _SHARED
    }


def laid_out(composed: Composed) -> tuple[Surround, list[Laid]]:
    """Return a picture with a place for each label, and what is written around it.

    Raises :class:`UnknownName` where a sheet of fixed height has no room for it.
    """
    mode = composed.mode
    if mode is not SOCIAL:
        laid = [lay(panel, mode) for panel in composed.panels]
        return _page(composed, laid), laid
    page, (panel,) = _card(composed), composed.panels
    needed = sum(each[0].width * each[0].height for each in panel.labels)
    best: Laid | None = None
    for height in mode.sheets if len(panel.labels) <= _MOST_LABELS else ():
        room = height - page.around(mode)
        if room >= mode.low and needed < _FULL * room * (mode.width - mode.left):
            tried, far = try_height(panel, mode, room)
            best = tried if tried.complete else best
            if tried.complete and far <= _CLOSE * mode.scale:
                break
    if best is not None:
        return page, [best]
    raise UnknownName(
        f"{many(len(panel.labels), 'label')} have no room in a picture for social "
        "media: name a flow or population with fewer, draw it as of an earlier day, or "
        "for a screen"
    )


def _page(composed: Composed, laid: Sequence[Laid]) -> Surround:
    view, names, panels = composed.view, composed.names, composed.panels
    below = list(captions(view, names, panels, composed.left_out))
    below += _undrawn(composed)
    for each in laid:
        pairs = zip(each.labels, each.boxes, strict=True)
        below += [
            f"without room above: {label.words}" for label, box in pairs if not box
        ]
    if short := short_names(names):
        below.append(short)
    legend = () if composed.mode.ink else entries(view, composed.marks)
    titles = tuple(section_title(view, panel.section) for panel in panels)
    sources = tuple(panel.sources for panel in panels)
    return Surround(view_title(view), titles, sources, tuple(legend), tuple(below))


def bounds_words(composed: Composed) -> str:
    """Return how many bounds are not drawn."""
    count = composed.bounds
    return f"{many(count, 'bound')} that follow{'s' * (count == 1)}"


def finding(composed: Composed) -> str:
    """Return in a sentence how many give how many numbers, and whether they agree."""
    claims = [mark for mark in composed.marks if mark.kind == CLAIM]
    speakers = {mark.figure.speaker for mark in claims}
    start = f"{many(len(claims), 'number')} by {many(len(speakers), 'claimant')}"
    drawn = {figure.claim for mark in claims for figure in mark.figures}
    sets = composed.odds.sets
    inside = [each for each in sets if drawn.issuperset(f.claim for f in each)]
    parts = []
    if inside and all(len(figures) == PAIR for figures in inside):
        parts.append(f"{many(len(inside), 'pair')} of them cannot both be true")
    elif inside:
        parts.append(f"{many(len(inside), 'set')} of them cannot all be true")
    if outside := len(sets) - len(inside):
        parts.append(f"{many(outside, 'contradiction')} with numbers not drawn here")
    if disputed := sum(bool(mark.figure.disputed_by) for mark in claims):
        parts.append(f"{disputed} disputed")
    parts = parts or ["none is known to contradict another"]
    if mere := sum(not mark.figure.counted for mark in claims):
        parts.append(f"{mere} not put forward as a count")
    return "; ".join([start, *parts])


def _undrawn(composed: Composed) -> Iterator[str]:
    """Yield the contradictions that no line shows, the first of them in words."""
    joined = {
        frozenset({low.name, high.name})
        for panel in composed.panels
        for low, high in panel.pairs
    }
    sets = composed.odds.undrawn(composed.marks, joined)
    for figures in sets[:_MOST_SETS]:
        yield f"cannot all be true: {named(composed.view, composed.names, figures)}"
    if (more := len(sets) - _MOST_SETS) > 0:
        yield f"and {many(more, 'more set')} that cannot all be true"


def _card(composed: Composed) -> Surround:
    """Return what is written around a picture that is passed on by itself."""
    view, names, (panel,) = composed.view, composed.names, composed.panels
    thing = str(view.things[panel.section.measures])
    head = thing if view.as_of is None else f"{thing}, as known on {view.as_of}"
    title = f"{_counted(panel.section)}. {finding(composed)}."
    claims = [
        f.claim for mark in panel.marks if mark.kind == CLAIM for f in mark.figures
    ]
    documents = {view.citations[claim].document.iri for claim in claims}
    source = (
        f"Sources: as named at each number; {many(len(claims), 'claim')} in "
        f"{many(len(documents), 'document')}, collected with kg"
    )
    below = [" \u00b7 ".join(meanings(composed.panels, brief=True))]
    if composed.bounds:
        below.append(f"not drawn here: {bounds_words(composed)}")
    if composed.beside:
        also = map(_counted, composed.beside)
        others = "; ".join(f"{words[0].lower()}{words[1:]}" for words in also)
        below.append(f"not drawn here: {others}")
    if composed.left_out:
        below.append(f"not drawn: {named(view, names, composed.left_out)}")
    below += _undrawn(composed)
    below += [short_names(names)] if short_names(names) else []
    return Surround(head, (title,), (panel.sources,), (), (*below, source))


def _counted(section: Section) -> str:
    """Return what a series counts, for readers who know no codes."""
    series = section.series
    if series is None or not series.unit or series.currency:
        return section_words(section)
    over = "over the days drawn" if series.kind == "flow" else "on the day drawn"
    unit = series.unit.replace("-", " ")
    many_ = f"{unit[:-1]}ies" if unit.endswith("y") else f"{unit}s"
    how = section_words(section).split(" \u00b7 ")[2:]
    return " \u00b7 ".join([f"Number of {many_} {over}", *how])
