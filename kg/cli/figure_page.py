"""Lines for people: in columns or with a hanging indent, never ending in spaces."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from kg.cli.bars import FANCY, PLAIN

_ASCII = str.maketrans(
    {
        **{"\u2265": ">=", "\u2264": "<=", "\u00b7": "-", "\u2014": "-", "\u2013": "-"},
        **{"\u201c": '"', "\u201d": '"', "\u2022": "*", "\u2026": "..."},
    }
)
_GAP = 2


class Page:
    """Prints on a console, with the letters that the output has."""

    def __init__(self, out: Console) -> None:
        self.out, self.width = out, out.width
        self.fancy = _takes(FANCY + "\u2265\u00b7\u2013")
        self.marks = FANCY if self.fancy else PLAIN

    def said(self, words: str) -> str:
        """Return words as the stream can take them."""
        return words if self.fancy else words.translate(_ASCII)

    def text(self, words: str, style: str = "") -> Text:
        """Return words in a style, as the stream can take them."""
        return Text(self.said(words), style=style)

    def line(self, words: str = "", style: str = "") -> None:
        """Print words, wrapped."""
        self.hanging("", self.text(words, style))

    def hanging(self, head: str, body: Text, style: str = "") -> None:
        """Print a text, its lines after the first indented by what stands before it."""
        head = self.said(head)
        for n, line in enumerate(self._wrapped(body, self.width - len(head))):
            before = Text(head if n == 0 else " " * len(head), style=style)
            self._print(before + line)

    def columns(self, cells: Sequence[Text], widths: Sequence[int]) -> None:
        """Print texts side by side; a column of no width is left out."""
        shown = [(c, w) for c, w in zip(cells, widths, strict=True) if w]
        columns = [self._wrapped(cell, width) for cell, width in shown]
        for n in range(max(map(len, columns), default=0)):
            line = Text()
            for column, (_, width) in zip(columns, shown, strict=True):
                cell = column[n].copy() if n < len(column) else Text()
                cell.pad_right(max(width - cell.cell_len, 0) + _GAP)
                line += cell
            self._print(line)

    def _wrapped(self, text: Text, width: int) -> list[Text]:
        """Break a text into lines; spaces that set a line in are kept."""
        if text.cell_len <= width and "\n" not in text.plain:
            return [text]
        lines = list(text.wrap(self.out, max(width, 1)))
        for line in lines:
            line.rstrip()
        return lines

    def _print(self, line: Text) -> None:
        line.rstrip()
        self.out.print(line, soft_wrap=True)


def _takes(marks: str) -> bool:
    """Tell whether the output has letters for some marks."""
    try:
        marks.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
