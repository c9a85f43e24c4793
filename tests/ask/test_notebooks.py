"""Results in a notebook: complete, cited, and nothing of a source is run."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest

import kg
from kg.ask import solutions
from kg.figures.view import figures_html
from kg.graph import notebook
from kg.graph.notebook import words_html
from tests.conftest import ENTITIES, MARCH, PROJECT, Folder

SCRIPT, IMAGE = "<script>alert('x')</script>", '<img src=x onerror="alert(1)">'
NEARBY = 'https://gazette.example/a"onclick="alert(1)'
FLOW = "afghans-leaving-pakistan-2025"


class Shown(HTMLParser):
    """The tags of a page, the addresses that it links, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert [name for name, _ in attrs] == ["href"] * (tag == "a")
        self.links += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data


def shown(result: Any) -> Shown:
    return Shown(result._repr_html_())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    """Build a graph whose labels, summaries, words and address attack a reader."""
    folder = Folder(tmp_path_factory.mktemp("hostile"))
    named = ENTITIES.replace("Permit holders sent back to Southland", f'"{SCRIPT}"')
    named = named.replace("Ministry of Northland", f'"{SCRIPT} ministry"')
    march = MARCH.replace(
        "    summary: Over twelve hundred people were sent back in a month.",
        f"    summary: '{IMAGE}'",
    ).replace("label: Order on permits", f'label: "{SCRIPT} order"')
    march = march.replace("  language: en", f"  url: '{NEARBY}'\n  language: en", 1)
    files = {
        **PROJECT,
        "sources/entities/all.yaml": named,
        "sources/gazette-20250301/facts.yaml": march,
    }
    for name, text in files.items():
        folder.write(name, text)
    folder.build()
    no_texts = folder.root / "no-texts"
    return kg.open(folder.graph, project=folder.root, texts=no_texts)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda graph: graph.figures("returns"), [SCRIPT, IMAGE, "more than 1,200"]),
        (lambda graph: graph.show("returns"), [SCRIPT, IMAGE]),
        (lambda graph: graph.explain("gazette-20250301.count"), [SCRIPT, IMAGE]),
        (lambda graph: graph.total(["gazette-20250301.count"]), [SCRIPT, IMAGE]),
        (
            lambda graph: graph.figures("returns", as_of="2025-03-15").total(),
            [SCRIPT, IMAGE],
        ),
        (lambda graph: graph.timeline("permit-order"), [f"{SCRIPT} order"]),
        (
            lambda graph: graph.select("SELECT ?x ?l { ?x rdfs:label ?l } ORDER BY ?x"),
            [SCRIPT],
        ),
    ],
    ids=["figures", "show", "explain", "total", "sum", "timeline", "select"],
)
def test_nothing_that_a_source_says_is_run(
    hostile: kg.KnowledgeGraph, ask: Any, words: list[str]
) -> None:
    """A script in a label or summary is shown as text, and no address breaks out."""
    page = shown(ask(hostile))

    assert {"script", "img"}.isdisjoint(page.tags)
    assert [text for text in words if text not in page.words] == []
    assert NEARBY not in page.links


def test_figures_show_each_voice_its_bounds_and_every_claim(
    article: kg.KnowledgeGraph,
) -> None:
    """A row for each voice, a note for each claim, and what is at odds is told."""
    view = article.figures(FLOW)
    page = shown(view)

    rows = sum(len(section.voices) for section in view.sections)
    assert page.tags.count("tr") == rows + len(view.sections)
    assert all(str(citation) in page.words for citation in view.citations.values())
    assert "More than 135,000" in page.words
    assert "> 135,000" in page.words
    assert {c.link for c in view.citations.values() if c.link} == {*page.links}
    empty = shown(article.figures(FLOW, as_of="2000-01-01"))
    assert "came later" in empty.words


def test_what_is_said_of_a_thing_is_shown_by_its_manner(
    article: kg.KnowledgeGraph,
) -> None:
    """What is denied stands under its own heading, with who says it and where."""
    about = article.show("Islamabad")
    page = shown(about)

    for citation in about.citations:
        assert str(citation) in page.words
    for modality, group in about.claims.items():
        assert f"said of it: {modality} ({len(group)})" in page.words
    assert "http://www.wikidata.org/entity/Q3250182" in page.links
    assert "[ani-20250907.august] (replaced)" in shown(article.show(FLOW)).words
    assert (
        "No claim speaks of it."
        in shown(article.show("https://w3id.org/apf/scheme/modality/denied")).words
    )


