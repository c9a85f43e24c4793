"""The command that writes a site: a page of everything, with its data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kg.cli.days import as_of_option
from kg.cli.output import console, plural, working
from kg.cli.root import Settings, pass_settings


@click.command()
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="The folder to write; an earlier site in it is replaced.",
)
@click.option(
    "--base-url",
    default="",
    metavar="URL",
    help="Where it will be published, for the feed and the site map.",
)
@as_of_option
@click.option(
    "--docs", is_flag=True, help="Add the project's documentation, docs/*.md."
)
@click.option("--no-texts", is_flag=True, help="Leave the texts of sources out.")
@pass_settings
def site(
    settings: Settings,
    folder: Path,
    base_url: str,
    as_of: date | None,
    docs: bool,
    no_texts: bool,
) -> None:
    """Write a page of everything, for any web server or none.

    Each thing, claim, question and term has a page, linked with the others by relative
    links, so that the folder can be opened from a disk, sent by mail, or put on any web
    server. No script is needed, and nothing is loaded from elsewhere. With each
    page go its data as Turtle and JSON-LD, and with all of them the graph, a feed, a
    site map, and a list of names for searching. Equal graphs give equal bytes.

    Texts that are at hand are shown with their claims marked: whoever may not publish
    them leaves them out with --no-texts.

    \b
    Example:
      kg site -o site
      kg site -o site --no-texts --base-url https://example.org/border-watch/
    """
    from kg.pages.site import write_site

    graph = settings.open(as_of)
    with working() as tell:
        report = write_site(
            graph,
            folder,
            base_url=base_url,
            texts=not no_texts,
            docs=docs,
            tell=tell,
        )
    line = f"{folder}: {plural(report.pages, 'page')}, {plural(report.files, 'file')}."
    if report.texts:
        whose = plural(report.texts, "document")
        line += f" The text of {whose} is in it; --no-texts leaves it out."
    console(stderr=True).print(line, soft_wrap=True)
