"""Figures that contradict each other, as findings: data, not errors."""

from __future__ import annotations

from collections.abc import Iterator

from kg.figures.compare import Comparison, compare
from kg.figures.figure import Figure
from kg.figures.reconcile import Contradiction, Group, Reconciliation
from kg.figures.relations import FAILS, Relation
from kg.names import local_name
from kg.project.findings import Finding, Places

_REVISES = "write `revises:` beside it if it is a correction of the same count"
_CONFLICT = (
    "both stay as they are; correct a wrong unit, period or coercion, or say in `note` "
    "why the sources differ"
)


def check_figures(found: Reconciliation, places: Places) -> list[Finding]:
    """Return what does not fit together, each placed at the claim it is about.

    Contradictions are warnings, and so are stated changes, shares and ranks that other
    figures rule out. That a figure was replaced without saying so, and that loose words
    leave a gap open, are infos.
    """
    return [
        *(_contradiction(c, places) for c in found.contradictions),
        *_relations(found, places),
        *(finding for group in found.groups for finding in _pairs(group, places)),
    ]


def _contradiction(found: Contradiction, places: Places) -> Finding:
    first, *others = found.figures
    said = "; ".join(map(_said, others))
    how = "contradicts" if len(others) == 1 else "cannot be true together with"
    message = f"{_said(first)} {how} {said}"
    return _finding("warning", "figures-conflict", first, message, places, _CONFLICT)


def _relations(found: Reconciliation, places: Places) -> Iterator[Finding]:
    """Yield relations that fail, unless a contradiction already says so."""
    known = [{f.claim for f in c.figures} for c in found.contradictions]
    for relation in found.relations():
        claims = {f.claim for f in (relation.subject, *relation.others)}
        if relation.verdict == FAILS and not any(set_ <= claims for set_ in known):
            yield _relation(relation, places)


def _relation(relation: Relation, places: Places) -> Finding:
    others = ", ".join(local_name(f.claim) for f in relation.others)
    message = (
        f"{_said(relation.subject)} does not fit {others}: {relation.reason} "
        f"({relation.arithmetic})"
    )
    name = "figure-relation-fails"
    return _finding("warning", name, relation.subject, message, places, _CONFLICT)


def _pairs(group: Group, places: Places) -> Iterator[Finding]:
    for comparison in _noteworthy(group):
        first, second = comparison.first, comparison.second
        if comparison.verdict == "revises":
            message = f"{_said(first)} replaces {_said(second)}: {comparison.reason}"
            yield _finding("info", "figure-revised", first, message, places, _REVISES)
        else:
            message = (
                f"{_said(first)} may contradict {_said(second)}: {comparison.reason}"
            )
            yield _finding("info", "figures-apart", first, message, places, "")


def _noteworthy(group: Group) -> Iterator[Comparison]:
    """Yield the pairs apart as usually read that are no outright conflict."""
    figures = [f for f in group.figures if f.reading is not None]
    for i, a in enumerate(figures):
        for b in figures[i + 1 :]:
            if _said_so(a, b) or _meet(a, b):
                continue
            comparison = compare(a, b)
            if comparison.verdict in ("revises", "cannot tell"):
                yield comparison


def _said_so(a: Figure, b: Figure) -> bool:
    return b.claim in a.revises or a.claim in b.revises


def _meet(a: Figure, b: Figure) -> bool:
    return a.number.usual.meets(b.number.usual)


def _said(figure: Figure) -> str:
    words = f" ({figure.text})" if figure.text else ""
    return f"{local_name(figure.claim)}{words}"


def _finding(
    level: str, check: str, about: Figure, message: str, places: Places, solution: str
) -> Finding:
    place = places.find(about.observation) or places.find(about.claim)
    return Finding(level, check, about.claim, message, place, solution)
