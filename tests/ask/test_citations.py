"""Citations: the claim, the claimant, the place, and the words where one has them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import kg
from kg.project.init import init_project

TEXT = "lakeside-20260312.txt"
WORDS = "more than 1,200 seasonal workers left for hillmark in the first ten days"
"""Characters 118 to 190 of the example's text, in lower case."""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example that `kg init` makes, built."""
    folder = tmp_path_factory.mktemp("cited") / "project"
    init_project(folder)
    texts = kg.Texts(folder / "texts")
    kg.build(kg.Project.open(folder), folder / "build/graph", texts=texts)
    return folder


def _citation(example: Path, texts: Path, claim: str = "left") -> kg.Citation:
    graph = kg.open(example / "build/graph", texts=texts)
    answer = graph.ask("flow-figures", flow="workers-leaving-lakeland")
    ids = [citation.claim.id.partition(".")[2] for citation in answer.claims]
    return answer.claims[ids.index(claim)]


def test_a_citation_says_who_says_what_where(example: Path) -> None:
    """Claimant, manner, document, day and characters are those of the facts file."""
    citation = _citation(example, example / "texts")

    assert citation.claim.id == "lakeside-20260312.left"
    assert citation.claimant.id == "lakeland-border-office"
    assert (citation.modality, citation.attribution) == ("asserted", "indirect-speech")
    assert citation.document.id == "lakeside-20260312"
    assert str(citation.publisher) == "Lakeside Courier"
    assert citation.published == date(2026, 3, 12)
    assert (citation.start, citation.end) == (118, 190)
    assert citation.ambiguity == "The ten days are read as beginning with the stop."


def test_the_quote_is_cut_from_the_text_at_hand(example: Path) -> None:
    """With the text, the citation shows exactly the characters it names."""
    citation = _citation(example, example / "texts")

    assert citation.quote is not None
    assert citation.quote.lower() == WORDS
    assert str(citation) == (
        f"Border Office of Lakeland, asserted: \u201c{citation.quote}\u201d \u2014 "
        "Lakeside Courier, 2026-03-12, characters 118\u2013190 [lakeside-20260312.left]"
    )


def test_without_the_text_the_summary_stands_in(example: Path, tmp_path: Path) -> None:
    """Nothing is in quotation marks that was not copied from the text."""
    citation = _citation(example, tmp_path)

    assert citation.quote is None
    assert citation.words == "Over 1,200 seasonal workers departed in ten days."
    assert "\u201c" not in str(citation)
    assert citation.place.endswith("characters 118\u2013190")


@pytest.mark.parametrize("change", ["upper", "shorter", "longer", "bytes", "folder"])
def test_another_text_is_never_quoted(
    example: Path, tmp_path: Path, change: str
) -> None:
    """A text whose digest differs is as good as none."""
    text = (example / "texts" / TEXT).read_text("utf-8")
    changed = {
        "upper": text.upper().encode(),
        "shorter": text[:100].encode(),
        "longer": text.encode() + b"\n",
        "bytes": b"\xff\xfe" + text.encode("utf-16-le"),
    }
    if change == "folder":
        (tmp_path / TEXT).mkdir()
    else:
        (tmp_path / TEXT).write_bytes(changed[change])

    assert _citation(example, tmp_path).quote is None


def test_only_the_document_with_another_text_loses_its_quotes(
    meridia: kg.KnowledgeGraph, tmp_path: Path
) -> None:
    """One changed text does not take the quotes of the others away."""
    shutil.copytree(meridia.project.root / "texts", tmp_path / "texts")
    changed = tmp_path / "texts" / "courier-20240304.txt"
    changed.write_text(changed.read_text().swapcase())
    graph = kg.KnowledgeGraph(
        meridia.endpoint, meridia.project, kg.Texts(tmp_path / "texts")
    )
    about = graph.show("removal-order")

    cited = [citation for group in about.claims.values() for citation in group]
    by_document = {c.document.id: c.start for c in cited}
    assert by_document["courier-20240304"] is None
    assert by_document["courier-20240412"] == 0
    assert by_document["courier-20240914"] is not None


def test_words_in_the_facts_are_quoted_without_the_text(
    meridia: kg.KnowledgeGraph,
) -> None:
    """A quote that may be published travels with the graph; only its place is lost."""
    answer = meridia.ask("policies-ended", policy="removal-order", until="2024-04-30")
    citation = answer.claims[0]

    assert citation.quote == (
        "The District Court of Lorne enjoined the Removal Order on 10 April"
    )
    assert citation.start is None


def test_words_in_the_facts_get_their_place_from_the_text(
    meridia: kg.KnowledgeGraph,
) -> None:
    """With the text at hand, the characters of a quote in the facts are shown, too."""
    texts = kg.Texts(meridia.project.root / "texts")
    graph = kg.KnowledgeGraph(meridia.endpoint, meridia.project, texts)

    answer = graph.ask("policies-ended", policy="removal-order", until="2024-04-30")

    assert (answer.claims[0].start, answer.claims[0].end) == (0, 66)


