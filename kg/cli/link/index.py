"""The command that builds a local index from extracts of Wikidata."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg.cli.output import console, plural
from kg.cli.root import Settings, pass_settings
from kg.link.building import Progress, build_index

INDEX = Path("build") / "links" / "index.sqlite"
"""Where the index of a project is, in its folder."""


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    help=f"Where the index goes; {INDEX} of the project by default.",
)
@pass_settings
def index(settings: Settings, files: tuple[Path, ...], out: Path | None) -> None:
    """Build a local index of entities from FILEs.

    A CSV has at least the columns qid and label; known are aliases (apart by |), type,
    country, description, grade and sources. JSON is Wikidata's own: a dump, or what
    Special:EntityData answers. Both may be packed (.gz, .bz2). What several files say
    of a QID is merged. A build that fails leaves the index that was there.

    \b
    Example:
      kg link index core_entities.csv labels_all.csv
      kg link index latest-all.json.bz2 -o wikidata.sqlite
    """
    out = out or settings.folder / INDEX
    with _progress() as tell:
        count = build_index(files, out, progress=tell)
    entities = plural(count, "entity").replace("entitys", "entities")
    console().print(f"Indexed {entities} in {out}.", soft_wrap=True)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Show how far it is, where somebody watches."""
    err = console(stderr=True)
    if not err.is_terminal:
        yield None
        return
    with err.status("reading") as status:
        yield lambda what, count: status.update(f"{what} {count:,} entities")
