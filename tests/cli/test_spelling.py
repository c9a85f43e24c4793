"""JSON and CSV of all commands spell keys and truth values one way.

Keys are spelt as terms of the ontology are (``possibleClaimant``); truth values are
``true`` and ``false``, as in RDF.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

KEY = re.compile(r"[a-z][A-Za-z0-9]*")
NAMES = {"parameters", "columns", "wikidata", "about", "made"}
"""Keys of objects whose own keys are names: of parameters, things, modalities."""

TABLES: list[list[str]] = [
    ["ask", "flow-figures"],
    ["ask", "denied-claims"],
    ["ask", "policy-targets", "--as-of", "2000-01-01"],
    ["show", "Port Lake"],
    ["figures"],
    ["figures", "--pairs"],
    ["explain", "lakeside-20260312.left"],
    ["amount", "more than 3,000 families"],
    ["check"],
    ["coverage", "lakeside-20260312"],
]
LISTS: list[list[str]] = [
    ["questions"],
    ["terms"],
    ["terms", "movementType"],
    ["lint", "--list"],
]


def keys_in(data: Any, inside: str = "") -> Iterator[str]:
    """Yield the keys of JSON, but for those that are names of the graph's own."""
    if isinstance(data, dict):
        for key, value in data.items():
            if inside not in NAMES:
                yield key
            yield from keys_in(value, key)
    if isinstance(data, list):
        for item in data:
            yield from keys_in(item)


@pytest.mark.parametrize("words", [*TABLES, *LISTS], ids=" ".join)
def test_keys_of_json_are_spelt_as_terms(
    run: Run, built: Path, words: list[str]
) -> None:
    """Each key begins small and has no underscore."""
    done = run(*words, "--format", "json", cwd=built)

    assert [
        key for key in keys_in(json.loads(done.stdout)) if not KEY.fullmatch(key)
    ] == []


@pytest.mark.parametrize("words", TABLES, ids=" ".join)
def test_columns_of_csv_are_spelt_as_terms(
    run: Run, built: Path, words: list[str]
) -> None:
    """Each column begins small and has no underscore; truth is ``true``."""
    done = run(*words, "--format", "csv", cwd=built)
    head, *rows = csv.reader(io.StringIO(done.stdout))

    assert {name for name in head if not KEY.fullmatch(name)} == set()
    assert {cell for row in rows for cell in row} & {"True", "False", "None"} == set()
