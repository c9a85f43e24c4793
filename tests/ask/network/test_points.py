"""Places are put on a map by coordinates, a link or a code; never by their name."""

from __future__ import annotations

from typing import Any

import pytest

from kg.ask.network.model import Edges, Network, Nodes
from kg.ask.network.points import point_columns, point_of, without_point
from kg.match.countries import countries
from kg.project.findings import CheckFailed
from tests.ask.network.reading import nodes
from tests.conftest import ENTITIES

WORDS = {
    "34.12 71.09": (34.12, 71.09, "its own coordinates"),
    "-90 180.0": (-90.0, 180.0, "its own coordinates"),
    "Point(71.09 34.12)": (34.12, 71.09, "Wikidata, by its link"),
    "Point(-7.8E-5 51.5)": (51.5, -0.000078, "Wikidata, by its link"),
    "AFG": (33.0, 65.0, "ISO 3166-1 code AFG: a point in the country"),
    # UNHCR's code for Afghanistan's neighbour, a name, two letters, half a point
    "XNL": (None, None, "no country has the code XNL"),
    "AF": (None, None, "`AF` is no point"),
    "Georgia": (None, None, "`Georgia` is no point"),
    "34.12": (None, None, "`34.12` is no point"),
    "91 0": (None, None, "91 0 is outside the world"),
    "Point(0 91)": (None, None, "91 0 is outside the world"),
    "": (None, None, "no code, no coordinates, no link that has some"),
}


@pytest.mark.parametrize("text", WORDS)
def test_a_point_is_degrees_and_where_they_are_from(text: str) -> None:
    """Latitude first, but in WKT, which has longitude first."""
    point = point_of([text])
    assert point is not None
    assert (point.latitude, point.longitude, point.words) == WORDS[text]


def test_columns_of_points_are_doubles_or_empty() -> None:
    """Whole degrees, too; and where there are none, nothing is from anywhere."""
    columns = list(point_columns([["AFG"], [""], []]))
    assert [(c.name, c.type, list(c.values)) for c in columns] == [
        ("latitude", "double", [33.0, None, None]),
        ("longitude", "double", [65.0, None, None]),
        (
            *("point_from", "string"),
            ["ISO 3166-1 code AFG: a point in the country", None, None],
        ),
    ]
    assert all(type(c.values[0]) is float for c in columns[:2])


def test_of_several_points_none_is_chosen() -> None:
    point = point_of(["1 2", "3 4"])
    assert point is not None
    assert point.latitude is None
    assert point.words == "there are several, 1 2 and 3 4"


def test_places_without_a_point_are_told_with_the_reason() -> None:
    """What is no place is not told of, nor what has a point; many are counted."""
    assert _notes(["AFG"], [], [""], ["XNL"]) == (
        "Without a point on the map: C (no code, no coordinates, no link that has "
        "some); D (no country has the code XNL)."
    )
    assert _notes(["AFG"], []) == ""
    assert _notes(*[[""]] * 11) == "Without a point on the map: 11 places."


def _notes(*values: list[str]) -> str:
    """Return the notes of a network of places, called A, B, C and so on."""
    labels = [chr(ord("A") + n) for n in range(len(values))]
    ids = [label.lower() for label in labels]
    unplaced = without_point(ids, values)
    nodes, edges = Nodes(ids, labels, ids), Edges([], [], [], [], [])
    return Network("v", "t", "", nodes, edges, {}, unplaced).notes


PLACES = """\
gate:
  type: BorderCrossing
  label: The Gate
  within: [northland, southland]
  latitude: 34.12
  longitude: 71.09
pakistan:
  type: Country
  label: Pakistan
  iso3: PAK
south:
  type: Place
  label: Whole degrees in the south-west
  latitude: -34
  longitude: -71
georgia:
  type: Country
  label: Georgia
out:
  type: MovementFlow
  label: Out
  movedPopulation: permit-holders
  origin: georgia
  destination: gate
on:
  type: MovementFlow
  label: On
  movedPopulation: permit-holders
  origin: gate
  destination: pakistan
down:
  type: MovementFlow
  label: Down
  movedPopulation: permit-holders
  origin: gate
  destination: south
"""


def test_places_of_a_project_have_their_points(built: Any) -> None:
    """By coordinates or code; Georgia without a code has none, and says so."""
    graph = built({"sources/entities/places.yaml": PLACES})
    found = nodes(graph.view("flows"))

    def point(name: str) -> tuple[object, object]:
        at = found[f"place/{name}"]
        return at.get("latitude"), at.get("longitude")

    assert point("gate") == (34.12, 71.09)
    assert point("pakistan") == (30.0, 70.0)
    assert point("south") == (-34.0, -71.0)
    assert point("georgia") == point("northland") == (None, None)
    notes = graph.view("flows").notes
    assert "Georgia (no code, no coordinates, no link that has some)" in notes
    assert "Northland (no country has the code XNL)" in notes
    around = graph.view("flows", about="pakistan").notes
    assert around == "", "Georgia is not in what lies around Pakistan"


