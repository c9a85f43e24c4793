"""Figures that contradict each other, as findings: data, not errors."""

from __future__ import annotations

from collections.abc import Iterator

from kg.figures.compare import Comparison, compare, disjoint
from kg.figures.figure import Figure
from kg.figures.reconcile import Contradiction, Group, Reconciliation
from kg.figures.relations import FAILS, Relation
from kg.names import local_name
from kg.project.findings import Finding, Places

_REVISES = "write `revises:` beside it if it is a correction of the same count"
_TOO_LARGE = (
    "correct one of the two numbers, or the criteria of the part; where the source "
    "itself prints them so, say so under `ambiguity`"
)
_CONFLICT = (
    "both stay as they are; correct a wrong unit, period or coercion, or say in `note` "
    "why the sources differ"
)


def check_figures(reconciliation: Reconciliation, places: Places) -> list[Finding]:
    """Return what does not fit together, each placed at the claim it is about.

    A part by sex, age or the like that its own claimant counts as larger than the whole
    is an error. Contradictions are warnings, and so are stated changes, shares and
    ranks that other figures rule out. That a figure was replaced without saying so, and
    that loose words leave a gap open, are infos.
    """
    return [
        *_too_large(reconciliation, places),
        *(_contradiction(c, places) for c in reconciliation.contradictions),
        *_relations(reconciliation, places),
        *(pair for group in reconciliation.groups for pair in _pairs(group, places)),
    ]


def _too_large(reconciliation: Reconciliation, places: Places) -> Iterator[Finding]:
    """Yield parts that cannot be larger than a whole of the same document, and are."""
    related = reconciliation.related
    for relation in reconciliation.noted:
        whole = relation.subject
        if relation.verdict != FAILS or relation.kind != "part-whole":
            continue
        for part in relation.others:
            thing = part.series.measures
            if related.narrowed(thing) and _larger_in_one_breath(part, whole):
                message = (
                    f"{_words(part)} is more than {_words(whole)}, and "
                    f"`{local_name(thing)}` is a part of "
                    f"`{local_name(whole.series.measures)}` by its criteria"
                )
                check, level = "part-larger-than-whole", "error"
                yield _finding(
                    check, part, message, places, level=level, solution=_TOO_LARGE
                )


def _larger_in_one_breath(part: Figure, whole: Figure) -> bool:
    """Tell whether a claimant gives a part as more than the whole in one document."""
    if part.series.measures == whole.series.measures or part.ambiguous:
        return False
    same = (part.speaker, part.document) == (whole.speaker, whole.document)
    above = part.number.loosest.upwards
    return same and not whole.ambiguous and not above.meets(whole.number.loosest)


def _contradiction(contradiction: Contradiction, places: Places) -> Finding:
    first, *others = contradiction.figures
    how = "contradicts" if len(others) == 1 else "cannot be true together with"
    message = f"{_words(first)} {how} {'; '.join(map(_words, others))}"
    return _finding("figures-conflict", first, message, places)


def _relations(reconciliation: Reconciliation, places: Places) -> Iterator[Finding]:
    """Yield relations that fail, unless a contradiction already says so."""
    known = [{f.claim for f in c.figures} for c in reconciliation.contradictions]
    for relation in reconciliation.noted:
        claims = {f.claim for f in (relation.subject, *relation.others)}
        if relation.verdict == FAILS and not any(set_ <= claims for set_ in known):
            yield _relation(relation, places)


def _relation(relation: Relation, places: Places) -> Finding:
    others = ", ".join(local_name(f.claim) for f in relation.others)
    message = (
        f"{_words(relation.subject)} does not fit {others}: {relation.reason} "
        f"({relation.arithmetic})"
    )
    return _finding("figure-relation-fails", relation.subject, message, places)


def _pairs(group: Group, places: Places) -> Iterator[Finding]:
    for comparison in _noteworthy(group):
        first, other = comparison.first, _words(comparison.second)
        if comparison.verdict == "revises":
            check, how, solution = "figure-revised", "replaces", _REVISES
        else:
            check, how, solution = "figures-apart", "may contradict", ""
        message = f"{_words(first)} {how} {other}: {comparison.reason}"
        yield _finding(check, first, message, places, level="info", solution=solution)


def _noteworthy(group: Group) -> Iterator[Comparison]:
    """Yield the pairs apart as usually read that are no outright conflict."""
    for a, b in disjoint([f for f in group.figures if f.reading is not None]):
        if _revision(a, b):
            continue
        comparison = compare(a, b)
        if comparison.verdict in ("revises", "cannot tell"):
            yield comparison


def _revision(a: Figure, b: Figure) -> bool:
    return b.claim in a.revises or a.claim in b.revises


def _words(figure: Figure) -> str:
    words = f" ({figure.text})" if figure.text else ""
    return f"{local_name(figure.claim)}{words}"


def _finding(
    check: str,
    about: Figure,
    message: str,
    places: Places,
    *,
    level: str = "warning",
    solution: str = _CONFLICT,
) -> Finding:
    place = places.find(about.observation) or places.find(about.claim)
    return Finding(level, check, about.claim, message, place, solution)
