"""What the page of a review sends, read with care: anything may come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.draft.claimtext import Says
from kg.draft.selecting import Selection

_LONGEST = 10_000
"""Characters of a value: a note may have some hundreds."""


def text_of(given: Mapping[str, Any], name: str) -> str:
    """Return a given text, ``""`` for none; raise ``ValueError`` for anything else."""
    return _text(name, given.get(name, ""))


def number_of(given: Mapping[str, Any], name: str) -> int:
    """Return a whole number from 0; raise ``ValueError`` for anything else."""
    value = given.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{name}: a whole number was expected")
    return value


def place_of(given: Mapping[str, Any], length: int) -> list[int]:
    """Return half-open characters of a text; raise ``ValueError`` for others."""
    place = given.get("chars")
    if (
        isinstance(place, list)
        and len(place) == 2
        and all(type(each) is int for each in place)
        and 0 <= place[0] < place[1] <= length
    ):
        return place
    raise ValueError(
        f"chars: two characters of a text that has {length:,} were expected"
    )


def texts_of(given: Mapping[str, Any], name: str) -> dict[str, str]:
    """Return texts by key, but no empty ones; raise ``ValueError`` for others."""
    values = given.get(name)
    if not isinstance(values, dict):
        raise ValueError(f"{name}: keys and texts were expected")
    texts = {str(key): _text(str(key), value).strip() for key, value in values.items()}
    return {key: value for key, value in texts.items() if value}


def content_of(given: Mapping[str, Any]) -> Says:
    """Return what a claim says: a mapping, a relation's three parts, or nothing."""
    says = given.get("says")
    if says is None:
        return None
    if isinstance(says, list):
        return [_text("says", part).strip() for part in says]
    return texts_of(given, "says")


def selection_of(given: Mapping[str, Any]) -> Selection:
    """Return what was selected; raise ``ValueError`` for what cannot be a selection."""
    start, end = number_of(given, "start"), number_of(given, "end")
    return Selection(text_of(given, "words"), start, end)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name}: a text was expected")
    if len(value) > _LONGEST and name != "words":
        raise ValueError(f"{name}: at most {_LONGEST:,} characters were expected")
    try:
        value.encode(errors="ignore" if name == "words" else "strict")
    except UnicodeEncodeError:
        raise ValueError(f"{name}: half a character was given") from None
    return value
