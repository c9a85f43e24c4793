"""The same network is the same bytes, whatever the form."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

import pytest

from kg.ask.network.model import Edges, Network, Nodes
from kg.export.network.cytoscape import write_cytoscape
from kg.export.network.drawing import Drawing
from kg.export.network.graphml import write_graphml
from kg.export.network.graphology import write_graphology
from kg.export.network.neo4j import write_neo4j
from kg.export.network.tables import write_csv

Writer = Callable[[Network, IO[bytes], Drawing | None], None]

FILES: list[Writer] = [write_graphml, write_cytoscape, write_graphology]
FOLDERS: list[Callable[[Network, Path], None]] = [
    write_csv,
    partial(write_csv, spreadsheet=True),
    write_neo4j,
]


@pytest.mark.parametrize("writer", FILES)
@pytest.mark.parametrize("drawn", [False, True])
def test_a_file_is_written_alike(
    writer: Writer, drawn: bool, nasty: Network, drawing: Drawing
) -> None:
    """Two files of one network do not differ."""
    first, second = io.BytesIO(), io.BytesIO()
    writer(nasty, first, drawing if drawn else None)
    writer(nasty, second, drawing if drawn else None)
    assert first.getvalue() == second.getvalue() != b""


@pytest.mark.parametrize("writer", FOLDERS)
def test_a_folder_is_written_alike(
    writer: Callable[[Network, Path], None], nasty: Network, tmp_path: Path
) -> None:
    """Two folders of one network do not differ."""
    written = []
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        writer(nasty, folder)
        written.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert written[0] == written[1] != {}


@pytest.mark.parametrize("writer", FILES)
def test_a_lone_surrogate_does_not_end_the_writing(writer: Writer) -> None:
    """What is not a character in any encoding becomes another one."""
    nodes = Nodes(["a"], ["\ud800"], ["g"])
    out = io.BytesIO()
    writer(Network("v", "t", "d", nodes, Edges([], [], [], [], [])), out, None)
    assert out.getvalue().decode("utf-8")
