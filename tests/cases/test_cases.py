"""Small projects that were once answered wrongly: each gives the answer worked out.

The projects lie beside the repository; each test names the folder that it is about.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest

import kg
from tests.beside import beside
from tests.cases.asking import answered
from tests.misleading.marks import admits

Open = Callable[[str], kg.KnowledgeGraph]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Open:
    """Return a function that builds a case, once, and opens it."""
    graphs: dict[str, kg.KnowledgeGraph] = {}

    def case(name: str) -> kg.KnowledgeGraph:
        if name not in graphs:
            of = beside(f"cases/{name}", f"NO CASE {name}: its answers are not tested")
            folder = tmp_path_factory.mktemp(name) / name
            shutil.copytree(of, folder)
            kg.build(kg.Project.open(folder), folder / "build/graph")
            graphs[name] = kg.open(folder / "build/graph", project=folder)
        return graphs[name]

    return case


STATUS = ("policy", "status", "certainty")


def status(graph: kg.KnowledgeGraph, day: str) -> set[tuple[Any, ...]]:
    """Return which status policies have on a day, and how certainly."""
    return set(answered(graph, "policy-targets", STATUS, on=day))


def test_a_denial_that_nothing_matches_denies_nothing_else(opened: Open) -> None:
    """`unmatched-denial`: one row, of what the government denies."""
    columns = ("claim", "deniedBy", "deniedIn")
    rows = answered(opened("unmatched-denial"), "denied-claims", columns)

    assert rows == [(None, "gov", "d1.denied")]


def test_what_is_denied_or_alleged_ends_nothing(opened: Open) -> None:
    """`denials`: no policy was ended, and none has a status of such a step."""
    graph = opened("denials")

    assert answered(graph, "policies-ended", ("policy",)) == []
    steps = answered(graph, "policy-timeline", ("claim", "status", "modality"))
    assert set(steps) == {
        ("d1.s", "in-force", "asserted"),
        ("d1.revoked-denied", None, "denied"),
        ("d1.revoked-alleged", None, "alleged"),
    }
    assert "d1.s" in str(graph.show("pol").to_dict())


@pytest.mark.parametrize("case", ["denials", "denied-target", "unmatched-denial"])
def test_what_is_denied_is_shown_as_denied_in_every_question(
    case: str, opened: Open
) -> None:
    """A row that names a denied claim as what it rests on says that it is denied."""
    graph = opened(case)
    for name in graph.questions:
        answer = graph.ask(name)
        for row, plain in zip(answer.rows, answer.to_dicts(), strict=True):
            claims = [
                c for cell in row.values() if isinstance(cell, tuple) for c in cell
            ]
            said = tuple((n, str(v)) for n, v in plain.items() if v is not None)
            if any(claim.modality == "denied" for claim in claims):
                assert admits("denied", said), (name, plain)


def test_a_denied_target_is_no_target(opened: Open) -> None:
    """`denied-target`: neither the measure's people nor the count stand as asserted."""
    graph = opened("denied-target")

    assert answered(graph, "restrictive-measures", ("policy", "target")) == []
    columns = ("policy", "quantityText", "countModality", "countStanding")
    rows = answered(graph, "crossing-closures", columns)
    assert rows == [("pol", "5,000", "denied", "denied")]


def test_a_month_or_a_year_is_no_first_day(opened: Open) -> None:
    """`month-dates`: days are told as they were written, and leave the status open."""
    graph = opened("month-dates")

    columns = ("period", "periodText", "step")
    assert answered(graph, "policy-timeline", columns) == [
        ("2023", None, "started"),
        ("2024-01~", "early in 2024", "enjoined"),
        ("2024-03~", None, "injunction-lifted"),
    ]
    assert status(graph, "2023-01-02") == {("pol", "in-force", "may-hold")}
    assert answered(graph, "policies-ended", ("policy",)) == []
    assert "2023-01-01" not in str(graph.ask("policy-timeline").to_dict()["rows"])


def test_the_order_of_a_month_and_a_year_stays_open(opened: Open) -> None:
    """`unordered-dates`: suspended in March 2024, revoked in 2024."""
    graph = opened("unordered-dates")

    assert status(graph, "2024-02-01") == {
        ("pol", "in-force", "may-hold"),
        ("pol", "revoked", "may-hold"),
    }
    assert status(graph, "2024-12-31") == {
        ("pol", "suspended", "may-hold"),
        ("pol", "revoked", "may-hold"),
    }


def test_the_status_on_a_day_is_that_of_the_steps_that_count(opened: Open) -> None:
    """`status`: ended pauses, lifted injunctions, months, years, disputes, denials."""
    assert status(opened("status"), "2024-06-01") == {
        ("p-alleg", "in-force", "holds"),
        ("p-approx", "suspended", "holds"),
        ("p-den", "in-force", "holds"),
        ("p-disp", "in-force", "disputed"),
        ("p-disp", "revoked", "disputed"),
        ("p-lift", "in-force", "holds"),
        ("p-month", "suspended", "holds"),
        ("p-open", "in-force", "holds"),
        ("p-year", "revoked", "holds"),
    }


