"""A small table with its mapping, in a project that says nothing else."""

from __future__ import annotations

from pathlib import Path

from kg.read.reading import Reading
from kg.read.sources import read_sources
from kg.read.texts import Texts
from tests.conftest import CONFIG, ENTITIES, Folder

TABLE = """\
Month,From,To,left,deported,note
2026-01,XNL,XSL,"12,000",-,
2026-02,XNL,FRA,0,7,of whom 2 children
"""
MAPPING = """\
document:
  id: border
  title: Border counts
  published: 2026-03-05
  publishedBy: gazette
  edition: 2026.1
table:
  file: border.csv
  missing: ["-"]
columns:
  Month: month
  From: country
  To: country
  left: {type: count, thousands: ","}
  deported: count
each:
  left: {word: left, kind: departure}
  deported: {word: deported, kind: deportation}
entities:
  "from-{From.id}":
    type: PopulationGroup
    label: "People living in {From.label}"
    residesIn: "{From.id}"
  "{From.id}-to-{To.id}":
    type: MovementFlow
    label: "From {From.label} to {To.label} {{counted}}"
    movedPopulation: "from-{From.id}"
    origin: "{From.id}"
    destination: "{To.id}"
claims:
  "{From}-{To}-{Month}-{each}":
    summary: "{cell} people {word} {From.label} for {To.label}."
    claimant: north-ministry
    says:
      type: FlowObservation
      measures: "{From.id}-to-{To.id}"
      quantifier: exact
      value: "{value}"
      quantityText: "{cell}"
      unit: person
      period: "{Month}"
      movementTerm: "{word}"
      movementType: "{kind}"
"""


def project(folder: Folder, entities: str = ENTITIES) -> Folder:
    folder.write("kg.toml", CONFIG)
    folder.write("sources/entities/all.yaml", entities)
    return folder


def mapped(root: Path, mapping: str = MAPPING, table: str = TABLE) -> Folder:
    """Return a project with a table, and nothing else that is said."""
    folder = project(Folder(root))
    folder.write("sources/border/mapping.yaml", mapping)
    folder.write("sources/border/border.csv", table)
    return folder


def read(folder: Folder) -> Reading:
    return read_sources(folder.open(), Texts(None))


def problems(folder: Folder) -> list[str]:
    return list(map(str, read(folder).together()))


def edited(*edits: tuple[str, str]) -> str:
    """Return the mapping with words replaced that stand in it once."""
    mapping = MAPPING
    for old, new in edits:
        assert mapping.count(old) == 1, old
        mapping = mapping.replace(old, new)
    return mapping
