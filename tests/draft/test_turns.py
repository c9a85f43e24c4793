"""Who speaks where no verb says it: whose turn it is, whose count, who is asked."""

from __future__ import annotations

from datetime import date

import pytest

from kg.draft.draft import draft
from kg.draft.things import Things, things_of
from tests.conftest import Folder

ENTITIES = """\
lakeland: {type: Country, label: Lakeland, iso3: XLL}
office: {type: GovernmentBody, label: Border Office of Lakeland, altLabel: [LBO]}
relief: {type: CivilSocietyOrganization, label: River Relief}
minister: {type: Person, label: Ada Quill, altLabel: [Secretary for Borders]}
mayor: {type: Person, label: Bo Karr, altLabel: [Mayor of Tarn]}
"""
PUBLISHED = date(2026, 3, 12)


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> Things:
    folder = Folder(tmp_path_factory.mktemp("turns"))
    folder.write("kg.toml", '[project]\ntitle = "T"\nbase = "https://example.org/t/"\n')
    folder.write("sources/entities/all.yaml", ENTITIES)
    return things_of(folder.open())


def speakers(things: Things, text: str) -> list[str]:
    drafts = draft("t", text, "en", PUBLISHED, things)
    return [d.speaker.id for d in drafts.figures]


def test_in_minutes_whoever_is_named_before_a_colon_speaks(things: Things) -> None:
    """By office or by surname, until the next; a verb of saying counts for more."""
    text = (
        "Ms Ada Quill (Secretary for Borders): In May, 300 people left Lakeland.\n\n"
        "Mr Karr: I see 40 people a day.\n\n"
        "Ms Quill: River Relief says 900 people left. My own figure is 500 people.\n\n"
        "The sitting ended. Some 20 people were waiting outside.\n"
    )

    assert speakers(things, text) == [
        "minister",
        "mayor",
        "relief",
        "minister",
        "narrator",
    ]


def test_in_an_interview_the_answers_are_those_of_who_was_named(things: Things) -> None:
    text = (
        "We met Ada Quill on Monday.\n\n"
        "How many have left?\n\nIn May, 300 people left Lakeland.\n\n"
        "And now?\n\nWe hold 40 people.\n\nIs that all?\n\nYes.\n"
    )

    assert speakers(things, text) == ["minister", "minister"]


SPOKEN = {
    "By the Border Office's own count, 450 people left in January.": ["office"],
    "The Border Office's figures show that 450 people left in January.": ["office"],
    "A report by River Relief lists 17 deaths at the border this year.": ["relief"],
    "Not so, says River Relief: 700 people were sent back in May.": ["relief"],
    "River Relief disagrees: in May, 700 people were sent back.": ["relief"],
    'Bo Karr is blunt. "We have 600 people in the hall," he says.': ["mayor"],
    "In Tarn, the mayor spoke of 600 people.": ["mayor"],
    "Bo Karr, mayor of Tarn, said 20 people had left. Karr added that 30 stayed.": [
        *("mayor", "mayor"),
    ],
    "Mona Vale, head of a clinic, said 20 people died. Vale added that 30 were hurt.": [
        *("new: Mona Vale", "new: Mona Vale"),
    ],
    "River Relief accused the LBO of a crime and said that three of them were held.": [
        "relief"
    ],
    # what nobody says is the text's own
    "Some 450 people were registered in January.": ["narrator"],
    "River Relief fears for Tarn, where 450 people live.": ["narrator"],
}


@pytest.mark.parametrize("text", SPOKEN)
def test_whose_count_it_is(things: Things, text: str) -> None:
    assert speakers(things, text) == SPOKEN[text]
