"""What is wrong alike in many rows of a table: told once, how often and where."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.errors import Problem

_QUOTED = re.compile("`[^`]*`|[0-9][0-9,]*")
SHOWN = 5
"""Rows that a message names of all in which the same is wrong."""


def grouped(problems: Iterable[Problem], file: str) -> list[Problem]:
    """Put the problems of a table's rows together: one for each kind and column.

    It stands at the first, tells how many there are, and on which lines some are.
    """
    kinds: dict[tuple[str, str], list[Problem]] = {}
    others = []
    for problem in dict.fromkeys(problems):
        if problem.place.file == file:
            kind = _QUOTED.sub("", problem.message)
            kinds.setdefault((problem.place.column, kind), []).append(problem)
        else:
            others.append(problem)
    return others + [_as_one(alike) for alike in kinds.values()]


def _as_one(alike: list[Problem]) -> Problem:
    first, *rest = alike
    if not rest:
        return first
    more = others_like_it(problem.place.line for problem in rest)
    return Problem(first.place, f"{first.message} {more}")


def others_like_it(lines: Iterable[int]) -> str:
    """Say how many more there are like one, and on which lines the first are."""
    all_lines = list(lines)
    each = sorted(set(all_lines))
    shown = ", ".join(map(str, each[: SHOWN - 1]))
    ends = " …" if len(each) >= SHOWN else ""
    on = f"on line{'s' if len(each) > 1 else ''} {shown}{ends}"
    return f"({len(all_lines):,} more like it, {on})"
