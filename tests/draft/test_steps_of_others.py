"""Steps of policies in texts that somebody keyed who knew no rule.

Many are not found (docs/drafting.md tells how many). What is drafted is in the key: no
demand, rumour, vote of one chamber or denial comes out as a step.
"""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.steps import TEXTS, found, scores, texts
from kg.draft.things import Things

ALL = [text for path in sorted(TEXTS.glob("*.yaml")) for text in texts(path)]


@pytest.mark.parametrize("text", ALL, ids=lambda text: str(text["text"])[:40])
def test_what_is_drafted_is_in_the_key(things: Things, text: dict[str, Any]) -> None:
    assert found(text, things).wrong == []


def test_of_steps_with_a_day_half_are_found(things: Things) -> None:
    for path, key, _, right in scores(things):
        assert right / key >= 0.5, path.name


def test_a_quarter_of_the_texts_has_no_step_that_is_a_fact() -> None:
    assert sum(not text["steps"] for text in ALL) * 5 >= len(ALL)
