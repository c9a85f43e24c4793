"""An opened graph: ask it, show a thing, look a thing up."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from kg.ask.answers import Answer
from kg.ask.asking import Asking
from kg.ask.endpoint import Endpoint, LocalEndpoint, RemoteEndpoint
from kg.ask.limited import SECONDS
from kg.ask.network.options import ViewOptions
from kg.ask.questions import (
    AS_OF,
    Question,
    Value,
    apart_from_day,
    asked_period,
    get_question,
    read_questions,
)
from kg.ask.solutions import Solutions, with_rdflib_terms
from kg.ask.terms import TermCheck, with_prefixes
from kg.ask.things import Thing, find_thing, label_things
from kg.errors import BadArgument, UnknownName, UnknownTerm
from kg.periods.period import Period
from kg.read.project import CONFIG, GRAPH, Project
from kg.read.texts import Texts

if TYPE_CHECKING:
    from sqlite3 import Connection

    import networkx as nx

    from kg.ask.about import About
    from kg.ask.as_of import DayViews
    from kg.ask.editions import Editions
    from kg.ask.explain import Explanation
    from kg.ask.finding.model import Hit, Listed
    from kg.ask.lives.model import Timeline
    from kg.ask.network.model import Network
    from kg.ask.network.views import View
    from kg.figures.total import Total
    from kg.figures.view.model import FiguresView


@dataclass
class KnowledgeGraph:
    """A graph to ask, on disk or behind a SPARQL endpoint.

    What :meth:`as_of` returns is the graph as of a ``day``, and knows the ``whole``.
    """

    endpoint: Endpoint
    project: Project
    texts: Texts
    day: date | None = None
    whole: KnowledgeGraph | None = field(default=None, repr=False)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The named questions, by name."""
        return self.whole.questions if self.whole else read_questions(self.project)

    @cached_property
    def views(self) -> dict[str, View]:
        """The views that a network can be made of, by name."""
        from kg.ask.network.views import read_views

        return self.whole.views if self.whole else read_views(self.project)

    @cached_property
    def _days(self) -> DayViews:
        from kg.ask.as_of import DayViews

        return DayViews(self.endpoint, self.project)

    def as_of(self, day: date | str) -> KnowledgeGraph:
        """Return the graph that a build of what was published by a day would make.

        Everything can be asked of it, and nothing in it came later. It is made once and
        kept beside the build, where files can be written. Raises :class:`BadArgument`
        for what is no day, and for a SPARQL endpoint.
        """
        from kg.ask.as_of import day_of

        asked = day_of(day)
        if self.whole is not None and self.day is not None:
            return self.whole.as_of(min(asked, self.day))
        view = self._days.at(asked)
        return KnowledgeGraph(view, self.project, self.texts, asked, self)

    def select(self, query: str, *, service_allow: Iterable[str] = ()) -> Solutions:
        """Run a SELECT query of your own over the union of all graphs.

        It knows the prefixes that ``kg sparql`` knows, ``apf:`` and others, and warns
        with :class:`UnknownTerm` of terms that the ontology does not have.

        It has no network, but for SERVICE on hosts that ``service_allow`` names, of a
        graph on disk: as ``HOST`` or ``HOST:PORT``. They see what they are asked.

        Raises :class:`QueryFailed` for one that cannot be run, and
        :class:`Unreachable` where a service does not answer.
        """
        if isinstance(self.endpoint, LocalEndpoint):
            table = self.endpoint.select(query, service_allow)
        elif list(service_allow):
            words = "{} is for a graph on disk; an endpoint asks whom it likes"
            raise BadArgument("service_allow", words)
        else:
            table = self.endpoint.select(with_prefixes(query))
        for sentence in self._terms.warnings(query):
            warnings.warn(sentence, UnknownTerm, stacklevel=2)
        labels = partial(label_things, self.endpoint, language=self.project.language)
        return with_rdflib_terms(table, labels)

    @cached_property
    def _terms(self) -> TermCheck:
        return TermCheck(self.endpoint)

    def find(self, name: str, cls: str | None = None) -> Thing:
        """Find a thing by IRI, short id or any of its names.

        Raises :class:`UnknownName` with the nearest names when there is no such thing
        of class ``cls`` (the local name of a class), or more than one.
        """
        try:
            return find_thing(self.endpoint, name, cls, language=self.project.language)
        except UnknownName:
            if self.whole is None:
                raise
        later = self.whole.find(name, cls)  # says so where the name is wrong
        raise UnknownName(f"nothing published by {self.day} speaks of `{later.id}`")

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

    def show(self, name: str, limit: int | None = None) -> About:
        """Collect what is said about a thing, by modality: all, or ``limit`` of it."""
        from kg.ask.about import about

        thing = self.find(name)
        return about(self.endpoint, thing, self.texts, self.project.language, limit)

    def ask(self, name: str, **parameters: Value | None) -> Answer:
        """Ask a named question.

        Parameters are given by the names that ``kg questions`` lists (``as_of`` or
        ``asOf``), things by IRI, short id or name. Raises :class:`UnknownName` for an
        unknown question, parameter or thing.
        """
        return self.ask_some(name, None, **parameters)

    def ask_some(
        self, name: str, limit: int | None, /, **parameters: Value | None
    ) -> Answer:
        """Ask a named question for ``limit`` rows at most, or for all with ``None``.

        They are the first where there are not thousands, else any of them: ``cut`` of
        the answer says so. Raises what :meth:`ask` does, :class:`BadArgument` for none.
        """
        question = get_question(self.questions, name)
        given, day = apart_from_day(parameters)
        if day is None:
            return self._asking(question).answer(given, limit=limit)
        remote = not isinstance(self.endpoint, LocalEndpoint)
        if remote and AS_OF.name in question.file.slots:
            given |= {AS_OF.name: day}
            return self._asking(question).answer(given, limit=limit)
        return self.as_of(str(day))._asking(question).answer(given, limit=limit)

    def figures(
        self, thing: str | None = None, *, as_of: date | str | None = None
    ) -> FiguresView:
        """Check figures against each other: of a thing, by an actor, or all.

        Of a measured thing, with those that lie in it or contain it; of a place,
        all that comes, goes or lives there, but what only tables count; of an actor,
        what it claims. With ``as_of``, only what was published by that day. Raises
        :class:`UnknownName` with the nearest names when there is no such thing.
        """
        from kg.ask.figures import view_figures

        if as_of is not None:
            return self.as_of(as_of).figures(thing)
        about = None if thing is None else self._named(thing)
        language = self.project.language
        whole = self.whole.endpoint if self.whole else self.endpoint
        return view_figures(
            self.endpoint, about, self.texts, language, day=self.day, whole=whole
        )

    def diff(self, old: str, new: str, *, figures_only: bool = False) -> Editions:
        """Say what differs between two documents, editions of one.

        A figure of the one is that of the other whose claim has its key. Unless
        ``figures_only``, it is worked out, too, which verdicts and answers change with
        the new one: in the time that a build takes, and then kept. Raises
        :class:`UnknownName` for what is no document with figures.
        """
        from kg.ask.editions import compare_documents

        documents = self._named(old), self._named(new)
        asked = None if figures_only else self.questions.values()
        return compare_documents(self.endpoint, *documents, self.project, asked)

    def explain(self, claim: str) -> Explanation:
        """Explain step by step how a claim's figure is read, or how it was derived.

        Raises :class:`UnknownName` with the nearest names when there is no such claim.
        """
        from kg.ask.explain import explain_claim

        thing, language = self.find(claim, "Claim"), self.project.language
        return explain_claim(self.endpoint, thing, self.texts, language)

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

        language = self.project.language
        return add_up(self.endpoint, claims, unit, self.texts, language)

    def view(self, name: str, **options: Unpack[ViewOptions]) -> Network:
        """Return a view as a network in columns, as exporters write it.

        Takes what :class:`ViewOptions` lists. Raises :class:`UnknownName` for a view,
        thing or measure that there is not.
        """
        from kg.ask.network.parts import around
        from kg.ask.network.project import project_view
        from kg.ask.network.times import window
        from kg.ask.network.views import get_view

        if (day := options.pop("as_of", None)) is not None:
            return self.as_of(day).view(name, **options)
        days = window(options.get("on"), options.get("since"), options.get("until"))
        network = project_view(
            self.endpoint,
            get_view(self.views, name),
            base=self.project.base,
            language=self.project.language,
            as_of=self.day,
            within=days,
        )
        if (about := options.get("about")) is not None:
            centre = self._node(network, about)
            network = around(network, [centre], options.get("hops", 1))
        if wanted := list(options.get("measures", ())):
            from kg.ask.network.measures import measured

            network = measured(network, wanted)
        if options.get("edge_nodes"):
            from kg.ask.network.edgenodes import with_edge_nodes

            network = with_edge_nodes(network)
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
        thing = self._named(name)
        iris = next(c for c in network.nodes.columns if c.name == "iri").values
        for id_, iri in zip(network.nodes.ids, iris, strict=True):
            if iri == thing.iri:
                return id_
        message = f"`{thing.id}` is not in the view `{network.view}` as it is asked for"
        raise UnknownName(message)

    def _named(self, name: str) -> Thing:
        """Find a thing that may be asked for, and that may have come after the day."""
        try:
            return self.find(name)
        except UnknownName:
            if self.whole is None:
                raise
        return self.whole.find(name)

    def _asking(self, question: Question) -> Asking:
        whole = self.whole.endpoint if self.whole else self.endpoint
        language = self.project.language
        return Asking(question, self.endpoint, whole, self.day, self.texts, language)


def open_graph(
    place: str | Path,
    *,
    project: str | Path | None = None,
    texts: str | Path | None = None,
    seconds: float = SECONDS,
) -> KnowledgeGraph:
    """Open a graph: the folder of a build, or the URL of a SPARQL endpoint.

    ``project`` is the folder whose questions are asked and whose language is spoken; by
    default the one that a folder lies in. ``texts`` is the folder of source texts, from
    which quotes are cut; by default that of the project, or ``KG_TEXTS``. An endpoint
    must serve the union of its graphs as default graph. ``seconds`` is how long a query
    may take.

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
        RemoteEndpoint(text, timeout=seconds, contact=opened.contact)
        if remote
        else LocalEndpoint(Path(place), seconds=seconds)
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
