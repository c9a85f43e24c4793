"""On a server pages are shown by the days that a slider, or a field, is set to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import Watched, watched
from tests.web.test_access import AXE, LEVELS, RUN

POLICY = "policy/pk-repatriation-campaign.html"


@pytest.fixture(scope="module")
def served(browser: Browser, server: str) -> Iterator[Watched]:
    """Open a page of a browser on the server."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    yield watched(context, server)
    context.close()


def test_a_slider_sets_the_day_by_keyboard(served: Watched) -> None:
    """The first day of the graph is at its left end; Enter asks for the page.

    The first document is that of 1 April 2025.
    """
    page = served.open(POLICY)
    slider = page.get_by_role("slider", name="as known on")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator("#dates-as_of")).to_have_value("2025-04-01")
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "2025-04-02")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"as_of=2025-04-02"))
    expect(page.locator(".notice")).to_contain_text("As of 2 April 2025")
    page.get_by_role("link", name="Movements", exact=True).click()
    expect(page).to_have_url(re.compile(r"movements\.html\?as_of=2025-04-02"))
    page.get_by_role("link", name="Show all days").click()
    expect(page.locator(".notice")).to_have_count(0)
    assert served.wrong == []


def test_a_slider_that_is_let_go_asks_for_the_page(served: Watched) -> None:
    """By pointer: of the day on which things were so."""
    page = served.open(POLICY)
    page.get_by_role("slider", name="on the day").click()

    expect(page).to_have_url(re.compile(r"on=20\d\d-\d\d-\d\d"))
    expect(page.locator("p.lead")).to_contain_text(re.compile("On |is known on "))
    assert served.wrong == []


def test_the_form_of_days_keeps_the_rules_of_access(
    browser: Browser, server: str
) -> None:
    """On a phone, in the dark; nothing runs over its side."""
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, color_scheme="dark"
    )
    phone = watched(context, server)
    page = phone.open(f"{POLICY}?as_of=2025-06-05&on=2025-05-20")
    page.get_by_role("slider").first.wait_for()
    page.evaluate(AXE.read_text("utf-8"))

    assert page.evaluate(RUN, LEVELS) == []
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    assert phone.wrong == []
    context.close()


def test_a_site_of_files_has_no_control_that_does_nothing(
    browser: Browser, site: str
) -> None:
    """What was known by a day is a site of its own there."""
    page = browser.new_page()
    page.goto(f"{site}/{POLICY}")

    expect(page.locator("form.dates")).to_have_count(0)
    page.close()


def test_days_need_no_script(scriptless: Page, server: str) -> None:
    """Two fields and a button."""
    scriptless.goto(f"{server}/movements.html")
    scriptless.get_by_label("on the day").fill("2025-05-20")
    scriptless.get_by_role("button", name="Show", exact=True).click()

    expect(scriptless.locator("p.lead")).to_contain_text("those of 20 May 2025")
    expect(scriptless.get_by_role("slider")).to_have_count(0)
