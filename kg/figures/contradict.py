"""The smallest sets of claims that cannot all be true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.amounts.interval import meet
from kg.figures import linked
from kg.figures.compare import compare, same_voice
from kg.figures.figure import Figure, Scope
from kg.figures.index import FigureIndex
from kg.figures.relations import FAILS, Relation
from kg.figures.stated import coerced_wholes, orderings

MOST = 20
"""So many contradictions are listed of figures that bear on each other."""

_EFFORT, _AT_ONCE, _LEAST = 4_000, 10, 200
"""Questions to the solver for the contradictions of each system; if there are more
systems than so many with contradictions, they share the effort, down to the least."""

Claims = tuple[str, ...]
Standing = Mapping[Scope, Sequence[Figure]]


@dataclass(frozen=True)
class Contradictions:
    """Sets of claims, the smallest first, and all claims that are in any (``odd``).

    ``complete`` tells that none was left out for its number.
    """

    sets: tuple[Claims, ...]
    odd: set[str]
    complete: bool


def find_contradictions(
    figures: FigureIndex, standing: Standing, bearing: Sequence[linked.System]
) -> Contradictions:
    """Return what cannot all be true among the figures that stand.

    Of claims of one voice that say the same only the first is listed.
    """
    listed, odd, complete = set(_simple(figures, standing)), set[str](), True
    sound = [_possible(system, standing) for system in bearing]
    effort = max(_LEAST, _EFFORT * _AT_ONCE // max(sound.count(False), _AT_ONCE))
    for system, possible in zip(bearing, sound, strict=True):
        if possible:
            continue
        once = {s: first_words(standing.get(s, ())) for s in system.scopes}
        claim_sets, all_found = _contradicting(system, once, effort)
        close = _closest(claim_sets, system, once)
        complete = complete and all_found and len(close) <= MOST
        listed.update(close[:MOST])
        odd.update(claim for claims in claim_sets for claim in claims)
    odd.update(claim for claims in listed for claim in claims)
    sets = _smallest(sorted(listed, key=lambda claims: (len(claims), claims)))
    return Contradictions(tuple(sets), odd, complete)


def _simple(figures: FigureIndex, standing: Standing) -> Iterator[Claims]:
    """Yield the sets that need no solver: pairs, ranks, directions, forced parts."""
    for members in standing.values():
        yield from _pairs_excluding(members)
    for relation in (*orderings(figures), *coerced_wholes(figures)):
        if relation.verdict == FAILS:
            yield from _failing(relation)


def _failing(relation: Relation) -> Iterator[Claims]:
    """Yield what a failing relation rests on: a rank, on as many as are beyond it."""
    if relation.kind != "rank":
        yield _claims((relation.subject, *relation.others))
        return
    now, *beyond = relation.others
    for some in combinations(beyond[:MOST], relation.subject.rank or 1):
        yield _claims((relation.subject, now, *some))


def _claims(figures: Iterable[Figure]) -> Claims:
    return tuple(sorted(figure.claim for figure in figures))


def _pairs_excluding(figures: Sequence[Figure]) -> Iterator[Claims]:
    """Yield the pairs on one number that exclude each other.

    Intervals that meet pairwise have a number in common (Helly's theorem), so for one
    number the smallest contradicting sets are pairs.
    """
    readings = [f.reading.loosest for f in figures if f.reading is not None]
    if meet(readings).empty:
        for a, b in combinations(first_words(figures), 2):
            if compare(a, b).verdict == "conflicts":
                yield _claims((a, b))


def first_words(figures: Iterable[Figure]) -> list[Figure]:
    """Leave out what only says again, in one voice, what another figure says.

    Kept is the one told first, in the claimant's own document if there is one.
    """
    kept: list[Figure] = []
    for figure in sorted(figures, key=_originality):
        if not any(f.reading == figure.reading and same_voice(f, figure) for f in kept):
            kept.append(figure)
    return sorted(kept, key=lambda f: f.claim)


def _originality(figure: Figure) -> tuple[bool, str, bool, str, str]:
    first, own = figure.first_published, figure.document in figure.originators
    return first is None, str(first), not own, str(figure.published), figure.claim


def _possible(system: linked.System, standing: Standing) -> bool:
    from kg.figures.solver import feasible

    read = linked.loosest
    counted = system.allowed(standing, read)
    return feasible([*system.structure(), *system.stated(read), *counted])


def _contradicting(
    system: linked.System, claims: Standing, effort: int
) -> tuple[list[Claims], bool]:
    from kg.figures.solver import contradictions

    read = linked.loosest
    counted = system.counted(claims, read)
    constraints = [*system.structure(), *system.stated(read), *counted]
    return contradictions(constraints, effort)


def _closest(
    sets: Sequence[Claims], system: linked.System, claims_on: Standing
) -> list[Claims]:
    """Leave out sets in which a change or share only stands in for a count.

    It can do so in every sum with a count that it is tied to, and such a set says no
    more than that with the count itself.
    """
    counts: dict[str, set[str]] = {}
    for tie in system.ties:
        both = (*claims_on.get(tie.result, ()), *claims_on.get(tie.base, ()))
        counts.setdefault(tie.claim, set()).update(figure.claim for figure in both)
    claim_sets = [set(claims) for claims in sets]

    def stands_in(claims: set[str], tie: str) -> bool:
        return any(
            other <= (claims - {tie}) | {count}
            for count in counts[tie] - claims
            for other in claim_sets
            if count in other
        )

    return [
        claims
        for claims, whole in zip(sets, claim_sets, strict=True)
        if not any(stands_in(whole, tie) for tie in counts.keys() & whole)
    ]


def _smallest(sets: Iterable[Claims]) -> list[Claims]:
    """Leave out what contains a smaller set."""
    kept: list[Claims] = []
    inside: dict[str, list[set[str]]] = {}
    for claims in sets:
        whole = set(claims)
        if not any(
            small <= whole for claim in claims for small in inside.get(claim, ())
        ):
            kept.append(claims)
            inside.setdefault(claims[0], []).append(whole)
    return kept
