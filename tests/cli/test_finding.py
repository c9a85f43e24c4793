"""`kg find` and `kg list`: what a person and a program are shown."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def _print(run: Run, built: Path, *words: str) -> str:
    done = run(*words, cwd=built)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_find_shows_kind_claims_and_the_other_name(run: Run, built: Path) -> None:
    """A nickname finds the government that it stands for, and is shown beside it."""
    words = " ".join(_print(run, built, "find", "port lake").split())
    assert "lakeland-government Government of Lakeland (also: Port Lake)" in words
    assert "government 2" in words


def test_find_quotes_a_text_at_hand(run: Run, built: Path) -> None:
    """A sentence of a text stands in quotation marks, with its characters."""
    words = " ".join(_print(run, built, "find", "first", "ten", "days").split())
    assert "\u201cMore than 1,200 seasonal workers left" in words
    assert "(characters 118\u2013" in words


def test_find_is_as_good_for_programs(run: Run, built: Path) -> None:
    """CSV and JSON have the same hits in the same order, Markdown a table."""
    asked = ("find", "seasonal workers", "--limit", "4")
    rows = list(
        csv.DictReader(io.StringIO(_print(run, built, *asked, "--format", "csv")))
    )
    data = json.loads(_print(run, built, *asked, "--format", "json"))
    lines = _print(run, built, *asked, "--format", "md").splitlines()

    assert len(rows) == len(data) == 4 == len(lines) - 2
    assert [row["id"] for row in rows] == [hit["id"] for hit in data]
    assert rows[0]["id"] == "hillmark-seasonal-workers"
    assert [line.split("|")[1].strip() for line in lines[2:]] == [r["id"] for r in rows]


@pytest.mark.parametrize(
    "words", ["\U0001f600", "Кабул", "(((", '"', "zzzz", "-- -x", "x" * 9999]
)
def test_find_says_when_there_is_nothing(run: Run, built: Path, words: str) -> None:
    """Nothing is no error, whatever was typed."""
    printed = _print(run, built, "find", "--", words)
    assert printed.startswith("Nothing here is called or says so.")


def test_list_has_things_with_their_claims(run: Run, built: Path) -> None:
    """A kind in the plural lists its things; without one, the kinds are listed."""
    printed = _print(run, built, "list", "populations", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(printed))
    assert (row["id"], row["kind"]) == ("hillmark-seasonal-workers", "PopulationGroup")
    assert "population group" in _print(run, built, "list", "populations")
    assert "PopulationGroup" in _print(run, built, "list")
    assert _print(run, built, "list", "treaties") == (
        "Nothing here is of the kind `treaties`.\n"
    )
    claims = json.loads(_print(run, built, "list", "claims", "--format", "json"))
    assert [claim["claims"] for claim in claims] == [None] * 8


def test_a_denied_claim_is_shown_as_denied(run: Run, built: Path) -> None:
    """Neither a list nor a search tells what somebody denies as a fact."""
    for words in (("list", "claims"), ("find", "purpose-denied")):
        shown = " ".join(_print(run, built, *words).split())
        assert "claim, denied" in shown


def test_without_a_graph_both_say_how_one_is_built(run: Run, tmp_path: Path) -> None:
    """An empty folder has nothing to look in yet."""
    for words in (("find", "x"), ("list", "policies"), ("list",)):
        done = run(*words, cwd=tmp_path)
        assert done.returncode == 3
        assert "run `kg build` first" in done.stderr
