"""What rows fill is what a person would have typed, with the row that it stands in."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox

from kg.ask.knowledge import open_graph
from kg.graph.triples import triples
from kg.read.project import Project
from tests.conftest import ENTITIES, Folder
from tests.read.table.border import (
    MAPPING,
    TABLE,
    edited,
    mapped,
    problems,
    project,
    read,
)

TYPED = f"""\
document:
  id: border
  title: Border counts
  published: 2026-03-05
  publishedBy: gazette
  edition: 2026.1
  fileName: border.csv
  fileDigest: {hashlib.sha256(TABLE.encode()).hexdigest()}
entities:
  from-northland:
    type: PopulationGroup
    label: People living in Northland
    residesIn: northland
  northland-to-southland:
    type: MovementFlow
    label: "From Northland to Southland {{counted}}"
    movedPopulation: from-northland
    origin: northland
    destination: southland
  northland-to-france:
    type: MovementFlow
    label: "From Northland to France {{counted}}"
    movedPopulation: from-northland
    origin: northland
    destination: france
claims:
  XNL-XSL-2026-01-left:
    summary: 12,000 people left Northland for Southland.
    claimant: north-ministry
    row: 2
    column: left
    says:
      type: FlowObservation
      measures: northland-to-southland
      quantifier: exact
      value: 12000
      quantityText: 12,000
      unit: person
      period: 2026-01
      movementTerm: left
      movementType: departure
  XNL-FRA-2026-02-left:
    summary: 0 people left Northland for France.
    claimant: north-ministry
    row: 3
    column: left
    says:
      type: FlowObservation
      measures: northland-to-france
      quantifier: exact
      value: 0
      quantityText: 0
      unit: person
      period: 2026-02
      movementTerm: left
      movementType: departure
  XNL-FRA-2026-02-deported:
    summary: 7 people deported Northland for France.
    claimant: north-ministry
    row: 3
    column: deported
    says:
      type: FlowObservation
      measures: northland-to-france
      quantifier: exact
      value: 7
      quantityText: 7
      unit: person
      period: 2026-02
      movementTerm: deported
      movementType: deportation
"""
FRANCE = "france:\n  type: Country\n  label: France\n  iso3: FRA\n"


def triples_of(folder: Folder) -> set[ox.Triple]:
    """Return what the source ``border`` says."""
    reading = read(folder)
    assert reading.problems == []
    (source,) = (source for source in reading.sources if source.id == "border")
    return set(triples(source.entries, folder.open().vocabulary))


def test_rows_say_what_a_person_would_have_typed(tmp_path: Path) -> None:
    """The same triples come of a mapping and of the facts file that it stands for."""
    typed = project(Folder(tmp_path / "typed"), ENTITIES + FRANCE)
    typed.write("sources/border/facts.yaml", TYPED)
    table = mapped(tmp_path / "mapped")
    table.write("sources/entities/all.yaml", ENTITIES + FRANCE)

    assert triples_of(table) == triples_of(typed)


def test_nothing_reported_is_no_zero(tmp_path: Path) -> None:
    """Of a dash no claim is made, of a nought one; both are counted."""
    reading = read(mapped(tmp_path))

    (tally,) = reading.tables.values()
    assert (tally.rows, tally.claims, tally.empty) == (2, 3, 1)
    assert str(tally) == "2 rows, 3 claims, 1 measure with nothing reported"


def test_a_country_that_no_file_defines_is_as_if_it_came_with_kg(
    tmp_path: Path,
) -> None:
    """It is shared by all tables of a project, and gives way to the project's own."""
    folder = mapped(tmp_path)

    shared = {s.id: s for s in read(folder).sources}["shared-entities"]
    assert [entry.node["id"] for entry in shared.entries] == [
        "https://w3id.org/apf/id/place/france"
    ]

    folder.write("sources/entities/france.yaml", FRANCE.replace("france:", "fr:"))
    assert "shared-entities" not in {s.id for s in read(folder).sources}


def test_a_mapping_may_name_a_country_that_no_row_has(tmp_path: Path) -> None:
    """It is there as others are, and in the graph because it is spoken of."""
    place = edited(('destination: "{To.id}"', "destination: japan"))

    shared = {s.id: s for s in read(mapped(tmp_path, place)).sources}["shared-entities"]

    assert {entry.node["id"].rsplit("/", 1)[-1] for entry in shared.entries} == {
        "japan"
    }


def test_a_province_does_not_become_the_country_of_its_name(tmp_path: Path) -> None:
    folder = mapped(tmp_path)
    folder.write(
        "sources/entities/more.yaml",
        "france:\n  type: AdministrativeArea\n  label: France, a province\n",
    )

    flows = {s.id: s for s in read(folder).sources}["border"].entries
    ends = {entry.node.get("destination") for entry in flows} - {None}
    assert ends == {
        f"{Project.open(tmp_path).base}id/place/southland",
        "https://w3id.org/apf/id/place/france-fra",
    }


