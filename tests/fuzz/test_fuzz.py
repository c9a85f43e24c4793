"""Files gone wrong at random, always the same ones, are read or refused clearly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.kinds import KINDS
from tests.fuzz.run import run, write

SLOW = {"checked": 3, "built": 4, "shapes": 4}
"""Kinds of which fewer are read, for one takes half a second."""


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_wrong_is_refused_and_nothing_else_happens(
    kind: str, tmp_path: Path
) -> None:
    """No other exception, no end of the process, no wait, and nothing outside."""
    cases = [(kind, number) for number in range(SLOW.get(kind, 12))]
    assert run(tmp_path / "fuzz", cases) == {}


def test_the_files_are_sound_to_begin_with(tmp_path: Path) -> None:
    """What is not mutated is read without an error, so that all of it is reached."""
    write(tmp_path / "project")
    for kind in KINDS.values():
        kind.read(tmp_path / "project")
