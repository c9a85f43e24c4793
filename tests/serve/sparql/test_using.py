"""Where the graphs of parameters are written into an update, and where not."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.serve.refusal import Refusal
from kg.serve.sparql.using import with_using

G = ("urn:g",)


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        (
            "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
            "DELETE { ?s ?p ?o }  USING <urn:g> WHERE { ?s ?p ?o }",
        ),
        (
            "DELETE WHERE { ?s ?p ?o }",
            "DELETE { ?s ?p ?o } USING <urn:g> WHERE { ?s ?p ?o }",
        ),
        (
            'INSERT { <urn:WHERE> ?p " WHERE " } # WHERE\nwhere { ?where a ?x }',
            'INSERT { <urn:WHERE> ?p " WHERE " } # WHERE\n USING <urn:g> where '
            "{ ?where a ?x }",
        ),
        ("INSERT DATA { <urn:a> <urn:b> 'WHERE' }", None),
        ("PREFIX where: <urn:where:> CLEAR ALL", None),
    ],
)
def test_each_where_of_an_operation_gets_them(
    update: str, expected: str | None
) -> None:
    """Words in texts, names, variables and comments are none; the result is SPARQL."""
    result = with_using(update, G, ())

    assert result == (expected or update)
    ox.Store().update(result)


def test_a_where_inside_of_another_is_left_alone() -> None:
    """That of a subquery sees what the whole sees."""
    update = "INSERT { ?s ?p 1 } WHERE { { SELECT * WHERE { ?s ?p ?o } } }"

    assert with_using(update, G, ("urn:n",)).count("USING NAMED <urn:n>") == 1


@pytest.mark.parametrize("own", ["WITH <urn:x> DELETE", "DELETE"])
def test_an_update_with_graphs_of_its_own_is_refused(own: str) -> None:
    """The protocol, 2.2.3: it is an error to say it twice."""
    using = "" if "WITH" in own else "USING <urn:y>"
    update = f"{own} {{ ?s ?p ?o }} {using} WHERE {{ ?s ?p ?o }}"
    with pytest.raises(Refusal, match="of its own"):
        with_using(update, G, ())


def test_without_parameters_nothing_is_changed() -> None:
    """Byte for byte."""
    update = "DELETE  WHERE {?s ?p ?o}"
    assert with_using(update, (), ()) == update
