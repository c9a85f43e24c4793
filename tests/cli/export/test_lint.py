"""The command `kg lint`: its lines, its sums and its exit codes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.export.network.gexf.lint import CHECKS

Run = Callable[..., subprocess.CompletedProcess[str]]
FILES = Path(__file__).parents[2] / "export/network/gexf/lint"
BAD, GOOD = FILES / "bad", FILES / "good"
HEAD = '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph><nodes>'
NODES = "".join(f'<node id="{name}" label="{name}"/>' for name in "ab")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return a file of 5,000 edges without weight."""
    edges = "".join(
        f'\n<edge source="a" target="b" kind="{kind}" weight="0"/>'
        for kind in range(5000)
    )
    path = tmp_path / "many.gexf"
    path.write_text(f"{HEAD}{NODES}</nodes><edges>{edges}\n</edges></graph></gexf>")
    return path


def test_a_finding_is_a_line_with_its_place_and_check(run: Run) -> None:
    """FILE:LINE: level: message [check], then how many of each level."""
    done = run("lint", "weight-zero.gexf", "pid.gexf", "shape-ignored.gexf", cwd=BAD)

    lines = done.stdout.splitlines()
    assert lines[0] == (
        'weight-zero.gexf:9: error: weight="0" on <edge> "e": Gephi drops an edge of '
        "weight 0; leave the weight out, and say in a column what is not known "
        "[weight-zero]"
    )
    assert [line.split(" ")[0] for line in lines[1:-1]] == [
        *("weight-zero.gexf:10:", "pid.gexf:6:", "pid.gexf:9:"),
        *("shape-ignored.gexf:5:", "shape-ignored.gexf:9:"),
    ]
    assert lines[-1] == "4 errors, 2 warnings"
    assert (done.returncode, done.stderr) == (1, "")


def test_0_when_there_is_nothing_to_say(run: Run) -> None:
    """Good files are passed with a word."""
    done = run("lint", *sorted(GOOD.glob("*.gexf")))

    assert (done.returncode, done.stdout) == (0, "nothing to say\n")


def test_0_for_warnings_unless_strict(run: Run) -> None:
    """Warnings pass, and fail with --strict; infos never fail."""
    warning, info = BAD / "weight-negative.gexf", BAD / "no-positions.gexf"

    assert run("lint", warning).returncode == 0
    assert run("lint", "--strict", warning).returncode == 1
    done = run("lint", "--strict", info)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 info")


def test_more_than_twenty_of_a_check_are_summed_up(run: Run, many: Path) -> None:
    """Twenty lines of a check, then how many more; --all has all of them."""
    done = run("lint", "many.gexf", cwd=many.parent)

    lines = done.stdout.splitlines()
    assert sum("[weight-zero]" in line for line in lines) == 20
    assert lines[-2:] == [
        "many.gexf: … and 4,980 more of `weight-zero`",
        "5,000 errors, 1 info",
    ]
    every = run("lint", "--all", many).stdout
    assert every.count("[weight-zero]") == 5000
    assert "more of" not in every


def test_a_check_can_be_left_out(run: Run, many: Path) -> None:
    """What is ignored is neither printed nor counted."""
    done = run("lint", "--ignore", "weight-zero", "--ignore", "no-positions", many)

    assert (done.returncode, done.stdout) == (0, "nothing to say\n")


def test_json_has_every_finding(run: Run, many: Path) -> None:
    """For programs, each finding with its file, and none summed up."""
    done = run("lint", "--format", "json", many)

    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert len(found) == 5001
    assert set(found[0]) == {"file", "check", "level", "line", "message"}
    assert found[1]["file"] == str(many)
    assert found[1]["line"] == 2


def test_the_checks_can_be_listed(run: Run) -> None:
    """--list needs no file and has every check with its level."""
    done = run("lint", "--list")

    listed = {line.split()[0]: line.split()[1] for line in _rows(done.stdout)}
    assert {check.name: check.level for check in CHECKS.values()} == listed
    catalogue = json.loads(run("lint", "--list", "--format", "json").stdout)
    assert [row["name"] for row in catalogue] == list(CHECKS)


def _rows(table: str) -> list[str]:
    lines = table.splitlines()
    return [line for line in lines if line.startswith(" ") and line[1:2].isalpha()][1:]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "name a GEXF file, or --list the checks"),
        (
            ["--ignore", "weight-zeros", "x.gexf"],
            "no check is called `weight-zeros`; did you mean `weight-zero`?",
        ),
        (["--ignore", "zzz", "x.gexf"], "see `kg lint --list`"),
        (["--format", "xml", "x.gexf"], "'xml' is not one of"),
    ],
)
def test_2_for_wrong_usage(run: Run, words: list[str], message: str) -> None:
    """A slip ends with 2 and the way out."""
    done = run("lint", *words)

    assert (done.returncode, done.stdout) == (2, "")
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_3_for_a_file_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    """A file that is not there or a folder is named, and the others are checked."""
    done = run("lint", "nowhere.gexf", ".", BAD / "pid.gexf", cwd=tmp_path)

    assert done.returncode == 3
    assert done.stderr == (
        "error: cannot read nowhere.gexf: No such file or directory\n"
        "error: cannot read .: Is a directory\n"
    )
    assert done.stdout.splitlines()[-1] == "2 errors"


def test_no_file_makes_a_traceback(run: Run, tmp_path: Path) -> None:
    """Pictures, halves of files and bombs are findings of the command, too."""
    text = (GOOD / "static.gexf").read_bytes()
    bomb = b'<!DOCTYPE g [<!ENTITY a "&b;&b;"><!ENTITY b "&a;">]><gexf>&a;</gexf>'
    files = {
        "binary": bytes(range(256)),
        "half": text[: len(text) // 2],
        "bomb": bomb,
        "latin": text.replace(b"Alder", b"\xc9lder"),
        "deep": b"<gexf>" + b"<a>" * 100_000,
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    done = run("lint", *files, cwd=tmp_path)

    assert (done.returncode, done.stderr) == (1, "")
    for name, check in [
        *[("binary", "not-gexf"), ("half", "not-well-formed"), ("bomb", "doctype")],
        *[("latin", "encoding"), ("deep", "nested-too-deep")],
    ]:
        lines = [x for x in done.stdout.splitlines() if x.startswith(f"{name}:")]
        assert lines[-1].endswith(f"[{check}]")
