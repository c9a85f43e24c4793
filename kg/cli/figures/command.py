"""Commands on figures: figures, explain."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import completing
from kg.cli.days import as_of_option, on_option
from kg.cli.output import console, print_csv, print_json, printed_as
from kg.cli.root import Settings, pass_settings
from kg.errors import KgError, UnknownName

if TYPE_CHECKING:
    from kg.ask.explain import Explanation
    from kg.figures.total import Total
    from kg.figures.view.model import FiguresView


@click.command()
@click.argument("thing", required=False, shell_complete=completing.things)
@as_of_option
@click.option("--relations", is_flag=True, help="Also relations that settle nothing.")
@click.option(
    "--pairs", is_flag=True, help="Also the verdict on every pair; in CSV only these."
)
@click.option("--total", is_flag=True, help="Also their sum, or why there is none.")
@click.option(
    "--plot",
    type=click.Path(path_type=Path),
    help="Draw them: .svg, .png or .pdf; .txt has the picture in words.",
)
@click.option(
    "--plot-for",
    type=click.Choice(["screen", "social", "print"]),
    help="What they are drawn for, instead of a screen.",
)
@printed_as("table", "csv", "json")
@pass_settings
def figures(
    settings: Settings,
    thing: str | None,
    as_of: date | None,
    relations: bool,
    pairs: bool,
    total: bool,
    plot: Path | None,
    plot_for: str | None,
    format: str,
) -> None:
    """Hold figures against each other.

    Those of a flow or population THING, of all that is said to come to a place, to
    leave it or to live there, those that an actor gives, or all: as intervals, with the
    verdict on each, what they allow together, and what follows. Of a place, what only
    tables count is named. JSON and CSV leave nothing else out.

    \b
    Example:
      kg figures afghans-leaving-pakistan-2025
      kg figures afghans-leaving-pakistan-2025 --plot figures.svg
      kg figures afghans-leaving-pakistan-2025 --plot card.png --plot-for social
    """
    from kg.figures.view.records import COLUMNS, PAIR_COLUMNS, figure_rows, pair_rows
    from kg.figures.view.table import FiguresTable
    from kg.figures.view.words import total_words

    if plot_for is not None and plot is None:
        raise click.UsageError("--plot-for needs --plot, the file to draw to")
    view = settings.open(as_of).figures(thing)
    if plot is not None:
        from kg.export.plot import plot_figures

        plot_figures(view, plot, plot_for or "screen")
    sum_, refusal = _total(view) if total else (None, None)
    if format == "json":
        _print_json(view, sum_, refusal, pairs=pairs)
    elif format == "csv":
        columns, rows = (PAIR_COLUMNS, pair_rows) if pairs else (COLUMNS, figure_rows)
        print_csv(columns, rows(view))
    else:
        table = FiguresTable(
            view,
            pairs=pairs,
            relations=relations,
            total=sum_,
            subtotals=total,
            shown_by="--relations",
        )
        console().print(table)
    sys.stdout.flush()
    if format == "csv" and sum_ is not None:
        click.echo(f"total: {total_words(sum_)}", err=True)
    if format == "csv" and total:
        _echo_subtotals(view)
    if refusal is not None:
        raise refusal


def _echo_subtotals(view: FiguresView) -> None:
    """Tell, beside the rows, what each claimant counts, where there are several."""
    from kg.figures.view.words import subtotal_words

    sums = view.subtotals()
    for each in sums if len(sums) > 1 else ():
        click.echo(f"total of {subtotal_words(each, view.things)}", err=True)


def _total(view: FiguresView) -> tuple[Total | None, KgError | None]:
    """Return the sum of figures, or why there is none."""
    from kg.figures.total import NotAddable

    try:
        return view.total(), None
    except (NotAddable, UnknownName) as refusal:
        return None, refusal


def _print_json(
    view: FiguresView, sum_: Total | None, refusal: KgError | None, *, pairs: bool
) -> None:
    from kg.figures.view.records import (
        refusal_record,
        subtotal_record,
        total_record,
    )

    data = view.to_dict(pairs=pairs)
    if sum_ is not None:
        data["total"] = total_record(sum_)
    elif refusal is not None:
        data["total"] = refusal_record(refusal)
    if sum_ is not None or refusal is not None:
        data["total"]["subtotals"] = list(map(subtotal_record, view.subtotals()))
        data["total"]["leftOut"] = view.left_out()
    print_json(data)


@click.command()
@click.argument(
    "what", metavar="CLAIM|POLICY|SPAN", shell_complete=completing.explained
)
@on_option
@as_of_option
@printed_as("table", "csv", "json")
@pass_settings
def explain(
    settings: Settings, what: str, on: str | None, as_of: date | None, format: str
) -> None:
    """Explain a CLAIM, or the status of a POLICY, step by step.

    How the words of a figure are read and what is made of it; of a derived claim the
    rule, the claims it was worked out from, and the arithmetic. A claim is named
    DOCUMENT.KEY; a key that just one document has is enough.

    Of a policy, or of one span of its life: why its status holds on a day, may hold, is
    disputed or not known; which steps count, which of them came first, and what does
    not count.

    \b
    Example:
      kg explain dailysabah-20250604.F10
      kg explain pk-repatriation-campaign --on 2024-02
    """
    from kg.cli.lives import print_reasons, reasons_of

    graph = settings.open(as_of)
    if (reasons := reasons_of(graph, what, on)) is not None:
        print_reasons(reasons, format)
        return
    explanation = graph.explain(what)
    if format == "json":
        print_json(explanation.to_dict())
    elif format == "csv":
        steps = enumerate(explanation.steps, 1)
        print_csv(["step", "words"], ({"step": n, "words": w} for n, w in steps))
    else:
        _print_explanation(explanation)


def _print_explanation(explanation: Explanation) -> None:
    from kg.cli.answers import hanging_citation, print_hanging_notes
    from kg.figures.view.page import Hanging

    out = console()
    if explanation.title:
        who = f"derived by {explanation.citation.claimant}: rule {explanation.rule}"
        out.print(Hanging(explanation.title, "bold"))
        out.print(Hanging(f"{who} [{explanation.claim.id}]"))
    else:
        out.print(hanging_citation(explanation.citation))
    for number, step in enumerate(explanation.steps, 1):
        out.print(Hanging(step, head=f"{number:>3}. "))
    print_hanging_notes(explanation.notes)
