"""Text as XML 1.0 can hold it in attributes."""

from __future__ import annotations

import re

_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
_SPECIAL = re.compile(f'[&<>"\t\n\r]|{_FORBIDDEN}')
_NAMES = {
    **{"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"},
    **{"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"},
}


def escape(text: str) -> str:
    """Return text for a double-quoted attribute or for element content.

    Line ends and tabs are kept, as character references; characters that XML 1.0 has
    no way to write become U+FFFD.
    """
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda match: _NAMES.get(match[0], "\ufffd"), text)
