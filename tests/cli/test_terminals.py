"""Terminals, pipes and shells: what each of them gets, and nothing it chokes on."""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

KG = Path(sys.executable).with_name("kg")
ESCAPE = "\x1b"


def _on_a_terminal(*words: str, cwd: Path, columns: int = 80) -> str:
    """Run `kg` on a pseudo-terminal and return everything that it shows."""
    main, other = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns)}
    process = subprocess.Popen(
        [KG, *words], cwd=cwd, env=env, stdin=other, stdout=other, stderr=other
    )
    os.close(other)
    shown = b""
    ready = select.poll()  # unlike select(), it takes any number of a file
    ready.register(main, select.POLLIN)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if not ready.poll(1_000):
            continue
        try:
            part = os.read(main, 65_536)
        except OSError:  # how Linux tells that the other side is closed
            break
        if not part:
            break
        shown += part
    os.close(main)
    assert process.wait(30) == 0
    return shown.decode()


def test_a_build_on_a_terminal_shows_its_progress(example: Path) -> None:
    """A person who waits sees a bar and the step that is under way."""
    shown = _on_a_terminal("build", "--full", cwd=example)

    assert ESCAPE in shown
    assert "\u2501" in shown
    assert "checking shapes" in shown
    assert "1 document, 8 claims" in shown


def test_a_folder_named_from_the_right_turns_nothing_round(tmp_path: Path) -> None:
    """Its name is isolated from the number beside it."""
    name = "\u0643\u0627\u0628\u0644"
    shown = _on_a_terminal("init", name, cwd=tmp_path)

    assert f"\u2068{name}\u2069: 6 files" in shown


def test_a_build_in_a_pipe_is_quiet(run: Run, example: Path) -> None:
    """A program that waits gets the one line of the result."""
    done = run("build", "--full", cwd=example)

    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1
    assert done.stdout.startswith("1 document, 8 claims")


@pytest.mark.parametrize(
    "words",
    [
        "ask policy-targets",
        "ask denied-claims",
        "show seasonal-permit-stop",
        "questions",
        "terms",
        "check",
        "coverage lakeside-20260312",
        "ask nothing",
    ],
)
def test_a_pipe_gets_no_escape_codes(run: Run, built: Path, words: str) -> None:
    """Colours and cursor movements are for terminals only."""
    done = run(*words.split(), cwd=built, env={"TERM": "xterm-256color"})

    assert ESCAPE not in done.stdout + done.stderr
    assert "\r" not in done.stdout + done.stderr


def test_a_table_on_a_terminal_is_as_wide_as_the_terminal(built: Path) -> None:
    """The width is asked of the terminal, and kept."""
    shown = _on_a_terminal("ask", "denied-claims", cwd=built, columns=60)

    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown)
    assert max(len(line.rstrip()) for line in plain.splitlines()) <= 60
    assert "lakeside-20260312.purpose-denied" in plain


def test_a_query_on_a_terminal_is_a_table_and_in_a_pipe_json(
    run: Run, built: Path
) -> None:
    """A person reads rows, a program what it always got; a format is the one named."""
    query = "SELECT ?claim { ?denial apf:disputes ?claim }"
    shown = _on_a_terminal("sparql", query, cwd=built)
    named = _on_a_terminal("sparql", query, "--format", "csv", cwd=built)

    assert "claim:lakeside-20260312.purpose " in shown
    assert "PREFIX claim: <https://example.org/example/id/claim/>" in shown
    assert '"bindings"' not in shown
    assert named.split() == [
        *("claim", "https://example.org/example/id/claim/lakeside-20260312.purpose"),
    ]
    assert '"bindings"' in run("sparql", query, cwd=built).stdout


@pytest.mark.parametrize(
    "words",
    [
        "questions",
        "export nquads",
        "sparql 'SELECT * { ?s ?p ?o }'",
        "questions --help",
    ],
)
def test_a_reader_that_stops_is_no_error(built: Path, words: str) -> None:
    """`kg … | head -1` ends quietly and well."""
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {shlex.quote(str(KG))} {words} | head -c 1"],
        cwd=built,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's")
