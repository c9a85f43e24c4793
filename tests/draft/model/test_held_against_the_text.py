"""What a model proposes is drafted only as it stands in the text, word by word."""

from __future__ import annotations

import random
import re

import pytest

from kg.draft.draft import Drafts
from kg.draft.written import drafts_text
from tests.draft.model.answering import SENTENCE, Figure, figure, plain
from tests.draft.model.conftest import Propose
from tests.draft.test_drafts import NOT_ASSERTED, TAKEN_BACK

OTHERS = (
    "\n\nRiver Relief counted 450 families in the camp of Hillmark. Ada Quill spoke in "
    "April 2025. Lakeland paid $3 million to Hillmark in February, 20 per cent more."
)
TEXT = SENTENCE + OTHERS


def reasons(drafts: Drafts) -> list[str]:
    return [left.reason for left in drafts.unplaced]


def test_a_sound_proposal_is_drafted_in_the_words_of_the_text(propose: Propose) -> None:
    """Positions, bounds and dates are those of the text: worked out by hand."""
    (draft,) = propose(SENTENCE, figure()).figures

    assert SENTENCE[draft.start : draft.end] == figure()["quote"]
    assert SENTENCE[draft.number.start : draft.number.end] == "More than 1,200"
    assert (draft.speaker.id, draft.manner.code) == ("border-office", "asserted")
    assert draft.rule == "model tiny"
    assert draft.says == {
        "type": "FlowObservation",
        "measures": "leaving",
        "amount": "More than 1,200",
        "unit": "person",
        "movementTerm": "left",
        "movementType": "departure",
        "period": "2026-02",
        "periodText": "in February",
    }


NOT_THERE: dict[str, tuple[Figure, str]] = {
    "an altered letter": (
        figure(quote="More than 1,200 workers lost Lakeland for Hillmark"),
        "the model quotes what does not stand in the text",
    ),
    "another number in the quote": (
        figure(quote="More than 12,000 workers left Lakeland", amount="12,000"),
        "the model quotes what does not stand in the text",
    ),
    "no quote": (
        figure(quote=" "),
        "the model quotes what does not stand in the text",
    ),
    "a quote of half a word": (
        figure(quote="1,200 workers left Lakel"),
        "the model quotes what does not stand in the text",
    ),
    "ten times as many": (
        figure(amount="12,000"),
        "the amount of the model does not stand in its quote",
    ),
    "a part of the number": (
        figure(amount="200"),
        "the amount of the model is a part of a number",
    ),
    "its first digit": (
        figure(amount="More than 1"),
        "the amount of the model is a part of a number",
    ),
    "another separator": (
        figure(amount="1.200"),
        "the amount of the model does not stand in its quote",
    ),
    "another script": (
        figure(amount="\u0661\u066c\u0662\u0660\u0660"),
        "the amount of the model does not stand in its quote",
    ),
    "wide digits": (
        figure(amount="\uff11,\uff12\uff10\uff10"),
        "the amount of the model does not stand in its quote",
    ),
    "in words": (
        figure(amount="twelve hundred"),
        "the amount of the model does not stand in its quote",
    ),
    "no amount": (
        figure(amount=""),
        "the amount of the model does not stand in its quote",
    ),
    "the amount of another sentence": (
        figure(amount="450"),
        "the amount of the model does not stand in its quote",
    ),
    "no amount at all": (
        figure(amount="workers"),
        "the amount of the model is none: a year, a day, an age",
    ),
    "a year": (
        plain("Ada Quill spoke in April 2025", "2025", sentence=3),
        "the amount of the model is none: a year, a day, an age",
    ),
    "a speaker who is not there": (
        figure(speaker="Bo Karr", claimant="doctor"),
        "the speaker of the model does not stand in the text",
    ),
    "a speaker without words": (
        figure(speaker=""),
        "the speaker of the model does not stand in the text",
    ),
    "a date that is not there": (
        figure(period="in May"),
        "the words of the model for the period do not stand there",
    ),
    "a date that is none": (
        figure(period="for Hillmark"),
        "the words of the model for the period are not one date",
    ),
    "doubt without a word for it": (
        figure(modality="alleged", cue="accused"),
        "no word of the text shows that it is alleged",
    ),
    "a denial": (
        figure(modality="denied", cue="said"),
        "denied: write what is denied, and who denies it",
    ),
}


