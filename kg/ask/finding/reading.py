"""What a graph says of its things, claims and codes, as far as they can be named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from kg.ask.endpoint import Endpoint, values
from kg.ask.finding.among import Among
from kg.ask.tables import Row
from kg.ask.things import label_rank
from kg.match.letters import NameKind
from kg.names import APF, ONTOLOGY, OWL, RDFS, SKOS, WIKIDATA, local_name
from kg.rdf import Literal, URIRef

CLAIM = "Claim"
"""The kind of a claim that states a relation or only disputes."""

_KINDS = {
    str(RDFS.label): NameKind.LABEL,
    str(SKOS.prefLabel): NameKind.LABEL,
    str(APF.title): NameKind.LABEL,
    str(SKOS.altLabel): NameKind.ALIAS,
    str(SKOS.hiddenLabel): NameKind.HIDDEN,
}
_MENTIONS = values(
    URIRef(ONTOLOGY + name)
    for name in (
        *("aboutSubject", "aboutPredicate", "aboutObject", "disputes", "statedIn"),
        *("claimant", "modality", "attribution", "standing"),
    )
)
"""How a claim itself names a thing or code; what its content names counts, too."""

_CLAIMS_OF = f"""SELECT ?thing (COUNT(DISTINCT ?claim) AS ?count) WHERE {{
  {{ {{ SELECT ?claim WHERE {{ ?claim a <{APF.Claim}> }} }}
    VALUES ?p {{ {_MENTIONS} }} ?claim ?p ?thing }}
  UNION {{ {{ SELECT ?claim ?content WHERE {{ ?claim <{APF.content}> ?content }} }}
    ?content ?any ?thing }}
  FILTER isIRI(?thing)
}} GROUP BY ?thing"""
"""Claims are taken first, or an engine may begin with all that any content names."""

_CLAIMS = f"""SELECT ?claim ?summary ?document ?content ?standing WHERE {{
  ?claim a <{APF.Claim}>
  OPTIONAL {{ ?claim <{APF.summary}> ?summary }}
  OPTIONAL {{ ?claim <{APF.statedIn}> ?document }}
  OPTIONAL {{ ?claim <{APF.content}> ?content }}
  OPTIONAL {{ ?claim <{APF.standing}> ?standing }}
}}"""


_DOCUMENTS = f"""SELECT ?document (MIN(?own) AS ?digest) WHERE {{
  ?document <{APF.published}> ?day
  OPTIONAL {{ ?document <{ONTOLOGY}textDigest> ?own }}
}} GROUP BY ?document"""


class Named:
    """Reads from a graph, once each, what it has that can be named.

    Where only some is ``among`` it, the documents of which nothing else is are, too.
    """

    def __init__(
        self, endpoint: Endpoint, language: str, among: Among | None = None
    ) -> None:
        self._endpoint = endpoint
        self._among = among or endpoint
        self._rows = among.claims if among else {}
        self._language = language

    def _select(self, query: str) -> Iterable[Row]:
        return self._among.select(query).rows

    def _described(self, query: str) -> Iterable[Row]:
        """Run a query about ``?x``, also of documents whose rows are left out."""
        yield from self._select(query)
        if self._rows:
            tables = values(map(URIRef, sorted(self._rows)))
            own = query.replace("WHERE {", f"WHERE {{ VALUES ?x {{ {tables} }}", 1)
            yield from self._endpoint.select(own).rows

    @cached_property
    def names(self) -> dict[str, list[tuple[NameKind, Literal]]]:
        """Every name of everything that has one."""
        listed = values(map(URIRef, _KINDS))
        query = f"SELECT ?x ?p ?name WHERE {{ VALUES ?p {{ {listed} }} ?x ?p ?name }}"
        names = defaultdict(list)
        for x, p, name in sorted(set(self._described(query)), key=str):
            if isinstance(name, Literal):
                names[str(x)].append((_KINDS[str(p)], name))
        return names

    def label(self, iri: str) -> str:
        """Return the label in the language, else in English, else any, else the id."""
        labels = [n for kind, n in self.names.get(iri, ()) if kind is NameKind.LABEL]
        ranked = sorted((label_rank(n, self._language), str(n)) for n in labels)
        return ranked[0][1] if ranked else local_name(iri)

    @cached_property
    def types(self) -> dict[str, list[str]]:
        """The classes that each node is stated in."""
        types = defaultdict(list)
        query = "SELECT DISTINCT ?x ?class WHERE { ?x a ?class }"
        for x, cls in dict.fromkeys(self._described(query)):
            types[str(x)].append(str(cls))
        return types

    @cached_property
    def above(self) -> dict[str, set[str]]:
        """Each class of the ontology with itself and all classes above it."""
        right = defaultdict(set)
        query = f"SELECT ?a ?b WHERE {{ ?a <{RDFS.subClassOf}> ?b }}"
        for a, b in self._select(query):
            right[str(a)].add(str(b))
        above = {}
        for cls in (iri for iri, types in self.types.items() if OWL.Class in types):
            seen, rest = {cls}, [cls]
            while rest:
                more = right[rest.pop()] - seen
                seen |= more
                rest += more
            above[cls] = seen
        return above

    @cached_property
    def offered(self) -> set[str]:
        """The classes whose things have ids of their own."""
        query = f"SELECT ?class WHERE {{ ?class <{APF.idSegment}> ?segment }}"
        tops = {str(row[0]) for row in self._select(query)}
        return {cls for cls, above in self.above.items() if above & tops}

    def kind_of(self, iri: str) -> str:
        """Return the local name of a thing's class, the narrowest if of several."""
        classes = self.offered.intersection(self.types.get(iri, ()))
        upper = {up for cls in classes for up in self.above[cls] - {cls}}
        return min(map(local_name, classes - upper), default=CLAIM)

    @cached_property
    def claims(self) -> dict[str, tuple[str, str | None, str | None, str | None]]:
        """Summary, document, content and standing of every claim, by the ids."""
        ranks: dict[str, tuple[int, str]] = {}
        claims = {}
        for claim, summary, *rest in self._select(_CLAIMS):
            tag = label_rank(summary, self._language) if summary else 0
            rank = tag, str(summary or local_name(claim))
            if rank <= ranks.setdefault(str(claim), rank):
                ranks[str(claim)] = rank
                document, content, standing = (t and str(t) for t in rest)
                claims[str(claim)] = rank[1], document, content, standing
        return dict(sorted(claims.items(), key=lambda item: local_name(item[0])))

    @cached_property
    def things(self) -> list[str]:
        """What has an id of its own: neither a claim, nor what one puts forward."""
        contents = {content for _, _, content, _ in self.claims.values()}
        return sorted(
            iri
            for iri, types in self.types.items()
            if self.offered.intersection(types)
            and iri not in contents
            and iri not in self.claims
            and (iri in self.names or iri in self.counts)
        )

    @cached_property
    def codes(self) -> list[tuple[str, str]]:
        """Each code with its list."""
        query = f"SELECT DISTINCT ?code ?list WHERE {{ ?code <{SKOS.inScheme}> ?list }}"
        return sorted((str(code), str(scheme)) for code, scheme in self._select(query))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many claims are about each thing, or by it."""
        rows = self._select(_CLAIMS_OF)
        counts = {str(thing): int(str(count)) for thing, count in rows}
        return counts | self._rows

    @cached_property
    def identifiers(self) -> dict[str, list[str]]:
        """Codes such as PAK or Q843, which belong to one thing each."""
        codes = defaultdict(list)
        query = f"SELECT ?x ?code WHERE {{ ?x <{APF.iso3}>|<{SKOS.exactMatch}> ?code }}"
        for thing, code in self._select(query):
            codes[str(thing)].append(str(code).removeprefix(WIKIDATA))
        return codes

    @property
    def documents(self) -> list[tuple[str, str | None]]:
        """Each document with the digest of its text, if it has one."""
        rows = self._select(_DOCUMENTS)
        return sorted((local_name(x), str(d) if d else None) for x, d in rows)
