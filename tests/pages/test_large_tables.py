"""Beside very many claims of rows, pages are of all else, and say so on each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

import kg
from kg.ask.network.views import read_views
from kg.names import ONTOLOGY
from kg.pages.beside import beside_names
from kg.pages.book import Pages
from kg.pages.front import days
from kg.pages.library import Library
from kg.pages.site import write_site
from tests.conftest import Folder
from tests.read.table.border import mapped
from tests.table.paths import NEWS, ROWS

ALLEGED = "    claimant: gazette\n    modality: alleged\n"
FLOW = """\
entities:
  northland-to-southland:
    type: MovementFlow
    label: From Northland to Southland
    movedPopulation: north-people
    origin: northland
    destination: southland
  north-people:
    type: PopulationGroup
    label: People living in Northland
    residesIn: northland
"""
NOTICE = "none of the 6 claims in rows of large tables"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Build a project with a large table of six claims, and an article of two."""
    folder = mapped(tmp_path_factory.mktemp("large"), table=ROWS)
    folder.write("sources/news/facts.yaml", NEWS)
    with patch("kg.table.large.LARGE", 0):
        assert folder.build().claims == 8
    return folder


@pytest.fixture
def graph(built: Folder) -> Iterator[kg.KnowledgeGraph]:
    """Open it as one with too many claims for a page each."""
    with patch("kg.ask.finding.among.MOST_CLAIMS", 7):
        yield kg.open(built.graph, project=built.root)


def page(pages: Pages, address: str) -> str:
    html = pages.html(address)
    assert html is not None, address
    return html


def test_each_page_says_what_it_does_not_list(graph: kg.KnowledgeGraph) -> None:
    """The first page, too, whose latest number may be older than one in a table."""
    pages = Pages(graph)
    for address in ("index", "conflicts", "movements", "names", "place/northland"):
        assert NOTICE in page(pages, address), address
    assert NOTICE in pages.results("nothing of that name")


def test_the_days_of_documents_are_those_of_tables_too(
    graph: kg.KnowledgeGraph,
) -> None:
    """The article is of 1 March, and the table of the fifth."""
    assert days(Library(graph)) == ("2026-03-01", "2026-03-05")


def test_where_all_is_listed_nothing_of_it_is_said(built: Folder) -> None:
    pages = Pages(kg.open(built.graph, project=built.root))
    assert "rows of large tables" not in page(pages, "index")
    assert "claim/border.XNL-XSL-2026-01-left" in pages.library.places.values()


def test_rows_have_no_pages_and_what_articles_say_has(
    graph: kg.KnowledgeGraph,
) -> None:
    pages = Pages(graph)
    assert pages.html("claim/border.XNL-XSL-2026-01-left") is None
    assert "20,000" in page(pages, "claim/news.N1")
    assert "N2" in page(pages, "document/news")


def test_the_page_of_the_table_has_some_of_its_claims_and_counts_all(
    graph: kg.KnowledgeGraph,
) -> None:
    with patch("kg.pages.documents.MOST_ROWS", 4):
        html = page(Pages(graph), "document/border")
    assert 'Its claims, in order <span class="count">6<' in html
    assert html.count('<tr id="border.') == 4
    assert "2 more are not listed here" in html


def test_the_page_of_a_place_lists_what_articles_say(graph: kg.KnowledgeGraph) -> None:
    """Not the thousands of rows that name it."""
    html = page(Pages(graph), "place/northland")
    assert "border.XNL" not in html


def test_a_question_asks_rows_too(graph: kg.KnowledgeGraph) -> None:
    """Its answer has their numbers, though nothing leads to a page of theirs."""
    html = Pages(graph).asked("flow-figures", {"flow": "northland-to-southland"})
    assert html is not None
    assert "12,000" in html
    assert "20,000" in html


def test_a_site_is_whole(graph: kg.KnowledgeGraph, tmp_path: Path) -> None:
    """It has a page for all that it links to, and none of the rows."""
    report = write_site(graph, tmp_path / "site")
    names = [path.name for path in (tmp_path / "site").rglob("*.html")]
    assert len(names) == report.pages
    assert "news.N1.html" in names
    assert not [name for name in names if name.startswith("border.XNL")]


def test_a_movement_that_only_a_row_establishes_is_not_called_doubtful(
    tmp_path: Path,
) -> None:
    """An article alleges it, and the table that has no pages counts it, or does not."""
    folder = mapped(tmp_path, table=ROWS)
    alleged = NEWS.replace("    claimant: gazette\n    says", f"{ALLEGED}    says")
    folder.write("sources/news/facts.yaml", alleged + FLOW)
    with patch("kg.table.large.LARGE", 0):
        folder.build()
    with patch("kg.ask.finding.among.MOST_CLAIMS", 7):
        library = Library(kg.open(folder.graph, project=folder.root))
        flows = library.of_class(f"{ONTOLOGY}MovementFlow")
        assert beside_names(library) == {}
    folder.write("sources/border/border.csv", ROWS.replace("XNL,XSL", "XSL,XNL"))
    with patch("kg.table.large.LARGE", 0):
        folder.build()
    with patch("kg.ask.finding.among.MOST_CLAIMS", 7):
        library = Library(kg.open(folder.graph, project=folder.root))
        (flow,) = (iri for iri in flows if iri.endswith("/northland-to-southland"))
        assert beside_names(library) == {flow: "not-established"}


def test_a_page_of_a_question_shows_some_rows_and_counts_all(
    graph: kg.KnowledgeGraph,
) -> None:
    with patch("kg.pages.answering.ROWS", 2), patch("kg.pages.terms.ROWS", 2):
        html = page(Pages(graph), "question/flow-figures")
    assert "5 more: <code>kg ask flow-figures" in html


def test_of_too_many_rows_to_count_a_page_says_that_there_are_more(
    graph: kg.KnowledgeGraph,
) -> None:
    """They are not the first, and what is missing may be there all the same."""
    with (
        patch("kg.pages.answering.ROWS", 2),
        patch("kg.pages.terms.ROWS", 2),
        patch("kg.ask.ordering.SORTED", 3),
    ):
        html = page(Pages(graph), "question/flow-figures")
    assert "2 or more</span>" in html
    assert "These are 2 of more than 3 rows, and not the first" in html


@pytest.mark.parametrize("view", sorted(read_views(kg.Project(Path("/nowhere")))))
def test_a_network_is_drawn_of_what_is_listed(
    view: str, graph: kg.KnowledgeGraph
) -> None:
    """What the rows of the table count alone is in none, and what articles say is."""
    network, _ = Pages(graph).library.drawn_view(view)
    assert not [id for id in network.nodes.ids if "france" in id]
    assert not [id for id in network.nodes.ids if "border.X" in id]
    assert NOTICE in page(Pages(graph), f"network/{view}")


def test_the_network_of_all_is_not_mistaken_for_it(built: Folder) -> None:
    network = kg.open(built.graph, project=built.root).view("claims")
    assert [id for id in network.nodes.ids if "france" in id]