def test_nothing_is_in_force_past_its_stated_end(opened: Open) -> None:
    """`past-its-end`: a year and a half later its end alone is known."""
    rows = status(opened("past-its-end"), "2024-06-01")

    assert rows == {
        (policy, "past-stated-end", "not-known") for policy in ("agr", "pol", "pol2")
    }


def test_an_injunction_for_some_stops_nothing_for_the_others(opened: Open) -> None:
    """`partial-injunction`: enjoined for minors alone, and for these months alone."""
    graph = opened("partial-injunction")

    parts = ("status", "certainty", "affects")
    rows = answered(graph, "policy-targets", parts, on="2022-06-01")
    assert rows == [("in-force", "holds", None)]
    rows = answered(graph, "policy-targets", parts, on="2020-12-15")
    assert set(rows) == {("in-force", "holds", None), ("enjoined", "holds", "minors")}
    rows = answered(graph, "policy-timeline", ("step", "period", "affects"))
    assert ("enjoined", "2020-11/2021-01", "minors") in rows


def test_who_comes_by_boat_may_be_of_any_nationality(opened: Open) -> None:
    """`unknown-nationality`: the transfer is listed, and says what is not stated."""
    columns = ("country", "flow", "population", "tie", "quantityText")
    rows = answered(opened("unknown-nationality"), "third-country-transfers", columns)

    assert rows == [
        ("zubrowka", "boat-flow", "arrivals", "nationality not stated", "5")
    ]


def test_what_replaces_what_can_be_told(opened: Open) -> None:
    """`revisions`: the first count, its correction, and a repeat of that."""
    columns = ("claim", "quantityText", "revisedBy", "revises", "restates")
    rows = answered(opened("revisions"), "figure-history", columns)

    assert set(rows) == {
        ("d1.a", "5,000", "d1.b", None, None),
        ("d1.b", "6,000", None, "d1.a", None),
        ("d1.c", "6,000", None, None, "d1.b"),
    }


def test_a_situation_without_a_name_is_not_the_one_above(opened: Open) -> None:
    """`unnamed-content`: the court's situation is named by its kind."""
    rows = answered(
        opened("unnamed-content"),
        "claims-about",
        ("claim", "subject", "relation", "object"),
        thing="people",
    )

    assert set(rows) == {
        ("d1.a", "sit", "affects", "people"),
        ("d1.b", "Situation", "affects", "people"),
    }


def test_none_is_a_number(opened: Open) -> None:
    """`zero`: nobody returned, and 0 is shown."""
    graph = opened("zero")
    rows = answered(graph, "flow-figures", ("quantityText", "value"))

    assert rows == [("none", 0)]
    assert ">0<" in graph.ask("flow-figures")._repr_html_()


def test_money_paid_by_mid_2018_is_of_2018_and_has_its_end(opened: Open) -> None:
    """`stages`: in the answer for the year as without; the tranches have their flow."""
    graph = opened("stages")
    columns = ("flow", "stage", "quantityText", "period")
    expected = {
        ("money-1", "pledged", "3 billion euros", "2018"),
        ("money-1", "disbursed", "1.9 billion euros", "../2018-06"),
        ("money-2", "pledged", "3 billion euros", "2018"),
    }

    assert set(answered(graph, "funding-stages", columns, year=2018)) == expected
    assert set(answered(graph, "funding-stages", columns)) == expected


def test_instalments_add_up_beside_what_is_alleged(opened: Open) -> None:
    """`instalments`: 12 and a further 2 million are no contradiction of each other."""
    graph = opened("instalments")
    total = graph.total(["d1.first", "d1.second"])

    assert "= 14,000,000" in str(total)
    rows = answered(graph, "funding-stages", ("quantityText", "claimant", "modality"))
    assert ("70 million", "opp", "alleged") in rows
    folder = graph.project.root
    found = kg.check(kg.Project.open(folder))
    apart = [f.message for f in found if f.check.startswith("figures-")]
    assert not any("first" in m and "second" in m for m in apart)


def test_nothing_is_subtracted_across_two_methods(opened: Open) -> None:
    """`other-method`: no remainder of a head count and a survey is derived."""
    graph = opened("other-method")
    derived = graph.ask("claims-about", thing="fl").to_dicts()

    assert {row["claim"] for row in derived} == {"d1.a", "d1.b"}


def test_a_quote_has_the_position_where_the_text_has_it(opened: Open) -> None:
    """`quote-position`: as if it had been written in `chars`."""
    graph = opened("quote-position")
    answer = graph.ask("flow-figures")
    (claim,) = (c for c in answer.claims if c.claim.id == "lakeside-20260312.families")

    assert (claim.start, claim.end) == (217, 268)


def test_a_word_that_is_cut_is_a_warning(opened: Open) -> None:
    """`cut-words`: the passage begins within River."""
    found = kg.check(kg.Project.open(opened("cut-words").project.root))

    (cut,) = (f for f in found if f.check == "word-cut")
    assert (cut.level, "`River`" in cut.message) == ("warning", True)
