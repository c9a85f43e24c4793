"""Figures for programs: one name per thing, numbers are numbers, totals everywhere."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import forks

ROOT = Path(__file__).parents[3]
FLOW = "afghans-leaving-pakistan"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(article: Path) -> Run:
    """Return a function that runs `kg figures` on the article's graph."""

    def kg(*arguments: str) -> subprocess.CompletedProcess[str]:
        return forks.kg("-C", ROOT, "-g", article, "figures", *arguments)

    return kg


def keys(data: Any) -> Iterator[str]:
    """Yield every name in JSON data."""
    if isinstance(data, dict):
        yield from data
    for value in data.values() if isinstance(data, dict) else data:
        if isinstance(value, dict | list):
            yield from keys(value)


def test_json_names_things_as_the_ontology_does(run: Run) -> None:
    data = json.loads(run(FLOW, "--pairs", "--format", "json").stdout)
    names = set(keys(data))

    old = {
        "low",
        "high",
        "text",
        "compared_to",
        "share_of",
        "rank_direction",
        "movement",
    }
    old |= {"direction", "possible_claimants", "one_voice"}
    assert not any("_" in name for name in names)
    assert not names & old
    assert {"lowerBoundInclusive", "quantityText", "possibleClaimant"} <= names
    assert " " not in "".join(pair["verdict"] for pair in data["pairs"])


def test_csv_has_what_the_table_has(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run(FLOW, "--format", "csv").stdout)))
    row = next(r for r in rows if r["claim"] == "hindu-20250806.sent-back")
    placed = next(r for r in rows if r["claim"] == "dailysabah-20250604.F21")

    assert row["lowerBound"] == "720000"
    assert row["upperBoundInclusive"] == "true"
    assert row["value"] == "800000"
    assert row["against"] == "ariananews-20250806.forced-total"
    assert (row["document"], row["published"]) == ("hindu-20250806", "2025-08-06")
    assert (placed["place"], placed["stands"]) == ("884-930", "true")


def test_a_refused_total_is_in_the_json(run: Run) -> None:
    """The JSON is whole, the pair is in it, and the command still fails."""
    done = run(FLOW, "--total", "--format", "json")
    total = json.loads(done.stdout)["total"]

    assert done.returncode == 2
    assert len(total["claims"]) == 2
    assert total["refused"] in done.stderr


def test_a_total_is_in_the_json_and_beside_the_csv(run: Run) -> None:
    thing = "afghans-entering-pakistan"
    total = json.loads(run(thing, "--total", "--format", "json").stdout)["total"]
    beside = run(thing, "--total", "--format", "csv")

    assert set(total) >= {"quantityText", "unit", "printed", "usual", "claims", "notes"}
    assert beside.returncode == 0
    assert beside.stderr.startswith("total: ")


def test_a_total_in_the_table_cites_its_claims(run: Run) -> None:
    done = run("afghans-entering-pakistan", "--total")
    line = next(x for x in done.stdout.splitlines() if x.startswith("total: "))

    assert "[1]" in line
