"""All figures of a graph checked against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from kg.figures import linked
from kg.figures.compare import Comparison, compare, judge, superseded, voices
from kg.figures.figure import COUNTED, NOTHING_RELATED, Figure, Related, Scope
from kg.figures.interval import Interval, meet
from kg.figures.relations import FAILS, Relation
from kg.figures.solver import contradictions, feasible, ranges
from kg.figures.stated import orderings, relations, ties

MOST = 20
"""So many contradictions are shown of figures that bear on each other."""

_EFFORT, _AT_ONCE, _LEAST = 4_000, 10, 200
"""Questions to the solver for the contradictions of each system; if there are more
systems than so many with contradictions, they share the effort, down to the least."""

_TIGHTENED = 120
"""Of more scopes than this that bear on each other, each is bounded by itself."""


@dataclass(frozen=True)
class Group:
    """Figures that speak of one and the same number.

    ``allowed`` is what the standing claims on it allow, ``None`` if they contradict
    each other; ``tightest`` also takes in what other groups imply. ``loose`` tells that
    they only meet where words are taken at the loosest.
    """

    scope: Scope
    figures: tuple[Figure, ...]
    allowed: Interval | None
    tightest: Interval | None
    loose: bool = False

    @cached_property
    def voices(self) -> list[tuple[Figure, ...]]:
        """The figures by originator."""
        return voices(self.figures)

    def comparisons(self) -> Iterator[Comparison]:
        """Yield the verdict on every pair."""
        settled = self.scope.series.unit not in ("", "unspecified")
        verdict = judge if settled else compare
        for a, b in combinations(self.figures, 2):
            yield verdict(a, b)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A smallest set of claims that cannot all be true: leave one out and it may be."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Reconciliation:
    """What figures say together."""

    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    contradictions: tuple[Contradiction, ...]
    related: Related

    def relations(self) -> Iterator[Relation]:
        """Yield the relations between figures of different scope, with verdicts."""
        yield from relations(self.figures, self.related)

    @cached_property
    def by_claim(self) -> dict[str, Figure]:
        """The figures by the IRI of their claim."""
        return {figure.claim: figure for figure in self.figures}


def reconcile(
    figures: Iterable[Figure], related: Related = NOTHING_RELATED
) -> Reconciliation:
    """Check figures against each other.

    Cost grows with the number of figures for groups of a fixed size; pairs and
    relations are only worked out when they are asked for.
    """
    figures = _current(sorted(figures, key=lambda f: f.claim))
    groups = _grouped(figures)
    standing = {
        scope: [f for f in members if f.stands] for scope, members in groups.items()
    }
    stated = ties(figures)
    bearing = linked.systems(standing, stated, related)
    by_claim = {figure.claim: figure for figure in figures}
    sets = {
        claims
        for scope, members in standing.items()
        for claims in _pairs_apart(members)
    }
    sets.update(
        tuple(sorted(f.claim for f in (relation.subject, *relation.others)))
        for relation in orderings(figures)
        if relation.verdict == FAILS
    )
    tightest: dict[Scope, Interval] = {}
    sound = [_possible(system, standing) for system in bearing]
    effort = max(_LEAST, _EFFORT * _AT_ONCE // max(sound.count(False), _AT_ONCE))
    for system, possible in zip(bearing, sound, strict=True):
        found = [] if possible else _contradicting(system, standing, effort)
        sets.update(_closest(found, {tie.claim for tie in system.ties})[:MOST])
        odd = {claim for claims in found for claim in claims}
        tightest.update(_tightest(system, standing, odd))
    return Reconciliation(
        tuple(figures),
        tuple(
            _group(scope, members, standing[scope], tightest.get(scope))
            for scope, members in groups.items()
        ),
        tuple(
            Contradiction(tuple(by_claim[claim] for claim in claims))
            for claims in sorted(sets, key=lambda claims: (len(claims), claims))
        ),
        related,
    )


def _current(figures: list[Figure]) -> list[Figure]:
    """Mark what a later figure of the same claimant and scope has replaced."""
    by_voice: dict[tuple[Scope, str], list[Figure]] = {}
    for figure in figures:
        if figure.level:
            by_voice.setdefault((figure.scope, figure.claimant), []).append(figure)
    old = frozenset().union(
        *(superseded(same) for same in by_voice.values() if len(same) > 1)
    )
    return [replace(f, revised=True) if f.claim in old else f for f in figures]


def _grouped(figures: Iterable[Figure]) -> dict[Scope, list[Figure]]:
    groups: dict[Scope, list[Figure]] = {}
    for figure in figures:
        if figure.level and figure.modality in COUNTED:
            groups.setdefault(figure.scope, []).append(figure)
    return {scope: groups[scope] for scope in sorted(groups, key=_place)}


def _place(scope: Scope) -> tuple[str, ...]:
    series, period = scope.series, scope.period
    days = (str(period.start or ""), str(period.end or "9"))
    what = (series.measures, series.kind, series.unit, series.currency, series.stage)
    return (*what, *days, scope.coercion)


def _pairs_apart(figures: Sequence[Figure]) -> list[tuple[str, ...]]:
    """Return the pairs on one number that exclude each other.

    Intervals that meet pairwise have a number in common (Helly's theorem), so for one
    number the smallest contradicting sets are pairs.
    """
    readings = [f.reading.loosest for f in figures if f.reading is not None]
    if not meet(readings).empty:
        return []
    return [
        (a.claim, b.claim)
        for a, b in combinations(figures, 2)
        if compare(a, b).verdict == "conflicts"
    ]


def _possible(system: linked.System, standing: dict[Scope, list[Figure]]) -> bool:
    read = linked.loosest
    counted = system.allowed(standing, read)
    return feasible([*system.structure(), *system.stated(read), *counted])


def _contradicting(
    system: linked.System, standing: dict[Scope, list[Figure]], effort: int
) -> list[tuple[str, ...]]:
    read = linked.loosest
    counted = system.counted(standing, read)
    constraints = [*system.structure(), *system.stated(read), *counted]
    return contradictions(constraints, effort)


def _closest(found: Sequence[tuple[str, ...]], ties: set[str]) -> list[tuple[str, ...]]:
    """Keep of the sets with a stated change or share the smallest of each.

    Such a claim can stand in for a count that it is tied to, in every sum with that
    count; only the counts that it was stated of are worth showing beside it.
    """
    least: dict[str, int] = {}
    for claims in found:
        for tie in ties & set(claims):
            least[tie] = min(least.get(tie, len(claims)), len(claims))
    return [
        claims
        for claims in found
        if all(least[tie] == len(claims) for tie in ties & set(claims))
    ]


def _tightest(
    system: linked.System,
    standing: dict[Scope, list[Figure]],
    odd: set[str],
) -> dict[Scope, Interval]:
    """Return what the claims outside of any contradiction allow, group by group."""
    if len(system.scopes) > _TIGHTENED:
        return {}
    sound = {
        scope: [f for f in standing.get(scope, ()) if f.claim not in odd]
        for scope in system.scopes
    }
    kept = [tie for tie in system.ties if tie.claim not in odd]
    system = linked.System(system.scopes, kept, system.related)
    for read in (linked.usual, linked.loosest):
        constraints = [
            *system.structure(),
            *system.stated(read),
            *system.allowed(sound, read),
        ]
        if feasible(constraints):
            targets = {scope: system.terms(scope) for scope in system.scopes}
            found = ranges(constraints, targets)
            return {s: i for s, i in found.items() if _settled(s, standing, odd)}
    return {}


def _settled(scope: Scope, standing: dict[Scope, list[Figure]], odd: set[str]) -> bool:
    return not any(figure.claim in odd for figure in standing.get(scope, ()))


def _group(
    scope: Scope,
    members: list[Figure],
    standing: list[Figure],
    tightest: Interval | None,
) -> Group:
    readings = [f.reading for f in standing if f.reading is not None]
    allowed = meet(reading.usual for reading in readings)
    loose = allowed.empty
    if loose:
        allowed = meet(reading.loosest for reading in readings)
    known = None if allowed.empty else allowed
    return Group(scope, tuple(members), known, tightest or known, loose)
