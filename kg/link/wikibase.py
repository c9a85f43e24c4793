"""What of an entity in Wikibase JSON is worth having beside our things.

doc.wikimedia.org/Wikibase, "JSON". Of the statements on a property the best count: the
preferred ones, else the normal ones, never deprecated ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

QID = re.compile("Q[1-9][0-9]{0,12}")
CODES = {"P297": "iso2", "P298": "iso3", "P299": "isoNumeric", "P300": "isoSubdivision"}
"""Properties for the codes of ISO 3166: of a country in two letters, in three, in three
digits, and of a part of a country."""

TYPES = "P31"
POINT = "P625"
EARTH = "http://www.wikidata.org/entity/Q2"


class NoEntity(ValueError):
    """JSON that is no entity of a Wikibase; the text says what is amiss."""


@dataclass(frozen=True, slots=True)
class Record:
    """An entity at one revision.

    ``labels`` by language tag; ``points`` as (latitude, longitude) in degrees on Earth;
    ``codes`` as (property, code); ``types`` are QIDs. ``qid`` is the one that was asked
    for: ``merged`` is the one that it was merged into, which then is what the rest is
    about. ``revision`` and ``modified`` are 0 and "" where the source does not tell.
    """

    qid: str
    labels: tuple[tuple[str, str], ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    types: tuple[str, ...] = ()
    revision: int = 0
    modified: str = ""
    merged: str = ""

    @property
    def own(self) -> str:
        """The QID that the data is about."""
        return self.merged or self.qid


def read_entity(data: Any, asked: str = "") -> Record | None:
    """Return the record of an entity; ``None`` when it does not exist.

    ``asked`` is the QID that it was asked for by. Raises :class:`NoEntity`.
    """
    if not isinstance(data, dict):
        raise NoEntity("an entity is a mapping")
    if "missing" in data:
        return None
    qid = data.get("id")
    if not isinstance(qid, str) or not QID.fullmatch(qid):
        raise NoEntity(f"`id` should be a QID such as Q843, not {qid!r}")
    redirects = data.get("redirects")
    if not asked:
        asked = str(redirects.get("from")) if isinstance(redirects, dict) else qid
    if not QID.fullmatch(asked):
        raise NoEntity(f"an entity is listed under its QID, not under {asked!r}")
    try:
        return Record(
            asked,
            labels=tuple(sorted(_labels(data))),
            points=tuple(sorted(set(_points(data)))),
            codes=tuple(sorted(set(_codes(data)))),
            types=tuple(sorted(set(_items(data, TYPES)))),
            revision=int(data.get("lastrevid") or 0),
            modified=str(data.get("modified") or ""),
            merged=qid if qid != asked else "",
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        said = f"{type(error).__name__} {error}"
        raise NoEntity(f"{qid} is not in the JSON of a Wikibase ({said})") from None


def _labels(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for label in (data.get("labels") or {}).values():  # an empty mapping comes as []
        yield str(label["language"]), str(label["value"])


def _points(data: dict[str, Any]) -> Iterator[tuple[float, float]]:
    for value in _best(data, POINT):
        if value.get("globe", EARTH) == EARTH:
            yield float(value["latitude"]), float(value["longitude"])


def _codes(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for property in CODES:
        for value in _best(data, property):
            yield property, str(value)


def _items(data: dict[str, Any], property: str) -> Iterator[str]:
    for value in _best(data, property):
        qid = value.get("id") or f"Q{value['numeric-id']}"
        if QID.fullmatch(qid):
            yield qid


def _best(data: dict[str, Any], property: str) -> list[Any]:
    """Return the values of a property's best statements that have one."""
    statements = (data.get("claims") or {}).get(property, [])
    for rank in ("preferred", "normal"):
        ranked = [s["mainsnak"] for s in statements if s.get("rank") == rank]
        if ranked:
            known = [snak for snak in ranked if snak["snaktype"] == "value"]
            return [snak["datavalue"]["value"] for snak in known]
    return []
