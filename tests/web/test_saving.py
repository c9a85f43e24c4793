"""A drawing is saved as a picture that needs nothing else, and says what it is of."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Locator, Page

from tests.web.conftest import Watched

PAGES = {
    "movements.html": ("bands-1", "more than 554,000"),
    "flow/afghans-leaving-iran-2024-2025.html": ("figures", "million"),
    "policy/pk-repatriation-campaign.html": ("life", "in force"),
    "network/flows.html": ("network", "Pakistan"),
}
"""A page of each kind of drawing, what is saved, and words that are in it."""

PNG = b"\x89PNG\r\n\x1a\n"


def _saved(page: Page, beside: Locator, kind: str, to: Path) -> bytes:
    with page.expect_download() as download:
        beside.get_by_role("button", name=kind).click()
    path = to / download.value.suggested_filename
    download.value.save_as(path)
    return path.read_bytes()


@pytest.mark.parametrize("address", PAGES)
def test_a_drawing_is_a_file_of_its_own(
    view: Watched, tmp_path: Path, address: str
) -> None:
    """As SVG, in which nothing is left to a style, and as PNG of twice the size."""
    name, said = PAGES[address]
    page = view.open(address)
    beside = page.locator(f"[data-picture={name}] ~ .save, .stage ~ .save").first
    svg = etree.fromstring(_saved(page, beside, "SVG", tmp_path))
    png = _saved(page, beside, "PNG", tmp_path)

    words = " ".join(" ".join(map(str, svg.itertext())).split())
    assert said in words
    assert "To cite this page: “" in words
    assert "graph " in words
    assert not svg.xpath("//@class | //@style | //@href | //*[contains(@fill, 'var(')]")
    named = {i.split("#")[1].rstrip(')"') for i in svg.xpath("//@fill") if "#" in i}
    assert named <= {*svg.xpath("//@id")}
    assert png.startswith(PNG)
    width, height = (int.from_bytes(png[n : n + 4]) for n in (16, 20))
    assert width == pytest.approx(2 * float(svg.get("width", 0)), abs=2)
    assert height == pytest.approx(2 * float(svg.get("height", 0)), abs=2)
    assert view.wrong == []


def test_the_map_is_saved_with_what_its_boundaries_are(
    view: Watched, tmp_path: Path
) -> None:
    """Whoever sees the picture alone reads whose they are."""
    page = view.open("movements.html")
    page.locator(".flow-map").wait_for()
    beside = page.locator("[data-picture=map] ~ .save")
    svg = etree.fromstring(_saved(page, beside, "SVG", tmp_path))

    assert "Boundaries: Natural Earth" in " ".join(map(str, svg.itertext()))
    assert view.wrong == []
