"""Countries by what news calls them (names, capitals, people) and by their codes.

``countries.csv`` has the names, capitals and demonyms of *The World Factbook* (public
domain; github.com/factbook/factbook.json, 8662a8b, May 2026), with ISO 3166-1 codes and
M49 numbers of datasets/country-codes (PDDL), from which nine territories come that the
book has no page for; in short forms, and without its notes. Palestine's people and
capital are not in that book and were added, as was the European Union's people.

``others`` are codes that ISO 3166-1 leaves to users or reserves, and that are in use:
XKX (European Union, World Bank), XKK (Unicode CLDR), RKS and UNK (passports, ICAO 9303)
for Kosovo; UK and EL (European Union); EUE; and those of parts of a country (Ascension
AC, Tristan da Cunha TA, Ceuta EA, the Canaries IC, Clipperton CP, metropolitan France
FX, Diego Garcia DG, Sark CQ), which lead to the country. UN, EZ and SU are no country.

``unhcr`` are UNHCR's own codes (``mappings/unhcr-codes.csv``, CC BY 4.0), by which no
country is looked up: its AUS is Austria. ``latitude`` and ``longitude`` are a point on
a map for the whole country, and not where anybody is: the one of the Factbook where it
lies in the country by Natural Earth 4.1 (public domain; world-atlas 2.0.2, 1:10m) or
within 0.1 degrees, and else, as of Kuwait, Morocco and of islands whose middle is sea,
the point of its largest part that is furthest from the border. The European Union has
none.

The library ``pycountry`` was looked at and left: it is LGPL, and has neither capitals
nor demonyms, nor short names, nor Kosovo; the table would stay, less one column.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from kg.match.names import plain


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory: codes, any of which may be "" but the first, and names.

    ``iso2`` and ``iso3`` are of ISO 3166-1; P-codes begin with the first, as a rule.
    ``m49`` is the number of the United Nations, and ``unhcr`` how UNHCR's tables name
    it. ``point`` is latitude and longitude of a point in it, in degrees.
    """

    iso2: str
    iso3: str
    m49: str
    unhcr: str
    name: str
    capitals: tuple[str, ...]
    demonyms: tuple[str, ...]
    point: tuple[float, float] | None


@dataclass(frozen=True)
class Countries:
    """Countries by ISO 3166-1 alpha-2 code, and the codes that a word may mean."""

    known: dict[str, Country]
    names: dict[str, tuple[str, ...]]
    capitals: dict[str, tuple[str, ...]]
    demonyms: dict[str, tuple[str, ...]]
    codes: dict[str, str]

    def code(self, written: str) -> str:
        """Return the alpha-2 code that a code of any kind means, or "".

        Alpha-2, alpha-3, numeric (a spreadsheet may have taken its zeros), or one that
        is reserved or in use beside them.
        """
        code = written.strip().upper()
        return self.codes.get(code.zfill(3) if code.isdigit() else code, "")

    @cached_property
    def longest(self) -> int:
        """How many words the longest name has."""
        return max(name.count(" ") + 1 for name in self.names)

    def meant(self, word: str) -> tuple[str, ...]:
        """Return the codes of the countries that a word speaks of in any way."""
        key = plain(word)
        tables = (self.names, self.demonyms, self.capitals)
        return next((table[key] for table in tables if key in table), ())

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return the codes of countries that a text names, itself or by its people.

        Longer names first: *Guinea-Bissau* names no Guinea, and *Democratic Republic
        of the Congo* no Republic of the Congo. *New Mexico* names no country.
        """
        words = plain(text).split()
        codes: list[str] = []
        for length in range(self.longest, 0, -1):
            for at in range(len(words) - length + 1):
                name = " ".join(words[at : at + length])
                named = self.names.get(name) or self.demonyms.get(name) or ()
                if len(named) == 1 and words[at - 1 : at] != ["new"]:
                    codes.append(named[0])
                    words[at : at + length] = [""] * length
        return tuple(dict.fromkeys(codes))


@cache
def countries() -> Countries:
    """Read the table that comes with kg."""
    path = Path(__file__).with_name("countries.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = [
        Country(
            *(row["iso2"], row["iso3"], row["m49"], row["unhcr"], row["name"]),
            *(_cells(row["capitals"]), _cells(row["demonyms"])),
            (float(row["latitude"]), float(row["longitude"]))
            if row["latitude"]
            else None,
        )
        for row in rows
    ]
    written = (
        (code, row["iso2"])
        for row in rows
        for code in (row["iso2"], row["iso3"], row["m49"], *_cells(row["others"]))
    )
    return Countries(
        {country.iso2: country for country in known},
        _index((c.iso2, (c.name, *_COMMON.get(c.iso2, ()))) for c in known),
        _index((c.iso2, c.capitals) for c in known),
        _index((c.iso2, c.demonyms) for c in known),
        {code: iso2 for code, iso2 in written if code},
    )


_COMMON = {"US": ("US", "USA", "America"), "GB": ("UK", "Britain"), "EU": ("EU",)}
"""Names that all headlines use, though the book does not."""


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def _index(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    for code, names in named:
        for name in names:
            codes[plain(name)][code] = None
    return {name: tuple(of) for name, of in codes.items()}
