"""CONTRIBUTING.md draws the house as it stands."""

from __future__ import annotations

import re

from tests.docs.console import ROOT
from tests.test_structure import LEVEL

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def _first_cells(heading: str) -> list[list[str]]:
    """Return the words set off in the first cell of each row under a heading."""
    section = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = (row.split("|")[1] for row in re.findall(r"(?m)^\|.+\|$", section))
    return [words for cell in cells if (words := re.findall(r"[`*]([^`*]+)[`*]", cell))]


def test_every_room_is_listed_below_those_that_it_imports() -> None:
    """What lies in `kg/` has a row, and rows go down as imports do."""
    rows = [
        [room.rstrip("/") for room in row] for row in _first_cells("The rooms of `kg/`")
    ]
    rooms = {path.stem for path in (ROOT / "kg").iterdir() if path.stem[0] not in "._"}
    there = rooms - {"py"}  # py.typed

    assert {room for row in rows for room in row} == there
    levels = [max(LEVEL[room] for room in row) for row in rows]
    assert levels == sorted(levels)


def test_every_folder_of_the_repository_is_listed() -> None:
    """Whoever looks for something is told in which folder."""
    listed = {row[0].rstrip("/") for row in _first_cells("Where things are")}
    shown = {path.name for path in ROOT.iterdir() if path.is_dir()}
    made = {"build", "dist", "texts", "__pycache__"}

    assert listed == {name for name in shown - made if not name.startswith(".")}


def test_a_word_means_one_thing() -> None:
    """Each word of the glossary stands in it once."""
    words = [word for row in _first_cells("Words") for word in row]

    assert len(words) == len(set(words)) >= 15
