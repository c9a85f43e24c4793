"""The life of a policy to be shown: spans of status, and the steps behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.errors import UnknownName, nearest
from kg.graph.cited import Citation, Thing
from kg.graph.notebook import data_frame, iris
from kg.periods.period import BOUNDS, Bounds, Period
from kg.policies.steps import Step

if TYPE_CHECKING:
    import pandas

    from kg.ask.lives.reasons import Reasons


@dataclass(frozen=True, slots=True)
class TimelineSpan:
    """A stretch of the life of a policy in which it, or a part of it, has one status.

    The status is possible from ``bounds.earliest_start`` to ``bounds.latest_end``, and
    certain from ``latest_start`` to ``earliest_end``; ``None`` is open, and where both
    of the latter are ``None`` it is certain on no day. ``period`` is the date of the
    step that opens it, as written; ``None`` where that is only threatened or planned:
    its date is that of what is to come. ``affects`` are the parts that it concerns,
    none where that is the whole. ``certainty`` is a code of the scheme ``certainty``
    for the time asked about, or else for the last day that documents vouch for, which
    is ``not_known_after``; ``""`` where the status is not possible then. ``known_from``
    is the day on which all ``claims`` it rests on were published.
    """

    span: Thing
    policy: Thing
    status: Thing
    affects: tuple[Thing, ...]
    bounds: Bounds
    period: Period | None
    certainty: str
    disputed: bool
    known_from: date | None
    not_known_after: date
    opened_by: Thing | None
    claims: tuple[Citation, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return a row of JSON values: ids of things, ISO days, EDTF as written."""
        days = zip(BOUNDS, map(_iso, self.bounds), strict=True)
        urls = dict.fromkeys(c.url for c in self.claims if c.url)
        return {
            "span": self.span.id,
            "policy": self.policy.id,
            "policyLabel": self.policy.label,
            "status": self.status.id,
            "statusLabel": self.status.label,
            "affects": " ".join(thing.id for thing in self.affects),
            "affectsLabel": "; ".join(thing.label for thing in self.affects),
            **dict(days),
            "period": self.period.edtf if self.period else None,
            "precision": self.period.precision if self.period else None,
            "certainty": self.certainty or None,
            "disputed": self.disputed,
            "knownFrom": _iso(self.known_from),
            "notKnownAfter": _iso(self.not_known_after),
            "claims": " ".join(citation.claim.id for citation in self.claims),
            "url": " ".join(urls),
        }

    def iris(self) -> dict[str, str | None]:
        """Return the IRIs of what :meth:`to_dict` names by id."""
        return {
            "spanIri": self.span.iri,
            "policyIri": self.policy.iri,
            "statusIri": self.status.iri,
            "affectsIri": iris(self.affects),
            "claimIris": iris(citation.claim for citation in self.claims),
        }


SPAN_COLUMNS = (
    *("span", "policy", "policyLabel", "status", "statusLabel"),
    *("affects", "affectsLabel", *BOUNDS),
    *("period", "precision", "certainty", "disputed", "knownFrom", "notKnownAfter"),
    *("claims", "url"),
)
"""The columns of a table of spans, in order."""

