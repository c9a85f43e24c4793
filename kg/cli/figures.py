"""Commands on figures: figures, explain."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from kg.ask.explain import Explanation
from kg.ask.figure_words import amount_words, span, total_words
from kg.ask.figures import FiguresView
from kg.cli.answers import print_notes
from kg.cli.figure_forms import figures_json
from kg.cli.figure_table import print_figures
from kg.cli.main import Settings, pass_settings
from kg.cli.output import citation_json, console, print_csv, print_json
from kg.names import local_name


@click.command()
@click.argument("thing", required=False)
@click.option("--as-of", "as_of", metavar="DATE", help="Only what was published then.")
@click.option("--pairs", is_flag=True, help="Also the verdict on every pair.")
@click.option("--total", is_flag=True, help="Also their sum, or why there is none.")
@click.option(
    "--plot", type=click.Path(path_type=Path), help="Draw them: .svg, .png or .pdf."
)
@click.option("--format", type=click.Choice(["table", "csv", "json"]), default="table")
@pass_settings
def figures(
    settings: Settings,
    thing: str | None,
    as_of: str | None,
    pairs: bool,
    total: bool,
    plot: Path | None,
    format: str,
) -> None:
    """Hold figures against each other.

    Those of a flow or population THING, those that an actor gives, or all: as
    intervals, with the verdict on each, what they allow together, and what follows.

    \b
    Example:
      kg figures afghans-leaving-pakistan-2025
      kg figures afghans-leaving-pakistan-2025 --plot figures.svg
    """
    view = settings.open().figures(thing, as_of=as_of)
    if plot is not None:
        from kg.export.plot import plot_figures

        plot_figures(view, plot)
    if format == "json":
        print_json(figures_json(view, pairs=pairs))
    elif format == "csv":
        _print_csv(view, pairs=pairs)
    else:
        print_figures(view, pairs=pairs)
    if total:
        sys.stdout.flush()
        sum_ = view.total()
        if format == "table":
            console().print(Text(f"total: {total_words(sum_)}"), soft_wrap=True)


def _print_csv(view: FiguresView, *, pairs: bool) -> None:
    if pairs:
        rows: list[dict[str, Any]] = [
            {
                "first": local_name(pair.first.claim),
                "second": local_name(pair.second.claim),
                "verdict": pair.verdict,
                "reason": pair.reason,
                "one voice": pair.one_voice,
            }
            for pair in view.pairs()
        ]
        print_csv(["first", "second", "verdict", "reason", "one voice"], rows)
        return
    columns = ["measures", "kind", "unit", "period", "claim", "claimant", "amount"]
    columns += ["usual", "verdict", "against", "reason"]
    print_csv(columns, (_row(row) for row in view.rows))


def _row(row: Any) -> dict[str, Any]:
    figure = row.figure
    return {
        "measures": local_name(figure.series.measures),
        "kind": figure.series.kind,
        "unit": figure.series.unit,
        "period": span(figure.period),
        "claim": local_name(figure.claim),
        "claimant": local_name(figure.claimant),
        "amount": amount_words(figure),
        "usual": "" if figure.reading is None else str(figure.reading.usual),
        "verdict": row.verdict,
        "against": "" if row.against is None else local_name(row.against.claim),
        "reason": row.reason,
    }


@click.command()
@click.argument("claim")
@click.option("--format", type=click.Choice(["table", "csv", "json"]), default="table")
@pass_settings
def explain(settings: Settings, claim: str, format: str) -> None:
    """Explain a CLAIM step by step.

    How the words of a figure are read and what is made of it; of a derived claim the
    rule, the claims it was worked out from, and the arithmetic.

    \b
    Example:
      kg explain dailysabah-20250604.F10
    """
    found = settings.open().explain(claim)
    if format == "json":
        print_json(_explanation_json(found))
    elif format == "csv":
        steps = enumerate(found.steps, 1)
        print_csv(["step", "words"], ({"step": n, "words": w} for n, w in steps))
    else:
        out = console()
        out.print(Text(str(found.citation)))
        if found.rule:
            out.print(Text(f"by the rule {found.rule}"))
        for number, step in enumerate(found.steps, 1):
            out.print(Text(f"  {number}. {step}"))
        print_notes(found.inputs)


def _explanation_json(found: Explanation) -> dict[str, Any]:
    return {
        "claim": citation_json(found.citation),
        "rule": found.rule or None,
        "steps": list(found.steps),
        "inputs": [citation_json(citation) for citation in found.inputs],
    }
