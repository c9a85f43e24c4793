"""Words of change, and the levels they may end at, which are no changes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.amounts.digits import NotUnderstood

_UP = "rose|risen|increased|grew|grown|climbed|jumped|surged|soared|expanded|went up|up"
_DOWN = (
    "fell|fallen|dropped|decreased|declined|shrank|plunged|plummeted|slumped"
    "|cut|reduced|went down|down"
)
VERBS = {
    **dict.fromkeys(_UP.split("|"), "increase"),
    **dict.fromkeys(_DOWN.split("|"), "decrease"),
}
"""Verbs of change, and which way each goes."""

NOUNS = {
    **dict.fromkeys(["increase", "rise", "growth", "jump", "surge"], "increase"),
    **dict.fromkeys(["decrease", "fall", "drop", "decline", "reduction"], "decrease"),
}
"""Nouns of change, and which way each goes."""

FOLDS = {
    **{"doubled": "2 fold", "tripled": "3 fold", "trebled": "3 fold"},
    **{"quadrupled": "4 fold", "quintupled": "5 fold"},
}
"""Verbs that name a ratio."""


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


_LEVEL = re.compile(
    rf"(?:(?P<verb>{any_of(VERBS)})|(?:.+ )?"
    rf"(?P<word>{any_of([*NOUNS, *FOLDS, 'halved'])})) "
    r"(?P<level>(?:from .+ )?to .+|from .+)"
)


def refuse_level(words: str) -> None:
    """Refuse what a change ended at: ``fell to 67,000``."""
    match = _LEVEL.fullmatch(words)
    if match is None:
        return
    word = match["verb"] or match["word"]
    direction = (VERBS | NOUNS | {"halved": "decrease"}).get(word, "increase")
    why = (
        f"`{match['level']}` is a level, not a change: write the figure itself, and "
        f"beside it a ChangeObservation with `changeDirection: {direction}`"
    )
    raise NotUnderstood(word, why)
