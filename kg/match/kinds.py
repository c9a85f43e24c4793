"""Kinds and countries of entities, as far as types, names or descriptions tell."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kg.match.countries import countries
from kg.match.entity import Entity
from kg.match.names import plain

PLACES = frozenset({"country", "admin1", "admin2", "settlement", "place"})
_KEPT = 1 << 14
"""Entities whose kinds are kept; a candidate is asked for them some ten times."""


@dataclass(frozen=True)
class Kinds:
    """The tables of ``kinds.toml``; ``described`` pairs words with the kind."""

    by_type: dict[str, str]
    described: tuple[tuple[str, str], ...]
    classes: dict[str, frozenset[str]]


@cache
def kinds() -> Kinds:
    """Read the table that comes with kg."""
    data = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text("utf-8"))
    table = data["kinds"].items()
    return Kinds(
        {type_: kind for kind, of in table for type_ in of["types"]},
        tuple((words, kind) for kind, of in table for words in of["described"]),
        {name: frozenset(of) for name, of in data["classes"].items()},
    )


@lru_cache(_KEPT)
def kinds_of(entity: Entity) -> frozenset[str]:
    """Return the kinds that an entity is of; none when nothing is known of it.

    A type counts for more than a description. Lists of operators call cities
    organisations, so that this word says nothing.
    """
    table = kinds()
    known = {table.by_type[t] for t in entity.types if t in table.by_type}
    if not known:
        for part in entity.description.lower().split("; "):
            words = part.removeprefix("a ").removeprefix("an ").removeprefix("the ")
            known |= {k for start, k in table.described if words.startswith(start)}
    return frozenset(known)


def fits(cls: str, entity: Entity) -> bool | None:
    """Tell whether an entity may be of a class of the ontology; ``None`` if unknown."""
    known = kinds_of(entity)
    wanted = kinds().classes.get(cls)
    if not cls or wanted is None or not known:
        return None
    return bool(known & wanted)


@lru_cache(_KEPT)
def codes_of(entity: Entity) -> frozenset[str]:
    """Return the codes of the countries that an entity's data or its label names."""
    return frozenset(entity.countries or countries().named_in(entity.label)[:1])


@lru_cache(_KEPT)
def country_of(entity: Entity) -> str:
    """Return the code of the country, or union, that an entity is, or ""."""
    table = countries().known
    names = {plain(entity.label), *map(plain, entity.aliases)}
    for code in entity.countries:
        if code in table and plain(table[code].name) in names:
            return code
    is_one = entity.countries and "country" in kinds_of(entity)
    return entity.countries[0] if is_one else ""
