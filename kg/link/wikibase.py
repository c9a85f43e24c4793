"""What is read of an item in Wikibase JSON, wherever it comes from.

doc.wikimedia.org/Wikibase, "JSON": the same form in dumps, from ``Special:EntityData``
and from ``wbgetentities``. Of the statements on a property the best count: the
preferred ones, else the normal ones, never deprecated ones; where the best of them say
that the value is unknown, it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.names import QID, WIKIDATA
from kg.read.opening import unexpected

ALPHA_2, ALPHA_3 = "P297", "P298"
CODES = (ALPHA_2, ALPHA_3, "P299", "P300")
"""Properties for the codes of ISO 3166: of a country in two letters, in three, in three
digits, and of a part of a country."""

TYPES, COUNTRY, POINT = "P31", "P17", "P625"
EARTH = f"{WIKIDATA}Q2"

_MOMENT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class NoEntity(ValueError):
    """JSON that is no entity of a Wikibase; the text says what is amiss."""


@dataclass(frozen=True, slots=True)
class Record:
    """An item at one revision.

    ``labels`` by language tag; ``points`` as (latitude, longitude) in degrees on Earth;
    ``codes`` as (property, code); ``types`` and ``countries`` are QIDs; ``sitelinks``
    counts pages about it. ``qid`` is the one that was asked for: ``merged`` is the one
    that it was merged into, which then is what the rest is about. ``revision`` and
    ``modified`` are 0 and "" where the source does not tell.
    """

    qid: str
    labels: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    description: str = ""
    points: tuple[tuple[float, float], ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sitelinks: int = 0
    revision: int = 0
    modified: str = ""
    merged: str = ""

    @property
    def own(self) -> str:
        """The QID that the data is about."""
        return self.merged or self.qid


def mended(data: Any) -> Any:
    """Return parsed JSON with U+FFFD for what is no character of any text.

    Python reads the escapes of halves of characters and of control characters as they
    are; neither UTF-8 nor XML can be made of them.
    """
    if isinstance(data, str):
        return _NO_TEXT.sub("\ufffd", data)
    if isinstance(data, list):
        return [mended(item) for item in data]
    if isinstance(data, dict):
        return {mended(key): mended(value) for key, value in data.items()}
    return data


def read_entity(data: Any, asked: str = "") -> Record | None:
    """Return the record of an item; ``None`` for one that does not exist.

    So it is for what is no item, such as a property or a lexeme. ``asked`` is the QID
    that it was asked for by. Raises :class:`NoEntity`.
    """
    if not isinstance(data, dict):
        raise NoEntity("an entity is a mapping")
    if "missing" in data or data.get("type", "item") != "item":
        return None
    qid, to = data.get("id"), data.get("redirect")
    if not isinstance(qid, str) or not QID.fullmatch(qid):
        raise NoEntity(f"`id` should be a QID such as Q843, not {qid!r}")
    redirects = data.get("redirects")
    if not asked:
        asked = str(redirects.get("from")) if isinstance(redirects, dict) else qid
    if not QID.fullmatch(asked):
        raise NoEntity(f"an entity is listed under its QID, not under {asked!r}")
    if isinstance(to, str) and QID.fullmatch(to):  # a redirect has nothing more
        return Record(asked, merged=to)
    moment = str(data.get("modified"))
    wrong: list[str] = []
    with unexpected(wrong.append):
        return Record(
            asked,
            labels=tuple(sorted(_labels(data))),
            aliases=tuple(_aliases(data)),
            description=_described(data),
            points=tuple(sorted(set(_points(data)))),
            codes=tuple(sorted(set(_codes(data)))),
            types=tuple(dict.fromkeys(_items(data, TYPES))),
            countries=tuple(dict.fromkeys(_items(data, COUNTRY))),
            sitelinks=len(data.get("sitelinks") or ()),
            revision=int(data.get("lastrevid") or 0),
            modified=moment if _MOMENT.fullmatch(moment) else "",
            merged=qid if qid != asked else "",
        )
    raise NoEntity(f"{qid} is not in the JSON of a Wikibase: it {wrong[0]}")


def _labels(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for label in (data.get("labels") or {}).values():  # an empty mapping comes as []
        yield str(label["language"]), str(label["value"])


def _described(data: dict[str, Any]) -> str:
    english = (data.get("descriptions") or {}).get("en")
    return str(english["value"]) if english else ""


def _aliases(data: dict[str, Any]) -> Iterator[str]:
    for aliases in (data.get("aliases") or {}).values():
        yield from (str(alias["value"]) for alias in aliases)


def _points(data: dict[str, Any]) -> Iterator[tuple[float, float]]:
    for value in _best(data, POINT):
        if value.get("globe", EARTH) != EARTH:
            continue
        latitude, longitude = float(value["latitude"]), float(value["longitude"])
        if not (
            abs(latitude) <= 90 and abs(longitude) <= 360
        ):  # nor for "not a number"
            raise ValueError(f"{latitude}, {longitude} are no degrees")
        yield latitude, longitude


def _codes(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for property in CODES:
        for value in _best(data, property):
            if not isinstance(value, str):
                raise TypeError(f"{property} is {value!r}")
            yield property, value


def _items(data: dict[str, Any], property: str) -> Iterator[str]:
    for value in _best(data, property):
        qid = value.get("id") or f"Q{value['numeric-id']}"  # dumps before 2016
        if QID.fullmatch(qid) and value.get("entity-type", "item") == "item":
            yield qid


def _best(data: dict[str, Any], property: str) -> list[Any]:
    """Return the values of a property's best statements that have one."""
    statements = (data.get("claims") or {}).get(property)
    if not statements:
        return []
    for rank in ("preferred", "normal"):
        ranked = [s["mainsnak"] for s in statements if s.get("rank", "normal") == rank]
        if ranked:
            known = [snak for snak in ranked if snak["snaktype"] == "value"]
            return [snak["datavalue"]["value"] for snak in known]
    return []
