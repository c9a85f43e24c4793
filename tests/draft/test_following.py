"""What a number takes from what stands before it, and what it does not."""

from __future__ import annotations

from datetime import date

import pytest

from kg.draft.draft import draft
from kg.draft.figures import Draft
from kg.draft.things import Things


def last(text: str, things: Things) -> Draft:
    return draft("n", text, "en", date(2026, 10, 14), things).figures[-1]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        (
            "Since January 21,400 people have crossed the river, police said.\n\n"
            "The opposition says 4,000 people could be affected by the bill.",
            "4,000 people",
        ),
        (
            "At the crossing 4,310 people were counted.\n\n"
            "Some 3,000 people are believed to be trapped in Old Kassa.",
            "Some 3,000 people",
        ),
    ],
)
def test_who_is_affected_or_trapped_did_not_do_what_others_did(
    text: str, amount: str, things: Things
) -> None:
    figure = last(text, things)
    assert figure.says["amount"] == amount
    assert figure.says["type"] == "StockObservation"
    assert "movementType" not in figure.says


def test_some_of_the_households_are_households(things: Things) -> None:
    text = "1,150 households returned to Doro, but 300 of them fled again."
    figure = last(text, things)
    assert (figure.says["amount"], figure.says["unit"]) == ("300", "household")


def test_some_of_the_people_are_people(things: Things) -> None:
    text = "1,150 refugees returned to Doro, but 300 of them fled again."
    assert last(text, things).says["unit"] == "person"


def test_the_red_cross_crosses_nothing(things: Things) -> None:
    text = (
        "Ana Petrov runs a centre for the Red Cross. On Sunday night 410 people "
        "slept there."
    )
    assert "movementType" not in last(text, things).says


def test_what_has_happened_so_far_under_a_deal_is_no_plan(things: Things) -> None:
    text = (
        "The ministry put the number of people returned under the deal at 640 so far."
    )
    figure = last(text, things)
    assert figure.manner.code == "asserted"
    assert figure.says["period"] == "../2026-10-14"


def test_who_stands_before_which_is_who_estimates(things: Things) -> None:
    text = (
        "The committee agreed to invite the Refugee Council, which estimates that "
        "5,000 people have been waiting for two years."
    )
    assert last(text, things).speaker.id == "new: Refugee Council"


@pytest.mark.parametrize(
    ("text", "type_", "period", "manner"),
    [
        ("The law takes effect on 1 January.", "started", "2027-01-01", "planned"),
        ("The law took effect on 1 January.", "started", "2026-01-01", "asserted"),
        ("The law takes effect on 3 March 2024.", "started", "2024-03-03", "asserted"),
    ],
)
def test_a_step_in_the_present_is_to_come(
    text: str, type_: str, period: str, manner: str, things: Things
) -> None:
    """The text is of October: of that year's January it would say `took`.

    Where the day is past, a story is told in the present.
    """
    (step,) = draft("n", text, "en", date(2026, 10, 14), things).steps
    assert step.says["policyEventType"] == type_
    assert step.says["period"] == period
    assert step.manner.code == manner


def test_people_in_a_camp_are_no_more_of_the_injured(things: Things) -> None:
    """Nor of nobody who was."""
    text = "No one was injured in the fire. The camp housed 1,100 people."
    drafts = draft("n", text, "en", date(2026, 10, 14), things)
    assert [(f.says["amount"], f.says["unit"]) for f in drafts.figures] == [
        ("No one", "injury"),
        ("1,100 people", "person"),
    ]


def test_who_is_driven_from_home_is_displaced_and_others_went_abroad(
    things: Things,
) -> None:
    text = "War has driven 12 million from their homes, four million across borders."
    drafts = draft("n", text, "en", date(2026, 10, 14), things)
    assert [figure.says["amount"] for figure in drafts.figures] == ["12 million"]
    (unplaced,) = drafts.unplaced
    assert unplaced.reason == "across a border, and no word says how"


def test_what_was_added_to_a_plan_may_have_happened(things: Things) -> None:
    text = (
        "Iran will deport two million Afghans by March, the commander said, adding "
        "that 1,833,000 had left since the start of the year."
    )
    figures = draft("n", text, "en", date(2026, 10, 14), things).figures
    assert [figure.manner.code for figure in figures] == ["planned", "asserted"]


def test_what_others_do_behind_a_semicolon_is_of_them(things: Things) -> None:
    text = (
        "Of the 1.2 million Venezuelans in Peru, around 200,000 have no documents, a "
        "survey found; one in five plans to leave within a year."
    )
    figures = draft("n", text, "en", date(2026, 10, 14), things).figures
    kinds = {
        figure.says["amount"]: figure.says.get("movementType") for figure in figures
    }
    assert kinds.get("around 200,000") is None
