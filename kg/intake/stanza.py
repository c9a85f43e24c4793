"""The ``document:`` of a facts file for a text, with what is open marked LOOK."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.intake.convert import is_latin
from kg.intake.model import Converted
from kg.read.table.guess.write import WIDTH, comment, look, quoted


@dataclass(frozen=True, slots=True)
class AboutDocument:
    """What is known of a document beside what its file says of itself.

    ``publisher`` is the id of an actor, ``language`` the project's, ``revises`` the id
    of the version before, which was ``made_by`` a converter of that version. ``beside``
    is a document of the same address, of which nobody knows what its text was.
    """

    id: str
    name: str
    language: str
    publisher: str = ""
    url: str = ""
    retrieved: date | None = None
    revises: str = ""
    made_by: str = ""
    beside: str = ""


def stanza(converted: Converted, known: AboutDocument) -> str:
    """Return a facts file without claims; nothing that is not known is filled in."""
    return "\n".join([*_lines(converted, known), ""])


def _lines(converted: Converted, known: AboutDocument) -> Iterator[str]:
    made = f"{converted.converter} {converted.version}".strip()
    yield from comment(
        f"Taken from {known.name}{f' with {made}' if made else ''}. What is open is "
        "marked LOOK; docs/taking.md explains it."
    )
    for doubt in converted.doubts:
        yield from look(doubt)
    if known.revises and known.made_by not in ("", made):
        yield from look(
            f"the version before was made with {known.made_by}; the page itself may be "
            "the same."
        )
    if known.beside:
        yield from look(
            f"{known.beside} was read at this address, too; if this is a later version "
            f"of it, write `revisesDocument: {known.beside}`."
        )
    yield "document:"
    yield f"  id: {known.id}"
    yield from _title(converted)
    yield from _published(converted)
    yield from _publisher(converted, known)
    yield from _language(converted, known)
    if known.url:
        yield f"  url: {quoted(known.url)}"
    if known.retrieved:
        yield f"  retrieved: {known.retrieved.isoformat()}"
    if known.revises:
        yield f"  revisesDocument: {known.revises}"
    yield from _text(converted)


def _title(converted: Converted) -> Iterator[str]:
    if not converted.title:
        yield from look("the title, as printed.", 2)
        yield "  title:"
        return
    if converted.converter != "trafilatura":
        where = "as the file has it" if converted.converter else "its first line"
        yield from look(f"{where}; is it the title, as printed?", 2)
    yield f"  title: {quoted(converted.title)}"


def _published(converted: Converted) -> Iterator[str]:
    if converted.published:
        yield from look("as the page tells programs; is it the day that it shows?", 2)
        yield f"  published: {converted.published}"
    else:
        yield from look("the day on which it was published.", 2)
        yield "  published:"


def _publisher(converted: Converted, known: AboutDocument) -> Iterator[str]:
    if known.publisher:
        yield f"  publishedBy: {known.publisher}"
        return
    named = f"the page calls itself {converted.publisher}; " * bool(converted.publisher)
    yield from look(f"{named}the id of an actor, as in sources/entities.", 2)
    yield "  publishedBy:"


def _language(converted: Converted, known: AboutDocument) -> Iterator[str]:
    if converted.language:
        yield f"  language: {converted.language}"
    elif is_latin(converted.text):
        yield from look("no file says its language; this is the project's.", 2)
        yield f"  language: {known.language}"
    else:
        yield from look("the language, such as `ar`, `fa`, `ps` or `ur`.", 2)
        yield "  language:"


def _text(converted: Converted) -> Iterator[str]:
    yield "  text:"
    yield f"    sha256: {hashlib.sha256(converted.text.encode()).hexdigest()}"
    yield f"    length: {len(converted.text)}"
    if converted.converter:
        yield f"    converter: {quoted(converted.converter)}"
        yield f"    converterVersion: {quoted(converted.version)}"
    if converted.pages:
        listed = ", ".join(map(str, converted.pages))
        lines = textwrap.wrap(f"pages: [{listed}]", WIDTH - 6)
        yield f"    {lines[0]}"
        yield from (f"      {line}" for line in lines[1:])
