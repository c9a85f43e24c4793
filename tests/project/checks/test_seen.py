"""What a check sees of a graph: its text says it, and a parser of SPARQL says the same.

Of rows of large tables only what checks see is loaded, and checks are run only where
there is what they require. So nothing is missed.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from typing import Any

import pytest
from rdflib import URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.names import APF, RDF
from kg.project.following import read_queries
from kg.read.project import Project
from kg.read.queryfile import QueryFile

ROOT = pathlib.Path(__file__).parents[3]
CHECKS = {query.name: query for query in read_queries(Project.open(ROOT), "checks")}


def _parts(value: Any) -> Iterator[CompValue]:
    """Yield all parts of an algebra."""
    if isinstance(value, CompValue):
        yield value
        for part in value.values():
            yield from _parts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _parts(part)


def _predicates(part: CompValue) -> Iterator[Any]:
    """Yield what stands in the middle of triples, several of which may be one list."""
    for terms in part.get("triples") or ():
        yield from list(terms)[1::3]


def _properties(path: Any) -> set[str]:
    """Return the properties that a path may follow."""
    match path:
        case MulPath():
            return _properties(path.path)
        case InvPath():
            return _properties(path.arg)
        case AlternativePath() | SequencePath():
            return set().union(*map(_properties, path.args))
    assert not isinstance(path, Path)
    return {str(path)} if isinstance(path, URIRef) else set()


def _required(part: Any) -> set[str]:
    """Return the properties without which a part of an algebra has no solution."""
    if not isinstance(part, CompValue):
        return set()
    if part.name == "BGP":
        return set().union(*(_needed(predicate) for _, predicate, _ in part.triples))
    if part.name == "Union":
        return _required(part.p1) & _required(part.p2)
    if part.name == "Join":
        return _required(part.p1) | _required(part.p2)
    if part.name in ("LeftJoin", "Minus"):
        return _required(part.p1)
    return _required(part.get("p"))


def _needed(predicate: Any) -> set[str]:
    if isinstance(predicate, MulPath) and predicate.zero:
        return set()
    plain = predicate.path if isinstance(predicate, MulPath) else predicate
    return {str(plain)} if isinstance(plain, URIRef) else set()


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_names_all_that_it_sees(name: str) -> None:
    """Each property of each pattern; one that may be any is bound to some, or told."""
    algebra = prepareQuery(CHECKS[name].text).algebra
    given = {
        v for part in _parts(algebra) for row in part.get("res") or () for v in row
    }
    predicates = [p for part in _parts(algebra) for p in _predicates(part)]
    any_property = {p for p in predicates if isinstance(p, Variable)} - given
    named = CHECKS[name].named
    assert (named is None) == bool(any_property)
    if named is not None:
        assert set().union(*map(_properties, predicates)) <= named


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_has_no_row_without_what_it_requires(name: str) -> None:
    """What the text is said to require is required by the algebra."""
    required = CHECKS[name].required
    assert required <= _required(prepareQuery(CHECKS[name].text).algebra)


def test_what_is_required_stands_right_in_where() -> None:
    """Not what is optional, excluded, one of two, or zero steps away."""
    text = """\
        PREFIX apf: <https://w3id.org/apf/ontology#>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?focus WHERE {
          ?focus rdf:type ?class .
          ?focus apf:disputes+ ?focus .
          ?focus apf:revises* ?other .
          ?focus apf:unit|apf:value ?other .
          # ?focus apf:summary ?other .
          OPTIONAL {
            ?focus apf:note ?note .
          }
          FILTER NOT EXISTS {
            ?focus apf:quote ?quote .
          }
        }"""
    query = QueryFile("own", "own.rq", {}, text)
    assert set(query.required) == {str(RDF.type), str(APF.disputes)}
    assert query.named is not None
    assert str(APF.quote) in query.named
    assert str(APF.summary) not in query.named


def test_a_pattern_for_any_property_sees_all() -> None:
    """Unless ``VALUES`` says which."""
    text = "SELECT ?focus WHERE {{\n{}  ?focus ?property ?value .\n}}"
    given = "  VALUES (?property ?flag) { (<urn:p> <urn:f>) }\n"
    assert QueryFile("own", "own.rq", {}, text.format("")).named is None
    named = QueryFile("own", "own.rq", {}, text.format(given)).named
    assert named is not None
    assert set(named) == {"urn:p", "urn:f", str(RDF.type)}
