"""Kinds of entities, as far as types or descriptions tell, and whether they fit."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kg.match.entity import Entity

PLACES = frozenset({"country", "admin1", "admin2", "settlement", "place"})


@dataclass(frozen=True)
class Kinds:
    """The tables of ``kinds.toml``."""

    by_type: dict[str, str]
    said: tuple[tuple[str, str], ...]
    classes: dict[str, frozenset[str]]


@cache
def kinds() -> Kinds:
    """Read the table that comes with kg."""
    data = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text("utf-8"))
    table = data["kinds"].items()
    return Kinds(
        {type_: kind for kind, of in table for type_ in of["types"]},
        tuple((words, kind) for kind, of in table for words in of["said"]),
        {name: frozenset(of) for name, of in data["classes"].items()},
    )


@lru_cache(1 << 14)
def kinds_of(entity: Entity) -> frozenset[str]:
    """Return the kinds that an entity is of; none when nothing is known of it.

    A type counts for more than a description. Lists of operators call cities
    organisations, so that this word says nothing.
    """
    table = kinds()
    found = {table.by_type[t] for t in entity.types if t in table.by_type}
    if not found:
        for part in entity.description.lower().split("; "):
            words = part.removeprefix("a ").removeprefix("an ").removeprefix("the ")
            found |= {k for said, k in table.said if words.startswith(said)}
    return frozenset(found)


def fits(cls: str, entity: Entity) -> bool | None:
    """Whether an entity may be of a class of the ontology; ``None`` if unknown."""
    known = kinds_of(entity)
    wanted = kinds().classes.get(cls)
    if not cls or wanted is None or not known:
        return None
    return bool(known & wanted)
