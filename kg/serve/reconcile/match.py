"""Which things a query may mean, how likely, and whether it is beyond doubt.

The score is a weighted mean, times 100: the name counts 1, the type 0.4, each property
0.4, and one whose values belong to one thing each, such as an ISO code, 2. A value that
the graph does not know is half a reason. A match is declared only for a name that is
equal, or another spelling, or for an identifying value, when nothing speaks against it
and no other thing with such a reason comes near: a wrong link is worse than none. What
names are worth is what ``kg link`` goes by, too (:mod:`kg.match.likeness`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.match.likeness import SAME, NameKind, letters, letters_of_many, spelling, worth
from kg.match.name_index import Owner, code_key, id_key
from kg.match.names import forms, normal, plain
from kg.serve.reconcile.catalogue import Catalogue
from kg.serve.reconcile.columns import Columns, PropertyColumn
from kg.serve.reconcile.evidence import agreement, name_of, things_with
from kg.serve.reconcile.query import Given, Query
from kg.serve.reconcile.schema import IRI, Property

SURE, GAP = 90.0, 12.0
"""The score of a match at least, and its distance from the next.

A nickname alone reaches the one; the other is more than labels, aliases and spellings
lie apart (0.1), so that namesakes of any kind stay open. Set by hand."""

_NAME, _TYPE, _PROPERTY, _KEY = 1.0, 0.4, 0.4, 2.0
"""Weights. A code that is another's outweighs the very name; five values do."""

_UNKNOWN, _AGREES, _DISAGREES = 0.5, 0.9, 0.5
"""What an unknown value counts, and from where on one speaks for or against a thing."""

_FITS, _RELATED, _OTHER = 1.0, 0.0, -0.5
"""A type as asked for; of the same kind of thing, such as Place; of another kind."""

_WEIGHED, _NAMESAKES = 100, 2_000
"""Candidates whose properties are compared, and things of one name or value that are
looked at, at most: ``benchmarks/reconciling.py`` has a value that a fifth share."""

_PERCENT, _DIGITS = 100.0, 2
"""The API leaves the scale open; OpenRefine shows scores as of 100."""


@dataclass(slots=True)
class Candidate:
    """A thing that may be meant. ``score`` is 0 to 100; ``name`` 0 to 1.

    ``equal`` says that a name, id or code is equal, ``spelled`` that a name is one in
    another spelling, ``proper`` that either is more than a nickname, which means the
    thing only in context. ``properties`` are agreements.
    """

    thing: int
    name: float = 0.0
    equal: bool = False
    spelled: bool = False
    proper: bool = False
    typed: float | None = None
    properties: dict[str, float] = field(default_factory=dict)
    identified: bool = False
    score: float = 0.0
    match: bool = False

    @property
    def doubted(self) -> bool:
        """Tell whether its type or a property speaks against it."""
        against = any(value < _DISAGREES for value in self.properties.values())
        return against or (self.typed is not None and self.typed < 1)

    @property
    def grounded(self) -> bool:
        """Tell whether there is a reason better than a likeness."""
        agreed = any(value >= _AGREES for value in self.properties.values())
        named = self.equal or self.spelled
        return self.identified or self.proper or (named and agreed)

    @property
    def features(self) -> list[dict[str, object]]:
        """What the score is made of, as the API has it."""
        values: dict[str, object] = {"name_similarity": round(self.name * _PERCENT, 1)}
        if self.typed is not None:
            values["type_match"] = self.typed == _FITS
        values |= {pid: round(value, 3) for pid, value in self.properties.items()}
        return [{"id": name, "value": value} for name, value in values.items()]


