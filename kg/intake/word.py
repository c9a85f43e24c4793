"""The text of a DOCX, by mammoth: a line for each paragraph and row of a table."""

from __future__ import annotations

import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO

from kg.intake.model import Converted, NotTaken, library, missing
from kg.intake.plain import LOWERED, RAISED, tidied

_BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "table", "ol", "ul", "br")
)
_CELLS = frozenset(("td", "th"))
_TITLE = re.compile(r"<dc:title>([^<]{1,500})</dc:title>")
_CHANGES = re.compile(rb"<w:(ins|del|moveFrom) ")
_HIDDEN = re.compile(rb"<w:vanish\s*/>")
_BACK = "#footnote-ref", "#endnote-ref"
_WIDEST = 63
"""Columns of a table: as many as Word draws."""

_SET_OFF = {"sup": RAISED, "sub": LOWERED}


def convert_docx(data: bytes, name: str) -> Converted:
    """Return the words of a DOCX with its notes at the end; pictures are left out.

    Tracked changes count as accepted. Raises :class:`NotTaken` where it has no words.
    """
    version = library("mammoth")
    try:
        import mammoth
    except ImportError:
        raise missing("mammoth") from None
    page = mammoth.convert_to_html(
        BytesIO(data), convert_image=mammoth.images.img_element(lambda _: {"src": ""})
    )
    lines = _Lines()
    lines.feed(page.value)
    lines.close()
    text = tidied(lines.text())
    if not text.strip():
        raise NotTaken(f"{name} has no words: is it a picture? (OCR outside of kg)")
    title, doubts = _about(data)
    if lines.struck:
        doubts.append("words that are struck out in the file are left out.")
    return Converted(text, "mammoth", version, title=title, doubts=tuple(doubts))


def _about(data: bytes) -> tuple[str, list[str]]:
    """Return the title of a DOCX, and what may be misread in its text."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        body, title = package.read("word/document.xml"), ""
        if "docProps/core.xml" in package.namelist():
            core = package.read("docProps/core.xml").decode("utf-8", "replace")
            written = _TITLE.search(core)
            title = tidied(written[1]).strip() if written else ""
    doubts = []
    if _CHANGES.search(body):
        doubts.append(
            "the file has tracked changes that nobody has accepted; the text is as if "
            "all were."
        )
    if _HIDDEN.search(body):
        doubts.append("words that are hidden in the file may stand in the text.")
    return title, doubts


class _Lines(HTMLParser):
    """The words of simple HTML, a line for each block, cells divided by bars."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._rows: list[TableRow] = []  # that of a table in a cell is the last
        self._left: list[dict[int, int]] = []
        self._back, self.struck = False, False
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a row or a cell."""
        about = dict(attrs)
        if tag == "a":
            self._back = (about.get("href") or "").startswith(_BACK)
        elif tag == "table":
            self._left.append({})
        elif tag == "tr" and self._left:
            self._rows.append(TableRow(self._left[-1]))
        elif tag in _CELLS and self._rows:
            wide, high = (about.get(name) or "" for name in ("colspan", "rowspan"))
            self._rows[-1].begin(_number(wide), _number(high))
        elif tag in _BLOCKS:
            self._break()
        self._open += [tag] * (tag == "s" or tag in _SET_OFF)

    def handle_endtag(self, tag: str) -> None:
        """End a row or a block."""
        if tag in self._open:
            self._open.remove(tag)
        if tag == "a":
            self._back = False
        elif tag == "table" and self._left:
            self._left.pop()
        elif tag == "tr" and self._rows:
            line = self._rows.pop().line()
            self._break()
            self.handle_data(line)
            self._break()
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Put words to the line or cell."""
        if self._back or "s" in self._open:
            self.struck |= "s" in self._open
            return
        for tag in self._open:
            data = data.translate(_SET_OFF[tag])
        if self._rows:
            self._rows[-1].put(data)
        else:
            self._lines[-1] += data

    def _break(self) -> None:
        if self._rows:
            self._rows[-1].put(" ")
        else:
            self._lines.append("")

    def text(self) -> str:
        """Return the lines that have words."""
        kept = (line.strip() for line in self._lines)
        return "".join(f"{line}\n" for line in kept if line)


class TableRow:
    """The cells of a row; one that covers several stands in the first of them.

    ``left`` are the rows that cells from above still cover, by column.
    """

    def __init__(self, left: dict[int, int]) -> None:
        self._cells: list[str] = []
        self._left = left

    def begin(self, wide: int, high: int) -> None:
        """Begin a cell that is so many columns wide and rows high."""
        self._skip()
        for column in range(len(self._cells), len(self._cells) + wide):
            if high > 1:
                self._left[column] = high - 1
        self._cells += [""] * wide
        self._open = len(self._cells) - wide

    def put(self, words: str) -> None:
        """Put words to the cell that is open."""
        if self._cells:
            self._cells[self._open] += words

    def line(self) -> str:
        """Return the cells in a line."""
        self._skip()
        return " | ".join(" ".join(cell.split()) for cell in self._cells)

    def _skip(self) -> None:
        while self._left.get(len(self._cells), 0):
            self._left[len(self._cells)] -= 1
            self._cells.append("")


def _number(written: str) -> int:
    return min(int(written), _WIDEST) if written.isdecimal() else 1
