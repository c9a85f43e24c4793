"""CSV: exact cells for programs, harmless ones for spreadsheets, sets of times."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from kg.ask.network.model import Column, Network
from kg.export.network.tables import write_csv
from tests.export.network.generated import networks
from tests.extras import extra

if TYPE_CHECKING:
    import pandas as pd
else:
    pd = extra("pandas")

FILES = ["edges.csv", "nodes.csv", "times.csv"]


def read(folder: Path, name: str, encoding: str = "utf-8") -> list[dict[str, str]]:
    """Return the rows of a file as pandas reads them, every cell as text."""
    frame = pd.read_csv(
        folder / name, dtype=str, keep_default_na=False, encoding=encoding
    )
    return frame.to_dict("records")  # type: ignore[return-value]


def written(value: Any) -> str:
    """Return a cell as it ought to stand in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return "" if value is None else str(value)


def cells(columns: dict[str, Any]) -> list[dict[str, str]]:
    rows = zip(*columns.values(), strict=True)
    return [dict(zip(columns, map(written, row), strict=True)) for row in rows]


@pytest.fixture(scope="module")
def folder(nasty: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the tables of ``nasty``."""
    folder = tmp_path_factory.mktemp("tables")
    write_csv(nasty, folder)
    return folder


def test_nodes_are_exact(nasty: Network, folder: Path) -> None:
    """Every cell of the nodes is what it was, and columns have Gephi's headings."""
    nodes = nasty.nodes
    own = {column.name: column.values for column in nodes.columns}
    timesets = [
        "<[2025-04-01, 2025-04-30]; [2025-06-01, 2025-06-02]>",
        "<[-Infinity, 2025-04-30]>",
        "<[2025-05-01, Infinity]>",
        "<[-Infinity, Infinity]>",
        "",
        "<[2024-02-29, 2024-02-29]>",
        "<[2025-01-01, 2025-01-31]; [2025-03-01, Infinity]>",
    ]
    fixed = {"Id": nodes.ids, "Label": nodes.labels, "timeset": timesets}
    assert read(folder, "nodes.csv") == cells({**fixed, "Group": nodes.groups, **own})


def test_edges_are_exact(nasty: Network, folder: Path) -> None:
    """Every cell of the edges is what it was; times are sets that Gephi reads."""
    edges = nasty.edges
    april = "2025-04-01, 2025-04-30"
    weights = [
        "",
        f"<[{april}, 135e3]; [2025-05-01, 2025-05-31, 67e3]; "
        "[2025-06-01, 2025-06-02, 3e3]>",
        "<[-Infinity, 2025-05-31, 15e-1]>",
        "",
        "<[2025-06-01, Infinity, 2e0]>",
    ]
    timesets = [
        "",
        "<[2025-04-01, 2025-06-02]>",
        "<[-Infinity, 2025-05-31]>",
        "<[2025-05-01, Infinity]>",
        f"<[{april}]; [2025-06-01, 2025-06-30]>",
    ]
    status = [f"<[{april}, \"in 'force'; [really], /o/\"]>", *[""] * 4]
    expected = {
        "Source": edges.sources,
        "Target": edges.targets,
        "Type": ["Directed"] * 5,
        "Id": edges.ids,
        "Kind": edges.kinds,
        "Label": edges.labels,
        "Weight": edges.weights,
        "timeset": timesets,
        "weight_": edges.columns[0].values,
        "count": edges.columns[1].values,
        "weights": weights,
        "status": status,
    }
    assert read(folder, "edges.csv") == cells(expected)


def test_times_have_a_row_each(folder: Path) -> None:
    """What holds for a time is said with its first and its last day, and exactly."""
    rows = [list(row.values()) for row in read(folder, "times.csv")]
    assert rows == [
        ["e2", "2025-04-01", "2025-04-30", "weights", "135000.0"],
        ["e2", "2025-05-01", "2025-05-31", "weights", "67000.0"],
        ["e2", "2025-06-01", "2025-06-02", "weights", "3000.0"],
        ["e 3", "", "2025-05-31", "weights", "1.5"],
        ['"e5', "2025-06-01", "", "weights", "2.0"],
        ["e1", "2025-04-01", "2025-04-30", "status", 'in "force"; [really], \\o/'],
    ]


def test_days_are_told_by_timeset_alone(nasty: Network, tmp_path: Path) -> None:
    """A column of days would have Gephi forget the intervals; spreadsheets keep it."""
    days = Column("first_day", "first day", "string", ["2025-04-01", *[None] * 6])
    mixed = Column("about", "about", "string", ["2025-04-01", "May", *[None] * 5])
    nodes = replace(nasty.nodes, columns=(days, mixed))
    for spreadsheet, names in ((False, {"about"}), (True, {"first_day", "about"})):
        folder = tmp_path / str(spreadsheet)
        folder.mkdir()
        write_csv(replace(nasty, nodes=nodes), folder, spreadsheet=spreadsheet)
        encoding = "utf-8-sig" if spreadsheet else "utf-8"
        (row, *_) = read(folder, "nodes.csv", encoding)
        assert set(row) - {"Id", "Label", "timeset", "Group"} == names


def test_no_cell_runs_in_a_spreadsheet(nasty: Network, tmp_path: Path) -> None:
    """A text that a spreadsheet would run is quoted; numbers are not."""
    write_csv(nasty, tmp_path, spreadsheet=True)
    assert (tmp_path / "nodes.csv").read_bytes().startswith(b"\xef\xbb\xbfId,")
    rows = read(tmp_path, "nodes.csv", "utf-8-sig")
    assert [row["formula"] for row in rows] == [
        "'=",
        "'+",
        "'-",
        "'@",
        "'\t",
        "'\r",
        "",
    ]
    assert rows[0]["Label"].startswith("'=HYPERLINK")
    assert (rows[0]["Group"], rows[2]["Id"], rows[3]["people"]) == (
        "'+State",
        "'-c",
        "-7",
    )
    edges = read(tmp_path, "edges.csv", "utf-8-sig")
    assert edges[3]["Label"] == "line\nbreak"
    assert (edges[4]["count"], edges[4]["Label"]) == ("-1", "'@label")


def test_lines_end_as_the_standard_says(folder: Path) -> None:
    """RFC 4180: lines end in CR LF, and a quote in a cell is doubled."""
    text = (folder / "times.csv").read_bytes()
    assert text.count(b"\r\n") == 7
    assert b'"""e5",2025-06-01,,weights,2.0\r\n' in text


def test_an_empty_network_has_headings(empty: Network, tmp_path: Path) -> None:
    """The three files are there, whatever a network lacks."""
    write_csv(empty, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == FILES
    assert (tmp_path / "nodes.csv").read_text() == "Id,Label,timeset,Group,people\n"
    assert [read(tmp_path, name) for name in FILES] == [[], [], []]


@settings(max_examples=100, deadline=None)
@given(networks())
def test_any_network_comes_back(network: Network) -> None:
    """Whatever a network holds, pandas finds every cell again."""
    with tempfile.TemporaryDirectory() as name:
        write_csv(network, Path(name))
        nodes, edges = (read(Path(name), f"{kind}.csv") for kind in ("nodes", "edges"))
    expected = {"Id": network.nodes.ids, "Label": network.nodes.labels}
    expected["timeset"] = [""] * len(network.nodes)
    expected["Group"] = network.nodes.groups
    own = {column.name: column.values for column in network.nodes.columns}
    assert nodes == cells({**expected, **own})
    columns = network.edges.columns
    for column in columns:
        found = [row[column.name] for row in edges]
        assert found == [written(value) for value in column.values]
    assert [row["Weight"] for row in edges] == [
        written(weight) for weight in network.edges.weights or [None] * len(edges)
    ]
