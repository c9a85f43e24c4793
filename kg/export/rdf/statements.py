"""Relation claims as statements about triples, in RDF 1.1 and in RDF 1.2.

A claim that relates a subject to an object becomes a statement that has the claim's own
IRI, so that claimant, modality, document and positions stay where they are. In RDF 1.1
it is an ``rdf:Statement`` (RDF Schema 1.1, section 5.3); in RDF 1.2 a reifier, ``claim
rdf:reifies <<( s p o )>>``. Both forms hold the same claims, and one becomes the other
by replacing these triples; what the ontology says by ``aboutSubject``,
``aboutPredicate``, ``aboutObject`` and ``aboutValue`` is not repeated.

A statement asserts nothing. The triple itself is written, too, only where the graph has
it as a plain triple. Claims that dispute one of these claims come with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import IO

import pyoxigraph as ox

from kg.export.rdf.canonical import parsed, prefixes
from kg.export.rdf.claims import (
    NothingToExport,
    about,
    members,
    node,
    objects,
    things,
)
from kg.graph.canonical import sorted_lines
from kg.names import APF, RDF

IN_STATEMENT = {
    node(term)
    for term in (APF.aboutSubject, APF.aboutPredicate, APF.aboutObject, APF.aboutValue)
}
"""What tells the relation of a claim, and a statement tells by its three parts."""

_TYPE, _REIFIES = node(RDF.type), node(f"{RDF}reifies")
_Form = Callable[[ox.NamedNode, ox.Triple], list[ox.Triple]]
_PARTS = {"subject": RDF.subject, "predicate": RDF.predicate, "object": RDF.object}


def export_statements(store: ox.Store, out: IO[bytes], *, form: str = "turtle") -> None:
    """Write relation claims as ``rdf:Statement``, as ``turtle`` or ``ntriples``.

    N-Triples are sorted by code point. Raises :class:`NothingToExport` when there is no
    relation claim.
    """
    triples = _triples(store, _as_statement)
    if form == "ntriples":
        out.writelines(sorted_lines(f"{triple} .\n".encode() for triple in triples))
        return
    ox.serialize(triples, out, format=ox.RdfFormat.TURTLE, prefixes=prefixes(store))


def export_rdf12(store: ox.Store, out: IO[bytes]) -> None:
    """Write relation claims as reifiers in RDF 1.2 Turtle; see export_statements."""
    triples = _triples(store, _as_reifier)
    ox.serialize(triples, out, format=ox.RdfFormat.TURTLE, prefixes=prefixes(store))


def _as_statement(claim: ox.NamedNode, triple: ox.Triple) -> list[ox.Triple]:
    parts = [ox.Triple(claim, _TYPE, node(RDF.Statement))]
    return parts + [
        ox.Triple(claim, node(term), getattr(triple, part))
        for part, term in _PARTS.items()
    ]


def _as_reifier(claim: ox.NamedNode, triple: ox.Triple) -> list[ox.Triple]:
    return [ox.Triple(claim, _REIFIES, triple)]


def relation(store: ox.Store, claim: ox.NamedNode) -> ox.Triple | None:
    """Return the triple that a claim states, ``None`` if it states something else."""
    for subject in things(store, claim, APF.aboutSubject):
        for predicate in things(store, claim, APF.aboutPredicate):
            for term in (APF.aboutObject, APF.aboutValue):
                for value in objects(store, claim, term):
                    return ox.Triple(subject, predicate, value)
    return None


def _triples(store: ox.Store, form: _Form) -> Iterable[ox.Triple]:
    """Return the triples of all statements, then the plain facts, each once."""
    stated = _stated(store, form)
    first = next(stated, None)
    if first is None:
        raise NothingToExport("no claim relates one thing to another")
    return chain([first], stated, _facts(store))


def _stated(store: ox.Store, form: _Form) -> Iterator[ox.Triple]:
    for claim in members(store, APF.Claim):
        if not _concerned(store, claim):
            continue
        if triple := relation(store, claim):
            yield from form(claim, triple)
        for triple in about(store, claim):
            if triple.predicate not in IN_STATEMENT:
                yield triple


def _facts(store: ox.Store) -> Iterator[ox.Triple]:
    """Yield what claims relate and the graph holds as a plain triple, too, sorted."""
    related = (relation(store, claim) for claim in members(store, APF.Claim))
    lines = (f"{t} .\n".encode() for t in related if t is not None and _plain(store, t))
    yield from parsed(sorted_lines(lines))


def _plain(store: ox.Store, triple: ox.Triple) -> bool:
    plain = store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
    return next(plain, None) is not None


def _concerned(store: ox.Store, claim: ox.NamedNode) -> bool:
    """Tell whether a claim states a relation, or disputes one that does."""
    seen: set[ox.NamedNode] = set()
    waiting = [claim]
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        if relation(store, at):
            return True
        seen.add(at)
        waiting += things(store, at, APF.disputes)
    return False