def test_a_denial_names_what_it_disputes_and_the_reverse(
    article: kg.KnowledgeGraph,
) -> None:
    """The charge carries its denial, and both are cited."""
    charge, denial = article.ask("denied-claims").claims

    assert charge.claim.id == "dailysabah-20250604.F38"
    assert charge.disputed_by == ("dailysabah-20250604.F39",)
    assert "; disputed by dailysabah-20250604.F39 [" in str(charge)
    assert (denial.claim.id, denial.modality) == ("dailysabah-20250604.F39", "denied")


def test_who_else_may_be_speaking_stands_beside_the_claimant(
    article: kg.KnowledgeGraph,
) -> None:
    """Where the words leave the speaker open, both readings are shown."""
    answer = article.ask("policy-timeline", policy="pk-repatriation-campaign")
    resumed = next(c for c in answer.claims if c.claim.id.endswith(".F02"))

    assert [thing.id for thing in resumed.possible_claimants] == ["daily-sabah"]
    assert str(resumed).startswith("Ministry of Interior of Pakistan (or Daily Sabah),")


def test_showing_a_thing_groups_its_claims_by_their_manner(
    article: kg.KnowledgeGraph,
) -> None:
    """What is alleged of an actor, and what it says itself, are kept apart."""
    about = article.show("afghanistan-defacto-government")

    ids = {
        manner: [citation.claim.id.partition(".")[2] for citation in group]
        for manner, group in about.claims.items()
    }
    assert ids == {
        "alleged": ["F38", "refuge"],
        "interpreted": ["F31_target"],
        "presupposed": ["F16", "F32_authorities"],
    }
    assert list(article.show("Taliban leaders").made) == ["denied"]


def test_showing_a_claim_shows_the_figure_in_it(article: kg.KnowledgeGraph) -> None:
    """The amount, unit and period of a claim's content stand with the claim."""
    about = article.show("dailysabah-20250604.F12")

    assert about.types == ("Claim", "FlowObservation")
    assert {
        ("quantityText", "more than 3,000"),
        ("unit", "person"),
        ("period", "2025-06-01/2025-06-02"),
    } <= set(about.definition)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.org/a",
        "https://example.org/a b",
        'https://example.org/"onclick="',
        "https://example.org/\x1b\\ls",
        "https://",
        "",
        None,
    ],
)
def test_only_addresses_of_the_web_are_linked(
    example: Path, address: str | None
) -> None:
    """A citation links what a browser may follow, and nothing that ends a link."""
    citation = replace(_citation(example, example / "texts"), url=address)
    assert citation.link is None

    linked = replace(citation, url="https://example.org/?a=1&b=%C3%A9#c")
    assert linked.link == "https://example.org/?a=1&b=%C3%A9#c"


def test_a_notebook_links_the_place_of_a_citation(example: Path) -> None:
    """The place leads to the source; what stands in the address cannot end it."""
    graph = kg.open(example / "build/graph", texts=example / "texts")
    answer = graph.ask("flow-figures", flow="workers-leaving-lakeland")
    assert "<a href" not in answer._repr_html_()

    address = "https://example.org/?a=1&b='2'"
    cited = [replace(citation, url=address) for citation in answer.claims]
    shown = replace(answer, claims=cited)._repr_html_()
    start = (
        '<a href="https://example.org/?a=1&amp;b=&#x27;2&#x27;">Lakeside Courier, 2026'
    )
    assert start in shown


def test_a_citation_says_on_which_page_of_the_file(tmp_path: Path) -> None:
    """A passage over two pages stands on both; one that ends with a page, on that."""
    folder = tmp_path / "project"
    init_project(folder)
    facts = folder / "sources/lakeside-20260312/facts.yaml"
    written = facts.read_text("utf-8")
    assert written.count(", length: 370}") == 1
    places = {  # of the passage at 118 to 190, and of what begins a page
        "0, 1, 100, 200": "page 3 of 4",
        "0, 118, 190": "page 2 of 3",
        "0, 119": "pages 1\u20132 of 2",
        "0, 100, 150, 189": "pages 2\u20134 of 4",
        "0, 190": "page 1 of 2",
    }
    for pages, place in places.items():
        more = (
            f", length: 370, converter: x, converterVersion: 1.10, pages: [{pages}]}}"
        )
        facts.write_text(written.replace(", length: 370}", more), "utf-8")
        project, texts = kg.Project.open(folder), kg.Texts(folder / "texts")
        kg.build(project, folder / "build/graph", texts=texts)
        citation = _citation(folder, folder / "texts")

        assert citation.on_page == place
        assert f", 2026-03-12, {place}, characters 118\u2013190 [" in str(citation)
        first, last = citation.to_dict()["page"], citation.to_dict()["lastPage"]
        assert [first, last] == [citation.page, citation.last_page]
