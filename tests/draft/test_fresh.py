"""Whole texts, keyed before the rules met them, are drafted as their keys say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.draft.things import Things
from tests.draft.fresh.keyed import hold

TEXTS = [
    text
    for path in sorted(Path(__file__).parent.glob("fresh/*.yaml"))
    for text in yaml.safe_load(path.read_text("utf-8"))
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: str(text["name"]))
def test_a_whole_text_is_drafted_as_keyed_and_nothing_in_it_wrongly_asserted(
    things: Things, text: dict[str, Any]
) -> None:
    """But for what is `open`: figures that the rules are known to miss or misread.

    Also of these, what was alleged, planned or feared never comes out as a fact.
    """
    held, _ = hold(text, things)

    assert held.words == [str(words) for words in text.get("open", [])]
    assert held.asserted == 0


def test_there_are_enough_texts_and_figures_to_mean_something() -> None:
    assert sum(len(text["figures"]) for text in TEXTS) >= 110
