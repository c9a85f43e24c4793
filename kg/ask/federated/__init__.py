"""Queries that join the graph with what endpoints on allowed hosts answer."""

import re

_SERVICE = re.compile(r"(?<![?$])service", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def asks_service(query: str) -> bool:
    """Tell whether a query may ask a service: its text has the word, or spells it so.

    It may be part of a name or text, too: engines do not agree on where words end.
    """
    plain = _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16) % 0x110000), query)
    return bool(_SERVICE.search(plain))
