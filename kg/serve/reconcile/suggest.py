"""Completion of what somebody types: things, types, properties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, TypeVar

from kg.match.name_index import Owner, code_key, id_key
from kg.match.names import normal
from kg.serve.reconcile.catalogue import Catalogue
from kg.serve.reconcile.describe import Describer
from kg.serve.reconcile.match import Matcher
from kg.serve.reconcile.query import Query
from kg.serve.reconcile.schema import Class, Property

PAGE = 20
"""Suggestions in one answer; ``cursor`` skips what was seen."""

FARTHEST = 10_000
"""Suggestions that anybody may turn to; whoever needs more types another letter."""

_WORDS = 200
"""Words that a prefix is completed to: a letter alone begins thousands."""

_BEFORE_THE = re.compile(r"(?<=.) th?$")
"""Half of a *the*, on the way to a word: names are kept without it."""

Term = TypeVar("Term", Class, Property)


class Suggester:
    """Suggests by the beginning of names, ids and codes, in a fixed order."""

    def __init__(
        self, catalogue: Catalogue, describer: Describer, matcher: Matcher
    ) -> None:
        self.catalogue = catalogue
        self.describer = describer
        self.matcher = matcher

    def entities(self, prefix: str, cursor: int) -> list[dict[str, Any]]:
        """Suggest things: by their id, a name, a word of a name, else by likeness."""
        things = list(islice(self._things(prefix.strip()), cursor, cursor + PAGE))
        if not things and not cursor and prefix.strip():
            query = Query(text=prefix, limit=PAGE)
            things = [c.thing for c in self.matcher.candidates(query)]
        described = self.describer.of(things)
        return [
            {
                "id": self.catalogue.ids[thing],
                "name": self.catalogue.labels[thing] or self.catalogue.ids[thing],
                "description": described[thing].line,
                "notable": self.types(thing),
            }
            for thing in things
        ]

    def types(self, thing: int) -> list[dict[str, str]]:
        """Return the types of a thing, with names."""
        classes = self.catalogue.schema.classes
        return [
            {"id": cls, "name": classes[cls].name}
            for cls in self.catalogue.types(thing)
        ]

    def classes(self, prefix: str, cursor: int) -> list[dict[str, Any]]:
        """Suggest types that things have."""
        schema = self.catalogue.schema
        used = [schema.classes[cls] for cls in self.catalogue.used_types()]
        page = _completed(prefix, used)[cursor : cursor + PAGE]
        return [type_json(cls, schema.classes) for cls in page]

    def properties(self, prefix: str, cursor: int) -> list[dict[str, Any]]:
        """Suggest properties."""
        known = list(self.catalogue.schema.properties.values())
        page = _completed(prefix, known)[cursor : cursor + PAGE]
        return [property_json(prop) for prop in page]

    def proposals(self, cls: str, limit: int | None) -> list[dict[str, Any]]:
        """Propose properties that things of a type may have; of no type, any."""
        schema = self.catalogue.schema
        known = schema.class_of(cls)
        above = schema.above(known.id) if known else frozenset[str]()
        return [
            property_json(prop)
            for prop in schema.properties.values()
            if not cls or not prop.domains or prop.domains & above
        ][:limit]

    def _things(self, prefix: str) -> Iterator[int]:
        seen: set[int] = set()
        for thing in chain(self._exactly(prefix), self._beginning(prefix)):
            if len(seen) > FARTHEST:
                return
            if thing not in seen:
                seen.add(thing)
                yield thing

    def _exactly(self, prefix: str) -> Iterator[int]:
        if (one := self.catalogue.find(prefix)) is not None:
            yield one
        names = self.catalogue.names
        owners = names.equal(code_key(prefix)) + names.equal(normal(prefix))
        yield from self._by_worth(owners)

    def _by_worth(self, owners: Iterable[Owner]) -> list[int]:
        ranked = sorted(
            (kind, self.catalogue.ids[thing], thing) for thing, kind in owners
        )
        return [thing for _, _, thing in ranked]

    def _beginning(self, prefix: str) -> Iterator[int]:
        names = self.catalogue.names
        form = normal(prefix)
        numbers: Iterable[int] = names.beginning(id_key(prefix)) if prefix else ()
        if form:
            words = names.word_beginning(form, _WORDS)
            numbers = chain(names.beginning(form), numbers, words)
        if (before := _BEFORE_THE.sub("", form)) != form:
            numbers = chain(numbers, names.beginning(before))
        for number in numbers:
            yield from self._by_worth(names.owners(number))


def type_json(cls: Class, classes: dict[str, Class]) -> dict[str, Any]:
    """Return a type as the API has it, with the ones right above it."""
    broader = [{"id": c, "name": classes[c].name} for c in cls.broader]
    return property_json(cls) | ({"broader": broader} if broader else {})


def property_json(term: Class | Property) -> dict[str, Any]:
    """Return a property, or a type by itself, as the API has it."""
    named = {"id": term.id, "name": term.name, "description": term.description}
    return named if term.description else {"id": term.id, "name": term.name}


def _completed(prefix: str, known: list[Term]) -> list[Term]:
    """Return terms whose id, name, IRI or a word of whose name begins so."""
    asked, form = prefix.strip().casefold(), normal(prefix)
    ranked = []
    for term in known:
        id_, name = term.id.casefold(), normal(term.name)
        if asked in (id_, term.iri.casefold()) or (form and form == name):
            rank = 0
        elif id_.startswith(asked) or name.startswith(form):
            rank = 1
        elif form and any(word.startswith(form) for word in name.split()):
            rank = 2
        else:
            continue
        ranked.append((rank, term.id, term))
    return [term for _, _, term in sorted(ranked, key=lambda item: item[:2])]
