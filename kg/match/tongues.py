"""What countries are called in other languages than English, in any script.

``names_of_countries.csv`` has the names of territories of the Unicode CLDR in 44
languages (release 48, as Babel 2.19 has it; Unicode License V3, beside the table), with
short names that all news uses and CLDR leaves out, such as those of Palestine. Nobody
declines a name there; Russian and Ukrainian texts do, so their endings are tried.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

from kg.match.countries import countries
from kg.match.names import normal

_STEM = 4
"""Letters before an ending, at least: short names with one are other words, too."""


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """Return case endings, and what stands there in the dictionary."""
    path = Path(__file__).with_name("words.toml")
    pairs = tomllib.loads(path.read_text("utf-8"))["endings"]
    return tuple(
        (normal(end), normal(base)) for base, of in pairs.items() for end in of
    )


@cache
def by_name() -> dict[str, tuple[str, ...]]:
    """Return the codes of the countries that are called so, by normal form."""
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    path = Path(__file__).with_name("names_of_countries.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in row["names"].split("|"):
                codes[normal(name)][row["iso2"]] = None
    return {name: tuple(of) for name, of in codes.items()}


def called(name: str) -> tuple[str, ...]:
    """Return the alpha-2 codes of the countries that a name in any language means.

    As it is written or, in Cyrillic letters, as one of its cases.
    """
    form, known = normal(name), by_name()
    if form in known or not _cyrillic(form):
        return known.get(form, ())
    for ending, nominative in _endings():
        stem = form.removesuffix(ending)
        if stem != form and len(stem) >= _STEM and stem + nominative in known:
            return known[stem + nominative]
    return ()


def _cyrillic(form: str) -> bool:
    return all("\u0400" <= char <= "\u04ff" or char in " -" for char in form)


@cache
def longer_names(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the longer names that have a name in them, and whose they are."""
    form = normal(name)
    return tuple(
        (longer, codes)
        for longer, codes in (*by_name().items(), *countries().names.items())
        if form and form != longer and form in longer
    )
