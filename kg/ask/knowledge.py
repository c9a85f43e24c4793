"""An opened graph: ask it, show a thing, look a thing up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from kg.ask.answers import Answer, Cell, cell
from kg.ask.citations import cite
from kg.ask.endpoint import Endpoint, LocalEndpoint, RemoteEndpoint, Table, Term
from kg.ask.questions import (
    Question,
    Value,
    asked_period,
    bind,
    claim_columns,
    get_question,
    read_questions,
)
from kg.ask.solutions import Solutions, with_rdflib_terms
from kg.ask.things import Thing, find_thing, label_things
from kg.errors import QueryFailed, UnknownName
from kg.periods.period import Period
from kg.rdf import URIRef
from kg.read.project import CONFIG, GRAPH, Project
from kg.read.texts import Texts

if TYPE_CHECKING:
    from sqlite3 import Connection

    import networkx as nx

    from kg.ask.about import About
    from kg.ask.explain import Explanation
    from kg.ask.finding.model import Hit, Listed
    from kg.ask.lives.model import Timeline
    from kg.ask.network.model import Network
    from kg.ask.network.views import View
    from kg.figures.total import Total
    from kg.figures.view.model import FiguresView


class ViewOptions(TypedDict, total=False):
    """What a network made of a view is limited to, and what is added to it.

    ``as_of`` keeps what was published by that day, ``on`` what is of that day,
    ``since`` and ``until`` what touches the days between; what has no date stays.
    ``about`` and ``hops`` (1 by default) keep what lies that many steps around a thing.
    ``measures`` adds centralities and communities as columns of the nodes.
    """

    as_of: date | None
    on: date | None
    since: date | None
    until: date | None
    about: str | None
    hops: int
    measures: Iterable[str]


@dataclass
class KnowledgeGraph:
    """A graph to ask, on disk or behind a SPARQL endpoint."""

    endpoint: Endpoint
    project: Project
    texts: Texts

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The named questions, by name."""
        return read_questions(self.project)

    @cached_property
    def views(self) -> dict[str, View]:
        """The views that a network can be made of, by name."""
        from kg.ask.network.views import read_views

        return read_views(self.project)

    def select(self, query: str) -> Solutions:
        """Run a SELECT query of your own over the union of all graphs.

        Raises :class:`QueryFailed` for one that cannot be run.
        """
        return with_rdflib_terms(self.endpoint.select(query))

    def find(self, name: str, cls: str | None = None) -> Thing:
        """Find a thing by IRI, short id or any of its names.

        Raises :class:`UnknownName` with the nearest names when there is no such thing
        of class ``cls`` (the local name of a class), or more than one.
        """
        return find_thing(self.endpoint, name, cls, language=self.project.language)

    def search(
        self, words: str, cls: str | None = None, *, limit: int | None = 20
    ) -> list[Hit]:
        """Look for words in names, ids, summaries of claims and the texts at hand.

        The likeliest first, at most ``limit`` (``None`` for all); of a kind only with
        ``cls``, a class or what people call it. Case, accents, other scripts and small
        misspellings are forgiven. Raises :class:`UnknownName` for what is no kind.
        """
        from kg.ask.finding.search import Search

        return Search(self._names, self.texts).hits(words, cls, limit)

    def things(self, kind: str) -> list[Listed]:
        """List the things of a kind, those that most claims are about or by first.

        ``kind`` is a class, a list of codes, or what people call one (``"policies"``).
        Raises :class:`UnknownName` with the nearest for what is no kind.
        """
        from kg.ask.finding.listing import listed

        return listed(self._names, kind)

    def kinds(self) -> list[tuple[str, str, int]]:
        """List the classes that things are of: name, label, and how many things."""
        from kg.ask.finding.listing import kinds_listed

        return kinds_listed(self._names)

    @cached_property
    def _names(self) -> Connection:
        """The list of all that can be named, kept beside the graph."""
        from kg.ask.finding.index import names_of

        return names_of(self.endpoint, self.project.language)

    def show(self, name: str) -> About:
        """Collect what is said about a thing, grouped by modality, with citations."""
        from kg.ask.about import about

        thing = self.find(name)
        return about(self.endpoint, thing, self.texts, self.project.language)

    def ask(self, name: str, **parameters: Value | None) -> Answer:
        """Ask a named question.

        Parameters are given by the names that ``kg questions`` lists (``as_of`` or
        ``asOf``), things by IRI, short id or name. Raises :class:`UnknownName` for an
        unknown question, parameter or thing.
        """
        question = get_question(self.questions, name)
        given = {key: value for key, value in parameters.items() if value is not None}
        language = self.project.language
        terms = bind(question, given, self.endpoint, language)
        table = self.endpoint.select(question.query(terms))
        return self._answer(question, terms, table)

    def figures(
        self, thing: str | None = None, *, as_of: date | str | None = None
    ) -> FiguresView:
        """Check figures against each other: of a thing, by an actor, or all.

        Of a flow, population or other measured thing, with those stated to lie in it
        or to contain it; of an actor, those that it claims, with the others on the same
        numbers. With ``as_of``, only what was published by that day. Raises
        :class:`UnknownName` with the nearest names when there is no such thing.
        """
        from kg.ask.figures import view_figures

        about = None if thing is None else self.find(thing)
        language = self.project.language
        return view_figures(self.endpoint, about, as_of, self.texts, language)

    def explain(self, claim: str) -> Explanation:
        """Explain step by step how a claim's figure is read, or how it was derived.

        Raises :class:`UnknownName` with the nearest names when there is no such claim.
        """
        from kg.ask.explain import explain_claim

        language = self.project.language
        return explain_claim(self.endpoint, claim, self.texts, language)

    def timeline(self, policy: str, on: date | Period | str | None = None) -> Timeline:
        """Return the life of a policy as spans of status, and the steps behind them.

        With it come the lives of the policies that are part of it. ``on`` is the day,
        month or year for which each span says whether it holds; by default the last
        day that documents vouch for. Raises :class:`UnknownName` with the nearest names
        when there is no such policy, and :class:`BadArgument` for what is no day, month
        or year.
        """
        from kg.ask.lives.timeline import read_timeline

        given = on.edtf if isinstance(on, Period) else on
        asked = None if given is None else asked_period("on", given)
        thing, language = self.find(policy, "Policy"), self.project.language
        return read_timeline(self.endpoint, thing, asked, self.texts, language)

    def total(self, claims: Iterable[str], *, unit: str | None = None) -> Total:
        """Add up the figures of claims, given by id or IRI; ``unit`` is that wanted.

        Raises :class:`NotAddable` with the pair and the reason where the sum would
        mislead, and :class:`UnknownName` for what is no claim with a figure.
        """
        from kg.ask.figures import add_up

        return add_up(self.endpoint, claims, unit, self.project.language)

    def view(self, name: str, **options: Unpack[ViewOptions]) -> Network:
        """Return a view as a network in columns, as exporters write it.

        Takes what :class:`ViewOptions` lists. Raises :class:`UnknownName` for a view,
        thing or measure that there is not.
        """
        from kg.ask.network.parts import around
        from kg.ask.network.project import project_view
        from kg.ask.network.times import window
        from kg.ask.network.views import get_view

        days = window(options.get("on"), options.get("since"), options.get("until"))
        network = project_view(
            self.endpoint,
            get_view(self.views, name),
            base=self.project.base,
            language=self.project.language,
            as_of=options.get("as_of"),
            within=days,
        )
        if (about := options.get("about")) is not None:
            centre = self._node(network, about)
            network = around(network, [centre], options.get("hops", 1))
        if wanted := list(options.get("measures", ())):
            from kg.ask.network.measures import measured

            return measured(network, wanted)
        return network

    def network(
        self, name: str, **options: Unpack[ViewOptions]
    ) -> nx.MultiDiGraph[str]:
        """Return a view as a ``MultiDiGraph`` of networkx; takes what ``view`` takes.

        Nodes are keyed by short ids, edges by their kind; attributes are text, numbers
        and truth values, left out where there is nothing to say.
        """
        from kg.ask.network.graph import to_networkx

        return to_networkx(self.view(name, **options))

    def _node(self, network: Network, name: str) -> str:
        thing = self.find(name)
        iris = next(c for c in network.nodes.columns if c.name == "iri").values
        for id_, iri in zip(network.nodes.ids, iris, strict=True):
            if iri == thing.iri:
                return id_
        message = f"`{thing.id}` is not in the view `{network.view}` as it is asked for"
        raise UnknownName(message)

    def _answer(
        self, question: Question, terms: Mapping[str, Term], table: Table
    ) -> Answer:
        kinds = question.columns
        named = _columns(question, table)
        cited = claim_columns(kinds.items())
        iris = [
            iri
            for row in table.rows
            for name in cited
            for iri in str(row[named[name]] or "").split()
        ]
        language = self.project.language
        day = str(terms["asOf"]) if "asOf" in terms else None
        as_of = date.fromisoformat(day) if day else None
        claims = cite(self.endpoint, iris, self.texts, language, as_of=as_of)
        citations = {citation.claim.iri: citation for citation in claims}
        shown = [i for name, i in named.items() if name not in cited]
        cells = [*terms.values(), *(row[i] for row in table.rows for i in shown)]
        mentioned = {str(term) for term in cells if isinstance(term, URIRef)}
        things = label_things(self.endpoint, mentioned, language)
        rows: list[dict[str, Cell]] = [
            {n: cell(row[i], kinds[n], things, citations) for n, i in named.items()}
            for row in table.rows
        ]
        given = {
            name: things[str(term)] if isinstance(term, URIRef) else str(term)
            for name, term in terms.items()
        }
        why = None if rows else self._why_empty(question, terms, given)
        return Answer(question, given, rows, claims, why)

    def _why_empty(
        self,
        question: Question,
        terms: Mapping[str, Term],
        given: Mapping[str, Thing | str],
    ) -> str:
        """Say which parameter leaves nothing over, by leaving each one out in turn."""
        for name in sorted(terms, key=lambda name: name not in ("asOf", "on")):
            fewer = {key: term for key, term in terms.items() if key != name}
            query = question.query(fewer)
            if count := len(self.endpoint.select(query).rows):
                rows = "1 row" if count == 1 else f"{count} rows"
                if name == "asOf":
                    return (
                        f"Nothing was known by {given[name]}: what answers this "
                        f"({rows}) was published later."
                    )
                return f"{question.empty} Without {name} = {given[name]}: {rows}."
        return question.empty