def test_what_is_suppressed_is_an_interval(tmp_path: Path) -> None:
    """A cell that stands for a few is not read as the number that it shows."""
    meaning = (
        "suppressed:\n  7: {quantifier: suppressed, lowerBound: 1, upperBound: 7}\n"
    )
    folder = mapped(tmp_path, edited(("entities:\n", f"{meaning}entities:\n")))

    said = triples_of(folder)
    apf = "https://w3id.org/apf/ontology#"
    (seven,) = (
        t.subject
        for t in said
        if t.object == ox.Literal("deported")
        and t.predicate.value == f"{apf}movementTerm"
    )
    numbers = {
        t.predicate.value.removeprefix(apf): t.object.value
        for t in said
        if t.subject == seven and isinstance(t.object, ox.Literal)
    }
    assert "value" not in numbers
    assert (numbers["lowerBound"], numbers["upperBound"]) == ("1", "7")
    assert numbers["quantityText"] == "7"


def test_rows_and_cells_that_are_left_out_are_counted(tmp_path: Path) -> None:
    """Neither a filter nor ``without`` drops anything unseen."""
    filters = "rows:\n  To: {not: [XSL]}\n"
    mapping = edited(
        ("each:\n", f"{filters}each:\n"), ('["-"]', '["-"]\n  without: [0]')
    )

    (tally,) = read(mapped(tmp_path, mapping)).tables.values()

    assert (tally.left_out, tally.without, tally.claims) == (1, 1, 1)


def test_a_filled_id_may_be_a_thing_of_the_project(tmp_path: Path) -> None:
    """So a table's series stands beside what is quoted of the same thing."""
    mapping = edited(
        ("entities:\n", "ids: {northland-to-southland: returns}\nentities:\n")
    )

    entries = {s.id: s for s in read(mapped(tmp_path, mapping)).sources}[
        "border"
    ].entries

    base = Project.open(tmp_path).base
    assert f"{base}id/flow/returns" in {e.node.get("measures") for e in entries}
    assert f"{base}id/flow/returns" not in {e.node["id"] for e in entries}


def test_codes_are_looked_up_through_a_list(tmp_path: Path) -> None:
    """Who has codes of their own gives a list: UNHCR's AUS is no Australia."""
    column = "{type: country, through: {file: codes.csv, from: unhcr, to: iso3}}"
    mapping = edited(("To: country", f"To: {column}"))
    folder = mapped(tmp_path, mapping, TABLE.replace("FRA", "AUS"))
    folder.write("sources/border/codes.csv", "unhcr,iso3\nAUS,AUT\nXSL,XSL\n")

    entries = {s.id: s for s in read(folder).sources}["border"].entries

    assert "https://w3id.org/apf/id/place/austria" in {
        entry.node.get("destination") for entry in entries
    }


def test_places_are_found_by_their_p_codes(tmp_path: Path) -> None:
    mapping = edited(("To: country", "To: {type: thing, by: pcode}"))
    folder = mapped(
        tmp_path, mapping, TABLE.replace("FRA", "XS02").replace("XSL", "XS01")
    )
    area = "  type: AdministrativeArea\n  label: Area\n  within: southland\n"
    areas = f"east:\n{area}  pcode: XS01\nwest:\n{area}  pcode: XS02\n"
    folder.write("sources/entities/areas.yaml", areas)

    assert problems(folder) == []
    folder.edit("sources/border/border.csv", "XS02", "XS2")
    assert problems(folder)[0] == (
        "sources/border/border.csv:3: To: `XS2` is the pcode of nothing in this project"
    )


def test_several_tables_may_speak_of_one_thing(tmp_path: Path) -> None:
    """It is defined once, by the project's own files if they do; none is at odds."""
    folder = mapped(tmp_path)
    other = MAPPING.replace("id: border", "id: second")
    folder.write("sources/second/mapping.yaml", other)
    folder.write("sources/second/border.csv", TABLE)
    assert problems(folder) == []

    folder.write("sources/second/mapping.yaml", other.replace("From {F", "Out of {F"))
    (problem,) = problems(folder)
    assert problem == (
        "sources/second/border.csv:2: `northland-to-southland` is described otherwise "
        "at sources/border/border.csv:2 (1 more like it, on line 3)"
    )

    flows = "  movedPopulation: permit-holders\n  origin: northland\n"
    folder.write(
        "sources/entities/flows.yaml",
        f"northland-to-southland:\n  type: MovementFlow\n  label: South\n{flows}"
        f"northland-to-france:\n  type: MovementFlow\n  label: France\n{flows}",
    )
    assert problems(folder) == []


def test_a_publisher_is_there_though_no_row_makes_a_claim(tmp_path: Path) -> None:
    """What has no hole is made once, whatever the table holds."""
    office = "entities:\n  office:\n    type: Organization\n    label: Office\n"
    mapping = edited(("publishedBy: gazette", "publishedBy: office"))
    empty = TABLE.splitlines()[0] + "\n2026-01,XNL,XSL,-,-,\n"
    folder = mapped(tmp_path, mapping.replace("entities:\n", office), empty)

    assert problems(folder) == []


def test_a_column_called_row_is_no_number_of_a_row(tmp_path: Path) -> None:
    """A claim is cited by the row that it stands in, whatever a column is called."""
    mapping = edited(
        ("  Month: month", "  row: month"), ('period: "{Month}"', "period: 2026")
    )
    mapping = mapping.replace("-{Month}-", "-{row}-")
    folder = mapped(tmp_path, mapping, TABLE.replace("Month", "row"))

    folder.build()

    graph = open_graph(folder.graph)
    (citation,) = graph.show("border.XNL-XSL-2-left").citations
    assert citation.to_dict()["row"] == 2
