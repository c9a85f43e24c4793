"""Whose a policy is: who adopted it, or else who took the steps by which it came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from kg.names import APF, SCHEMES
from kg.policies.standing import ESTABLISHED, PLANNED
from kg.policies.triples import StoreText, Value, write
from kg.rdf import URIRef

_STARTED = f"{SCHEMES}policy-event/started"


def write_authors(store: ox.Store, graph: str) -> None:
    """Write the authors of policies into a named graph.

    Standing, and relations that follow from others, must have been written before.
    """
    write(store, graph, list(_authors(StoreText(store))))


def _authors(text: StoreText) -> Iterator[tuple[str, URIRef, Value]]:
    authors: defaultdict[str, set[str]] = defaultdict(set)
    for policy, actor in text.pairs(APF.adoptedBy):
        authors[policy].add(actor)
    adopted, kinds = set(authors), _leading(text)
    counts = {c for c, s in text.pairs(APF.standing) if s in (ESTABLISHED, PLANNED)}
    events = {event for claim, event in text.pairs(APF.content) if claim in counts}
    for event, kind in text.pairs(APF.policyEventType):
        if kind in kinds and event in events:
            for policy in text.values(event, APF.policyEventOf):
                if policy not in adopted:
                    authors[policy].update(text.values(event, APF.performedBy))
    for policy in sorted(authors):
        for actor in sorted(authors[policy]):
            yield policy, APF.authoredBy, ox.NamedNode(actor)


def _leading(text: StoreText) -> set[str]:
    """Return the kinds of step that lead to a start, and the start itself."""
    kinds, waiting = set[str](), [_STARTED]
    while waiting:
        if (kind := waiting.pop()) not in kinds:
            kinds.add(kind)
            waiting += text.values(kind, APF.follows)
    return kinds
