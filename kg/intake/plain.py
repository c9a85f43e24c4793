"""Plain text: bytes in an encoding that is known, and lines that end in one way."""

from __future__ import annotations

import codecs
import re

from kg.intake.model import Converted, NotTaken

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_AS_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
"""What browsers read in place of an encoding that is named (WHATWG, Encoding)."""

_LINE_ENDS = re.compile("\r\n?")
_UNSEEN = {
    code: None
    for code in (*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF)
    if chr(code) not in "\t\n"
}
"""Characters that steer a terminal, mean nothing in a text, and that no facts file may
quote."""

_DIGITS = "".join(chr(first + n) for first in (0x30, 0x660, 0x6F0) for n in range(10))
_HIGH = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
_LOW = "\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089"
RAISED = str.maketrans(_DIGITS, _HIGH * 3)
LOWERED = str.maketrans(_DIGITS, _LOW * 3)
"""Digits as they are printed above and below a line: else 1,200 with the number of a
note behind it, 3, is 1,2003."""

_LONGEST_TITLE = 200


def decoded(data: bytes, name: str, encoding: str = "") -> str:
    """Return bytes as text: by their mark, else in ``encoding``, else in UTF-8.

    Raises :class:`NotTaken` with the first byte that is no letter.
    """
    for mark, marked in _MARKS.items():
        if data.startswith(mark):
            encoding = marked
            break
    try:
        codec = codecs.lookup(encoding or "utf-8").name
        return data.decode(_AS_BROWSERS.get(codec, codec))
    except LookupError:
        raise NotTaken(f"{name}: nobody knows an encoding `{encoding}`") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        shown = (encoding or "utf-8").upper()
        message = (
            f"{name} is not {shown}: byte {error.start + 1}, in line {line}, is no"
        )
        raise NotTaken(f"{message} letter; --encoding names another") from None


def tidied(text: str) -> str:
    """Return a text with LF at the ends of lines and without control characters."""
    return _LINE_ENDS.sub("\n", text).translate(_UNSEEN)


def convert_plain(data: bytes, name: str, encoding: str = "") -> Converted:
    """Return a text as it is; its title may be its first line."""
    text = tidied(decoded(data, name, encoding))
    if not text.strip():
        raise NotTaken(f"{name} is empty")
    first = next(line.strip() for line in text.splitlines() if line.strip())
    return Converted(text, title=first if len(first) <= _LONGEST_TITLE else "")
