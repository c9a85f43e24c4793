"""Answers: typed rows, each with the claims it rests on, or the reason for none."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.ask.answers import cell, plain, text
from kg.names import RDF, XSD
from kg.project.init import init_project
from kg.rdf import Literal, URIRef

CAMPAIGN = [
    ("targetsActor", "afghanistan-defacto-government", "interpreted", "F31_target"),
    ("targetsPopulation", "afghans-in-pakistan", "asserted", "F17_target"),
    ("targetsPopulation", "afghans-with-cancelled-permits", "asserted", "F05"),
]
"""Expected answer 1 for the campaign itself; its status is in force by F02."""

OF_PARTS = [
    ("targetsPopulation", "afghan-por-card-holders", "asserted", "target"),
    ("targetsPopulation", "afghans-with-cancelled-permits", "asserted", "F05_phase"),
]
"""What two measures that are part of the campaign target."""


@pytest.fixture(scope="module")
def targets(article: kg.KnowledgeGraph) -> kg.Answer:
    """Return whom the campaign targets."""
    return article.ask("policy-targets", policy="pk-repatriation-campaign")


def test_rows_hold_what_was_worked_out_by_hand(targets: kg.Answer) -> None:
    """The campaign has three targets, each in its own manner, and is in force."""
    keys = ("relation", "target", "modality", "claim")
    own = [row for row in targets.to_dicts() if row["via"] is None]
    rows = [tuple(row[key] for key in keys) for row in own]
    wanted = [(*row[:3], f"dailysabah-20250604.{row[3]}") for row in CAMPAIGN]

    assert rows == wanted
    assert {row["status"] for row in targets.to_dicts()} == {"in-force"}
    assert {row["statusClaims"] for row in own} == {"dailysabah-20250604.F02"}


def test_cells_have_the_type_of_their_column(targets: kg.Answer) -> None:
    """A thing is a Thing, a yes or no a bool, and claims are citations."""
    row = targets.rows[0]
    claims = row["claim"]

    assert row["policy"] == kg.Thing(
        "Pakistan's campaign to evict Afghans",
        "https://w3id.org/apf/id/policy/pk-repatriation-campaign",
    )
    assert str(row["status"]) == "in force"
    assert str(row["standing"]) == "reported"
    assert isinstance(claims, tuple)
    assert [type(claim) for claim in claims] == [kg.Citation]


def test_figures_and_days_are_numbers_and_dates(article: kg.KnowledgeGraph) -> None:
    """The figure for May is the int 67,000, first published on the fourth of June."""
    answer = article.ask("figure-history", thing="afghans-leaving-pakistan-2025")
    may = next(row for row in answer.rows if row["value"] == 67_000)

    assert (may["value"], may["lowerBound"]) == (67_000, None)
    assert may["published"] == date(2025, 6, 4)
    assert type(may["value"]) is int


def test_claims_are_numbered_in_the_order_of_the_rows(targets: kg.Answer) -> None:
    """Each claim has one number, by its first use, and rows refer to it."""
    ids = [claim.claim.id.partition(".")[2] for claim in targets.claims]

    assert ids[:4] == ["F31_target", "F02", "F17_target", "F05"]
    assert len(ids) == len(set(ids))
    notes = [targets.notes(row) for row in targets.rows]
    assert notes == [[1, 2], [2, 3], [2, 4], [5, 6], [7, 8]]


def test_rows_can_become_a_data_frame(targets: kg.Answer) -> None:
    """A DataFrame has the question's columns in order, and a row per row."""
    frame = targets.to_pandas()

    assert list(frame.columns) == list(targets.question.columns)
    assert list(frame["target"]) == [row[1] for row in (*CAMPAIGN, *OF_PARTS)]


def test_an_empty_answer_is_an_empty_data_frame(article: kg.KnowledgeGraph) -> None:
    """Without rows the columns are still there."""
    frame = article.ask("policy-targets", as_of="2025-06-03").to_pandas()

    assert len(frame) == 0
    assert "target" in frame.columns


