"""Joint claimants, who runs and who governs, powers, rulings and words of reserve.

The project is that of `docs/roles.md`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import kg
from kg.pages.book import Pages
from kg.pages.claims import claim_page
from tests.cases.asking import answered
from tests.cases.written import page_graph

DOCUMENT = "courier-20260520."
PAGES = ("population/newcomers", "policy/ban")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    return page_graph("roles.md", tmp_path_factory.mktemp("roles"))


def plain(graph: kg.KnowledgeGraph, *properties: str) -> set[tuple[str, ...]]:
    """Return the plain triples of some properties, as ids."""
    listed = " ".join(f"apf:{name}" for name in properties)
    rows = graph.select(
        "PREFIX apf: <https://w3id.org/apf/ontology#> SELECT ?s ?p ?o WHERE { "
        f"VALUES ?p {{ {listed} }} ?s ?p ?o }}"
    ).rows
    return {tuple(str(t).replace("#", "/").rsplit("/", 1)[-1] for t in r) for r in rows}


def standing(graph: kg.KnowledgeGraph, claim: str) -> Any:
    rows = graph.select(
        "PREFIX apf: <https://w3id.org/apf/ontology#> SELECT ?standing WHERE { "
        f"?claim apf:standing ?standing FILTER STRENDS(STR(?claim), '{claim}') }}"
    ).rows
    return [str(row[0]).rsplit("/", 1)[-1] for row in rows]


def test_a_claim_to_power_and_disputed_competence_are_no_plain_facts(
    graph: kg.KnowledgeGraph,
) -> None:
    """The paper's word makes the Front govern; the government's own does nothing."""
    properties = ("governs", "claimsToGovern", "competentFor", "operates")

    assert plain(graph, *properties) == {
        ("shore-front", "governs", "north-shore"),
        ("relief", "operates", "shore-camp"),
    }


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("seen", "established"),
        ("runs", "established"),
        ("own-word", "reported"),
        ("rightful", "reported"),
        ("competent", "contested"),
        ("may-extend", "reported"),
        ("agreed", "reported"),
        ("ruling", "established"),
        ("together", "established"),
    ],
)
def test_what_counts(claim: str, expected: str, graph: kg.KnowledgeGraph) -> None:
    assert standing(graph, DOCUMENT + claim) == [expected]


def test_a_power_a_reserve_and_a_ruling_give_no_status(
    graph: kg.KnowledgeGraph,
) -> None:
    """Only the start does; its end is August 2026, and no year later."""
    columns = ("step", "status", "modality")
    rows = answered(graph, "policy-timeline", columns, policy="ban")

    assert set(rows) == {
        ("started", "in-force", "asserted"),
        ("extended", None, "permitted"),
        ("revoked", None, "tentative"),
        ("held-unlawful", None, "asserted"),
    }


def test_the_ban_goes_on_until_its_stated_end(graph: kg.KnowledgeGraph) -> None:
    """That it may be prolonged moves nothing; nor does it that it was held unlawful."""
    in_force, after = graph.timeline("ban").spans

    assert (str(in_force.status), str(after.status)) == (
        "in force",
        "past its stated end",
    )
    assert in_force.bounds[2:] == (date(2026, 8, 31), date(2026, 8, 31))


def test_two_who_speak_together_are_both_named(graph: kg.KnowledgeGraph) -> None:
    """On a page of figures, in a citation, and among the statements of either."""
    (row,) = graph.figures("newcomers").rows
    pages = Pages(graph)
    citation = graph.figures("newcomers").citations[row.figure.claim]

    assert citation.who.count(" and ") == 1
    assert citation.to_dict()["jointClaimant"] == ["iom"]
    written = claim_page(pages.library, row.figure.claim).data or {}
    assert [author["name"] for author in written["author"]] == citation.who.split(
        " and "
    )
    for actor in ("unhcr", "iom"):
        claims = {
            r[0]
            for r in answered(graph, "statements-by-actor", ("claim",), claimant=actor)
        }
        assert DOCUMENT + "together" in claims


def test_the_words_of_a_condition_are_cited(graph: kg.KnowledgeGraph) -> None:
    shown = list(map(str, graph.show("ban").citations))

    assert any("permitted (if parliament agrees): It may" in line for line in shown)


def test_a_page_names_all_who_speak_together_and_what_a_claim_depends_on(
    graph: kg.KnowledgeGraph,
) -> None:
    pages = Pages(graph)

    newcomers, ban = map(pages.html, PAGES)

    assert newcomers is not None
    assert "</a> and <a" in newcomers
    assert ban is not None
    assert "if parliament agrees" in ban
