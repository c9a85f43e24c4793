"""Figures as people read them: short, explained, and the same in every width."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import forks

ROOT = Path(__file__).parents[3]
APRIL = "afghans-leaving-pakistan-2025"
YEAR_2023 = "afghans-leaving-pakistan-2023"
Show = Callable[..., list[str]]


@pytest.fixture
def show(article: Path) -> Show:
    """Return a function that gives the lines of figures on a wide or narrow page."""

    def lines(*arguments: str, width: int = 100, encoding: str = "utf-8") -> list[str]:
        graph = ("-C", str(ROOT), "-g", str(article))
        first = f"import kg.cli.output as o; o.PIPE_WIDTH = {width}"
        env = {**os.environ, "PYTHONIOENCODING": encoding}
        done = forks.kg(*graph, "figures", *arguments, env=env, first=first)
        done.check_returncode()
        return done.stdout.splitlines()

    return lines


def test_what_was_asked_fits_on_a_few_pages(show: Show) -> None:
    """A thing with many restated figures, and one with two beside a long history."""
    assert len(show(APRIL)) < 130
    assert len(show(YEAR_2023)) < 40


def test_what_one_voice_says_again_is_one_row(show: Show) -> None:
    """Five reports of one wire story are one row that names all of them."""
    lines = show(APRIL)
    rows = [line for line in lines if line.startswith("2025-04 to 2025-06-04")]

    assert len(rows) == 1
    assert "one voice" in rows[0]
    assert "anews-20250604.since-april and 4 more:" in "\n".join(lines)
    assert all(f"[{n}] " in "\n".join(lines) for n in range(7, 11))


def test_relations_that_settle_nothing_are_counted_and_can_be_shown(
    show: Show,
) -> None:
    short, full = show(APRIL), show(APRIL, "--relations")

    assert any("settle nothing; --relations shows them" in line for line in short)
    assert not any("the parts do not settle it" in line for line in short)
    assert any("cannot tell" in line and line.startswith("  •") for line in full)


def test_around_what_was_asked_there_are_only_rows(show: Show) -> None:
    lines = show(YEAR_2023)
    around = lines.index(next(line for line in lines if "(contains it)" in line))
    after = lines[around : lines.index("", around)]

    assert not any("•" in line or "derived" in line for line in after)
    assert after[-1].endswith("kg figures afghans-leaving-pakistan")


def test_a_set_of_claims_is_told_apart_from_a_pair(show: Show) -> None:
    lines = "\n".join(show("afghans-leaving-pakistan"))

    assert re.search(r"cannot be true together\s+with \[", lines)
    assert "Cannot all be true: leave one of each set out" in lines


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_no_line_is_too_long_or_ends_in_spaces(show: Show, width: int) -> None:
    lines = show(APRIL, "--pairs", "--relations", width=width)

    assert max(map(len, lines)) <= width
    assert lines == [line.rstrip() for line in lines]
    assert "one voice = " in " ".join(lines)


def test_bars_are_only_spoken_of_where_there_are_any(show: Show) -> None:
    assert any("bar = " in line for line in show(APRIL))
    assert not any("bar = " in line for line in show(APRIL, width=60))


def test_a_terminal_without_these_letters_gets_plain_ones(show: Show) -> None:
    assert "\n".join(show(APRIL, encoding="ascii")).isascii()
