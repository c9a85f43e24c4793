"""The command that checks anybody's GEXF files."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

import click
from rich.text import Text

from kg.cli.output import (
    STYLES,
    console,
    counted,
    fail,
    new_table,
    print_json,
    printed_as,
)
from kg.errors import UnknownName, nearest
from kg.export.network.gexf.lint import CHECKS, LintFinding
from kg.export.network.gexf.lint import lint as read

_SHOWN = 20
"""Findings of one check that are printed: enough to see the pattern, on one screen."""


@click.command()
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option("--list", "listed", is_flag=True, help="List the checks, read no file.")
@click.option("--ignore", multiple=True, metavar="NAME", help="Leave a check out.")
@click.option("--strict", is_flag=True, help="End with 1 for warnings, too.")
@click.option("--all", "every", is_flag=True, help=f"More than {_SHOWN} of one check.")
@printed_as("text", "json")
def lint(
    files: tuple[str, ...],
    listed: bool,
    ignore: tuple[str, ...],
    strict: bool,
    every: bool,
    format: str,
) -> None:
    """Check GEXF files as Gephi reads them.

    Any GEXF will do, ours, Gephi's or NetworkX's; no project is needed. Errors are
    what Gephi loses, warnings what it changes, infos for other readers.

    \b
    Exit codes: 0 no errors; 1 errors (with --strict, warnings); 2 wrong usage;
    3 a file cannot be read.

    \b
    Example:
      kg lint network.gexf
      kg lint --ignore no-positions --strict *.gexf
    """
    _know(ignore)
    if listed:
        _print_checks(format)
        return
    if not files:
        raise click.UsageError("name a GEXF file, or --list the checks")
    checked = {file: _read(file, ignore) for file in dict.fromkeys(files)}
    if format == "json":
        rows = [(f, x) for f, findings in checked.items() for x in findings or ()]
        print_json([{"file": file, **asdict(finding)} for file, finding in rows])
    else:
        _print_findings(checked, every)
    levels = {x.level for findings in checked.values() for x in findings or ()}
    if None in checked.values():
        sys.exit(3)
    if "error" in levels or (strict and "warning" in levels):
        sys.exit(1)


def _know(names: Sequence[str]) -> None:
    for name in names:
        if name not in CHECKS:
            hint = nearest(name, CHECKS) or "; see `kg lint --list`"
            raise UnknownName(f"no check is called `{name}`{hint}")


def _read(file: str, ignore: Sequence[str]) -> list[LintFinding] | None:
    try:
        return [finding for finding in read(file) if finding.check not in ignore]
    except (OSError, ValueError) as error:  # no path has a NUL
        fail(f"cannot read {file}: {getattr(error, 'strerror', None) or error}")
        return None


def _print_findings(checked: dict[str, list[LintFinding] | None], every: bool) -> None:
    out = console()
    levels: Counter[str] = Counter()
    for file, findings in checked.items():
        seen: Counter[str] = Counter()
        for finding in findings or ():
            seen[finding.check] += 1
            levels[finding.level] += 1
            if every or seen[finding.check] <= _SHOWN:
                line = Text(f"{file}:{finding.line}: ")
                line.append(f"{finding.level}: ", style=STYLES[finding.level])
                line.append(finding.message).append(f" [{finding.check}]", style="dim")
                out.print(line, soft_wrap=True)
        for check, count in seen.items():
            if count > _SHOWN and not every:
                more = f"{file}: … and {count - _SHOWN:,} more of `{check}`"
                out.print(Text(more), soft_wrap=True)
    if not any(findings is None for findings in checked.values()) or levels:
        out.print(Text(counted(levels) or "nothing to say"), soft_wrap=True)


def _print_checks(format: str) -> None:
    if format == "json":
        print_json([asdict(check) for check in CHECKS.values()])
        return
    table = new_table()
    table.add_column("check", no_wrap=True)
    table.add_column("level", no_wrap=True)
    table.add_column("what happens, and what to write instead")
    for check in CHECKS.values():
        level = Text(check.level, style=STYLES[check.level])
        table.add_row(check.name, level, Text(f"{check.effect}; {check.instead}"))
    console().print(table)
