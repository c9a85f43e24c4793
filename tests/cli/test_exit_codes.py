"""Each documented exit code has a case, and no traceback reaches the user."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import kg

Run = Callable[..., subprocess.CompletedProcess[str]]

COMMANDS = (
    "init",
    "build",
    "check",
    "map",
    "fetch",
    "take",
    "terms",
    "amount",
    "questions",
    "ask",
    "find",
    "list",
    "show",
    "figures",
    "diff",
    "explain",
    "sparql",
    "draft",
    "review",
    "agreement",
    "locate",
    "coverage",
    "export",
    "site",
    "lint",
    "link",
    "push",
    "serve",
    "mcp",
    "reconcile-service",
    "completion",
)
KG = Path(sys.executable).with_name("kg")


def _message(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one error of a command that printed nothing else."""
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return done.stderr.strip()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    """`--help` says what a command does and shows how it is called."""
    done = run(command, "--help")

    assert done.returncode == 0
    assert f"Usage: kg {command}" in done.stdout
    example = done.stdout.partition("Example:")[2].split("Options:")[0]
    assert re.search(rf"^ +kg .*\b{command}\b|^ +kg {command}", example, re.MULTILINE)


def test_help_lists_every_command_and_the_exit_codes(run: Run) -> None:
    """`kg --help` is the way to everything else."""
    done = run("--help")

    listed = done.stdout.split("Commands:")[1].split("Exit codes:")[0]
    names = [line.split()[0] for line in listed.splitlines() if line.strip()]
    assert tuple(names) == COMMANDS
    assert "130 interrupted" in done.stdout


def test_the_help_of_a_question_is_made_from_its_file(run: Run, built: Path) -> None:
    """`kg ask NAME --help` has the question, its parameters and its example."""
    done = run("ask", "policy-targets", "--help", cwd=built)

    assert done.returncode == 0
    for words in ("--policy", "--on", "--as-of DATE", "Example:", "one row per target"):
        assert words.lower() in done.stdout.lower()


def test_0_all_well(run: Run, example: Path) -> None:
    """Commands that do what they are asked end with 0."""
    for words in (["build"], ["check"], ["ask", "policy-targets"], ["--version"]):
        done = run(*words, cwd=example)
        assert (done.returncode, done.stderr) == (0, ""), words


def test_0_for_an_empty_answer(run: Run, example: Path) -> None:
    """No rows is an answer, too."""
    done = run("ask", "policy-targets", "--as-of", "2020-01-01", cwd=example)

    assert done.returncode == 0
    assert "Nothing was known by 2020-01-01" in done.stdout


def test_1_the_sources_break_a_rule(run: Run, example: Path) -> None:
    """A facts file with a mistake ends build and check with 1 and its place."""
    facts = example / "sources/lakeside-20260312/facts.yaml"
    facts.write_text(facts.read_text().replace("targetsPopulation", "targetPopulation"))

    for command in ("build", "check"):
        done = run(command, cwd=example)
        assert done.returncode == 1
        assert "sources/lakeside-20260312/facts.yaml:" in done.stderr
        assert "did you mean `targetsPopulation`?" in done.stderr
        assert "Traceback" not in done.stderr
    assert run("ask", "policy-targets", cwd=example).returncode == 0


def test_1_a_finding_of_the_level_asked_for(run: Run, example: Path) -> None:
    """With `--fail-on warning`, a warning fails what an error would fail."""
    entities = example / "sources/entities/entities.yaml"
    words = entities.read_text()
    entities.write_text("".join(x for x in words.splitlines(True) if "iso3" not in x))

    assert run("check", cwd=example).returncode == 0
    assert run("check", "--fail-on", "warning", cwd=example).returncode == 1
    done = run("build", "--fail-on", "warning", cwd=example)
    assert done.returncode == 1
    assert "warning: lakeland: A country should have its ISO code" in done.stderr


def test_1_a_sentence_without_a_claim(run: Run, example: Path) -> None:
    """Coverage fails as long as a sentence has neither a claim nor a reason."""
    assert run("coverage", "lakeside-20260312", cwd=example).returncode == 0
    facts = example / "sources/lakeside-20260312/facts.yaml"
    facts.write_text(facts.read_text().partition("uncovered:")[0])

    done = run("coverage", "lakeside-20260312", cwd=example)

    assert done.returncode == 1
    assert "NONE" in done.stdout
    assert "1 without a claim or a reason" in done.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["questoins"], "no command is called `questoins`; did you mean `questions`?"),
        (["zzz"], "no command is called `zzz`; see `kg --help`"),
        (["ask", "policy-target"], "did you mean `policy-targets`?"),
        (["ask", "zzz"], "no question is called `zzz`; see `kg questions`"),
        (["ask", "policy-targets", "--polcy", "x"], "Did you mean '--policy'?"),
        (["ask", "policy-targets", "--policy", "Port Lake"], "is of class Government"),
        (
            ["ask", "policy-targets", "--as-of", "soon"],
            "takes a date such as 2025-06-04",
        ),
        (["show", "Lakelnd"], "did you mean `Lakeland`?"),
        (["show"], "Missing argument 'THING'"),
        (["find"], "Missing argument 'WORDS...'"),
        (["find", " "], "say which words to look for"),
        (["find", "x", "--class", "polcies"], "did you mean `policy`?"),
        (["list", "polcies"], "did you mean `policy`?"),
        (["coverage", "lakeside"], "no document is called `lakeside`"),
        (["export", "gif"], "no view or form is called `gif`; see `kg export --list`"),
        (["build", "--fail-on", "never"], "'never' is not one of"),
        (["build", "--executor", "proceses"], "did you mean `processes`?"),
        (["check", "--executor", "ray://x:1"], "processes:N and dask://HOST:PORT"),
        (["sparql", "--timeout", "0", "ASK {}"], "0 is not in the range"),
        (["sparql", "--timeout", "nan", "ASK {}"], "'nan' is not a valid integer"),
        (["sparql", "--file", "nowhere.rq"], "No such file"),
        (["completion", "tcsh"], "'tcsh' is not one of"),
        (["--projct", "x", "build"], "Did you mean '--project'?"),
    ],
)
def test_2_wrong_usage_or_an_unknown_name(
    run: Run, built: Path, words: list[str], message: str
) -> None:
    """A slip on the command line ends with 2 and the way out."""
    done = run(*words, cwd=built)

    assert done.returncode == 2
    assert message in " ".join(_message(done).split())


