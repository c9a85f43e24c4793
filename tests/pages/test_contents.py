"""What pages hold, worked out by hand from two projects.

The answers for the invented case are those of ``tests/cases/meridia/ANSWERS.md``.
"""

from __future__ import annotations

import re

import pytest

import kg
from kg.names import APF
from kg.pages.book import Pages
from kg.pages.library import Library
from kg.pages.passages import LONG, marked
from tests.conftest import MERIDIA, TEXT, MakeProject
from tests.pages.conftest import parsed, words

TEXTS = MERIDIA / "texts"


def page(book: Pages, address: str) -> str:
    """Return the words of a page."""
    return words(parsed(book.html(address)))


def test_a_policy_has_its_life_over_the_flows_that_follow(book: Pages) -> None:
    """Six spans, the last of which holds; and under them the counts of returns."""
    text = page(book, "policy/removal-order")
    steps = [
        *("announced past 5 February 2024", "adopted past 20 February 2024"),
        *("in force past 1 March 2024", "enjoined past 10 April 2024"),
        *("in force past 20 June 2024", "revoked holds 12 September 2024"),
    ]

    places = [text.index(step) for step in steps]
    assert places == sorted(places)
    assert "As late as is known (14 September 2024): revoked holds" in text
    flows = text.index("Tarsenians returning from Meridia to Tarsenia in 2024")
    assert flows > places[-1]
    assert "No claim here says that it follows from the policy." in text
    assert "at least 11,000 persons August 2024, forced" in text[flows:]


def test_bars_are_on_one_time_line(book: Pages) -> None:
    """What is later is further right, on the life and on the figures alike."""
    root = parsed(book.html("policy/removal-order"))
    rows = [row for row in root.iter("tr") if row.xpath(".//svg//rect[@class]")]

    def left(name: str) -> float:
        row = next(r for r in rows if name in words(r))
        return float(row.xpath(".//rect[@class='possible']/@x")[0].rstrip("%"))

    march, april = left("in force past 1 March"), left("enjoined past 10 April")
    august, september = left("9,400 persons"), left("revoked holds 12 September")
    assert march < april < august < september


def test_a_flow_tells_each_figure_and_what_contradicts_it(
    book: Pages, demo: Pages
) -> None:
    """8,000 was replaced by 9,400; 1.54 million is not closer to 1.2 million."""
    text = page(book, "flow/tarsenians-returning-2024")
    assert "8,000 persons asserted replaced August 2024, voluntary" in text
    assert "was replaced by own publication, 3 October 2024" in text

    text = page(demo, "flow/afghans-returning-from-iran-2025")
    odd = text[text.index("cannot all be true") : text.index("Its figures")]
    assert "closer to 1.2 million persons, 1 April 2025 to 12 August 2025" in odd
    assert "1.54 million persons, 1 April 2025 to 12 August 2025 says Office" in odd
    rest = text[text.index("Its figures") :]
    assert "contradicts Eskandar Momeni" in rest


def test_figures_of_one_number_are_put_together(demo: Pages) -> None:
    """Undisputed claims on April allow 144,500 to 262,950; the parts bear a sum out."""
    text = page(demo, "flow/afghans-leaving-pakistan-2025")

    together = text[text.index("What undisputed claims allow together") :]
    assert "144,500 to 262,950 April 2025" in together
    assert "3 claims, 2 voices" in together
    assert "the parts alone bear the whole out (More than 135,000 + 67,000" in together


def test_whatever_is_counted_has_its_figures(demo: Pages) -> None:
    """A population has no flow, and a chart all the same."""
    root = parsed(demo.html("population/afghan-por-card-holders"))

    assert "according to" in words(root)
    assert root.xpath("//table[@class='chart']")


def test_an_interval_is_drawn_as_wide_as_its_words_allow(demo: Pages) -> None:
    """More than 135,000 has no end on the right; a count of 885,902 is one point."""
    root = parsed(demo.html("flow/afghans-leaving-pakistan-2025"))
    (row,) = (
        r for r in root.iter("tr") if words(r).startswith("More than 135,000 persons")
    )
    (bar,) = row.xpath("td[contains(@class, 'amount')]/svg")
    assert bar.findtext("title") == "More than 135,000 persons"
    assert bar.findtext("desc") == "How many: more than 135,000."
    assert bar.xpath("rect[@class='possible']/@fill") == ["url(#dots)"]
    assert len(bar.xpath(".//path[@class='tip']")) == 1

    root = parsed(demo.html("flow/afghans-leaving-pakistan"))
    (row,) = (r for r in root.iter("tr") if words(r).startswith("885,902 persons"))
    (bar,) = row.xpath("td[contains(@class, 'amount')]/svg")
    assert bar.xpath("rect") == []
    assert len(bar.xpath(".//path[@class='certain']")) == 1


