"""The book of a graph: the page of every address, made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from urllib.parse import urlencode

from kg.ask.endpoint import LocalEndpoint
from kg.ask.knowledge import KnowledgeGraph
from kg.errors import KgError
from kg.graph.store import read_manifest
from kg.names import APF, OWL, SKOS, local_name
from kg.pages import front, listing, networks
from kg.pages.addresses import INDEX, LISTS, link
from kg.pages.answering import AnswersAbout
from kg.pages.asked import ResultTable, results_page, sparql_page
from kg.pages.beside import beside_names
from kg.pages.claims import claim_page
from kg.pages.dated import DaySpan, day_span
from kg.pages.documents import document_page
from kg.pages.flows import flow_page
from kg.pages.library import Library
from kg.pages.manual import DOCS, Manual
from kg.pages.movements import MOVEMENTS, movements_page
from kg.pages.policies import policy_page
from kg.pages.render import AS_OF, ON, Page, write
from kg.pages.scripts import CONTENT_POLICY, SCRIPT, has_script
from kg.pages.terms import question_page, term_page
from kg.pages.things import thing_page
from kg.pages.wording import plural

STYLE = "static/style.css"
"""The one file beside the pages that they need, by its place in a site."""

QUESTION, KIND = "question/", "kind/"

_LISTINGS: dict[str, Callable[[Library], Page]] = {
    INDEX: front.front_page,
    MOVEMENTS: movements_page,
    "conflicts": front.conflicts_page,
    "quality": listing.quality_page,
    "names": listing.names_page,
    "questions": listing.questions_page,
    "terms": listing.terms_page,
    "network": networks.networks_page,
    "sparql": lambda _: sparql_page("", None, "", ""),
}
assert {*_LISTINGS} == {INDEX, *LISTS}

_VOCABULARY = (
    *(SKOS.Concept, SKOS.ConceptScheme, OWL.Class, OWL.ObjectProperty),
    *(OWL.DatatypeProperty, OWL.AnnotationProperty),
)
_Make = Callable[[Library, AnswersAbout, str, str | None], Page]
"""Makes the page of a thing, by its IRI, with what was so ``on`` a day, if given."""


def _whatever_day(make: Callable[[Library, AnswersAbout, str], Page]) -> _Make:
    return lambda library, answers, iri, _: make(library, answers, iri)


_CLAIM = _whatever_day(lambda library, _, iri: claim_page(library, iri))
_TERM = _whatever_day(lambda library, _, iri: term_page(library, iri))
_PAGES: list[tuple[str, _Make]] = [
    (str(APF.Claim), _CLAIM),
    (str(APF.SourceDocument), _whatever_day(document_page)),
    (str(APF.Policy), policy_page),
    *((str(cls), _TERM) for cls in _VOCABULARY),
]
"""What makes the page of a thing, by the first of these classes that it is of; of the
others, those that are counted have figures on theirs."""


_MAIN = (APF.Policy, APF.Flow, APF.Actor, APF.SourceDocument)
"""The kinds of things that every page leads to: what most readers come for."""


class Pages:
    """The pages of a graph as HTML, the same for a server and a folder of files.

    Links between them are relative and end in ``.html``. ``served`` tells that the
    forms of questions and the search are answered, as a server does, and ``at_once``
    that all pages will be asked for. With a ``manual`` its pages are among them.
    Nothing is fetched, and nothing written.
    """

    def __init__(
        self,
        graph: KnowledgeGraph,
        *,
        served: bool = False,
        at_once: bool = False,
        manual: Manual | None = None,
    ) -> None:
        self.graph, self.served, self.at_once = graph, served, at_once
        self.manual = manual
        self.library = Library(graph)
        self._answers = AnswersAbout(self.library, at_once=at_once)
        self._days: dict[str, Pages] = {}

    @cached_property
    def _span(self) -> DaySpan:
        """The days of the whole graph, whatever day it is shown as of."""
        return day_span(self.library)

    @cached_property
    def _beside(self) -> dict[str, str]:
        return beside_names(self.library)

    @cached_property
    def _last_day(self) -> str:
        return front.days(self.library)[1]

    @cached_property
    def _digest(self) -> str:
        """What tells the whole graph from any other, ``""`` behind an endpoint."""
        endpoint = (self.graph.whole or self.graph).endpoint
        if not isinstance(endpoint, LocalEndpoint):
            return ""
        return read_manifest(endpoint.generation).digest[:_DIGITS]

    @cached_property
    def _kinds(self) -> list[str]:
        """The kinds of things that have a page which lists them."""
        library = self.library
        segments: dict[str, None] = {}
        for cls, segment in library.named_classes.items():
            if library.of_class(cls):
                segments[segment] = None
        return sorted(segments)

    @cached_property
    def _main(self) -> list[tuple[str, str]]:
        """The lists that every page leads to, those that are not empty."""
        library = self.library
        lists = [
            (KIND + library.named_classes[cls], plural(library.thing(cls).label))
            for cls in map(str, _MAIN)
            if cls in library.named_classes and library.of_class(cls)
        ]
        docs = [(f"{DOCS}/index", "Documentation")] if self.manual else []
        return [*lists, *docs]

    def addresses(self) -> Iterator[str]:
        """Yield the address of every page, always in the same order."""
        yield from (INDEX, *LISTS)
        yield from (KIND + segment for segment in self._kinds)
        yield from (QUESTION + name for name in sorted(self.graph.questions))
        yield from (networks.NETWORK + name for name in sorted(self.graph.views))
        yield from self.library.by_address
        yield from self.manual.files if self.manual else ()

    def iri(self, address: str) -> str | None:
        """Return the IRI of the thing that a page is about, if it is about one."""
        return self.library.by_address.get(address)

    def address_of(self, iri: str) -> str | None:
        """Return the address of the page of a thing, ``None`` where it has none."""
        return self.library.places.get(iri)

    def prepare(self, addresses: Iterable[str]) -> None:
        """Look up at once what some pages will be made from, which are asked next."""
        known = self.library.by_address
        self.library.prepare(known[a] for a in addresses if a in known)

    def nearest(self, address: str) -> list[tuple[str, str]]:
        """Return the addresses and labels of pages like one that is not there."""
        for start, names in (
            (QUESTION, self.graph.questions),
            (networks.NETWORK, self.graph.views),
        ):
            if address.startswith(start):
                like = get_close_matches(address.removeprefix(start), names, n=5)
                return [(start + name, self._name_of(start, name)) for name in like]
        words = local_name(address).replace("-", " ")
        try:
            hits = self.graph.search(words, limit=5) if words.strip() else []
        except KgError:
            return []
        pairs = ((self.address_of(hit.thing.iri), hit.thing.label) for hit in hits)
        return [(there, label) for there, label in pairs if there is not None]

    def _name_of(self, start: str, name: str) -> str:
        if start == QUESTION:
            return self.graph.questions[name].summary
        return self.graph.views[name].title

    def html(
        self, address: str, *, as_of: str | None = None, on: str | None = None
    ) -> str | None:
        """Return the page of an address; ``None`` where there is none.

        ``as_of`` shows the graph as of that day, and ``on`` lives of policies on a day,
        month or year. Raises :class:`BadArgument` for what is no day.
        """
        if as_of is not None:
            return self._as_of(as_of)._html(address, as_of, on)
        return self._html(address, None, on)

    def _html(self, address: str, as_of: str | None, on: str | None) -> str | None:
        page = self.page(address, on)
        if page is None:
            return None
        given = {name: day for name, day in ((AS_OF, as_of), (ON, on)) if day}
        return write(page, self._around(address, given))

    def _as_of(self, day: str) -> Pages:
        """Return the pages as of a day; those of the last days asked for are kept."""
        if day not in self._days:
            while len(self._days) >= _DAYS_KEPT:
                self._days.pop(next(iter(self._days)))
            graph = self.graph.as_of(day)
            made = Pages(graph, served=self.served, at_once=self.at_once)
            made._span = self._span
            self._days[day] = made
        return self._days[day]

    def asked(self, name: str, given: Mapping[str, str]) -> str | None:
        """Return the page of a question, answered for the parameters of its form.

        They are those of the question, and ``as_of``. ``None`` where there is no such
        question. Raises :class:`UnknownName` for a thing or parameter that there is
        not, and :class:`BadArgument` for a value that one does not take.
        """
        if name not in self.graph.questions:
            return None
        page = question_page(self.library, self._answers, name, given)
        return self._written(page, QUESTION + name)

    def results(self, words: str) -> str:
        """Return the page of what words find, at the address of all names."""
        return self._written(results_page(self.library, words), "names")

    def missing(self, address: str) -> str:
        """Return the page that says that there is none, with some like it."""
        near = self.nearest(address)
        return self._written(Page("missing", "No such page", {"near": near}), address)

    def problem(self, address: str, words: str) -> str:
        """Return the page that says why what was asked for cannot be shown."""
        shown = {"problem": words}
        return self._written(Page("problem", "Not answered", shown), address)

    def sparql(self, query: str, result: ResultTable | str | None, problem: str) -> str:
        """Return the page of a query: with its table, or a graph as text, or neither.

        ``problem`` says why there is no result.
        """
        table = result if isinstance(result, ResultTable) else None
        text = result if isinstance(result, str) else ""
        return self._written(sparql_page(query, table, problem, text), "sparql")

    def _written(self, page: Page, address: str) -> str:
        return write(self._trailed(page, []), self._around(address, {}))

    def page(self, address: str, on: str | None = None) -> Page | None:
        """Return what the page of an address shows, not yet written as HTML."""
        if address in _LISTINGS:
            if address == MOVEMENTS:
                return self._trailed(movements_page(self.library, on), [])
            return self._trailed(_LISTINGS[address](self.library), [])
        if address.startswith(KIND):
            listed = listing.kind_page(self.library, address.removeprefix(KIND))
            return listed and self._trailed(listed, [])
        if address.startswith(QUESTION):
            name = address.removeprefix(QUESTION)
            if name not in self.graph.questions:
                return None
            asked = question_page(self.library, self._answers, name)
            return self._trailed(asked, [("questions", "Questions")])
        if self.manual and (entry := self.manual.page(address)):
            return self._trailed(entry, [(f"{DOCS}/index", "Documentation")])
        if address.startswith(networks.NETWORK):
            name = address.removeprefix(networks.NETWORK)
            if name not in self.graph.views:
                return None
            view = networks.network_page(self.library, name)
            return self._trailed(view, [("network", "Networks")])
        iri = self.iri(address)
        return None if iri is None else self._of_thing(iri, on)

    def _of_thing(self, iri: str, on: str | None) -> Page:
        library = self.library
        classes = {*library.classes(iri)}
        makers = (make for cls, make in _PAGES if cls in classes)
        counted = iri in library.measured
        make = next(makers, flow_page if counted else _whatever_day(thing_page))
        page = make(library, self._answers, iri, on)
        segments = [
            (cls, library.named_classes[cls])
            for cls in library.classes(iri)
            if cls in library.named_classes
        ]
        trail = [
            (KIND + segment, plural(library.thing(cls).label).capitalize())
            for cls, segment in segments[:1]
        ]
        vocabulary = not trail and classes.intersection(map(str, _VOCABULARY))
        return self._trailed(
            page, [("terms", "Terms and codes")] if vocabulary else trail
        )

    def _trailed(self, page: Page, trail: list[tuple[str, str]]) -> Page:
        page.trail = [(INDEX, self.graph.project.title), *trail]
        return page

    def _around(self, address: str, given: Mapping[str, str]) -> dict[str, object]:
        """Return what every page shares: links, the project, and how to cite it.

        On a server links keep the days that were given; a question takes no other
        parameters than its own, beside the day as of which it is asked.
        """
        library, project = self.library, self.graph.project
        places = library.places
        every = f"?{urlencode(given)}" if given and self.served else ""
        known = {name: day for name, day in given.items() if name == AS_OF}
        as_of = f"?{urlencode(known)}" if known and self.served else ""

        def to(there: str, ending: str = ".html") -> str:
            asked = as_of if there.startswith(QUESTION) else every
            return link(address, there, ending) + (asked if ending == ".html" else "")

        def href(iri: str) -> str | None:
            there = places.get(iri)
            return None if there is None or there == address else to(there)

        return {
            "to": to,
            "href": href,
            "here": address,
            "plain": link(address, address),
            "asked_days": given,
            "span": self._span,
            "style": to(STYLE, ""),
            "script": to(SCRIPT, "") if has_script() else "",
            "policy": "" if self.served else CONTENT_POLICY,
            "project": project,
            "language": library.language,
            "namesakes": library.namesakes,
            "not_listed": library.not_listed,
            "beside": self._beside,
            "served": self.served,
            "main": self._main,
            "day": str(self.graph.day) if self.graph.day else "",
            "last_day": self._last_day,
            "digest": self._digest,
        }


_DIGITS = 12
"""Digits of the digest of a graph that a page is cited with: enough for a million."""

_DAYS_KEPT = 8
"""Days of which the pages are kept: as many as views of a graph are held open."""


def stylesheet() -> bytes:
    """Return the style of all pages."""
    return (Path(__file__).parent / STYLE).read_bytes()