class Matcher:
    """Answers queries from a catalogue."""

    def __init__(self, catalogue: Catalogue, columns: Columns) -> None:
        self.catalogue = catalogue
        self.columns = columns

    def candidates(self, query: Query) -> list[Candidate]:
        """Return candidates, the best first, in an order that is always the same."""
        evidence = list(self._evidence(query))
        named = bool(query.text.strip())
        by_thing = self._named(query.text)
        agreeing: Counter[int] = Counter()
        for item in evidence:
            with_value = self._with(item)
            agreeing.update(with_value)
            if item.prop.key or not named:
                for thing in with_value[:_NAMESAKES]:
                    if thing not in by_thing:
                        by_thing[thing] = Candidate(thing, self._likeness(query, thing))
        kept = [c for c in by_thing.values() if self._fits_type(c, query)]
        likely = {
            c.thing: _score(c, named, evidence) + agreeing[c.thing] * _PERCENT
            for c in kept
        }
        kept.sort(key=lambda c: (-likely[c.thing], c.thing))
        kept = kept[: max(_WEIGHED, query.limit)]
        for candidate in kept:
            self._weigh(candidate, evidence)
            candidate.score = _score(candidate, named, evidence)
        ids = self.catalogue.ids
        kept.sort(key=lambda c: (-c.score, not c.grounded, ids[c.thing]))
        if kept:
            kept[0].match = _beyond_doubt(kept)
        return kept[: query.limit]

    def _evidence(self, query: Query) -> Iterator[_Evidence]:
        """Yield what is given of properties that there are; others say nothing."""
        for pid, given in query.evidence:
            prop = self.catalogue.schema.property_of(pid)
            if prop is not None:
                yield _Evidence(prop, given, self.columns.of(prop))

    def _named(self, text: str) -> dict[int, Candidate]:
        """Find things by id, code, equal name, other spelling and like name."""
        by_thing: dict[int, Candidate] = {}
        text = text.strip()
        names = self.catalogue.names
        if (one := self.catalogue.find(text)) is not None:
            _better(by_thing, [(one, NameKind.ID)], SAME)
        _better(by_thing, names.equal(id_key(text)), SAME)
        _better(by_thing, names.equal(code_key(text)), SAME)
        if "://" in text:
            return by_thing
        exact = forms(text)
        for form in exact:
            _better(by_thing, names.equal(form)[:_NAMESAKES], SAME)
        for number in names.spelled(text):
            if (name := names.names[number]) not in exact:
                same = spelling(text, name)
                _better(by_thing, names.owners(number), same.score, spelled=same.sure)
        for asked in dict.fromkeys(filter(None, (normal(text), plain(text)))):
            kind = NameKind.LABEL if asked == normal(text) else NameKind.LATIN
            alike_by_number = letters_of_many(
                asked, {n: names.names[n] for n in names.like(asked)}
            )
            for number, alike in sorted(alike_by_number.items()):
                _better(by_thing, names.owners(number), worth(alike, kind))
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
        candidate.typed = _FITS if ok else _RELATED if own & tops else _OTHER
        return ok or query.strict == "should"

    def _weigh(self, candidate: Candidate, evidence: Iterable[_Evidence]) -> None:
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


@dataclass(frozen=True, slots=True)
class _Evidence:
    prop: Property
    given: tuple[Given, ...]
    column: PropertyColumn


def _better(
    by_thing: dict[int, Candidate],
    owners: Iterable[Owner],
    alike: float,
    *,
    spelled: bool = False,
) -> None:
    """Note a name of things, if it is the best reason for them so far."""
    same = spelled or alike == SAME
    for thing, kind in owners:
        candidate = by_thing.get(thing)
        if candidate is None:
            candidate = by_thing[thing] = Candidate(thing)
        candidate.name = max(candidate.name, worth(alike, kind))
        if same and kind is not NameKind.LATIN:
            candidate.equal |= alike == SAME
            candidate.spelled |= spelled
            candidate.proper |= kind is not NameKind.HIDDEN


def _score(candidate: Candidate, named: bool, evidence: Iterable[_Evidence]) -> float:
    """Return the weighted mean of all reasons, from 0 to 100."""
    reasons = [(_NAME, candidate.name)] if named else []
    if candidate.typed is not None:
        reasons.append((_TYPE, candidate.typed))
    for item in evidence:
        value = candidate.properties.get(item.prop.id)
        weight = _KEY if item.prop.key and value is not None else _PROPERTY
        reasons.append((weight, _UNKNOWN if value is None else value))
    total = sum(weight for weight, _ in reasons)
    mean = sum(weight * value for weight, value in reasons) / total if total else 0.0
    return round(min(max(mean * _PERCENT, 0.0), _PERCENT), _DIGITS)


def _beyond_doubt(candidates: list[Candidate]) -> bool:
    """Tell whether the first is meant: it has a reason, and no other comes near."""
    first, *others = candidates
    if first.score < SURE or first.doubted or not first.grounded:
        return False
    very_label = first.equal and first.name == SAME  # has no rival in a spelling
    rivals = (
        c.score
        for c in others
        if c.equal or c.identified or (c.spelled and not very_label)
    )
    return all(first.score - score >= GAP for score in rivals)