@pytest.mark.parametrize(
    ("term", "value", "shown"),
    [
        (Literal("2025-06-04", datatype=XSD.date), date(2025, 6, 4), "2025-06-04"),
        (Literal("135000", datatype=XSD.integer), 135_000, "135,000"),
        (Literal("67000.0", datatype=XSD.decimal), 67_000, "67,000"),
        (Literal("1.25", datatype=XSD.decimal), Decimal("1.25"), "1.25"),
        (Literal("true", datatype=XSD.boolean), True, "yes"),
        (Literal("false", datatype=XSD.boolean), False, "no"),
        (Literal("left"), "left", "left"),
        (Literal("left", lang="en"), "left", "left"),
        (Literal("2025-13-99", datatype=XSD.date), "2025-13-99", "2025-13-99"),
        (Literal("many", datatype=XSD.integer), "many", "many"),
        (None, None, ""),
    ],
)
def test_a_term_becomes_a_plain_value(
    term: Literal | None, value: object, shown: str
) -> None:
    """Literals become Python values; what is malformed stays the text it was."""
    result = cell(term, "string", {}, {})

    assert result == value
    assert type(result) is type(value)
    assert text(result) == shown


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2023", "2023"),
        ("2024-01~", "around 2024-01"),
        ("../2018-06", "by 2018-06"),
        ("2024-03-05", "2024-03-05"),
    ],
)
def test_a_period_is_words_for_people_and_edtf_for_programs(
    edtf: str, shown: str
) -> None:
    """It is shown as precisely as it was written, and never as a first day."""
    period = cell(Literal(edtf), "period", {}, {})

    assert isinstance(period, kg.Period)
    assert text(period) == str(period) == shown
    assert plain(period) == edtf


def test_what_is_no_period_is_shown_as_it_stands() -> None:
    """A graph of somebody else may have words where a period should be."""
    assert cell(Literal("early 2024"), "period", {}, {}) == "early 2024"
    assert cell(None, "period", {}, {}) is None


def test_an_iri_becomes_a_thing() -> None:
    """A thing comes with its label."""
    thing = kg.Thing("type", str(RDF.type))

    assert cell(URIRef(RDF.type), "thing", {str(RDF.type): thing}, {}) == thing


@pytest.mark.parametrize(
    ("given", "status", "claim"),
    [
        ({}, "revoked", "courier-20240914.annulled"),
        ({"on": "2024-02-10"}, "announced", "courier-20240206.announced"),
        ({"on": "2024-02-25"}, "adopted", "courier-20240304.adopted"),
        ({"on": "2024-03-15"}, "in-force", "courier-20240304.started"),
        ({"on": "2024-04-10"}, "enjoined", "courier-20240412.enjoined"),
        ({"on": "2024-05-01"}, "enjoined", "courier-20240412.enjoined"),
        ({"on": "2024-07-01"}, "in-force", "courier-20240624.injunction-lifted"),
        ({"as_of": "2024-03-03"}, "announced", "courier-20240206.announced"),
        (
            {"as_of": "2024-04-11", "on": "2024-04-11"},
            "in-force",
            "courier-20240304.started",
        ),
    ],
)
def test_the_status_is_that_of_the_day_asked_for(
    meridia: kg.KnowledgeGraph, given: dict[str, str], status: str, claim: str
) -> None:
    """A status differs before, during and after an injunction, and as it was known."""
    answer = meridia.ask("policy-targets", policy="removal-order", **given)

    found = {(row["status"], row["statusClaims"]) for row in answer.to_dicts()}
    assert found == {(status, claim)}


def test_no_answer_before_publication(article: kg.KnowledgeGraph) -> None:
    """What was published later is not known, and the answer says how much that is."""
    answer = article.ask("policy-targets", as_of="2025-06-03")

    assert (answer.rows, answer.claims) == ([], [])
    assert answer.why_empty == (
        "Nothing was known by 2025-06-03: what answers this (11 rows) was published "
        "later."
    )


def test_an_answer_with_rows_has_no_excuse(targets: kg.Answer) -> None:
    """Only an empty answer says why it is empty."""
    assert targets.why_empty is None


def test_a_parameter_that_leaves_nothing_is_named(meridia: kg.KnowledgeGraph) -> None:
    """Where a day leaves no row, the answer says how many there are without it."""
    answer = meridia.ask("policy-timeline", policy="removal-order", on="2024-01-01")

    assert answer.why_empty == (
        "No claim in the graph tells a step of this policy. Without on = 2024-01-01: "
        "6 rows."
    )


