"""A build's own query uses no network, however it asks for one."""

from __future__ import annotations

import pytest

from kg.errors import InputErrors
from kg.read.queryfile import QueryFile


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://a.org/> { ?s ?p ?o } }",
        "SELECT * { service<http://a.org/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o.SERVICE SILENT ?at { ?s ?p ?o } }",
        "SELECT * { SERVICE $at { ?s ?p ?o } }",
        "SELECT * { SERVICE e:x { ?s ?p ?o } }",
        "SELECT * { SERVICE # why?\n <http://a.org/> { ?s ?p ?o } }",
        "SELECT * { SERVICE#'\n SILENT#\n<http://a.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 5SERVICE <http://a.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE <http://a.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'it\\'s' SERVICE <http://a.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''it's''' SERVICE <http://a.org/#x> { ?s ?p ?o } }",
    ],
)
def test_a_service_is_refused_however_it_is_written(text: str) -> None:
    """Each of these the engine would ask; the message says where it stands."""
    with pytest.raises(InputErrors, match=r"^checks/x\.rq:1: .*a build uses none"):
        _ = QueryFile("x", "checks/x.rq", {}, text).offline


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service e:service ?o . ?s e:publicService <urn:x> }",
        "SELECT * { ?s ?p 'SERVICE <http://a.org/>' }",
        'SELECT * { ?s ?p "a \\" SERVICE ?x" , """a " SERVICE <x:y>""" }',
        "# SERVICE <http://a.org/>\nSELECT * { ?s <http://a.org/#SERVICE> ?o }",
    ],
)
def test_the_word_may_stand_where_it_asks_nobody(text: str) -> None:
    """Names, texts and comments are no service."""
    assert QueryFile("x", "checks/x.rq", {}, text).offline == text
