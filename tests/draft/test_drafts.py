"""A draft says what stands in the text, on whose word, and never more than it says."""

from __future__ import annotations

from datetime import date

import pytest

from kg.draft.draft import Drafts, NotDrafted, draft
from kg.draft.things import Things, things_of
from tests.conftest import Folder

ENTITIES = """\
lakeland: {type: Country, label: Lakeland, iso3: XLL}
hillmark: {type: Country, label: Hillmark, iso3: XHM}
government: {type: Government, label: Government of Lakeland}
border-office:
  {type: GovernmentBody, label: Border Office of Lakeland, altLabel: [LBO]}
relief: {type: CivilSocietyOrganization, label: River Relief}
minister: {type: Person, label: Ada Quill, altLabel: [Interior Minister of Lakeland]}
workers:
  {type: PopulationGroup, label: Hillmarkers in Lakeland, nationality: hillmark,
   residesIn: lakeland}
leaving:
  {type: MovementFlow, label: Workers leaving Lakeland for Hillmark, origin: lakeland,
   destination: hillmark, movedPopulation: workers}
deported:
  {type: MovementFlow, label: Workers deported from Lakeland, origin: lakeland,
   destination: hillmark, movedPopulation: workers}
"""
PUBLISHED = date(2026, 3, 12)
"""A Thursday."""


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> Things:
    folder = Folder(tmp_path_factory.mktemp("drafts"))
    folder.write("kg.toml", '[project]\ntitle = "L"\nbase = "https://example.org/l/"\n')
    folder.write("sources/entities/all.yaml", ENTITIES)
    return things_of(folder.open())


def drafted(things: Things, text: str) -> Drafts:
    return draft("d1", text, "en", PUBLISHED, things)


SAID: dict[str, tuple[str, str, str, str, str]] = {
    # text: claimant, amount, unit, period, measures
    "More than 1,200 workers left Lakeland for Hillmark in February, the Border Office"
    " said on Monday.": (
        *("border-office", "More than 1,200", "person", "2026-02", "leaving"),
    ),
    "According to River Relief, some 400 families fled from Lakeland to Hillmark last"
    " month.": ("relief", "some 400 families", "family", "2026-02", "leaving"),
    '"We have deported 300 Hillmarkers from Lakeland this year," Ada Quill told'
    " reporters.": ("minister", "300", "person", "2026-01-01/2026-03-12", "deported"),
    "Nearly 5,000 people departed from Lakeland for Hillmark between 1 and 5 March.": (
        *("narrator", "Nearly 5,000 people", "person", "2026-03-01/2026-03-05"),
        "leaving",
    ),
    "LBO reported that 452 were deported from Lakeland to Hillmark on 3 March.": (
        *("border-office", "452", "person", "2026-03-03", "deported"),
    ),
    "The interior minister, Ada Quill, said hundreds of Hillmarkers had left Lakeland"
    " since January.": (
        *("minister", "hundreds", "person", "2026-01/2026-03-12", "leaving"),
    ),
}


@pytest.mark.parametrize("text", SAID)
def test_a_figure_has_its_speaker_bounds_unit_period_and_thing(
    things: Things, text: str
) -> None:
    (figure,) = drafted(things, text).figures
    says = figure.says
    found = (figure.speaker.id, says["amount"], says["unit"], says["period"])

    assert (*found, says["measures"]) == SAID[text]
    assert figure.manner.code == "asserted"
    assert text[figure.number.start : figure.number.end] == says["amount"]


NOT_ASSERTED = {
    "River Relief accused the government of deporting 300 workers in March.": "alleged",
    "Lakeland allegedly deported 300 workers in March.": "alleged",
    "Ada Quill threatened to deport 300 workers in April.": "threatened",
    "Ada Quill plans to deport 300 workers in April.": "planned",
    "The campaign is to remove 300 workers from Lakeland.": "planned",
    "A drive to expel 300 workers began in Lakeland on 2 March.": "planned",
    "River Relief expects 300 workers to leave Lakeland by the end of June.": (
        "predicted"
    ),
    "If the stop stays, 300 workers could leave Lakeland.": "predicted",
    "Up to 300 workers may leave Lakeland, River Relief said.": "predicted",
    "River Relief fears that 300 workers were deported in March.": "concern",
    "Some 300 workers will be deported, the Border Office said.": "planned",
    "Deportation of 300 workers looms": "planned",
    "300 workers left Lakeland in March, if River Relief is right.": "predicted",
    "300 workers left Lakeland in March, it is feared.": "alleged",
}


@pytest.mark.parametrize("text", NOT_ASSERTED)
def test_what_is_not_put_forward_as_true_is_not_drafted_so(
    things: Things, text: str
) -> None:
    """And the words that tell so are cited."""
    (figure,) = drafted(things, text).figures

    assert figure.manner.code == NOT_ASSERTED[text]
    assert figure.manner.cue is not None


TAKEN_BACK = [
    "The government denied that 300 workers were deported in March.",
    "Ada Quill rejected reports that 300 workers had been deported.",
    "The Border Office did not deport 300 workers in March.",
    "It is false that 300 workers were deported.",
    "Were 300 workers deported from Lakeland in March?",
]


