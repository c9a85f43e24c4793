"""Which entity a mention means: candidates weighed, with reasons, and a decision.

A score is a sum of evidence: how alike the names are, how many lists attest the entity,
whether its type, country and kind fit what is known of the mention. A link is only
made (``match``) when the best candidate is good enough and clearly better than the
next; a wrong link is worse than none.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kg.match.countries import countries
from kg.match.doubts import doubt
from kg.match.entity import CandidateSource, Entity, Mention
from kg.match.evidence import Scored, weigh
from kg.match.kinds import codes_of, country_of, kinds_of
from kg.match.names import is_acronym, plain
from kg.match.senses import KnownMention, nobody, read_mention
from kg.match.spellings import fold
from kg.match.tongues import called

MATCH = 0.74
"""From this score on a candidate may be linked without being seen by anybody."""

GAP = 0.035
"""By how much the best candidate must be ahead of the next one."""

ACRONYM_GAP, LEVEL_GAP = 0.1, 0.06
"""The same for the acronym of a body of a country that the text does not speak of, as
few letters stand for many things; and for a larger place with a town of its name."""

TWIN_GAP = 0.042
"""The same for two of one label, kind and country, which attestation alone tells apart:
by half a doubling, as the state and the territory of Western Sahara are not."""

ALIAS_GAP = 0.12
"""The same for one that is also called so, beside another whose label it is: *Rhodesia*
is Rhodesia, and not what it became, nor does it count that the text speaks of what it
became. A name of several words is the label's, where it does not."""

FLOOR = 0.45
"""Candidates below are not worth a look."""