def test_2_without_a_command_there_is_help(run: Run) -> None:
    """`kg` alone shows what there is."""
    done = run()

    assert done.returncode == 2
    assert "Commands:" in done.stdout + done.stderr


@pytest.mark.parametrize(
    "words", [["ask", "documents"], ["show", "x"], ["sparql", "x"]]
)
def test_3_no_graph(run: Run, tmp_path: Path, words: list[str]) -> None:
    """Before any build, the next step is named."""
    done = run(*words, cwd=tmp_path)

    assert done.returncode == 3
    assert _message(done).endswith("build/graph; run `kg build` first")


def test_3_a_graph_that_cannot_be_written(run: Run, example: Path) -> None:
    """A build into a place that takes none ends with 3 and leaves the old graph."""
    done = run("-g", "/dev/null/graph", "build", cwd=example)

    assert done.returncode == 3
    assert "cannot be written to /dev/null/graph" in _message(done)
    assert run("ask", "documents", cwd=example).returncode == 0


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {\n  ?s ?p\n}", "not a SPARQL 1.1 query: error at 3:"),
        ("SELECT * { SERVICE <http://127.0.0.1:8000/> { ?s ?p ?o } }", "use a network"),
        ("DROP ALL", "not a SPARQL 1.1 query"),
    ],
)
def test_4_a_query_that_fails(run: Run, built: Path, query: str, message: str) -> None:
    """A query that is malformed or not allowed ends with 4 and one line."""
    done = run("sparql", query, cwd=built)

    assert done.returncode == 4
    assert message in _message(done)
    assert len(done.stderr.splitlines()) == 1


def test_4_a_query_that_takes_too_long(run: Run, built: Path) -> None:
    """At the deadline the command ends, by the clock and not by the query."""
    bomb = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a"
    done = run("sparql", "--timeout", "2", bomb, cwd=built)

    assert done.returncode == 4
    assert _message(done) == "error: no answer within 2 seconds; ask for less"


def test_4_a_question_that_takes_too_long(
    run: Run, built: Path, tmp_path: Path
) -> None:
    """As long as --timeout says; the same from Python."""
    folder = shutil.copytree(built, tmp_path / "slow")
    (folder / "queries").mkdir()
    (folder / "queries/slow.rq").write_text(
        "#+ summary: Slow\n#+ question: How many?\n#+ columns: {n: number}\n"
        "#+ example: kg ask slow\n#+ empty: None.\n"
        "SELECT (COUNT(*) AS ?n) "
        "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }\n"
    )
    done = run("ask", "slow", "--timeout", "1", cwd=folder)

    assert done.returncode == 4
    assert _message(done) == "error: no answer within 1 seconds; ask for less"
    graph = kg.open(folder / "build/graph", seconds=0.1)
    with pytest.raises(kg.QueryFailed, match=r"no answer within 0\.1 seconds"):
        graph.ask("slow")


def test_4_for_an_endpoint_where_only_a_folder_will_do(run: Run, built: Path) -> None:
    """What needs a graph on disk says so of a URL."""
    assert (
        run("-g", "http://127.0.0.1:9/", "sparql", "ASK {}", cwd=built).returncode == 4
    )
    done = run("-g", "http://127.0.0.1:9/", "export", "nquads", cwd=built)
    assert _message(done) == "error: only a graph on disk can be exported"


def test_130_interrupted(example: Path) -> None:
    """Control-C ends a query with 130, one line, and no process left behind."""
    bomb = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    process = subprocess.Popen(
        [KG, "sparql", bomb],
        cwd=example,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 30
    while not children.read_text() and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)

    assert process.returncode == 130
    assert (out, err.strip()) == ("", "error: interrupted; nothing was changed")
    while _is_there(process.pid) and time.monotonic() < deadline:
        time.sleep(0.02)  # whoever ended has still to be waited for by its parent
    assert not _is_there(process.pid)


def _is_there(group: int) -> bool:
    """Tell whether a group has a process."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
