"""Answers: rows of plain values, each with the claims it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from kg.ask.citations import Citation
from kg.ask.ordering import Cut
from kg.ask.questions import Question, claim_columns
from kg.ask.tables import Term
from kg.ask.things import Thing
from kg.graph.notebook import (
    data_frame,
    line_html,
    notes_html,
    table_html,
    title_html,
    words_html,
)
from kg.names import XSD
from kg.periods.edtf import parse_period
from kg.periods.period import Period
from kg.rdf import Literal, URIRef

if TYPE_CHECKING:
    import pandas

Cell = Thing | str | int | Decimal | date | Period | bool | tuple[Citation, ...] | None

_OF_THINGS, _NAMED = ("thing", "concept"), ("Label", "Iri")
"""The types of columns whose cells have a label and an address, and what those of a
column are called after it."""


@dataclass(frozen=True)
class Answer:
    """The answer to a question.

    ``rows`` are dicts from column to value: a :class:`Thing`, a number, a date, a
    :class:`Period`, text, ``None``, or for the columns of claims a tuple of
    :class:`Citation`. ``claims`` are all citations, in the order of the rows.
    ``why_empty`` says why there are no rows, and ``cut`` that there are more than were
    asked for: its ``words`` say so, and ``in_all`` how many, if that is known.
    """

    question: Question
    parameters: Mapping[str, Thing | str]
    rows: list[dict[str, Cell]]
    claims: list[Citation]
    why_empty: str | None = None
    cut: Cut | None = None

    @property
    def columns(self) -> list[str]:
        """The columns in order."""
        return list(self.question.columns)

    @property
    def evidence(self) -> list[str]:
        """The columns of the claims that rows rest on, such as ``claim``.

        The other columns of claims, such as ``revises``, tell what those do to others.
        """
        names = claim_columns(self.question.columns.items())
        return [n for n in names if n.lower().endswith(("claim", "claims"))]

    def notes(
        self, row: Mapping[str, Cell], columns: Iterable[str] | None = None
    ) -> list[int]:
        """Return the numbers, from 1, of the claims in a row, or in some columns."""
        number = {c.claim.iri: n for n, c in enumerate(self.claims, 1)}
        if columns is None:
            columns = claim_columns(self.question.columns.items())
        cited = (row[name] for name in columns)
        citations = (c for cell in cited if isinstance(cell, tuple) for c in cell)
        return sorted({number[citation.claim.iri] for citation in citations})

    def words(self, row: Mapping[str, Cell], column: str, mark: str = "[{}]") -> str:
        """Return a cell as people read it, claims by the marks of their notes."""
        if isinstance(row[column], tuple):
            return " ".join(mark.format(n) for n in self.notes(row, [column]))
        return text(row[column])

    def linked(self) -> list[Thing]:
        """Return the things of the answer that have a QID, by label, each once.

        Those of parameters and rows, and of its claims who says and publishes them.
        """
        cells = (cell for row in self.rows for cell in row.values())
        sayers = (t for c in self.claims for t in (c.claimant, c.publisher))
        things = (*self.parameters.values(), *cells, *sayers)
        linked = {t.iri: t for t in things if isinstance(t, Thing) and t.wikidata}
        return sorted(linked.values())

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return rows of JSON values: ids for things and claims, text for dates.

        A period is its EDTF as written.
        """
        return [{k: plain(v) for k, v in row.items()} for row in self.rows]

    def to_dict(self) -> dict[str, Any]:
        """Return the question, its rows and the claims they rest on as JSON values."""
        return {
            "question": self.question.name,
            "parameters": {k: str(v) for k, v in self.parameters.items()},
            "rows": self.to_dicts(),
            "claims": [citation.to_dict() for citation in self.claims],
            "wikidata": {thing.id: thing.wikidata for thing in self.linked()},
            "whyEmpty": self.why_empty,
            **({"cut": self.cut.words} if self.cut else {}),
        }

    def to_pandas(self, *, labels: bool = False) -> pandas.DataFrame:
        """Return the rows as a DataFrame; needs the extra ``apf-kg[pandas]``.

        Cells are those of :meth:`to_dicts`, but days are dates; a period stays as it
        was written, and is no first day. With ``labels`` come, at the end, the label
        and the address of the things in a column ``x`` as ``xLabel`` and ``xIri``, and
        the addresses of the sources as ``url``.
        """
        kinds, rows = self.question.columns, self.to_dicts()
        columns = dict.fromkeys(self.columns)
        if labels:
            of_things = [n for n, kind in kinds.items() if kind in _OF_THINGS]
            columns |= {f"{n}{end}": None for n in of_things for end in _NAMED}
            columns |= {"url": None}
            for row, cells in zip(rows, self.rows, strict=True):
                named = self._named(cells).items()
                row |= {name: words for name, words in named if name not in kinds}
        days = [
            name
            for name, kind in kinds.items()
            if kind == "date"
            and all(isinstance(row[name], date | None) for row in self.rows)
        ]
        return data_frame(rows, list(columns), days=days)

    def _named(self, cells: Mapping[str, Cell]) -> dict[str, str]:
        """Return labels and addresses of a row, by the columns that they go to."""
        named: dict[str, str] = {}
        for name, cell in cells.items():
            if isinstance(cell, Thing):
                named |= {f"{name}Label": cell.label, f"{name}Iri": cell.iri}
        cited = (self.claims[n - 1] for n in self.notes(cells))
        urls = dict.fromkeys(citation.url for citation in cited if citation.url)
        return named | {"url": " ".join(urls)}

    def _repr_html_(self) -> str:
        """Show the answer in a notebook: a table, and its claims as footnotes."""
        title = title_html(self.question.question)
        title += line_html(self.cut.words) if self.cut else ""
        if not self.rows:
            return title + line_html(self.why_empty or self.question.empty)
        rests_on = self.evidence
        shown = [name for name in self.columns if name not in rests_on]
        body = (
            [
                *(words_html(self.words(row, name)) for name in shown),
                ", ".join(f"[{n}]" for n in self.notes(row, rests_on)),
            ]
            for row in self.rows
        )
        return title + table_html([*shown, "claims"], body) + notes_html(self.claims)


