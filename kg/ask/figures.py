"""The figures of a thing or of an actor, collected from a graph and cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from kg.ask.as_of import before_all
from kg.ask.citations import cite
from kg.ask.claimants import claimants
from kg.ask.endpoint import Endpoint, values
from kg.ask.things import find_thing, label_things
from kg.errors import QueryFailed, UnknownName
from kg.figures.codes import Select
from kg.figures.derive import derive_bounds
from kg.figures.figure import Figure, Related
from kg.figures.load import load_figures, load_related
from kg.figures.reconcile import Contradiction, Reconciliation, reconcile
from kg.figures.total import Total, total
from kg.figures.view.model import FiguresView, Section
from kg.figures.view.sections import sections_of
from kg.graph.cited import Citation, Thing
from kg.names import APF, ONTOLOGY, RDFS, local_name
from kg.rdf import URIRef
from kg.read.texts import Texts

MOST_THINGS = 2_000
"""Things that an actor may give figures of to have all of them on one page."""

_MOST = 5
"""So many are named in place of a page of figures: a hint, no list."""

_LOOKED_AT = 200
"""Things of which it is looked up for that how many figures they have: of a country
with UNHCR's tables there are eight thousand, which takes seconds."""

_MEASURES, _TIED = f"<{ONTOLOGY}measures>", ("comparedTo", "shareOf")


def view_figures(
    endpoint: Endpoint,
    thing: Thing | None,
    texts: Texts,
    language: str,
    *,
    day: date | None,
    whole: Endpoint,
) -> FiguresView:
    """Collect the figures of a thing or an actor, or all, and check them.

    The graph is that as of a ``day``, if there is one, of the ``whole`` graph.
    """
    select = selecting(endpoint)
    of = set[str]() if thing is None else _asked_about(select, thing)
    measured = None if thing is None else of | _claimed(select, thing)
    related = load_related(select, measured)
    near = None if measured is None else _near(select, measured, related)
    if near != measured:
        related = load_related(select, near)
    figures = load_figures(select, things=near)
    known = reconcile(figures, related)
    asked = {f.claim for f in known.figures if thing is None or _is_asked(f, thing, of)}
    iri = None if thing is None else thing.iri
    shown = _shown(known, asked, iri)
    bounds = derive_bounds(known.index, related)
    sections = sections_of(known, shown, asked, bounds, iri)
    contradictions = tuple(
        c for c in known.contradictions if any(f.claim in shown for f in c.figures)
    )
    cited = _cited(sections, contradictions)
    why: str | None = None
    about: tuple[Thing, ...] = ()
    if not sections:
        why = _why_empty(endpoint, thing, day, whole) + before_all(whole, day)
    if thing is not None and (not sections or len(of) > 1):
        about = _about(endpoint, thing, of, language)
    things = label_things(endpoint, _mentioned(cited), language)
    citations = _citations(endpoint, cited, texts, language)
    publishers = (c.publisher for c in citations.values() if c.publisher)
    named = things | {publisher.iri: publisher for publisher in publishers}
    return FiguresView(
        thing,
        day,
        sections,
        contradictions,
        known,
        things,
        citations,
        frozenset(asked),
        why,
        about,
        partial(claimants, whole, named),
    )


def add_up(
    endpoint: Endpoint,
    claims: Iterable[str],
    unit: str | None,
    texts: Texts,
    language: str,
) -> Total:
    """Add up the figures of claims, or refuse; claims are given by id or IRI.

    Raises :class:`UnknownName` for what is no claim with a figure, and
    :class:`NotAddable`.
    """
    select = selecting(endpoint)
    things = [find_thing(endpoint, c, "Claim", language=language) for c in claims]
    if not things:
        raise UnknownName("no claim is named whose figure could be added up")
    near = measured_by(select, [thing.iri for thing in things])
    related = load_related(select, near)
    known = reconcile(load_figures(select, things=near), related).by_claim
    for thing in things:
        if thing.iri not in known:
            raise UnknownName(f"the claim `{thing.id}` gives no figure of a source")
    chosen = {thing.iri: known[thing.iri] for thing in things}
    sum_ = total(chosen.values(), related, unit=unit)
    return replace(
        sum_,
        things=label_things(endpoint, _mentioned(sum_.figures), language),
        citations=_citations(endpoint, list(sum_.figures), texts, language),
    )


