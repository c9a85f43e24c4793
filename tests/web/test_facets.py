"""Lists are chosen from by what their entries are, with counts that follow."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Watched

CLAIMS = "kind/claim.html"


def _box(page: Page, facet: str, value: str) -> Locator:
    part = page.locator(
        ".facets details", has=page.locator(f"summary:text-is('{facet}')")
    )
    return part.locator("li", has=page.locator(f"bdi:text-is('{value}')"))


def _count(box: Locator) -> int:
    return int(box.locator(".count").text_content() or "")


def test_counts_follow_the_other_choices(view: Watched) -> None:
    """A value says how many entries are left with it; of its own facet none is lost."""
    page = view.open(CLAIMS)
    page.locator(".facets summary").first.wait_for()
    for summary in page.locator(".facets summary").all():
        summary.click()
    shown = page.locator(".entries li:visible")
    total, asserted = shown.count(), _count(_box(page, "manner", "asserted"))
    denied = _count(_box(page, "manner", "denied"))
    assert 0 < denied < asserted < total
    _box(page, "manner", "denied").get_by_role("checkbox").check()

    expect(shown).to_have_count(denied)
    assert _count(_box(page, "manner", "asserted")) == asserted
    assert _count(_box(page, "claimant", "Taliban leaders")) >= 1
    assert _count(_box(page, "claimant", "Ariana News")) == 0
    _box(page, "manner", "asserted").get_by_role("checkbox").check()
    expect(shown).to_have_count(denied + asserted)
    _box(page, "claimant", "Taliban leaders").get_by_role("checkbox").check()
    expect(shown).to_have_count(_count(_box(page, "claimant", "Taliban leaders")))
    assert view.wrong == []


def test_what_is_chosen_can_be_shared_and_undone(view: Watched) -> None:
    """By keyboard; the address shows the same again, and the button shows all."""
    page = view.open(CLAIMS)
    shown = page.locator(".entries li:visible")
    total = shown.count()
    page.locator(".facets summary", has_text="standing").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".facets [role=status]")).to_contain_text(f"of {total}")
    left, address = shown.count(), page.url
    assert "#standing=" in address
    assert 0 < left < total
    page.goto("about:blank")
    page.goto(address)

    expect(shown).to_have_count(left)
    page.get_by_role("button", name="All", exact=True).click()
    expect(shown).to_have_count(total)
    assert "#" not in page.url
    assert view.wrong == []


def test_words_and_choices_go_together(view: Watched) -> None:
    """Of the rows from Iran those that are contradicted: one, here and on the map."""
    page = view.open("movements.html#from=Iran")
    rows = page.locator("table.movements tbody tr:visible")
    expect(rows).to_have_count(4)
    page.get_by_label("Rows with").fill("contradicted")
    expect(rows).to_have_count(1)
    assert _count(_box(page, "to", "Afghanistan")) == 1
    expect(page.locator(".flow-map a")).to_have_count(1)
    page.get_by_role("button", name="All", exact=True).click()
    expect(rows).to_have_count(1)
    page.get_by_label("Rows with").fill("")
    expect(rows).to_have_count(11)
    assert view.wrong == []
