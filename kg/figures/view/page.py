"""Lines for a terminal: with a hanging indent, or in columns; none ends in spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.table import Column, Table
from rich.text import Text

_ASCII = str.maketrans(
    {
        **{"\u2265": ">=", "\u2264": "<=", "\u00b7": "-", "\u2014": "-", "\u2013": "-"},
        **{"\u201c": '"', "\u201d": '"', "\u2022": "*", "\u2026": "..."},
    }
)
GAP = 2
"""Spaces between two columns."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """Words, their lines after the first set in by what stands before them.

    ``links`` has the addresses that a terminal opens where these words stand.
    """

    words: str
    style: str = ""
    head: str = ""
    head_style: str = ""
    links: Mapping[str, str] = field(default_factory=dict)

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> RenderResult:
        head = _text(self.head, self.head_style, options)
        grid = Table.grid(Column(width=head.cell_len, no_wrap=True), Column())
        body = _text(self.words, self.style, options)
        for words, address in self.links.items() if options.is_terminal else ():
            shown = _text(words, "", options).plain
            for at in (m.start() for m in re.finditer(re.escape(shown), body.plain)):
                body.stylize(Style(link=address), at, at + len(shown))
        grid.add_row(head, body)
        yield from _trimmed(grid if head else body, console, options)


@dataclass(frozen=True, slots=True)
class Cells:
    """Words side by side, each with its style; a column of no width is left out."""

    cells: Sequence[tuple[str, str]]
    widths: Sequence[int]

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> RenderResult:
        shown = [c for c in zip(self.cells, self.widths, strict=True) if c[1]]
        # A word that is too long goes on in the next line; rich cuts it off by default.
        columns = [Column(width=width, overflow="fold") for _, width in shown]
        grid = Table.grid(*columns, padding=(0, GAP, 0, 0), pad_edge=False)
        grid.add_row(*(_text(words, style, options) for (words, style), _ in shown))
        yield from _trimmed(grid, console, options)


def _text(words: str, style: str, options: ConsoleOptions) -> Text:
    """Return words in a style, with the letters that the output has."""
    return Text(words.translate(_ASCII) if options.ascii_only else words, style=style)


def _trimmed(
    body: RenderableType, console: Console, options: ConsoleOptions
) -> Iterator[Segment]:
    """Yield something without the spaces that fill its lines up."""
    for line in console.render_lines(body, options, pad=False):
        while line and not line[-1].text.strip():
            line.pop()
        yield from line[:-1]
        for last in line[-1:]:
            yield Segment(last.text.rstrip(), last.style)
        yield Segment.line()
