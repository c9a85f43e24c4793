"""Numbers near words of movement that count no people there are listed, and why."""

from __future__ import annotations

from datetime import date

import pytest

from kg.draft.draft import draft
from kg.draft.things import Things

MONEY = "money, and no word says of which country"
NUMBERED = "the number of a place or of a part"
TOGETHER = "dead and others together, and no word says how many of each"
HELPED = "whom help has reached, and not how many came"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Those who stay face fines of up to 50,000 rupees or arrest.", MONEY),
        ("The cabinet set aside 4.5 billion pesos for deporting migrants.", MONEY),
        ("Each deportee was given 3,000 Velden francs at the border.", MONEY),
        ("Returnees got US$150 each at the border.", "money for each, which is no sum"),
        ("The count understates displacement by 200,000.", "how far a count is off"),
        ("Assistance reached 6,480 people at the border in February.", HELPED),
        ("At the border 1,015 families received cash grants in February.", HELPED),
        ("Arrivals were 3,480 people in week 40.", "a week that only has a number"),
        (
            "Arrivals were counted at three crossing points in May.",
            "places, and no people",
        ),
        (
            "The auditor found 1,400 duplicate entries in the removals database.",
            "entries of a list, and no people",
        ),
        (
            "Deportation flights left in 2025, with 41 people on board on average.",
            "an average, and no total",
        ),
        ("Planned is relocation from Site 3 in May.", NUMBERED),
        ("In Sector 7 450 people arrived in May.", NUMBERED),
        ("Some 40 migrants were killed or injured in May.", TOGETHER),
        ("At least 320 are dead or missing this year.", TOGETHER),
        (
            "The centre holds deportees and has a capacity of 500.",
            "how many there may be, and not how many there are",
        ),
        (
            "By no means all of the 4,000 refugees have left.",
            "fewer than the number, and nobody says how many",
        ),
    ],
)
def test_what_counts_no_people_there_is_listed(
    text: str, reason: str, things: Things
) -> None:
    """Nothing is drafted of it, in whatever unit."""
    drafts = draft("n", text, "en", date(2026, 3, 12), things)
    assert drafts.figures == ()
    assert [unplaced.reason for unplaced in drafts.unplaced] == [reason]


def test_the_number_of_a_week_is_no_number_of_people(things: Things) -> None:
    """Nor is it told that it could not be placed."""
    text = "Deportations to the border rose in week 40, the ministry said."
    drafts = draft("n", text, "en", date(2026, 3, 12), things)
    assert (drafts.figures, drafts.unplaced) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "In February 1,015 families arrived, and 300 received no aid.",
        "Assistance ended, and 6,480 people returned in February.",
        "Some 50,000 Afghans returned in February.",
    ],
)
def test_people_near_such_words_are_counted(text: str, things: Things) -> None:
    """Only what help has reached, or money is behind, is none of them."""
    drafts = draft("n", text, "en", date(2026, 3, 12), things)
    assert drafts.figures[0].says["unit"] in ("person", "family")
    assert drafts.figures[0].says["period"] == "2026-02"


@pytest.mark.parametrize(
    "text",
    [
        "UNHCR counted 12,000 refugees on 3 March, the government only 4,000.",
        "UNHCR counted 12,000 refugees on 3 March, and the interior ministry 4,000.",
    ],
)
def test_a_number_of_another_is_not_of_who_spoke_before(
    text: str, things: Things
) -> None:
    """One verb serves two who give numbers: the second is listed, and nobody's."""
    drafts = draft("n", text, "en", date(2026, 3, 12), things)
    assert [d.says["amount"] for d in drafts.figures] == ["12,000"]
    assert len(drafts.unplaced) == 1


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("Some 300 of the 4,000 refugees have left.", "asserted"),
        ("The army expelled 300 of the 4,000 refugees.", "asserted"),
        ("The expulsion of 300 of the 4,000 refugees has begun.", "asserted"),
        ("Activists accused it of expelling 300 of the 4,000 refugees.", "alleged"),
        ("Some 300 of the 4,000 refugees have left, activists claimed.", "alleged"),
    ],
)
def test_what_a_part_did_the_whole_did_not(
    text: str, manner: str, things: Things
) -> None:
    """The part alone is counted, in the manner in which it is told."""
    drafts = draft("n", text, "en", date(2026, 3, 12), things)
    assert [d.manner.code for d in drafts.figures] == [manner]
    assert "300" in drafts.figures[0].says["amount"]
    assert "a whole, of which a part is told of" in {u.reason for u in drafts.unplaced}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("In Sector 7, 450 refugees arrived in May.", "450"),
        ("In May 450 refugees arrived, more than on average.", "450"),
    ],
)
def test_who_came_to_a_numbered_place_is_counted(
    text: str, amount: str, things: Things
) -> None:
    """As are those who are more than an average."""
    drafts = draft("n", text, "en", date(2026, 6, 12), things)
    assert amount in [figure.says["amount"] for figure in drafts.figures]


@pytest.mark.parametrize(
    "text",
    [
        # a stop of permits is no day of those who left in the days behind it
        "Lakeland stopped renewing permits on 2 March, the Border Office said.\n\n"
        "More than 1,200 workers left for Hillmark in the first ten days.",
        "Lakeland stopped renewing permits on 2 March.\n\n"
        "River Relief counted about 400 families at the border.",
        "The crossing was closed on 2 March. Some 300 people were turned back.",
        "A landslide hit Norvale on 2 March. In the days behind it 300 people fled.",
        "A landslide hit Norvale on 2 March. Already 300 people have fled.",
    ],
)
def test_the_day_on_which_something_began_is_not_that_of_what_came_of_it(
    text: str, things: Things
) -> None:
    """A wrong day would be worse than the open time that is drafted."""
    (figure,) = draft("n", text, "en", date(2026, 3, 12), things).figures
    assert figure.says["period"] != "2026-03-02"


def test_the_day_of_what_happened_is_that_of_whom_it_befell(things: Things) -> None:
    text = "A fire broke out in the camp on 2 March. Three people were arrested."
    (figure,) = draft("n", text, "en", date(2026, 3, 12), things).figures
    assert figure.says["period"] == "2026-03-02"
