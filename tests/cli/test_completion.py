"""Things, claims, documents, kinds, terms and codes are completed as a shell asks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.ask.finding.kept import FILE

Run = Callable[..., subprocess.CompletedProcess[str]]

KG = Path(sys.executable).with_name("kg")


@pytest.fixture
def listed(run: Run, example: Path) -> Path:
    """Return the built example with the list of names that a build keeps."""
    assert run("build", cwd=example).returncode == 0
    assert (example / "build/graph" / FILE).is_file()
    return example


def _asked(
    cwd: Path, *words: str, shell: str = "bash", python: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Ask for completion of the last word, as the script of a shell does."""
    typed = [f"'{word}'" if " " in word or not word else word for word in words]
    env = {
        **os.environ,
        "_KG_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(typed if words[-1] or shell != "fish" else typed[:-1]),
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words) - 1),
    }
    command = [*python, "-m", "kg"] if python else [str(KG)]
    return subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, check=False
    )


def _offered(cwd: Path, *words: str) -> list[str]:
    done = _asked(cwd, *words)
    assert (done.returncode, done.stderr) == (0, "")
    lines = filter(None, done.stdout.splitlines())
    return [line.partition(",")[2] for line in lines]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("show", "lakeland"), ["lakeland", "lakeland-border-office"]),
        (("show", "lakeside-20260312.m"), ["lakeside-20260312.measure-by"]),
        (("explain", "lakeside-20260312.f"), ["lakeside-20260312.families"]),
        (("explain", "lakeland"), []),
        (("figures", "work"), ["workers-leaving-lakeland"]),
        (("coverage", "lake"), ["lakeside-20260312"]),
        (("locate", ""), ["lakeside-20260312"]),
        (("ask", "policy-targets", "--policy", ""), ["seasonal-permit-stop"]),
        (("ask", "policy-targets", "--policy", "lake"), []),
        (("ask", "flow-figures", "--flow", "w"), ["workers-leaving-lakeland"]),
        (("ask", "policy-targets", "--on", "2"), []),
        (("export", "flows", "--about", "river"), ["river-relief"]),
        (("export", "cube", "--document", "l"), ["lakeside-20260312"]),
        (("terms", "movementT"), ["movementTerm", "movementType"]),
        (("terms", "resettl"), ["resettlement", "resettlement-programmes"]),
        (("list", "pol"), ["policy", "policy-area", "policy-event"]),
        (("find", "x", "--class", "Gov"), ["Government", "GovernmentBody"]),
        (("show", "\U0001f600"), []),
        (("show", "x" * 5000), []),
    ],
    ids=lambda words: " ".join(words)[:40] if isinstance(words, tuple) else "",
)
def test_what_begins_so_is_offered(
    listed: Path, words: tuple[str, ...], offered: list[str]
) -> None:
    """Of the kind that the argument or option takes, and in order."""
    items = _offered(listed, "kg", *words)

    assert items[: len(offered)] == offered
    assert all(item.startswith(words[-1]) for item in items)
    if not offered:
        assert items == []


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_shown_what_things_are(listed: Path, shell: str) -> None:
    """Beside an id stands its label."""
    done = _asked(listed, "kg", "show", "river", shell=shell)
    assert done.stderr == ""
    assert "river-relief" in done.stdout
    assert "River Relief" in done.stdout


def test_the_project_that_is_named_is_completed(listed: Path, tmp_path: Path) -> None:
    """Options before the command tell where the graph is."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    asked = ("show", "river")
    assert _offered(elsewhere, "kg", *asked) == []
    assert _offered(elsewhere, "kg", "-C", str(listed), *asked) == ["river-relief"]
    graph = str(listed / "build/graph")
    assert _offered(elsewhere, "kg", "-g", graph, *asked) == ["river-relief"]
    assert _offered(elsewhere, "kg", "-g", "https://example.org/", *asked) == []


def _broken(path: Path) -> None:
    path.write_bytes(b"no list" * 1000)


@pytest.mark.parametrize("spoil", [Path.unlink, _broken], ids=["missing", "broken"])
def test_without_a_list_nothing_is_offered(
    listed: Path, spoil: Callable[[Path], None], run: Run
) -> None:
    """No list, or one that is none, is no error; a search makes it anew."""
    spoil(listed / "build/graph" / FILE)
    assert _offered(listed, "kg", "show", "river") == []

    assert run("find", "river", cwd=listed).returncode == 0
    assert _offered(listed, "kg", "show", "river") == ["river-relief"]


def test_a_stale_list_is_not_offered(listed: Path, run: Run) -> None:
    """What is completed is what the graph has after the last build."""
    (entities,) = listed.glob("sources/entities/entities.yaml")
    stale = (listed / "build/graph" / FILE).read_bytes()
    entities.write_text(
        f"{entities.read_text()}river-town: {{type: Place, label: X}}\n"
    )
    assert run("build", cwd=listed).returncode == 0
    assert _offered(listed, "kg", "show", "river") == ["river-relief", "river-town"]

    (listed / "build/graph" / FILE).write_bytes(stale)
    assert _offered(listed, "kg", "show", "river") == []


LIGHT = {
    *("edtf", "networkx", "pyparsing", "rapidfuzz", "rdflib", "rich", "yaml", "z3"),
}


@pytest.mark.parametrize(
    "words",
    [
        *(("show", "river"), ("explain", "l"), ("figures", "w"), ("coverage", "l")),
        *(("terms", "mov"), ("list", "P"), ("find", "x", "--class", "P"), ("co",)),
    ],
    ids=" ".join,
)
def test_a_shell_waits_for_no_library(listed: Path, words: tuple[str, ...]) -> None:
    """Completion opens the list of names, and nothing that a build or a page needs."""
    python = (sys.executable, "-X", "importtime")
    done = _asked(listed, "kg", *words, python=python)
    lines = (line.rpartition("|") for line in done.stderr.splitlines())
    names = {name.strip() for head, _, name in lines if head.startswith("import time:")}

    assert done.stdout
    assert "kg.cli.root" in names
    assert not names & LIGHT


def test_a_question_is_completed_without_rdflib(listed: Path) -> None:
    """Only the file of the one question is read, and no terminal library."""
    python = (sys.executable, "-X", "importtime")
    words = ("ask", "policy-targets", "--policy", "")
    done = _asked(listed, "kg", *words, python=python)

    assert "seasonal-permit-stop" in done.stdout
    assert not {"rdflib", "rich", "networkx"} & set(done.stderr.split())
