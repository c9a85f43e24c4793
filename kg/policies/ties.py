"""Which things hang together: the steps of which paths between actors are made.

Two things are tied where a claim relates one to the other, in whatever manner; where
one takes a step of the other, a policy; where one issued the document that the other,
a population, holds; and where one says what the other is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from kg.names import APF, RDF, RDFS
from kg.policies.triples import StoreText, Value, write
from kg.rdf import URIRef
from kg.read.vocabulary import Vocabulary

BY_DEFINITION = (
    *(APF.affiliatedWith, APF.beneficiary, APF.donor, APF.hasParticipant),
    *(APF.movedPopulation, APF.partOfOrganization, APF.partOfPolicy, APF.recipient),
    APF.subPopulationOf,
)
"""What of a definition ties the one to the other."""
_ON_PATHS = (APF.Actor, APF.Flow, APF.Policy, APF.PopulationGroup, APF.Situation)
"""What paths lead through, and what may be the end of a tie."""

_Pair = tuple[str, str]


def on_paths(vocabulary: Vocabulary, cls: URIRef) -> bool:
    """Tell whether paths lead through the things of a class."""
    return vocabulary.is_a(cls, *_ON_PATHS)


def write_ties(store: ox.Store, graph: str) -> None:
    """Write what each thing is tied to, both ways, into a named graph.

    Relations that follow from others must have been written before.
    """
    text = StoreText(store)
    ends = _members(text, store)
    both = {pair for a, b in _ties(text) for pair in ((a, b), (b, a))}
    triples: list[tuple[str, URIRef, Value]] = [
        (a, APF.tiedTo, ox.NamedNode(b)) for a, b in sorted(both) if b in ends
    ]
    write(store, graph, triples)


def _ties(text: StoreText) -> Iterator[_Pair]:
    yield from _joined(text, APF.aboutSubject, APF.aboutObject)
    yield from _joined(text, APF.policyEventOf, APF.performedBy)
    issuers = _issuers(text)
    for population, document in text.pairs(APF.holdsDocument):
        yield from ((population, issuer) for issuer in issuers[document])
    for term in BY_DEFINITION:
        yield from text.pairs(term)


def _issuers(text: StoreText) -> defaultdict[str, set[str]]:
    """Return who issued each document, or is said to have done so."""
    issuers, actors = text.by_subject(APF.issuedBy), text.by_subject(APF.aboutObject)
    documents = text.by_subject(APF.aboutSubject)
    for claim, term in text.pairs(APF.aboutPredicate):
        if term == APF.issuedBy:
            for document in documents[claim]:
                issuers[document] |= actors[claim]
    return issuers


def _joined(text: StoreText, first: URIRef, second: URIRef) -> Iterator[_Pair]:
    """Yield the things that two properties of one node lead to."""
    others = text.by_subject(second)
    for node, thing in text.pairs(first):
        yield from ((thing, other) for other in others.get(node, ()))


def _members(text: StoreText, store: ox.Store) -> set[str]:
    """Return what is of a class that paths lead through, or of a more special one."""
    special, members = text.by_object(RDFS.subClassOf), set[str]()
    classes, waiting = set[str](), list(map(str, _ON_PATHS))
    while waiting:
        if (one := waiting.pop()) not in classes:
            classes.add(one)
            waiting += special[one]
    for one in classes:
        of = ox.NamedNode(one)
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF.type), of):
            members.add(str(getattr(quad.subject, "value", "")))
    return members
