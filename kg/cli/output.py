"""How things are printed: tables for people; CSV, JSON and Markdown for programs."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from kg.errors import BadArgument, KgError
from kg.graph.harmless import harmless_text
from kg.project.findings import LEVELS, CheckFailed, Finding

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

FORMATS = ("table", "csv", "json", "md", "ttl")
PIPE_WIDTH = 110
"""Columns where nothing tells the width: in these the documentation shows answers."""

STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_SHOWN = 5
"""How many findings of one check are printed before the rest is only counted."""


def printed_as(*forms: str) -> Callable[[Any], Any]:
    """Return the option of how a result is printed, by default in the first form."""
    return click.option(
        "--format",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help="How it is printed.",
    )


def console(*, stderr: bool = False) -> Console:
    """Return a console: as wide as the terminal, of fixed width in a pipe.

    What it prints is text, whoever wrote it: ``[sic]`` is no markup, ``:cat:`` no
    picture, and what would steer a terminal or turn the order of characters round is
    left out. On a terminal, words that run from right to left turn nothing round them.
    """
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPE_WIDTH
    return _console()(
        stderr=stderr, width=width, highlight=False, markup=False, emoji=False
    )


@cache
def _console() -> type[Console]:
    """Return the class of consoles, imported when something is printed by one."""
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

    class _Console(Console):
        def render(
            self, renderable: RenderableType, options: ConsoleOptions | None = None
        ) -> Iterator[Segment]:
            """Render as text what a renderable holds of others' words."""
            terminal = self.file.isatty()
            for text, style, control in super().render(renderable, options):
                shown = text if control else harmless_text(text, isolate=terminal)
                yield Segment(shown, style, control)

        @property
        def options(self) -> ConsoleOptions:
            """Tell what is printed that a pipe is one, also where it is coloured."""
            return replace(super().options, is_terminal=self.file.isatty())

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return _Console


def fail(message: str) -> None:
    """Print why the command ends badly."""
    from rich.text import Text

    line = Text("error: ", style="bold red").append(message, style="not bold default")
    console(stderr=True).print(line, soft_wrap=True)


def warn(message: str) -> None:
    """Print what whoever asked should know, though nothing is wrong."""
    from rich.text import Text

    line = Text("warning: ", style=STYLES["warning"]).append(message, "default")
    console(stderr=True).print(line, soft_wrap=True)


def option_of(parameter: str) -> str:
    """Return the option of a parameter: of ``asOf`` and ``as_of`` it is ``--as-of``."""
    words = "".join(f"-{c.lower()}" if c.isupper() else c for c in parameter)
    return f"--{words.replace('_', '-')}"


def print_failure(error: KgError) -> None:
    """Print an error; of many problems every one with its place."""
    if isinstance(error, BadArgument):
        fail(error.calling_it(option_of(error.parameter)))
        return
    if not isinstance(error, CheckFailed):
        for line in str(error).splitlines():
            fail(line)
        return
    from rich.text import Text

    out = console(stderr=True)
    for problem in error.problems:
        report = Text(f"{problem.place}: ").append("error: ", style=STYLES["error"])
        out.print(report.append(problem.message), soft_wrap=True)
    print_findings(error.findings, stderr=True)
    count = len(error.problems)
    count += sum(finding.level == "error" for finding in error.findings)
    if count:
        out.print(f"{plural(count, 'error')}.", soft_wrap=True)


def print_findings(findings: Sequence[Finding], *, stderr: bool = False) -> None:
    """Print findings by level; of one check five, then how many more."""
    from rich.text import Text

    out = console(stderr=stderr)
    counts = Counter(finding.check for finding in findings)
    seen: dict[str, int] = {}
    for finding in findings:
        seen[finding.check] = seen.get(finding.check, 0) + 1
        hidden = counts[finding.check] > _SHOWN + 1 and seen[finding.check] > _SHOWN
        if hidden and finding.level != "error":
            continue
        line = Text(f"{finding.place}: " if finding.place else "")
        line.append(f"{finding.level}: ", style=STYLES[finding.level])
        line.append(finding.message)
        out.print(line, soft_wrap=True)
    levels = {finding.check: finding.level for finding in findings}
    for check, count in counts.items():
        if count > _SHOWN + 1 and levels[check] != "error":
            more = f"… and {count - _SHOWN} more of {check}; --format csv lists all"
            out.print(more, soft_wrap=True)


def summary(findings: Iterable[Finding]) -> str:
    """Return how many findings there are of each level, as words."""
    return counted(Counter(f.level for f in findings)) or "no findings"


def counted(levels: Counter[str]) -> str:
    """Return as words how many there are of each level, or ``""``."""
    counts = [(level, levels[level]) for level in LEVELS if levels[level]]
    return ", ".join(
        f"{n:,} info" if level == "info" else plural(n, level) for level, n in counts
    )


def plural(count: int, noun: str) -> str:
    """Return a count with its noun."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def print_json(data: Any) -> None:
    """Print JSON, readable and with letters as they are where the output has them."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    sys.stdout.write(json.dumps(data, ensure_ascii=not utf8, indent=2) + "\n")


def print_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Print CSV, as :func:`kg.ask.csvtext.csv_text` makes it."""
    from kg.ask.csvtext import csv_text

    sys.stdout.write(csv_text(columns, rows))


def new_table() -> Table:
    """Return an empty table in the style of all tables."""
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)


@contextmanager
def working() -> Iterator[Callable[[str], None]]:
    """Show on a terminal what is being done, and for how long."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    out = console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    hidden = not out.is_terminal
    with Progress(*columns, console=out, transient=True, disable=hidden) as bar:
        task = bar.add_task("")
        yield lambda what: bar.update(task, description=what)