@pytest.mark.parametrize(
    "words",
    [
        "questions",
        "questions --format json",
        "ask denied-claims",
        "ask denied-claims --format csv",
        "export turtle",
        "sparql 'ASK {}'",
    ],
)
def test_a_full_disk_behind_a_pipe_ends_with_3(built: Path, words: str) -> None:
    """Output that cannot be written is an error, and not a crash."""
    done = subprocess.run(
        ["bash", "-c", f"{shlex.quote(str(KG))} {words} > /dev/full"],
        cwd=built,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 3
    assert done.stderr == "error: No space left on device\n"


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_is_no_crash(built: Path, closed: str) -> None:
    """Without standard output or error the command does its work all the same."""
    done = subprocess.run(
        ["bash", "-c", f"{shlex.quote(str(KG))} ask denied-claims {closed}"],
        cwd=built,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["ascii", "latin-1", "C", "C without UTF-8"],
)
@pytest.mark.parametrize("format", ["table", "json"])
def test_a_terminal_without_unicode_gets_what_it_can_show(
    built: Path, env: dict[str, str], format: str
) -> None:
    """Dashes and quotation marks that an encoding lacks do not end the command."""
    done = subprocess.run(
        [KG, "ask", "denied-claims", "--format", format],
        cwd=built,
        env={**os.environ, **env},
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"purpose-denied" in done.stdout


def test_names_that_are_no_utf8_are_unknown_names(built: Path) -> None:
    """Bytes on the command line that are no text are a name nothing has."""
    done = subprocess.run(
        [bytes(KG), b"show", b"\xff\xfe"], cwd=built, capture_output=True, check=False
    )

    assert done.returncode == 2
    assert done.stderr == b"error: nothing is called `??`\n"


def _completed(built: Path, words: str, shell: str = "bash") -> list[str]:
    """Ask for completion as the shell's own script does."""
    env = {
        **os.environ,
        "_KG_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    done = subprocess.run(
        [KG], cwd=built, env=env, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    lines = filter(None, done.stdout.splitlines())
    return [line.partition(",")[2] for line in lines]


ASK_OPTIONS = {"--policy", "--on", "--as-of", "--format", "--timeout"}


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("kg co", {"coverage", "completion"}),
        ("kg ask policy-t", {"policy-targets", "policy-timeline"}),
        ("kg ask policy-targets --", ASK_OPTIONS),
        ("kg ask policy-targets --format j", {"json"}),
        ("kg ask no-such-question --", set()),
        ("kg export n", {"nquads", "ntriples", "nanopub"}),
        ("kg export f", {"flows"}),
        ("kg export flows --form g", {"gexf", "gephi-lite", "graphml", "graphology"}),
        ("kg export flows --measure c", {"closeness", "community"}),
        ("kg nonsense x", set()),
    ],
)
def test_bash_is_offered_what_fits(built: Path, words: str, offered: set[str]) -> None:
    """Commands, questions, options and their values are completed."""
    found = set(_completed(built, words))

    assert offered <= found
    assert found - offered <= {"--help", "--limit"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_a_completion_script(run: Run, shell: str) -> None:
    """`kg completion SHELL` prints a script that registers the command."""
    done = run("completion", shell)

    assert done.returncode == 0
    assert f"_KG_COMPLETE={shell}_complete" in done.stdout


def test_bash_takes_the_completion_script(run: Run, built: Path) -> None:
    """The script, sourced in a real bash, completes a question."""
    script = run("completion", "bash").stdout
    ask = (
        "COMP_WORDS=(kg ask policy-ti); COMP_CWORD=2; "
        '_kg_completion kg; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", f"{script}\n{ask}"],
        cwd=built,
        env={**os.environ, "PATH": f"{KG.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.split() == ["policy-timeline"]


ADDRESS = "https://example.org/lakeside/12?a=(1)&b=2"
CITED = [
    ("show", "lakeside-20260312.left"),
    ("explain", "lakeside-20260312.left"),
    ("ask", "flow-figures"),
    ("figures", "workers-leaving-lakeland"),
]


def _with_address(example: Path, address: str) -> Path:
    """Give the document of the example an address, and build."""
    (facts,) = example.glob("sources/*/facts.yaml")
    text = facts.read_text("utf-8")
    published = "  published: 2026-03-12\n"
    assert published in text
    facts.write_text(text.replace(published, f"{published}  url: {address}\n"), "utf-8")
    subprocess.run([KG, "build"], cwd=example, check=True, capture_output=True)
    return example


@pytest.mark.parametrize("command", CITED, ids=lambda words: words[0])
def test_a_terminal_links_a_citation_with_its_source(
    example: Path, command: tuple[str, ...]
) -> None:
    """Who clicks on the place of a claim reads the document (OSC 8)."""
    shown = _on_a_terminal(*command, cwd=_with_address(example, ADDRESS))

    links = re.findall(r"\x1b\]8;id=\d+;(.*?)\x1b\\(.*?)\x1b\]8;;\x1b\\", shown)
    assert {address for address, _ in links} == {ADDRESS}
    assert "Lakeside Courier" in " ".join(words for _, words in links)


@pytest.mark.parametrize("command", CITED, ids=lambda words: words[0])
def test_a_pipe_gets_no_links(
    run: Run, example: Path, command: tuple[str, ...]
) -> None:
    """What goes to a file or a program is text, also where colours are forced."""
    printed = run(
        *command, cwd=_with_address(example, ADDRESS), env={"FORCE_COLOR": "1"}
    )

    assert "Lakeside Courier" in printed.stdout
    assert "]8;" not in printed.stdout
    assert ADDRESS not in printed.stdout


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd"])
def test_no_other_address_is_linked(example: Path, address: str) -> None:
    """A link leads to the web, and to nothing that would run or be read here."""
    shown = _on_a_terminal("ask", "flow-figures", cwd=_with_address(example, address))

    assert "Lakeside Courier" in shown
    assert "]8;" not in shown
