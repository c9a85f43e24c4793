"""`kg link`: an index is built, things and tables are looked up in it."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.link.conftest import EXTRACT

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(run: Run, example: Path) -> Path:
    """Make a project with a graph and an index of its own."""
    (example / "extract.csv").write_text(
        EXTRACT + "Q900,Ministry of Lakeland,,government_agency,,,A,a|b\n", "utf-8"
    )
    done = run("link", "index", "extract.csv", cwd=example)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Indexed 34 entities in build/links/index.sqlite." in done.stdout
    return example


def test_things_are_proposed_with_reasons(run: Run, project: Path) -> None:
    """All things of the graph, or those named, as a table, JSON and CSV."""
    every = run("link", cwd=project)
    assert every.returncode == 0, every.stderr
    assert "things: " in every.stdout

    done = run("link", "lakeland", "--format", "json", cwd=project)
    (found,) = json.loads(done.stdout)
    assert found["thing"] == "lakeland"
    assert found["decision"] in ("none", "unsure")
    assert found["linked"] == []

    rows = list(
        csv.DictReader(run("link", "--format", "csv", cwd=project).stdout.splitlines())
    )
    assert {"thing", "decision", "qid", "score", "reasons"} <= set(rows[0])


def test_a_table_of_mentions_is_linked(run: Run, project: Path) -> None:
    """QID, label, score, decision, reason and what else it may be."""
    (project / "m.csv").write_text(
        "mention,context\n"
        "Islamabad,Islamabad accused Kabul.\nHerat,He is from Herat.\nMay,In May.\n"
    )
    done = run("link", "--mentions", "m.csv", "-o", "out.csv", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 mentions: 1 match, 1 unsure, 1 none; written to out.csv." in done.stdout

    with (project / "out.csv").open(encoding="utf-8", newline="") as file:
        capital, province, month = csv.DictReader(file)
    assert (capital["qid"], capital["label"]) == ("Q843", "Pakistan")
    assert "Q1362 Islamabad (" in capital["alternatives"]
    assert (province["qid"], province["decision"]) == ("", "unsure")
    assert "Q45313" in province["alternatives"]
    assert (month["decision"], month["reason"]) == (
        "none",
        "a time or direction, not a thing",
    )


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["link", "nothing-of-the-kind"], 2, "nothing is called `nothing-of-the-kind`"),
        (["link", "--class", "Countri"], 2, "did you mean `Country`?"),
        (["link", "--index", "none.sqlite"], 3, "no index is at none.sqlite"),
        (["link", "--mentions", "m.csv"], 2, "needs -o"),
        (["link", "x", "--mentions", "m.csv", "-o", "o.csv"], 2, "takes no THING"),
        (["link", "--mentions", "bad.csv", "-o", "out.csv"], 1, "bad.csv:3: "),
        (["link", "index"], 2, "Missing argument"),
        (["link", "index", "none.csv"], 3, "cannot read none.csv"),
        (["link", "index", "bad.csv"], 1, "bad.csv:1: the header has no column `qid`"),
    ],
)
def test_mistakes_end_with_their_code(
    run: Run, project: Path, words: list[str], code: int, message: str
) -> None:
    """One message each, and nothing is changed."""
    (project / "bad.csv").write_text("mention,context\nA,b\n,c\n")
    index = project / "build/links/index.sqlite"
    before = index.read_bytes()

    done = run(*words, cwd=project)

    assert done.returncode == code, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert index.read_bytes() == before
    assert not (project / "out.csv").exists()


def test_help_names_the_commands_and_options(run: Run) -> None:
    """`kg link --help` has both, and `index` help of its own."""
    done = run("link", "--help")
    for words in ("index", "review", "--online", "--mentions", "Example:"):
        assert words in done.stdout
    assert "Example:" in run("link", "index", "--help").stdout
