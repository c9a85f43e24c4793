"""Results in a notebook: tables and claims as HTML, and rows as a DataFrame.

Whatever others wrote is escaped, and only addresses of the web are linked.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.graph.cited import Citation, Thing, is_followed
from kg.graph.harmless import harmless_text

if TYPE_CHECKING:
    import pandas

MOST = 200
"""Rows of a table, or points of a list, that a notebook shows: several screens. A page
of more than some thousand halts a browser."""

APART = " | "
"""Between several labels in one cell; ids and IRIs have no spaces, and take one."""

CLAIM_COLUMNS = (
    *("claim", "claimIri", "modality", "standing", "claimant", "claimantIri"),
    *("jointClaimants", "possibleClaimants", "condition", "summary", "quote"),
    *("ambiguity", "disputedBy", "document", "documentIri", "publisher"),
    *("publisherIri", "published", "url", "charsFrom", "charsTo", "page", "lastPage"),
    *("row", "column", "derivationRule", "derivedFrom"),
)
"""The columns of claims in rows, called as the exported tables call them."""

CLAIM_DAYS = ("published",)
CLAIM_NUMBERS = ("charsFrom", "charsTo", "page", "lastPage", "row")


def words_html(words: str, address: str | None = None) -> str:
    """Return words as HTML, linked where there is an address of the web.

    Words that run from right to left are laid out by themselves, and turn no number
    beside them.
    """
    shown = html.escape(harmless_text(words, isolate=True))
    if address is None or not is_followed(address):
        return shown
    return f'<a href="{html.escape(address)}">{shown}</a>'


def title_html(words: str) -> str:
    """Return a heading; headings of HTML would get into the notebook's own."""
    return f"<p><b>{words_html(words)}</b></p>"


def line_html(words: str) -> str:
    """Return a paragraph."""
    return f"<p>{words_html(words)}</p>"


def table_html(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; ``head`` are words, the cells of ``rows`` are HTML."""
    names = "".join(f"<th>{words_html(name)}</th>" for name in head)
    body = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows
    )
    return f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"


def list_html(items: Iterable[str], *, numbered: bool = False) -> str:
    """Return a list of items that are HTML; nothing for none."""
    body = "".join(f"<li>{item}</li>" for item in items)
    tag = "ol" if numbered else "ul"
    return f"<{tag}>{body}</{tag}>" if body else ""


def part_html(items: Sequence[str]) -> str:
    """Return the first of a list's items, and how many there are besides."""
    return list_html(items[:MOST]) + more_html(len(items), "line")


def more_html(count: int, noun: str) -> str:
    """Return how many are left out of so many; nothing where all are shown."""
    more = count - MOST
    many = f"{more:,} more {noun}" + "s" * (more != 1)
    return line_html(f"… and {many}; to_pandas() has all") if more > 0 else ""


def notes_html(citations: Iterable[Citation]) -> str:
    """Return citations as a numbered list, each place linked with its source."""
    return list_html(map(citation_html, citations), numbered=True)


def citation_html(citation: Citation) -> str:
    """Return a citation, its place linked with the source where it can be."""
    content, place, rest = citation.parts
    return words_html(content) + words_html(place, citation.link) + words_html(rest)


def claim_record(citation: Citation) -> dict[str, Any]:
    """Return a claim as a row of ``CLAIM_COLUMNS``; ``None`` is not stated."""
    return {
        "claim": citation.claim.id,
        "claimIri": citation.claim.iri,
        "modality": citation.modality,
        "standing": citation.standing or None,
        **_named("claimant", citation.claimant),
        "jointClaimants": labels(citation.joint_claimants),
        "possibleClaimants": labels(citation.possible_claimants),
        "condition": citation.condition,
        "summary": citation.summary or None,
        "quote": citation.quote,
        "ambiguity": citation.ambiguity,
        "disputedBy": " ".join(citation.disputed_by) or None,
        **_named("document", citation.document),
        **_named("publisher", citation.publisher),
        "published": citation.published,
        "url": citation.url,
        "charsFrom": citation.start,
        "charsTo": citation.end,
        "page": citation.page,
        "lastPage": citation.last_page,
        "row": citation.row,
        "column": citation.column or None,
        "derivationRule": citation.rule or None,
        "derivedFrom": " ".join(citation.derived_from) or None,
    }


def _named(name: str, thing: Thing | None) -> dict[str, str | None]:
    """Return a thing by label and IRI; what stands for none has no IRI."""
    known = thing is not None and thing.iri
    return {
        name: thing.label if thing and known else None,
        f"{name}Iri": thing.iri if thing and known else None,
    }


def labels(things: Iterable[Thing]) -> str | None:
    """Return the labels of things in one cell."""
    return APART.join(thing.label for thing in things) or None


def iris(things: Iterable[Thing]) -> str | None:
    """Return the IRIs of things in one cell."""
    return " ".join(thing.iri for thing in things) or None


def data_frame(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    *,
    days: Iterable[str] = (),
    numbers: Iterable[str] = (),
) -> pandas.DataFrame:
    """Return rows as a DataFrame with just these columns; needs pandas.

    ``days`` are columns of dates, or of dates as ISO 8601 has them: they become days of
    any year of the calendar. ``numbers`` are columns of whole numbers. What is ``None``
    is missing in either, and never 0.
    """
    import pandas

    frame = pandas.DataFrame(list(rows), columns=list(columns))
    for name in days:
        frame[name] = day_column(frame[name])
    for name in numbers:
        frame[name] = frame[name].astype("Int64")
    return frame


def day_column(days: Iterable[date | str | None]) -> pandas.Series[Any]:
    """Return days as a column of dates, missing ones as ``NaT``.

    The unit is a second: that of a nanosecond ends in 2262.
    """
    import numpy
    import pandas

    shown = [str(day) if isinstance(day, date | str) else "NaT" for day in days]
    return pandas.Series(numpy.array(shown, dtype="datetime64[s]"))