@pytest.mark.parametrize("case", NOT_THERE)
def test_what_does_not_stand_in_the_text_is_listed_and_not_drafted(
    propose: Propose, case: str
) -> None:
    """In words of ours: nothing of the answer gets into the file."""
    proposed, reason = NOT_THERE[case]
    drafts = propose(TEXT, proposed)

    assert drafts.figures == ()
    assert reason in reasons(drafts)
    written = drafts_text(drafts)
    for number in ("12,000", "1.200", "twelve", "\u0661", "\uff11"):
        assert number not in written


def test_no_number_comes_out_that_is_not_in_the_text(propose: Propose) -> None:
    """Answers at random, of words that are there and others: 3,000 of them."""
    chance = random.Random(20260312)
    words = [*TEXT.split(), "5,000", "12,000", "0", "\u0665", "3.5 million", "nobody"]

    def some() -> str:
        start, length = chance.randrange(len(words)), chance.randrange(1, 9)
        return " ".join(words[start : start + length])

    def proposal() -> Figure:
        sound = figure(sentence=chance.randrange(6))
        for key in sound:
            if key in ("unit", "type", "modality", "movementType", "sentence"):
                continue
            if chance.random() < 0.3:
                sound[key] = some()
        sound["claimant"] = chance.choice(
            ["border-office", "narrator", f"new: {some()}"]
        )
        sound["measures"] = chance.choice(["leaving", f"new: {some()}", some()])
        return sound

    drafted = 0
    for _ in range(30):
        for draft in propose(TEXT, *(proposal() for _ in range(100))).figures:
            drafted += 1
            in_text = TEXT[draft.number.start : draft.number.end]
            assert draft.says["amount"] == in_text
            assert draft.start <= draft.number.start < draft.number.end <= draft.end
            names = f"{draft.speaker.id} {draft.says['measures']}"
            for number in re.findall(r"\d[\d.,]*", names):
                assert number in TEXT
    assert drafted


@pytest.mark.parametrize("quote", ["all", "number"])
@pytest.mark.parametrize("text", [*NOT_ASSERTED, *TAKEN_BACK])
def test_what_rules_doubt_no_model_asserts(
    propose: Propose, text: str, quote: str
) -> None:
    """A threat, a plan, a charge, a denial, a wish: each stays what it is.

    However little of the sentence is quoted, and whoever is to say it.
    """
    number = next(iter(re.findall(r"\d[\d,]*", text)), "")
    drafts = propose(text, plain(text if quote == "all" else number, number))

    assert [d.manner.code for d in drafts.figures if d.manner.cue] == [
        code for sentence, code in NOT_ASSERTED.items() if sentence == text
    ]
    assert all(d.manner.code != "asserted" for d in drafts.figures)
    assert drafts.figures or drafts.unplaced


def test_a_quote_of_a_word_or_two_is_cited_with_its_clause(propose: Propose) -> None:
    """Nobody can tell from `300` what is claimed."""
    text = "Some 300 workers left Lakeland in February; the weather was mild."
    (draft,) = propose(text, plain("300 workers", "300")).figures

    assert text[draft.start : draft.end] == "Some 300 workers left Lakeland in February"


DOUBTED = {
    "Ada Quill threatened to ferry out 300 zorbs in April.": "threatened",
    "River Relief accused the government of having 300 zorbs moved out.": "alleged",
    "Some 300 zorbs could stream out of Lakeland.": "predicted",
}


@pytest.mark.parametrize("text", DOUBTED)
def test_doubt_holds_where_rules_cannot_place_the_number(
    propose: Propose, text: str
) -> None:
    """No rule knows what a zorb is, and every rule what a threat is."""
    (draft,) = propose(text, plain(text[:-1], "300")).figures

    assert draft.manner.code == DOUBTED[text]


def test_a_model_may_see_doubt_that_rules_do_not(propose: Propose) -> None:
    """With the word that shows it, which is cited."""
    text = "River Relief murmured about 300 workers who left Lakeland in February."
    proposed = plain(text[:-1], "300", modality="alleged", cue="murmured")
    (draft,) = propose(text, proposed).figures

    assert (draft.manner.code, draft.manner.cue is not None) == ("alleged", True)
    assert draft.manner.cue is not None
    cue = draft.manner.cue
    assert text[cue.start : cue.end] == "murmured"


