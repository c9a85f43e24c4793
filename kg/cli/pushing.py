"""The command that loads a graph into a store of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg.ask.endpoint import LocalEndpoint
from kg.cli.output import console, plural
from kg.cli.root import Settings, pass_settings
from kg.cli.tokens import secret_in, token_in
from kg.errors import KgError, QueryFailed
from kg.transfer.push import Pushed, Sent
from kg.transfer.push import push as push_graph
from kg.transfer.remote import RemoteStore, basic, bearer

_LISTED = 20
"""Graphs that are none of ours which are listed before the rest is only counted."""

_file = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("url")
@click.option(
    "--sparql",
    metavar="URL",
    default="",
    help="Where the store answers queries. [default: guessed by URL]",
)
@click.option("--token-file", type=_file, help="Send the token in this file.")
@click.option("--user", metavar="NAME", help="Send this name, with --password-file.")
@click.option("--password-file", type=_file, help="Send the password in this file.")
@click.option("--full", is_flag=True, help="Send graphs that are there already, too.")
@click.option(
    "--count-only",
    is_flag=True,
    help="Only count at the end, and do not read back what was sent.",
)
@click.option(
    "--plain-http",
    is_flag=True,
    help="Send over http to another machine, where others can read it on its way.",
)
@pass_settings
def push(
    settings: Settings,
    url: str,
    sparql: str,
    token_file: Path | None,
    user: str | None,
    password_file: Path | None,
    full: bool,
    count_only: bool,
    plain_http: bool,
) -> None:
    """Load the graph into the store at URL.

    By the SPARQL 1.1 Graph Store Protocol. Each named graph takes the place of the one
    of its name; one that is there already, triple by triple, is passed over, so that
    the same command goes on with a push that broke off. No other graph of the store is
    changed: those are listed. At the end the store counts what it has, and what was
    sent is read back and compared.

    \b
    Example:
      kg push http://localhost:7878/store
      kg push https://example.org/kg/store --token-file ~/.kg-token
    """
    authorization = _authorization(token_file, user, password_file)
    graph = settings.open()
    if not isinstance(graph.endpoint, LocalEndpoint):
        raise QueryFailed("only a graph on disk can be pushed")
    try:
        remote = RemoteStore(
            url,
            sparql=sparql,
            authorization=authorization,
            overheard=plain_http,
            contact=settings.project.contact,
        )
        with _progress(len(graph.endpoint.store)) as sent:
            pushed = push_graph(
                graph.endpoint.store,
                remote,
                full=full,
                digests=not count_only,
                sent=sent,
            )
    except KgError as error:
        raise _with_options(error) from None
    _report(pushed)


def _authorization(
    token_file: Path | None, user: str | None, password_file: Path | None
) -> str:
    if (user is None) is not (password_file is None):
        raise click.UsageError("--user and --password-file go together")
    if token_file is not None and user is not None:
        raise click.UsageError("say who writes by --token-file, or by --user")
    if token_file is not None:
        return bearer(token_in(token_file, shortest=1))
    if user is None or password_file is None:
        return ""
    return basic(user, secret_in(password_file, "--password-file"))


def _report(pushed: Pushed) -> None:
    out = console()
    there = f"; {plural(len(pushed.there), 'graph')} already there"
    out.print(
        f"{plural(len(pushed.sent), 'graph')} sent{there if pushed.there else ''}. The "
        f"store has all {plural(pushed.triples, 'triple')}.",
        soft_wrap=True,
    )
    out.print(_verified(pushed), soft_wrap=True)
    if pushed.nameless:
        count = plural(pushed.nameless, "triple")
        out.print(f"Not sent: {count} in no named graph.", soft_wrap=True)
    if not pushed.others:
        return
    count = plural(len(pushed.others), "other graph")
    out.print(f"It has {count}, which stay as they are:", soft_wrap=True)
    for name, triples in list(pushed.others.items())[:_LISTED]:
        out.print(f"  {name} ({plural(triples, 'triple')})", soft_wrap=True)
    if (more := len(pushed.others) - _LISTED) > 0:
        out.print(f"  … and {more:,} more", soft_wrap=True)


def _verified(pushed: Pushed) -> str:
    """Say how closely it is known what the store has."""
    counted = plural(len(pushed.counted), "graph")
    if not pushed.compared:
        return f"Verified by count alone: {counted}."
    compared = plural(len(pushed.compared), "graph")
    words = f"Verified by count and digest: {compared}"
    return f"{words}; by count alone: {counted}." if pushed.counted else f"{words}."


def _with_options(error: KgError) -> KgError:
    """Name options where the library names what a caller passes."""
    message = str(error).replace("`sparql`", "`--sparql URL`")
    message = message.replace("`overheard`", "`--plain-http`")
    message = message.replace("without `digests`", "with `--count-only`")
    return type(error)(message)


@contextmanager
def _progress(triples: int) -> Iterator[Sent]:
    """Show on a terminal how many triples are there."""
    err = console(stderr=True)
    if not err.is_terminal:
        yield lambda _graph, _count: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=err,
        transient=True,
    )
    done: dict[str, int] = {}
    with bar:
        task = bar.add_task("", total=triples)

        def sent(graph: str, count: int) -> None:
            done[graph] = count
            bar.update(task, description=graph, completed=sum(done.values()))

        yield sent
