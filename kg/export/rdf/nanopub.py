"""One nanopublication per claim, in TriG (nanopublication guidelines, nanopub.net).

A nanopublication is four named graphs: what is stated (assertion), on whose word and
from which document (provenance), who publishes it (publication info), and the head that
ties them together. Their names are the claim's IRI with ``#assertion`` and so on.

The assertion is what the claim puts forward, not what is so: it holds a denied or
alleged relation like an asserted one, and ``apf:modality`` in the provenance tells. A
claim that disputes another asserts that it does. No clock is read: a nanopublication
was created on the day its document was retrieved, else published.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import IO

import pyoxigraph as ox

from kg.export.rdf.canonical import prefixes
from kg.export.rdf.claims import (
    NothingToExport,
    Object,
    about,
    days,
    members,
    node,
    objects,
    part_of,
    stated,
    things,
)
from kg.export.rdf.statements import IN_STATEMENT, relation
from kg.figures.record import KG
from kg.names import APF, DCTERMS, PROV, RDF, VOID, XSD

NANOPUB = "http://www.nanopub.org/nschema#"
PARTS = {
    "assertion": f"{NANOPUB}hasAssertion",
    "provenance": f"{NANOPUB}hasProvenance",
    "pubinfo": f"{NANOPUB}hasPublicationInfo",
}
"""The graphs beside the head, and what relates a nanopublication to them."""

_PREFIXES = {"np": NANOPUB, "prov": str(PROV)}
_STATED = IN_STATEMENT | {node(APF.content), node(APF.disputes)}


def export_nanopubs(
    store: ox.Store,
    out: IO[bytes],
    *,
    creator: str | None = None,
) -> None:
    """Write every claim as a nanopublication, in the order of the claims' IRIs.

    ``creator`` is the IRI of who publishes them, by default this software. Raises
    :class:`NothingToExport` when there is no claim.
    """
    claims = members(store, APF.Claim)
    first = next(claims, None)
    if first is None:
        raise NothingToExport("the graph has no claim")
    by = node(creator or KG)
    licences = [
        licence
        for dataset in members(store, VOID.Dataset)
        for licence in things(store, dataset, DCTERMS.license)
    ]
    quads = (
        quad
        for claim in chain([first], claims)
        for quad in _nanopub(store, claim, by, licences)
    )
    ox.serialize(
        quads,
        out,
        format=ox.RdfFormat.TRIG,
        prefixes=prefixes(store) | _PREFIXES,
    )


def _nanopub(
    store: ox.Store,
    claim: ox.NamedNode,
    creator: ox.NamedNode,
    licences: list[ox.NamedNode],
) -> Iterator[ox.Quad]:
    """Yield the four graphs, head first."""
    names = {part: part_of(claim, part) for part in ("nanopub", "head", *PARTS)}
    this = names["nanopub"]
    head: list[tuple[str, Object]] = [(RDF.type, node(f"{NANOPUB}Nanopublication"))]
    head += [(term, names[part]) for part, term in PARTS.items()]
    info: list[tuple[str, Object]] = [
        (DCTERMS.creator, creator),
        *((DCTERMS.license, licence) for licence in licences),
        (PROV.wasDerivedFrom, claim),
    ]
    if created := _created(store, claim):
        day = ox.Literal(created.isoformat(), datatype=node(XSD.date))
        info.append((DCTERMS.created, day))
    graphs = {
        "head": stated(this, head),
        "assertion": _assertion(store, claim),
        "provenance": _provenance(store, claim, names["assertion"]),
        "pubinfo": stated(this, info),
    }
    for part, triples in graphs.items():
        for t in triples:
            yield ox.Quad(t.subject, t.predicate, t.object, names[part])


def _assertion(store: ox.Store, claim: ox.NamedNode) -> list[ox.Triple]:
    """Return what is put forward: a relation, described contents, or disputes.

    A content is described as in the claim's own graph, if it is described there.
    """
    put_forward = [triple] if (triple := relation(store, claim)) else []
    graphs = {q.graph_name for q in store.quads_for_pattern(claim, None, None)}
    for content in things(store, claim, APF.content):
        everywhere = store.quads_for_pattern(content, None, None)
        own = [quad.triple for quad in everywhere if quad.graph_name in graphs]
        put_forward += sorted(set(own), key=str) or about(store, content)
    disputed = things(store, claim, APF.disputes)
    put_forward += [ox.Triple(claim, node(APF.disputes), other) for other in disputed]
    return put_forward or about(store, claim)


def _provenance(
    store: ox.Store, claim: ox.NamedNode, assertion: ox.NamedNode
) -> list[ox.Triple]:
    """Return where an assertion comes from, and what else is said of the claim."""
    origins = {
        PROV.wasAttributedTo: [APF.claimant, APF.jointClaimant],
        PROV.wasDerivedFrom: [APF.statedIn, APF.derivedFromClaim],
        APF.modality: [APF.modality],
    }
    origin = stated(
        assertion,
        (
            (term, value)
            for term, sources in origins.items()
            for source in sources
            for value in objects(store, claim, source)
        ),
    )
    return origin + [t for t in about(store, claim) if t.predicate not in _STATED]


def _created(store: ox.Store, claim: ox.NamedNode) -> date | None:
    """Return the day a claim's document was retrieved, else published.

    What is derived is as old as the latest of the claims it is derived from.
    """
    seen, waiting, days_known = {claim}, [claim], []
    while waiting:
        at = waiting.pop()
        days_known += (
            days(store, at, APF.retrieved) or days(store, at, APF.published)
        )[:1]
        more = set(things(store, at, APF.derivedFromClaim)) - seen
        seen |= more
        waiting += more
    return max(days_known, default=None)
