"""Of rows that look alike to shapes one is looked at: what is found is the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.names import APF, ONTOLOGY, RDF, XSD
from kg.project.alike import AlikeRows
from kg.project.findings import Finding
from kg.project.inputs import Inputs
from kg.project.shapes.looks import Looks
from kg.project.shapes.shapes import read_shapes
from kg.project.shapes.sight import sight_of
from kg.project.validate import validate_asserted
from kg.read.project import Project
from kg.read.texts import Texts
from tests.conftest import Folder
from tests.read.table.border import MAPPING, mapped
from tests.table.test_any_rows import SUPPRESSED, _table

WITH_NOTES = SUPPRESSED + MAPPING.replace(
    "  deported: count\n", "  deported: count\n  note: text\n"
).replace(
    "    claimant: north-ministry\n",
    '    claimant: north-ministry\n    note: "{note}"\n',
)
PREFIXES = """\
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix own: <https://example.org/shapes#> .
"""
FIGURES = (
    "sh:path apf:value ; sh:minInclusive 6",
    "sh:path apf:value ; sh:maxExclusive 12000",
    "sh:path apf:value ; sh:in ( 0 7 )",
    "sh:path apf:value ; sh:hasValue 7",
    "sh:path apf:value ; sh:not [ sh:minInclusive 9 ]",
    "sh:path apf:value ; sh:or ( [ sh:maxInclusive 3 ] [ sh:minExclusive 1000 ] )",
    "sh:path apf:lowerBound ; sh:lessThan apf:upperBound",
    "sh:path apf:upperBound ; sh:lessThan apf:lowerBound",
    "sh:path apf:quantityText ; sh:minLength 2",
    "sh:path apf:quantityText ; sh:maxLength 1",
    'sh:path apf:quantityText ; sh:pattern "^[5-9]"',
    "sh:path apf:earliestStart ; sh:lessThan apf:latestStart",
    'sh:path apf:latestEnd ; sh:maxInclusive "2026-01-31"^^xsd:date',
    "sh:path apf:upperBound ; sh:maxCount 0",
    "sh:path ( apf:measures apf:origin ) ; sh:hasValue own:nowhere",
    "sh:path ( apf:measures apf:movedPopulation apf:residesIn ) ; sh:maxCount 0",
    'sh:path ( apf:measures apf:origin apf:iso3 ) ; sh:pattern "^[A-M]"',
    "sh:path apf:measures ; sh:node [ sh:property [ sh:path apf:destination ;"
    " sh:class apf:Organization ] ]",
    "sh:path apf:measures ; sh:qualifiedMaxCount 0 ; sh:qualifiedValueShape"
    " [ sh:property [ sh:path rdfs:label ; sh:minLength 28 ] ]",
    "sh:path apf:measures ; sh:maxLength 55",
)
CLAIMS = (
    "sh:path apf:note ; sh:maxCount 0",
    "sh:path apf:note ; sh:minLength 3",
    'sh:path apf:summary ; sh:pattern "deported"',
    'sh:path apf:summary ; sh:languageIn ( "de" )',
    "sh:path apf:row ; sh:minInclusive 4",
    "sh:path apf:row ; sh:disjoint apf:row",
    'sh:path apf:column ; sh:in ( "left" )',
    "sh:path ( apf:content apf:value ) ; sh:lessThan apf:row",
    "sh:path ( apf:content apf:value ) ; sh:equals apf:row",
)
FLOWS = (
    "sh:path apf:origin ; sh:disjoint apf:destination",
    "sh:path apf:origin ; sh:equals apf:destination",
    "sh:path rdfs:label ; sh:maxLength 30",
    'sh:path rdfs:label ; sh:pattern "France"',
    "sh:path apf:destination ; sh:in ( own:nowhere )",
    "sh:path ( apf:movedPopulation apf:residesIn rdfs:label ) ; sh:minLength 8",
)
WHOLE = (
    'sh:targetClass apf:Claim ; sh:pattern "FRA"',
    'sh:targetClass apf:MovementFlow ; sh:pattern "-france$"',
    "sh:targetSubjectsOf apf:note ; sh:property [ sh:path apf:note ; sh:maxCount 0 ]",
)
SHAPES = [
    *(f"sh:targetClass apf:FlowObservation ; sh:property [ {own} ]" for own in FIGURES),
    *(f"sh:targetClass apf:Claim ; sh:property [ {own} ]" for own in CLAIMS),
    *(f"sh:targetClass apf:MovementFlow ; sh:property [ {own} ]" for own in FLOWS),
    *WHOLE,
]
UNKNOWN = (
    "sh:targetClass apf:Claim ; sh:property"
    " [ sh:path [ sh:alternativePath ( apf:note apf:summary ) ] ; sh:maxCount 1 ]",
    "sh:targetClass apf:Claim ; sh:property"
    " [ sh:path apf:summary ; sh:pattern 'X' ; sh:flags 'i' ]",
    "sh:targetClass apf:Claim ; sh:pattern '\\\\d$'",
    "sh:targetClass apf:Claim ; sh:maxLength 40",
    "sh:targetClass apf:Claim ; sh:closed true",
    "sh:targetClass apf:FlowObservation ; sh:property"
    " [ sh:path apf:measures ; sh:node [ sh:pattern 'france' ] ]",
    "sh:targetClass apf:FlowObservation ; sh:property"
    " [ sh:path apf:value ; sh:or ( [ sh:in ( 5 ) ] [ sh:minLength 2 ] ) ]",
)
"""Shapes of which it is not known what they tell apart."""

counts = st.sampled_from(["", "-", "0", "1", "5", "6", "7", "9", "3000", "007"])
rows = st.lists(
    st.tuples(
        st.sampled_from(["2026-01", "2026-02", "2025-12"]),
        st.sampled_from(["XNL", "XSL", "FRA", "DEU"]),
        st.sampled_from(["XNL", "XSL", "FRA", "DEU"]),
        counts | st.just("12,000"),
        counts,
        st.sampled_from(["", "a", "a\\b", "of whom 2 children", '"']),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda row: row[:3],
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Make a project whose table and shapes each example writes anew."""
    return mapped(tmp_path_factory.mktemp("alike"), WITH_NOTES)


