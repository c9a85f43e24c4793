"""Commands that make a graph: init, build, check."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg.ask.finding.among import MOST_CLAIMS
from kg.ask.finding.index import keep_names
from kg.ask.label_index import keep_labels
from kg.cli.output import (
    console,
    plural,
    print_csv,
    print_findings,
    print_json,
    printed_as,
    summary,
)
from kg.cli.root import Settings, pass_settings
from kg.names import BASE
from kg.project.build import STEPS
from kg.project.build import build as build_graph
from kg.project.build import check as check_project
from kg.project.findings import LEVELS
from kg.project.init import init_project
from kg.project.shapes.engines import ENGINES
from kg.read.project import CONFIG


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Show a bar on a terminal; say nothing in a pipe.

    It stands at the steps that are done, of which each is drawn as it begins: most are
    over before the bar would be drawn by itself.
    """
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("starting", total=len(STEPS))

        def step(name: str) -> None:
            done = STEPS.index(name)
            bar.update(task, description=name, completed=done, refresh=True)

        yield step


_NAMED = 8
"""Changes from this number on are counted: more names do not fit one line."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make FOLDER a project of your own, with an example.

    \b
    Example:
      kg init border-watch
      cd border-watch
      kg build
    """
    files = init_project(folder)
    out = console()
    out.print(f"{folder}: {len(files)} files", soft_wrap=True)
    for file in files:
        out.print(f"  {file}", soft_wrap=True)
    out.print(f"\nNext:\n  cd {folder}\n  kg build\n  kg ask policy-targets")


_engine_option = click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="What runs the shapes; both find the same. [default: what is installed]",
)

_executor_option = click.option(
    "--executor",
    metavar="NAME",
    help="Who shares the work: processes:N, or dask://HOST:PORT, a cluster. "
    "[default: a process for each core, where that pays]",
)


@click.command()
@click.option("--full", is_flag=True, help="Load everything again, changed or not.")
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    default="error",
    show_default=True,
    help="The level of findings at which nothing is written.",
)
@_engine_option
@_executor_option
@click.option(
    "--max-errors",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    metavar="ROWS",
    help="Rows of tables with mistakes that may be left out.",
)
@click.option(
    "--quarantine",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A CSV file for the rows that are left out, with the reasons.",
)
@pass_settings
def build(
    settings: Settings,
    *,
    full: bool,
    fail_on: str,
    engine: str | None,
    executor: str | None,
    max_errors: int,
    quarantine: Path | None,
) -> None:
    """Build the graph from the project's sources.

    Only documents that changed are loaded again. When anything is wrong, all of it is
    listed and the last good graph stays.

    \b
    Example:
      kg build --texts ~/articles
    """
    _notice(settings)
    with _progress() as step:
        report = build_graph(
            settings.project,
            settings.graph_folder if settings.place else settings.project.graph,
            texts=settings.texts_at_hand(),
            fail_on=fail_on,
            full=full,
            engine=engine,
            executor=executor,
            max_errors=max_errors,
            quarantine=quarantine,
            step=step,
        )
        if report.claims > MOST_CLAIMS:
            keep_labels(settings.graph_folder)  # and names when one searches
        else:
            keep_names(settings.graph_folder, settings.project.language)
    print_findings([f for f in report.findings if f.level != "info"], stderr=True)
    changes = ["entities"] * report.entities + ["links"] * report.links
    changes += [*report.loaded, *(f"-{name}" for name in report.dropped)]
    loaded = (
        ", ".join(changes) if len(changes) < _NAMED else f"{len(changes)} documents"
    )
    console().print(
        f"{plural(report.documents, 'document')}, {plural(report.claims, 'claim')}, "
        f"{report.triples:,} triples ({report.derived} derived); "
        f"{summary(report.findings)}. Loaded: {loaded or 'nothing new'}.",
        soft_wrap=True,
    )
    for name, tally in report.tables:
        console().print(f"{name}: {tally}", soft_wrap=True)
    if report.left_out:
        words = f"{plural(report.left_out, 'row')} left out for mistakes"
        kept = f": {quarantine}" if quarantine else ""
        console(stderr=True).print(f"{words}{kept}.", soft_wrap=True)
    at_hand, recorded = report.texts
    if missing := recorded - at_hand:
        words = f"{plural(missing, 'text')} of {recorded} not at hand: the places of"
        console(stderr=True).print(f"{words} claims were not compared.", soft_wrap=True)


def _notice(settings: Settings) -> None:
    """Say what a build takes from kg in place of the folder's own."""
    project, out = settings.project, console(stderr=True)
    if not project.own:
        out.print("No sources/ here: these are kg's own, as a demo.", soft_wrap=True)
        return
    ours = (project.root / "ontology" / "apf.ttl").is_file()
    if project.own and not ours and not (project.root / CONFIG).is_file():
        words = f"No {CONFIG} here: things get IRIs of {BASE}, which is not yours."
        out.print(words, soft_wrap=True)


@click.command()
@printed_as("table", "csv", "json")
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    default="error",
    show_default=True,
    help="The level of findings that makes this command fail.",
)
@_engine_option
@_executor_option
@pass_settings
def check(
    settings: Settings,
    *,
    format: str,
    fail_on: str,
    engine: str | None,
    executor: str | None,
) -> None:
    """Check the sources without building.

    Files, shapes, and the rules that look across records.

    \b
    Example:
      kg check --fail-on warning
    """
    with _progress() as step:
        findings = check_project(
            settings.project,
            texts=settings.texts_at_hand(),
            engine=engine,
            executor=executor,
            step=step,
        )
    if format == "table":
        print_findings(findings)
        console().print(f"{summary(findings)}.")
    elif format == "json":
        print_json([finding.to_dict() for finding in findings])
    else:
        columns = ["level", "check", "file", "line", "focus", "message", "solution"]
        print_csv(columns, (finding.to_dict() for finding in findings))
    if any(f.level in LEVELS[: LEVELS.index(fail_on) + 1] for f in findings):
        sys.stdout.flush()
        sys.exit(1)
