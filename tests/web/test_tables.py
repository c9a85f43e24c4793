"""Tables of answers are sorted and filtered where they stand."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.conftest import Watched

QUESTION = "question/policy-targets.html"
FIRST = """() => [...document.querySelectorAll(".scroll tbody tr")]
  .filter((row) => !row.hidden).map((row) => row.cells[0].textContent.trim())"""


def _column(page: Page) -> list[str]:
    rows = page.evaluate(FIRST)
    assert isinstance(rows, list)
    return rows


def test_a_column_sorts_up_and_down_and_as_it_was(view: Watched) -> None:
    """By keyboard; the head says how it is sorted."""
    page = view.open(QUESTION)
    made = _column(page)
    button = page.get_by_role("button", name="policy", exact=True)
    head = page.locator("thead th").first
    button.focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    up = _column(page)
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    down = _column(page)
    page.keyboard.press("Enter")

    assert up == sorted(made, key=str.casefold)
    assert down == sorted(made, key=str.casefold, reverse=True)
    assert _column(page) == made
    assert view.wrong == []


def test_rows_are_filtered_by_words(view: Watched) -> None:
    """In any column, and it is said how many there are."""
    page = view.open(QUESTION)
    total = len(_column(page))
    page.get_by_label("Rows with").fill("iran threatened")

    expect(page.locator(".filter [role=status]")).to_contain_text(f"of {total} rows")
    left = _column(page)
    assert 0 < len(left) < total
    assert all("Iran" in name for name in left)
    page.get_by_label("Rows with").fill("")
    assert len(_column(page)) == total
    assert view.wrong == []
