"""The command that brings names, codes and coordinates of linked entities."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from kg.cli import completing
from kg.cli.output import console, plural
from kg.cli.root import Settings, pass_settings
from kg.link.enrich import Enriched, Links
from kg.link.enrich import enrich as enrich_things
from kg.link.online.opening import CACHE, open_client
from kg.net.manners import user_agent


@click.command()
@click.argument(
    "things", nargs=-1, metavar="[THING]...", shell_complete=completing.things
)
@click.option("--online", is_flag=True, help="Fetch what no file has from Wikidata.")
@click.option(
    "--from",
    "files",
    multiple=True,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read entities here: Special:EntityData JSON, or a dump; may be repeated.",
)
@click.option(
    "-l",
    "--language",
    "languages",
    multiple=True,
    metavar="TAG",
    help="Labels in this language too, or in `all`; may be repeated.",
)
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day on which files were retrieved; today by default.",
)
@click.option("--refresh", is_flag=True, help="Fetch again what is kept.")
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"Where answers are kept; {CACHE} in the project by default.",
)
@click.option(
    "--contact",
    help="Your address or page, told to the server; `contact` of kg.toml by default.",
)
@pass_settings
def enrich(
    settings: Settings,
    things: tuple[str, ...],
    online: bool,
    files: tuple[Path, ...],
    languages: tuple[str, ...],
    day: datetime | None,
    refresh: bool,
    cache: Path | None,
    contact: str | None,
) -> None:
    """Bring labels, ISO codes and coordinates of linked entities from Wikidata.

    They are written to sources/links/wikidata.nt with source and date, and loaded by
    the next build. Labels of our own things are never changed.

    \b
    Example:
      kg link enrich --online --language fa --language ps
      kg link enrich pakistan --from Q843.json --date 2025-06-04
    """
    if not online and not files:
        raise click.UsageError("say where from: --online, or --from FILE")
    client = None
    if online:
        agent = user_agent(contact or settings.project.contact)
        folder = cache or settings.folder / CACHE
        client = open_client(folder, agent=agent, refresh=refresh)
    on = day or datetime.now(UTC)
    done = enrich_things(
        settings.open(),
        things,
        on=on.date(),
        files=files,
        client=client,
        languages=languages,
    )
    _report(done, online=online)


def _report(done: Enriched, *, online: bool) -> None:
    tags = ", ".join(done.languages) or "all languages"
    count = len(done.read)
    _say(
        f"Read {count:,} linked {'entity' if count == 1 else 'entities'}, labels in "
        f"{tags}. {done.path} holds {plural(done.triples, 'statement')}, CC0."
    )
    for old, new in done.merged.items():
        words = f"warning: {old} was merged into {new}; change the link with "
        _say(f"{words}`kg link review`", stderr=True)
    _warn(done.missing, "does not exist; take the link back with `kg link review`")
    _warn(done.disambiguations, "only lists what a name can mean; take the link back")
    hint = "is in none of the files" + ("" if online else "; fetch it with --online")
    _warn(done.unread, hint)
    if done.dropped:
        gone = ", ".join(done.dropped)
        _say(f"Dropped, because nothing is linked to them: {gone}.")


def _warn(links: Links, what: str) -> None:
    for qid, things in links.items():
        whose = ", ".join(thing.id for thing in things)
        _say(f"warning: {qid} ({whose}) {what}", stderr=True)


def _say(line: str, *, stderr: bool = False) -> None:
    console(stderr=stderr).print(line, soft_wrap=True)
