"""The command that compares how two people coded one document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from kg.cli.output import (
    console,
    new_table,
    plural,
    print_csv,
    print_json,
    printed_as,
)
from kg.cli.root import Settings, pass_settings

if TYPE_CHECKING:
    from kg.draft.agreement import Agreement

_COLUMNS = ("start", "end", "what", "first", "second")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("first", type=_FILE)
@click.argument("second", type=_FILE)
@printed_as("table", "csv", "json")
@pass_settings
def agreement(settings: Settings, first: Path, second: Path, format: str) -> None:
    """Compare two people's facts of one document.

    FIRST and SECOND are the facts files. Tells Krippendorff's alpha of which sentences
    have a claim (where the text is at hand) and of what the claims of one passage say,
    with an interval, and lists the disagreements, to be talked over. Above 0.8 codings
    are commonly relied on, below 0.667 they are not.

    \b
    Example:
      kg agreement ada/facts.yaml ben/facts.yaml
    """
    from kg.draft.agreement import agreement as compare

    texts, project = settings.texts_at_hand(), settings.project
    text = texts.get(first.resolve().parent.name) or texts.get(
        second.resolve().parent.name
    )
    result = compare(project, first, second, text, project.language)
    if format == "json":
        print_json(_record(result))
    elif format == "csv":
        rows = _record(result)["disagreements"]
        print_csv(_COLUMNS, rows)
    else:
        _print(result)


def _record(result: Agreement) -> dict[str, Any]:
    """Return an agreement as JSON values."""
    from dataclasses import asdict

    return asdict(result)


def _print(result: Agreement) -> None:
    first, second = result.claims
    console().print(
        f"{result.document}: {plural(first, 'claim')} and {second}, "
        f"{plural(result.pairs, 'pair')} of one passage"
    )
    table = new_table()
    for name in ("agreement on", "units", "alike", "alpha", "95 %"):
        table.add_column(name)
    for each in result.alphas:
        value = "-" if each.alpha is None else f"{each.alpha:.3f}"
        ends = ""
        if each.low is not None and each.high is not None:
            ends = f"{each.low:.3f} to {each.high:.3f}"
        table.add_row(each.of, str(each.units), str(each.alike), value, ends)
    console().print(table)
    listed = new_table()
    for name in ("chars", "what", "first", "second"):
        listed.add_column(name)
    for one in result.disagreements:
        place = f"[{one.start}, {one.end}]"
        listed.add_row(*map(_text, (place, one.what, one.first, one.second)))
    if result.disagreements:
        console().print(listed)


def _text(words: str) -> Text:
    return Text(words)  # brackets in it are no markup
