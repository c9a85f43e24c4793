"""How alike normalised names are, from 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from kg.serve.reconcile.text import numbers

WORD_ORDER = 0.94
"""The most for equal words in another order: who left whom may be turned around."""

OTHER_NUMBER = 0.6
"""The most where the numbers differ: another year or resolution is another thing."""

_UNEQUAL = 0.99
_LEAST = 30


def similarities(asked: str, names: Mapping[int, str]) -> dict[int, float]:
    """Compare one name with many by number; 1 is an equal name.

    Those with next to nothing in common are left out.
    """
    plain = {
        number: score / 100
        for _, score, number in process.extract(
            asked, names, scorer=fuzz.ratio, score_cutoff=_LEAST, limit=None
        )
    }
    turned = {
        number: score / 100
        for _, score, number in process.extract(
            asked, names, scorer=fuzz.token_sort_ratio, score_cutoff=_LEAST, limit=None
        )
    }
    return {
        number: _limited(
            asked, names[number], plain.get(number, 0.0), turned.get(number, 0.0)
        )
        for number in {**plain, **turned}
    }


def _limited(asked: str, name: str, plain: float, turned: float) -> float:
    if asked == name:
        return 1.0
    found = min(max(plain, min(turned, WORD_ORDER)), _UNEQUAL)
    return min(found, OTHER_NUMBER) if numbers(asked) != numbers(name) else found
