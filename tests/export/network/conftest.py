"""Networks that are hard to write, and readers that are not ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.ask.network.model import Column, Edges, Network, Nodes, TimedColumn
from kg.export.network.drawing import Drawing

READERS = Path(__file__).parents[2] / "node"

NodeReader = Callable[[str, Path], dict[str, Any]]

LONG = "Über " * 2000
"""A label of 10,000 characters."""

LABELS = [
    '=HYPERLINK("x";"y")',
    "\u202bحكومة\u202c باكستان",
    "tab\tcarriage\rreturn\nline\r\nboth",
    "bell\x07 null\x00 escape\x1b \ufffe",
    LONG,
    '<b>&amp; "quoted", it\'s 👩🏽‍🚒 ]]>',
    "",
]
IDS = ["a", "https://example.org/b?c=1&d=<2>", "-c", "@d", "e'e", 'f"f', "g;g"]


@pytest.fixture(scope="session")
def nasty() -> Network:
    """Return a network in which every kind of cell and of text is hard."""
    return Network(
        "nasty",
        "A network <that> is hard & long",
        'Nothing in it is "simple".\nNot even its description: \x0b.',
        _nodes(),
        _edges(),
        {"+State": "#112233", "targets": "#445566"},
    )


def _nodes() -> Nodes:
    return Nodes(
        IDS,
        LABELS,
        ["+State", "State;Body", "Group, other", "بلد", "x", "x", ""],
        (
            Column("formula", "A formula", "string", [*"=+-@\t\r", None]),
            Column("people", "People", "integer", [2**31, 0, None, -7, 2**53, 1, 2]),
            Column("share", "Share", "double", [0.1, 1e300, None, -0.0, 5, 2.5, 1e-7]),
            Column("sure", "Sure?", "boolean", [True, False, None, *[True] * 4]),
            Column("size", "Size, as people say", "string", [None, *"tuvwxy"]),
            Column("Type", "Type: of thing", "string", ["", *"zyxwvu"]),
        ),
        [
            [("2025-04-01", "2025-04-30"), ("2025-06-01", "2025-06-02")],
            [(None, "2025-04-30")],
            [("2025-05-01", None)],
            [(None, None)],
            [],
            [("2024-02-29", "2024-02-29")],
            [("2025-01-01", "2025-01-31"), ("2025-03-01", None)],
        ],
    )


def _edges() -> Edges:
    return Edges(
        ["e1", "e2", "e 3", "-e4", '"e5'],
        [IDS[0], IDS[0], IDS[1], IDS[2], IDS[6]],
        [IDS[1], IDS[1], IDS[1], IDS[3], IDS[0]],
        ["targets", "flow; forced", "self & loop", "=kind", 'said "no"'],
        ["aims at", "\u200fمنع", "", "line\nbreak", "@label"],
        [1.0, 205000.0, None, 0.5, 3],
        (
            Column("weight", "Weight in words", "string", ["light", *"abc", None]),
            Column("count", "Count", "integer", [3_000_000_000, 1, None, 0, -1]),
        ),
        [
            [],
            [("2025-04-01", "2025-06-02")],
            [(None, "2025-05-31")],
            [("2025-05-01", None)],
            [("2025-04-01", "2025-04-30"), ("2025-06-01", "2025-06-30")],
        ],
        (
            TimedColumn(
                "weight",
                "People",
                "double",
                [
                    [],
                    [
                        ("2025-04-01", "2025-04-30", 135000.0),
                        ("2025-05-01", "2025-05-31", 67000.0),
                        ("2025-06-01", "2025-06-02", 3000.0),
                    ],
                    [(None, "2025-05-31", 1.5)],
                    [],
                    [("2025-06-01", None, 2.0)],
                ],
            ),
            TimedColumn(
                "status",
                "Status",
                "string",
                [
                    [("2025-04-01", "2025-04-30", 'in "force"; [really], \\o/')],
                    *([[]] * 4),
                ],
            ),
        ),
    )


@pytest.fixture(scope="session")
def empty() -> Network:
    """Return a network with nothing in it."""
    nodes = Nodes([], [], [], (Column("people", "People", "integer", []),))
    return Network("empty", "Nothing", "", nodes, Edges([], [], [], [], [], []))


@pytest.fixture(scope="session")
def drawing() -> Drawing:
    """Return a drawing of ``nasty``."""
    return Drawing(
        [0.0, -1.5, 2.25, 1e-9, 4999.0, 5.0, 6.0],
        [0.0, 7.5, -2.25, 1.0, -4999.0, 5.0, 6.0],
        [4.0, 100.0, 12.5, 4.0, 4.0, 4.0, 50.0],
        ["#000000", "#ff8001", "#0000ff", *["#123456"] * 4],
        ["#abcdef", *["#808080"] * 4],
    )


@pytest.fixture(scope="session")
def node_reader() -> NodeReader:
    """Return what a JavaScript library finds in a file of a form.

    Forms are gexf, graphml, graphology and cytoscape. The answer has ``order``,
    ``size``, ``attributes``, ``nodes`` as (key, attributes) and ``edges`` as (key,
    source, target, attributes).
    """
    node = shutil.which("node")
    if node is None or not (READERS / "node_modules" / "graphology").is_dir():
        lacks = "node is missing" if node is None else f"no modules in {READERS}"
        reason = f"NO JAVASCRIPT READERS: {lacks}, nothing is read by graphology"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    def read(form: str, path: Path) -> dict[str, Any]:
        command = [node, str(READERS / "read-graph.mjs"), form, str(path)]
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return read
