"""The command that downloads the tables of a project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from kg.cli.completing import documents
from kg.cli.output import console, print_failure
from kg.cli.root import Settings, pass_settings
from kg.errors import KgError, StoreError, UnknownName
from kg.transfer.tables import MOST, FetchedTable, TableFetcher, published_tables

Advance = Callable[[int, int | None], None]


@click.command()
@click.argument("tables", nargs=-1, metavar="[TABLE]...", shell_complete=documents)
@click.option(
    "--max-bytes",
    metavar="BYTES",
    type=click.IntRange(1),
    default=MOST,
    show_default="2 GiB",
    help="The most that is taken of one table.",
)
@click.option(
    "--allow",
    metavar="HOST[:PORT]",
    multiple=True,
    help="Ask this host, too, though it is in your own network, or an address "
    "redirects to it; may be repeated.",
)
@click.option("--refresh", is_flag=True, help="Fetch again what is at hand.")
@pass_settings
def fetch(
    settings: Settings,
    tables: tuple[str, ...],
    max_bytes: int,
    allow: tuple[str, ...],
    refresh: bool,
) -> None:
    """Download tables and lists of codes that have a `url:`.

    Of all mappings, or of those of the documents that are named. A table goes into the
    folder of tables, or stays beside its mapping if it is there, and takes the place of
    an older one only when all of it has come and has the `sha256:` of the mapping. What
    breaks off is kept as .part and gone on with by the next run. Nothing but the
    addresses in the mappings is asked; a build asks nobody.

    \b
    Example:
      kg fetch
      kg fetch border-office-2026 --refresh
    """
    chosen = published_tables(settings.project, tables)
    if not chosen:
        console().print("No mapping has a `url:` under `table:` or `through:`.")
    contact = settings.project.contact
    try:
        fetcher = TableFetcher(allow=allow, most=max_bytes, contact=contact)
    except UnknownName as error:
        raise _with_options(error) from None
    failed: list[KgError] = []
    for table in chosen:
        try:
            with _progress(table.name) as advance:
                came = fetcher.fetch(table, advance, refresh=refresh)
        except StoreError:
            raise
        except KgError as error:
            failed.append(_with_options(error))
        else:
            console().print(_line(came), soft_wrap=True)
    for failure in failed[:-1]:
        print_failure(failure)
    if failed:
        raise failed[-1]


def _line(fetched: FetchedTable) -> str:
    """Say in one line what became of a table."""
    if fetched.came is None:
        what = "is at hand"
    else:
        what = f"{fetched.came.size:,} bytes"
        if fetched.came.resumed:
            what += f", {fetched.came.resumed:,} of them from before"
    return f"{fetched.table.name}: {what}, sha256: {fetched.digest}"


def _with_options(error: KgError) -> KgError:
    """Name options where the library names what a caller passes."""
    message = str(error).replace("`allow=", "`--allow ").replace("`allow`", "`--allow`")
    return type(error)(message.replace("`max_bytes=", "`--max-bytes "))


@contextmanager
def _progress(name: str) -> Iterator[Advance]:
    """Show on a terminal how much has come, how fast, and how long the rest takes."""
    err = console(stderr=True)
    if not err.is_terminal:
        yield lambda _size, _of: None
        return
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
    )
    with bar:
        task = bar.add_task(name, total=None)
        yield lambda size, of: bar.update(task, completed=size, total=of)
