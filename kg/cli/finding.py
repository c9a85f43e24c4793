"""Commands that find things: find, list."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from kg.ask.finding.model import HIT_COLUMNS, LIST_COLUMNS
from kg.cli.completing import kinds
from kg.cli.days import as_of_option
from kg.cli.output import (
    console,
    new_table,
    plural,
    print_csv,
    print_json,
    printed_as,
    warn,
)
from kg.cli.root import Settings, pass_settings
from kg.errors import UnknownName

if TYPE_CHECKING:
    from kg.ask.finding.model import Hit, Listed
    from kg.ask.knowledge import KnowledgeGraph

_MOST = 20
"""Hits that are shown unless more are asked for: one screen."""

_forms = printed_as("table", "csv", "json", "md")


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--class",
    "cls",
    metavar="KIND",
    shell_complete=kinds,
    help="Only things of this kind.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=_MOST,
    show_default=True,
    help="How many are shown at most.",
)
@as_of_option
@_forms
@pass_settings
def find(
    settings: Settings,
    words: tuple[str, ...],
    cls: str | None,
    limit: int,
    as_of: date | None,
    format: str,
) -> None:
    """Find things by WORDS of names, claims or texts.

    Names and ids in any script, summaries of claims and, where they are at hand, texts.
    Case, accents and small misspellings are forgiven; the likeliest comes first.

    \b
    Example:
      kg find Islamabad
      kg find families deported --class claims
    """
    from kg.ask.things import encodable

    text = encodable(" ".join(words))
    if not text.strip():
        raise UnknownName("say which words to look for: they are empty")
    graph = settings.open(as_of)
    hits = graph.search(text, cls and encodable(cls), limit=limit)
    if format == "csv":
        print_csv(HIT_COLUMNS, (hit.to_dict() for hit in hits))
    elif format == "json":
        print_json([hit.to_dict() for hit in hits])
    elif not hits:
        kind = f" of the kind `{cls}`" if cls else ""
        nothing = f"Nothing{kind} here is called or says so."
        console().print(f"{nothing} Terms and codes: `kg terms`.")
    else:
        rows = [_row(hit.thing, _matched(hit)) for hit in hits]
        _print(("id", "name or words", "kind", "claims"), rows, format)
    _say_unlisted(graph)


def _say_unlisted(graph: KnowledgeGraph) -> None:
    """Say how much of a graph is neither searched nor listed, if anything is not."""
    from kg.ask.finding.among import without_rows

    if (among := without_rows(graph.endpoint)) is not None:
        claims = plural(sum(among.claims.values()), "claim")
        warn(
            f"rows of large tables, with {claims}, are not searched, listed or "
            "counted; `kg ask` and `kg figures` know them"
        )


def _matched(hit: Hit) -> str:
    """Return what a hit is called, and what it was found by where that is not it."""
    words = " ".join(hit.matched.split())
    if hit.by == "text":
        return f"\u201c{words}\u201d (characters {hit.start}\u2013{hit.end})"
    label = " ".join(hit.thing.label.split())
    return label if hit.by == "id" or words == label else f"{label} (also: {words})"


@click.command("list")
@click.argument("kind", required=False, shell_complete=kinds)
@click.option("--limit", type=click.IntRange(min=1), help="How many are shown at most.")
@as_of_option
@_forms
@pass_settings
def list_(
    settings: Settings,
    kind: str | None,
    limit: int | None,
    as_of: date | None,
    format: str,
) -> None:
    """List things of a KIND with the number of claims.

    The kind is a class, or what people call one: policies, flows, actors, armed groups,
    populations, places, documents, claims; or codes, or the name of a code list.
    Without it, the kinds there are. Those that most claims are about or by come first.

    \b
    Example:
      kg list
      kg list policies
      kg list movement
    """
    from kg.ask.things import encodable

    graph = settings.open(as_of)
    if kind is None:
        _print_kinds(graph.kinds(), format)
        _say_unlisted(graph)
        return
    things = graph.things(encodable(kind))[:limit]
    if format == "csv":
        print_csv(LIST_COLUMNS, (thing.to_dict() for thing in things))
    elif format == "json":
        print_json([thing.to_dict() for thing in things])
    elif not things:
        console().print(f"Nothing here is of the kind `{kind}`.")
    else:
        rows = [_row(thing, " ".join(thing.label.split())) for thing in things]
        _print(("id", "name", "kind", "claims"), rows, format)
    _say_unlisted(graph)


def _print_kinds(kinds: Sequence[tuple[str, str, int]], format: str) -> None:
    names = ("kind", "name", "things")
    if format in ("csv", "json"):
        rows = [dict(zip(names, kind, strict=True)) for kind in kinds]
        print_csv(names, rows) if format == "csv" else print_json(rows)
    else:
        _print(names, [(kind, name, f"{n:,}") for kind, name, n in kinds], format)


def _row(thing: Listed, words: str) -> tuple[str, ...]:
    """Return the cells of a thing; a claim that is no plain fact says so."""
    count = "" if thing.claims is None else f"{thing.claims:,}"
    doubted = thing.standing not in (None, "established")
    kind = f"{thing.kind_label}, {thing.standing}" if doubted else thing.kind_label
    return thing.id, words, kind, count


def _print(heads: Sequence[str], rows: Iterable[Sequence[str]], format: str) -> None:
    """Print rows as a table or in Markdown, without a last column that is empty."""
    rows = list(rows)
    if not any(row[-1] for row in rows):
        heads, rows = heads[:-1], [row[:-1] for row in rows]
    if format == "md":
        lines = [heads, ["---"] * len(heads), *rows]
        for cells in lines:
            shown = (cell.replace("|", "\\|") for cell in cells)
            sys.stdout.write(f"| {' | '.join(shown)} |\n")
        return
    from rich.text import Text

    table = new_table()
    for head in heads:
        right: Any = "right" if head in ("claims", "things") else "left"
        table.add_column(head, justify=right, no_wrap=head == "id", overflow="fold")
    for cells in rows:
        table.add_row(*map(Text, cells))
    console().print(table)