def test_an_actor_has_what_it_claims_and_what_is_claimed_of_it(demo: Pages) -> None:
    """The Government of Pakistan, called Islamabad, is Q3250182 in Wikidata."""
    root = parsed(demo.html("actor/pk-government"))
    text = words(root)

    assert "Also called Pakistani government ; Islamabad" in text
    links = [a for a in root.iter("a") if a.text == "Q3250182"]
    assert [a.get("href") for a in links] == ["https://www.wikidata.org/wiki/Q3250182"]
    assert [a.get("rel") for a in links] == ["noopener noreferrer"]
    made = text[text.index("What it claims") : text.index("What is said about it")]
    assert "alleged contested Pakistan's government holds that" in made
    assert "threatened planned Pakistan threatens to end the protection" in made


def test_a_document_shows_its_text_with_every_claim_marked(book: Pages) -> None:
    """The text at hand, whole and to the letter; each claim leads to its page."""
    root = parsed(book.html("document/courier-20240304"))
    (shown,) = root.find_class("source-text")
    for note in shown.xpath(".//sup"):
        note.drop_tree()
    text = (TEXTS / "courier-20240304.txt").read_text("utf-8")

    assert shown.text_content() == text
    marks = {m.text_content() for m in shown.iter("mark")}
    assert "it took effect on 1 March" in marks
    assert "The first warm Sunday" not in "".join(marks)
    places = {e.get("id") for e in shown.iter("mark", "span")}
    assert {f"courier-20240304.{key}" for key in ("adopted", "started")} <= places


def test_without_its_text_a_document_quotes_nothing(demo: Pages) -> None:
    """Only summaries and positions are printed: the words are not ours."""
    for address in ("document/dailysabah-20250604", "claim/dailysabah-20250604.F12"):
        html = demo.html(address) or ""
        assert "<blockquote" not in html
        assert "<mark" not in html
        assert "more than 3,000 were sent back" not in html
    text = page(demo, "document/dailysabah-20250604")
    assert "The text is not at hand" in text
    assert "The ministry counted over three thousand people returned" in text
    assert "characters 474\u2013534" in text


def test_a_text_that_is_another_is_not_shown(project: MakeProject) -> None:
    """Claims were drawn from a text of another digest: no word of this is printed.

    The page of the file on which a claim stands is told in any case.
    """
    folder = project()
    length = f"length: {len(TEXT)}}}"
    pages = f"length: {len(TEXT)}, pages: [0, 83]}}"  # where its second line begins
    folder.edit("sources/gazette-20250301/facts.yaml", length, pages)
    folder.build()
    before = kg.open(folder.graph, project=folder.root)
    cited = Pages(before).html("claim/gazette-20250301.denial") or ""
    assert "page 2 of 2, <a" in cited
    folder.write("texts/gazette-20250301.txt", TEXT.replace("Northland", "Southland"))
    graph = kg.open(folder.graph, project=folder.root)
    html = Pages(graph).html("document/gazette-20250301") or ""

    assert "Southland sent back" not in html
    assert "The text is not at hand" in html
    assert "<blockquote" not in html


def test_marks_overlap_and_a_long_line_is_shortened(book: Pages) -> None:
    """Parts together are the text; of a megabyte in one line, what is near stays."""
    library = Library(book.graph)
    cards = library.cards(library.of_class(APF.Claim))
    mine = [c for c in cards if c.citation.document.id == "courier-20240304"]
    text = (TEXTS / "courier-20240304.txt").read_text("utf-8")
    parts = marked(text, mine)
    assert "".join(part.words for part in parts) == text
    assert max(len(part.cards) for part in parts) > 1
    begun = [card.iri for part in parts for card in part.begins]
    assert sorted(begun) == sorted(card.iri for card in mine if card.citation.quote)

    long = text + "x" * (LONG * 5)
    short = marked(long, mine)
    assert sum(len(part.words) for part in short) < len(text) + 2_000
    assert [part.gap for part in short].count(True) == 1


def test_a_claim_says_who_how_where_and_why_it_counts(demo: Pages) -> None:
    """F12: the ministry, asserted, established, characters 474 to 534."""
    text = page(demo, "claim/dailysabah-20250604.F12")

    assert "asserted by Ministry of Interior of Pakistan" in text
    assert "Standing established established : The claim puts its content" in text
    assert "Daily Sabah , 4 June 2025, characters 474\u2013534" in text
    assert "has quantity text more than 3,000" in text
    assert "has EDTF period 1 June 2025 to 2 June 2025" in text
    assert "What restates this" in text


def test_a_derived_claim_names_its_rule(demo: Pages) -> None:
    """It has no document, and says of what it was worked out."""
    text = page(demo, "claim/derived.sum-of-parts-96b95207")

    assert "derived by kg" in text
    assert "derived by rule sum of parts" in text
    assert "Tied to other claims What this is derived from claim" in text


