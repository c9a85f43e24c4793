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
            "They sent home buses with about 50 people each in May.",
            "so many in each of several, and no total",
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


@pytest.mark.parametrize(
    ("text", "period"),
    [
        # elsewhere, on whatever day, or counted by somebody whenever
        (
            "On 2 March a boat sank off Norvale. In Hillmark 40 people were arrested.",
            "",
        ),
        ("On 2 March a boat sank off Norvale. Elsewhere, 40 people were arrested.", ""),
        ("On 2 March a boat sank off Norvale. Earlier 40 people were arrested.", ""),
        ("A camp burned on 2 March. Some 300 families were registered there.", ""),
        ("A camp burned on 2 March. UNHCR counted 300 displaced families.", ""),
        (
            "On 2 March a boat sank off Norvale. In Norvale 40 people were arrested.",
            "day",
        ),
    ],
)
def test_a_day_dates_nobody_who_is_counted_elsewhere(
    text: str, period: str, things: Things
) -> None:
    (figure,) = draft("n", text, "en", date(2026, 3, 12), things).figures
    assert (figure.says["period"] == "2026-03-02") == bool(period)


@pytest.mark.parametrize(
    "text",
    [
        "The most since June 2022, 9,300 people crossed in February, UNHCR said.",
        "The highest number since June 2022, 9,300 arrivals were seen in February.",
    ],
)
def test_a_record_is_of_its_own_month(text: str, things: Things) -> None:
    """`Since June 2022` says since when it is the highest, and counts nobody."""
    (figure,) = draft("n", text, "en", date(2026, 3, 12), things).figures
    assert figure.says["period"] == "2026-02"


def test_a_number_of_the_year_of_a_record_is_of_that_year(things: Things) -> None:
    text = "Deaths were the most since 2014, when 3,159 people drowned."
    (figure,) = draft("n", text, "en", date(2026, 3, 12), things).figures
    assert figure.says["period"] == "2014"


def test_numbers_of_messages_are_no_counts(things: Things) -> None:
    text = "1/ The list is out. 2/ In May 4,000 people left. 3/ In June 300 left."
    drafts = draft("n", text, "en", date(2026, 7, 12), things)
    assert [f.says["amount"] for f in drafts.figures] == ["4,000 people", "300"]
    assert drafts.unplaced == ()


@pytest.mark.parametrize(
    ("who", "behind", "speaker"),
    [
        ("Some", "That figure is wrong.", "new: somebody"),
        ("Some", "It is false.", "new: somebody"),
        ("Some", "The numbers were made up, the Gazette found.", "narrator"),
        ("Some", "That figure is high.", "narrator"),
        ("UNHCR said", "That is not true, Ms Linde said.", "unhcr"),
        ("UNHCR said", "That figure is wrong.", "unhcr"),
        ("UNHCR said", "The figure was wrong, UNHCR said later.", None),
    ],
)
def test_what_the_next_sentence_calls_wrong_is_put_forward_by_nobody_who_does(
    who: str, behind: str, speaker: str | None, things: Things
) -> None:
    """The claim of another stays, and in any case the denial is listed."""
    text = f"{who} 900 people were deported in February. {behind}"
    drafts = draft("n", text, "en", date(2026, 3, 12), things)
    assert [f.speaker.id for f in drafts.figures] == ([speaker] if speaker else [])
    reasons = {unplaced.reason.partition(":")[0] for unplaced in drafts.unplaced}
    assert ("denied, and no figure" in reasons) == ("high" not in behind)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "UNHCR said 900 people left in May. Ms Linde disagreed: 4,000 had left.",
            ["unhcr", "new: Ms Linde"],
        ),
        (
            "UNHCR said 900 people left in May. Ms Linde countered that 4,000 left.",
            ["unhcr", "new: Ms Linde"],
        ),
        (
            "Reporter: How many did you expel?\n\n"
            "Minister Odum: We expelled 4,000 people in May.",
            ["new: Minister Odum"],
        ),
    ],
)
def test_who_answers_says_it(text: str, speakers: list[str], things: Things) -> None:
    """Neither whoever spoke before, nor the text itself."""
    drafts = draft("n", text, "en", date(2026, 7, 12), things)
    assert [f.speaker.id for f in drafts.figures] == speakers


@pytest.mark.parametrize(
    "where", ["in Norvale", "at the border", "near the crossing", "at Hillmark camp"]
)
def test_who_is_counted_somewhere_did_not_do_what_others_did(
    where: str, things: Things
) -> None:
    """Nobody says of these families that they were deported."""
    text = (
        f"Some 4,000 people were deported in May. UNHCR counted 300 families {where}."
    )
    drafts = draft("n", text, "en", date(2026, 7, 12), things)
    assert "movementType" not in drafts.figures[1].says


