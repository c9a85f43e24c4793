"""Where nodes are on the earth: by their own coordinates, or by a code.

A view selects a column of the type ``point``: a text ``34.12 71.09``, latitude before
longitude; a literal of WKT, ``Point(71.09 34.12)``, longitude before latitude, as
Wikidata has it; or a code of ISO 3166-1, which stands for a point in that country.
A name is never looked up: there are two Georgias.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.ask.network.model import Column
from kg.match.countries import countries

POINT = "point"
"""The type of such a column, which becomes three."""

POINT_COLUMNS = ("latitude", "longitude", "point_from")
"""What they are called."""

_NUMBER = r"([-+]?\d+(?:\.\d+)?(?:E[-+]?\d+)?)"  # Wikidata has 1.0E-5, too
_OWN = re.compile(rf"{_NUMBER} {_NUMBER}")
_WKT = re.compile(rf"Point\({_NUMBER} {_NUMBER}\)", re.IGNORECASE)
_CODE = re.compile("[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Point:
    """A point with where it is from; or, without degrees, why there is none."""

    words: str
    latitude: float | None = None
    longitude: float | None = None


_NOWHERE = Point("")


def point_columns(values: Sequence[Sequence[object]]) -> Iterator[Column]:
    """Yield latitude, longitude and where they are from; ``values`` are those of nodes.

    Degrees are doubles, as map layouts want them.
    """
    points = [point_of(list(map(str, some))) for some in values]
    known = [p if p and p.latitude is not None else _NOWHERE for p in points]
    north, east = [p.latitude for p in known], [p.longitude for p in known]
    sources = [p.words or None for p in known]
    latitude, longitude, point_from = POINT_COLUMNS
    yield Column(latitude, latitude, "double", north)
    yield Column(longitude, longitude, "double", east)
    yield Column(point_from, "where the point is from", "string", sources)


def without_point(
    ids: Sequence[str], values: Sequence[Sequence[object]]
) -> dict[str, str]:
    """Return by id why places have no point; ``values`` are those of nodes."""
    points = [point_of(list(map(str, some))) for some in values]
    return {
        id_: point.words
        for id_, point in zip(ids, points, strict=True)
        if point and point.latitude is None
    }


def point_of(texts: Sequence[str]) -> Point | None:
    """Return the point that texts mean; an empty one is of a place without any.

    Without texts it is no place, and ``None``. Of several points none is chosen.
    """
    if not texts:
        return None
    known = sorted(filter(None, texts))
    if len(known) > 1:
        return Point(f"there are several, {' and '.join(known)}")
    if not known:
        return Point("no code, no coordinates, no link that has some")
    (text,) = known
    if _CODE.fullmatch(text):
        return _of_country(text)
    if own := _OWN.fullmatch(text):
        return _within(float(own[1]), float(own[2]), "its own coordinates")
    if wkt := _WKT.fullmatch(text):
        return _within(float(wkt[2]), float(wkt[1]), "Wikidata, by its link")
    return Point(f"`{text}` is no point")


def _of_country(code: str) -> Point:
    country = countries().known.get(countries().code(code))
    if country is None or country.iso3 != code or country.point is None:
        return Point(f"no country has the code {code}")
    return Point(f"ISO 3166-1 code {code}: a point in the country", *country.point)


def _within(latitude: float, longitude: float, source: str) -> Point:
    if abs(latitude) > 90 or abs(longitude) > 180:
        return Point(f"{latitude:g} {longitude:g} is outside the world")
    return Point(source, latitude, longitude)
