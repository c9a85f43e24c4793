"""The command that lists the sentences of a text with their claims."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kg.cli.completing import documents
from kg.cli.output import console, new_table, print_csv, print_json, printed_as
from kg.cli.root import Settings, pass_settings

if TYPE_CHECKING:
    from kg.ask.coverage import Sentence


@click.command()
@click.argument("document", shell_complete=documents)
@printed_as("table", "csv", "json")
@pass_settings
def coverage(settings: Settings, document: str, format: str) -> None:
    """List the sentences of a DOCUMENT with their claims.

    All sentences of its text, the claims drawn from each, or the reason for none.

    Ends with exit code 1 when a sentence has neither a claim nor a listed reason.

    \b
    Example:
      kg --texts ~/articles coverage dailysabah-20250604
    """
    from kg.ask.coverage import coverage as cover
    from kg.errors import InputErrors
    from kg.project.rereading import reread

    project, texts = settings.project, settings.texts_at_hand()
    with reread(project, texts) as reading:
        if reading.problems:
            raise InputErrors(reading.together())
        sentences = cover(reading, document, texts, project.language)
    bare = [sentence for sentence in sentences if not sentence.covered]
    if format == "json":
        print_json([sentence.to_dict() for sentence in sentences])
    elif format == "csv":
        columns = ["start", "end", "claims", "reason", "text"]
        print_csv(columns, (sentence.to_dict() for sentence in sentences))
    else:
        _print_coverage(sentences, len(bare))
    if bare:
        sys.stdout.flush()
        sys.exit(1)


def _print_coverage(sentences: list[Sentence], bare: int) -> None:
    from rich.text import Text

    table = new_table()
    for name in ("characters", "sentence", "claims"):
        table.add_column(name, no_wrap=name == "characters")
    for s in sentences:
        claims = " ".join(s.claims)
        words = claims or (f"none: {s.reason}" if s.reason else "NONE")
        style = "" if s.covered else "bold red"
        table.add_row(
            f"{s.start}\u2013{s.end}",
            " ".join(s.text.split()),
            Text(words, style=style),
        )
    out = console()
    out.print(table)
    out.print(
        f"{len(sentences)} sentences, {bare} without a claim or a reason.", style="bold"
    )