def selecting(endpoint: Endpoint) -> Select:
    """Return a function that runs a query and gives IRIs and lexical forms."""
    return lambda query: [
        [None if term is None else str(term) for term in row]
        for row in endpoint.select(query).rows
    ]


def measured_by(select: Select, claims: Sequence[str]) -> set[str]:
    """Return the things that claims give figures of."""
    listed = values(URIRef(iri) for iri in claims)
    return _column(
        select,
        f"SELECT DISTINCT ?x WHERE {{ VALUES ?claim {{ {listed} }} "
        f"?claim <{APF.content}> ?figure . ?figure {_MEASURES} ?x }}",
    )


def _is_asked(figure: Figure, thing: Thing, of: set[str]) -> bool:
    """Tell whether a figure is ``of`` what is asked about, or given by it."""
    given_by = figure.claimant, *figure.joint
    return figure.series.measures in of or thing.iri in given_by


def _claimed(select: Select, actor: Thing) -> set[str]:
    """Return the things that an actor gives figures of, if it is one.

    Raises :class:`QueryFailed` for an actor who gives figures of too many.
    """
    claimed = _column(
        select,
        f"SELECT DISTINCT ?x WHERE {{ "
        f"?claim <{APF.claimant}>|<{APF.jointClaimant}> <{actor.iri}> . "
        f"?claim <{APF.content}> ?figure . ?figure {_MEASURES} ?x }} "
        f"LIMIT {MOST_THINGS + 1}",
    )
    if len(claimed) > MOST_THINGS:
        one = local_name(min(claimed))
        message = f"{actor} gives figures of more than {MOST_THINGS:,} things; ask for "
        raise QueryFailed(f"{message}those of one, such as `{one}`")
    return claimed


def _asked_about(select: Select, thing: Thing) -> set[str]:
    """Return a thing, and of a place the flows and populations that are spoken of.

    Those are flows that begin or end there and people who live there or come from
    there, if not only rows of tables count them: tables count thousands of some places,
    and most of these nobody holds anything against. A row that somebody denies is
    spoken of.
    """
    kind = f"<{thing.iri}> a ?class . ?class <{RDFS.subClassOf}>* <{APF.Place}> ."
    if not select(f"SELECT ?class WHERE {{ {kind} }} LIMIT 1"):
        return {thing.iri}
    documents = _column(select, f"SELECT ?x WHERE {{ ?x <{APF.published}> ?day }}")
    in_words = [
        URIRef(document)
        for document in sorted(documents)
        if not select(
            f"SELECT ?claim WHERE {{ ?claim <{APF.statedIn}> <{document}> . "
            f"?claim <{APF.row}> ?row }} LIMIT 1"
        )
    ]
    spoken_of = _column(
        select,
        f"SELECT DISTINCT ?x WHERE {{ VALUES ?document {{ {values(in_words)} }} "
        f"?claim <{APF.statedIn}> ?document . "
        f"?claim <{APF.disputes}>?/<{APF.content}> ?figure . "
        f"?figure {_MEASURES} ?x . ?x ?p <{thing.iri}> . "
        f"FILTER STRSTARTS(STR(?p), '{ONTOLOGY}') }}",
    )
    return {thing.iri, *spoken_of}


def _near(select: Select, things: set[str], related: Related) -> set[str]:
    """Return things with all whose figures may bear on theirs."""
    near = set(things)
    for thing in things:
        around = related.within.get(thing, frozenset())
        near |= around
        for other, wholes in related.within.items():
            beside = wholes & around and related.share_nobody(thing, other)
            if thing in wholes or beside:
                near.add(other)
    properties = " ".join(f"<{ONTOLOGY}{name}>" for name in _TIED)
    tied = select(
        f"SELECT DISTINCT ?a ?b WHERE {{ VALUES ?p {{ {properties} }} ?x ?p ?y . "
        f"?x {_MEASURES} ?a . ?y {_MEASURES} ?b }}"
    )
    pairs = [{str(term) for term in row} for row in tied]
    return near.union(*(pair for pair in pairs if pair & near))


