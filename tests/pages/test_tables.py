"""A table and its claims have pages: by row and column, and with the row itself."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.pages import documents
from kg.pages.book import Pages
from tests.pages.conftest import parsed, words
from tests.read.table.border import TABLE, mapped

DOCUMENT = "document/border"
CLAIM = "claim/border.XNL-XSL-2026-01-left"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return the pages of a project with a table of two rows and three numbers."""
    folder = mapped(tmp_path_factory.mktemp("pages"))
    folder.build()
    return Pages(kg.open(folder.graph))


def test_a_claim_shows_its_row_with_its_number_marked(pages: Pages) -> None:
    """What stands beside it is there to be compared, in the table's own words."""
    page = parsed(pages.html(CLAIM))

    (section,) = page.xpath("//section[@aria-labelledby='row']")
    assert [words(cell) for cell in section.xpath(".//th")] == [
        *("Month", "From", "To", "left", "deported"),
    ]
    assert [words(cell) for cell in section.xpath(".//td")] == [
        *("2026-01", "XNL", "XSL", "12,000", "-"),
    ]
    assert [words(mark) for mark in section.xpath(".//mark")] == ["12,000"]
    assert "row 2, column left" in words(page)


def test_a_table_lists_its_claims_by_row_and_column(pages: Pages) -> None:
    """And says that it is one: no text of it is missing."""
    page = parsed(pages.html(DOCUMENT))

    rows = [
        [words(cell) for cell in row.xpath("./td")]
        for row in page.xpath("//section[@aria-labelledby='claims']//tbody/tr")
    ]
    assert [row[:2] for row in rows] == [
        ["2", "left"],
        ["3", "deported"],
        ["3", "left"],
    ]
    assert rows[0][2] == "12,000 people left Northland for Southland."
    assert "The text is not at hand" not in words(page)
    (link,) = parsed(pages.html(CLAIM)).xpath("//dd//a[contains(., 'row 2')]/@href")
    assert page.xpath(f"//tr[@id='{link.partition('#')[2]}']")


def test_a_long_table_says_what_it_does_not_list(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MOST_ROWS", 2)

    page = parsed(pages.html(DOCUMENT))

    assert "1 more are not listed here: kg show border" in words(page)


def test_without_the_table_no_row_is_shown(tmp_path: Path) -> None:
    """The place is told all the same."""
    folder = mapped(tmp_path)
    folder.build()
    folder.write("sources/border/border.csv", TABLE + "\n")

    page = parsed(Pages(kg.open(folder.graph)).html(CLAIM))

    assert not page.xpath("//section[@aria-labelledby='row']")
    assert "row 2, column left" in words(page)
