"""The style can be read by everybody: contrast, focus, and no colour alone."""

from __future__ import annotations

import re

import pytest

from kg.pages.book import stylesheet

STYLE = stylesheet().decode("utf-8")
TEXT, PARTS = 4.5, 3.0
"""The least contrast of text, and of what is drawn, by WCAG 2.2 at level AA."""


def colours(place: int) -> dict[str, str]:
    """Return the colours by name: the light ones first, then the dark ones."""
    block = re.findall(r":root \{([^}]*)\}", STYLE)[place]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_every_ground(place: int) -> None:
    """Ink, soft ink, links and warnings, on pages, panels and marked words."""
    of = colours(place)
    for ink in ("ink", "soft", "link", "warn"):
        for ground in ("ground", "panel"):
            assert contrast(of[ink], of[ground]) >= TEXT, (ink, ground)
    assert contrast(of["ink"], of["mark"]) >= TEXT
    assert contrast(of["link"], of["mark"]) >= TEXT
    assert contrast(of["warn"], of["warn-ground"]) >= TEXT


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_bars_and_the_focus_stand_out(place: int) -> None:
    """From the page, and from the shading of days in force."""
    of = colours(place)
    for drawn in ("bar", "hatch", "focus"):
        assert contrast(of[drawn], of["ground"]) >= PARTS, drawn
    assert contrast(of["bar"], of["band"]) >= PARTS


def test_the_style_loads_nothing() -> None:
    """No font, picture or sheet of another host, and none of this one."""
    assert not re.search(r"url\(|@import", STYLE)


def test_screens_of_every_kind_are_thought_of() -> None:
    """Dark rooms, phones and paper; the focus is seen."""
    for rule in ("prefers-color-scheme: dark", "max-width", "print", ":focus-visible"):
        assert rule in STYLE
