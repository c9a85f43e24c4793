"""The first page: how many moved, who says so, who disagrees, where policies stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.ask.tables import Term
from kg.figures.figure import Figure
from kg.figures.view.model import FigureRow
from kg.graph.cited import Thing
from kg.names import APF, ONTOLOGY, local_name
from kg.pages.addresses import INDEX
from kg.pages.drawing import TimeAxis
from kg.pages.facets import of_cards
from kg.pages.figures import AtOdds, FigureBlocks, FigureLine, days_of, last_day
from kg.pages.library import ClaimCard, Library
from kg.pages.render import AS_OF, Page
from kg.pages.wording import day_words, edtf_words, plural

_HEADLINES = 4
"""Flows whose number stands at the top: what one minute is enough for."""

_AT_ODDS = 4
"""Contradictions that are shown at the top; a page of its own has all."""

_LISTED = 12
"""Things of a kind that are listed; a page of its own has all."""

_COUNTED = ("Claim", "SourceDocument", "Policy", "Flow", "Actor", "PopulationGroup")
"""What is counted in the first sentence, and listed, in this order."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The number of one flow that says most: its line, and who contradicts it.

    ``claims`` is how many figures the flow has in all, and ``later`` how many of them
    are of later days: in another unit, or denied, alleged, disputed, planned.
    ``wholes`` are flows that it is stated to be a part of: not to be added to it.
    """

    flow: Thing
    line: FigureLine
    claims: int
    later: int
    wholes: Sequence[Thing]
    against: Sequence[AtOdds]


@dataclass(frozen=True, slots=True)
class StatusLine:
    """A policy with a status that it has, or may have, as late as is known.

    ``since`` is in words, and ``parts`` tells that it is another one for some people.
    """

    policy: Thing
    status: Thing
    certainty: str
    since: str
    known: str
    parts: bool


@dataclass(frozen=True, slots=True)
class KindList:
    """The things of a kind: some of them, how many there are, and the page of all.

    ``label`` is what so many of them are called.
    """

    name: str
    label: str
    count: int
    address: str
    things: Sequence[tuple[Thing, int]]


def front_page(library: Library) -> Page:
    """Return the first page of a book."""
    shown = {
        "headlines": headlines(library),
        "statuses": statuses(library),
        "at_odds": _at_odds(library)[:_AT_ODDS],
        "odd_count": len(_at_odds(library)),
        "contested": contested(library)[:_AT_ODDS],
        "kinds": [kind_list(library, name, _LISTED) for name in _COUNTED],
        "days": days(library),
        "derived": derived_claims(library),
    }
    title = library.project.title
    return Page(INDEX, title, shown, data=dataset(library), dates=[AS_OF])


def dataset(library: Library) -> dict[str, Any]:
    """Return the graph as a data set of schema.org."""
    first_day, last_day = days(library)
    made = len(library.of_class(str(APF.Claim))) - derived_claims(library)
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": library.project.base,
        "name": library.project.title,
        "description": f"{made} claims of who says "
        "what about actors, policies and flows, each cited to its place in a document.",
        "license": library.project.licence,
        "inLanguage": library.language,
        "isAccessibleForFree": True,
    }
    if first_day:
        described["temporalCoverage"] = f"{first_day}/{last_day}"
        described["dateModified"] = last_day
    return described


def derived_claims(library: Library) -> int:
    """Return how many claims nobody makes: they are worked out from those of others."""
    query = (
        f"SELECT (COUNT(DISTINCT ?claim) AS ?n) WHERE {{ ?claim a <{APF.Claim}> ; "
        f"<{APF.derivedFromClaim}> ?from }}"
    )
    ((count,),) = library.rows(query)
    return int(str(count))


def days(library: Library) -> tuple[str, str]:
    """Return the first and the last day on which a document was published."""
    query = (
        f"SELECT (MIN(?day) AS ?a) (MAX(?day) AS ?b) WHERE {{ ?d <{APF.published}> "
        "?day }"
    )
    ((begin, end),) = library.endpoint.select(query).rows  # of large tables, too
    return str(begin or ""), str(end or "")


def headlines(library: Library, most: int = _HEADLINES) -> list[Headline]:
    """Return the numbers of the flows that most claims are about, so many at most.

    Of each flow it is a number that stands, of persons where they are counted, of the
    latest days, and of most of them; of equal ones what most sources give. No figure
    is of days after it was published.
    """
    view = library.figures(None)
    moving = {*library.of_class(f"{ONTOLOGY}MovementFlow")}
    of: dict[str, list[FigureRow]] = {}
    for row in view.rows:
        if row.figure.level:
            of.setdefault(row.figure.series.measures, []).append(row)
    counts = {iri: len(rows) for iri, rows in of.items()}
    open_, marked = days_of(view.rows)
    blocks = FigureBlocks(library, view, TimeAxis(open_, marked))
    lines = {
        card.iri: line
        for block in blocks.blocks(("asked", "part", "whole", "beside"))
        for _, every in block.voices
        for line in every
        for card in line.cards
    }
    odd = blocks.at_odds(asked=False)
    within = view.reconciliation.related.within
    best: dict[str, Figure] = {}
    for row in view.rows:
        figure = row.figure
        if figure.series.measures in moving and figure.level and figure.stands:
            known = best.get(figure.series.measures)
            if known is None or _weight(figure, lines) > _weight(known, lines):
                best[figure.series.measures] = figure
    ranked = sorted(best, key=lambda iri: (-counts[iri], iri))[:most]
    return [
        Headline(
            library.thing(iri),
            lines[best[iri].claim],
            counts[iri],
            sum(last_day(row.figure) > last_day(best[iri]) for row in of[iri]),
            sorted(library.things(within.get(iri, ()))),
            [o for o in odd if best[iri].claim in {card.iri for _, card in o.sides}],
        )
        for iri in ranked
        if best[iri].claim in lines
    ]


def _weight(
    figure: Figure, lines: dict[str, FigureLine]
) -> tuple[bool, date, int, int, str]:
    line = lines.get(figure.claim)
    return (
        figure.series.unit == "person",
        last_day(figure),
        figure.period.days or 0,
        len(line.cards) if line else 0,
        figure.claim,
    )


def statuses(library: Library) -> list[StatusLine]:
    """Return the status of every policy as late as is known, spans of parts left out.

    Policies that most claims are about come first.
    """
    names = (
        *("status", "certainty", "edtf", "notKnownAfter"),
        *("knownFrom", "earliestStart"),
    )
    optional = "".join(f"OPTIONAL {{ ?span <{APF[name]}> ?{name} }} " for name in names)
    variables = " ".join(f"?{name}" for name in names)
    rows = library.rows(
        f"SELECT ?policy {variables} WHERE {{ ?span <{APF.spanOf}> ?policy ; "
        f"<{APF.current}> true . FILTER NOT EXISTS {{ ?span <{APF.affects}> ?part }} "
        f"{optional} }}"
    )
    counts = library.claim_counts
    parts = _in_part(library)
    lines = [
        StatusLine(
            library.thing(str(policy)),
            library.thing(str(status)),
            local_name(str(certainty or "")).replace("-", " "),
            _since(since, known_from, begun),
            day_words(str(known or "")),
            str(policy) in parts,
        )
        for policy, status, certainty, since, known, known_from, begun in sorted(
            rows, key=lambda row: str(row[3] or row[6] or "")
        )
    ]
    return sorted(lines, key=lambda x: (-counts.get(x.policy.iri, 0), x.policy))


def _since(since: Term | None, known_from: Term | None, begun: Term | None) -> str:
    """Return since when in words: a threat or plan from when it was published."""
    if since is not None:
        return edtf_words(since)
    if known_from is not None and known_from == begun:
        return f"known from {day_words(str(known_from))}"
    return "no date given"


def _in_part(library: Library) -> set[str]:
    """Return the policies that have, for a part, a status of its own."""
    query = (
        f"SELECT DISTINCT ?policy WHERE {{ ?span <{APF.spanOf}> ?policy ; "
        f"<{APF.current}> true ; <{APF.affects}> ?part }}"
    )
    return {str(row[0]) for row in library.rows(query)}


def kind_list(library: Library, name: str, most: int | None = None) -> KindList:
    """Return the things of a class, those that most claims are about first."""
    (cls,) = library.classes_called(name)[:1] or [str(APF[name])]
    things = [i for i in library.of_class(cls) if i not in library.contents]
    counts = library.claim_counts
    things.sort(key=lambda iri: (-counts.get(iri, 0), library.thing(iri)))
    label = library.thing(cls).label
    if len(things) != 1:
        label = plural(label)
    segment = next(
        (
            library.named_classes[c]
            for c in library.up(cls)
            if c in library.named_classes
        ),
        name,
    )
    shown = [(library.thing(iri), counts.get(iri, 0)) for iri in things[:most]]
    return KindList(name, label, len(things), f"kind/{segment}", shown)


def _at_odds(library: Library) -> list[AtOdds]:
    view = library.figures(None)
    return FigureBlocks(library, view, TimeAxis([], [])).at_odds(asked=False)


def contested(library: Library) -> list[tuple[ClaimCard, Sequence[ClaimCard]]]:
    """Return the claims that others dispute, each with those."""
    query = f"SELECT ?claim ?by WHERE {{ ?claim <{APF.disputedBy}> ?by }}"
    by: dict[str, list[str]] = {}
    for claim, other in sorted(library.rows(query)):
        by.setdefault(str(claim), []).append(str(other))
    return [(card, library.cards(by[card.iri])) for card in library.cards(by)]


def conflicts_page(library: Library) -> Page:
    """Return the page of who contradicts whom."""
    view = library.figures(None)
    shown = {
        "at_odds": _at_odds(library),
        "complete": view.reconciliation.complete,
        "contested": contested(library),
        "facets": of_cards,
    }
    return Page("conflicts", "Who contradicts whom", shown, dates=[AS_OF])
