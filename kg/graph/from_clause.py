"""Whether a query names the graphs that it asks, with FROM or FROM NAMED.

Oxigraph keeps to what a query names, or takes the union of all graphs for the default
graph, but not the one where the query names none and the other where it does. Nor does
it tell which is the case; and the word is also in comments, texts, names and addresses.
So its own parser decides: with another word in each of those places, only a query that
named graphs is none any more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from itertools import product

import pyoxigraph as ox

_FROM = re.compile("from", re.IGNORECASE)
_MAY_NAME = re.compile(
    r"from(?>\s|\#[^\r\n]*+)*+(?:[<{]|named|[^\s<{:]*+:)", re.IGNORECASE
)
"""The word with what comes after it in a clause (an address, short or not, or NAMED),
or in a slip. Few other places of the word have that, and a query with none of it names
no graph: it need not be parsed two times more."""


def names_graphs(query: str, prefixes: Mapping[str, str] | None = None) -> bool:
    """Tell whether a query has FROM; ``prefixes`` are those it need not declare.

    Raises :class:`SyntaxError` for what is no query. Whoever does not know who wrote it
    calls this in a cell: the query is parsed, and asked of an empty store.
    """
    if not _MAY_NAME.search(query):
        return False
    _parse(query, prefixes)
    other = _word_not_in(query)
    changed = _FROM.sub(lambda match: _as_written(match[0], other), query)
    try:
        _parse(changed, prefixes)
    except SyntaxError:
        return True
    return False


def _parse(query: str, prefixes: Mapping[str, str] | None) -> None:
    with suppress(OSError, RuntimeError, ValueError):  # a query, which does not work
        ox.Store().query(query, prefixes=dict(prefixes or {}))


def _word_not_in(query: str) -> str:
    """Return four letters that a query has nowhere, so that no two names become one."""
    text = query.casefold()
    words = ("fr" + "".join(two) for two in product("qxzjkvwy", repeat=2))
    return next((word for word in words if word not in text), "frqq")


def _as_written(word: str, other: str) -> str:
    pairs = zip(word, other, strict=True)
    return "".join(new.upper() if old.isupper() else new for old, new in pairs)
