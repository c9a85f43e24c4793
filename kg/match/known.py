"""What is known of a mention, and of the countries that it and an entity speak of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.match.context import Around
from kg.match.countries import countries
from kg.match.entity import Entity, Mention
from kg.match.kinds import kinds_of
from kg.match.names import plain
from kg.match.readings import Reading


@dataclass(frozen=True)
class Known:
    """All that is known of a mention."""

    mention: Mention
    around: Around
    reading: Reading


def told_of(known: Known) -> dict[str, float]:
    """Return the countries that text and name speak of, with their weights."""
    return known.around.countries | dict.fromkeys(known.around.named, 1.0)


@lru_cache(1 << 14)
def codes_of(entity: Entity) -> frozenset[str]:
    """Return the codes of the countries that an entity's data or its label names."""
    return frozenset(entity.countries or countries().named_in(entity.label)[:1])


@lru_cache(1 << 14)
def country_of(entity: Entity) -> str:
    """Return the code of the country, or union, that an entity is, or ""."""
    table = countries().known
    names = {plain(entity.label), *map(plain, entity.aliases)}
    for code in entity.countries:
        if code in table and plain(table[code].name) in names:
            return code
    return (
        entity.countries[0]
        if entity.countries and "country" in kinds_of(entity)
        else ""
    )
