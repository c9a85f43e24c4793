"""What every page is made from: a graph, looked up property by property, and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import pyoxigraph as ox

from kg.ask.citations import Citation, cite
from kg.ask.endpoint import Endpoint, batches
from kg.ask.finding.among import without_rows
from kg.ask.knowledge import KnowledgeGraph
from kg.ask.network.model import Network
from kg.ask.nodes import SAID, terms_of
from kg.ask.tables import Row, Term
from kg.ask.things import label_rank, label_things
from kg.export.network.drawing import Drawing, draw
from kg.figures.view.model import FiguresView
from kg.graph.cited import Thing
from kg.names import APF, OWL, RDFS, SKOS, local_name
from kg.pages.addresses import Addresses
from kg.pages.wording import isolated
from kg.rdf import Literal, URIRef

_IMPLIED = frozenset({"", "established", "reported", "planned"})
"""Standings that go without saying where the manner of a claim is told."""

Properties = dict[str, list[Term]]
"""The values of a node by the IRIs of its properties, both sorted."""

_MOST = 200
"""Incoming links that a page lists before it only counts: some screens."""

_CARDS = 50_000
"""Claims that are kept: some 100 MB."""

_KEPT = 256
"""Views of figures that are kept, and nodes: a flow's are on pages of policies, too."""


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim as pages show it: its citation, and the code of its standing."""

    citation: Citation
    standing: str

    @property
    def iri(self) -> str:
        """The IRI of the claim."""
        return self.citation.claim.iri

    @property
    def manner(self) -> str:
        """How it is put forward, and what became of it: ``asserted, contested``."""
        modality = self.citation.modality
        known = {modality, *_IMPLIED}
        return modality if self.standing in known else f"{modality}, {self.standing}"

    @property
    def summary(self) -> str:
        """What it says, or else its id."""
        return " ".join(self.citation.summary.split()) or self.citation.claim.id

    @property
    def heading(self) -> str:
        """What it says with who says so and in what manner, to be read alone."""
        return f"{isolated(self.citation.who)}, {self.manner}: {self.summary}"

    @property
    def day(self) -> str:
        """When its document was published, ``""`` where that is not known."""
        published = self.citation.published
        return published.isoformat() if published else ""


class Library:
    """Looks things up in one graph; what was looked up is kept.

    What has a page, is ``listed`` or counted: of a graph with very many claims all but
    the rows of large ``tables``, which would be a million pages. ``not_listed`` is how
    many claims those have, of each by the IRI of the document.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph, self.endpoint = graph, graph.endpoint
        among = without_rows(graph.endpoint)
        self.listed: Endpoint = graph.endpoint if among is None else among
        self.tables = {} if among is None else among.claims
        self.not_listed = sum(self.tables.values())
        self.project, self.language = graph.project, graph.project.language
        self.addresses = Addresses(graph.project.base)
        self._things: dict[str, Thing] = {}
        self._cards: dict[str, ClaimCard] = {}
        self._near: dict[str, list[tuple[str, Term | None]]] = {}
        self._leading: dict[str, list[tuple[str, str]]] = {}
        self.figures = lru_cache(_KEPT)(self._figures)
        self.properties = lru_cache(_KEPT)(self._properties)
        """What the graph says of a node, but for what only questions read."""
        self.drawn_view = lru_cache(1)(self._drawn_view)
        """A view and its drawing: whoever asks for its page asks for its files next."""

    def rows(self, query: str) -> list[Row]:
        """Return the rows of a query over what is listed."""
        return self.listed.select(query).rows

    @cached_property
    def types(self) -> dict[str, list[str]]:
        """The classes of everything that may have a page."""
        types: dict[str, list[str]] = {}
        rows = self.rows("SELECT DISTINCT ?s ?class WHERE { ?s a ?class }")
        for iri in self.tables:  # which stand among their rows
            query = f"SELECT DISTINCT ?class WHERE {{ <{iri}> a ?class }}"
            rows += [(URIRef(iri), *row) for row in self.endpoint.select(query).rows]
        for row in rows:
            iri, cls = map(str, row)
            if self.addresses.of(iri) is not None:
                types.setdefault(iri, []).append(cls)
        return {
            iri: sorted(classes)
            for iri, classes in sorted(types.items())
            if not any(cls.startswith(f"{OWL}Ontology") for cls in classes)
        }

    @cached_property
    def by_address(self) -> dict[str, str]:
        """The IRIs that have pages, by their addresses, in the order of addresses."""
        return dict(sorted((there, iri) for iri, there in self.places.items()))

    @cached_property
    def places(self) -> dict[str, str]:
        """The addresses of everything that has a page, by IRI."""
        return {iri: self.addresses.of(iri) or "" for iri in self.types}

    @cached_property
    def _above(self) -> dict[str, list[str]]:
        """The classes right above each class."""
        above: dict[str, list[str]] = {}
        query = f"SELECT ?a ?b WHERE {{ ?a <{RDFS.subClassOf}> ?b }} ORDER BY ?a ?b"
        for a, b in self.rows(query):
            above.setdefault(str(a), []).append(str(b))
        return above

    def classes(self, iri: str) -> list[str]:
        """Return the classes of a thing, narrow ones first, with all above them."""
        own = self.types.get(iri, ())
        return list(dict.fromkeys(up for cls in own for up in self.up(cls)))

    @cached_property
    def named_classes(self) -> dict[str, str]:
        """The classes whose things have ids of their own, with the part of an id."""
        query = f"SELECT ?class ?segment WHERE {{ ?class <{APF.idSegment}> ?segment }}"
        return {str(cls): str(segment) for cls, segment in sorted(self.rows(query))}

    @cached_property
    def contents(self) -> dict[str, list[str]]:
        """What claims put forward, each with the claims that do so."""
        contents: dict[str, list[str]] = {}
        query = f"SELECT ?content ?claim WHERE {{ ?claim <{APF.content}> ?content }}"
        for content, claim in sorted(self.rows(query)):
            contents.setdefault(str(content), []).append(str(claim))
        return contents

    @cached_property
    def measured(self) -> set[str]:
        """What figures are of."""
        rows = self.rows(f"SELECT DISTINCT ?x WHERE {{ ?o <{APF.measures}> ?x }}")
        return {str(row[0]) for row in rows}

    def kind(self, iri: str) -> Thing | None:
        """Return the narrowest class of a thing, with what people call it."""
        for cls in self.types.get(iri, ()):
            others = (c for c in self.types[iri] if c != cls)
            if not any(cls in self.up(other) for other in others):
                return self.thing(cls)
        return None

    def up(self, cls: str) -> list[str]:
        """Return a class with all above it, the nearest first."""
        classes = [cls]
        for each in classes:
            classes += [up for up in self._above.get(each, ()) if up not in classes]
        return classes

    def things(self, iris: Iterable[str]) -> list[Thing]:
        """Return things with their labels, in the order given."""
        iris = list(iris)
        if wanted := {iri for iri in iris if iri not in self._things}:
            self._things |= label_things(self.endpoint, wanted, self.language)
        return [self._things[iri] for iri in iris]

    def thing(self, iri: str) -> Thing:
        """Return a thing with its label."""
        return self.things([iri])[0]

    def prepare(self, iris: Iterable[str]) -> None:
        """Look up at once what pages of some things will be made from.

        What was prepared before is let go. It spares a query for each of them.
        """
        wanted = list(iris)
        self._near = {iri: [] for iri in wanted}
        self._leading = {iri: [] for iri in wanted}
        for batch in batches(wanted):
            block = f"VALUES ?x {{ {batch} }}"
            query = f"SELECT DISTINCT ?x ?p ?o WHERE {{ {block} ?x ?p ?o {SAID} }}"
            for x, p, o in self.endpoint.select(query).rows:
                self._near[str(x)].append((str(p), o))
            for x, p, s in self.rows(
                f"SELECT DISTINCT ?x ?p ?s WHERE {{ {block} ?s ?p ?x {SAID} }}"
            ):
                self._leading[str(x)].append((str(p), str(s)))
        self.cards(iri for iri in wanted if self.is_claim(iri))
        objects = (o for pairs in self._near.values() for _, o in pairs)
        terms = {p for pairs in self._near.values() for p, _ in pairs}
        self.things({*wanted, *terms} | {str(o) for o in objects if _is_iri(o)})

    def _properties(self, iri: str) -> Properties:
        if (pairs := self._near.get(iri)) is None:
            node = URIRef(iri).n3()
            query = f"SELECT DISTINCT ?p ?o WHERE {{ {node} ?p ?o {SAID} }}"
            pairs = [(str(p), o) for p, o in self.endpoint.select(query).rows]
        of: Properties = {}
        for p, o in pairs:
            if o is not None:
                of.setdefault(p, []).append(o)
        return {p: sorted(of[p], key=lambda term: term.n3()) for p in sorted(of)}

    def incoming(self, iri: str) -> tuple[dict[str, list[str]], int]:
        """Return what leads to a node, by property, and how much is left out."""
        if (pairs := self._leading.get(iri)) is None:
            query = f"SELECT DISTINCT ?p ?s WHERE {{ ?s ?p {URIRef(iri).n3()} {SAID} }}"
            pairs = [(str(p), str(s)) for p, s in self.rows(query)]
        known = [(p, s) for p, s in sorted(pairs) if s in self.types]
        leading: dict[str, list[str]] = {}
        for p, s in known[:_MOST]:
            leading.setdefault(p, []).append(s)
        return leading, len(known[_MOST:])

    def cards(self, claims: Iterable[str]) -> list[ClaimCard]:
        """Return claims to be shown, by the days of their documents and their places.

        What is no claim of the graph is left out.
        """
        wanted = list(dict.fromkeys(claims))
        if len(self._cards) > _CARDS:
            self._cards.clear()
        self._cite([iri for iri in wanted if iri not in self._cards])
        cards = (self._cards[iri] for iri in wanted if iri in self._cards)
        return sorted(cards, key=_by_place)

    def _cite(self, claims: list[str]) -> None:
        if not claims:
            return
        cited = cite(self.endpoint, claims, self.graph.texts, self.language)
        standing = terms_of(self.endpoint, claims, ["standing"])
        for citation in cited:
            codes = standing.get(citation.claim.iri, {}).get("standing", [])
            code = local_name(str(codes[0])) if codes else ""
            self._cards[citation.claim.iri] = ClaimCard(citation, code)

    def standings(self, claims: Iterable[str]) -> dict[str, str]:
        """Return the IRIs of the standings of claims, of those that have one."""
        of = terms_of(self.endpoint, sorted(claims), ["standing"])
        return {c: str(t["standing"][0]) for c, t in of.items() if t.get("standing")}

    def names(self, iri: str) -> list[Literal]:
        """Return all names of a thing, the one it is shown by first."""
        of = self.properties(iri)
        terms = (RDFS.label, SKOS.prefLabel, APF.title, SKOS.altLabel, SKOS.hiddenLabel)
        names: dict[Literal, None] = {}
        for term in terms:
            literals = [o for o in of.get(str(term), ()) if isinstance(o, Literal)]
            literals.sort(key=lambda o: (label_rank(o, self.language), str(o)))
            names |= dict.fromkeys(literals)
        return list(names)

    def of_class(self, *classes: str) -> list[str]:
        """Return the IRIs of all things of some classes, sorted."""
        asked = set(classes)
        every = {cls for own in self.types.values() for cls in own}
        within = {cls for cls in every if not asked.isdisjoint(self.up(cls))}
        return [iri for iri, own in self.types.items() if not within.isdisjoint(own)]

    @cached_property
    def namesakes(self) -> set[str]:
        """The things whose label another thing has, too: only ids tell which is which.

        The same thing may be of several kinds; a code and a class are no namesakes.
        """
        label = RDFS.label.n3()
        rows = self.rows(
            f"SELECT ?x WHERE {{ {{ SELECT ?name WHERE {{ ?y {label} ?name }} GROUP BY "
            f"?name HAVING (COUNT(DISTINCT ?y) > 1) }} ?x {label} ?name }}"
        )
        shared = {str(row[0]) for row in rows if str(row[0]) not in self.contents}
        named = [
            iri
            for iri in sorted(shared & self.types.keys())
            if not self.named_classes.keys().isdisjoint(self.classes(iri))
        ]
        counts = Counter(thing.label for thing in self.things(named))
        return {iri for iri in named if counts[self.thing(iri).label] > 1}

    @cached_property
    def claim_counts(self) -> dict[str, int]:
        """How many claims each thing is the subject or object of, holds or makes."""
        terms = (APF.aboutSubject, APF.aboutObject, APF.claimant, APF.statedIn)
        listed = " ".join(term.n3() for term in terms)
        rows = self.rows(
            f"SELECT ?x (COUNT(DISTINCT ?claim) AS ?n) WHERE {{ {{ VALUES ?p "
            f"{{ {listed} }} ?claim ?p ?x }} UNION {{ ?claim <{APF.content}> ?content "
            ". ?content ?q ?x FILTER isIRI(?x) } } GROUP BY ?x"
        )
        return {str(x): int(str(n)) for x, n in rows}

    def classes_called(self, name: str) -> list[str]:
        """Return the classes of a local name."""
        return [cls for cls in self._all_classes if local_name(cls) == name]

    @cached_property
    def _all_classes(self) -> list[str]:
        every = {cls for classes in self.types.values() for cls in classes}
        return sorted({*every, *self._above, *self.named_classes})

    def is_claim(self, iri: str) -> bool:
        """Tell whether something is a claim."""
        return str(APF.Claim) in self.types.get(iri, ())

    @cached_property
    def _uses(self) -> dict[str, int]:
        """In how many triples each node is the property, or the value."""
        counts: dict[str, int] = {}
        for name in ("p", "o"):
            for term, count in self.rows(
                f"SELECT ?{name} (COUNT(*) AS ?n) WHERE {{ ?s ?p ?o "
                f"FILTER isIRI(?{name}) }} GROUP BY ?{name}"
            ):
                counts[str(term)] = counts.get(str(term), 0) + int(str(count))
        return counts

    def uses(self, iri: str) -> int:
        """Return how many triples have a term as their property or their value."""
        return self._uses.get(iri, 0)

    @cached_property
    def _shapes(self) -> dict[str, list[str]]:
        """The names of the shapes that speak of each term."""
        shapes: dict[str, set[str]] = {}
        triples = self.project.turtle("shapes/*.ttl").parsed
        holders = {str(t.object): str(t.subject) for t in triples}
        for triple in triples:
            holder = str(triple.subject)
            seen = set[str]()
            while holder.startswith("_:") and holder in holders and holder not in seen:
                seen.add(holder)
                holder = holders[holder]
            term = triple.object
            if isinstance(term, ox.NamedNode) and holder.startswith("<"):
                shapes.setdefault(term.value, set()).add(local_name(holder[1:-1]))
        return {term: sorted(names) for term, names in shapes.items()}

    def shapes(self, iri: str) -> list[str]:
        """Return the names of the shapes that speak of a term."""
        return self._shapes.get(iri, [])

    def _figures(self, iri: str | None) -> FiguresView:
        return (self.listed_graph if iri is None else self.graph).figures(iri)

    @cached_property
    def listed_graph(self) -> KnowledgeGraph:
        """The graph of what is listed, to be asked for all at once."""
        return replace(self.graph, endpoint=self.listed)

    def _drawn_view(self, name: str) -> tuple[Network, Drawing]:
        network = self.listed_graph.view(name)
        return network, draw(network)


def iris(terms: Iterable[Term]) -> list[str]:
    """Return those of some terms that are IRIs."""
    return [str(term) for term in terms if isinstance(term, URIRef)]


def _is_iri(term: Term | None) -> bool:
    return isinstance(term, URIRef)


def first(of: Properties, term: URIRef) -> str:
    """Return the first value of a property as text, ``""`` where there is none."""
    return next((str(value) for value in of.get(str(term), ())), "")


def _by_place(card: ClaimCard) -> tuple[str, str, int, str]:
    citation = card.citation
    at = citation.start or citation.row or 0
    return card.day, citation.document.id, at, citation.claim.id