# what was asked for, stopped, doubted, supposed or taken back was not done
TAKEN_BACK += [
    "The Border Office retracted its statement that 300 workers left Lakeland.",
    "The Border Office had earlier said 300 workers left Lakeland in March.",
    "An earlier version of this article said 300 workers left Lakeland in March.",
    "Had 300 workers left Lakeland in March, the fields would be empty.",
    "Suppose 300 workers left Lakeland in March.",
    "It is unclear whether 300 workers left Lakeland in March.",
    "There is no evidence that 300 workers were deported from Lakeland in March.",
    "River Relief doubts that 300 workers left Lakeland in March.",
    "River Relief has yet to confirm that 300 workers left Lakeland in March.",
    "Myth: 300 workers left Lakeland in March.",
    '"The government lied when it said 300 workers left Lakeland," Ada Quill said.',
    "The court halted the deportation of 300 workers from Lakeland.",
    "The return of 300 workers to Hillmark was postponed in March.",
    "Lakeland must deport 300 workers, Ada Quill said.",
    "River Relief demanded the return of 300 workers to Lakeland.",
    "The Border Office failed to deport 300 workers in March.",
    "300 workers were not deported from Lakeland in March.",
    "300 workers were almost deported from Lakeland in March.",
    "300 workers escaped deportation from Lakeland in March.",
    "300 workers were told to leave Lakeland in March.",
    "300 workers face deportation from Lakeland.",
]


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_what_is_denied_or_negated_is_listed_and_no_draft(
    things: Things, text: str
) -> None:
    drafts = drafted(things, text)

    assert drafts.figures == ()
    assert len(drafts.unplaced) == 1


