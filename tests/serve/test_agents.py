"""What a language model gets of the graph, through the official client of MCP."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from unittest.mock import patch

import pytest

import kg
from kg.ask.finding.among import Among
from kg.serve.current import Current
from kg.serve.sparql.evaluation import QueryLimits, Queue
from tests.cli.conftest import KG
from tests.cli.started import started
from tests.conftest import ROOT
from tests.extras import extra

if TYPE_CHECKING:
    import mcp
else:
    mcp = extra("mcp")

T = TypeVar("T")
Ask = Callable[..., dict[str, Any]]
LIMITS = QueryLimits(seconds=1.0, answer=200_000)


def with_client(server: Any, ask: Callable[[mcp.Client], Awaitable[T]]) -> T:
    async def asked() -> T:
        async with mcp.Client(server) as client:
            return await ask(client)

    return asyncio.run(asked())


@pytest.fixture(scope="module")
def server(article: Path) -> Any:
    """Make the tools for the graph of the shipped sources."""
    from kg.serve.agents import tools_server

    def opened() -> kg.KnowledgeGraph:
        return kg.open(article, project=ROOT)

    return tools_server(Current(opened, "", LIMITS), Queue(LIMITS))


@pytest.fixture(scope="module")
def call(server: Any) -> Ask:
    """Call a tool and return what it structures; a refusal is under ``error``."""

    def called(tool: str, **given: Any) -> dict[str, Any]:
        result = with_client(server, lambda client: client.call_tool(tool, given))
        if result.is_error:
            return {"error": result.content[0].text}  # type: ignore[union-attr]
        record: dict[str, Any] | None = result.structured_content
        assert record is not None
        return record

    return called


def test_every_tool_says_what_it_takes(server: Any) -> None:
    """Each has a description, reads only, and describes its parameters."""
    listed = with_client(server, lambda client: client.list_tools()).tools

    assert [tool.name for tool in listed] == [
        *("questions", "ask", "find", "show", "figures"),
        *("timeline", "explain", "sparql"),
    ]
    for tool in listed:
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint


def test_an_answer_has_its_claims_with_standing_and_place(call: Ask) -> None:
    """Who denies what: two claims of one document, one contested by the other."""
    answer = call("ask", question="denied-claims")
    accusation, denial = answer["claims"]

    assert answer["rowsInAll"] == 1
    assert accusation["claim"] == "dailysabah-20250604.F38"
    assert (accusation["claimant"], accusation["modality"]) == (
        "pk-government",
        "alleged",
    )
    assert accusation["standing"] == "contested"
    assert (accusation["start"], accusation["end"]) == (1921, 1984)
    assert accusation["url"].startswith("https://www.dailysabah.com/")
    assert (denial["standing"], denial["modality"]) == ("denied", "denied")


def test_rows_come_in_parts(call: Ask) -> None:
    """The parts are the whole, and each has the claims of its own rows only."""
    whole = call("ask", question="policy-targets", rows=200)
    count = whole["rowsInAll"]
    parts = [
        call("ask", question="policy-targets", first=first, rows=4)
        for first in range(1, count + 1, 4)
    ]

    assert [row for part in parts for row in part["rows"]] == whole["rows"]
    assert len(parts[0]["claims"]) < len(whole["claims"])


def test_things_are_found_and_shown(call: Ask) -> None:
    """By a misspelt name; what is said about it stands by its manner."""
    hit = call("find", words="pakitsan", kind="countries")["hits"][0]
    shown = call("show", thing="taliban-leaders")
    [claims] = [shown["made"][manner] for manner in shown["made"] if manner == "denied"]

    assert hit["id"] == "pakistan"
    assert claims[0]["standing"] == "denied"


def test_what_was_not_searched_is_told(call: Ask) -> None:
    """Nothing is left out of a small graph, and nothing is told."""
    assert "notSearched" not in call("find", words="UNHCR")
    left = Among(None, (), {"a": 5, "b": 2})  # type: ignore[arg-type]
    with patch("kg.serve.agents.without_rows", lambda endpoint: left):
        assert call("find", words="UNHCR")["notSearched"] == 7


def test_a_claim_that_is_in_the_hits_has_its_claimant_and_manner(call: Ask) -> None:
    """Its summary alone could be taken for a fact."""
    hits = call("find", words="reject the accusation")["hits"]
    [denial] = [hit for hit in hits if hit["id"] == "dailysabah-20250604.F39"]

    assert (denial["claimant"], denial["modality"], denial["standing"]) == (
        *("taliban-leaders", "denied", "denied"),
    )


def test_figures_say_what_they_contradict(call: Ask) -> None:
    """A minister's 1.2 million stands against UNHCR's 1.54 million."""
    view = call("figures", thing="afghans-returning-from-iran-2025")
    figures = {
        figure["claim"]: figure
        for section in view["sections"]
        for figure in section["figures"]
    }
    minister = figures["deeyar-20250818.iran-minister"]

    assert minister["quantityText"] == "closer to 1.2 million"
    assert minister["verdict"] == "conflicts"
    assert minister["against"] == ["deeyar-20250818.iran-unhcr"]


def test_a_life_is_told_with_its_bounds(call: Ask) -> None:
    """On a day before anything was published of it, nothing is known."""
    policy = "pk-repatriation-campaign"
    known = call("timeline", policy=policy, on="2025-05")
    before = call("timeline", policy=policy, as_of="2025-03-01")

    assert known["spans"]
    assert before["spans"] == []


def test_a_query_has_the_limits_of_the_endpoint(call: Ask) -> None:
    """What is slow, large, broken or wants a network is refused in words."""
    query = "SELECT ?s { ?s apf:standing standing:denied } LIMIT 1"
    query = f"PREFIX standing: <https://w3id.org/apf/scheme/standing/> {query}"
    bomb = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

    assert len(call("sparql", query=query)["results"]["bindings"]) == 1
    assert "within 1 seconds" in call("sparql", query=bomb)["error"]
    assert "add LIMIT" in call("sparql", query="SELECT * { ?s ?p ?o }")["error"]
    assert "SPARQL 1.1 query" in call("sparql", query="SELECT")["error"]
    service = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    assert call("sparql", query=service)["error"]


@pytest.mark.parametrize(
    ("tool", "given", "words"),
    [
        ("ask", {"question": "policy-tragets"}, "policy-targets"),
        (
            "ask",
            {"question": "policy-targets", "parameters": {"colour": "red"}},
            "colour",
        ),
        ("show", {"thing": "pakitsan"}, "Pakistan"),
        ("timeline", {"policy": "pakistan"}, "Policy"),
        ("figures", {"thing": "unhcr", "as_of": "2025-13-01"}, "2025-13-01"),
        ("ask", {"question": "policy-targets", "rows": 9999}, "200"),
    ],
)
def test_a_slip_is_told_with_the_nearest_name(
    call: Ask, tool: str, given: dict[str, Any], words: str
) -> None:
    """So that a model can ask again."""
    assert words in call(tool, **given)["error"]


def test_an_answer_that_is_too_long_is_refused_whole(call: Ask) -> None:
    """Half of it would mislead."""
    error = call("sparql", query="SELECT * { ?s ?p ?o } LIMIT 500")["error"]

    assert "of at most 100,000" in error


def test_a_program_starts_it_and_talks_to_it(article: Path) -> None:
    """Over standard input and output, as models' programs do."""
    command = mcp.StdioServerParameters(
        command=str(KG), args=["-C", str(ROOT), "-g", str(article), "mcp"]
    )
    result = with_client(command, lambda c: c.call_tool("find", {"words": "UNHCR"}))

    assert not result.is_error
    assert result.structured_content is not None
    assert result.structured_content["hits"][0]["id"] == "unhcr"


def test_it_answers_over_http(article: Path) -> None:
    """On loopback, at the address that is printed."""
    with started(ROOT, "-g", str(article), "mcp") as (_, url):
        result = with_client(url, lambda c: c.call_tool("find", {"words": "UNHCR"}))

    assert not result.is_error