SPAN_IRIS = ("spanIri", "policyIri", "statusIri", "affectsIri", "claimIris")
_DAYS = (*BOUNDS, "knownFrom", "notKnownAfter")


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """What one claim says happened to a policy, and whether it counts.

    ``kind`` is a code of the scheme ``policy-event``, or the property by which another
    policy revokes or suspends it, or by which its end is stated. ``status`` is the one
    that it gives where it counts, ``None`` for none. ``days`` are the first and last
    day on which it may have happened (``None`` where open) and ``end`` those on which
    what it brought about may end, where that is stated. ``why_not`` says in words why
    it does not count; ``""`` where it does. ``against`` are the claims that dispute or
    replace its own. ``by`` is who took it, a court at its ``court_level``, and
    ``rests_on`` the acts, treaties or rulings it rests on. ``leaves_open``
    tells that a source reports it as a fact and another disputes it. ``worked`` is the
    step as lives are worked out from it, ``None`` where a claim tells none.
    """

    policy: Thing
    event: Thing | None
    kind: Thing
    status: Thing | None
    affects: tuple[Thing, ...]
    period: Period | None
    days: tuple[date | None, date | None]
    end: tuple[date | None, date | None]
    standing: str
    why_not: str
    claim: Citation
    against: tuple[Citation, ...] = ()
    by: tuple[Thing, ...] = ()
    court_level: Thing | None = None
    rests_on: tuple[Thing, ...] = ()
    leaves_open: bool = False
    worked: Step | None = field(default=None, repr=False)

    @property
    def counts(self) -> bool:
        """Whether the status of the policy rests on it."""
        return not self.why_not

    def to_dict(self) -> dict[str, Any]:
        """Return JSON values: ids of things, ISO days, EDTF as written."""
        return {
            "policy": self.policy.id,
            "event": self.event.id if self.event else None,
            "step": self.kind.id,
            "status": self.status.id if self.status and self.counts else None,
            "affects": [thing.id for thing in self.affects],
            "period": self.period.edtf if self.period else None,
            "earliest": _iso(self.days[0]),
            "latest": _iso(self.days[1]),
            "earliestEnd": _iso(self.end[0]),
            "latestEnd": _iso(self.end[1]),
            "standing": self.standing,
            "counts": self.counts,
            "whyNot": self.why_not or None,
            "claimant": self.claim.claimant.id,
            "claim": self.claim.claim.id,
            "against": [citation.claim.id for citation in self.against],
            "by": [thing.id for thing in self.by],
            "courtLevel": self.court_level.id if self.court_level else None,
            "restsOn": [thing.id for thing in self.rests_on],
        }


@dataclass(frozen=True)
class Timeline:
    """The life of a policy, and of the policies that are part of it.

    ``spans`` are in the order of time, those of the whole before those of its parts,
    and those of the policy before those of others. ``steps`` are all that claims tell
    of it, also what does not count. ``on`` is the day, month or year asked about,
    ``None`` for the last that documents vouch for. ``why_empty`` says why there are no
    spans, and ``follows`` which kinds of step come before one of a kind.
    """

    policy: Thing
    on: Period | None
    spans: tuple[TimelineSpan, ...]
    steps: tuple[TimelineStep, ...]
    why_empty: str | None = None
    follows: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)

    @property
    def citations(self) -> list[Citation]:
        """The claims behind spans and steps, each once, in the order of the numbers."""
        cited = [c for span in self.spans for c in span.claims]
        cited += [c for step in self.steps for c in (step.claim, *step.against)]
        return list({citation.claim.iri: citation for citation in cited}.values())

    def current(self) -> list[TimelineSpan]:
        """Return the spans that hold, or may hold, at the time asked about."""
        return [span for span in self.spans if span.certainty]

    def reasons(self, span: str | None = None) -> Reasons:
        """Explain, step by step, what holds or may hold at the time asked about.

        Or, by its id or IRI, a single span. Raises :class:`UnknownName` where this
        timeline has none of that name.
        """
        from kg.ask.lives.reasons import reasons

        if span is None:
            return reasons(self)
        known = {name: s for s in self.spans for name in (s.span.id, s.span.iri)}
        if span not in known:
            ids = [s.span.id for s in self.spans]
            raise UnknownName(
                f"`{self.policy.id}` has no span `{span}`{nearest(span, ids)}"
            )
        return reasons(self, known[span])

    def to_dict(self) -> dict[str, Any]:
        """Return the spans, the steps and the claims they rest on as JSON values."""
        return {
            "policy": self.policy.id,
            "on": self.on.edtf if self.on else None,
            "spans": [span.to_dict() for span in self.spans],
            "steps": [step.to_dict() for step in self.steps],
            "claims": [citation.to_dict() for citation in self.citations],
            "whyEmpty": self.why_empty,
        }

    def to_pandas(self) -> pandas.DataFrame:
        """Return the spans as a DataFrame; needs the extra ``apf-kg[pandas]``.

        Its columns are those of ``kg timeline --format csv``, with bounds as dates,
        ``NaT`` where open, and the IRIs of what is named by id at the end. ``period``
        is as written: a month is no first day of it.
        """
        rows = [span.to_dict() | span.iris() for span in self.spans]
        return data_frame(rows, [*SPAN_COLUMNS, *SPAN_IRIS], days=_DAYS)

    def _repr_html_(self) -> str:
        """Show the life in a notebook: spans, what does not count, and the claims."""
        from kg.ask.lives.page import timeline_html

        return timeline_html(self)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
