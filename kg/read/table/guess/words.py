"""The words of a header, as far as they tell what its column is."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.match.names import plain

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])")


def word_set(words: str) -> frozenset[str]:
    """Return words that stand in one text."""
    return frozenset(words.split())


ORIGINS = word_set(
    "origin origine origen herkunft from coo source departure depart sending salida "
    "von de provenance home herkunftsland ursprungsland procedencia"
)
"""Words for where people are from, or what citizens they are."""

ENDS = word_set(
    "destination destino to coa asylum asile asilo host hosting arrival arrivee "
    "receiving accueil vers ziel nach residence a llegada acogida zielland asylland "
    "aufnahmeland"
)
"""Words for where people go, or are."""

_LONG = 30  # characters of a cell that a comment shows


@lru_cache(1024)
def words_of(header: str) -> frozenset[str]:
    """Return the words of a header; ``countryOfOrigin`` has three."""
    return frozenset(re.findall("[a-z0-9]+", plain(_HUMP.sub(" ", header))))


def slug(text: str) -> str:
    """Return a text as an id, or "" where nothing of it can stand in one."""
    return "-".join(re.findall("[a-z0-9]+", plain(_HUMP.sub(" ", text))))


def shown(cell: str) -> str:
    """Return a cell as a comment shows it."""
    flat = "".join(c if c.isprintable() else "\ufffd" for c in cell).replace("`", "'")
    return flat if len(flat) <= _LONG else f"{flat[:_LONG]}\u2026"
