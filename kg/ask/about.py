"""Everything that is said about a thing, grouped by how it is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.ask.citations import Citation, cite
from kg.ask.endpoint import Endpoint, values
from kg.ask.finding.among import among_articles
from kg.ask.nodes import SAID
from kg.ask.things import Thing, label_things
from kg.graph.notebook import (
    CLAIM_COLUMNS,
    CLAIM_DAYS,
    CLAIM_NUMBERS,
    citation_html,
    claim_record,
    data_frame,
    line_html,
    part_html,
    table_html,
    title_html,
    words_html,
)
from kg.names import APF, OWL, RDF, RDFS, SCHEMES, SKOS, WIKIDATA, XSD, local_name
from kg.periods.period import BOUNDS
from kg.rdf import Literal, URIRef
from kg.read.judgements import MATCHES
from kg.read.texts import Texts

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class About:
    """A thing, what defines it, and the claims that mention it.

    ``definition`` pairs the name of a property with its values; that of a claim goes on
    with its content, and a ``period`` is in EDTF, as written. ``links`` pairs the QIDs
    of entities of Wikidata with the local name of the match, exact ones first.
    ``claims`` maps each modality, in the order of
    its scheme, to citations in the order of documents; ``made`` are the claims that the
    thing itself makes, in the same form. ``more`` names those of the two, ``about`` and
    ``made``, that have more claims in the graph than were asked for.
    """

    thing: Thing
    types: tuple[str, ...]
    definition: list[tuple[str, str]]
    claims: dict[str, list[Citation]]
    made: dict[str, list[Citation]]
    links: tuple[tuple[str, str], ...] = ()
    more: tuple[str, ...] = ()

    @property
    def citations(self) -> list[Citation]:
        """All claims about the thing, then all by it, each once."""
        groups = (*self.claims.values(), *self.made.values())
        return list(dict.fromkeys(c for group in groups for c in group))

    def to_dict(self) -> dict[str, Any]:
        """Return everything as JSON values; claims about it stand under ``about``."""
        groups = {"about": self.claims, "made": self.made}
        return {
            "thing": self.thing.id,
            "iri": self.thing.iri,
            "types": list(self.types),
            "wikidata": [{"qid": q, "match": match} for q, match in self.links],
            "definition": [list(pair) for pair in self.definition],
            "more": list(self.more),
            **{
                name: {m: [c.to_dict() for c in group] for m, group in by.items()}
                for name, by in groups.items()
            },
        }

    def to_pandas(self) -> pandas.DataFrame:
        """Return the claims as a DataFrame; needs the extra ``apf-kg[pandas]``.

        ``role`` tells those ``about`` the thing from those ``made`` by it. Columns are
        called as in the exported tables, and ``published`` is a date. What is alleged,
        denied, disputed or replaced is a row, too: look at ``modality`` and at
        ``standing``.
        """
        sides = {"about": self.claims, "made": self.made}
        rows = [
            {"role": role, **claim_record(citation)}
            for role, groups in sides.items()
            for group in groups.values()
            for citation in group
        ]
        columns = ["role", *CLAIM_COLUMNS]
        return data_frame(rows, columns, days=CLAIM_DAYS, numbers=CLAIM_NUMBERS)

    def _repr_html_(self) -> str:
        """Show in a notebook what defines the thing, and its claims by modality."""
        kinds = ", ".join(self.types)
        shown = title_html(f"{self.thing} ({kinds}, {self.thing.id})")
        pairs = [
            (words_html(name), words_html(value)) for name, value in self.definition
        ]
        pairs += [
            (words_html(m), words_html(qid, WIKIDATA + qid)) for qid, m in self.links
        ]
        if pairs:
            shown += table_html(("property", "value"), pairs)
        for head, groups in (("said of it", self.claims), ("said by it", self.made)):
            for modality, group in groups.items():
                shown += line_html(f"{head}: {modality} ({len(group)})")
                shown += part_html([_with_standing(c) for c in group])
        return shown if self.citations else shown + line_html("No claim speaks of it.")


def _with_standing(citation: Citation) -> str:
    """Return a citation, with its standing where it is no established one."""
    known = citation.standing in ("", _ESTABLISHED)
    return citation_html(citation) + ("" if known else f" ({citation.standing})")


_ESTABLISHED = "established"


def about(
    endpoint: Endpoint,
    thing: Thing,
    texts: Texts,
    language: str,
    limit: int | None = None,
) -> About:
    """Collect what defines a thing and the claims about it, and by it.

    That is all of them, or so many of each as the ``limit`` says: those of articles
    before the rows of large tables, of which there may be half a million.
    """
    order = _modalities(endpoint)

    def grouped(iris: list[str]) -> dict[str, list[Citation]]:
        return _group(cite(endpoint, iris, texts, language), order)

    types, definition = _definition(endpoint, thing, language)
    links = _links(endpoint, thing)
    mentions = some_claims(endpoint, _about_query, thing.iri, limit)
    made = some_claims(endpoint, _by_query, thing.iri, limit)
    both = {"about": mentions, "made": made}
    more = tuple(
        n for n, iris in both.items() if limit is not None and len(iris) > limit
    )
    return About(
        *(thing, types, definition, grouped(mentions[:limit]), grouped(made[:limit])),
        *(links, more),
    )


def some_claims(
    endpoint: Endpoint, which: Callable[[str], str], iri: str, limit: int | None
) -> list[str]:
    """Return the claims that a query gives for a thing, or one more than ``limit``.

    ``which`` makes the query. Rows of large tables come last.
    """
    query = which(iri)
    if limit is None:
        return [str(row[0]) for row in endpoint.select(query).rows]
    query += f" LIMIT {limit + 1}"
    iris = dict[str, None]()
    for graph in (among_articles(endpoint), endpoint):
        if graph is not None and len(iris) <= limit:
            iris |= dict.fromkeys(str(row[0]) for row in graph.select(query).rows)
    return list(iris)[: limit + 1]


def claims_about(endpoint: Endpoint, iri: str) -> list[str]:
    """Return the claims that mention a thing, are stated in it, or are it."""
    return some_claims(endpoint, _about_query, iri, None)


def _about_query(iri: str) -> str:
    node = URIRef(iri).n3()
    return (
        f"SELECT DISTINCT ?claim WHERE {{ {{ ?claim <{APF.aboutSubject}> {node} }} "
        f"UNION {{ ?claim <{APF.aboutObject}> {node} }} "
        f"UNION {{ {_OF_CONTENTS} ?content ?p {node} {SAID} "
        f"?claim <{APF.content}> ?content }} "
        f"UNION {{ ?claim <{APF.disputes}> {node} }} "
        f"UNION {{ ?claim <{APF.statedIn}> {node} }} "
        f"UNION {{ {node} <{APF.claimant}> ?anyone . BIND ({node} AS ?claim) }} "
        f"?claim a <{APF.Claim}> }}"
    )


_OF_CONTENTS = (
    f"{{ SELECT ?p WHERE {{ ?p a <{OWL.ObjectProperty}> . "
    f"MINUS {{ ?p <{RDFS.domain}> <{APF.Claim}> }} }} }}"
)
"""Properties that contents may have: half a million claims may lead to a claimant."""


def claims_by(endpoint: Endpoint, iri: str) -> list[str]:
    """Return the claims that a thing makes."""
    return some_claims(endpoint, _by_query, iri, None)


def _by_query(iri: str) -> str:
    query = f"SELECT DISTINCT ?claim WHERE {{ ?claim ?role <{iri}> . "
    return query + f"VALUES ?role {{ <{APF.claimant}> <{APF.jointClaimant}> }} }}"


def _links(endpoint: Endpoint, thing: Thing) -> tuple[tuple[str, str], ...]:
    node, matches = URIRef(thing.iri).n3(), values(SKOS[name] for name in MATCHES)
    rows = endpoint.select(
        f"SELECT ?entity ?match WHERE {{ VALUES ?match {{ {matches} }} "
        f"{node} ?match ?entity . "
        f'FILTER (STRSTARTS(STR(?entity), "{WIKIDATA}")) }} ORDER BY ?entity ?match'
    ).rows
    pairs = [(str(e).removeprefix(WIKIDATA), local_name(str(m))) for e, m in rows]
    return tuple(sorted(pairs, key=lambda pair: (MATCHES.index(pair[1]), pair[0])))


def _group(citations: list[Citation], order: list[str]) -> dict[str, list[Citation]]:
    groups: dict[str, list[Citation]] = {}
    for citation in sorted(citations, key=_by_place):
        groups.setdefault(citation.modality, []).append(citation)
    ranked = sorted(
        groups, key=lambda m: (m not in order, order.index(m) if m in order else 0, m)
    )
    return {modality: groups[modality] for modality in ranked}


def _by_place(citation: Citation) -> tuple[str, str, int, str]:
    published = citation.published.isoformat() if citation.published else ""
    at = citation.start or citation.row or 0
    return (published, citation.document.id, at, citation.claim.id)


def _modalities(endpoint: Endpoint) -> list[str]:
    scheme = URIRef(SCHEMES + "modality").n3()
    query = f"SELECT ?c WHERE {{ ?c <{SKOS.inScheme}> {scheme} }} ORDER BY ?c"
    codes = [local_name(str(row[0])) for row in endpoint.select(query).rows]
    return sorted(codes, key=lambda code: (code != "asserted", code == "derived", code))


def _definition(
    endpoint: Endpoint, thing: Thing, language: str
) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    node = URIRef(thing.iri).n3()
    rows = endpoint.select(
        f"SELECT DISTINCT ?p ?o WHERE {{ {{ {node} ?p ?o }} "
        f"UNION {{ {node} <{APF.content}> ?content . ?content ?p ?o }} {SAID} "
        f"FILTER (isLiteral(?o) || ?p = <{RDF.type}> "
        f"|| (?p != <{APF.content}> && EXISTS {{ ?p a <{OWL.ObjectProperty}> }})) }} "
        "ORDER BY ?p ?o"
    ).rows
    iris = [str(o) for _, o in rows if isinstance(o, URIRef)]
    things = label_things(endpoint, iris, language)
    types = tuple(local_name(str(o)) for p, o in rows if p == RDF.type)
    pairs = [
        (
            local_name(str(p)),
            _text(o) if isinstance(o, Literal) else str(things[str(o)]),
        )
        for p, o in rows
        if p != RDF.type
    ]
    return types, _dated(pairs)


def _text(literal: Literal) -> str:
    """Return the text of a literal; some stores write truth values as numbers."""
    text = str(literal)
    return _TRUTH.get(text, text) if literal.datatype == XSD.boolean else text


_TRUTH = {"0": "false", "1": "true"}


def _dated(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give a period as it was written, in place of all that is worked out of it."""
    if not any(name == "edtf" for name, _ in pairs):
        return pairs
    worked_out = (*BOUNDS, "datePrecision", "approximate")
    return [
        ("period" if name == "edtf" else name, value)
        for name, value in pairs
        if name not in worked_out
    ]
