"""What is printed is text: no markup, no control of the terminal, no turned order."""

from __future__ import annotations

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


@pytest.mark.parametrize(("case", "words"), [("cov-sic", "[sic]"), ("cov", "[/red]")])
def test_a_text_is_no_markup(run: Run, tmp_path: Path, case: str, words: str) -> None:
    """Sentences of an article stand in the coverage as they are."""
    source = beside(f"cases/hostile/{case}", "NO HOSTILE CASES: coverage is not tried")
    folder = tmp_path / case
    shutil.copytree(source, folder)

    done = run("coverage", "lakeside-20260312", cwd=folder)

    assert "Traceback" not in done.stderr
    assert words in done.stdout