def text(cell: Cell) -> str:
    """Return a cell as people read it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | Decimal):
        return f"{cell:,}"
    if isinstance(cell, tuple):
        return " ".join(citation.claim.id for citation in cell)
    return str(cell)


def cell(
    term: Term | None,
    kind: str,
    things: Mapping[str, Thing],
    citations: Mapping[str, Citation],
) -> Cell:
    """Turn a term into the value its column's type asks for."""
    if kind in ("claim", "claims"):
        iris = str(term).split() if term is not None else []
        return tuple(citations[iri] for iri in iris if iri in citations)
    if term is None:
        return None
    if isinstance(term, URIRef):
        return things[str(term)]
    return _literal(term, kind)


def _literal(term: Literal, kind: str) -> Cell:
    try:
        if kind == "period":
            return parse_period(str(term))
        if term.datatype == XSD.date:
            return date.fromisoformat(str(term))
        if term.datatype == XSD.integer:
            return int(str(term))
        if term.datatype == XSD.decimal:
            number = Decimal(str(term))
            return int(number) if number == number.to_integral_value() else number
        if term.datatype == XSD.boolean:
            return str(term) in ("true", "1")
    except (ValueError, InvalidOperation):
        pass
    return str(term)


def plain(cell: Cell) -> Any:
    """Return a cell as JSON has it: the id of a thing, the day of a date."""
    if isinstance(cell, Thing):
        return cell.id
    if isinstance(cell, tuple):
        return " ".join(citation.claim.id for citation in cell)
    if isinstance(cell, Period):
        return cell.edtf
    if isinstance(cell, Decimal):
        return float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell
