"""Whose number it is in the commonest sentences of newspapers: papers, places, titles.

Each is of 12 June 2026; who says its number was written down by hand.
"""

from __future__ import annotations

from datetime import date

import pytest

from kg.ask.coverage import sentence_bounds
from kg.draft.draft import draft
from kg.draft.things import Things

PUBLISHED = date(2026, 6, 12)
SOMEBODY, TEXT = "new: somebody", "narrator"
BOTH = "Border Watch and the army"


def speakers(things: Things, text: str) -> list[str]:
    """Return who says each figure of a text."""
    drafts = draft("d", text, "en", PUBLISHED, things)
    return [each.speaker.id for each in drafts.figures]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # papers: those of somebody, of nobody who is named, and the text's own
        (
            "A poll released on Saturday found that 28 per cent of returnees wanted to "
            "leave again.",
            SOMEBODY,
        ),
        (
            "In a UNHCR survey, 50 per cent of returnees slept outside.",
            "unhcr",
        ),
        (
            "A Daily Gazette/Northgate University poll found that 40 per cent of "
            "returnees slept outside.",
            "new: Daily Gazette/Northgate University",
        ),
        (
            "Some 40 per cent of returnees slept outside in a Quill Centre survey "
            "released on Sunday.",
            "new: Quill Centre",
        ),
        (
            "The survey, conducted by the Policy Institute, finds that 40 per cent of "
            "returnees slept outside.",
            "new: Policy Institute",
        ),
        ("Some 40 per cent of returnees slept outside, the new poll says.", SOMEBODY),
        ("New filings show that 1,300 people were removed in May.", SOMEBODY),
        (
            "Internal documents seen by the Post reveal that 300 people were removed.",
            SOMEBODY,
        ),
        ("The May survey found that 30 per cent of returnees had work.", TEXT),
        ("Our survey found that 30 per cent of returnees had work.", TEXT),
        # behind `by` and `according to`
        ("As reported by Border Watch, 300 people left in May.", "new: Border Watch"),
        ("In May 300 removals were recorded by Border Watch.", "new: Border Watch"),
        ("In May 300 people left, according to the 2009 paper.", "new: paper"),
        ("In May 300 people left, according to Mr. Hedge.", "new: Mr. Hedge"),
        ("It rained. According to Ms. Hedge, 40 people left.", "new: Ms. Hedge"),
        (
            "The president spoke of reports by the mayor of Teln that 300 people had "
            "been deported.",
            "new: mayor of Teln",
        ),
        ("Some 300 people were registered by Friday.", TEXT),
        ("Some 300 people were registered by May.", TEXT),
        ("Some 300 families were registered by hand.", TEXT),
        ("UNHCR's estimate for May was 300 people, but 900 people came.", TEXT),
        ("In last year's count, 300 people were in the camp.", TEXT),
        ("Lakeland's total for May was 300 arrivals.", TEXT),
        ("Registration figures show 300 arrivals in May.", TEXT),
        # in somebody's view, by somebody's count
        ("By the ministry's own admission, 300 people left.", "new: the ministry"),
        ("In the view of the mayor of Teln, 300 people left.", "new: mayor of Teln"),
        ("The ministry's count of people deported in May is 300.", "new: The ministry"),
        ("Border Watch and the army agree that 300 people left.", f"new: {BOTH}"),
        ("An email shows that 300 people left in May.", SOMEBODY),
        # where it is said, and who is appointed by whom
        (
            "Ana Quill, during a visit to Teln in Herat, Ruritania, said 300 people "
            "had left.",
            "new: Ana Quill",
        ),
        (
            "The governor of Herat, Lakeland, told reporters that 300 people had left.",
            "new: governor of Herat",
        ),
        ("A doctor in Teln, Ahmed Said, said 300 people left.", "new: Ahmed Said"),
        ("The official in Teln, Bo Karr, said 300 people left.", "new: Bo Karr"),
        (
            "A commission appointed by President George Bush estimated in May that 300 "
            "people had left.",
            "new: A commission",
        ),
        (
            "The Council for Wanderers (CFW), the Swiss charity, said 300 people left.",
            "new: Council for Wanderers",
        ),
        # what he, or whoever does something, says more
        (
            "The minister blasted the camps, which he said led 300 people to leave.",
            "new: minister",
        ),
        (
            "They held two calls, one of them on Sunday, in which organisers said 300 "
            "people had been deported.",
            "new: organisers",
        ),
        (
            "Jan Petrilli, head of the Border Institute, defended the law, saying that "
            "300 people had left.",
            "new: Jan Petrilli",
        ),
        ("A nurse found that 300 people had been hurt.", "new: A nurse"),
        ("They determined that 300 people had left in May.", SOMEBODY),
        ("While one company says 300 people left, it rained.", "new: one company"),
        (
            "Lily Karr, president of the NEA, said it was late. The NEA estimates that "
            "300 people left.",
            "new: NEA",
        ),
        # quotations
        ('Pollsters agree - Carl Bialik: "Some 300 people left."', "new: Carl Bialik"),
        ("''There were 40 people who left,'' Mr. Kasich said.", "new: Mr. Kasich"),
        (
            "Karr said it was late.\n\n"
            '"Some 300 people left in May. The camp is shut," said Jana Pohl, a nurse.',
            "new: Jana Pohl",
        ),
        # verbs and nouns that say nothing
        ("All told, 300 people left in May.", TEXT),
        ("The police tracked down the men who killed 130 people in May.", TEXT),
        ("The senator won some smaller border states, which 300 people left.", TEXT),
        ("Despite the announced closure, 300 people left in May.", TEXT),
        ("The mayor gave large sums to the camp, which 300 people left.", TEXT),
        ("The mayor made a show of a visit to the 300 people who left.", TEXT),
        ("Let's say 300 people left in May.", TEXT),
        ("The government declared an emergency, and 300 people left.", TEXT),
        ("The government declared war, and 300 people left.", TEXT),
        ("A surge of newly registered refugees came: 300 people.", TEXT),
        ("River Relief has given 300 families tents in May.", TEXT),
        ("Limits added by the mayor led 300 people to leave.", TEXT),
        # and those that do
        ("The government declared that 300 people left.", "new: The government"),
        ("The ministry gave 300 dead as the toll of May.", "new: The ministry"),
        ("A man charged with smuggling 300 people was held.", SOMEBODY),
        ("She added that 300 people had been deported.", SOMEBODY),
        (
            "The mayor of Teln went on to say that 300 people left.",
            "new: mayor of Teln",
        ),
        (
            "The mayor of Teln, who is ill, gave a toll of 300 dead.",
            "new: mayor of Teln",
        ),
    ],
)
def test_a_number_is_whose_it_is(things: Things, text: str, speaker: str) -> None:
    assert speakers(things, text)[-1:] == [speaker]


@pytest.mark.parametrize("count", ["count of people deported", "figure of deported"])
def test_the_days_of_a_count_are_those_that_it_names(
    things: Things, count: str
) -> None:
    text = f"The ministry's {count} in May is 300 people."
    drafts = draft("d", text, "en", PUBLISHED, things)
    assert [each.says["period"] for each in drafts.figures] == ["2026-05"]


@pytest.mark.parametrize(
    "text",
    [
        "A survey by Border Watch, since withdrawn, found that 300 people left.",
        "No survey found that 300 people left.",
        "A forged letter shows that 300 people left.",
        "As reported by Border Watch, and denied by the ministry, 300 people left.",
        "The ministry's count, which UNHCR disputes, is 300 people.",
    ],
)
def test_papers_that_nobody_stands_by_are_listed(things: Things, text: str) -> None:
    drafts = draft("d", text, "en", PUBLISHED, things)
    assert drafts.figures == ()
    assert drafts.unplaced


def test_the_survey_is_whose_survey_was_told_of(things: Things) -> None:
    text = (
        "A survey by Border Watch was published on Friday. The survey found that 30 "
        "per cent of returnees had work."
    )
    assert speakers(things, text) == ["new: Border Watch"]


def test_a_list_that_ends_in_according_to_is_all_of_that_source(things: Things) -> None:
    text = (
        "In May 40 people left Herat; 50 people left Ghor; and 300 people left Kabul, "
        "according to Border Watch."
    )
    assert speakers(things, text) == ["new: Border Watch"] * 3


def test_the_letters_of_an_interview_are_nobodys_name(things: Things) -> None:
    text = (
        "Q: How many people left in May?\n\nA: Some 300 people left in May.\n\n"
        "Q: And in June?\n\nA: We saw 40 people leave in June."
    )
    assert {*speakers(things, text)} == {SOMEBODY}


@pytest.mark.parametrize("place", ["the contested area", "Tuesday's contests"])
def test_a_place_that_is_contested_makes_no_denial(things: Things, place: str) -> None:
    text = f"In May 300 people left {place}."
    drafts = draft("d", text, "en", PUBLISHED, things)
    assert [each.manner.code for each in drafts.figures] == ["asserted"]


def test_no_sentence_ends_at_a_title() -> None:
    text = "It rained. According to Ms. Quill, 40 left. Then Dr. Karr came."
    sentences = [text[a:b] for a, b in sentence_bounds(text, "en")]
    assert sentences == [
        "It rained.",
        "According to Ms. Quill, 40 left.",
        "Then Dr. Karr came.",
    ]
