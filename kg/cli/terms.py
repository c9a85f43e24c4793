"""The command that explains what can be written in facts files."""

from __future__ import annotations

from dataclasses import asdict

import click
from rich.text import Text

from kg.cli.output import console, new_table, print_json, printed_as
from kg.cli.root import Settings, pass_settings
from kg.read.describe import Described, describe, term_names


@click.command()
@click.argument("name", required=False)
@printed_as("table", "json")
@pass_settings
def terms(settings: Settings, name: str | None, format: str) -> None:
    """Explain what can be written in facts files.

    All classes, properties and short forms, or the one NAME with its codes.

    \b
    Example:
      kg terms
      kg terms movementType
    """
    vocabulary = settings.project.vocabulary
    if name is not None:
        described = describe(vocabulary, name)
        print_json(asdict(described)) if format == "json" else _print(described)
        return
    rows = term_names(vocabulary)
    if format == "json":
        keys = ("name", "kind", "definition")
        print_json([dict(zip(keys, row, strict=True)) for row in rows])
        return
    table = new_table()
    for heading in ("name", "kind", "definition"):
        table.add_column(heading, no_wrap=heading != "definition")
    for row in rows:
        table.add_row(*map(Text, row))
    console().print(table)


def _print(described: Described) -> None:
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
