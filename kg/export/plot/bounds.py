"""Bounds that no source prints: what several allow together, and what follows.

They are drawn over the days of their number, as ranges and never as points, in a grey
that is nobody's colour.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.amounts.interval import Interval
from kg.export.plot.marks import DERIVED, IMPLIED, TOGETHER, Mark, bound_mark, fits
from kg.figures.derived import informs
from kg.figures.figure import Scope
from kg.figures.reconcile import Group
from kg.figures.view.brief import Brief
from kg.figures.view.model import Section
from kg.figures.view.words import many


def bounds_of(brief: Brief, section: Section) -> Iterator[Mark]:
    """Yield what to draw of what follows from the claims of a section."""
    place = brief.view.sections.index(section)
    drawn: set[tuple[Scope, Interval]] = set()
    for n, group in enumerate(section.groups):
        if (known := _together(group)) is not None:
            drawn.add((group.scope, known))
            yield _mark_together(group, known, f"together-{place}-{n}")
    for n, bound in enumerate(brief.bounds(section)):
        derived = bound.derived
        one = derived.scope, derived.bound
        if informs(derived.bound) and fits(derived.scope.period) and one not in drawn:
            yield bound_mark(
                *(DERIVED, bound.ways[0], *one),
                name=f"derived-{place}-{n}",
            )


def _together(group: Group) -> Interval | None:
    """Return what claims on one number allow, if that is more than one of them says."""
    known = group.tightest if group.tightest is not None else group.allowed
    alone = {figure.number.usual for figure in group.figures if figure.stands}
    if known is None or not alone or not fits(group.scope.period):
        return None
    return None if known in alone or known.point is not None else known


def _mark_together(group: Group, known: Interval, name: str) -> Mark:
    """Return the mark of what claims allow, with or without the figures around them."""
    standing = tuple(figure for figure in group.figures if figure.stands)
    kind = TOGETHER if len({f.speaker for f in standing}) > 1 else IMPLIED
    around = "" if known == group.allowed else "the figures around it"
    claims = many(len(standing), "claim") if len(standing) > 1 else "the claim"
    return bound_mark(
        *(kind, standing, group.scope, known),
        beneath="by " + " and ".join(filter(None, (claims, around))),
        name=name,
    )
