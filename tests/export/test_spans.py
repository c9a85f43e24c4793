"""The lives of policies as a table: one row for each span, in three forms."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.ask.lives.model import SPAN_COLUMNS
from kg.read.delimited import meant
from tests.conftest import PROJECT, Folder

STAY = """\
document:
  id: gazette-20250510
  title: The order stayed
  published: 2025-05-10
  publishedBy: gazette
  url: https://gazette.example/stay

entities:
  minors: {type: PopulationGroup, label: "=Minors", subPopulationOf: permit-holders}

claims:
  stay:
    summary: For minors a court stopped the order from March to April.
    claimant: narrator
    says:
      type: PolicyEvent
      policyEventOf: permit-order
      policyEventType: enjoined
      affects: minors
      period: 2025-03/2025-04
"""
WHOLE = {
    "span": "permit-order-1",
    "policy": "permit-order",
    "policyLabel": "Order on permits",
    "status": "in-force",
    "statusLabel": "in force",
    "affects": "",
    "affectsLabel": "",
    "earliestStart": "2025-02-01",
    "latestStart": "2025-02-01",
    "earliestEnd": "2025-05-10",
    "latestEnd": "",
    "period": "2025-02-01",
    "precision": "day",
    "certainty": "holds",
    "disputed": "false",
    "knownFrom": "2025-03-01",
    "notKnownAfter": "2025-05-10",
    "claims": "gazette-20250301.start",
    "url": "",
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    folder = Folder(tmp_path_factory.mktemp("spans"))
    files = {**PROJECT, "sources/gazette-20250510/facts.yaml": STAY}
    for name, text in files.items():
        folder.write(name, text)
    folder.build()
    return kg.open(folder.graph)


def written(graph: kg.KnowledgeGraph, form: str = "spans", **options: Any) -> str:
    out = io.BytesIO()
    kg.write_graph(graph, out, form, **options)
    return out.getvalue().decode()


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def test_a_row_has_status_part_bounds_precision_claims_and_what_is_known(
    graph: kg.KnowledgeGraph,
) -> None:
    """In force since 1 February; for minors enjoined until some day of April."""
    whole, part = rows(written(graph))

    assert whole == WHOLE
    assert list(whole) == list(SPAN_COLUMNS)
    assert (part["status"], part["affects"]) == ("enjoined", "minors")
    assert part["affectsLabel"] == "'=Minors"
    bounds = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
    assert [part[name] for name in bounds] == [
        *("2025-03-01", "2025-03-31", "2025-04-01", "2025-04-30")
    ]
    assert (part["period"], part["precision"]) == ("2025-03/2025-04", "month")
    assert part["claims"] == "gazette-20250510.stay"
    assert part["url"] == "https://gazette.example/stay"


def test_the_three_forms_say_the_same(graph: kg.KnowledgeGraph) -> None:
    """Empty cells are `null` in JSON, which no spreadsheet runs, so texts are exact."""
    table = rows(written(graph))
    data = json.loads(written(graph, "spans-json"))

    assert rows(written(graph, "spans-tsv"), "\t") == table
    assert [list(row) for row in data] == [list(SPAN_COLUMNS)] * 2
    assert data[0]["latestEnd"] is None
    assert [
        {name: str(cell) for name, cell in row.items() if cell not in (None, False, "")}
        for row in data
    ] == [
        {n: meant(c) for n, c in row.items() if c not in ("", "false")} for row in table
    ]
    assert data[1]["affectsLabel"] == "=Minors"


def test_the_ending_of_a_file_tells_the_form(
    graph: kg.KnowledgeGraph, tmp_path: Path
) -> None:
    """`spans` in a `.json` is JSON, in a `.tsv` has tabs, and is CSV else."""
    for ending, form in ((".json", "spans-json"), (".tsv", "spans-tsv"), ("", "spans")):
        path = tmp_path / f"lives{ending}"
        kg.write_graph(graph, path, "spans")
        assert path.read_bytes().decode() == written(graph, form)


@pytest.mark.parametrize(
    ("on", "certainty"),
    [
        ("2025-01-31", []),
        (date(2025, 3, 5), ["holds", "may-hold"]),
        ("2025-04-01", ["holds", "holds"]),
        ("2025-04", ["holds", "may-hold"]),
        ("2026", ["not-known"]),
    ],
)
def test_on_a_day_only_what_is_possible_then(
    graph: kg.KnowledgeGraph, on: date | str, certainty: list[str]
) -> None:
    """And how certain it is."""
    assert [row["certainty"] for row in rows(written(graph, on=on))] == certainty


def test_as_of_a_day_is_the_table_of_what_was_published_by_then(
    graph: kg.KnowledgeGraph,
) -> None:
    """On 5 March nobody had reported the injunction."""
    (row,) = rows(written(graph, as_of=date(2025, 3, 5)))

    assert (row["earliestEnd"], row["notKnownAfter"]) == ("2025-03-01", "2025-03-01")


def test_a_day_that_is_none_and_a_form_that_takes_none_are_refused(
    graph: kg.KnowledgeGraph,
) -> None:
    """With what was passed."""
    with pytest.raises(kg.BadArgument, match="not `2025-13`"):
        written(graph, on="2025-13")
    with pytest.raises(kg.UnknownName, match="`nquads` takes no `on`"):
        written(graph, "nquads", on="2025-03")