_FETCHED = 40
"""Candidates that a source is asked for: as many as an index gathers by likeness."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What was found for a mention: candidates, best first, and what they come to.

    ``decision`` is ``match`` (the first is it), ``unsure`` (somebody should look) or
    ``none`` (no entity); ``reason`` says why, in words.
    """

    mention: Mention
    scored: tuple[Scored, ...]
    decision: str
    reason: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a match has at least, and how far ahead of the next candidate it is."""

    match: float = MATCH
    gap: float = GAP


@dataclass(frozen=True, slots=True)
class Weighed:
    """A mention with all candidates that are worth a look, before anything is decided.

    ``known`` is ``None`` for what names nobody, for the reason in ``nobody``.
    """

    mention: Mention
    source: CandidateSource
    known: KnownMention | None = None
    ranked: tuple[Scored, ...] = ()
    nobody: str = ""


def link(mention: Mention, source: CandidateSource, *, limit: int = 10) -> Linked:
    """Find what a mention means, with up to ``limit`` candidates."""
    return decide(weigh_all(mention, source), limit=limit)


def weigh_all(mention: Mention, source: CandidateSource) -> Weighed:
    """Return the candidates of a mention, with their scores, best first."""
    if why := nobody(mention):
        return Weighed(mention, source, nobody=why)
    given, mention = mention, _named_in_full(mention)
    known = read_mention(mention)
    scored = (weigh(known, entity) for entity in _candidates(mention, source))
    ranked = _ranked(s for s in scored if s.score >= FLOOR)
    return Weighed(given, source, known, tuple(ranked))


def decide(weighed: Weighed, limits: Limits = Limits(), *, limit: int = 10) -> Linked:
    """Decide whether the best candidate is linked unseen, shown, or there is none."""
    known, ranked = weighed.known, list(weighed.ranked)
    if known is None:
        return Linked(weighed.mention, (), "none", weighed.nobody)
    shown = tuple(ranked[:limit])
    open_ = known.mention.context and not (known.around.role or known.mention.cls)
    if open_ and known.senses.capital_of and (why := _town_or_country(ranked)):
        return Linked(weighed.mention, shown, "unsure", why)
    decision, why = _decide(ranked, known, limits)
    if decision == "match":
        against = doubt(known, ranked[0].entity, weighed.source)
        if against:
            decision, why = "unsure", f"{against}; else {why}"
    return Linked(weighed.mention, shown, decision, why)


def _ranked(scored: Iterable[Scored]) -> list[Scored]:
    """Return candidates, best first; a label of several words before an alias."""
    best = sorted(scored, key=lambda s: (-s.score, -s.entity.sources, _number(s)))
    if best and not best[0].own and not best[0].spoken:
        own = (s for s in best if s.own and s.entity.sources and s.score >= MATCH)
        first = next(own, None)
        if first and " " in first.entity.label:
            best.remove(first)
            best.insert(0, first)
    return best


def _number(scored: Scored) -> int:
    return int(scored.entity.qid[1:])


def _town_or_country(ranked: list[Scored]) -> str:
    """Return why a capital is not linked: neither acting nor a place in the text."""
    if len(ranked) < 2 or ranked[0].score < MATCH:
        return ""
    names = " or ".join(f"{s.entity.label} ({s.entity.qid})" for s in ranked[:2])
    return f"the text does not tell whether a town or its country is meant: {names}"


@cache
def _also_called() -> dict[str, str]:
    """Return what organisations say they are, in words that are not their name.

    From the web sites of these organisations, as in "UNHCR, the UN Refugee Agency".
    """
    path = Path(__file__).with_name("also_called.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {fold(row["called"]): row["name"] for row in csv.DictReader(file)}


def _named_in_full(mention: Mention) -> Mention:
    """Add names that say the same: of a people, its country; of a kind, its name."""
    added = [_also_called().get(fold(mention.name), "")]
    table, words = countries(), mention.name.split()
    if len(words) > 1:
        codes = [table.demonyms.get(plain(word), ()) for word in words]
        with_country = [
            table.known[code[0]].name if len(code) == 1 else word
            for word, code in zip(words, codes, strict=True)
        ]
        added += [" ".join(with_country)] if with_country != words else []
    names = (*mention.names, *filter(None, added))
    return replace(mention, names=tuple(dict.fromkeys(names)))


def _candidates(mention: Mention, source: CandidateSource) -> Iterator[Entity]:
    """Yield each entity once, with those that redirect replaced by their targets."""
    by_qid: dict[str, Entity] = {}
    for asked in _asked(mention):
        for entity in source.candidates(asked, _FETCHED):
            by_qid.setdefault(entity.qid, entity)
    moved = sorted({e.redirect for e in by_qid.values() if e.redirect})
    by_qid |= source.entities(moved) if moved else {}
    yield from (entity for entity in by_qid.values() if not entity.redirect)


def _asked(mention: Mention) -> Iterator[Mention]:
    """Yield a mention, and the countries that it may stand for."""
    yield mention
    table = countries()
    key = plain(mention.name)
    codes = (*table.demonyms.get(key, ()), *table.capitals.get(key, ()))
    codes += called(mention.name)
    for code in dict.fromkeys(codes):
        country = table.known[code]
        ids = (("iso3", country.iso3),) if country.iso3 else ()
        yield replace(mention, name=country.name, names=(), cls="Country", ids=ids)


def _decide(
    ranked: list[Scored], known: KnownMention, limits: Limits
) -> tuple[str, str]:
    if not ranked:
        return "none", "nothing in the source has a name like it"
    best = ranked[0]
    named = f"{best.entity.label} ({best.entity.qid})"
    why = "; ".join(best.reasons)
    if best.score < limits.match or not best.sure:
        return "unsure", f"nearest is {named}: {why}"
    if not best.entity.sources:
        return "unsure", f"{named} is only suggested by one list: {why}"
    gaps = ((s, _gap(known, limits.gap, best, s)) for s in ranked[1:])
    rivals = [s for s, gap in gaps if best.score - s.score < gap]
    if rivals:
        other = rivals[0].entity
        return "unsure", f"{named} or {other.label} ({other.qid}): {why}"
    return "match", f"{named}: {why}"


def _in_its_name(name: str, entity: Entity) -> bool:
    country = countries().known.get(country_of(entity))
    return country is not None and plain(name) in plain(country.name).split()


def _gap(known: KnownMention, gap: float, best: Scored, other: Scored) -> float:
    """Return how far ahead the best must be, by what both are."""
    kinds = kinds_of(best.entity)
    if best.own and not other.own and " " in best.entity.label.strip():
        return min(gap, best.score - other.score)  # see _ranked
    if other.own and not best.own and other.entity.sources:
        stands = known.senses.people_of or known.senses.capital_of
        part = _in_its_name(known.mention.name, best.entity)  # *Congo*, beside a town
        return gap if stands else ALIAS_GAP + (0.0 if part else best.spoken)
    if other.own and other.entity.label == f"The {best.entity.label}":
        return ACRONYM_GAP
    twins = best.own and other.own and kinds == kinds_of(other.entity) != set()
    if twins and codes_of(other.entity) == codes_of(best.entity) != set():
        return TWIN_GAP
    if is_acronym(known.mention.name) and not kinds & {"country", "igo"}:
        home = codes_of(best.entity)
        if home and home.isdisjoint(known.around.countries):
            return ACRONYM_GAP
    higher = kinds & {"country", "admin1", "admin2"}
    towns = kinds_of(other.entity) & {"settlement", "admin1"}
    return LEVEL_GAP if higher and towns and not known.around.kind else gap
