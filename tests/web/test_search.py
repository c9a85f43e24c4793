"""The search box suggests while one types, by keyboard as well as by pointer."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Watched

BOX = "input[role=combobox]"
CHOSEN = "[role=option][aria-selected=true]"


def test_a_name_is_found_and_opened_by_keyboard(view: Watched) -> None:
    """From any page; the box says what is chosen, and Enter opens it."""
    page = view.open("claim/dailysabah-20250604.F05.html")
    page.locator(BOX).focus()
    page.keyboard.type("evict")

    expect(page.locator("[role=option]").first).to_contain_text("campaign")
    expect(page.locator(BOX)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(CHOSEN)
    expect(chosen).to_have_count(1)
    identity = chosen.get_attribute("id")
    expect(page.locator(BOX)).to_have_attribute("aria-activedescendant", identity or "")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/policy/*.html")
    assert view.wrong == []


def test_escape_closes_and_leaves_what_was_typed(view: Watched) -> None:
    """Nothing is chosen then, and the box keeps the focus."""
    page = view.open("terms.html")
    page.locator(BOX).fill("pakistan")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("[role=listbox]")).to_be_hidden()
    expect(page.locator(BOX)).to_have_value("pakistan")
    expect(page.locator(BOX)).to_have_attribute("aria-expanded", "false")
    assert view.wrong == []


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("unhcr", "United Nations High Commissioner for Refugees"),  # another name
        ("COMMISSIONER refugee", "High Commissioner for Refugees"),  # in any order
        ("afghans' campaign pakistans", "campaign to evict Afghans"),  # without marks
    ],
)
def test_other_names_lead_to_things(view: Watched, typed: str, suggested: str) -> None:
    """In any case and order; only whole words of it need not be typed."""
    page = view.open("terms.html")
    page.locator(BOX).fill(typed)

    expect(page.locator("[role=option]").first).to_contain_text(suggested)
    assert view.wrong == []
