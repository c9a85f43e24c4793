"""Passages as news and agencies write them are drafted as a careful reader would."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.draft.draft import draft
from kg.draft.things import Things

FILES = ("news.yaml", "agencies.yaml", "periods.yaml", "voices.yaml")
PASSAGES = [
    passage
    for name in FILES
    for passage in yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))
]
MANNERS = yaml.safe_load(Path(__file__).with_name("manners.yaml").read_text("utf-8"))
PUBLISHED = date(2026, 3, 12)
"""A Thursday."""


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: p["text"][:40])
def test_a_passage_has_the_figures_that_a_reader_finds(
    things: Things, passage: dict[str, Any]
) -> None:
    """Amount, unit, period, manner and speaker of each, and no other."""
    drafts = draft("n", passage["text"], "en", PUBLISHED, things)
    found = [
        [
            d.says["amount"],
            d.says["unit"],
            d.says["period"],
            d.manner.code,
            d.speaker.id,
        ]
        for d in drafts.figures
    ]

    assert found == [[str(value) for value in each] for each in passage["figures"]]
    assert len(drafts.unplaced) == passage.get("listed", len(drafts.unplaced))


@pytest.mark.parametrize("text", MANNERS["doubtful"])
def test_what_is_doubtful_planned_or_not_done_is_never_drafted_as_asserted(
    things: Things, text: str
) -> None:
    """It is drafted in its manner, or listed with the reason; never lost."""
    drafts = draft("n", text, "en", PUBLISHED, things)

    assert "asserted" not in {d.manner.code for d in drafts.figures}
    assert drafts.figures or drafts.unplaced


@pytest.mark.parametrize("text", MANNERS["asserted"])
def test_a_word_of_doubt_about_something_else_takes_nothing_from_a_figure(
    things: Things, text: str
) -> None:
    drafts = draft("n", text, "en", PUBLISHED, things)

    assert {d.manner.code for d in drafts.figures} == {"asserted"}
    assert not [d.says["period"] for d in drafts.figures if "2027" in d.says["period"]]
