"""How alike the letters of two names are, and what a name is worth by its kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum

from rapidfuzz import fuzz, process

SAME = 1.0
"""The likeness of a name and itself."""

_NUMBER = re.compile(r"\d+")


class NameKind(IntEnum):
    """How a name belongs to a thing; also how good a reason an equal name is."""

    LABEL = 0
    ALIAS = 1
    HIDDEN = 2
    LATIN = 3
    ID = 4
    CODE = 5


WORTH = {
    NameKind.LABEL: 1.0,
    NameKind.ID: 1.0,
    NameKind.CODE: 1.0,
    NameKind.ALIAS: 0.95,
    NameKind.LATIN: 0.95,
    NameKind.HIDDEN: 0.9,
}
"""What an equal name is worth by its kind. Set by hand, as the worths below: no set of
names says what a nickname is worth, and only their order matters for what is linked."""

TURNED, OTHER_NUMBER, UNEQUAL = 0.94, 0.6, 0.99
"""The most for letters alone: equal words in another order (who left whom may be turned
around), another number (another year or resolution is another thing), any other."""

_LEAST = 30
"""Of 100: names with fewer letters alike are not looked at, whatever was asked for."""


def worth(alike: float, kind: NameKind) -> float:
    """Return what a likeness to a name of some kind is worth, 0 to 1."""
    value = alike - 1 + WORTH[kind]
    return value if value > 0 else 0.0


def letters(asked: str, name: str) -> float:
    """Return how alike the letters of two normal forms are, from 0 to 1."""
    if asked == name:
        return SAME
    ratio = fuzz.ratio(asked, name, score_cutoff=_LEAST)
    turned = fuzz.token_sort_ratio(asked, name, score_cutoff=_LEAST)
    return _limited(asked, name, ratio, turned)


def letters_of_many(asked: str, names: Mapping[int, str]) -> dict[int, float]:
    """Return :func:`letters` of one normal form and many, by their keys.

    Those with next to nothing in common are left out.
    """
    plain_, turned = (
        {
            key: score
            for _, score, key in process.extract(
                asked, names, scorer=scorer, score_cutoff=_LEAST, limit=None
            )
        }
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio)
    )
    return {
        key: SAME
        if asked == names[key]
        else _limited(asked, names[key], plain_.get(key, 0.0), turned.get(key, 0.0))
        for key in {**plain_, **turned}
    }


def _limited(asked: str, name: str, ratio: float, turned: float) -> float:
    alike = min(max(ratio / 100, min(turned / 100, TURNED)), UNEQUAL)
    if alike > OTHER_NUMBER and _numbers(asked) != _numbers(name):
        return OTHER_NUMBER
    return alike


def _numbers(form: str) -> set[str]:
    """Return the numbers in a normal form: a year, a resolution, a district."""
    return set(_NUMBER.findall(form))