def _shapes(shapes: Iterable[str]) -> str:
    own = (f"own:S{i} a sh:NodeShape ; {text} .\n" for i, text in enumerate(shapes))
    return PREFIXES + "".join(own)


def _findings(project: Project, *, each: bool) -> list[Finding]:
    """Return what shapes find in a table, one of those alike looked at, or each."""
    looks = patch("kg.project.validate.sight_of", lambda shapes: None)
    with (
        patch("kg.table.large.LARGE", 0),
        closing(Inputs(project, Texts(None))) as read,
    ):
        assert [table.naming.document for table in read.large.tables] == ["border"]
        if not each:
            return validate_asserted(read, "shacl")
        with looks:
            return validate_asserted(read, "shacl")


def _written(
    folder: Folder, table: Sequence[tuple[str, ...]], shapes: Iterable[str]
) -> Project:
    Path(folder.root, "sources/border/border.csv").write_text(_table([*table]), "utf-8")
    folder.write("ontology/shapes/own.ttl", _shapes(shapes))
    return folder.open()


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows, st.lists(st.sampled_from(SHAPES), max_size=5, unique=True))
def test_any_shapes_find_the_same_in_any_rows(
    project: Folder, table: list[tuple[str, ...]], shapes: list[str]
) -> None:
    """Bounds, patterns, lengths, lists, paths, what is compared: nothing is missed."""
    opened = _written(project, table, shapes)
    assert sight_of(read_shapes(opened)) is not None
    usual, alike = _findings(opened, each=True), _findings(opened, each=False)
    assert sorted(map(str, alike)) == sorted(map(str, usual))