def test_a_linked_place_has_the_point_of_its_link(built: Any) -> None:
    """As Wikidata gives it in the statements that `kg link enrich` fetched."""
    links = (
        "#mapping_set_id: https://example.org/permits/links\n"
        "#license: https://creativecommons.org/licenses/by/4.0/\n"
        '#sssom_version: "1.1"\n#curie_map:\n'
        "#  place: https://example.org/permits/id/place/\n"
        "#  wd: http://www.wikidata.org/entity/\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\tmapping_date"
        "\tauthor_label\n"
        "place:southland\tskos:exactMatch\twd:Q230\tsemapv:ManualMappingCuration"
        "\t2026-11-25\tA. Nalyst\n"
    )
    wkt = "http://www.opengis.net/ont/geosparql#wktLiteral"
    statement = (
        "<http://www.wikidata.org/entity/Q230> "
        "<http://www.wikidata.org/prop/direct/P625> "
        f'"Point(43.5 42)"^^<{wkt}> .\n'
    )
    files = {
        "sources/links/wikidata.sssom.tsv": links,
        "sources/links/wikidata.nt": statement,
    }
    found = nodes(built(files).view("flows"))["place/southland"]
    assert (found["latitude"], found["longitude"]) == (42.0, 43.5)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("latitude: 91\n  longitude: 0", "from -90 (south) to 90 (north)"),
        ("latitude: 34\n  longitude: 181", "from -180 (west) to 180 (east)"),
        ("latitude: 34", "add the `longitude`"),
        ("longitude: 71", "add the `latitude`"),
        ("latitude: 34° N\n  longitude: 71", "latitude"),
    ],
)
def test_coordinates_outside_the_world_are_named_and_nothing_is_built(
    built: Any, line: str, told: str
) -> None:
    """With the file and line, and what to write."""
    wrong = ENTITIES.replace("  iso3: XNL\n", f"  iso3: XNL\n  {line}\n")
    with pytest.raises(CheckFailed) as failed:
        built({"sources/entities/all.yaml": wrong})
    first = str(failed.value).splitlines()[0]
    assert first.startswith("sources/entities/all.yaml:")
    assert told in str(failed.value)


def test_every_country_has_its_codes_and_a_point() -> None:
    """249 of ISO 3166-1 and Kosovo; the points of some, by what atlases say."""
    known = countries().known
    coded = [c for c in known.values() if c.m49 and c.iso3]
    assert len(coded) == 249
    assert all(c.point for c in known.values() if c.iso2 != "EU")
    for c in coded:
        assert c.point is not None
        assert abs(c.point[0]) < 90
        assert abs(c.point[1]) <= 180
    assert len({c.point for c in coded}) == 249
    # south, west, north and east of where each lies
    for iso2, (south, west, north, east) in {
        "AF": (29.3, 60.5, 38.5, 74.9),
        "PK": (23.6, 60.8, 37.1, 77.9),
        "IR": (25.0, 44.0, 39.8, 63.4),
        "KW": (28.5, 46.5, 30.1, 48.5),
        "CL": (-56.0, -76.0, -17.5, -66.0),
        "US": (24.5, -125.0, 49.4, -66.9),
        "FJ": (-18.4, 177.0, -17.2, 178.8),
        "GE": (41.0, 40.0, 43.6, 46.8),
        "PS": (31.3, 34.8, 32.6, 35.6),
        "EH": (20.7, -17.2, 27.7, -8.6),
        "MA": (27.6, -13.2, 36.0, -1.0),
    }.items():
        latitude, longitude = known[iso2].point or (0.0, 0.0)
        assert south <= latitude <= north, iso2
        assert west <= longitude <= east, iso2


def test_there_is_one_list_of_unhcr_codes() -> None:
    """The list beside the mappings has what the list of countries has."""
    from tests.conftest import ROOT

    lines = (ROOT / "mappings" / "unhcr-codes.csv").read_text("utf-8").splitlines()[1:]
    beside = {tuple(line.split(",")[:2]) for line in lines}
    assert beside == {(c.unhcr, c.iso3) for c in countries().known.values() if c.unhcr}
    assert countries().code("GFR") == "", "UNHCR's codes are none of ISO's"
