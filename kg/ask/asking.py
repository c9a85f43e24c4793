"""How a question is asked: parameters bound, rows cited, no rows explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from time import monotonic

from kg.ask.answers import Answer, Cell, cell
from kg.ask.as_of import before_all
from kg.ask.citations import cite
from kg.ask.deferred import SomeRows, deferred
from kg.ask.endpoint import Endpoint, LocalEndpoint
from kg.ask.ordering import Cut, Unordered, cut, most, unordered
from kg.ask.questions import AS_OF, MANY, Question, Value, bind, claim_columns
from kg.ask.tables import Table, Term
from kg.ask.things import Thing, label_things
from kg.errors import BadArgument, QueryFailed, UnknownName
from kg.rdf import URIRef
from kg.read.texts import Texts

REASON = 0.5
"""Seconds in which rows are counted, all in all, to say why there are none. In a graph
of articles it takes some hundredths; in one of large tables most would be counted."""


@dataclass(frozen=True)
class Asking:
    """A question that is asked of a graph, which may be that of a ``day``.

    ``whole`` is the graph of all days; it tells what is missing in an empty answer.
    """

    question: Question
    endpoint: Endpoint
    whole: Endpoint
    day: date | None
    texts: Texts
    language: str

    def answer(
        self,
        given: Mapping[str, Value],
        *,
        limit: int | None = None,
        explained: bool = True,
    ) -> Answer:
        """Ask with what a user gave for parameters; raises what :func:`bind` does.

        That there are no rows is ``explained``, which takes some queries more. With a
        ``limit``, the answer has so many rows at most.
        """
        if limit is not None and limit < 1:
            raise BadArgument("limit", "{} takes a number of rows, 1 or more")
        if self.day is not None:
            given = {**given, AS_OF.name: self.day}
        terms = self._terms(given)
        table, less = self._table(terms, limit)
        return replace(self._cited(terms, table, explained), cut=less)

    def _table(
        self, terms: Mapping[str, Term], limit: int | None
    ) -> tuple[Table, Cut | None]:
        """Ask; what a graph on disk has is sorted here, which is quicker."""
        query = self.question.query(terms)
        if isinstance(self.endpoint, LocalEndpoint) and (plain := unordered(query)):
            some = self._some(self.endpoint, plain, limit)
            if (table := plain.in_order(some.table)) is not None:
                return cut(table, limit, whole=limit is None, more=some.more)
        return cut(self.endpoint.select(query), limit, whole=True)

    def _some(
        self, graph: LocalEndpoint, plain: Unordered, limit: int | None
    ) -> SomeRows:
        """Ask for all rows, or for those that are sorted where some are wanted."""
        if (query := deferred(plain)) is not None:
            some = query.some(limit, most(limit or 0), graph.select)
            if some is not None:
                return some
        text = plain.text if limit is None else plain.some(limit)
        return SomeRows(graph.select(text), more=False)

    def _terms(self, given: Mapping[str, Value]) -> dict[str, Term]:
        """Bind parameters; what came after the day may be asked for, too."""
        try:
            return bind(self.question, given, self.endpoint, self.language)
        except UnknownName:
            if self.endpoint is self.whole:
                raise
        return bind(self.question, given, self.whole, self.language)

    def _cited(
        self, terms: Mapping[str, Term], table: Table, explained: bool
    ) -> Answer:
        kinds = self.question.columns
        named = _columns(self.question, table)
        cited = claim_columns(kinds.items())
        iris = [
            iri
            for row in table.rows
            for name in cited
            for iri in str(row[named[name]] or "").split()
        ]
        claims = cite(self.endpoint, iris, self.texts, self.language)
        citations = {citation.claim.iri: citation for citation in claims}
        shown = [i for name, i in named.items() if name not in cited]
        cells = [*terms.values(), *(row[i] for row in table.rows for i in shown)]
        mentioned = {str(term) for term in cells if isinstance(term, URIRef)}
        things = label_things(self.endpoint, mentioned, self.language)
        rows: list[dict[str, Cell]] = [
            {n: cell(row[i], kinds[n], things, citations) for n, i in named.items()}
            for row in table.rows
        ]
        given = {
            name: things[str(term)] if isinstance(term, URIRef) else str(term)
            for name, term in terms.items()
        }
        why = None
        if explained and not rows:
            why = self._why_empty(terms, given)
        return Answer(self.question, given, rows, claims, why)

    def _why_empty(
        self, terms: Mapping[str, Term], given: Mapping[str, Thing | str]
    ) -> str:
        """Say which parameter leaves nothing over, by leaving each one out in turn.

        Days first: what is left is about one thing, which is quick to count.
        """
        early = before_all(self.whole, self.day)
        days = {p.name for p in self.question.parameters.values() if p.of_days}
        end = monotonic() + REASON
        for name in sorted(terms, key=lambda name: name not in days):
            fewer = {key: term for key, term in terms.items() if key != name}
            graph = self.whole if name == AS_OF.name else self.endpoint
            if rows := self._rows(graph, fewer, end - monotonic()):
                if name == AS_OF.name:
                    return (
                        f"Nothing was known by {given[name]}: what answers this "
                        f"({rows}) was published later.{early}"
                    )
                return f"{self.question.empty} Without {name} = {given[name]}: {rows}."
        return self.question.empty + early

    def _rows(self, graph: Endpoint, terms: Mapping[str, Term], seconds: float) -> str:
        """Say how many rows there would be; an empty text for none.

        An empty answer stands without a reason, too: where counting takes longer than
        so many ``seconds``, none is given.
        """
        query = self.question.counting(terms)
        try:
            if isinstance(graph, LocalEndpoint):
                if seconds <= 0:
                    return ""
                counted = graph.select(query, seconds=seconds)
            else:
                counted = graph.select(query)
        except QueryFailed:
            return ""
        count = int(str(counted.rows[0][0]))
        if count > MANY:
            return f"more than {MANY:,} rows"
        return "1 row" if count == 1 else f"{count} rows" if count else ""


def _columns(question: Question, table: Table) -> dict[str, int]:
    """Return where the columns that a question lists stand in what came back."""
    missing = [name for name in question.columns if name not in table.variables]
    if missing and (table.rows or table.variables):
        names = ", ".join(f"`{name}`" for name in missing)
        raise QueryFailed(f"`{question.name}` came back without its column {names}")
    return {n: table.variables.index(n) for n in question.columns if n not in missing}
