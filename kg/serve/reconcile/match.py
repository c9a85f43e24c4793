"""Which things of a graph a query may mean, from its names, types and properties.

What reasons weigh, and when one thing is beyond doubt, is in
:mod:`kg.match.candidates`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.match.candidates import (
    FITS,
    NAMESAKES,
    OTHER,
    RELATED,
    Candidate,
    beyond_doubt,
    named,
)
from kg.match.letters import SAME, NameKind, letters
from kg.match.names import normal
from kg.serve.reconcile.catalogue import Catalogue
from kg.serve.reconcile.columns import Columns, PropertyColumn
from kg.serve.reconcile.evidence import agreement, name_of, things_with
from kg.serve.reconcile.query import Given, Query
from kg.serve.reconcile.schema import IRI, Property

_WEIGHED = 100
"""Candidates whose properties are compared, at most: those whose names and values are
likeliest, and as many as can be asked for."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    prop: Property
    given: tuple[Given, ...]
    column: PropertyColumn


class Matcher:
    """Answers queries from a catalogue."""

    def __init__(self, catalogue: Catalogue, columns: Columns) -> None:
        self.catalogue = catalogue
        self.columns = columns

    def candidates(self, query: Query) -> list[Candidate]:
        """Return candidates, the best first, in an order that is always the same."""
        evidence = list(self._evidence(query))
        keys = {item.prop.id: item.prop.key for item in evidence}
        text = query.text.strip()
        by_thing = self._named(text) if text else {}
        agreeing: Counter[int] = Counter()
        for item in evidence:
            with_value = self._with(item)
            agreeing.update(with_value)
            if item.prop.key or not text:
                for thing in with_value[:NAMESAKES]:
                    if thing not in by_thing:
                        by_thing[thing] = Candidate(thing, self._likeness(query, thing))
        kept = [c for c in by_thing.values() if self._fits_type(c, query)]
        for candidate in kept:
            candidate.score = candidate.weigh(keys, named=bool(text))
        kept.sort(key=lambda c: (-agreeing[c.thing], -c.score, c.thing))
        kept = kept[: max(_WEIGHED, query.limit)]
        for candidate in kept:
            self._compare(candidate, evidence)
            candidate.score = candidate.weigh(keys, named=bool(text))
        ids = self.catalogue.ids
        kept.sort(key=lambda c: (-c.score, not c.grounded, ids[c.thing]))
        if kept:
            kept[0].match = beyond_doubt(kept)
        return kept[: query.limit]

    def _evidence(self, query: Query) -> Iterator[_Evidence]:
        """Yield what is given of properties that there are; others say nothing."""
        for pid, given in query.evidence:
            prop = self.catalogue.schema.property_of(pid)
            if prop is not None:
                yield _Evidence(prop, given, self.columns.of(prop))

    def _named(self, text: str) -> dict[int, Candidate]:
        """Find things by id, code, equal name, other spelling and like name."""
        by_thing = named(self.catalogue.names, text)
        if (one := self.catalogue.find(text)) is not None:
            by_thing.setdefault(one, Candidate(one)).note(SAME, NameKind.ID)
        return by_thing

    def _likeness(self, query: Query, thing: int) -> float:
        """Compare with the label of a thing that was not found by its names."""
        return letters(normal(query.text), normal(self.catalogue.labels[thing]))

    def _with(self, item: _Evidence) -> list[int]:
        if item.prop.id == IRI:
            named = {self.catalogue.find(name_of(given)) for given in item.given}
            return sorted(thing for thing in named if thing is not None)
        return sorted(
            {
                thing
                for given in item.given
                for thing in things_with(given, item.column, self.catalogue)
            }
        )

    def _fits_type(self, candidate: Candidate, query: Query) -> bool:
        """Note how the type agrees; leave out what a strict query does not want."""
        if not query.types:
            return True
        schema = self.catalogue.schema
        asked = [schema.class_of(name) for name in query.types]
        ids = [cls.id if cls else "" for cls in asked]
        own = {
            c for t in self.catalogue.types(candidate.thing) for c in schema.above(t)
        }
        tops = {top for name in ids if name for top in schema.tops(name)}
        fits = [name in own for name in ids]
        ok = all(fits) if query.strict == "all" else any(fits)
        candidate.typed = FITS if ok else RELATED if own & tops else OTHER
        return ok or query.strict == "should"

    def _compare(self, candidate: Candidate, evidence: Iterable[_Evidence]) -> None:
        """Note how far the thing's properties agree with what is given of them."""
        for item in evidence:
            if item.prop.id == IRI:
                same = candidate.thing in self._with(item)
                candidate.properties[IRI] = float(same)
            elif known := item.column.values.get(candidate.thing):
                value = agreement(item.given, known, self.catalogue)
                candidate.properties[item.prop.id] = value
        candidate.identified = any(
            item.prop.key and candidate.properties.get(item.prop.id, 0) == 1
            for item in evidence
        )
