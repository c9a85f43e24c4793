"""Relation claims as statements: nothing is asserted that is not, in either form."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

import kg
from kg.export.rdf.claims import NothingToExport
from kg.export.rdf.statements import export_rdf12, export_statements
from kg.graph.store import Generations
from tests.conftest import MakeProject
from tests.export.reading import by_oxigraph, by_rdflib, loaded, rows

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
APF = "https://w3id.org/apf/ontology#"
PERMITS = "https://example.org/permits/id"
ABOUT = ("aboutSubject", "aboutPredicate", "aboutObject", "aboutValue")
PREFIXES = f"PREFIX rdf: <{RDF}> PREFIX apf: <{APF}> "


def statements(store: ox.Store, form: str = "turtle") -> bytes:
    out = io.BytesIO()
    export_statements(store, out, form=form)
    return out.getvalue()


def rdf12(store: ox.Store) -> bytes:
    out = io.BytesIO()
    export_rdf12(store, out)
    return out.getvalue()


def plain(data: bytes) -> set[ox.Triple]:
    """Return the triples that a Turtle file asserts beside those about claims."""
    triples = [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)]
    claim = ox.NamedNode(f"{APF}Claim")
    claims = {triple.subject for triple in triples if triple.object == claim}
    return {triple for triple in triples if triple.subject not in claims}


def by_rules(store: ox.Store, root: Path) -> set[ox.Triple]:
    """Return what the rules derive from claims."""
    found = set()
    for rule in ("direct-relations", "direct-values"):
        text = (root / f"queries/rules/{rule}.rq").read_text("utf-8")
        result = store.query(text, use_default_graph_as_union=True)
        assert isinstance(result, ox.QueryTriples)
        found |= set(result)
    return found


@pytest.mark.parametrize(("form", "reader"), [("turtle", "turtle"), ("ntriples", "nt")])
def test_two_readers_read_the_same_statements(
    store: ox.Store, form: str, reader: str
) -> None:
    """Rdflib and Oxigraph read equal triples, whatever the form."""
    data = statements(store, form=form)
    assert by_rdflib(data, reader) == by_oxigraph(data, reader)
    assert by_oxigraph(data, reader) == by_oxigraph(statements(store), "turtle")


def test_every_relation_claim_is_one_statement(store: ox.Store) -> None:
    """A statement has the claim's IRI and the parts that the claim is about."""
    claims = rows(
        store,
        f"{PREFIXES} SELECT ?c ?s ?p ?o WHERE {{ ?c apf:aboutSubject ?s ; "
        "apf:aboutPredicate ?p ; apf:aboutObject|apf:aboutValue ?o } ORDER BY ?c",
    )
    stated = rows(
        loaded(statements(store), "turtle"),
        f"{PREFIXES} SELECT ?c ?s ?p ?o WHERE {{ ?c a rdf:Statement ; rdf:subject ?s ; "
        "rdf:predicate ?p ; rdf:object ?o } ORDER BY ?c",
    )
    assert len(claims) > 80
    assert stated == claims


def test_what_a_claim_says_of_itself_stays(store: ox.Store) -> None:
    """Claimant, modality, document, positions and summary are all there."""
    data = by_oxigraph(statements(store), "turtle")
    for claim in ("dailysabah-20250604.F05", "dailysabah-20250604.F39"):
        iri = ox.NamedNode(f"https://w3id.org/apf/id/claim/{claim}")
        said = {str(q.triple) for q in store.quads_for_pattern(iri, None, None)}
        about = {line for line in said if any(f"#{name}>" in line for name in ABOUT)}
        assert said - about <= data
        assert not about & data


