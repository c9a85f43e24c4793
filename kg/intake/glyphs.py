"""The characters of a page of a PDF, and where each of them stands."""

from __future__ import annotations

import re
from ctypes import c_double
from itertools import pairwise
from typing import Any

from kg.intake.bidi import Glyph, has_right, read_line, runs_leftward
from kg.intake.plain import RAISED

UNKNOWN = "\ufffd"
"""What stands for a letter of which the file does not say which it is."""

_DIVIDED = "\x02"
"""What PDFium has for a hyphen and the line break after it; pypdfium2 has U+FFFE."""

_LINE_END = re.compile(f"\r\n?|\n|{_DIVIDED}")

_GLUED = re.compile(r"(?<=\S)\d")
"""Digits that may be the number of a note behind a word or figure."""

_RAISED, _NEXT_LINE = 0.12, 0.8
"""By how much of the height of a line a raised digit stands higher: by a third as most
programs set it. A digit of another line stands higher by more."""

_ALIKE = 0.5
"""Points by which letters of one height may differ: nobody sees a sixth of a
millimetre."""

_LEVEL = 0.1
"""Radians by which a line may be askew, as of a scanner: six degrees."""


def text_of(page: Any) -> str:
    """Return the text of a page of pypdfium2: lines, hyphens and notes as printed.

    Digits that are raised are so in the text: else 1,200 with a note 3 is 1,2003.
    """
    units = _Units(page)
    lines = units.lines()
    text = "".join(units.line(start, end) for start, end in lines)
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace(_DIVIDED, "-\n")


class _Units:
    """The characters of a page as PDFium counts them, in units of UTF-16."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium, self._page = pdfium, page.raw
        count, text = page.count_chars(), str(page.get_text_range())
        if len(text) != count:  # it leaves out letters that nobody knows, for one
            codes = (pdfium.FPDFText_GetUnicode(page.raw, n) for n in range(count))
            text = "".join(chr(code) if code else UNKNOWN for code in codes)
        self.text = text.replace("\ufffe", _DIVIDED)
        self._has_right, self._leftward = has_right(text), runs_leftward(text)

    def lines(self) -> list[tuple[int, int]]:
        """Return where lines begin and end; one in several fonts is one line."""
        ends = [match.end() for match in _LINE_END.finditer(self.text)]
        lines = list(pairwise([0, *ends, len(self.text)]))
        joined = list[tuple[int, int]]()
        for start, end in lines:
            if joined and self._has_right and self._go_on(joined[-1], (start, end)):
                start = joined.pop()[0]
            if end > start:
                joined.append((start, end))
        return joined

    def _go_on(self, before: tuple[int, int], line: tuple[int, int]) -> bool:
        """Tell whether two lines, of which words run to the left, are drawn as one."""
        first, second = self._first(*before), self._first(*line)
        if first is None or second is None:
            return False
        if not has_right(self.text[before[0] : line[1]]):
            return False
        one, other = self._glyph(first), self._glyph(second)
        return abs(one.base - other.base) < _RAISED * max(one.height, other.height)

    def _first(self, start: int, end: int) -> int | None:
        words = (n for n in range(start, end) if not self.text[n].isspace())
        return next(words, None)

    def line(self, start: int, end: int) -> str:
        """Return a line in the order in which it is read, with its end."""
        words = self.text[start:end]
        if self._has_right and has_right(words):
            divided = words.endswith(_DIVIDED)
            glyphs = [self._glyph(n) for n in range(start, end - divided)]
            line = read_line(glyphs, leftward=self._leftward)
            return line + (_DIVIDED if divided else "\n" * words.endswith("\n"))
        raised: list[int] = []
        for match in _GLUED.finditer(words):
            number = start + match.start()
            goes_on = raised[-1:] == [number - 1] and self._is_level(number)
            raised += [number] * (goes_on or self._is_raised(number))
        parts = list(words)
        for number in raised:
            parts[number - start] = parts[number - start].translate(RAISED)
        return "".join(parts)

    def _glyph(self, number: int) -> Glyph:
        pdfium, page = self._pdfium, self._page
        box = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(page, number, box)
        left, right = c_double(box.left), c_double(box.right)
        lower, upper = c_double(), c_double()
        pdfium.FPDFText_GetCharBox(page, number, left, right, lower, upper)
        height, base = abs(box.top - box.bottom), self._base(number)
        return Glyph(self.text[number], left.value, right.value, base, height)

    def _base(self, number: int) -> float:
        x, y = c_double(), c_double()
        self._pdfium.FPDFText_GetCharOrigin(self._page, number, x, y)
        return y.value

    def _is_level(self, number: int) -> bool:
        """Tell whether a character stands as high as the one before it."""
        return abs(self._base(number) - self._base(number - 1)) < _ALIKE

    def _is_raised(self, number: int) -> bool:
        """Tell whether a character stands higher than the one before it in its line."""
        higher = self._base(number) - self._base(number - 1)
        if higher <= 0:  # as nearly all
            return False
        height = self._glyph(number - 1).height
        angle = self._pdfium.FPDFText_GetCharAngle(self._page, number)
        return abs(angle) <= _LEVEL and _RAISED * height < higher < _NEXT_LINE * height
