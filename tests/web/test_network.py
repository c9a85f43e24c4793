"""A view is explored by pointer and keyboard, and what is chosen can be shared."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.conftest import Watched

VIEW = "network/actors-policies-populations.html"
CAMPAIGN = "policy/pk-repatriation-campaign"
NODE = f"svg.drawing [data-node='{CAMPAIGN}']"


def test_a_node_chosen_shows_what_is_around_it(view: Watched) -> None:
    """In the drawing, in words, and in an address that shows the same again."""
    page = view.open(VIEW)
    page.locator(f"{NODE} path").click()

    panel = page.locator(".chosen")
    expect(panel.locator("a").first).to_have_attribute("href", f"../{CAMPAIGN}.html")
    expect(panel).to_contain_text("Government of Pakistan")
    expect(page.locator("svg.drawing [data-node='actor/taliban']")).to_have_class("dim")
    shown = page.locator(".in-words > li:visible").count()
    page.select_option("#steps", "3")
    assert page.locator(".in-words > li:visible").count() > shown
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(NODE)).to_have_class("chosen-node")
    expect(page.locator("#steps")).to_have_value("3")
    assert view.wrong == []


def test_kinds_and_manners_are_hidden_by_their_legend(view: Watched) -> None:
    """By keyboard; what is to come is then neither drawn nor listed."""
    page = view.open(VIEW)
    coming = page.locator("svg.drawing [data-look='to come']")
    assert coming.count() > 0
    box = page.get_by_role("checkbox", name="to come")
    box.focus()
    page.keyboard.press("Space")

    expect(coming.first).to_be_hidden()
    expect(
        page.locator(".in-words [data-edge]:visible .chip", has_text="to come")
    ).to_have_count(0)
    assert "without-look=to+come" in page.url
    page.get_by_role("checkbox", name="policy").uncheck()
    expect(page.locator(NODE)).to_be_hidden()
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(NODE)).to_be_visible()
    assert view.wrong == []


def test_a_name_is_found_in_the_view(view: Watched) -> None:
    """By a part of it, without a pointer."""
    page = view.open(VIEW)
    page.locator("#in-view").fill("taliban lead")
    page.keyboard.press("Tab")

    expect(page.locator(".chosen")).to_contain_text("Taliban leaders")


def test_on_a_day_only_what_was_possible_then_is_drawn(view: Watched) -> None:
    """Edges without days always are."""
    page = view.open(VIEW)
    page.locator("#day").fill("2020-01-01")
    dated = page.locator("svg.drawing [data-from] .edge:visible")

    expect(dated).to_have_count(0)
    assert page.locator("svg.drawing .edge:visible").count() > 0
    page.locator("#day").fill("2025-12-31")
    assert dated.count() > 0


def test_without_a_script_all_of_it_is_there(scriptless: Page, site: str) -> None:
    """The drawing, the legend, every edge in words."""
    scriptless.goto(f"{site}/{VIEW}")
    lines = scriptless.locator("svg.drawing .edge").count()
    listed = scriptless.locator(".in-words [data-edge]:visible").count()

    assert lines > 40
    assert listed == 2 * lines  # at both ends
    expect(scriptless.locator(NODE)).to_be_visible()
    expect(scriptless.locator(".controls")).to_have_count(0)