def test_the_day_is_left_out_before_the_thing(meridia: kg.KnowledgeGraph) -> None:
    """Others spoke on that day; who asks for one actor is told of this one first."""
    asked = {"claimant": "velland-aid", "date": "2024-10-11"}
    answer = meridia.ask("statements-by-actor", **asked)

    assert str(answer.why_empty).endswith("Without date = 2024-10-11: 1 row.")


def test_one_row_is_one_row(meridia: kg.KnowledgeGraph) -> None:
    """The count in the reason is in the singular where it is one."""
    answer = meridia.ask("two-way-agreements", agreement="velland-arrangement")

    assert answer.why_empty == (
        "Nothing here says that an agreement moves people one way and money the other. "
        "Without agreement = Transfer arrangement between Meridia and Velland: 1 row."
    )


def test_a_graph_without_such_claims_says_so(article: kg.KnowledgeGraph) -> None:
    """Where nothing at all answers a question, the question's own words say so."""
    answer = article.ask("two-way-agreements")

    assert answer.why_empty == (
        "Nothing here says that an agreement moves people one way and money the other."
    )


def test_a_reason_that_takes_too_long_is_left_out(
    article: kg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer stands; what is missing is how many rows there were otherwise.

    It is looked for half a second, not as long as an answer may take.
    """
    endpoint = type(article.endpoint)
    select = endpoint.select

    def slow(self: Any, query: str, *rest: Any, seconds: float = 60) -> Any:
        if "COUNT(*)" in query:
            assert 0 < seconds <= 0.5
            raise kg.QueryFailed(f"the query took longer than {seconds} seconds")
        return select(self, query, *rest)

    monkeypatch.setattr(endpoint, "select", slow)
    answer = article.ask("two-way-agreements", as_of="2025-06-03")

    assert (answer.rows, answer.why_empty) == (
        [],
        "Nothing here says that an agreement moves people one way and money the other.",
    )


class _Page(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        links = [
            (tag, name) for name, value in attrs if (value or "").startswith("http")
        ]
        assert [(tag, name) for name, _ in attrs] == links
        assert set(links) <= {("a", "href")}  # a place leads to its source

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_notebook_shows_the_rows_and_their_claims(targets: kg.Answer) -> None:
    """The page has a row per row, and every citation in a numbered list."""
    page = _Page(targets._repr_html_())

    assert page.tags.count("tr") == 1 + len(CAMPAIGN) + len(OF_PARTS)
    assert page.tags.count("li") == len(targets.claims)
    for citation in targets.claims:
        assert str(citation) in page.words
    assert "[1], [2]" in page.words


def test_a_notebook_shows_why_there_is_no_row(article: kg.KnowledgeGraph) -> None:
    """An empty answer shows its question and its reason."""
    page = _Page(article.ask("policy-targets", as_of="2025-06-03")._repr_html_())

    assert "Nothing was known by 2025-06-03" in page.words


def test_a_notebook_runs_nothing_that_a_source_says(tmp_path: Path) -> None:
    """A script in a label, a summary or a text is shown and never run."""
    script = "<script>alert('x')</script>"
    image = '<img src=x onerror="alert(1)">'
    folder = tmp_path / "project"
    init_project(folder)
    entities = folder / "sources/entities/entities.yaml"
    label = "Stop of seasonal permits for nationals of Hillmark"
    assert label in entities.read_text()
    entities.write_text(entities.read_text().replace(label, f"{script} & co"))
    facts = folder / "sources/lakeside-20260312/facts.yaml"
    summary = "The permit stop is aimed at nationals of Hillmark who work the season."
    assert summary in facts.read_text()
    words = facts.read_text().replace(summary, image)
    facts.write_text(re.sub(r"(?m)^  text: .*$", "", words))
    project = kg.Project.open(folder)
    kg.build(project, folder / "graph", texts=kg.Texts(None))
    answer = kg.open(folder / "graph", texts=tmp_path).ask("policy-targets")

    page = _Page(answer._repr_html_())

    assert {"script", "img"}.isdisjoint(page.tags)
    assert f"{script} & co" in page.words
    assert image in page.words