@pytest.mark.parametrize(
    "words", ["UNHCR counted 6,300.", "UNHCR put the number at 300 families."]
)
def test_a_count_of_the_same_goes_on_what_they_did(words: str, things: Things) -> None:
    text = f"Some 4,000 people were deported in May. {words}"
    drafts = draft("n", text, "en", date(2026, 7, 12), things)
    assert drafts.figures[1].says["movementType"] == "deportation"


@pytest.mark.parametrize(
    ("who", "speaker"),
    [
        ("The department recorded", "new: The department"),
        ("The interior ministry recorded", "new: The interior ministry"),
        ("The province recorded", "narrator"),
        ("Police found", "narrator"),
    ],
)
def test_offices_speak_for_what_they_count(
    who: str, speaker: str, things: Things
) -> None:
    """Places have no voice, nor have those who come upon people."""
    text = f"{who} 300 people who had crossed in May."
    (figure,) = draft("n", text, "en", date(2026, 7, 12), things).figures
    assert figure.speaker.id == speaker


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A report, published in March, said 300 people were deported in May."),
        ("en", "A UNHCR survey, issued in March, said 300 people had fled in May."),
        ("en", "A report by UNHCR, released in March, said 300 people fled in May."),
        ("fr", "Un rapport, publié en mars, dit que 300 personnes ont fui en mai."),
        (
            "es",
            "Un informe, publicado en marzo, dijo que 300 fueron deportados en mayo.",
        ),
    ],
)
def test_when_a_report_came_out_is_not_when_what_it_tells_of_was(
    language: str, text: str, things: Things
) -> None:
    """Nor is `Un`, which begins it, the United Nations."""
    (figure,) = draft("n", text, language, date(2026, 7, 12), things).figures
    assert figure.says["period"] == "2026-05"
    assert figure.speaker.id != "united-nations"


def test_who_was_released_or_applied_in_a_month_did_so_then(things: Things) -> None:
    """Only reports come out on a day that is not theirs."""
    text = "Some 300 detained migrants were released in May."
    (figure,) = draft("n", text, "en", date(2026, 7, 12), things).figures
    assert figure.says["period"] == "2026-05"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (
            "Iran expelled 4,200 on Tuesday, bringing the week's total to 31,000.",
            "week",
        ),
        ("Some 4,200 crossed on Monday, taking the month's tally to 31,000.", "month"),
        ("Another 4,200 left on Monday, and the total for the year is 31,000.", "year"),
    ],
)
def test_a_total_is_of_its_stretch_and_not_of_the_last_day(
    text: str, period: str, things: Things
) -> None:
    begins = {"week": "2026-03-09", "month": "2026-03-01", "year": "2026-01-01"}
    figures = draft("n", text, "en", date(2026, 3, 12), things).figures
    assert figures[1].says["period"] == f"{begins[period]}/2026-03-12"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("UNHCR said it had helped 20,000 returnees in February.", 0),
        ("IOM assisted more than 20,000 migrants in February.", 0),
        ("IOM helped 300 migrants return home in February.", 1),
        ("Volunteers helped 300 people to cross in February.", 1),
    ],
)
def test_whom_somebody_helped_did_nothing_by_that(
    text: str, count: int, things: Things
) -> None:
    """But where they were helped to do it."""
    assert len(draft("n", text, "en", date(2026, 3, 12), things).figures) == count


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("Germany took in 47 Afghans in October 2025.", False),
        ("Hillmark has received 470 Afghans since October 2025.", False),
        ("Some 47,000 Afghans entered Afghanistan in October 2025.", True),
        ("Afghanistan received 47,000 Afghans in October 2025.", True),
    ],
)
def test_who_is_taken_in_elsewhere_is_in_no_flow_that_leads_to_another_country(
    text: str, fits: bool, things: Things
) -> None:
    """Whoever takes them in, and be it nobody that the project knows."""
    (figure,) = draft("n", text, "en", date(2026, 3, 12), things).figures
    assert (figure.says["measures"] == "afghans-entering-afghanistan-2025") == fits


def test_a_count_beside_a_claim_is_of_who_counts(things: Things) -> None:
    text = "The mayor claimed 8,000 migrants slept there. The police count 1,100."
    first, second = draft("n", text, "en", date(2026, 3, 12), things).figures
    assert (first.speaker.id, first.manner.code) == ("new: mayor", "alleged")
    assert (second.speaker.id, second.manner.code) == ("new: police", "asserted")


