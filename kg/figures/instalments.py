"""Instalments: figures for one thing and time, each of what the others leave out.

Two payments of a year, or "a further 2,000", are no two answers to one question: they
add up, and neither is the whole. A claim says so with ``inAdditionTo``. Where nothing
is said, two sums that one claimant gives as paid in one document, for one period, and
that cannot be one sum, are taken as two payments: payments are what donors report one
by one (the transactions of the IATI standard), and nobody contradicts himself in one
breath. Counts of people, and what is merely promised, are not taken so. A sum that
names its tranche is of that one, whoever gives it, and leaves the others out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.figures.figure import Figure, Scope

PAID = "disbursed"
"""The stage of a transfer at which each figure is a payment."""

_ByClaim = Mapping[str, Figure]


def instalments(figures: Sequence[Figure]) -> list[Figure]:
    """Return figures with those that are instalments marked as such in their scope.

    What restates or revises an instalment is the same one.
    """
    by_claim = {figure.claim: figure for figure in figures}
    known = {_first(f, by_claim).claim for f in _further(figures, by_claim)}
    payments = dict(_payments(figures)) | _tranches(figures)
    if not known and not payments:
        return list(figures)
    marked = []
    for figure in figures:
        first = _first(figure, by_claim).claim
        own = first if first in known else payments.get(first, "")
        own = payments.get(figure.claim, own) if figure.tranche else own
        scope = replace(figure.scope, instalment=own) if own else figure.scope
        marked.append(replace(figure, scope=scope))
    return marked


def taken_as_payments(figures: Sequence[Figure]) -> list[Figure]:
    """Return the instalments of which no claim says that they are."""
    named = {claim for figure in figures for claim in figure.in_addition_to}
    return [
        f
        for f in figures
        if f.scope.instalment
        and not (f.in_addition_to or f.tranche)
        and f.claim not in named
    ]


def _further(figures: Iterable[Figure], by_claim: _ByClaim) -> Iterator[Figure]:
    """Yield both ends of what is said to be further, where they could be one number."""
    for figure in figures:
        for claim in figure.in_addition_to:
            other = by_claim.get(claim)
            if (
                other is not None
                and figure.series == other.series
                and figure.period.overlaps(other.period)
            ):
                yield from (figure, other)


def _payments(figures: Iterable[Figure]) -> Iterator[tuple[str, str]]:
    """Yield what is taken as a payment, and the first claim on that payment."""
    by_report: dict[tuple[Scope, str, str], list[Figure]] = {}
    for figure in figures:
        if (
            figure.series.currency
            and figure.series.stage == PAID
            and figure.level
            and not figure.tranche
            and figure.counted
            and not (figure.revises or figure.restates)
        ):
            key = figure.scope, figure.speaker, figure.document
            by_report.setdefault(key, []).append(figure)
    for same in by_report.values():
        firsts: list[Figure] = []
        payment = {}
        for figure in same:
            first = next((f for f in firsts if _one_sum(f, figure)), figure)
            firsts += [first] * (first is figure)
            payment[figure.claim] = first.claim
        if len(firsts) > 1:
            yield from payment.items()


def _tranches(figures: Iterable[Figure]) -> dict[str, str]:
    """Return each sum that names its tranche, and the first claim on that tranche."""
    firsts: dict[tuple[str, str], str] = {}
    named = [figure for figure in figures if figure.tranche and figure.level]
    for figure in sorted(named, key=lambda f: f.claim):
        firsts.setdefault((figure.series.measures, figure.tranche), figure.claim)
    return {f.claim: firsts[f.series.measures, f.tranche] for f in named}


def _one_sum(one: Figure, other: Figure) -> bool:
    return one.number.loosest.meets(other.number.loosest)


def _first(figure: Figure, by_claim: _ByClaim) -> Figure:
    """Return the first claim that a figure says again, or in place of another."""
    seen = {figure.claim}
    while before := sorted((figure.restates | figure.revises) & by_claim.keys() - seen):
        figure = by_claim[before[0]]
        seen.add(figure.claim)
    return figure
