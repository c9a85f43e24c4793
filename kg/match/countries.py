"""Countries by what news calls them: names, capitals, people.

``countries.csv`` has the names, capitals and demonyms of *The World Factbook* (public
domain; github.com/factbook/factbook.json, 8662a8b, May 2026), with ISO 3166-1 codes of
datasets/country-codes (PDDL); in short forms, and without its notes. Palestine's people
and capital are not in that book and were added, as was the European Union's people.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.match.names import plain

_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory: ISO 3166-1 codes (``iso3`` may be "") and names."""

    iso2: str
    iso3: str
    name: str
    capitals: tuple[str, ...]
    demonyms: tuple[str, ...]


@dataclass(frozen=True)
class Countries:
    """Countries by ISO 3166-1 alpha-2 code, and the codes that a word may mean."""

    known: dict[str, Country]
    names: dict[str, tuple[str, ...]]
    capitals: dict[str, tuple[str, ...]]
    demonyms: dict[str, tuple[str, ...]]

    def meant(self, word: str) -> tuple[str, ...]:
        """Return the codes of the countries that a word speaks of in any way."""
        key = plain(word)
        tables = (self.names, self.demonyms, self.capitals)
        return next((table[key] for table in tables if key in table), ())

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return the codes of countries that a text names, itself or by its people.

        Longer names first: *Guinea-Bissau* names no Guinea.
        """
        said = plain(text).split()
        found: list[str] = []
        for length in range(_LONGEST, 0, -1):
            for at in range(len(said) - length + 1):
                words = " ".join(said[at : at + length])
                codes = self.names.get(words) or self.demonyms.get(words) or ()
                if len(codes) == 1:
                    found.append(codes[0])
                    said[at : at + length] = [""] * length
        return tuple(dict.fromkeys(found))

    def by_iso3(self, code: str) -> str:
        """Return the alpha-2 code of an alpha-3 code, or ""."""
        return next((c.iso2 for c in self.known.values() if c.iso3 == code), "")


@cache
def countries() -> Countries:
    """Read the table that comes with kg."""
    path = Path(__file__).with_name("countries.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            Country(
                row["iso2"],
                row["iso3"],
                row["name"],
                tuple(filter(None, row["capitals"].split("|"))),
                tuple(filter(None, row["demonyms"].split("|"))),
            )
            for row in csv.DictReader(file)
        ]
    return Countries(
        {row.iso2: row for row in rows},
        _index((row.iso2, (row.name, *_short(row))) for row in rows),
        _index((row.iso2, row.capitals) for row in rows),
        _index((row.iso2, row.demonyms) for row in rows),
    )


def _short(country: Country) -> tuple[str, ...]:
    """Return names that all headlines use, though the book does not."""
    common = {"US": ("US", "USA", "America"), "GB": ("UK", "Britain"), "EU": ("EU",)}
    return common.get(country.iso2, ())


def _index(pairs: object) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code, words in pairs:  # type: ignore[attr-defined]
        for word in words:
            if code not in found[plain(word)]:
                found[plain(word)].append(code)
    return {word: tuple(codes) for word, codes in found.items()}
