"""Relation claims as statements about triples, in RDF 1.1 and in RDF 1.2.

A claim that relates a subject to an object becomes a statement that has the claim's own
IRI, so that claimant, modality, document and positions stay where they are. In RDF 1.1
it is an ``rdf:Statement`` (RDF Schema 1.1, section 5.3); in RDF 1.2 a reifier, ``claim
rdf:reifies <<( s p o )>>``. Both forms hold the same claims, and one becomes the other
by replacing these triples; what the ontology says by ``aboutSubject``,
``aboutPredicate``, ``aboutObject`` and ``aboutValue`` is not repeated.

A statement asserts nothing. The triple itself is written, too, only where the claim is
what the derived graph is made of; the rules that decide so (:data:`RULES`) are run here
once more, over what was known. Claims that dispute one of these claims come with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from tempfile import TemporaryDirectory
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
    things,
)
from kg.graph.canonical import sorted_lines
from kg.graph.rules import constructed
from kg.names import APF, RDF
from kg.read.project import Project
from kg.read.queryfile import QueryFile, read_query_files
from kg.resources import shipped

RULES = ("rules/direct-relations.rq", "rules/direct-values.rq")
"""The rules that make plain triples of claims, and not of other plain triples."""

IN_STATEMENT = {
    node(term)
    for term in (APF.aboutSubject, APF.aboutPredicate, APF.aboutObject, APF.aboutValue)
}
"""What tells the relation of a claim, and a statement tells by its three parts."""

_TYPE, _REIFIES = node(RDF.type), node(f"{RDF}reifies")
_Form = Callable[[ox.NamedNode, ox.Triple], list[ox.Triple]]
_PARTS = {"subject": RDF.subject, "predicate": RDF.predicate, "object": RDF.object}


def export_statements(
    store: ox.Store,
    out: IO[bytes],
    *,
    form: str = "turtle",
    as_of: date | None = None,
    project: Project | None = None,
) -> None:
    """Write relation claims as ``rdf:Statement``, as ``turtle`` or ``ntriples``.

    ``as_of`` keeps what was published by that day: claims, and disputes and revisions
    of them. Rules are those of a ``project``, or else kg's. N-Triples are sorted by
    code point. Raises :class:`NothingToExport` when no relation claim is left.
    """
    triples = _triples(store, as_of, _as_statement, project)
    if form == "ntriples":
        out.writelines(sorted_lines(f"{triple} .\n".encode() for triple in triples))
        return
    ox.serialize(triples, out, format=ox.RdfFormat.TURTLE, prefixes=prefixes(store))


def export_rdf12(
    store: ox.Store,
    out: IO[bytes],
    *,
    as_of: date | None = None,
    project: Project | None = None,
) -> None:
    """Write relation claims as reifiers in RDF 1.2 Turtle; see export_statements."""
    triples = _triples(store, as_of, _as_reifier, project)
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


def _triples(
    store: ox.Store, as_of: date | None, form: _Form, project: Project | None
) -> Iterable[ox.Triple]:
    """Return the triples of all statements, then the plain facts, each once."""
    stated = _stated(store, as_of, form)
    first = next(stated, None)
    if first is None:
        when = f" published by {as_of}" if as_of else ""
        raise NothingToExport(f"no claim{when} relates one thing to another")
    return chain([first], stated, _facts(store, as_of, project))


def _stated(store: ox.Store, as_of: date | None, form: _Form) -> Iterator[ox.Triple]:
    for claim in members(store, APF.Claim):
        if not _concerned(store, claim, as_of):
            continue
        if triple := relation(store, claim):
            yield from form(claim, triple)
        for triple in about(store, claim):
            if triple.predicate not in IN_STATEMENT:
                yield triple


def _facts(
    store: ox.Store, as_of: date | None, project: Project | None
) -> Iterator[ox.Triple]:
    """Yield what the rules derive of all that was known by a day, sorted."""
    with TemporaryDirectory() as folder:  # not memory: a graph may be larger
        seen = store
        if as_of is not None:
            seen = ox.Store(folder)
            seen.bulk_extend(_known_quads(store, as_of))
        lines = (
            f"{triple} .\n".encode()
            for rule in _rules(project)
            for triple in constructed(seen, rule)
        )
        yield from parsed(sorted_lines(lines))


def _rules(project: Project | None) -> list[QueryFile]:
    if project is None:
        return read_query_files([shipped("queries") / name for name in RULES], RULES)
    paths = [path for name in RULES for path in project.files("queries", name)]
    return read_query_files(paths, map(project.name, paths))


def _known_quads(store: ox.Store, as_of: date) -> Iterator[ox.Quad]:
    """Yield what is said of the claims of a day, and of the properties they name."""
    for claim in members(store, APF.Claim):
        if known(store, claim, as_of):
            yield from store.quads_for_pattern(claim, None, None)
            for term in things(store, claim, APF.aboutPredicate):
                yield from store.quads_for_pattern(term, None, None)


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
