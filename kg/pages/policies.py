"""The page of a policy: its life over the flows that follow it, on one time line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.ask.endpoint import values
from kg.ask.lives.model import Timeline, TimelineSpan
from kg.ask.lives.words import CERTAINTY, group_words, groups, left_out, since_words
from kg.graph.cited import Thing
from kg.names import APF, ONTOLOGY, RDFS, SCHEMES
from kg.pages.answering import AnswersAbout
from kg.pages.drawing import DrawnBar, Stretch, TimeAxis
from kg.pages.figures import AtOdds, FigureBlock, FigureBlocks, days_of
from kg.pages.library import ClaimCard, Library, first
from kg.pages.parts import about, grouped
from kg.pages.render import DATES, Page
from kg.pages.things import head
from kg.pages.wording import day_words
from kg.rdf import URIRef

_IN_FORCE = f"{SCHEMES}policy-status/in-force"
"""The status whose days are shaded under the flows, which are to be read beside it."""

_SHOWN = 8
"""Flows drawn under one policy, those that are stated to follow from it first: what a
reader can take in."""

_ALIKE = "It moves people whom the policy targets, from where they live."
_WIDE = "It moves a wider group than the policy targets, from where these people live."
"""What ties a flow to a policy where no claim does."""

_LATER = "later"
"""What stands beside a span that had not begun on the day asked about."""

_PLANNED = URIRef(f"{SCHEMES}standing/planned").n3()
_ESTABLISHED = URIRef(f"{SCHEMES}standing/established").n3()
_IS_FLOW = f"?flow a ?class . ?class <{RDFS.subClassOf}>* <{APF.Flow}> ."
_WIDER = f"<{APF.subPopulationOf}>*"


@dataclass(frozen=True, slots=True)
class SpanLine:
    """A span to be drawn: its status, when it began, and whether it still holds.

    ``over`` tells that it had ended by the day asked about, or the last that is known.
    """

    span: TimelineSpan
    since: str
    certainty: str
    over: bool
    bar: DrawnBar
    cards: Sequence[ClaimCard]


@dataclass(frozen=True, slots=True)
class LimitedFact:
    """A relation that stands on certain days: property, thing, days, and claim."""

    term: Thing
    value: Thing
    days: str
    card: ClaimCard


@dataclass(frozen=True, slots=True)
class SpanGroup:
    """The spans of a whole policy, or of one of its parts."""

    of: str
    policy: Thing
    lines: Sequence[SpanLine]


@dataclass(frozen=True, slots=True)
class FollowingFlow:
    """A flow under a policy: what ties the two, on which claims, and its figures."""

    flow: Thing
    tie: str
    cards: Sequence[ClaimCard]
    blocks: Sequence[FigureBlock]


@dataclass(frozen=True, slots=True)
class SignatureView:
    """A policy's life and the flows that follow it, on one time line.

    ``bands`` are the days on which the policy as a whole was in force for certain.
    """

    axis: TimeAxis
    bands: Sequence[Stretch]
    known: str
    groups: Sequence[SpanGroup]
    flows: Sequence[FollowingFlow]
    more: int
    aside: Sequence[tuple[str, Sequence[ClaimCard]]]
    at_odds: Sequence[AtOdds]


def policy_page(
    library: Library, answers: AnswersAbout, iri: str, on: str | None = None
) -> Page:
    """Return the page of a policy."""
    timeline = library.graph.timeline(iri, on)
    shown = head(library, iri)
    shown["timeline"] = timeline
    own = [span for span in timeline.current() if span.policy == timeline.policy]
    shown["now"] = [span for span in own if not span.affects]
    shown["parts"] = [span for span in own if span.affects]
    shown["asked"] = [*map(day_words, timeline.reasons().verdict)] if on else []
    shown["limited"] = limited(library, iri)
    shown["view"] = signature(library, timeline)
    shown["about"] = grouped(library, about(library, iri))
    shown["answers"] = list(answers.about(iri))
    return Page("policy", shown["thing"].label, shown, iri=iri, dates=DATES)


def signature(library: Library, timeline: Timeline) -> SignatureView:
    """Return the time line of a policy, with the flows that follow it."""
    ties = following(library, timeline)
    shown = list(ties)[:_SHOWN]
    views = {iri: library.figures(iri) for iri in shown}
    open_, days = days_of(row for view in views.values() for row in view.rows)
    bounds = [span.bounds for span in timeline.spans]
    known = [span.not_known_after for span in timeline.spans]
    axis = TimeAxis([*bounds, *open_], [*known, *days])
    cards = {c.iri: c for c in library.cards(x.claim.iri for x in timeline.citations)}
    laid_out = {iri: FigureBlocks(library, view, axis) for iri, view in views.items()}
    return SignatureView(
        axis,
        _bands(timeline, axis),
        _known(timeline),
        [_group(timeline, spans, axis, cards) for spans in groups(timeline.spans)],
        [
            FollowingFlow(library.thing(i), *ties[i], laid_out[i].blocks())
            for i in shown
        ],
        len(ties) - len(shown),
        [
            (day_words(left_out(step, timeline)), _of(cards, [step.claim.claim.iri]))
            for step in timeline.steps
            if step.why_not
        ],
        [odd for blocks in laid_out.values() for odd in blocks.at_odds()],
    )


def _group(
    timeline: Timeline,
    spans: Sequence[TimelineSpan],
    axis: TimeAxis,
    cards: dict[str, ClaimCard],
) -> SpanGroup:
    before: TimelineSpan | None = None
    lines = []
    for span in spans:
        bar = axis.span(span.bounds, span.not_known_after)
        since = day_words(since_words(span, before))
        claims = _of(cards, (c.claim.iri for c in span.claims))
        over = _is_over(span, timeline)
        certainty = CERTAINTY[span.certainty]
        if not certainty and not over:
            certainty = _LATER
        lines.append(SpanLine(span, since, certainty, over, bar, claims))
        before = span
    return SpanGroup(group_words(timeline, spans), spans[0].policy, lines)


def _is_over(span: TimelineSpan, timeline: Timeline) -> bool:
    if span.certainty or span.bounds.latest_end is None:
        return False
    begin = timeline.on.start if timeline.on else None
    return begin is None or span.bounds.latest_end < begin


def limited(library: Library, policy: str) -> list[LimitedFact]:
    """Return the relations of a policy that are established with days of their own.

    Plain triples have no time: none is made of a relation with an end, and of one with
    a beginning none tells it. But who reads whom a policy targets must read who is
    exempt for a while, or from when.
    """
    names = ("aboutPredicate", "aboutObject", "edtf")
    parts = "".join(f"; <{APF[name]}> ?{name} " for name in names)
    rows = library.rows(
        f"SELECT ?claim ?aboutPredicate ?aboutObject ?edtf WHERE {{ "
        f"?claim <{APF.aboutSubject}> {URIRef(policy).n3()} ; "
        f"<{APF.standing}> {_ESTABLISHED} {parts} }}"
    )
    facts = [
        LimitedFact(library.thing(str(p)), library.thing(str(o)), str(edtf), card)
        for claim, p, o, edtf in sorted(rows)
        for card in library.cards([str(claim)])
    ]
    return sorted(facts, key=lambda fact: (fact.term, fact.value, fact.days))


def _bands(timeline: Timeline, axis: TimeAxis) -> list[Stretch]:
    own = [s for s in timeline.spans if s.policy == timeline.policy and not s.affects]
    bars = [
        axis.span(span.bounds, span.not_known_after)
        for span in own
        if span.status.iri == _IN_FORCE
    ]
    return [bar.certain for bar in bars if bar.certain is not None]


def _of(cards: dict[str, ClaimCard], claims: Iterable[str]) -> list[ClaimCard]:
    return [cards[iri] for iri in claims if iri in cards]


def _known(timeline: Timeline) -> str:
    own = [s.not_known_after for s in timeline.spans if s.policy == timeline.policy]
    days: list[date] = own or [span.not_known_after for span in timeline.spans]
    return day_words(max(days)) if days else ""


def following(
    library: Library, timeline: Timeline
) -> dict[str, tuple[str, list[ClaimCard]]]:
    """Return the flows that follow a policy: what ties each to it, on which claims.

    First those that a claim ties to the policy or a part of it; then those that move
    people whom it targets from where these live, of which nobody says that they follow.
    Whom a policy targets counts where that is established, or held out as the policy
    itself may be: not where it is only alleged, or denied.
    """
    policies = {timeline.policy.iri, *(span.policy.iri for span in timeline.spans)}
    listed = values(map(URIRef, sorted(policies)))
    ties: dict[str, tuple[str, list[ClaimCard]]] = {}
    stated: dict[str, list[str]] = {}
    for row in sorted(library.rows(_stated(listed))):
        flow, claim = map(str, row)
        stated.setdefault(flow, []).append(claim)
    for flow, claims in stated.items():
        ties[flow] = "", library.cards(claims)
    begun = min((_first(span) for span in timeline.spans), default="")
    exactly: dict[str, bool] = {}
    for moving, target, group in library.rows(_alike(listed)):
        iri = str(moving)
        exactly[iri] = exactly.get(iri, False) or target == group
    for flow in sorted(exactly, key=lambda iri: (not exactly[iri], iri)):
        over = first(library.properties(flow), APF.latestEnd)
        if not over or over >= begun:
            ties.setdefault(flow, (_ALIKE if exactly[flow] else _WIDE, []))
    return ties


def _first(span: TimelineSpan) -> str:
    """Return the first day on which a span may have begun, "" where that is open."""
    first_day = span.bounds.earliest_start
    return first_day.isoformat() if first_day else ""


def _stated(policies: str) -> str:
    return (
        f"SELECT DISTINCT ?flow ?claim WHERE {{ VALUES ?policy {{ {policies} }} "
        f"{{ ?claim <{APF.aboutSubject}> ?policy ; <{APF.aboutObject}> ?flow }} UNION "
        f"{{ ?claim <{APF.aboutObject}> ?policy ; <{APF.aboutSubject}> ?flow }} "
        f"{_IS_FLOW} }}"
    )


def _alike(policies: str) -> str:
    """Ask for flows of targets, or of wider groups, from where the targets live."""
    return (
        f"SELECT DISTINCT ?flow ?target ?group WHERE {{ "
        f"VALUES ?policy {{ {policies} }} "
        f"VALUES ?standing {{ {_ESTABLISHED} {_PLANNED} }} "
        f"?claim <{APF.aboutSubject}> ?policy ; <{APF.standing}> ?standing . "
        f"?claim <{APF.aboutPredicate}> <{APF.targetsPopulation}> . "
        f"?claim <{APF.aboutObject}> ?target . "
        f"?target {_WIDER} ?group . ?flow <{APF.movedPopulation}> ?group . "
        f"?target {_WIDER}/<{APF.residesIn}>/<{APF.within}>* ?place . "
        f"?flow <{ONTOLOGY}origin> ?place . {_IS_FLOW} }}"
    )