ROWS = [
    ("2026-01", "XNL", "XSL", "5", "3", ""),
    ("2026-01", "XNL", "FRA", "3000", "7", "a"),
    ("2026-01", "FRA", "XSL", "9", "3000", "of whom 2 children"),
    ("2026-01", "DEU", "XSL", "12,000", "9", ""),
    ("2026-02", "XSL", "XSL", "7", "0", ""),
    ("2026-02", "DEU", "FRA", "8000", "8", ""),
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("backwards", [False, True])
def test_each_shape_finds_the_same_in_the_same_rows(
    project: Folder, shape: str, *, backwards: bool
) -> None:
    """Whether the first of those that look alike is the good one, or the bad one."""
    opened = _written(project, ROWS[::-1] if backwards else ROWS, [shape])
    assert sight_of(read_shapes(opened)) is not None
    usual, alike = _findings(opened, each=True), _findings(opened, each=False)
    assert sorted(map(str, alike)) == sorted(map(str, usual))


@pytest.mark.parametrize("shape", UNKNOWN)
def test_where_it_is_not_known_what_a_shape_sees_all_is_looked_at(
    project: Folder, shape: str
) -> None:
    """Other paths, flags of a pattern, closed shapes, lengths of IRIs."""
    opened = _written(project, ROWS, [shape])
    assert sight_of(read_shapes(opened)) is None


def test_what_is_found_in_one_is_told_of_all_that_look_like_it(project: Folder) -> None:
    """Six numbers, of which five are more than 2: told on the line of each."""
    shape = FIGURES[0].replace("sh:minInclusive 6", "sh:maxInclusive 2")
    shape = f"sh:targetClass apf:FlowObservation ; sh:property [ {shape} ]"
    opened = _written(project, [(*row[:3], "", *row[4:]) for row in ROWS], [shape])
    own = [f for f in _findings(opened, each=False) if f.check == "S0"]
    assert sorted(f.place.line for f in own if f.place) == [2, 3, 4, 5, 7]


def test_one_of_those_that_look_alike_is_looked_at(project: Folder) -> None:
    """Two numbers of one month, between countries: one claim, one flow, one group."""
    opened = _written(project, [(*row[:4], "", "") for row in ROWS[1:4:2]], [])
    with patch("kg.table.large.LARGE", 0), closing(Inputs(opened, Texts(None))) as read:
        sight = sight_of(read_shapes(opened))
        assert sight is not None
        looked_at = [
            iri for _, focus in AlikeRows(read, sight).first() for iri in focus
        ]
    kinds = sorted(iri.split("/")[-2] for iri in looked_at)
    assert kinds == ["claim", "flow", "observation", "population"]


def test_numbers_that_are_compared_are_told_from_each_other(tmp_path: Path) -> None:
    """At least 3 and at most 9 is not 9 and 3; of one bound each looks like any."""
    sight = sight_of(read_shapes(mapped(tmp_path).open()))
    assert sight is not None
    looks = Looks(sight, lambda iri: "")

    def look(**numbers: int) -> object:
        lines = [
            f'<urn:says> <{ONTOLOGY}{name}> "{number}"^^<{XSD.integer}> .\n'
            for name, number in numbers.items()
        ]
        return looks.of_claim("urn:claim", "urn:says", "".join(lines))

    assert look(lowerBound=3) == look(lowerBound=9)
    assert look(lowerBound=3) != look(lowerBound=0)
    assert look(lowerBound=3, upperBound=9) == look(lowerBound=3, upperBound=9)
    assert look(lowerBound=3, upperBound=9) != look(lowerBound=9, upperBound=3)


def test_a_thing_of_which_several_are_named_stands_for_itself(tmp_path: Path) -> None:
    """Two nationalities of one group are counted by who they are, not by their kind."""
    sight = sight_of(read_shapes(mapped(tmp_path).open()))
    assert sight is not None
    country = f"<{RDF.type}> <{APF.Country}> .\n"
    looks = Looks(sight, lambda iri: f"<{iri}> {country}" if "land" in iri else "")

    def look(*countries: str) -> object:
        lines = [f"<urn:group> <{APF.nationality}> <urn:{c}> .\n" for c in countries]
        return looks.of_thing("urn:group", "".join(lines))

    assert look("northland") == look("southland")
    assert look("northland") != look("elsewhere")
    assert look("northland", "southland") is None


def test_a_thing_whose_name_is_measured_stands_for_itself(tmp_path: Path) -> None:
    """Where names may have thirty characters, a long one looks like no short one."""
    folder = mapped(tmp_path)
    shape = "sh:targetClass apf:PopulationGroup ; sh:property [ sh:path apf:nationality"
    folder.write("ontology/shapes/own.ttl", _shapes([f"{shape} ; sh:maxLength 30 ]"]))
    sight = sight_of(read_shapes(folder.open()))
    assert sight is not None
    looks = Looks(sight, lambda iri: f"<{iri}> <{RDF.type}> <{APF.Country}> .\n")

    def look(country: str) -> object:
        return looks.of_thing(
            "urn:group", f"<urn:group> <{APF.nationality}> <{country}> .\n"
        )

    assert look("urn:a") != look(f"urn:{'a' * 30}")
    assert look(f"urn:{'b' * 30}") == look(f"urn:{'a' * 30}")
