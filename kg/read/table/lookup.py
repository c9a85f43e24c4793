"""Things by their codes: an unknown code is an error, and never a guess.

Codes of countries are looked up in one list that the mapping names, because lists use
the same letters for different countries: UNHCR's ``AUS`` is Austria, and ``UNK`` is
*unknown* there and Kosovo in passports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import Names, Place
from kg.match.countries import Country, countries
from kg.match.names import plain
from kg.read.nodes import Mapping as Keys
from kg.read.nodes import Node, Scalar, Sequence
from kg.read.table.columns import CodeList
from kg.read.table.rows import form_of, open_table

COUNTRY_CODES = ("iso3", "iso2", "m49")
"""The lists of codes that a column of countries may be of."""

_SHIPPED = Place("kg:countries", 1)


@dataclass
class CodedThings:
    """The entities of a project by their codes and labels, and countries beside them.

    ``made`` are countries that no file defines, by id: first those that are asked for.
    """

    nodes: dict[str, Keys]
    made: dict[str, Keys] = field(default_factory=dict)
    _by_term: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def thing(self, term: str, code: str) -> str:
        """Return the id of the thing with a code; raise ``ValueError`` if none has."""
        ids = self._coded(term).get(code, [])
        if len(ids) == 1:
            return ids[0]
        if ids:
            raise ValueError(f"`{code}` is the {term} of {' and '.join(sorted(ids))}")
        close = Names(self._coded(term)).nearest(code) if len(code) > 3 else None
        hint = f"; did you mean `{close}`?" if close else ""
        raise ValueError(f"`{code}` is the {term} of nothing in this project{hint}")

    def country(self, kind: str, code: str) -> str:
        """Return the id of the country with a code of one of :data:`COUNTRY_CODES`.

        One that no file of the project defines is made. Raises ``ValueError``.
        """
        country = country_of(kind, code)
        iso3 = country.iso3 if country else code if kind == "iso3" else ""
        if ids := self._coded("iso3").get(iso3, []):
            if len(ids) == 1:
                return ids[0]
            raise ValueError(f"`{iso3}` is the iso3 of {' and '.join(sorted(ids))}")
        if country is None:
            message = f"`{code}` is no code of a country in {_LISTS[kind]}"
            raise ValueError(f"{message}; `values:` says what it stands for here")
        return self._made(country)

    def rest(self) -> dict[str, Keys]:
        """Return all countries that no file defines, made or not, by id."""
        for country in _by_iso3().values():
            if not self._coded("iso3").get(country.iso3):
                self._made(country)
        return self.made

    def coded(self, term: str, language: str) -> list[tuple[str, list[str], str]]:
        """Return what has codes of a kind: the code, the ids, the first one's label."""
        coded = sorted(self._coded(term).items())
        return [(code, ids, self.label(ids[0], language)) for code, ids in coded]

    def label(self, id: str, language: str) -> str:
        """Return the label of a thing in a language, else its first, else its id."""
        node = self.nodes.get(id) or self.made.get(id)
        label = node.values.get("label") if node else None
        if isinstance(label, Keys):
            label = label.values.get(language) or next(
                iter(label.values.values()), None
            )
        if isinstance(label, Sequence):
            label = next(iter(label.items), None)
        return label.text if isinstance(label, Scalar) else id

    def _made(self, country: Country) -> str:
        id = plain(country.name).replace(" ", "-")
        if id in self.nodes:  # something else has the name, such as a province
            id = f"{id}-{country.iso3.lower()}"
        words = {"type": "Country", "label": country.name, "iso3": country.iso3}
        self.made[id] = Keys(
            _SHIPPED,
            {key: Scalar(_SHIPPED, text, plain=False) for key, text in words.items()},
            dict.fromkeys(words, _SHIPPED),
        )
        self._coded("iso3")[country.iso3] = [id]
        return id

    def _coded(self, term: str) -> dict[str, list[str]]:
        if term not in self._by_term:
            coded: dict[str, list[str]] = {}
            for id, node in self.nodes.items():
                for code in _texts(node.values.get(term)):
                    coded.setdefault(code, []).append(id)
            self._by_term[term] = coded
        return self._by_term[term]


_LISTS: Mapping[str, str] = {
    "iso3": "ISO 3166-1 alpha-3",
    "iso2": "ISO 3166-1 alpha-2",
    "m49": "M49",
}


def country_of(kind: str, code: str) -> Country | None:
    """Return the country that a code means in one list, whatever it is in others."""
    known = countries().known
    if kind == "iso2":
        return known.get(code)
    if kind == "iso3":
        return _by_iso3().get(code)
    digits = code.zfill(3) if code.isdigit() and len(code) <= 3 else ""
    return known.get(countries().codes.get(digits, "")) if digits else None


def _by_iso3() -> dict[str, Country]:
    if not _ISO3:
        known = countries().known.values()
        _ISO3.update((country.iso3, country) for country in known if country.iso3)
    return _ISO3


_ISO3: dict[str, Country] = {}


def read_code_list(path: Path, listed: CodeList) -> dict[str, str]:
    """Return what a list of codes gives for each of them.

    Raises ``ValueError`` for a list that cannot be read, lacks a column, or gives two
    things for one code, and :class:`OSError`.
    """
    codes: dict[str, str] = {}
    with open_table(path, form_of(path.name) or "csv") as table:
        key, value = table.at(listed.key), table.at(listed.value)
        if key is None or value is None:
            lacking = listed.key if key is None else listed.value
            raise ValueError(f"has no column `{lacking}`")
        for row in table.rows:
            cells = [cell.strip() for cell in row.cells]
            if len(cells) <= max(key, value) or not (cells[key] and cells[value]):
                continue
            if codes.setdefault(cells[key], cells[value]) != cells[value]:
                raise ValueError(f"gives two codes for `{cells[key]}`, line {row.line}")
    return codes


def _texts(node: Node | None) -> Iterator[str]:
    for item in node.items if isinstance(node, Sequence) else [node]:
        if isinstance(item, Scalar):
            yield item.text