def _columns(question: Question, table: Table) -> dict[str, int]:
    """Return where the columns that a question lists stand in what came back."""
    missing = [name for name in question.columns if name not in table.variables]
    if missing and (table.rows or table.variables):
        names = ", ".join(f"`{name}`" for name in missing)
        raise QueryFailed(f"`{question.name}` came back without its column {names}")
    return {n: table.variables.index(n) for n in question.columns if n not in missing}


def open_graph(
    place: str | Path,
    *,
    project: str | Path | None = None,
    texts: str | Path | None = None,
) -> KnowledgeGraph:
    """Open a graph: the folder of a build, or the URL of a SPARQL endpoint.

    ``project`` is the folder whose questions are asked and whose language is spoken; by
    default the one that a folder lies in. ``texts`` is the folder of source texts, from
    which quotes are cut; by default that of the project, or ``KG_TEXTS``. An endpoint
    must serve the union of its graphs as default graph.

    Raises :class:`StoreError` when a folder holds no graph this version reads.
    """
    remote = str(place).startswith(("http://", "https://"))
    if project is None:
        root = Path.cwd() if remote else _project_around(Path(place))
    else:
        root = Path(project)
    opened = Project.open(root)
    text = str(place)
    endpoint: Endpoint = (
        RemoteEndpoint(text, contact=opened.contact)
        if remote
        else LocalEndpoint(Path(place))
    )
    return KnowledgeGraph(endpoint, opened, opened.texts_at_hand(texts))


def network(
    view: str, place: str | Path = GRAPH, **options: Unpack[ViewOptions]
) -> nx.MultiDiGraph[str]:
    """Return a view of a graph, opened for this, as a ``MultiDiGraph`` of networkx.

    Takes what :class:`ViewOptions` lists.
    """
    return open_graph(place).network(view, **options)


def _project_around(folder: Path) -> Path:
    """Return the nearest folder above a graph that looks like a project."""
    for parent in folder.resolve().parents:
        if (parent / CONFIG).is_file() or (parent / "sources").is_dir():
            return parent
    return Path.cwd()
