"""`kg export quickstatements` writes a batch and a list, and tells what it did."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_batch_and_its_list_are_written_side_by_side(
    run: Run, example: Path, tmp_path: Path
) -> None:
    """Without links there is no statement, and each claim is in the list."""
    batch = tmp_path / "batch.tsv"

    done = run("export", "quickstatements", "-o", batch, cwd=example)

    assert (done.returncode, done.stdout) == (0, "")
    said = done.stderr.splitlines()
    assert said[0] == f"{batch}: 0 statements of Wikidata."
    assert said[1].startswith(f"Left out: 8 claims ({batch}.left-out.csv): ")
    assert batch.read_bytes() == b""
    with Path(f"{batch}.left-out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 8
    assert {"claim": "lakeside-20260312.purpose", "reason": "not-asserted"} in [
        {key: row[key] for key in ("claim", "reason")} for row in rows
    ]


@pytest.mark.parametrize("place", ["/", "."])
def test_a_folder_is_no_batch(run: Run, example: Path, place: str) -> None:
    """It is said in one line, and no list is left there."""
    before = sorted(example.iterdir())
    done = run("export", "quickstatements", "-o", place, cwd=example)

    assert done.returncode == 3
    assert done.stderr == f"error: cannot write {place}: Is a directory\n"
    assert sorted(example.iterdir()) == before


def test_the_list_may_be_elsewhere(run: Run, example: Path, tmp_path: Path) -> None:
    """`--left-out` names it, also where the batch goes to the terminal."""
    aside = tmp_path / "aside.csv"

    done = run("export", "quickstatements", "--left-out", aside, cwd=example)

    assert (done.returncode, done.stdout) == (0, "")
    assert f"({aside})" in done.stderr
    assert aside.read_text("utf-8").startswith("claim,reason,detail")


def test_only_what_was_known_is_looked_at(run: Run, example: Path) -> None:
    """`--as-of` leaves out later documents, and says nothing of their claims."""
    words = ("--as-of", "2026-01-01")

    done = run("export", "quickstatements", *words, cwd=example)

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "quickstatements: 0 statements of Wikidata.\n"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("nquads", "--left-out", "x.csv"), 2, "is for `quickstatements`"),
        (("flows", "--left-out", "x.csv"), 2, "is for `quickstatements`"),
        (("quickstatements", "--about", "x"), 2, "`--about` is for views"),
        (("quickstatements", "-o", "x", "--left-out", "x"), 2, "name two"),
        (("quickstatements", "-o", "no/x", "--left-out", "y"), 3, "cannot write no/x"),
        (("quickstatements", "-o", "x", "--left-out", "no/y"), 3, "cannot write no/y"),
    ],
)
def test_options_that_do_not_fit_are_refused(
    run: Run, example: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    """One line says what is wrong, and neither file is there afterwards."""
    done = run("export", *words, cwd=example)

    assert (done.returncode, done.stdout) == (code, "")
    assert len(done.stderr.splitlines()) == 1
    assert message in done.stderr
    assert not {"x", "y", "x.csv"} & {path.name for path in example.iterdir()}


def test_questions_that_ask_wikidata_are_listed_apart(run: Run, example: Path) -> None:
    """`kg questions --federated` names each with the file that runs it."""
    listed = run("questions", "--federated", cwd=example).stdout.splitlines()

    files = [Path(line.strip()) for line in listed if line.startswith("  ")]
    assert len(files) == len(listed) / 2 >= 5
    assert all(file.is_file() for file in files)
    assert "labels" not in run("questions", cwd=example).stdout
