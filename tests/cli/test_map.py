"""`kg map`: what is printed of it, and how it ends."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]

COUNTS = "month,from,to,left\n2026-01,DEU,FRA,7\n"


def test_the_mappings_are_listed_and_one_is_written(run: Run, tmp_path: Path) -> None:
    """With the table that it is for, and where that goes."""
    listed = run("map", cwd=tmp_path)
    made = run("map", "unhcr-flows", "-o", "flows-2025", cwd=tmp_path)

    assert (listed.returncode, listed.stderr) == (0, "")
    assert "unhcr-stateless UNHCR: stateless people" in " ".join(listed.stdout.split())
    assert made.stdout.splitlines() == [
        "sources/flows-2025/mapping.yaml",
        "Put unhcr_flows.csv into sources/flows-2025/ or tables/ (or what KG_TABLES "
        "names).",
        "Next: read sources/flows-2025/mapping.yaml, then kg build",
    ]
    assert (tmp_path / "sources/flows-2025/mapping.yaml").is_file()


def test_a_first_mapping_names_its_guesses(run: Run, tmp_path: Path) -> None:
    """Every column with its type and grounds, and the lines to settle."""
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables/counts.csv").write_text(COUNTS)

    done = run("map", "tables/counts.csv", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert " from     country   1 of 1 cells   yes" in done.stdout
    mapping = (tmp_path / "sources/counts/mapping.yaml").read_text("utf-8")
    look = [n for n, x in enumerate(mapping.splitlines(), 1) if "LOOK: " in x]
    listed = ", ".join(map(str, look))
    assert f"Looked at 1 row. To settle, marked LOOK: lines {listed}." in done.stdout
    assert "Put " not in done.stdout
    assert run("build", cwd=tmp_path).returncode == 0


def test_nothing_is_overwritten_and_slips_are_named(run: Run, tmp_path: Path) -> None:
    """2 for what is taken or unknown, 1 for what is no table."""
    (tmp_path / "counts.csv").write_text(COUNTS)
    (tmp_path / "empty.csv").write_text("")
    assert run("map", "counts", cwd=tmp_path).returncode == 0

    for words, code, message in (
        (["counts"], 2, "sources/counts/mapping.yaml is there already"),
        (["counts.csv"], 2, "sources/counts/mapping.yaml is there already"),
        (["cuonts"], 2, "did you mean `counts`?"),
        (["empty.csv"], 1, "empty.csv:1: an empty table: it has no header"),
    ):
        done = run("map", *words, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (code, ""), words
        assert message in done.stderr
    assert [p.name for p in (tmp_path / "sources").iterdir()] == ["counts"]
