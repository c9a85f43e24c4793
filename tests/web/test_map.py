"""Movements on a map: arrows that lead on, in words where a place is not on it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.conftest import Watched

VIEW = "movements.html"


def test_arrows_are_those_of_the_bands_and_lead_to_their_pages(view: Watched) -> None:
    """Of the figures in persons four have both ends; families are one more."""
    page = view.open(VIEW)
    arrows = page.locator(".flow-map a")
    expect(arrows).to_have_count(4)
    expect(page.locator(".sankey").first.locator("g")).to_have_count(4)
    iran = page.locator(
        ".flow-map a[href='flow/afghans-returning-from-iran-2025.html']"
    )
    expect(iran.locator("title")).to_have_text(
        "Afghans returning from Iran to Afghanistan in 2025: 1.54 million, "
        "contradicted, 1 April 2025 to 12 August 2025"
    )
    open_ = page.locator(".flow-map a", has=page.locator(".open"))
    expect(open_.locator("title")).to_contain_text("more than 554,000")
    page.get_by_label("Counted in", exact=True).select_option("families")
    expect(arrows).to_have_count(1)
    expect(arrows.locator("title")).to_contain_text("6,387, 25 May 2025")
    assert view.wrong == []


def test_what_is_found_in_the_table_is_what_the_map_shows(view: Watched) -> None:
    """Rows that are hidden are on no map."""
    page = view.open(VIEW)
    expect(page.locator(".flow-map a")).to_have_count(4)
    page.get_by_label("Rows with").fill("contradicted")

    expect(page.locator(".flow-map a")).to_have_count(1)
    page.get_by_label("Rows with").fill("no such row")
    expect(page.locator("[data-map]")).to_contain_text("No movement that is listed")
    page.get_by_label("Rows with").fill("")
    expect(page.locator(".flow-map a")).to_have_count(4)
    assert view.wrong == []


def test_without_a_script_there_are_bands_and_a_table(
    scriptless: Page, site: str
) -> None:
    """The page says that the map needs one."""
    scriptless.goto(f"{site}/{VIEW}")

    expect(scriptless.locator("[data-without]")).to_contain_text("drawn by a script")
    expect(scriptless.locator(".sankey").first).to_be_visible()
    assert scriptless.locator("table.movements tbody tr").count() == 11