SPEAKERS = {
    # the text's own voice, against a speaker whom rules see
    "narrator": (SENTENCE, figure(speaker="", claimant="narrator"), "border-office"),
    # words of somebody who is named, in whatever way the model calls them
    "new": (SENTENCE, figure(claimant="new: the office"), "border-office"),
    # a speaker of another sentence, against the one of this
    "another sentence": (
        f"River Relief spoke. {SENTENCE}",
        figure(sentence=2, speaker="River Relief", claimant="relief"),
        "border-office",
    ),
    # both stand in the sentence: a person has to say
    "both": (
        "The Border Office said 300 workers left Lakeland, passing by River Relief.",
        plain(
            "300 workers left Lakeland",
            "300",
            speaker="River Relief",
            claimant="relief",
        ),
        "new: River Relief",
    ),
    # whom a pronoun means is what a model is good at
    "pronoun": (
        "Ada Quill met us. Some 300 zorbs streamed out of Lakeland, in her words.",
        plain("300 zorbs", "300", sentence=2, speaker="her", claimant="minister"),
        "minister",
    ),
    "new name": (
        "Some 300 zorbs streamed out of Lakeland, in the words of Jana Pohl.",
        plain("300 zorbs", "300", speaker="Jana Pohl", claimant="new: Jana Pohl"),
        "new: Jana Pohl",
    ),
    "name that is not there": (
        "Some 300 zorbs streamed out of Lakeland, in the words of Jana Pohl.",
        plain("300 zorbs", "300", speaker="Jana Pohl", claimant="new: President Pohl"),
        "new: Jana Pohl",
    ),
    # who is named far away may have said nothing of it
    "far away": (
        "Ada Quill met us. It rained. It rained. It rained. Some 300 zorbs went off.",
        plain("300 zorbs", "300", sentence=5, speaker="Ada Quill", claimant="minister"),
        "new: Ada Quill",
    ),
    "far away, and quoted": (
        'Ada Quill met us. "It rained. It rained. It rained. Some 300 zorbs were out."',
        plain("300 zorbs", "300", sentence=5, speaker="Ada Quill", claimant="minister"),
        "minister",
    ),
    "quoted": (
        'A banner read: "Some 300 zorbs streamed out of Lakeland".',
        plain("300 zorbs", "300"),
        "new: somebody",
    ),
    # a name is that of a person, and not of whoever is told by it
    "the wife of": (
        "The wife of Ada Quill said 300 workers left Lakeland for Hillmark in March.",
        plain(
            "300 workers left Lakeland",
            "300",
            speaker="The wife of Ada Quill",
            claimant="minister",
        ),
        "new: The wife of Ada Quill",
    ),
    # words and id are of two: a person has to say, unless the rules know the words
    "swapped": (
        "River Relief waits. Some 300 zorbs streamed out, in the words of Jana Pohl.",
        plain("300 zorbs", "300", sentence=2, speaker="Jana Pohl", claimant="relief"),
        "new: Jana Pohl",
    ),
    "swapped, and known": (
        f"River Relief waits. {SENTENCE}",
        figure(sentence=2, claimant="relief"),
        "border-office",
    ),
    "an id of nobody": (SENTENCE, figure(claimant="border-offices"), "border-office"),
    "somebody whom the text does not name": (
        "Some 300 zorbs streamed out of Lakeland, in the words of the doctor.",
        plain("300 zorbs", "300", speaker="the doctor", claimant="doctor"),
        "new: the doctor",
    ),
    # the rules know the words for no one's, and the model knows whose they are
    "the same words": (
        "Ada Quill met us. The aide said 300 workers left Lakeland in March.",
        plain("300 workers", "300", sentence=2, speaker="aide", claimant="minister"),
        "minister",
    ),
}


@pytest.mark.parametrize("case", SPEAKERS)
def test_who_speaks_is_somebody_whom_the_text_has_speak(
    propose: Propose, case: str
) -> None:
    text, proposed, claimant = SPEAKERS[case]
    (draft,) = propose(text, proposed).figures

    assert draft.speaker.id == claimant