def test_the_same_period_of_another_year_is_no_whole_year(things: Things) -> None:
    """Also where the figure before it is none that is drafted."""
    text = (
        "The office approved 62 of 900 files in the first quarter of 2026, "
        "against 410 people in the same period of 2025."
    )
    figures = draft("n", text, "en", date(2026, 6, 12), things).figures
    assert figures[-1].says["amount"] == "410 people"
    assert figures[-1].says["period"] == "2025-01/2025-03"


def test_so_many_each_day_are_counted(things: Things) -> None:
    text = "In May 7,000 people crossed each day."
    (figure,) = draft("n", text, "en", date(2026, 6, 12), things).figures
    assert figure.says["perTime"] == "day"


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Contrary to reports that 500 migrants had died, 12 had been killed.", ["12"]),
        (
            "The opposition says the government's figure of 12,000 deportations in May "
            "is inflated; its own estimate is 7,500.",
            [],
        ),
        ("UNHCR's count of 12,000 deportations in May is too high, he said.", []),
        ("UNHCR's count of 12,000 deportations in May is high, he said.", ["12,000"]),
        (
            "Amnesty called on the government to release 92 detainees and to halt the "
            "deportation of another 300.",
            [],
        ),
        ("Aid groups want to stop the expulsion of 300 families.", []),
        ("The order halted flights; 300 people were deported in May.", ["300 people"]),
    ],
)
def test_what_is_disputed_or_to_be_stopped_is_no_fact(
    text: str, amounts: list[str], things: Things
) -> None:
    """Nor is a bare number beside it that has its noun from there."""
    drafts = draft("n", text, "en", date(2026, 7, 12), things)
    asserted = [f for f in drafts.figures if f.manner.code == "asserted"]
    assert [f.says["amount"] for f in asserted] == amounts


def test_how_many_there_are_now_is_of_the_day_of_the_text(things: Things) -> None:
    text = "Up to 10,000 people a week crossed in March, compared with 400 now."
    first, second = draft("n", text, "en", date(2026, 6, 12), things).figures
    assert (first.says["period"], second.says["period"]) == ("2026-03", "2026-06-12")


@pytest.mark.parametrize(
    ("behind", "speakers"),
    [
        ("It is wrong to send back children.", ["narrator"]),
        ("That figure is wrong: only 40 were.", ["new: somebody", "narrator"]),
        ("The figure could not be independently verified.", ["new: somebody"]),
        ("That the border is closed could not be confirmed.", ["narrator"]),
    ],
)
def test_what_a_text_calls_wrong_or_unconfirmed_it_does_not_put_forward(
    behind: str, speakers: list[str], things: Things
) -> None:
    """But where it speaks of what is right or wrong to do, it does."""
    text = f"Some 900 people were deported in February. {behind}"
    drafts = draft("n", text, "en", date(2026, 3, 12), things)
    assert [f.speaker.id for f in drafts.figures] == speakers


@pytest.mark.parametrize(
    ("behind", "figures"),
    [
        ("UNHCR later revised its figure to 700.", [("700", "unhcr")]),
        ("It corrected the number to 700.", [("700", "unhcr")]),
        (
            "The ministry revised its figure to 700.",
            [("900 people", "unhcr"), ("700", "narrator")],
        ),
    ],
)
def test_what_somebody_has_corrected_is_no_draft_and_the_new_number_is_theirs(
    behind: str, figures: list[tuple[str, str]], things: Things
) -> None:
    """What another corrects takes nothing from the claim."""
    text = f"UNHCR said 900 people left in February. {behind}"
    drafts = draft("n", text, "en", date(2026, 3, 12), things)
    assert [(f.says["amount"], f.speaker.id) for f in drafts.figures] == figures


@pytest.mark.parametrize(
    "text",
    [
        "In December 2025 4,200 people left, bringing the year's total to 90,000.",
        "Some 4,200 left in December 2025. That took the year's total to 90,000.",
        "On Sunday 8 March 400 people left, bringing the week's total to 3,000.",
    ],
)
def test_a_total_of_a_time_before_is_none_up_to_the_text(
    text: str, things: Things
) -> None:
    """Which year or week is meant no rule is sure of: it is listed."""
    drafts = draft("n", text, "en", date(2026, 3, 12), things)
    assert len(drafts.figures) == 1
    assert len(drafts.unplaced) == 1


def test_a_fraction_in_digits_is_no_two_counts(things: Things) -> None:
    text = "Half stayed. 3/4 of the women left in May."
    assert draft("n", text, "en", date(2026, 6, 12), things).figures == ()


def test_what_is_told_in_an_aside_on_what_is_not_so_is_no_fact(things: Things) -> None:
    text = "Contrary to reports, which spoke of 500 deaths, 12 people died in May."
    (figure,) = draft("n", text, "en", date(2026, 6, 12), things).figures
    assert figure.says["amount"] == "12"
