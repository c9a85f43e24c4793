"""The command that explains what can be written in facts files."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli import completing
from kg.cli.output import console, new_table, print_json, printed_as
from kg.cli.root import Settings, pass_settings
from kg.errors import UnknownName

if TYPE_CHECKING:
    from kg.read.describe import Described


@click.command()
@click.argument(
    "words", metavar="[NAME|WORDS]", nargs=-1, shell_complete=completing.terms
)
@printed_as("table", "json")
@pass_settings
def terms(settings: Settings, words: tuple[str, ...], format: str) -> None:
    """Explain what can be written in facts files.

    All classes, properties and short forms; the one NAME, with its codes; or the terms
    and codes that everyday WORDS mean.

    \b
    Example:
      kg terms
      kg terms movementType
      kg terms vacated
    """
    from kg.ask.things import encodable
    from kg.read.describe import describe, term_names
    from kg.read.everyday import terms_called

    vocabulary, name = settings.project.vocabulary, " ".join(words)
    if not words:
        _print_names(term_names(vocabulary), format)
        return
    try:
        described = describe(vocabulary, name)
    except UnknownName:
        if not (meant := terms_called(vocabulary, encodable(name))):
            raise
        _print_meant(meant, format)
        return
    print_json(asdict(described)) if format == "json" else _print(described)


def _print_meant(meant: list[Described], format: str) -> None:
    """Print the terms that words mean: one in full, several in rows."""
    if format == "json":
        print_json([asdict(described) for described in meant])
    elif len(meant) == 1:
        _print(meant[0])
    else:
        _print_names([(d.name, _kind(d), d.definition) for d in meant], format)


def _kind(described: Described) -> str:
    """Return what kind of term it is, and where a code is written."""
    where = ", ".join(described.describes) if described.kind == "code" else ""
    return f"{described.kind} of {where}" if where else described.kind


def _print_names(rows: list[tuple[str, str, str]], format: str) -> None:
    """Print terms with their kinds and definitions."""
    if format == "json":
        keys = ("name", "kind", "definition")
        print_json([dict(zip(keys, row, strict=True)) for row in rows])
        return
    from rich.text import Text

    table = new_table()
    for heading in ("name", "kind", "definition"):
        table.add_column(heading, no_wrap=heading != "definition")
    for row in rows:
        table.add_row(*map(Text, row))
    console().print(table)


def _print(described: Described) -> None:
    from rich.text import Text

    out = console()
    out.print(Text(f"{described.name} ({described.kind})", style="bold"))
    out.print(Text(described.definition))
    for note in described.notes:
        out.print(Text(note))
    for example in described.examples:
        out.print(Text(f"Example: {example}"))
    heads = ("written on", "takes")
    if described.kind == "class":
        heads = ("a kind of", "may have")
    elif described.kind == "code":
        heads = ("a value of", "")
    for head, names in zip(heads, (described.describes, described.takes), strict=True):
        if names:
            out.print(
                Text(f"{head}: ", style="dim").append(", ".join(names), "not dim")
            )
    if described.kind == "property":
        where = "entity files and claims" if described.definitional else "claims only"
        out.print(Text("stands in: ", style="dim").append(where, "not dim"))
    if described.codes:
        table = new_table()
        table.add_column("code", no_wrap=True)
        table.add_column("meaning")
        for code, meaning in described.codes:
            table.add_row(Text(code), Text(meaning))
        out.print(table)