NO_FIGURES = [
    "In 2019 the workers left Lakeland.",
    "Ada Quill, 51, took office on 2 March.",
    "Call +999 555 0142 or write to room 12.",
    "Article 14 of the Aliens Act of 2025 is in force.",
    "The 34-year-old worker left at 10 am.",
    "They waited three days and walked 40 kilometres.",
    "Workers left in May. They may come back.",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_years_ages_days_and_numbers_of_things_are_no_figures(
    things: Things, text: str
) -> None:
    assert drafted(things, text).figures == ()


def test_a_number_without_a_noun_or_a_deed_is_listed_with_the_reason(
    things: Things,
) -> None:
    drafts = drafted(things, "The office visited 150 building sites.")

    assert drafts.figures == ()
    assert [left.reason for left in drafts.unplaced] == ["no noun says what is counted"]


def test_a_clause_that_goes_on_counts_what_the_one_before_it_counts(
    things: Things,
) -> None:
    """But not what follows: 6,100 left in February, and were not deported."""
    text = (
        "Over 14,000 workers left Lakeland for Hillmark in January, whereas the figure"
        " fell to 6,100 in February and more than 3,000 were deported on"
        " 2 March, the Border Office said."
    )
    found = [
        (d.says["amount"], d.says["movementType"], d.says["period"], d.speaker.id)
        for d in drafted(things, text).figures
    ]

    assert found == [
        ("Over 14,000", "departure", "2026-01", "border-office"),
        ("6,100", "departure", "2026-02", "border-office"),
        ("more than 3,000", "deportation", "2026-03-02", "border-office"),
    ]


def test_a_speaker_is_led_back_to_by_pronoun_surname_and_head_noun(
    things: Things,
) -> None:
    text = (
        "Ada Quill said 100 workers left Lakeland in January. She added that 200"
        " workers left Lakeland in February.\n\n"
        "River Relief said 300 families left Lakeland in January. The group counted"
        " 400 families leaving Lakeland in February.\n\n"
        "Quill said that 500 workers were deported in March."
    )
    speakers = [d.speaker.id for d in drafted(things, text).figures]

    assert speakers == ["minister", "minister", "relief", "relief", "minister"]


SPOKEN = {
    # whoever speaks is not the text, and no other's name stands for them
    "The ministry said 300 workers left Lakeland.": "new: The ministry",
    "He said 300 workers left Lakeland.": "new: somebody",
    "Bo Quill said 300 workers left Lakeland.": "new: Bo Quill",
    "The wife of Ada Quill said 300 workers left Lakeland.": (
        "new: The wife of Ada Quill"
    ),
    "300 workers left Lakeland, sources close to Ada Quill said.": (
        "new: sources close to Ada Quill"
    ),
    "Officials in Lakeland said 300 workers left.": "new: Officials in Lakeland",
    "Lakeland and Hillmark said 300 workers left Lakeland.": (
        "new: Lakeland and Hillmark"
    ),
    "The interior minister of Hillmark, Bo Karr, said 300 workers left Lakeland.": (
        "new: Bo Karr"
    ),
    "Ada Quill, quoting River Relief, said 300 workers left Lakeland.": "minister",
    "A spokesman for River Relief said 300 workers left Lakeland.": "relief",
    # of two, the nearer
    "River Relief said the Border Office said 300 workers left Lakeland.": (
        "border-office"
    ),
    "River Relief said that, according to the Border Office, 300 workers left.": (
        "border-office"
    ),
    "The figure, said Ada Quill, is 300 workers leaving Lakeland.": "minister",
    # who was told something says nothing
    "River Relief was told that 300 workers left Lakeland.": "new: somebody",
    "River Relief was told by the Border Office that 300 workers left Lakeland.": (
        "border-office"
    ),
    # what is quoted is said by somebody
    '"The harvest is good," Ada Quill said. "300 workers left Lakeland."': "minister",
    '"300 workers left Lakeland," Ada Quill told the court.': "minister",
    "'300 workers left Lakeland,' Ada Quill said.": "minister",
    'GOVERNMENT "DEPORTED 300 WORKERS"': "new: somebody",
    "Lakeland 'deported 300 workers'": "new: somebody",
    "They said: \"We heard that '300 workers left Lakeland'.\"": "new: somebody",
    "300 workers deported from Lakeland: report": "new: report",
}


@pytest.mark.parametrize("text", SPOKEN)
def test_what_somebody_says_is_never_the_text_s_own(things: Things, text: str) -> None:
    (figure,) = drafted(things, text).figures

    assert figure.speaker.id == SPOKEN[text]


def test_a_charge_goes_on_until_somebody_speaks(things: Things) -> None:
    """And on to the figure that adds to one which is planned."""
    text = (
        "River Relief accused the government of a crime. Some 300 workers were deported"
        " from Lakeland in March. Another 200 families were expelled. Ada Quill said"
        " 100 workers left Lakeland.\n\n"
        "Lakeland will deport 500 workers. Another 600 follow in May."
    )
    drafts = drafted(things, text)

    assert [(d.says["amount"], d.manner.code) for d in drafts.figures] == [
        ("Some 300", "alleged"),
        ("Another 200 families", "alleged"),
        ("100", "asserted"),
        ("500", "planned"),
    ]
    assert len(drafts.unplaced) == 1


def test_paragraphs_are_parted_whatever_the_line_ends(things: Things) -> None:
    """A charge does not go on, nor a speaker, where a file was written on Windows."""
    text = (
        "River Relief accused the government of a crime.\n\n"
        "Some 300 workers left Lakeland in March."
    )
    for ends in ("\n", "\r\n"):
        (figure,) = drafted(things, text.replace("\n", ends)).figures

        assert (figure.manner.code, figure.speaker.id) == ("asserted", "narrator")


def test_two_speakers_of_one_sentence_are_kept_apart(things: Things) -> None:
    text = (
        "The Border Office said 100 workers left Lakeland in February, while River"
        " Relief said 900 workers left Lakeland in February."
    )
    found = [(d.says["amount"], d.speaker.id) for d in drafted(things, text).figures]

    assert found == [("100", "border-office"), ("900", "relief")]
    other = "The Border Office said 100 workers left; 900 left, River Relief said."
    found = [(d.says["amount"], d.speaker.id) for d in drafted(things, other).figures]

    assert found == [("100", "border-office"), ("900", "relief")]


def test_a_heading_is_no_part_of_the_sentence_below_it(things: Things) -> None:
    """It has no speaker and no date, whatever stands below it."""
    text = (
        "Border Office: 3,400 workers left Lakeland\n"
        "More than 3,400 workers left Lakeland for Hillmark in February, the Border"
        " Office said on Wednesday, as it does in the first week of every month, with a"
        " table of the crossings, the days and the documents that were shown at each.\n"
    )
    found = [
        (d.says["amount"], d.speaker.id, d.says["period"])
        for d in drafted(things, text).figures
    ]

    assert found == [
        ("3,400", "narrator", "../2026-03-12"),
        ("More than 3,400", "border-office", "2026-02"),
    ]


def test_who_expects_something_says_so(things: Things) -> None:
    text = (
        "The Border Office expects 300 workers to leave Lakeland by the end of April."
    )
    (figure,) = drafted(things, text).figures

    assert (figure.speaker.id, figure.manner.code) == ("border-office", "predicted")


def test_who_is_expected_to_do_something_says_nothing(things: Things) -> None:
    text = "The Border Office is expected to deport 300 workers from Lakeland in April."
    (figure,) = drafted(things, text).figures

    assert (figure.speaker.id, figure.manner.code) == ("narrator", "predicted")


def test_somebody_who_is_no_thing_of_the_project_is_new(things: Things) -> None:
    """Never the nearest name that there is."""
    text = "Witnesses said 300 workers were deported from Lakeland in March."
    (figure,) = drafted(things, text).figures

    assert figure.speaker.id == "new: Witnesses"


def test_a_text_without_rules_for_its_language_is_refused(things: Things) -> None:
    with pytest.raises(NotDrafted, match="no rules for `de`; there are rules for en"):
        draft("d1", "300 Menschen", "de", PUBLISHED, things)


def test_every_word_of_a_draft_stands_in_the_text_or_is_a_code(things: Things) -> None:
    """Nothing is invented: amounts and terms are cut from the text."""
    for text in (*SAID, *NOT_ASSERTED):
        for figure in drafted(things, text).figures:
            for name in ("amount", "periodText", "movementTerm"):
                assert figure.says.get(name, "") in text
