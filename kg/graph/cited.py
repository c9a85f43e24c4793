"""The things and claims of a graph as people are shown them: labels and citations.

Plain values: :mod:`kg.ask` makes them by asking a graph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kg.names import local_name

_FOLLOWED = re.compile(r"https?://[^\s<>\"\x00-\x1f\x7f-\x9f]+", re.IGNORECASE)
"""Addresses that are linked: no script, no file, and nothing that a terminal would take
for the end of a link and the beginning of a command."""


def is_followed(address: str) -> bool:
    """Tell whether an address may be linked: one of the web, and nothing else."""
    return _FOLLOWED.fullmatch(address) is not None


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """An IRI with its label; prints as the label.

    ``wikidata`` is the QID of the entity that it is judged to be, if there is one, and
    ``language`` the tag of its label, ``""`` for none.
    """

    label: str
    iri: str
    wikidata: str = field(default="", compare=False)
    language: str = field(default="", compare=False)

    @property
    def id(self) -> str:
        """The short id: what follows the last ``/`` or ``#`` of the IRI."""
        return local_name(self.iri)

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim as an answer cites it.

    ``start`` and ``end`` count characters of the document's text, half open; ``quote``
    is the passage where the text is at hand or may be kept, else ``None``. Where the
    text was made of a file with pages, it stands on ``page``, or from there to
    ``last_page``, of ``page_count`` in the file, from 1. A claim of a
    table has its ``row``, counted from 1 with the header, and the name of its
    ``column``; ``cells`` are the columns of that row and what stands in them, where
    something does and the table is at hand. ``joint_claimants`` make the claim together
    with its claimant, and ``condition`` are the words on which it depends.
    ``standing`` is the code of whether it counts, ``""`` where that was not worked out.
    """

    claim: Thing
    claimant: Thing
    modality: str
    attribution: str
    document: Thing
    publisher: Thing | None
    published: date | None
    url: str | None
    start: int | None
    end: int | None
    quote: str | None
    summary: str
    ambiguity: str | None
    possible_claimants: tuple[Thing, ...] = ()
    joint_claimants: tuple[Thing, ...] = ()
    condition: str | None = None
    disputed_by: tuple[str, ...] = ()
    row: int | None = None
    column: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    rule: str = ""
    derived_from: tuple[str, ...] = ()
    page: int | None = None
    last_page: int | None = None
    page_count: int | None = None
    standing: str = ""

    @property
    def on_page(self) -> str:
        """``page 3 of 12``, as programs that show the file count; "" without pages."""
        if self.page is None:
            return ""
        one = self.page == self.last_page
        on = f"page {self.page}" if one else f"pages {self.page}\u2013{self.last_page}"
        return f"{on} of {self.page_count}"

    @property
    def place(self) -> str:
        """Where it stands: publisher, date, page, characters; or how it was derived."""
        if self.rule and not self.document.iri:
            inputs = ", ".join(self.derived_from)
            return f"derived by {self.claimant}: rule {self.rule} of {inputs}"
        parts = [str(self.publisher or self.document)]
        parts += [self.published.isoformat()] if self.published else []
        parts += [self.on_page] if self.page is not None else []
        if self.start is not None:
            parts.append(f"characters {self.start}\u2013{self.end}")
        elif self.row is not None:
            parts.append(f"row {self.row}")
            parts += [f"column {self.column}"] if self.column else []
        elif self.quote is None:
            parts.append("no text at hand")
        return ", ".join(parts)

    @property
    def link(self) -> str | None:
        """The address of the source where it is one of the web, else ``None``."""
        return self.url if self.url and is_followed(self.url) else None

    @property
    def words(self) -> str:
        """The quote in quotation marks, or the summary without.

        Behind the summary stands the row of a table, which has no words to quote.
        """
        if self.quote is None:
            cells = "; ".join(f"{name}: {cell}" for name, cell in self.cells)
            row = [f"\u201c{cells}\u201d"] if cells else []
            return " ".join([*self.summary.split(), *row])
        return "\u201c" + " ".join(self.quote.split()) + "\u201d"

    def to_dict(self) -> dict[str, Any]:
        """Return JSON values under the ontology's names; ``None`` is not known."""
        return {
            "claim": self.claim.id,
            "iri": self.claim.iri,
            "claimant": self.claimant.id,
            "jointClaimant": [thing.id for thing in self.joint_claimants],
            "possibleClaimant": [thing.id for thing in self.possible_claimants],
            "modality": self.modality,
            "attribution": self.attribution,
            "document": self.document.id or None,
            "published": self.published.isoformat() if self.published else None,
            "url": self.url,
            "start": self.start,
            "end": self.end,
            "page": self.page,
            "lastPage": self.last_page,
            "quote": self.quote,
            "row": self.row,
            "column": self.column or None,
            "cells": dict(self.cells) or None,
            "summary": self.summary,
            "ambiguity": self.ambiguity,
            "condition": self.condition,
            "disputedBy": list(self.disputed_by),
        }

    @property
    def who(self) -> str:
        """Who claims it, alone or with others, and who else it may be."""
        possible = ", ".join(map(str, self.possible_claimants))
        together = " and ".join(map(str, (self.claimant, *self.joint_claimants)))
        return f"{together} (or {possible})" if possible else together

    @property
    def parts(self) -> tuple[str, str, str]:
        """What is said, the place (which is what a link is put on), and the rest."""
        disputed = ", ".join(self.disputed_by)
        by = f"; disputed by {disputed}" if disputed else ""
        by += "; replaced" if self.standing == "replaced" else ""
        under = f" ({self.condition})" if self.condition else ""
        content = f"{self.who}, {self.modality}{under}: {self.words} \u2014 "
        return content, self.place, f"{by} [{self.claim.id}]"

    def __str__(self) -> str:
        return "".join(self.parts)
