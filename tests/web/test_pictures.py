"""Pictures as a browser draws them: every label on its own, and on the sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import kg
from kg.export.plot import plot_figures
from tests.export.plot.busy import FLOW as CROWDED
from tests.export.plot.busy import busy

FLOW = "afghans-leaving-pakistan-2025"
BOXES = """() => {
  const sheet = document.documentElement.getBoundingClientRect()
  const labels = {}
  for (const group of document.querySelectorAll('[id^="label-"]')) {
    const box = group.getBoundingClientRect()
    const own = labels[group.id] ??= {id: group.id, boxes: []}
    own.boxes.push([box.left, box.top, box.right, box.bottom])
  }
  return {width: sheet.width, height: sheet.height, labels: Object.values(labels)}
}"""
"""The boxes of all lines of each label, in pixels of the screen."""

_TOUCHING = 1.0
"""Pixels: boxes of letters reach a little above and below what is seen of them."""


@pytest.fixture(scope="module")
def pictures(article: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw the first flow and a crowded one, in a folder."""
    folder = tmp_path_factory.mktemp("pictures")
    shipped = kg.open(article).figures(FLOW)
    crowded = kg.open(busy(folder / "project")).figures(CROWDED)
    plot_figures(shipped, folder / "screen.svg")
    plot_figures(shipped, folder / "social.svg", "social")
    plot_figures(crowded, folder / "crowded.svg")
    return folder


def test_no_label_lies_on_another_or_leaves_the_sheet(
    pictures: Path, scriptless: Page
) -> None:
    """On a screen and on a card, and where many numbers are about the same."""
    for name, least in (("screen", 30), ("social", 15), ("crowded", 25)):
        scriptless.goto((pictures / f"{name}.svg").as_uri())
        seen: dict[str, Any] = scriptless.evaluate(BOXES)
        labels = [label["boxes"] for label in seen["labels"]]
        lines = [(n, box) for n, boxes in enumerate(labels) for box in boxes]
        pairs = ((a, one, b, other) for a, one in lines for b, other in lines)

        assert len(labels) >= least
        assert [(a, b) for a, one, b, other in pairs if a < b and _on(one, other)] == []
        for _, (left, top, right, bottom) in lines:
            assert min(left, top) >= 0
            assert right <= seen["width"]
            assert bottom <= seen["height"]
    _is_one_image(pictures, scriptless)


def _is_one_image(pictures: Path, page: Page) -> None:
    """Check that a screen reader gets one image, with its title."""
    page.goto((pictures / "screen.svg").as_uri())
    image = page.get_by_role("img", name="Figures of Afghans leaving Pakistan")

    assert image.count() == 1


def _on(a: list[float], b: list[float]) -> bool:
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return wide > _TOUCHING and high > _TOUCHING
