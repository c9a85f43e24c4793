"""The same network is the same bytes, whatever the form and the process."""

from __future__ import annotations

import io
import os
import subprocess
import sys
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


EVERYTHING = """
import sys

import kg
from kg.export.forms import VIEW_FORMS, write_network
from kg.export.network.drawing import draw

graph = kg.open(sys.argv[1], project=sys.argv[2])
for view in graph.views:
    network = graph.view(view, measures=["betweenness", "pagerank", "community"])
    drawing = draw(network)
    for form in VIEW_FORMS:
        write_network(network, f"{view} {form}", form=form, drawing=drawing)
"""
"""A program that writes every view in every form."""


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_process_writes_alike(article: Path, root: Path, tmp_path: Path) -> None:
    """The order of a hash, which differs from process to process, decides nothing.

    Nor does the time zone.
    """
    written = []
    for seed, zone in (("1", "Asia/Kabul"), ("2", "Pacific/Honolulu")):
        folder = tmp_path / seed
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-c", EVERYTHING, article, root],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            check=True,
        )
        written.append(contents(folder))
    assert len(written[0]) == 4 * (5 * 2 + 3 + 3 + 3)  # drawn files have a legend
    assert written[0] == written[1]
