"""`--as-of` on every command that reads a graph: what it prints is of that day."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LATER = """\
document:
  id: lakeside-20260401
  title: The stop is disputed
  published: 2026-04-01
  publishedBy: lakeside-courier

claims:
  doubt:
    summary: River Relief denies that more than 1,200 left.
    claimant: river-relief
    disputes: lakeside-20260312.left
  author:
    summary: River Relief says that the Border Office adopted the stop.
    claimant: river-relief
    says: [seasonal-permit-stop, adoptedBy, lakeland-border-office]
  count:
    summary: River Relief counted 900 who left.
    claimant: river-relief
    says:
      type: FlowObservation
      measures: workers-leaving-lakeland
      amount: "900"
      unit: person
      period: 2026-03
"""
COMMANDS = [
    ("show", "lakeside-20260312.left", "--format", "json"),
    ("show", "workers-leaving-lakeland", "--format", "ttl"),
    ("explain", "lakeside-20260312.left"),
    ("find", "River Relief", "--format", "csv"),
    ("list", "claims", "--format", "csv"),
    ("ask", "denied-claims", "--format", "csv"),
    ("ask", "claims-about", "--thing", "workers-leaving-lakeland", "--format", "ttl"),
    ("figures", "--format", "csv"),
    ("sparql", "SELECT ?c { ?c a apf:Claim } ORDER BY ?c"),
    ("export", "nquads"),
    ("export", "statements"),
    ("export", "cube"),
    ("export", "nanopub"),
    ("export", "flows", "--form", "graphml"),
]


@pytest.fixture(scope="module")
def places(
    run: Run, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """Return the example as it is, and with a later document that disputes a claim."""
    now = tmp_path_factory.mktemp("now") / "example"
    shutil.copytree(built, now)
    later = now / "sources/lakeside-20260401/facts.yaml"
    later.parent.mkdir()
    later.write_text(LATER)
    done = run("build", cwd=now)
    assert done.returncode == 0, done.stderr
    return built, now


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_is_printed_is_of_the_day(
    run: Run, places: tuple[Path, Path], words: tuple[str, ...]
) -> None:
    """What the later document disputes is not yet disputed, and it is nowhere."""
    then, now = places

    before = run(*words, cwd=then)
    assert before.returncode == 0, before.stderr
    after = run(*words, "--as-of", "2026-03-31", cwd=now)
    assert after.returncode == 0, after.stderr

    if words[:2] == ("export", "flows"):  # its description tells the day
        day = " Only what was published by 2026-03-31."
        assert day in after.stdout
        after.stdout = after.stdout.replace(day, "")
    assert after.stdout == before.stdout
    if words[0] != "find":
        assert run(*words, cwd=now).stdout != before.stdout


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_is_no_day_is_refused(
    run: Run, built: Path, words: tuple[str, ...]
) -> None:
    """Every command says what a day looks like, and ends with 2."""
    done = run(*words, "--as-of", "2026-02-30", cwd=built)

    assert done.returncode == 2
    assert done.stderr == (
        "error: `--as-of` takes a date such as 2025-06-04, not `2026-02-30`\n"
    )
