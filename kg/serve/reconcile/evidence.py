"""How well a value that a client gives agrees with what the graph says: 0 to 1."""

from __future__ import annotations

import re
from datetime import date

from kg.match.letters import NameKind, letters
from kg.match.name_index import code_key
from kg.match.names import LONGEST, normal
from kg.names import WIKIDATA
from kg.serve.reconcile.catalogue import Catalogue
from kg.serve.reconcile.columns import PropertyColumn, Ref, Value, keys
from kg.serve.reconcile.query import EntityRef, Given
from kg.serve.reconcile.schema import Code

_CLOSE, _NEAR = 0.8, 0.9
"""Texts and numbers that are less alike agree in nothing: a letter of five, a tenth of
the larger number. Set by hand."""

_DAY = re.compile(r"(-?\d{4})(-\d\d)?(-\d\d)?(T.*)?")
_OF_THE_YEAR = 0.5
"""What a day counts for another of the same year: dates are often rounded to it."""

_EXACT = 10**15
"""Whole numbers below are exact as a float, and so is their text."""


def agreement(
    given: tuple[Given, ...], known: tuple[Value, ...], catalogue: Catalogue
) -> float:
    """Compare what is given of a property with what is known: the mean of the best."""
    best = [max(agrees(one, value, catalogue) for value in known) for one in given]
    return sum(best) / len(best)


def agrees(given: Given, value: Value, catalogue: Catalogue) -> float:
    """Compare one value given with one known."""
    if isinstance(value, Ref):
        return _same_thing(given, value.thing, catalogue)
    if isinstance(given, EntityRef):
        ids = {given.id, given.id.removeprefix(WIKIDATA)}
        return float(isinstance(value, Code | str) and _code(value) in ids)
    text = _text(given)
    if isinstance(value, Code):
        return max(_alike(text, value.code), _alike(text, value.label))
    if isinstance(value, bool):
        return float(text.strip().lower() in _TRUTH[value])
    if isinstance(value, int | float):
        return _near(text, value)
    if isinstance(value, date):
        return _same_day(text.strip(), value)
    return 1.0 if text == value else _alike(text, value)


def meant(given: Given, catalogue: Catalogue) -> set[int]:
    """Return the things that a value may name: by id, code or any of their names."""
    name = name_of(given)
    one = catalogue.find(name)
    things = set() if one is None else {one}
    if isinstance(given, EntityRef):
        return things
    owners = catalogue.names.equal(code_key(name))
    owners += catalogue.names.equal(normal(name))
    return things | {thing for thing, kind in owners if kind is not NameKind.LATIN}


def name_of(given: Given) -> str:
    """Return what is given as text: the id of an entity, else the value."""
    return given.id if isinstance(given, EntityRef) else _text(given)


def things_with(
    given: Given, column: PropertyColumn, catalogue: Catalogue
) -> list[int]:
    """Return the things that have a value in a column, in order."""
    looked = {key for thing in meant(given, catalogue) for key in keys(Ref(thing))}
    if isinstance(given, EntityRef):
        looked |= {given.id, normal(given.id)}
    else:
        text = _text(given)
        looked |= {text, normal(text), text.strip()[:10]}
        if (number := _number(text)) is not None:
            looked.add(f"{number:g}")
    return sorted({thing for key in looked for thing in column.things.get(key, ())})


_TRUTH = {
    True: {"true", "yes", "y", "1", "1.0"},
    False: {"false", "no", "n", "0", "0.0"},
}


def _same_thing(given: Given, thing: int, catalogue: Catalogue) -> float:
    if thing in meant(given, catalogue):
        return 1.0
    if isinstance(given, EntityRef):
        return 0.0
    return _alike(_text(given), catalogue.labels[thing])


def _text(given: Given) -> str:
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, int):
        return str(given) if abs(given) < _EXACT else f"{float_of(given):g}"
    return str(given)[:LONGEST]


def float_of(number: int) -> float:
    """Return a whole number as a float, as large as that can be."""
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


def _code(value: Code | str) -> str:
    return value.code if isinstance(value, Code) else value


def _alike(given: str, known: str) -> float:
    one, other = normal(given), normal(known)
    alike = letters(one, other) if one and other else 0.0
    return alike if alike >= _CLOSE else 0.0


def _near(given: str, known: int | float) -> float:
    number = _number(given)
    if number is None:
        return 0.0
    if number == known:
        return 1.0
    largest = max(abs(number), abs(known))
    near = 1 - abs(number - known) / largest if largest < float("inf") else 0.0
    return near if near >= _NEAR else 0.0


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "").strip())
    except ValueError:
        return None


def _same_day(given: str, known: date) -> float:
    """Compare to the precision given: a year, a month or a day; half for the year."""
    match = _DAY.fullmatch(given)
    if not match:
        return 0.0
    day = known.isoformat()[:10]
    stated = "".join(part for part in match.groups()[:3] if part)
    if day.startswith(stated):
        return 1.0
    return _OF_THE_YEAR if day.startswith(match[1]) else 0.0