def test_one_form_becomes_the_other_by_its_statements(store: ox.Store) -> None:
    """A reifier and its triple term are a statement and its three parts."""
    mapped = set()
    for quad in ox.parse(rdf12(store), format=ox.RdfFormat.TURTLE):
        triple = quad.triple
        if triple.predicate.value != f"{RDF}reifies":
            mapped.add(str(triple))
            continue
        said = triple.object
        assert isinstance(said, ox.Triple)
        node = triple.subject
        mapped |= {
            f"{node} <{RDF}type> <{RDF}Statement>",
            f"{node} <{RDF}subject> {said.subject}",
            f"{node} <{RDF}predicate> {said.predicate}",
            f"{node} <{RDF}object> {said.object}",
        }
    assert mapped == by_oxigraph(statements(store), "turtle")


def test_rdflib_does_not_read_rdf_12() -> None:
    """The form for RDF 1.2 is for others than rdflib 7: it refuses triple terms."""
    data = "<urn:c> <urn:r> <<( <urn:s> <urn:p> <urn:o> )>> ."
    with pytest.raises(SyntaxError):
        Graph().parse(data=data, format="turtle")


def test_only_what_the_rules_derive_is_asserted(store: ox.Store, root: Path) -> None:
    """The plain triples are those that the rules derive from claims."""
    expected = by_rules(store, root)
    assert expected
    assert plain(rdf12(store)) == expected
    assert plain(statements(store)) == expected


def test_a_disputed_or_alleged_triple_is_no_fact(store: ox.Store) -> None:
    """Who is accused of harbouring whom is stated, and the denial beside it."""
    data = rdf12(store)
    read = loaded(data, "turtle")
    denial = "https://w3id.org/apf/id/claim/dailysabah-20250604.F39"
    found = rows(
        read,
        f"{PREFIXES} SELECT ?s ?p ?o WHERE {{ <{denial}> apf:disputes ?c . "
        "?c rdf:reifies <<( ?s ?p ?o )>> . }",
    )
    assert len(found) == 1
    s, p, o = (ox.NamedNode(part) for part in found[0])
    assert not list(read.quads_for_pattern(s, p, o))


def test_a_dispute_counts_from_the_day_it_was_published(project: MakeProject) -> None:
    """Before the denial the relation held; with it, the relation is only stated."""
    folder = project()
    denial = (
        "\n  later:\n    summary: They deny it.\n    claimant: permit-holders-council"
    )
    denial += "\n    disputes: gazette-20250301.author\n"
    april = (folder.root / "sources/gazette-20250401/facts.yaml").read_text("utf-8")
    folder.write("sources/gazette-20250401/facts.yaml", april + denial)
    folder.build()
    graph = kg.open(folder.graph)
    author = ox.Triple(
        ox.NamedNode(f"{PERMITS}/policy/permit-order"),
        ox.NamedNode(f"{APF}adoptedBy"),
        ox.NamedNode(f"{PERMITS}/actor/north-government"),
    )
    then, now = (
        rdf12(graph.as_of(day).endpoint.store)  # type: ignore[attr-defined]
        for day in ("2025-03-31", "2025-04-01")
    )

    assert plain(then) == {author}
    assert b"gazette-20250401.later" not in then
    assert plain(now) == set()
    assert b"gazette-20250401.later" in now


def test_a_rule_of_the_project_decides_as_it_does_in_a_build(
    project: MakeProject,
) -> None:
    """Where the project says that nothing follows from claims, nothing is asserted."""
    folder = project()
    folder.build()
    shipped = rdf12(Generations(folder.graph).open())
    rule = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . FILTER (false) }"
    folder.write("queries/rules/direct-relations.rq", f"#+ summary: None\n\n{rule}\n")
    folder.build()

    assert plain(shipped)
    assert plain(rdf12(Generations(folder.graph).open())) == set()


def test_where_nothing_is_related_nothing_is_written(store: ox.Store) -> None:
    """An empty file would be taken for an answer."""
    for export in (statements, rdf12):
        with pytest.raises(NothingToExport, match="no claim relates"):
            export(ox.Store())


def test_equal_graphs_give_equal_bytes(store: ox.Store) -> None:
    """The order of triples in the store does not show."""
    again = ox.Store()
    again.extend(sorted(store, key=str, reverse=True))
    assert statements(again) == statements(store)
    assert rdf12(again) == rdf12(store)