WHEN = {
    # of the saying, and not of what is said
    "of the saying": (
        SENTENCE.replace(" in February", ""),
        figure(
            quote="More than 1,200 workers left Lakeland for Hillmark",
            period="on Monday",
        ),
        "../2026-03-12",
    ),
    "nobody says": (
        SENTENCE.replace(" in February", ""),
        figure(quote="More than 1,200 workers left Lakeland for Hillmark", period=""),
        "../2026-03-12",
    ),
    "left out by the model": (SENTENCE, figure(period=""), "2026-02"),
    "only a part": (SENTENCE, figure(period="February"), "2026-02"),
    "of the sentence before": (
        "In January the border was shut. Some 300 zorbs streamed out of Lakeland.",
        plain("300 zorbs", "300", sentence=2, period="In January"),
        "2026-01",
    ),
    "of another sentence, against its own": (
        f"In January the border was shut. {SENTENCE}",
        figure(sentence=2, period="In January"),
        "2026-02",
    ),
    "to come": (
        "Ada Quill plans to deport 300 workers in April.",
        plain("300 workers", "300", period="in April"),
        "2026-04",
    ),
    "gone by": (
        "Some 300 zorbs streamed out of Lakeland in April.",
        plain("300 zorbs", "300", period="in April"),
        "2025-04",
    ),
    "so far": (
        "Some 300 zorbs have streamed out of Lakeland so far.",
        plain("300 zorbs", "300", period="so far"),
        "../2026-03-12",
    ),
    "of the report": (
        "Reporting period: 1-8 March 2026\n\nSome 300 workers left Lakeland during the "
        "reporting period.",
        plain("300 workers", "300", sentence=2, period="during the reporting period"),
        "2026-03-01/2026-03-08",
    ),
    "there by a day": (
        "Some 300 zorbs were encamped in Lakeland by 1 March.",
        plain("300 zorbs", "300", type="StockObservation", period="by 1 March"),
        "2026-03-01",
    ),
    "there on a day": (
        "Some 300 zorbs were encamped in Lakeland as of 1 March.",
        plain("300 zorbs", "300", type="StockObservation", period="1 March"),
        "2026-03-01",
    ),
}


@pytest.mark.parametrize("case", WHEN)
def test_dates_are_worked_out_from_the_words_that_stand_there(
    propose: Propose, case: str
) -> None:
    text, proposed, period = WHEN[case]
    (draft,) = propose(text, proposed).figures

    assert draft.says["period"] == period


@pytest.mark.parametrize("term", ["", "deported", "300 zorbs", "treamed"])
def test_a_movement_has_its_word_in_the_text(propose: Propose, term: str) -> None:
    """No code without one, and none for words that are elsewhere, or the number's."""
    text = "Some 300 zorbs streamed out of Lakeland."
    moved = {"movementTerm": term, "movementType": "deportation"}
    drafts = propose(text, plain("300 zorbs", "300", **moved))

    assert drafts.figures == ()
    reason = "the word of the model for a movement does not stand there"
    assert reason in reasons(drafts)


def test_a_movement_may_have_its_word_in_the_sentence_before(propose: Propose) -> None:
    text = "Zorbs streamed out of it. The Border Office counted 300 zorbs."
    moved = {"movementTerm": "streamed out", "movementType": "departure"}
    (draft,) = propose(text, plain("300 zorbs", "300", sentence=2, **moved)).figures

    assert draft.says["movementTerm"] == "streamed out"


THINGS = {
    "of nothing": ("leaving-lakeland", "leaving", "new: departure"),
    "of elsewhere": ("elsewhere", "leaving", "new: departure"),
    "the other way": ("arriving", "leaving", "new: departure"),
    "of another year": ("leaving-2024", "leaving", "new: departure"),
    "of those who are there": ("workers", "leaving", "new: departure"),
    "with a number of its own": ("new: 9,000 slaves", "leaving", "new: departure"),
    "with words of the text": ("new: Lakeland", "leaving", "new: Lakeland"),
}


@pytest.mark.parametrize("case", THINGS)
def test_a_thing_fits_the_sentence_or_is_new(propose: Propose, case: str) -> None:
    """It is that of the rules, if they have one, or has a name of the text or of codes.

    Of zorbs, who went the same way, rules know nothing.
    """
    id, known, unknown = THINGS[case]
    (draft,) = propose(SENTENCE, figure(measures=id)).figures
    text = "In February 2026 some 300 zorbs went off from Lakeland to Hillmark."
    moved = {"movementTerm": "went off", "movementType": "departure", "measures": id}
    moved["period"] = "In February 2026"
    (other,) = propose(text, plain("300 zorbs", "300", **moved)).figures

    assert draft.says["measures"] == known
    assert other.says["measures"] == unknown


def test_a_count_of_some_days_is_no_rate(propose: Propose) -> None:
    for words in ("in a month", "within a week", "a day later"):
        text = f"Some 300 zorbs roamed {words}."
        (draft,) = propose(text, plain(text[:-1], "300")).figures

        assert draft.says["type"] == "FlowObservation"


