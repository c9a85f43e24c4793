"""The spans of status that a build worked out, read from a graph."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.ask.citations import cite
from kg.ask.endpoint import Endpoint, values
from kg.ask.lives.model import TimelineSpan
from kg.ask.lives.properties import (
    Properties,
    bounds,
    day,
    first,
    period,
    properties_of,
)
from kg.ask.things import label_things
from kg.graph.cited import Citation, Thing
from kg.names import APF, local_name
from kg.periods.period import BOUNDS, Bounds, Period
from kg.policies.lives import DISPUTED, HOLDS, MAY_HOLD, NOT_KNOWN
from kg.rdf import URIRef
from kg.read.texts import Texts

_OF_SPAN = (
    *("spanOf", "status", "affects", "edtf", "openedBy", "derivedFromClaim", *BOUNDS),
    *("knownFrom", "notKnownAfter", "current", "certainty", "doubt"),
)


def read_spans(
    endpoint: Endpoint,
    policies: Iterable[str] | None,
    on: Period | None,
    texts: Texts,
    language: str,
) -> list[TimelineSpan]:
    """Return the spans of policies, of all where none are named, policy by policy.

    Those of the whole come before those of its parts, and each in the order of time.
    """
    of = properties_of(endpoint, _spans(endpoint, policies), _OF_SPAN)
    claims = [c for span in of.values() for c in span.get("derivedFromClaim", ())]
    cited = {c.claim.iri: c for c in cite(endpoint, claims, texts, language)}
    names = ("spanOf", "status", "affects", "openedBy")
    mentioned = {iri for s in of.values() for n in names for iri in s.get(n, ())}
    things = label_things(endpoint, {*of, *mentioned}, language)
    made = [_span(iri, about, on, things, cited) for iri, about in of.items()]
    return sorted(made, key=_order)


def _spans(endpoint: Endpoint, policies: Iterable[str] | None) -> list[str]:
    chosen = ""
    if policies is not None:
        chosen = f"VALUES ?policy {{ {values(map(URIRef, sorted(policies)))} }} "
    query = f"SELECT ?span WHERE {{ {chosen}?span <{APF.spanOf}> ?policy }}"
    return [str(row[0]) for row in endpoint.select(query).rows]


def _span(
    iri: str,
    of: Properties,
    on: Period | None,
    things: dict[str, Thing],
    cited: dict[str, Citation],
) -> TimelineSpan:
    days, known = bounds(of), day(of, "notKnownAfter") or date.max
    disputed = local_name(first(of, "doubt")) == DISPUTED
    certainty = local_name(first(of, "certainty"))
    if on is not None:
        certainty = certainty_on(on, days, known, disputed=disputed)
    return TimelineSpan(
        span=things[iri],
        policy=things[first(of, "spanOf")],
        status=things[first(of, "status")],
        affects=tuple(things[part] for part in of.get("affects", ())),
        bounds=days,
        period=period(of),
        certainty=certainty,
        disputed=disputed,
        known_from=day(of, "knownFrom"),
        not_known_after=known,
        opened_by=things[first(of, "openedBy")] if "openedBy" in of else None,
        claims=tuple(cited[c] for c in of.get("derivedFromClaim", ()) if c in cited),
    )


def certainty_on(on: Period, days: Bounds, known: date, *, disputed: bool) -> str:
    """Return the code of certainty of a span for a time, ``""`` if it is none of it.

    As the questions have it: what lies later than the documents vouch for is not known,
    and a status holds in a month where it is certain throughout.
    """
    begin, end = on.start or date.min, on.end or date.max
    possible_from, certain_from, certain_until, possible_until = days
    if (possible_from or date.min) > end or (possible_until or date.max) < begin:
        return ""
    if begin > known:
        return NOT_KNOWN
    if (
        certain_from
        and certain_until
        and certain_from <= begin
        and end <= certain_until
    ):
        return HOLDS
    return DISPUTED if disputed else MAY_HOLD


def _order(span: TimelineSpan) -> tuple[str, list[str], date, date, str]:
    parts = sorted(part.iri for part in span.affects)
    begin, _, _, end = span.bounds
    order = begin or date.min, end or date.max, span.span.iri
    return span.policy.iri, parts, *order
