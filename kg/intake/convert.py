"""A file converted in a cell: it is somebody's, and its reader may hang or burst."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from kg.cell.child import Burst, begin
from kg.cell.limits import bounded
from kg.errors import KgError, QueryFailed
from kg.intake.kinds import kind_of
from kg.intake.model import Converted, NotTaken, TakeLimits
from kg.intake.pdf import convert_pdf
from kg.intake.plain import convert_plain
from kg.intake.web import convert_page
from kg.intake.word import convert_docx

SECONDS = 300.0
"""For one file: a PDF of 1,000 pages with 50 lines each took 4 (2026)."""

_LETTER = re.compile(r"[^\W\d_]")
_FOREIGN = 0.5
"""Share of letters of another script from which a text is not in a Latin language."""

_LATIN = {
    *("cs", "da", "de", "en", "es", "fi", "fr", "hu", "id", "it", "ms", "nb", "nl"),
    *("no", "pl", "pt", "ro", "sk", "sv", "tr"),
}
"""Languages that are written in Latin letters, of those that sources often are in."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came: its bytes, and what it is called in messages.

    ``encoding`` is what a server or the user says of it, ``url`` where it was read.
    """

    data: bytes
    name: str
    encoding: str = ""
    url: str = ""


def convert(original: Original, limits: TakeLimits) -> Converted:
    """Return the text of a file and what it says of itself.

    Raises :class:`NotTaken` for a file that none of the converters can make one of.
    """
    cell = begin(lambda _ask, _job: _in_cell(original, limits), files=True)
    try:
        done = cell.call(None, seconds=SECONDS, answer=_unheard)
    except Burst:
        message = f"{original.name} needs too much time or memory to be read"
        raise NotTaken(f"{message}; take a part of it") from None
    except QueryFailed:
        message = f"{original.name} took longer than {SECONDS:g} seconds to be read"
        raise NotTaken(f"{message}; take a part of it") from None
    finally:
        cell.close()
    assert isinstance(done, Converted)
    return done


def _unheard(*_: Any) -> None:
    """Hear which work begins and ends: there is only one."""


def _in_cell(original: Original, limits: TakeLimits) -> Converted:
    with bounded(original.name):
        try:
            return _with_language(_converted(original, limits))
        except KgError:
            raise
        except Exception as error:  # a library's, of a file that it did not expect
            words = " ".join(str(error).split())[:200]
            kind = type(error).__name__
            message = f"{original.name} cannot be read: {words} ({kind})"
            raise NotTaken(message) from None


def _converted(original: Original, limits: TakeLimits) -> Converted:
    data, name = original.data, original.name
    kind = kind_of(data, name)
    if kind == "pdf":
        return convert_pdf(data, name, limits)
    if kind == "docx":
        return convert_docx(data, name)
    if kind == "html":
        encoding, url = original.encoding, original.url
        return convert_page(data, name, limits, encoding=encoding, url=url)
    return convert_plain(data, name, original.encoding)


def _with_language(converted: Converted) -> Converted:
    """Take no word of a page for its language that its letters speak against.

    Templates of pages say `en`, whatever is written in them.
    """
    if converted.language in _LATIN and not is_latin(converted.text):
        return replace(converted, language="")
    return converted


def is_latin(text: str) -> bool:
    """Tell whether most letters of a text are Latin ones."""
    letters = _LETTER.findall(text)
    foreign = sum(ord(letter) > 0x24F for letter in letters)  # end of Latin Extended-B
    return foreign <= _FOREIGN * len(letters)
