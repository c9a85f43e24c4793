"""Figures, verdicts and sums in words that every way of showing them shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from kg.figures.compare import Comparison
from kg.figures.derived import Derived
from kg.figures.figure import Figure, Series
from kg.figures.reconcile import Group
from kg.figures.relations import Relation
from kg.figures.total import Subtotal, Total
from kg.figures.view.amounts import amount_words as amount_words
from kg.figures.view.amounts import scope_words as scope_words
from kg.figures.view.amounts import span as span
from kg.figures.view.amounts import when as when
from kg.names import local_name

if TYPE_CHECKING:
    from kg.figures.view.model import FiguresView, Section
    from kg.graph.cited import Thing

_DERIVED = "derived."
_OF_BOTH = {
    "agrees": "agrees with",
    "refines": "refines",
    "revises": "revises",
    "conflicts": "conflicts with",
}
"""Verdicts that one figure bears to the other; the rest are of the pair."""


_ROLES = {"part": " (lies in it)", "whole": " (contains it)", "beside": " (beside it)"}


def view_title(view: FiguresView) -> str:
    """Return what was asked, and as of which day."""
    about = f"Figures of {view.thing}" if view.thing else "All figures"
    return f"{about}, as of {view.as_of}" if view.as_of else about


def about_title(view: FiguresView) -> str:
    """Return what stands above things that are tied to what was asked about."""
    if view.sections:
        return f"Only tables count others of {view.thing}, such as:"
    return f"These have figures and are about {view.thing}:"


def section_title(view: FiguresView, section: Section) -> str:
    """Return what a section counts, and what that is to what was asked about."""
    role = _ROLES.get(section.role, "") if view.thing else ""
    return f"{view.things[section.measures]} \u00b7 {section_words(section)}{role}"


def section_words(section: Section) -> str:
    """Return what the rows of a section are of."""
    if section.series is None:
        return "changes, shares, ranks and rates"
    return series_words(section.series)


def claim_ids(figures: Iterable[Figure]) -> str:
    """Return the ids of claims, separated by commas."""
    return ", ".join(local_name(figure.claim) for figure in figures)


def derived_id(derived: Derived) -> str:
    """Return the id that the claim on a derived bound has."""
    return _DERIVED + derived.key


def series_words(series: Series) -> str:
    """Return what a series counts: flow or stock, unit, currency, stage, how."""
    parts = [series.kind, series.unit or "no unit", series.currency, series.stage]
    parts += [series.method, series.coverage, series.worth, series.movement]
    return " \u00b7 ".join(part for part in parts if part)


def note_marks(numbers: Iterable[int]) -> str:
    """Return numbers of notes: ``[1] [4]``, and ``[6-10]`` for many in a row."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    short = (
        [f"[{run[0]}\u2013{run[-1]}]"] if len(run) > 2 else [f"[{n}]" for n in run]
        for run in runs
    )
    return " ".join(mark for marks in short for mark in marks)


def pair_words(
    pair: Comparison, named: Callable[[Figure], str] = lambda f: local_name(f.claim)
) -> str:
    """Return the verdict on a pair with its reason."""
    first, second = named(pair.first), named(pair.second)
    reason = pair.reason + ("; both go back to one voice" if pair.one_voice else "")
    if pair.verdict in _OF_BOTH:
        return f"{first} {_OF_BOTH[pair.verdict]} {second}: {reason}"
    return f"{first} and {second}: {pair.verdict}: {reason}"


def relation_words(relation: Relation, held: str, *, arithmetic: bool = True) -> str:
    """Return a relation with its verdict, its reason and the arithmetic.

    ``held`` says which figure is held against which others.
    """
    shown = f" ({relation.arithmetic})" if arithmetic and relation.arithmetic else ""
    return f"{relation.kind} {relation.verdict}: {held}: {relation.reason}{shown}"


def voices_words(group: Group) -> str:
    """Return how many claims there are on one number, and how many voices."""
    claims, voices = len(group.figures), len(group.voices)
    return f"{many(claims, 'claim')}, {many(voices, 'voice')}"


def allowed_words(group: Group) -> str:
    """Return what the undisputed claims on one number allow together."""
    if not any(figure.stands for figure in group.figures):
        return "no claim stands"
    if group.allowed is None:
        return "nothing: they exclude each other"
    loose = ", only where words are taken at the loosest" if group.loose else ""
    return f"{group.allowed}{loose}"


def total_words(total: Total, marks: Iterable[str] = ()) -> str:
    """Return a sum with its terms, each with the mark of its note, and its notes."""
    usual = ""
    if total.usual != total.printed:
        usual = f"; as the figures are usually read {total.usual}"
    notes = "".join(f"; {note}" for note in total.notes)
    terms = [figure.text or "?" for figure in total.figures]
    if marks:
        terms = [f"{text} {mark}" for text, mark in zip(terms, marks, strict=True)]
    return f"{' + '.join(terms)}: {total.printed} ({total.unit}){usual}{notes}"


def subtotal_words(
    subtotal: Subtotal, things: Mapping[str, Thing], marks: Iterable[str] = ()
) -> str:
    """Return what one claimant counts, with its name: the sum, or why there is none."""
    first = subtotal.figures[0]
    name = " and ".join(str(things[iri]) for iri in (first.claimant, *first.joint))
    if subtotal.total is None:
        return f"{name}: no sum ({first.series.unit}): {subtotal.refused}"
    return f"{name}: {total_words(subtotal.total, marks)}"


def many(count: int, noun: str) -> str:
    """Return a count with its noun."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
