"""The command that turns a file or page into a text and a document of the project."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import console, plural
from kg.cli.root import Settings, pass_settings

if TYPE_CHECKING:
    from kg.intake.take import Taken

_MOST = 64 << 20
_ADDRESS = "://"


@click.command()
@click.argument("source", metavar="FILE|URL")
@click.option(
    "-o",
    "id",
    metavar="DOCUMENT",
    default="",
    help="The id of the document; by default the name of the file or page.",
)
@click.option(
    "--encoding",
    metavar="NAME",
    default="",
    help="Of plain text or HTML that does not say so and is not UTF-8.",
)
@click.option(
    "--max-bytes",
    metavar="BYTES",
    type=click.IntRange(1),
    default=_MOST,
    show_default="64 MiB",
    help="The most that is taken.",
)
@click.option(
    "--max-pages",
    metavar="PAGES",
    type=click.IntRange(1),
    default=1_000,
    show_default=True,
    help="The most pages of a PDF.",
)
@click.option(
    "--min-letters",
    metavar="NUMBER",
    type=click.IntRange(1),
    default=250,
    show_default=True,
    help="Characters of text without which a web page is none to cite.",
)
@pass_settings
def take(
    settings: Settings,
    source: str,
    id: str,
    encoding: str,
    max_bytes: int,
    max_pages: int,
    min_letters: int,
) -> None:
    """Turn a file or web page into a text and a document.

    HTML, PDF, DOCX and plain text become texts/DOCUMENT.txt and the `document:` of
    sources/DOCUMENT/facts.yaml, with digest, converter and the pages of a PDF; what is
    open is marked LOOK. No file is overwritten. A URL is asked for once, if its
    robots.txt lets programs; taken again with another text, it becomes a new document
    that revises the one before.

    \b
    Example:
      kg take report.pdf -o iom-20260312
      kg take https://example.org/statement
    """
    from kg.intake.model import TakeLimits
    from kg.intake.take import Intake

    limits = TakeLimits(max_pages, min_letters)
    intake = Intake(settings.project, settings.texts_at_hand(), limits)
    if _ADDRESS in source:
        from kg.intake.asking import ask_page

        contact = settings.project.contact
        original, day = ask_page(source, most=max_bytes, contact=contact)
        if encoding:
            original = replace(original, encoding=encoding)
        taken = intake.page(original, day, id)
    else:
        taken = intake.file(Path(source), id, encoding=encoding, most=max_bytes)
    _print(taken)


def _print(taken: Taken) -> None:
    """Say what was written, what of, and what is to be settled."""
    out = console()
    if not taken.files:
        out.print(f"Nothing new: {taken.document} has this text.", soft_wrap=True)
        return
    for file in taken.files:
        out.print(file, soft_wrap=True)
    converted = taken.converted
    what = plural(len(converted.text), "character")
    if converted.pages:
        what += f" on {plural(len(converted.pages), 'page')}"
    if converted.converter:
        what += f", by {converted.converter} {converted.version}"
    out.print(f"{what}.", soft_wrap=True)
    if taken.revises:
        out.print(f"A later version of {taken.revises}.", soft_wrap=True)
    for doubt in converted.doubts:
        out.print(f"Look: {doubt}", soft_wrap=True)
    lines = ", ".join(map(str, taken.open))
    out.print(f"To settle, marked LOOK: lines {lines}.", soft_wrap=True)
    out.print(f"Next: read {taken.files[1]}, then kg check", soft_wrap=True)