MARKED = {
    "denied": "claim/dailysabah-20250604.F39 actor/taliban-leaders conflicts "
    "document/dailysabah-20250604 question/statements-by-actor kind/claim quality",
    "contested": "claim/dailysabah-20250604.F38 actor/pk-government conflicts "
    "document/dailysabah-20250604 index",
    "alleged": "claim/dailysabah-20250604.F37 actor/pk-government "
    "document/hurriyet-20250604 kind/claim",
    "threatened": "claim/dailysabah-20250604.F43 policy/pk-por-protection-withdrawal "
    "policy/ir-fines-for-overstaying-afghans index question/threatened-measures",
    "replaced": "claim/ani-20250907.august flow/afghans-leaving-pakistan-2025 "
    "document/ani-20250907 policy/pk-repatriation-campaign",
    "past": "policy/pk-repatriation-campaign",
}


@pytest.mark.parametrize(
    ("word", "address"),
    [(word, a) for word, every in MARKED.items() for a in every.split()],
)
def test_what_does_not_simply_stand_is_marked_in_a_word(
    demo: Pages, word: str, address: str
) -> None:
    """On each kind of page, in a chip with a style of its own."""
    root = parsed(demo.html(address))
    chips = [c for c in root.find_class(f"is-{word}") if "chip" in c.classes]

    assert chips
    assert {words(chip) for chip in chips} == {word}


def test_every_mark_differs_by_more_than_its_colour() -> None:
    """The style gives each of them a border or a line through it."""
    from kg.pages.book import stylesheet

    style = stylesheet().decode()
    for word in MARKED:
        rules = re.findall(rf"[^{{}}]*\.chip\.is-{word}\b[^{{}}]*{{([^}}]*)}}", style)
        assert any("border" in rule or "decoration" in rule for rule in rules), word


def test_a_question_has_its_answer_and_its_query(book: Pages) -> None:
    """Without a server there is no form, and it says so; with one there is."""
    text = page(book, "question/policies-ended")
    assert "annulled" in text
    assert "SELECT DISTINCT" in text
    assert "A form needs kg serve" in text

    served = Pages(book.graph, served=True)
    root = parsed(served.html("question/policies-ended"))
    (form,) = root.find_class("ask")
    fields = {field.get("name") for field in form.iter("input")}
    assert fields == {"policy", "from", "on", "until", "as_of"}
    assert "removal-order" in {o.get("value") for o in form.iter("option")}


def test_a_term_says_what_it_means_and_where_it_is_used(book: Pages) -> None:
    """The shapes and questions that speak of it, and claims that have it."""
    text = page(book, "ontology/targetsPopulation")
    assert "In the questions" in text
    assert "policy-targets" in text
    assert "In the shapes Claim" in page(book, "ontology/Claim")

    text = page(book, "scheme/modality/denied")
    assert "The claimant says that the content is not so." in text
    assert "Claims with it" in text


def test_as_of_a_day_nothing_later_is_shown(book: Pages) -> None:
    """As known on 3 March 2024 the order was announced, and no more."""
    html = book.html("policy/removal-order", as_of="2024-03-03")
    text = words(parsed(html))

    assert "As of 3 March 2024: what was published later is not here." in text
    assert "announced holds 5 February 2024" in text
    assert "revoked" not in text
    later = book.html("document/courier-20241011", as_of="2024-03-03")
    assert later is None


def test_answers_are_the_same_at_once_and_one_by_one(book: Pages) -> None:
    """Sorting out the whole answer gives what asking for each thing gives."""
    at_once = Pages(book.graph, at_once=True)
    for address in (
        "policy/removal-order",
        "actor/meridia-government",
        "place/meridia",
    ):
        assert at_once.html(address) == book.html(address)


def test_every_name_is_listed(book: Pages) -> None:
    """Labels and other names, with what they lead to."""
    text = page(book, "names")

    assert "Removal Order of Meridia policy measure Removal Order" in text


def test_a_figures_claim_has_its_three_readings_and_its_verdict(demo: Pages) -> None:
    """Nearly 100,000 is, as printed, fewer; usually 90,000 to 100,000."""
    text = page(demo, "claim/unhcr-20250912.september")
    assert "in the source nearly 100,000 persons, 1 September 2025 to" in text
    assert "as printed fewer than 100,000" in text
    assert "usually read as 90,000 to 100,000" in text
    assert "at the loosest 75,000 to 100,000" in text

    text = page(demo, "claim/deeyar-20250818.iran-unhcr")
    assert "beside others contradicts Eskandar Momeni" in text


def test_a_dispute_is_told_once(demo: Pages) -> None:
    """What disputes a claim is not listed again as what it is disputed by."""
    html = demo.html("claim/dailysabah-20250604.F38") or ""
    ties = html[html.index('id="ties"') : html.index('id="triples"')]

    assert ties.count("Taliban leaders reject the accusation.") == 1