def test_words_that_say_more_than_the_grammar_reads_are_not_left_out(
    propose: Propose,
) -> None:
    """A number that may be is no number that is."""
    text = "Maybe 300 zorbs streamed out of Lakeland."
    drafts = propose(text, plain("Maybe 300 zorbs", "Maybe 300"))

    assert drafts.figures == ()
    assert "the amount of the model has words that are not understood" in reasons(
        drafts
    )


KINDS = {
    "Some 300 workers left Lakeland.": ("workers", "FlowObservation"),
    "1,200 Hillmarkers live in Lakeland.": ("leaving-2024", "StockObservation"),
}


@pytest.mark.parametrize("text", KINDS)
def test_who_is_there_is_no_flow_and_who_moves_no_population(
    propose: Propose, text: str
) -> None:
    """Though the model measures by it, and calls the figure one of the other kind."""
    id, kind = KINDS[text]
    other = {"FlowObservation": "StockObservation"}.get(kind, "FlowObservation")
    number = "300" if "300" in text else "1,200"
    proposed = plain(text[:-1], number, measures=id, type=other)
    (draft,) = propose(text, proposed).figures

    assert draft.says["type"] == kind
    assert draft.says["measures"] != id


def test_what_ends_later_than_the_text_is_a_plan(propose: Propose) -> None:
    """Nobody can assert it, whatever a model makes of it."""
    text = "Some 300 zorbs stream out of Lakeland next month."
    (draft,) = propose(text, plain(text[:-1], "300", period="next month")).figures

    assert (draft.manner.code, draft.says["period"]) == ("planned", "2026-04")


def test_a_rate_may_begin_its_sentence(propose: Propose) -> None:
    text = "Every day, some 300 zorbs stream out of Lakeland."
    (draft,) = propose(text, plain(text[:-1], "300")).figures

    assert (draft.says["type"], draft.says["perTime"]) == ("RateObservation", "day")


def test_goods_are_as_far_as_rules_read_them(propose: Propose) -> None:
    """And no people, though the model measures by some."""
    text = "Lakeland has given 3,200 hygiene kits to zorbs."
    (draft,) = propose(text, plain(text[:-1], "3,200", measures="workers")).figures

    assert (draft.says["unit"], draft.says["transferStage"]) == ("item", "disbursed")
    assert draft.says["measures"] == "new: item"


READ_AS = {
    # a rate is no total
    "Some 300 zorbs a day streamed out of Lakeland.": (
        plain("300 zorbs a day", "300"),
        {"type": "RateObservation", "perTime": "day"},
    ),
    # families are no persons
    "15,675 Hillmark families left Lakeland in February.": (
        plain("15,675 Hillmark families", "15,675"),
        {"unit": "family", "amount": "15,675"},
    ),
    # nor is nearly as many as many
    "Nearly 300 zorbs streamed out of Lakeland.": (
        plain("300 zorbs", "300"),
        {"amount": "Nearly 300"},
    ),
    "Between 300 and 500 zorbs streamed out of Lakeland.": (
        plain("300 and 500 zorbs", "300"),
        {"amount": "Between 300 and 500"},
    ),
    # who is there did not come
    "1,200 Hillmarkers live in Lakeland.": (
        plain("1,200 Hillmarkers live in Lakeland", "1,200"),
        {"type": "StockObservation"},
    ),
    # a word has the code that the ontology gives it
    "300 workers left Lakeland in February.": (
        plain("300 workers", "300", movementTerm="left", movementType="deportation"),
        {"movementTerm": "left", "movementType": "departure"},
    ),
    # over the end of a line, and in other quotation marks
    "Some 300 zorbs of \u201cStone\nBridge\u201d streamed out of it.": (
        plain(
            '300 zorbs of "Stone Bridge" streamed',
            "300",
            movementTerm="streamed",
            movementType="departure",
            measures='new: zorbs of "Stone Bridge"',
        ),
        {
            "measures": "new: zorbs of \u201cStone Bridge\u201d",
            "movementTerm": "streamed",
        },
    ),
    # a new thing has a name of the text, or one made of codes
    "Some 300 zorbs trickled out of Lakeland.": (
        plain("300 zorbs", "300", measures="new: 9,000 slaves"),
        {"measures": "new: person"},
    ),
}


