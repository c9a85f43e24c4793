"""The text of a PDF, by pypdfium2, and where each of its pages begins."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from kg.intake.bidi import has_right
from kg.intake.glyphs import UNKNOWN, text_of
from kg.intake.model import Converted, NotTaken, TakeLimits, library, missing
from kg.intake.plain import tidied

_PASSWORD = 4  # FPDF_ERR_PASSWORD of PDFium's fpdfview.h
_WIDE = 1.1
"""Heights of letters between words side by side: more than a space, less than a gutter
of 12 points between columns of 11."""

_SIDE_BY_SIDE = 3
"""Lines with such a gap that make columns or a table: fewer are heads and feet."""

_ODD = 0.3
"""Share of characters without a meaning from which a text is none: that of fonts whose
letters nobody can know comes near to 1."""


def convert_pdf(data: bytes, name: str, limits: TakeLimits) -> Converted:
    """Return the text of a PDF, lines as printed.

    Raises :class:`NotTaken` for one with a password, too many pages or no words.
    """
    version = library("pypdfium2")
    try:
        import pypdfium2
    except ImportError:
        raise missing("pypdfium2") from None
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            message = f"{name} has a password; save it without one, and take that"
            raise NotTaken(message) from None
        raise NotTaken(f"{name} is a broken PDF, or a part of one") from None
    if count > limits.pages:
        message = f"{name} has {count:,} pages, and {limits.pages:,} are taken at most"
        raise NotTaken(f"{message}; --max-pages takes more, or take a part of it")
    texts, columns = list[str](), list[int]()
    for number in range(1, count + 1):
        try:
            page = document[number - 1].get_textpage()
            texts.append(_words(page))
            columns += [number] * _is_side_by_side(page)
        except pypdfium2.PdfiumError:
            raise NotTaken(f"{name} is broken at page {number}") from None
    _check_readable("".join(texts), name)
    starts = [0, *accumulate(map(len, texts))][:-1]
    title = tidied(document.get_metadata_dict().get("Title") or "")
    return Converted(
        "".join(texts),
        "pypdfium2",
        version,
        title=" ".join(title.split()),
        pages=tuple(starts),
        doubts=tuple(_doubts(texts, columns)),
    )


def _doubts(texts: list[str], columns: list[int]) -> Iterator[str]:
    """Say what of the pages may be missing or in another order."""
    pages = list(enumerate(texts, 1))
    if bare := [n for n, text in pages if not text.strip()]:
        yield f"no words on {_listed(bare)}: pictures of words? They are not read."
    if columns:
        yield (
            f"words stand side by side on {_listed(columns)}: lines of columns may be "
            "mixed there, and cells of a table that are empty leave no gap."
        )
    if odd := [n for n, text in pages if any(map(_is_odd, set(text)))]:
        yield (
            f"letters are missing on {_listed(odd)} ({UNKNOWN}): the file does not say "
            "which they are."
        )
    if turned := [n for n, text in pages if has_right(text)]:
        yield (
            f"words on {_listed(turned)} run from right to left, and the file has them "
            "as they are drawn; compare names, ranges and what stands in brackets."
        )


def _words(page: Any) -> str:
    """Return the text of a page, which ends with a line break.

    So no two pages begin at one character, also where one has no words.
    """
    return f"{tidied(text_of(page)).rstrip()}\n"


def _check_readable(text: str, name: str) -> None:
    """Refuse a text without letters, and one of letters that nobody can know."""
    counts = Counter(text)
    letters = {c: count for c, count in counts.items() if not c.isspace()}
    odd = sum(letters[c] for c in letters if _is_odd(c))
    if odd > _ODD * sum(letters.values()):
        message = f"{name} does not say which letters its fonts draw"
        raise NotTaken(f"{message}. Recognize the words (OCR) outside of kg, take that")
    if not any(c.isalnum() for c in letters):
        message = f"{name} has no text: its pages are pictures, as of a scanner"
        raise NotTaken(f"{message}. Recognize the words (OCR) outside of kg, take that")


def _is_odd(character: str) -> bool:
    """Tell whether a character has no meaning that others know."""
    return character == UNKNOWN or unicodedata.category(character) in ("Co", "Cn")


def _is_side_by_side(page: Any) -> bool:
    """Tell whether several lines go on after a wide gap, as over columns."""
    before, gaps = None, 0
    for number in range(page.count_rects()):
        left, bottom, right, top = page.get_rect(number)
        if before is not None:
            end, foot, head = before
            height = max(head - foot, top - bottom)
            level = abs(foot - bottom) < height / 2
            gaps += level and left - end > _WIDE * height
        before = right, bottom, top
    return gaps >= _SIDE_BY_SIDE


def _listed(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:10])) + (" …" if len(pages) > 10 else "")
    return f"page{'s' * (len(pages) > 1)} {shown}"
