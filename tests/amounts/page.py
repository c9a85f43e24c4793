"""The page of amounts: docs/amounts.md, made from what the tests expect."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import Any

import yaml

_DATA = yaml.safe_load(Path(__file__).with_name("amounts.yaml").read_text("utf-8"))

_HEAD = """\
# Amounts

<!-- Made by `make docs` from tests/amounts/amounts.yaml: change that file. -->

An `amount` of a facts file is written in the words of the source. What the graph stores
is what the words say; how far they may be stretched is settled only when figures are
compared, and then in three ways:

- **as printed**: just what the words say; a bare figure, and one after "about", is the
  point;
- **usually read as**: by the conventions below for rounding and vague words;
- **at the loosest**: the widest that the words bear. What contradicts even that is a
  contradiction.

`kg amount PHRASE` shows the same for any phrase. Nothing is guessed: what does not read
from end to end is refused, and the part that was not understood is shown.

What a phrase gives beside the number (unit, currency, direction) may also be written
beside it, if it is the same. A direction makes it a change: `type: ChangeObservation`.
Per cent without a direction is a share (`type: ShareObservation`), a ratio is of a
change, what is per a time or per so many a rate (`type: RateObservation`), and anything
else a level.
"""
_TABLE = """
| phrase | quantifier | as printed | usually read as | at the loosest | gives |
| --- | --- | --- | --- | --- | --- |
"""
_REFUSED = """
## Refused

The message shows the part that was not understood, as it was typed, then the reason, if
there is one of its own; without one it lists the forms that are read. The long form
(`kg terms amount`) holds what no phrase says.

| phrase | shown | reason |
| --- | --- | --- |
"""


@dataclass(frozen=True, slots=True)
class Row:
    """Phrases that are read alike, and how; ``gives`` are the other terms."""

    phrases: tuple[str, ...]
    quantifier: str | None
    readings: tuple[str, str, str] | None
    gives: dict[str, str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A phrase that is refused, the part shown, and the reason of its own."""

    phrase: str
    part: str
    why: str = ""


def _row(cells: list[Any]) -> Row:
    gives = cells.pop() if isinstance(cells[-1], dict) else {}
    phrases, quantifier, *said = cells
    if not said:
        return Row(tuple(phrases), quantifier, None, gives)
    said += said[-1:] * (3 - len(said))
    return Row(tuple(phrases), quantifier, (said[0], said[1], said[2]), gives)


GROUPS = [
    (group["title"], group["read"], [_row(list(cells)) for cells in group["rows"]])
    for group in _DATA["groups"]
]
"""Title, conventions and rows of each group."""

LANGUAGES = {group["title"]: group.get("language", "en") for group in _DATA["groups"]}
"""The language of each group's phrases, by its title."""

REFUSED = [Refusal(*cells) for cells in _DATA["refused"]]
"""Phrases that nothing is made of."""


def page() -> str:
    """Return the page as Markdown."""
    parts = [_HEAD]
    for title, read, rows in GROUPS:
        parts += [f"\n## {title}\n\n{fill(read, 88)}\n", _TABLE]
        parts += [_line(row) for row in rows]
    parts.append(_REFUSED)
    parts += [
        _cells(f"`{refusal.phrase}`", f"`{refusal.part}`", refusal.why)
        for refusal in REFUSED
    ]
    return "".join(parts)


def _line(row: Row) -> str:
    phrases = ", ".join(f"`{phrase}`" for phrase in row.phrases)
    gives = ", ".join(f"{name} `{value}`" for name, value in row.gives.items())
    return _cells(phrases, row.quantifier or "", *(row.readings or ("", "", "")), gives)


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"
