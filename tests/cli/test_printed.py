"""What is printed is text: no markup, no control of the terminal, no turned order."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from rich.table import Table
from rich.text import Text

from kg.cli.output import console
from tests.beside import beside
from tests.cli.conftest import Run

HOSTILE = [
    ("as said [sic]", "as said [sic]"),
    ("[/red] and [bold]so[/]", "[/red] and [bold]so[/]"),
    (
        "[link=https://evil.example]here[/link]",
        "[link=https://evil.example]here[/link]",
    ),
    (":warning: \u26a0", ":warning: \u26a0"),
    ("a\x1b]0;title\x07b", "a]0;titleb"),
    ("a\x9b31mb\x7f", "a31mb"),
    ("a\u202eb\u2066c", "abc"),
    ("\u0637\u0627\u0644\u0628\u0627\u0646 (Taliban)",) * 2,
]


@pytest.mark.parametrize(("words", "shown"), HOSTILE)
def test_words_are_printed_as_they_are_or_without_their_power(
    words: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """By themselves, as styled text and in a table."""
    table = Table(box=None, show_header=False)
    table.add_row(words)
    out = console()
    for each in (words, Text(words), table):
        out.print(each)

    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines == [shown] * 3


KABUL = "\u0643\u0627\u0628\u0644"
TALIBAN = "\u0637\u0627\u0644\u0628\u0627\u0646"
HEBREW = "\u05e9\u05dc\u05d5\u05dd"
FROM_THE_RIGHT = [
    (f"{KABUL} 135,000", f"<{KABUL}> 135,000"),
    (f"1. {KABUL} (12), {TALIBAN} (13)", f"1. <{KABUL}> (12), <{TALIBAN}> (13)"),
    (f"{KABUL}: 12, {TALIBAN}: 13", f"<{KABUL}>: 12, <{TALIBAN}>: 13"),
    (f"{KABUL} {TALIBAN}  7", f"<{KABUL} {TALIBAN}>  7"),
    (f"{KABUL} 3,000 {TALIBAN}.", f"<{KABUL} 3,000 {TALIBAN}>."),
    (f"{KABUL}, {TALIBAN}; x", f"<{KABUL}, {TALIBAN}>; x"),
    (f"\u201c{KABUL}: (2025) a.\u201d, 5", f"\u201c<{KABUL}: (2025) a.>\u201d, 5"),
    (f"`{HEBREW}.txt`: 3", f"`<{HEBREW}>.txt`: 3"),
    ("1\u200f/2", "1<\u200f>/2"),
    (f"\u2068{KABUL}\u2069 \u202e1", f"<{KABUL}> 1"),
    ("caf\u00e9 \u2013 \u4e2d", "caf\u00e9 \u2013 \u4e2d"),
]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("words", "shown"), FROM_THE_RIGHT)
def test_on_a_terminal_what_runs_from_the_right_is_laid_out_by_itself(
    words: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers and brackets beside a name stay; a quoted passage is one whole."""
    monkeypatch.setattr("sys.stdout", out := _Terminal())
    console().print(Text(words))
    isolated = out.getvalue().strip()
    isolated = isolated.replace("\u2068", "<").replace("\u2069", ">")
    assert isolated == shown


def test_columns_beside_names_from_the_right_stay_in_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In a table the marks take no room, and each is closed in its own line."""
    monkeypatch.setattr("sys.stdout", out := _Terminal())
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, number in ((f"{KABUL} {TALIBAN}", "135,000"), ("Northland", "7")):
        table.add_row(name, number)
    console().print(table)

    first, second = out.getvalue().splitlines()
    assert first.startswith(f"\u2068{KABUL} {TALIBAN}\u2069  135,000")
    bare = first.replace("\u2068", "").replace("\u2069", "")
    assert bare.index("135,000") == second.index("7") == 13


def test_a_pipe_gets_names_from_the_right_as_they_are(run: Run, tmp_path: Path) -> None:
    """Marks are for terminals: a program that reads a pipe finds the name."""
    done = run("init", KABUL, cwd=tmp_path)
    assert done.stdout.startswith(f"{KABUL}: 6 files")


@pytest.mark.parametrize(("case", "words"), [("cov-sic", "[sic]"), ("cov", "[/red]")])
def test_a_text_is_no_markup(run: Run, tmp_path: Path, case: str, words: str) -> None:
    """Sentences of an article stand in the coverage as they are."""
    source = beside(f"cases/hostile/{case}", "NO HOSTILE CASES: coverage is not tried")
    folder = tmp_path / case
    shutil.copytree(source, folder)

    done = run("coverage", "lakeside-20260312", cwd=folder)

    assert "Traceback" not in done.stderr
    assert words in done.stdout