def test_an_explanation_shows_its_steps_and_the_claims_they_number(
    article: kg.KnowledgeGraph,
) -> None:
    """The numbers in the steps are those of the claims below."""
    explanation = article.explain("dailysabah-20250604.F09")
    page = shown(explanation)

    assert all(step in page.words for step in explanation.steps)
    for number, citation in enumerate(explanation.notes, 1):
        assert f"[{number}] {citation}" in page.words
    (derived,) = article.select(
        "SELECT ?claim { ?claim apf:derivationRule ?rule } ORDER BY ?claim LIMIT 1"
    ).rows
    told = article.explain(str(derived[0]))
    assert f"{told.title}derived by" in shown(told).words


def test_a_sum_shows_its_terms_and_what_to_keep_in_mind(
    article: kg.KnowledgeGraph,
) -> None:
    """As bounds: nobody has counted 202,000."""
    total = article.total(["dailysabah-20250604.F09", "dailysabah-20250604.F10"])
    page = shown(total)

    assert str(total.printed) == "> 202,000"
    assert "> 202,000 (person)" in page.words
    assert "Ministry of Interior of Pakistan" in page.words
    assert page.tags.count("li") == len(total.notes) + len(total.figures)
    assert len(page.links) == len(total.figures)


def test_a_life_links_its_sources(article: kg.KnowledgeGraph) -> None:
    """The claims below a life lead to where they stand."""
    life = article.timeline("pk-repatriation-campaign")

    assert {*shown(life).links} == {c.link for c in life.citations if c.link}


def test_a_thing_is_called_by_its_name_and_linked(article: kg.KnowledgeGraph) -> None:
    """Its address is the IRI; what there is nothing of says so."""
    iom = "https://w3id.org/apf/id/actor/iom"
    named = shown(article.select(f"SELECT ?a {{ BIND(<{iom}> AS ?a) }}"))

    assert named.words == "aInternational Organization for Migration"
    assert named.links == [iom]
    assert "No rows." in shown(article.select("SELECT ?x { ?x apf:row 'none' }")).words


def test_a_long_result_is_shown_in_part_and_says_so(
    article: kg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many rows are shown, the others counted, and no number of a note changes."""
    for module in (notebook, solutions, figures_html):
        monkeypatch.setattr(module, "MOST", 3)
    view, about = article.figures(FLOW), article.show(FLOW)
    rows = sum(len(section.voices) for section in view.sections)
    table = shown(article.select("SELECT ?c { ?c a apf:Claim } ORDER BY ?c LIMIT 5"))
    figures, claims = shown(view), shown(about)

    assert table.tags.count("tr") == 1 + 3
    assert "… and 2 more rows; to_pandas() has all" in table.words
    assert figures.tags.count("tr") == 1 + 3
    assert f"… and {rows - 3} more rows" in figures.words
    third = view.sections[0].voices[2].figures[-1].claim
    assert f"[{view.numbers[third]}] {view.citations[third]}" in figures.words
    asserted = len(about.claims["asserted"])
    assert f"said of it: asserted ({asserted})" in claims.words
    assert f"… and {asserted - 3} more lines" in claims.words


def test_words_turn_no_number_beside_them_round() -> None:
    """What runs from right to left stands by itself; what would steer is left out."""
    ministry = "\u0648\u0632\u0627\u0631\u0629 \u0627\u0644\u062f\u0627\u062e\u0644"

    assert words_html(f"{ministry}, 135,000") == f"\u2068{ministry}\u2069, 135,000"
    assert words_html("\u202e135,000\u202c\x1b[2J") == "135,000[2J"


def test_only_an_address_of_the_web_is_linked() -> None:
    """No script, no file, and nothing that is no address."""
    assert words_html("a", "https://x.example/?a=1&b") == (
        '<a href="https://x.example/?a=1&amp;b">a</a>'
    )
    for address in ("javascript:alert(1)", "file:///etc/passwd", NEARBY, "", None):
        assert words_html("a", address) == "a"


def test_a_claim_that_was_replaced_says_so_wherever_it_is_cited(
    article: kg.KnowledgeGraph,
) -> None:
    """UNHCR's first number of August, 145,200, which it put at 143,000 later."""
    cited = map(str, article.show("afghans-leaving-pakistan-2025").citations)
    replaced = [line for line in cited if "; replaced [" in line]

    assert len(replaced) == 1
    assert replaced[0].endswith("; replaced [ani-20250907.august]")
