"""The command that writes a mapping for a table, shipped or by what is seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from kg.cli.output import console, new_table, plural
from kg.cli.root import Settings, pass_settings

if TYPE_CHECKING:
    from kg.project.mapping import MadeMapping
    from kg.read.table.guess.sketch import Sketch


def _offered(ctx: click.Context, param: click.Parameter, begun: str) -> list[object]:
    from kg.project.mapping import mappings

    del ctx, param
    items = mappings().items()
    return [CompletionItem(n, help=words) for n, words in items if n.startswith(begun)]


@click.command(name="map")
@click.argument(
    "source", metavar="[NAME|FILE]", required=False, shell_complete=_offered
)
@click.option(
    "-o",
    "id",
    metavar="DOCUMENT",
    help="The id of the document; by default the name of the mapping or file.",
)
@click.option("--sheet", metavar="NAME", default="", help="Of an Excel file.")
@click.option(
    "--encoding",
    metavar="NAME",
    default="",
    help="Of a file of text that is neither UTF-8 nor windows-1252.",
)
@pass_settings
def map_(
    settings: Settings, source: str | None, id: str | None, sheet: str, encoding: str
) -> None:
    """Write a mapping for a table: a shipped or a first one.

    Without an argument, the mappings that come with kg. With the NAME of one, it is
    written into the project. With a FILE (CSV, TSV, JSON lines, Excel or Parquet,
    compressed or not), its first 10,000 rows are looked at and a first mapping is
    written, with what was seen in comments and what is open marked LOOK. No file is
    overwritten.

    \b
    Example:
      kg map
      kg map unhcr-population
      kg map counts.csv -o border-counts
    """
    from kg.project.mapping import make_mapping
    from kg.read.table.guess.look import AsWritten

    if source is None:
        _print_mappings()
        return
    written = AsWritten(sheet, encoding)
    made = make_mapping(settings.folder, source, id or "", written)
    for file in made.files:
        console().print(file, soft_wrap=True)
    if made.seen is not None:
        _print_seen(made.seen)
    _print_next(made)


def _print_mappings() -> None:
    from kg.project.mapping import mappings

    table = new_table()
    table.add_column("name", no_wrap=True)
    table.add_column("table")
    for name, words in mappings().items():
        table.add_row(name, words)
    console().print(table)


def _print_seen(seen: Sketch) -> None:
    """Say what the columns of a table seem to be, and what is to be settled."""
    rows = plural(seen.rows, "row")
    table = new_table()
    for column in ("column", "type", "seen", "used"):
        table.add_column(column)
    for each in seen.guesses:
        used = "yes" if each.name in seen.used else ""
        table.add_row(each.name, each.kind, each.grounds, used)
    console().print(table)
    looked = rows if seen.whole else f"the first {rows}, and there are more"
    lines = ", ".join(map(str, seen.open))
    console().print(f"Looked at {looked}. To settle, marked LOOK: lines {lines}.")


def _print_next(made: MadeMapping) -> None:
    name = Path(made.files[0]).parent.as_posix()
    if not made.at_hand:
        words = f"Put {made.table} into {name}/ or tables/ (or what KG_TABLES names)."
        console().print(words, soft_wrap=True)
    console().print(f"Next: read {made.files[0]}, then kg build", soft_wrap=True)
