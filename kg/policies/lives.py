"""The lives of policies, written as spans of status into a graph of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache, reduce

import pyoxigraph as ox

from kg.names import APF, RDF, SCHEMES, XSD, local_name
from kg.policies.automaton import OVER, PAST
from kg.policies.collect import Collector, PolicyRecord, ordinal
from kg.policies.courses import Follows
from kg.policies.life import Span, either, spans
from kg.policies.readings import WHOLE, Account, readings
from kg.policies.steps import ALWAYS, NEVER, DayRange
from kg.policies.triples import StoreText, Value, date_literal, write
from kg.rdf import URIRef

HOLDS, MAY_HOLD, DISPUTED, NOT_KNOWN = "holds", "may-hold", "disputed", "not-known"
"""The codes of certainty."""

_OF_PARTS = frozenset({"suspended", "resumed", "enjoined", "injunction-lifted"}) | {
    *("revoked", "annulled", "lapsed", "ended")
}
"""The steps of a policy that say something of those that are part of it."""

_Triple = tuple[str, URIRef, Value]


def write_lives(store: ox.Store, graph: str) -> None:
    """Work out the lives of all policies and write their spans into a named graph.

    The standing of claims must have been written before.
    """
    text = StoreText(store)
    collector = Collector(text)
    latest = max((ordinal(day) for _, day in text.pairs(APF.published)), default=ALWAYS)
    lives = _Lives(collector.known, _follows(text), latest)
    records = collector.collect()
    triples = [
        triple for policy in sorted(records) for triple in lives.of(policy, records)
    ]
    write(store, graph, triples)


def _follows(text: StoreText) -> Follows:
    follows: defaultdict[str, set[str]] = defaultdict(set)
    for later, earlier in text.pairs(APF.follows):
        follows[local_name(later)].add(local_name(earlier))
    return {kind: frozenset(kinds) for kind, kinds in follows.items()}


class _Lives:
    """Writes lives; ``latest`` is the last day on which any document was published."""

    def __init__(self, known: dict[str, int], follows: Follows, latest: int) -> None:
        self.known, self.follows, self.latest = known, follows, latest

    def of(self, policy: str, records: Mapping[str, PolicyRecord]) -> Iterator[_Triple]:
        """Yield the triples of the spans of a policy, and its status if it has one."""
        record, number = records[policy], 0
        every = (record, *record.wholes)
        scopes = {scope for r in every for scope in (*r.steps, *r.contested)}
        for parts in sorted({WHOLE, *scopes}, key=sorted):
            own, *wholes = accounts = [Account(r, parts) for r in every]
            made = self._life(accounts)
            vouched, last = self._horizon(own, wholes)
            if parts:
                made = _of_part(made, every, parts)
            else:
                yield from _status_of(policy, made, last)
            for span in made:
                number += 1
                node = f"{policy.replace('/policy/', '/span/', 1)}-{number}"
                yield from self._span(node, policy, span, vouched)
                yield from ((node, APF.affects, ox.NamedNode(p)) for p in sorted(parts))
                if _in(last, span.possible):
                    yield node, APF.current, _true()
                    yield node, APF.certainty, _certainty(span, last, vouched)

    def _life(self, accounts: Sequence[Account]) -> list[Span]:
        """Return the spans of a life: certain is what all readings of it say."""
        lives = [spans(lives, self.follows) for lives in readings(accounts)]
        return reduce(either, lives)

    def _horizon(self, own: Account, wholes: Sequence[Account]) -> tuple[int, int]:
        """Return the last day vouched for, and the day whose status is the current one.

        That is the day after a stated end, where some document is later. Who tells that
        a whole stops, or goes on, speaks of its parts; how long a whole or a law is to
        last vouches for nothing.
        """
        heard, ends = own.record.heard, own.ends
        for whole in wholes:
            steps = whole.reported + whole.disputed
            stops = (step for step in steps if step.kind in _OF_PARTS)
            days = (self.known[claim] for step in stops for claim in step.claims)
            heard, ends = max([heard, *days]), ends + whole.ends
        passed = (end + 1 for end in ends if end < self.latest)
        return max([heard, *own.vouching]), max([heard, *passed])

    def _span(
        self, node: str, policy: str, span: Span, vouched: int
    ) -> Iterator[_Triple]:
        yield node, RDF.type, ox.NamedNode(APF.StatusSpan)
        yield node, APF.spanOf, ox.NamedNode(policy)
        yield node, APF.status, ox.NamedNode(f"{SCHEMES}policy-status/{span.status}")
        yield from _bounds(node, span, vouched)
        yield node, APF.notKnownAfter, _day(vouched)
        yield node, APF.doubt, _code(DISPUTED if span.disputed else MAY_HOLD)
        if (opening := span.opening) is not None:
            if opening.event and opening.kind != OVER:
                yield node, APF.openedBy, ox.NamedNode(opening.event)
            if opening.edtf:
                yield node, APF.edtf, ox.Literal(opening.edtf)
        claims = sorted(span.claims)
        yield from ((node, APF.derivedFromClaim, ox.NamedNode(c)) for c in claims)
        if claims:
            yield node, APF.restsOnClaims, ox.Literal(" ".join(claims))
        if span.claims:
            yield node, APF.knownFrom, _day(max(self.known[c] for c in span.claims))


def _of_part(
    life: list[Span], records: Sequence[PolicyRecord], parts: frozenset[str]
) -> list[Span]:
    """Return the spans that steps of a part open; in the rest it is as the whole is."""
    steps = (
        step
        for record in records
        for each in (record.steps, record.contested)
        for step in each.get(parts, ())
    )
    claims = frozenset(claim for step in steps for claim in step.claims)
    return [s for s in life if s.opening and s.opening.claims & claims]


def _bounds(node: str, span: Span, vouched: int) -> Iterator[_Triple]:
    """Yield the days of a span: possible from and until, certain from and until.

    What has no end is certain as long as documents vouch for it.
    """
    first, last = _day_or_open(span.possible.first), _day_or_open(span.possible.last)
    surely, still = None, None
    if (certain := span.certain) is not None:
        surely = _day_or_open(certain.first)
        until = vouched if certain.last >= NEVER else certain.last
        still = _day(until) if until >= certain.first else None
    for term, day in (
        (APF.earliestStart, first),
        (APF.latestStart, surely),
        (APF.earliestEnd, still),
        (APF.latestEnd, last),
    ):
        if day is not None:
            yield node, term, day
    if first or last:
        days = "/".join(day.value if day else ".." for day in (first, last))
        yield node, APF.possibleDays, ox.Literal(days)
    if surely and still:
        yield node, APF.certainDays, ox.Literal(f"{surely.value}/{still.value}")


def _status_of(policy: str, life: list[Span], day: int) -> Iterator[_Triple]:
    """Yield the status of a policy on a day, if it is the only one possible."""
    current = [span for span in life if _in(day, span.possible)]
    statuses = {span.status for span in current}
    certain = all(
        s.status == PAST or (s.certain and _in(day, s.certain)) for s in current
    )
    if len(statuses) == 1 and certain:
        (status,) = statuses
        yield (
            policy,
            APF.currentStatus,
            ox.NamedNode(f"{SCHEMES}policy-status/{status}"),
        )


def _certainty(span: Span, day: int, vouched: int) -> ox.NamedNode:
    if day > vouched:
        return _code(NOT_KNOWN)
    if span.certain is not None and _in(day, span.certain):
        return _code(HOLDS)
    return _code(DISPUTED if span.disputed else MAY_HOLD)


@cache
def _code(certainty: str) -> ox.NamedNode:
    return ox.NamedNode(f"{SCHEMES}certainty/{certainty}")


def _in(day: int, days: DayRange) -> bool:
    return days.first <= day <= days.last


def _true() -> ox.Literal:
    return ox.Literal("true", datatype=ox.NamedNode(XSD.boolean))


def _day_or_open(number: int) -> ox.Literal | None:
    return _day(number) if ALWAYS < number < NEVER else None


@lru_cache(10_000)
def _day(number: int) -> ox.Literal:
    return date_literal(date.fromordinal(number).isoformat())
