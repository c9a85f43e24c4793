"""The standing of claims: whether each counts, worked out once, for everybody.

A claim has the standing that its modality gives (``givesStanding`` in the ontology),
unless a later claim of its claimant replaces it, or another claim disputes it. Whoever
denies a content disputes every claim that puts the same content forward, also where no
file says ``disputes``: the same relation, the same step of a policy, or the same number
of the same thing, in periods that meet. A restatement is no second witness: what
disputes or replaces a claim does so with all that restate it. What is asserted
under a condition, or on nobody's word but its subject's own, is reported only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set

import pyoxigraph as ox

from kg.names import APF, RDF, SCHEMES
from kg.policies.reserve import on_reserve
from kg.policies.triples import StoreText, Value, date_literal, write
from kg.rdf import URIRef

ESTABLISHED, PLANNED, REPORTED, DENIED, CONTESTED, REPLACED = (
    f"{SCHEMES}standing/{code}"
    for code in (
        *("established", "planned", "reported", "denied", "contested", "replaced"),
    )
)
_DISPUTABLE = frozenset({ESTABLISHED, PLANNED, REPORTED})
"""What a disputed claim no longer is; a denial that somebody disputes stays one."""

_Content = tuple[object, ...]
_STEP = (APF.policyEventOf, APF.policyEventType)
_FIGURE = (
    *(RDF.type, APF.measures, APF.unit, APF.currency, APF.transferStage),
    *(APF.comparedTo, APF.shareOf),
)
_BOUNDS = (APF.value, APF.lowerBound, APF.upperBound)
"""What two steps, or two figures, agree in of which one denies the other."""

_OPEN = "9999"
"""Sorts after every date: the end of a period that has none."""


def write_standing(store: ox.Store, graph: str) -> None:
    """Write the standing of every claim that has none yet into a named graph.

    Claims that are derived from others come into a store after those, and are known
    from the day of the latest on which they rest: this is called again after they do.
    """
    write(store, graph, list(_standings(StoreText(store))))


def _standings(reader: StoreText) -> Iterator[tuple[str, URIRef, Value]]:
    gives = dict(reader.pairs(APF.givesStanding))
    has = {claim for claim, _ in reader.pairs(APF.standing)}
    manner = [(c, gives[m]) for c, m in reader.pairs(APF.modality) if m in gives]
    kept = on_reserve(reader)
    by_manner = {
        claim: REPORTED if given == ESTABLISHED and claim in kept else given
        for claim, given in sorted(manner)
        if claim not in has
    }
    if not by_manner:
        return
    known = _known_from(reader)
    restated = reader.by_subject(APF.restates)
    denials = {claim for claim, given in manner if given == DENIED}
    disputes = _with_restated(_disputes(reader, by_manner.keys(), denials), restated)
    newer = _with_restated(reader.by_object(APF.revises), restated)
    for claim, standing in by_manner.items():
        disputing = disputes[claim]
        if disputing and standing in _DISPUTABLE:
            standing = CONTESTED
        standing = REPLACED if newer[claim] else standing
        yield claim, APF.standing, ox.NamedNode(standing)
        if claim in known:
            yield claim, APF.knownFrom, date_literal(known[claim])
        for others, term in (
            (newer[claim], APF.replacedOn),
            (disputing, APF.disputedOn),
        ):
            if days := [known[other] for other in others if other in known]:
                yield claim, term, date_literal(min(days))
        for other in sorted(disputing):
            yield claim, APF.disputedBy, ox.NamedNode(other)


def _with_restated(
    against: Mapping[str, set[str]], restated: Mapping[str, set[str]]
) -> defaultdict[str, set[str]]:
    """Return what is against each claim, or against one that it goes back to."""
    result = defaultdict[str, set[str]](set)
    result |= {claim: set(others) for claim, others in against.items()}
    for claim in list(restated):
        queue, seen = [claim], {claim}
        while queue:
            earlier = restated.get(queue.pop(), set()) - seen
            seen |= earlier
            queue += earlier
            for one in earlier:
                result[claim] |= against.get(one, set()) - {claim}
    return result


def _known_from(reader: StoreText) -> dict[str, str]:
    """Return from which day each claim is known, as ISO dates."""
    published = dict(reader.pairs(APF.published))
    stated = reader.pairs(APF.statedIn)
    known = {claim: published[doc] for claim, doc in stated if doc in published}
    inputs = reader.by_subject(APF.derivedFromClaim)
    while ready := {  # a claim may be derived from derived ones, never from itself
        claim: max(known[source] for source in sources)
        for claim, sources in inputs.items()
        if claim not in known and sources <= known.keys()
    }:
        known |= ready
    return known


def _disputes(
    reader: StoreText, claims: Set[str], denials: set[str]
) -> dict[str, set[str]]:
    """Return for each claim those that dispute it, or that deny what it says."""
    disputes = reader.by_object(APF.disputes)
    denied = defaultdict(list)
    for claim in sorted(denials):
        for content in _contents(reader, claim)[:1]:
            denied[content].append(claim)
    for claim in (_near(reader, denials) & claims) - denials:
        for content in _contents(reader, claim):
            for denial in denied.get(content, ()):
                if _meet(_period(reader, claim), _period(reader, denial)):
                    disputes[claim].add(denial)
    return disputes


def _near(reader: StoreText, claims: set[str]) -> set[str]:
    """Return the claims that are about the subject, policy or measured thing of some.

    Only these can put the same content forward, and there are few beside all.
    """
    about = {s for claim in claims for s in reader.values(claim, APF.aboutSubject)}
    near = {claim for s in about for claim in reader.subjects(APF.aboutSubject, s)}
    nodes = {node for claim in claims for node in reader.values(claim, APF.content)}
    for term in (APF.policyEventOf, APF.measures):
        things = {thing for node in nodes for thing in reader.values(node, term)}
        for node in {node for of in things for node in reader.subjects(term, of)}:
            near.update(reader.subjects(APF.content, node))
    return near


def _contents(reader: StoreText, claim: str) -> list[_Content]:
    """Return what claims of one content have in common: exactly, and in general.

    Who denies that there was any of something denies every number of it, so a figure
    without bounds is only what it measures. Of a situation there is nothing: that it is
    not so is said by a relation.
    """
    if subject := reader.values(claim, APF.aboutSubject):
        terms = (APF.aboutPredicate, APF.aboutObject, APF.aboutValue)
        return [(*subject, *(tuple(reader.values(claim, term)) for term in terms))]
    for content in reader.values(claim, APF.content):
        if reader.values(content, APF.policyEventOf):
            return [_same(reader, content, _STEP)]
        if reader.values(content, APF.measures):
            bounded = any(reader.values(content, term) for term in _BOUNDS)
            exactly = [_same(reader, content, _FIGURE + _BOUNDS)] if bounded else []
            return [*exactly, _same(reader, content, _FIGURE)]
    return []


def _same(reader: StoreText, node: str, terms: tuple[URIRef, ...]) -> _Content:
    return tuple(tuple(reader.values(node, term)) for term in terms)


def _period(reader: StoreText, claim: str) -> tuple[str, str]:
    """Return the first and the last day that a claim's content may touch."""
    nodes = [claim, *reader.values(claim, APF.content)]
    starts = [day for n in nodes for day in reader.values(n, APF.earliestStart)]
    ends = [day for n in nodes for day in reader.values(n, APF.latestEnd)]
    return min(starts, default=""), max(ends, default=_OPEN)


def _meet(a: tuple[str, str], b: tuple[str, str]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]
