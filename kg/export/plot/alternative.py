"""What a picture says, in sentences, for whoever cannot see it."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from html import escape

from kg.export.plot.compose import Composed, bounds_words, finding
from kg.export.plot.labels import Labels, short_days
from kg.export.plot.legend import named, short_names
from kg.export.plot.marks import CLAIM, Mark
from kg.export.plot.odds import Odds
from kg.export.plot.panel import Panel
from kg.export.plot.steps import Rise
from kg.figures.view.words import amount_words, many, section_title

_ROOT = re.compile(r"<svg\b([^>]*)>")
_DIGITS = 8
"""So many hexadecimal digits tell the pictures on one page from each other."""


def alternative(composed: Composed) -> str:
    """Return who says what, what contradicts, and what follows, a sentence a line."""
    return "\n".join(_sentences(composed))


def with_alternative(svg: str, title: str, words: str) -> str:
    """Return an SVG that tells what it shows, as programs read it out."""
    key = hashlib.sha256(f"{title}\n{words}".encode()).hexdigest()[:_DIGITS]
    ids = f"title-{key} desc-{key}"
    told_by = f' role="img" aria-labelledby="{ids}"'
    texts = (
        f'\n <title id="title-{key}">{escape(title, quote=False)}</title>'
        f'\n <desc id="desc-{key}">{escape(words, quote=False)}</desc>'
    )
    return _ROOT.sub(lambda root: f"<svg{root[1]}{told_by}>{texts}", svg, count=1)


def _sentences(composed: Composed) -> Iterator[str]:
    view, names = composed.view, composed.names
    yield f"{finding(composed)}."
    labels = Labels(view, names, size=1, room=0, named=sys.maxsize)
    for panel in composed.panels:
        claims = [mark for mark in panel.marks if mark.kind == CLAIM]
        who = {mark.figure.speaker for mark in claims}
        title = section_title(view, panel.section)
        yield f"{title}: {many(len(claims), 'number')} by {many(len(who), 'claimant')}."
        for mark in panel.marks:
            yield _sentence(labels, mark, composed.odds)
        yield from map(_running, _chains(panel))
    for figures in composed.odds.sets:
        both = "both" if len(figures) == 2 else "all"
        yield f"These cannot {both} be true: {named(view, names, figures)}."
    if composed.left_out:
        yield f"Not drawn: {named(view, names, composed.left_out)}."
    if composed.bounds:
        yield f"Not drawn: {bounds_words(composed)}."
    if short := short_names(names):
        yield f"{short}."


def _sentence(labels: Labels, mark: Mark, odds: Odds) -> str:
    """Return what a label says, as a sentence: who says it first."""
    amount, days = labels.head(mark)
    first, *more = labels.below(mark, Odds())
    parts = [f"{first}: {amount}, {days}", *more]
    if mark.kind != CLAIM:
        parts = [f"{amount}, {days}", first]
    if mark.name in odds.against or mark.name in odds.among:
        parts.append("contradicted, see below")
    return "; ".join(parts).replace("\N{NO-BREAK SPACE}", " ") + "."


def _chains(panel: Panel) -> list[list[Rise]]:
    """Return the steps of each running count, one after the other."""
    chains: list[list[Rise]] = []
    for step in panel.steps:
        if chains and chains[-1][-1].after is step.before:
            chains[-1].append(step)
        else:
            chains.append([step])
    return chains


def _running(chain: list[Rise]) -> str:
    """Return the numbers of a running count."""
    marks = [chain[0].before, *(step.after for step in chain)]
    counted = ", then ".join(_by(mark) for mark in marks)
    start = marks[0].period.start
    assert start is not None
    return f"One count that runs on from {short_days(start.isoformat())}: {counted}."


def _by(mark: Mark) -> str:
    end = mark.period.end
    by = f" by {short_days(end.isoformat())}" if end else ""
    return f"{amount_words(mark.figure)}{by}"
