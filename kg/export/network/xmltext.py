"""Text in XML 1.0, which cannot hold every character that there is."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What the production ``Char`` of XML 1.0 leaves out, even as a reference."""

_LINE_ENDS = {"\r": "&#13;", "\x85": "&#133;", "\u2028": "&#8232;"}
"""What readers take for the end of a line, some by the rules of XML 1.1."""

_IN_QUOTES = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", **_LINE_ENDS}


def content(text: str) -> str:
    """Return text for between two tags; what XML cannot hold becomes U+FFFD.

    Line ends but for the usual one are written as references, because readers take
    them for that.
    """
    return escape(_NOT_XML.sub("\ufffd", text), _LINE_ENDS)


def within_quotes(text: str) -> str:
    """Return text for between two double quotes; line ends and tabs are references."""
    return escape(_NOT_XML.sub("\ufffd", text), _IN_QUOTES)


def as_it_is(text: str) -> bool:
    """Tell, fast, that text can stand between double quotes unchanged.

    What it does not tell of may still be unchanged: letters that Unicode has not
    assigned yet, and spaces of other kinds.
    """
    return text.isprintable() and not (
        "&" in text or "<" in text or ">" in text or '"' in text
    )


def attribute(text: str) -> str:
    """Return text as the value of an attribute, in quotes; see :func:`content`."""
    return quoteattr(_NOT_XML.sub("\ufffd", text), _LINE_ENDS)
