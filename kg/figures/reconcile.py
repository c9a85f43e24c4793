"""All figures of a graph checked against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from itertools import combinations

from kg.amounts.conventions import FigureReading
from kg.amounts.interval import Interval, meet
from kg.figures import linked
from kg.figures.comparable import comparable
from kg.figures.compare import Comparison, compare, judge, superseded, voices
from kg.figures.contradict import find_contradictions
from kg.figures.derive import derive_bounds
from kg.figures.figure import NOTHING_RELATED, Figure, Related, Scope
from kg.figures.index import FigureIndex
from kg.figures.instalments import instalments
from kg.figures.movements import by_movement
from kg.figures.precision import with_precision
from kg.figures.relations import Relation
from kg.figures.stated import relations, ties
from kg.figures.tabled import worth_noting

_TIGHTENED = 120
"""Of more scopes than this that bear on each other, each is bounded by itself."""


@dataclass(frozen=True)
class Group:
    """Figures that speak of one and the same number.

    ``allowed`` is what the standing claims on it allow, ``None`` if they contradict
    each other; ``tightest`` also takes in what other groups imply (``implied``) and
    what is ``derived``, and is ``None`` too if one of them is part of a contradiction.
    ``loose`` tells that they only meet where words are taken at the loosest, and
    ``odd`` are the claims that are part of any contradiction, with figures of this
    scope or of others.
    """

    scope: Scope
    figures: tuple[Figure, ...]
    allowed: Interval | None
    loose: bool = False
    odd: frozenset[str] = frozenset()
    implied: Callable[[], Mapping[Scope, Interval]] = field(
        default=dict, compare=False, repr=False
    )
    derived: Callable[[], Mapping[Scope, Interval]] = field(
        default=dict, compare=False, repr=False
    )

    @cached_property
    def tightest(self) -> Interval | None:
        """What is left where other groups are taken in; worked out when asked for.

        It is never laxer than a bound that is derived of the same number.
        """
        if self.odd:
            return None
        known = self.implied().get(self.scope) or self.allowed
        bound = self.derived().get(self.scope)
        if known is None or bound is None:
            return known
        both = known & bound
        return known if both.empty else both

    @cached_property
    def voices(self) -> list[tuple[Figure, ...]]:
        """The figures by originator."""
        return voices(self.figures)

    def comparisons(self) -> Iterator[Comparison]:
        """Yield the verdict on every pair."""
        verdict = judge if self.scope.series.settled else compare
        for a, b in combinations(self.figures, 2):
            yield verdict(a, b)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A smallest set of claims that cannot all be true: leave one out and it may be."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Reconciliation:
    """What figures say together.

    ``index`` looks the figures up. ``complete`` tells that every smallest contradiction
    is listed, but for those that differ only by a restatement, or by a change that
    stands in for a count.
    """

    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    contradictions: tuple[Contradiction, ...]
    related: Related
    index: FigureIndex
    complete: bool = True

    def relations(self) -> Iterator[Relation]:
        """Yield the relations between figures of different scope, with verdicts."""
        yield from relations(self.index, self.related)

    @cached_property
    def noted(self) -> tuple[Relation, ...]:
        """The relations to others that are written down, and looked at for findings."""
        return tuple(
            relation
            for relation in self.relations()
            if relation.others
            and worth_noting(relation.verdict, (relation.subject, *relation.others))
        )

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
    in_order = by_movement(sorted(figures, key=lambda f: f.claim))
    in_order = instalments(comparable(in_order))
    in_order = with_precision(in_order)
    figures = _disputed(_current(in_order))
    groups = _grouped(figures)
    standing = {
        scope: [f for f in members if f.stands] for scope, members in groups.items()
    }
    index = FigureIndex(figures)
    bearing = linked.systems(_settled(standing), ties(index), related)
    at_odds = find_contradictions(index, standing, bearing)
    implied: dict[Scope, Callable[[], Mapping[Scope, Interval]]] = {}
    for system in bearing:
        once = cache(partial(_tightest, system, standing, at_odds.odd))
        implied |= dict.fromkeys(system.scopes, once)
    derived = cache(partial(_derived, index, related, at_odds.odd))
    by_claim = {figure.claim: figure for figure in figures}
    return Reconciliation(
        tuple(figures),
        tuple(
            replace(
                _group(scope, members, standing[scope], at_odds.odd),
                implied=implied.get(scope, dict),
                derived=derived,
            )
            for scope, members in groups.items()
        ),
        tuple(
            Contradiction(tuple(by_claim[claim] for claim in claims))
            for claims in at_odds.sets
        ),
        related,
        index,
        at_odds.complete,
    )


def _settled(standing: dict[Scope, list[Figure]]) -> list[Scope]:
    """Leave out numbers of nobody knows what: none bears on another."""
    return [s for s in standing if s.series.settled]


def _current(figures: list[Figure]) -> list[Figure]:
    """Mark what a later figure of the same claimant and scope has replaced."""
    by_voice: dict[tuple[Scope, str], list[Figure]] = {}
    for figure in figures:
        if figure.level:
            by_voice.setdefault((figure.scope, figure.speaker), []).append(figure)
    old = frozenset().union(
        *(superseded(same) for same in by_voice.values() if len(same) > 1)
    )
    return [replace(f, revised=True) if f.claim in old else f for f in figures]


def _grouped(figures: Iterable[Figure]) -> dict[Scope, list[Figure]]:
    groups: dict[Scope, list[Figure]] = {}
    for figure in figures:
        if figure.level and figure.counted:
            groups.setdefault(figure.scope, []).append(figure)
    return {scope: groups[scope] for scope in sorted(groups, key=_place)}


def _place(scope: Scope) -> tuple[str, ...]:
    series, period = scope.series, scope.period
    days = (str(period.start or ""), str(period.end or "9"))
    what = (series.measures, series.kind, series.unit, series.currency, series.stage)
    how = series.method, series.coverage, series.by_itself, series.worth
    return (*what, *how, series.movement, *days, scope.coercion, scope.instalment)


def _disputed(figures: list[Figure]) -> list[Figure]:
    """Dispute with a claim what restates it, or is a reprint of it."""
    by_claim = {f.claim: f.disputed_by for f in figures if f.disputed_by}
    if not by_claim:
        return figures
    by_word: dict[tuple[Scope, str, FigureReading | None], list[Figure]] = {}
    for figure in figures:
        if figure.disputed_by:
            key = figure.scope, figure.speaker, figure.reading
            by_word.setdefault(key, []).append(figure)

    def disputes(figure: Figure) -> set[str]:
        own = set(figure.disputed_by)
        own.update(*(by_claim.get(claim, ()) for claim in figure.restates))
        same = by_word.get((figure.scope, figure.speaker, figure.reading), ())
        return own.union(
            *(f.disputed_by for f in same if f.originators & figure.originators)
        )

    return [replace(f, disputed_by=tuple(sorted(disputes(f)))) for f in figures]


def _tightest(
    system: linked.System, standing: dict[Scope, list[Figure]], odd: set[str]
) -> dict[Scope, Interval]:
    """Return what the claims outside of any contradiction allow, group by group."""
    from kg.figures.solver import feasible, ranges

    if len(system.scopes) > _TIGHTENED:
        return {}
    sound = {
        scope: [f for f in standing.get(scope, ()) if f.claim not in odd]
        for scope in system.scopes
    }
    kept = [tie for tie in system.ties if tie.claim not in odd]
    system = linked.System(system.scopes, kept, system.related)
    for read in (linked.usual, linked.loosest):
        counted = system.allowed(sound, read)
        constraints = [*system.structure(), *system.stated(read), *counted]
        if feasible(constraints):
            return ranges(constraints, {s: system.terms(s) for s in system.scopes})
    return {}


def _derived(
    index: FigureIndex, related: Related, odd: set[str]
) -> dict[Scope, Interval]:
    """Return what follows for each number from claims outside of contradictions."""
    bounds: dict[Scope, Interval] = {}
    for derived in derive_bounds(index, related):
        if not any(figure.claim in odd for figure in derived.inputs):
            known = bounds.get(derived.scope, Interval())
            bounds[derived.scope] = known & derived.bound
    return bounds


def _group(
    scope: Scope,
    members: list[Figure],
    standing: list[Figure],
    odd: set[str],
) -> Group:
    readings = [f.reading for f in standing if f.reading is not None]
    allowed = meet(reading.usual for reading in readings)
    loose = allowed.empty
    if loose:
        allowed = meet(reading.loosest for reading in readings)
    known = None if allowed.empty else allowed
    inside = frozenset(figure.claim for figure in standing if figure.claim in odd)
    return Group(scope, tuple(members), known, loose, inside)
