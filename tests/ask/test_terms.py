"""Whoever misspells a term is told; whoever does not hears nothing."""

from __future__ import annotations

import warnings
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.ask.evaluator import Evaluator
from kg.ask.terms import TermCheck, declared_prefixes, named_terms, with_prefixes
from kg.names import APF, OWL, PREFIXES, RDF
from tests.ask.endpoints import served

UNIT = "https://w3id.org/apf/scheme/unit/"


def heard(graph: kg.KnowledgeGraph, query: str) -> list[str]:
    """Return what a query is warned of, and that it was answered all the same."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert graph.select(query).variables
    assert {w.category for w in caught} <= {kg.UnknownTerm}
    assert {w.filename for w in caught} <= {__file__}, "it points at who asked"
    return [str(w.message) for w in caught]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            "SELECT * { ?policy apf:targetPopulation ?group }",
            "the ontology has no term `apf:targetPopulation`; "
            "did you mean `apf:targetsPopulation`?",
        ),
        (
            f"PREFIX : <{APF}> SELECT * {{ ?claim a :Claims }}",
            "the ontology has no term `apf:Claims`; did you mean `apf:Claim`?",
        ),
        (
            f"SELECT * {{ ?f ?p <{UNIT}persons> }}",
            f"the ontology has no code `<{UNIT}persons>`; "
            f"did you mean `<{UNIT}person>`?",
        ),
        (
            "SELECT * { ?x ^apf:claimant/apf:xyzzyq* ?y }",
            "the ontology has no term `apf:xyzzyq`",
        ),
    ],
)
def test_of_a_term_that_there_is_not_a_warning_tells(
    article: kg.KnowledgeGraph, query: str, sentence: str
) -> None:
    """With the nearest that there is, however the query writes it."""
    assert heard(article, query) == [sentence]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?policy apf:targetsPopulation ?group }",
        "SELECT * { ?x rdfs:label ?l ; rdfs:nolabel ?m ; <urn:apf:none> ?n }",
        'SELECT * { ?x apf:summary \'apf:none\', """it\'s "apf:none" """ } # apf:none',
        "PREFIX apf: <https://example.org/own#> SELECT * { ?x apf:none ?y }",
        "SELECT * { <https://w3id.org/apf/id/policy/none> ?p ?o }",
        f"SELECT * {{ ?f apf:unit <{UNIT}person> . ?x skos:inScheme <{UNIT[:-1]}> }}",
    ],
)
def test_of_all_else_nothing_is_said(article: kg.KnowledgeGraph, query: str) -> None:
    """Of terms that there are, of others' and one's own, of texts and comments."""
    assert heard(article, query) == []


def test_a_graph_of_a_day_and_an_endpoint_know_the_same_terms(
    article: kg.KnowledgeGraph, article_url: str, root: Path
) -> None:
    """Also that of a day on which nothing was published yet."""
    remote = kg.open(article_url, project=root)
    query = "SELECT * { ?policy apf:targetPopulation ?group ; rdfs:label ?label }"

    for graph in (article.as_of("2000-01-01"), remote):
        assert len(heard(graph, query)) == 1
        assert heard(graph, "SELECT * { ?x apf:claimant ?y }") == []


def test_a_term_that_a_project_adds_is_known() -> None:
    """In whatever namespace; and of a graph without an ontology nothing is known."""
    store = ox.Store()
    a, cls = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(OWL.Class))
    store.add(ox.Quad(ox.NamedNode(f"{APF}Ferry"), a, cls))
    query = "SELECT * { ?x a apf:Ferry, apf:Ferri }"

    assert TermCheck(Evaluator(store)).warnings(query) == []
    store.add(ox.Quad(ox.NamedNode(str(APF.Claim)), a, cls))
    assert TermCheck(Evaluator(store)).warnings(query) == [
        "the ontology has no term `apf:Ferri`; did you mean `apf:Ferry`?"
    ]


def test_a_query_knows_the_prefixes_that_the_command_knows(
    article: kg.KnowledgeGraph, article_url: str, root: Path
) -> None:
    """On disk and at an endpoint; what it declares itself goes first."""
    query = "SELECT (COUNT(*) AS ?n) { ?c a apf:Claim ; apf:disputes/rdf:type ?k }"
    own = "PREFIX apf: <urn:own:> SELECT (COUNT(*) AS ?n) { ?c a apf:Claim }"
    for graph in (article, kg.open(article_url, project=root)):
        assert [str(n) for (n,) in graph.select(query).rows] == ["1"]
        assert [str(n) for (n,) in graph.select(own).rows] == ["0"]
    used = " ".join(f"?s {name}:x ?{name} ." for name in PREFIXES)
    with pytest.warns(kg.UnknownTerm, match="apf:x"):
        assert article.select(f"SELECT * {{ {used} }}").rows == []


def test_an_endpoint_is_sent_what_it_needs_and_no_more() -> None:
    """The prefixes that a query uses and leaves out, before it and on its line."""
    assert with_prefixes("SELECT * { ?s rdfs:label ?o }") == (
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "SELECT * { ?s rdfs:label ?o }"
    )
    own = "PREFIX apf: <urn:own:> SELECT * { ?s apf:x 'skos:y' }"
    assert with_prefixes(own) == own


def test_an_error_is_where_the_query_has_it(article: kg.KnowledgeGraph) -> None:
    """Prefixes that are known move nothing."""
    with pytest.raises(kg.QueryFailed, match="error at 1:20"):
        article.select("SELECT * { ?s apf:x")


def test_a_service_is_asked_with_the_prefixes_too(article: kg.KnowledgeGraph) -> None:
    """A query that joins an endpoint needs no more of them than another."""
    with served("<urn:a> <https://w3id.org/apf/ontology#summary> 'theirs' .") as server:
        query = f"SELECT ?o {{ SERVICE <{server.url}> {{ ?s apf:summary ?o }} }}"
        rows = article.select(query, service_allow=[server.host]).rows

    assert [str(o) for (o,) in rows] == ["theirs"]


@pytest.mark.parametrize(
    "text", ["a1", "'", '"\\', "'\\", "<", "a.", ":", "apf:", "'''a", "\\u", "a:%"]
)
def test_what_is_no_query_is_read_once(text: str) -> None:
    """Half a million letters of nonsense take as long as those of a query."""
    named_terms(text * (500_000 // len(text)))


def test_a_prefix_of_a_query_is_read_as_sparql_reads_it() -> None:
    """In any case, with escapes; one that is relative to a base is left out."""
    query = "prefix \\u0061: <urn:x:> PREFIX r: <#> SELECT * { a:b\\-c ?p a:d. }"

    assert declared_prefixes(query) == {"a": "urn:x:"}
    assert named_terms(query).iris == {"urn:x:b-c", "urn:x:d"}