@pytest.mark.parametrize("text", READ_AS)
def test_unit_kind_and_bounds_are_those_of_the_words(
    propose: Propose, text: str
) -> None:
    proposed, expected = READ_AS[text]
    (draft,) = propose(text, proposed).figures

    assert {key: draft.says.get(key) for key in expected} == expected


NO_COUNTS = {
    "Lakeland paid 3 million dollars to zorbs in May.": "3 million dollars",
    "Some 20 per cent of zorbs streamed out of Lakeland.": "20 per cent",
    "Some 20 per cent more zorbs streamed out of Lakeland.": "20 per cent more",
}


@pytest.mark.parametrize("text", NO_COUNTS)
def test_money_shares_and_changes_are_not_drafted_as_people(
    propose: Propose, text: str
) -> None:
    drafts = propose(text, plain(text[:-1], NO_COUNTS[text]))

    assert drafts.figures == ()
    assert drafts.unplaced


def test_money_is_drafted_as_rules_read_it(propose: Propose) -> None:
    """How far it has come tells a word of the text, and whose it is the model."""
    text = "Lakeland has pledged US$3 million to zorbs, Ada Quill said."
    quote = "Lakeland has pledged US$3 million to zorbs"
    paid = plain(quote, "US$3 million", speaker="Ada Quill", claimant="minister")
    (draft,) = propose(text, paid | {"measures": "leaving", "unit": "money"}).figures

    assert (draft.says["unit"], draft.says["transferStage"]) == ("money", "pledged")
    assert draft.says["measures"] == "new: money"
    assert draft.speaker.id == "minister"


def test_what_may_be_money_is_not_drafted_as_people(propose: Propose) -> None:
    """Whose currency is left out, because the sentence has it already."""
    text = "The bank had 12 million; US$30 million was wanted."
    drafts = propose(text, plain("The bank had 12 million", "12 million"))

    assert drafts.figures == ()
    assert "without a noun, beside a sum of money: it may be one" in reasons(drafts)


@pytest.mark.parametrize("unit", ["money", "percent", "ratio"])
def test_people_are_no_money_and_no_share(propose: Propose, unit: str) -> None:
    """Of which no currency and no per cent sign stands in the text."""
    text = "Some 300 zorbs streamed out of Lakeland."
    drafts = propose(text, plain("300 zorbs", "300", unit=unit))

    assert drafts.figures == ()


def test_a_number_is_drafted_once(propose: Propose) -> None:
    """The same twice is once; in two ways it is drafted as it came first, and told."""
    again = figure(speaker="", claimant="narrator")
    other = figure(modality="predicted", cue="said")
    drafts = propose(SENTENCE, figure(), figure(), again, other)

    assert [d.manner.code for d in drafts.figures] == ["asserted"]
    assert reasons(drafts) == ["the model drafts one number in two ways"]


def test_a_quote_that_stands_twice_is_that_of_its_sentence_or_none(
    propose: Propose,
) -> None:
    """The number of the sentence tells which; without it nobody knows."""
    text = "In February 300 zorbs came in. In March 300 zorbs came in."
    (draft,) = propose(text, plain("300 zorbs came in", "300", sentence=2)).figures
    unclear = propose(text, plain("300 zorbs came in", "300", sentence=7))

    assert draft.start == text.index("300", 30)
    assert unclear.figures == ()
    assert "the model quotes what stands there more than once" in reasons(unclear)


def test_a_quote_counted_to_a_wrong_sentence_is_the_one_that_there_is(
    propose: Propose,
) -> None:
    text = "The weather was mild. Some 300 zorbs streamed out of Lakeland."
    (draft,) = propose(text, plain("300 zorbs", "300", sentence=1)).figures

    assert text[draft.start : draft.end] == "Some 300 zorbs streamed out of Lakeland."


def test_an_amount_that_stands_twice_in_its_quote_is_none(propose: Propose) -> None:
    text = "Of 300 zorbs in Lakeland 300 streamed out."
    drafts = propose(text, plain(text[:-1], "300"))

    assert drafts.figures == ()
    assert "the amount of the model stands in its quote more than once" in reasons(
        drafts
    )


def test_what_a_model_passes_over_is_listed(propose: Propose) -> None:
    """What rules draft, and what they list themselves."""
    text = f"{SENTENCE} The government denied that 40 families were deported."
    drafts = propose(text)

    assert drafts.figures == ()
    assert reasons(drafts) == [
        "rules draft it, and the model does not",
        "denied: write what is denied, and who denies it",
    ]
