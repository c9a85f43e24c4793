"""Links are shown with things and answers, and exported as identity only when asked."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from kg.ask.endpoint import LocalEndpoint
from kg.ask.knowledge import open_graph
from kg.ask.tables import Table
from kg.ask.things import label_things
from kg.cli.root import cli
from kg.errors import UnknownName
from kg.export.forms import GRAPH_FORMS
from kg.graph.store import Generations
from tests.conftest import ROOT, Folder

SAME = "http://www.w3.org/2002/07/owl#sameAs"
RDF_FORMS = ("nquads", "trig", "turtle", "ntriples")


def kg(graph: Path, *arguments: str) -> Result:
    given = ["-C", str(ROOT), "-g", str(graph), *arguments]
    return CliRunner().invoke(cli, given, catch_exceptions=True)


def test_show_names_the_entity(article: Path) -> None:
    """The QID and how it matches; what is only denied is not shown."""
    assert "Wikidata: Q843 (exactMatch)" in kg(article, "show", "pakistan").output
    northwest = kg(article, "show", "pakistan-northwest").output
    assert "Wikidata: Q183314 (relatedMatch)" in northwest
    assert "Wikidata" not in kg(article, "show", "pakistani-taliban").output
    found = json.loads(kg(article, "show", "Islamabad", "--format", "json").output)
    assert found["wikidata"] == [{"qid": "Q3250182", "match": "exactMatch"}]
    assert (
        "- Wikidata: Q42418" in kg(article, "show", "taliban", "--format", "md").output
    )


def test_answers_carry_the_entities(article: Path) -> None:
    """Under the table and in JSON stand the QIDs of what is the same."""
    told = kg(article, "ask", "denied-claims")
    assert told.output.endswith("\nWikidata: Government of Pakistan Q3250182\n")
    asked = kg(article, "ask", "denied-claims", "--format", "json").output
    assert json.loads(asked)["wikidata"] == {"pk-government": "Q3250182"}
    graph = open_graph(article, project=ROOT)
    pakistan = graph.find("Pakistan")
    assert pakistan.wikidata == "Q843"
    assert graph.find("pakistan-northwest").wikidata == ""


def test_the_entities_cost_no_query(article: Path) -> None:
    """Five hundred things are labelled and linked by one query."""

    class Counting(LocalEndpoint):
        asked = 0

        def select(
            self,
            query: str,
            service_allow: Iterable[str] = (),
            seconds: float | None = None,
        ) -> Table:
            self.asked += 1
            return super().select(query, service_allow, seconds)

    endpoint = Counting(article)
    space = "https://w3id.org/apf/id/place/"
    things = label_things(endpoint, [f"{space}x{n}" for n in range(499)], "en")
    assert len(things) == 499
    assert endpoint.asked == 1


def triples(folder: Folder, form: str, **options: bool) -> set[str]:
    """Return the triples of an export, whatever its form."""
    out = io.BytesIO()
    store = Generations(folder.graph).open()
    GRAPH_FORMS[form].write(store, out, **options)
    parsed = ox.parse(
        out.getvalue(),
        format={
            "nquads": ox.RdfFormat.N_QUADS,
            "trig": ox.RdfFormat.TRIG,
            "turtle": ox.RdfFormat.TURTLE,
            "ntriples": ox.RdfFormat.N_TRIPLES,
        }[form],
    )
    return {str(quad.triple) for quad in parsed}


@pytest.mark.parametrize("form", RDF_FORMS)
def test_identity_is_exported_only_where_asked(form: str, linked: Folder) -> None:
    """One exact match is one owl:sameAs; the close and the negative are none."""
    linked.build()
    plain, asked = triples(linked, form), triples(linked, form, same_as=True)
    assert not any(SAME in triple for triple in plain)
    thing = "https://example.org/permits/id/place/northland"
    entity = "http://www.wikidata.org/entity/Q111"
    assert asked - plain == {f"<{thing}> <{SAME}> <{entity}>"}
    assert plain <= asked


def test_lines_with_identity_are_in_order(linked: Folder) -> None:
    """What is added stands where it belongs, in the graph of the link."""
    linked.build()
    out = io.BytesIO()
    store = Generations(linked.graph).open()
    GRAPH_FORMS["nquads"].write(store, out, same_as=True)
    lines = out.getvalue().splitlines()
    assert lines == sorted(lines)
    (same,) = [line for line in lines if SAME.encode() in line]
    assert same.endswith(b"<https://example.org/permits/graph/links> .")


@pytest.mark.parametrize("what", ["flows", "jsonld", "release"])
def test_other_exports_refuse_it(article: Path, what: str) -> None:
    """A view, or a form that is not plain RDF, says which forms take it."""
    done = kg(article, "export", what, "--same-as")
    assert isinstance(done.exception, UnknownName)
    assert "is for `nquads`, `trig`, `turtle` and `ntriples`" in str(done.exception)
