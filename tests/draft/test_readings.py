"""Whose words, of when and in what manner: readings that careful readers agree on.

Each text is of 12 June 2026, a Friday; what should come of it was written by hand.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.draft.dating import DATED, IN_CONTEXT, UNDATED
from kg.draft.draft import draft
from kg.draft.things import Things

PUBLISHED = date(2026, 6, 12)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The agency expelled 30 men. The agency's director, Rafael Almonte, told "
            "reporters so. In Haiti, the migration office said that it had registered "
            "7,350 returnees.",
            "new: the migration office",
        ),
        (
            "UNHCR recorded 486 incidents. According to the mayor's office in Kalemie, "
            "900 people were removed.",
            "new: mayor's office",
        ),
        (
            "Violence has uprooted 1,600 people there, by the U.N.'s count.",
            "united-nations",
        ),
        (
            "The Interior Ministry denied that its officers had forced the group back, "
            "as some of the survivors claim. In a statement, it said 46 people had "
            "been turned back.",
            "new: Interior Ministry",
        ),
        (
            "In May 38 migrants died, said Let Me Pass, a group that keeps a list.",
            "new: Let Me Pass",
        ),
        (
            'The governor of the region, Bo Karr, spoke of "movements" and put the '
            "number of displaced people in the town of Ouallam at 5,000.",
            "new: Bo Karr",
        ),
        (
            "The shire is home to 412 refugees, according to a report tabled at the "
            "meeting.",
            "new: report",
        ),
        (
            "Between May and June, according to the mayor, 40 families were evicted.",
            "new: mayor",
        ),
        ("In May, according to UNHCR, 300 people left.", "unhcr"),
        ("Per UNHCR, 300 people left in May.", "unhcr"),
        ("Up to 300 people could be deported in June, lawyers warn.", "new: lawyers"),
        ("Per capita, 300 people left in May.", "narrator"),
        ("Ministry data show 300 people were deported in May.", "new: Ministry"),
        (
            "Figures released on Monday by the Border Office show 300 deportations.",
            "new: Border Office",
        ),
        (
            "In May 74 people were deported, as the senate admitted in its answer to a "
            "question.",
            "new: the senate",
        ),
        ("Cr Des Halloran said 160 families were homeless.", "new: Des Halloran"),
        (
            "Minister of the Interior Dragan Stoja stated that 902 people had been "
            "arrested in May.",
            "new: Dragan Stoja",
        ),
        (
            "Minister of the Interior Dragan Stoja stated that it rained. "
            '"We have 700 people in our centres," said Minister Stoja.',
            "new: Dragan Stoja",
        ),
        (
            "A third of the refugees, the clinic expects, will have left by May.",
            "new: the clinic",
        ),
        (
            "In Uganda, officials stopped registering people in 2024, although 3,400 "
            "refugees have turned up since then.",
            "narrator",
        ),
        (
            "The Division of Social Affairs, which has been in charge since July, "
            "gives a lower figure of 8,760 displaced people.",
            "new: The Division",
        ),
        (
            "The Migration Service has informed IOM that it will bus 150 people a day.",
            "new: Migration Service",
        ),
        (
            "Associations in Goris are afraid that 300 people will be gone by May.",
            "new: Associations in Goris",
        ),
    ],
)
def test_whose_words_they_are(text: str, speaker: str, things: Things) -> None:
    """The last figure of each text is of whoever is named; none of somebody else."""
    drafts = draft("n", text, "en", PUBLISHED, things)

    assert drafts.figures[-1].speaker.id == speaker


def test_who_counts_behind_a_semicolon_is_not_who_reports_before_it(
    things: Things,
) -> None:
    text = (
        "Community leaders report that 2,000 people may have fled; the authorities in "
        "Ayorou, where the ferry lands, have so far registered 612."
    )

    first, second = draft("n", text, "en", PUBLISHED, things).figures

    assert first.speaker.id == "new: Community leaders"
    assert second.speaker.id == "new: authorities in Ayorou"


@pytest.mark.parametrize("between", [", but", ";", ", while", " and"])
def test_what_is_according_to_another_is_not_whose_words_came_first(
    between: str, things: Things
) -> None:
    text = "On Monday, according to the mayor, 300 people left"
    text += f"{between} according to the police 900 people did."

    figures = draft("n", text, "en", PUBLISHED, things).figures

    assert [f.speaker.id for f in figures] == ["new: mayor", "new: police"]


@pytest.mark.parametrize(
    ("text", "manner", "period"),
    [
        (
            "Mr Stoja announced that 60 foreigners with a final decision on return "
            "would be deported by the end of July.",
            "planned",
            "2026-06-12/2026-07-31",
        ),
        (
            "Ms Karr warned that 800 children would have to change school in July.",
            "predicted",
            "2026-07",
        ),
        (
            "The ministry told reporters that 300 people had been deported on Monday.",
            "asserted",
            "2026-06-08",
        ),
        (
            "The ministry told reporters on Monday that 300 people had been deported.",
            "asserted",
            "../2026-06-12",
        ),
        (
            "The camp, which used to hold 4,000 people, is empty.",
            "asserted",
            "../2026-06-12",
        ),
        (
            "Police held 640 people between Friday morning and Sunday night.",
            "asserted",
            "2026-06-05/2026-06-07",
        ),
        (
            "The office sent notices to 1,150 families since Easter Monday, 6 April.",
            "asserted",
            "2026-04-06/2026-06-12",
        ),
        (
            "Some 1,900 people were killed in the last quarter of 2025.",
            "asserted",
            "2025-10/2025-12",
        ),
        (
            "By 1 March, the state had resettled 4,310 families.",
            "asserted",
            "../2026-03-01",
        ),
        (
            "On 17 April a boat sank off Quepos. Three passengers drowned, according "
            "to the coast guard, which searched until 20 April.",
            "asserted",
            "2026-04-17",
        ),
    ],
)
def test_when_and_in_what_manner(
    text: str, manner: str, period: str, things: Things
) -> None:
    """What is to come is never drafted as asserted, nor of last year."""
    (figure,) = draft("n", text, "en", PUBLISHED, things).figures

    assert (figure.manner.code, figure.says["period"]) == (manner, period)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Some 300 families arrived after the fall of the city in March.", "2026-03/"),
        (
            "They came in ten years, as well as 300 who fled after a coup in 2021.",
            "2021/",
        ),
        ("Some 300 came here, 40 people after the raid on 9 June.", None),
        ("In May, 300 people left after the ban that was imposed in 2021.", "2026-05"),
        ("Some 300 people left after dark on 9 June.", None),
        ("Some 300 people left after the raid on Friday.", "2026-06-12"),
    ],
)
def test_who_came_after_something_did_not_come_before_it(
    text: str, period: str | None, things: Things
) -> None:
    """From its day to that of the text; nothing says that it was on that day."""
    figures = draft("n", text, "en", PUBLISHED, things).figures
    days = figures[-1].says["period"]
    open_ = period and period.endswith("/")

    assert days == (f"{period}2026-06-12" if open_ else period or "../2026-06-12")


def test_what_a_report_of_a_month_tells_in_the_past_is_of_that_month(
    things: Things,
) -> None:
    """And what is there now is of the day of the text."""
    text = (
        "Some 6,842 people arrived in April. Venezuelans remained the largest "
        "group with 4,105 people. At present 300 people are in the shelter."
    )

    figures = draft("n", text, "en", PUBLISHED, things).figures

    periods = {f.says["amount"].split()[0]: f.says["period"] for f in figures}
    assert periods == {"Some": "2026-04", "4,105": "2026-04", "300": "2026-06-12"}


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("In May 118 children left, most of them boys aged 15 to 17.", ["118"]),
        (
            "In May 52 people left; some have been driven out three times.",
            ["52 people"],
        ),
        (
            "The state has paid 1.3 million euros for interpreters, none of which has "
            "been seen yet.",
            ["1.3 million euros"],
        ),
    ],
)
def test_ages_times_and_none_of_a_sum_are_no_figures(
    text: str, amounts: list[str], things: Things
) -> None:
    drafts = draft("n", text, "en", PUBLISHED, things)

    assert [f.says["amount"] for f in drafts.figures] == amounts


def test_money_for_a_return_is_no_return_and_who_gives_it_says_nothing(
    things: Things,
) -> None:
    text = (
        "The EU gave 50 million euros to Lakeland in 2025 for the return of 300 people."
    )

    drafts = draft("n", text, "en", PUBLISHED, things)

    (sum_,) = drafts.figures
    assert (sum_.says["unit"], sum_.speaker.id) == ("money", "narrator")
    assert [u.reason for u in drafts.unplaced] == [
        "named, and nobody says that it was done"
    ]


def test_people_who_flew_home_are_no_homes(things: Things) -> None:
    text = "In May 900 people came forward. Of these, 236 flew home."

    assert [
        f.says["unit"] for f in draft("n", text, "en", PUBLISHED, things).figures
    ] == ["person", "person"]


def test_a_rule_tells_how_the_days_of_a_figure_are_known(things: Things) -> None:
    """By its words, by what was told before, or by nothing but the day of the text."""
    text = (
        "On 9 August a fire broke out. Three people were arrested.\n\n"
        "In May 300 people left. The camp holds 4,000 people."
    )

    drafts = draft("n", text, "en", date(2025, 8, 30), things)

    rules = {f.says["amount"].split()[0]: f.rule for f in drafts.figures}
    assert rules == {"Three": IN_CONTEXT, "300": DATED, "4,000": UNDATED}


PARTS = (
    "The mayor said in the financial year that starts on July 1, ",
    "300 people left",
    ", well short of the 72 who came in 2024-25",
    " by the end of the month",
    " since the vote",
    "in fiscal year 2025, ",
    ". The total for the year is 1.2 million",
    " (April: 5,870)",
    ", it said in May, ",
    "On 9 August a fire broke out. ",
    " who had been held since",
    " a week earlier",
    '"We expect 40 more," he said. ',
    "\n\n",
    "According to ",
    "none of them",
    " between Friday and ",
    "; ",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PARTS), min_size=2, max_size=9).map("".join))
def test_no_text_breaks_the_drafter(things: Things, text: str) -> None:
    """Whatever is written: a date that nobody can tell is listed, and ends nothing."""
    drafts = draft("n", text, "en", PUBLISHED, things)

    assert all(f.says["amount"] for f in drafts.figures)


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        (
            "fr",
            "Entre janvier et mai, selon le ministère, 300 personnes sont parties.",
            "new: le ministère",
        ),
        (
            "es",
            "Entre enero y mayo, según el ministerio, 300 personas fueron expulsadas.",
            "new: el ministerio",
        ),
    ],
)
def test_when_comes_first_and_then_who_says_so(
    language: str, text: str, speaker: str, things: Things
) -> None:
    (figure,) = draft("n", text, language, PUBLISHED, things).figures

    assert (figure.speaker.id, figure.says["period"]) == (speaker, "2026-01/2026-05")
