"""Relation claims as statements about triples, in RDF 1.1 and in RDF 1.2.

A claim that relates a subject to an object becomes a statement that has the claim's own
IRI, so that claimant, modality, document and positions stay where they are. In RDF 1.1
it is an ``rdf:Statement`` (RDF Schema 1.1, section 5.3); in RDF 1.2 a reifier, ``claim
rdf:reifies <<( s p o )>>``. Both forms hold the same claims, and one becomes the other
by replacing these triples; what the ontology says by ``aboutSubject``,
``aboutPredicate``, ``aboutObject`` and ``aboutValue`` is not repeated.

A statement asserts nothing. The triple itself is written, too, only where the claim is
what the derived graph is made of (``queries/rules/direct-*.rq``): asserted, or what
defines a threatened or planned measure, and neither disputed nor revised. Claims that
dispute one of these claims come with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import IO

import pyoxigraph as ox

from kg.export.rdf.canonical import parsed, prefixes
from kg.export.rdf.claims import (
    NothingToExport,
    about,
    known,
    members,
    node,
    objects,
    subjects,
    things,
)
from kg.graph.canonical import sorted_lines
from kg.names import APF, RDF, SCHEMES

SAID_BY_STATEMENT = {
    node(term)
    for term in (APF.aboutSubject, APF.aboutPredicate, APF.aboutObject, APF.aboutValue)
}
"""What tells the relation of a claim, and a statement tells by its three parts."""

_ASSERTED = node(f"{SCHEMES}modality/asserted")
_INTENDED = {node(f"{SCHEMES}modality/{code}") for code in ("planned", "threatened")}
_TRUE = ox.Literal(True)
_TYPE, _REIFIES = node(RDF.type), node(f"{RDF}reifies")
_Form = Callable[[ox.NamedNode, ox.Triple], list[ox.Triple]]
_PARTS = {"subject": RDF.subject, "predicate": RDF.predicate, "object": RDF.object}


def export_statements(
    store: ox.Store,
    out: IO[bytes],
    *,
    form: str = "turtle",
    as_of: date | None = None,
) -> None:
    """Write relation claims as ``rdf:Statement``, as ``turtle`` or ``ntriples``.

    ``as_of`` keeps what was published by that day: claims, and disputes and revisions
    of them. N-Triples are sorted by code point. Raises :class:`NothingToExport` when
    no relation claim is left.
    """
    triples = _triples(store, as_of, _as_statement)
    if form == "ntriples":
        out.writelines(sorted_lines(f"{triple} .\n".encode() for triple in triples))
        return
    ox.serialize(triples, out, format=ox.RdfFormat.TURTLE, prefixes=prefixes(store))


def export_rdf12(store: ox.Store, out: IO[bytes], *, as_of: date | None = None) -> None:
    """Write relation claims as reifiers in RDF 1.2 Turtle; see export_statements."""
    triples = _triples(store, as_of, _as_reifier)
    ox.serialize(triples, out, format=ox.RdfFormat.TURTLE, prefixes=prefixes(store))


def _as_statement(claim: ox.NamedNode, said: ox.Triple) -> list[ox.Triple]:
    parts = [ox.Triple(claim, _TYPE, node(RDF.Statement))]
    return parts + [
        ox.Triple(claim, node(term), getattr(said, part))
        for part, term in _PARTS.items()
    ]


def _as_reifier(claim: ox.NamedNode, said: ox.Triple) -> list[ox.Triple]:
    return [ox.Triple(claim, _REIFIES, said)]


def relation(store: ox.Store, claim: ox.NamedNode) -> ox.Triple | None:
    """Return the triple that a claim states, ``None`` if it states something else."""
    for subject in things(store, claim, APF.aboutSubject):
        for predicate in things(store, claim, APF.aboutPredicate):
            for term in (APF.aboutObject, APF.aboutValue):
                for value in objects(store, claim, term):
                    return ox.Triple(subject, predicate, value)
    return None


def holds(
    store: ox.Store, claim: ox.NamedNode, said: ox.Triple, as_of: date | None = None
) -> bool:
    """Tell whether what a relation claim says is a plain fact, as known by a day."""
    modality = objects(store, claim, APF.modality)
    if _ASSERTED not in modality and not (
        _INTENDED.intersection(modality)
        and _TRUE in objects(store, said.predicate, APF.trueWhileThreatened)
    ):
        return False
    against = chain(
        subjects(store, APF.disputes, claim), subjects(store, APF.revises, claim)
    )
    return not any(known(store, other, as_of) for other in against)


def _triples(store: ox.Store, as_of: date | None, form: _Form) -> Iterable[ox.Triple]:
    """Return the triples of all statements, then the plain facts, each once."""
    stated = _stated(store, as_of, form)
    first = next(stated, None)
    if first is None:
        when = f" published by {as_of}" if as_of else ""
        raise NothingToExport(f"no claim{when} relates one thing to another")
    return chain([first], stated, _facts(store, as_of))


def _stated(store: ox.Store, as_of: date | None, form: _Form) -> Iterator[ox.Triple]:
    for claim in members(store, APF.Claim):
        if not _concerned(store, claim, as_of):
            continue
        if said := relation(store, claim):
            yield from form(claim, said)
        for triple in about(store, claim):
            if triple.predicate not in SAID_BY_STATEMENT:
                yield triple


def _facts(store: ox.Store, as_of: date | None) -> Iterator[ox.Triple]:
    found = (
        f"{said} .\n".encode()
        for claim in members(store, APF.Claim)
        if (said := relation(store, claim))
        and known(store, claim, as_of)
        and holds(store, claim, said, as_of)
    )
    yield from parsed(sorted_lines(found))


def _concerned(store: ox.Store, claim: ox.NamedNode, as_of: date | None) -> bool:
    """Tell whether a known claim states a relation, or disputes one that does."""
    seen: set[ox.NamedNode] = set()
    waiting = [claim]
    while waiting:
        at = waiting.pop()
        if at in seen or not known(store, at, as_of):
            continue
        if relation(store, at):
            return True
        seen.add(at)
        waiting += things(store, at, APF.disputes)
    return False