def _shown(known: Reconciliation, asked: set[str], iri: str | None) -> set[str]:
    """Return the claims to list: also those on the same numbers, parts and wholes."""
    shown = set(asked)
    for group in known.groups:
        claims = {figure.claim for figure in group.figures}
        if claims & asked:
            shown |= claims
    for figure in known.figures:
        thing, related = figure.series.measures, known.related
        if iri and (related.contains(thing, iri) or related.contains(iri, thing)):
            shown.add(figure.claim)
    return shown


def _cited(
    sections: Sequence[Section], contradictions: Iterable[Contradiction]
) -> list[Figure]:
    """Return every figure that is spoken of, in the order of its first mention."""
    figures = [row.figure for section in sections for row in section.rows]
    for section in sections:
        figures += [row.against for row in section.rows if row.against is not None]
        for relation in section.relations:
            figures += [relation.subject, *relation.others]
        for derived in section.derived:
            figures += derived.inputs
    for contradiction in contradictions:
        figures += contradiction.figures
    return list({figure.claim: figure for figure in figures}.values())


def _mentioned(figures: Iterable[Figure]) -> set[str]:
    iris: set[str] = set()
    for f in figures:
        iris |= {f.series.measures, f.claimant, *f.possible_claimants, *f.joint}
    return iris - {""}


def _citations(
    endpoint: Endpoint, figures: list[Figure], texts: Texts, language: str
) -> dict[str, Citation]:
    """Return citations by claim; disputes only those that the figures know of."""
    known = {f.claim: tuple(map(local_name, f.disputed_by)) for f in figures}
    cited = cite(endpoint, [f.claim for f in figures], texts, language)
    return {c.claim.iri: replace(c, disputed_by=known[c.claim.iri]) for c in cited}


def _why_empty(
    endpoint: Endpoint, thing: Thing | None, day: date | None, whole: Endpoint
) -> str:
    if day is not None:
        select = selecting(whole)
        of = set[str]() if thing is None else _asked_about(select, thing)
        things = None if thing is None else of | _claimed(select, thing)
        later = load_figures(select, things=things)
        if thing is not None:
            later = [f for f in later if _is_asked(f, thing, of)]
        if later:
            many = "1 figure" if len(later) == 1 else f"{len(later)} figures"
            return f"Nothing was known by {day}: {many} came later."
    if thing is None:
        return "No claim in the graph gives a figure."
    claim = f"SELECT ?p WHERE {{ <{thing.iri}> a <{APF.Claim}> ; ?p ?o }} LIMIT 1"
    if endpoint.select(claim).rows:
        return f"`{thing.id}` is a claim: `kg explain {thing.id}` says how it is read."
    return f"No claim gives a figure of {thing}, and it gives none itself."


def _about(
    endpoint: Endpoint, thing: Thing, shown: set[str], language: str
) -> tuple[Thing, ...]:
    """Return some things that are tied to one and have figures, but those ``shown``.

    Those with the most figures come first, of the :data:`_LOOKED_AT` first by their
    IRIs. A flow is tied to where it starts and ends and who moves in it, a population
    to where it lives: to whatever defines it.
    """
    rows = endpoint.select(
        "SELECT ?x (COUNT(DISTINCT ?figure) AS ?n) WHERE { "
        f"{{ SELECT DISTINCT ?x WHERE {{ ?x ?p <{thing.iri}> . "
        f"FILTER STRSTARTS(STR(?p), '{ONTOLOGY}') }} ORDER BY ?x LIMIT {_LOOKED_AT} }} "
        f"?figure {_MEASURES} ?x . ?claim <{APF.content}> ?figure . "
        f"}} GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT {_MOST + len(shown)}"
    ).rows
    iris = [str(row[0]) for row in rows if row[0] is not None]
    iris = [iri for iri in iris if iri not in shown][:_MOST]
    things = label_things(endpoint, iris, language)
    return tuple(things[iri] for iri in iris)


def _column(select: Select, query: str) -> set[str]:
    return {str(row[0]) for row in select(query)}
