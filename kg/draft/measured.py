"""Which flow or population of a project a figure measures, by the places it names.

A flow is named by nobody: who moved, from where and to where are. One that says
otherwise in any of these is not meant; where none fits, or several do, it is a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.draft.lexicon import PhraseTable
from kg.draft.passage import Clause, DraftSentence
from kg.draft.things import NamedThing, Things
from kg.draft.wording import Wording
from kg.match.names import plain

_FROM = Wording(
    "measured.from",
    r"(?:from|left|leave|leaving|fled|fleeing|flee|out of|exited|departed|quit)"
    r"(?:\s+(?:the|neighbouring|neighboring))?\s*$",
    re.IGNORECASE,
)
_TO = Wording(
    "measured.to",
    r"(?:to|into|in|reached|entered|entering|for|towards|reaching|back to)"
    r"(?:\s+(?:the|neighbouring|neighboring))?\s*$",
    re.IGNORECASE,
)
_TAKES_IN = Wording(
    "measured.takes_in",
    r"\s(?:(?:has|have|had|also|already)\s){0,2}(?:(?:took|taken|takes|let|lets)\sin\b|"
    r"(?:admitted|admits|received|receives|accepted|accepts|welcomed|resettled|hosts|"
    r"hosted|sheltered|shelters)\b)",
)
"""Behind a place to which people come: `Germany took in 47 Afghans`."""

_CAPITAL = re.compile(r"\b[A-Z\u00c0-\u00de][\w\u2019'-]+")
_BEHIND = 40
"""Characters behind a place in which such a verb begins."""

_STEM = 5
"""Letters that forms of one word have in common, for the most part."""

_MOST_WORDS = 3
"""Words in common that count: a long label is no better than a short one."""

_ALIKE = (
    {"departure", "flight", "border-crossing", "crossing", "cross-border-movement"},
    {"flight", "internal-displacement"},
    {"return", "voluntary-return", "unspecified-return", "spontaneous-return"},
    {"deportation", "expulsion", "removal", "forced-return"},
)
"""Movements that one text may call by the words for each other."""

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Measured:
    """The id of what is measured, or ``new: NAME``."""

    id: str

    @property
    def known(self) -> bool:
        """Whether it is a thing of the project."""
        return not self.id.startswith("new: ")


@dataclass(frozen=True, slots=True)
class FlowEnds:
    """Who moved, from where and to where, as ids; ``group`` is a population."""

    origin: str = ""
    destination: str = ""
    people: str = ""
    group: str = ""


_CLASSES = {
    "movement": ("MovementFlow",),
    "happening": ("HappeningFlow",),
    "stock": ("PopulationGroup",),
}


def measured(
    sentence: DraftSentence,
    clause: Clause,
    kind: str,
    code: str,
    year: str,
    *,
    movements: PhraseTable,
    earlier: FlowEnds,
) -> tuple[Measured, FlowEnds]:
    """Return what a figure of a clause measures, and the ends that it goes by.

    ``code`` is the kind of movement or happening. ``movements`` finds in the name of a
    flow of what kind it is. What the sentence leaves out is as in ``earlier`` ones, and
    returned for later ones.
    """
    things = sentence.passage.things
    ends = _inherited(_ends(sentence, clause), earlier)
    words = _stems(sentence.passage.text[clause.start : clause.end])
    scored: list[tuple[int, str]] = []
    for thing in things.of(*_CLASSES[kind]):
        score = _score(things, thing, ends, code, year)
        if score > 0:
            named = {p.code for p in movements.find(thing.label)}
            if kind == "movement" and named:
                score = score + 2 if code in named else score * _alike(code, named)
            score += min(len(words & _stems(thing.label)), _MOST_WORDS) if score else 0
        if score > 0 and not leads_elsewhere(sentence, clause, thing):
            scored.append((score, thing.id))
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    if scored and (len(scored) == 1 or scored[0][0] > scored[1][0]):
        return Measured(scored[0][1]), ends
    name = _name(things, ends, code or kind)
    return Measured(f"new: {name}"), ends


def _alike(code: str, named: set[str]) -> int:
    """Return 1 where a movement may be told as one of a name, and 0 where not."""
    return int(any(code in kinds and named & kinds for kinds in _ALIKE))


def _inherited(ends: FlowEnds, earlier: FlowEnds) -> FlowEnds:
    """Return the ends of a sentence, with those before it where it has none."""
    if ends.origin or ends.destination:
        return replace(ends, people=ends.people or earlier.people)
    if ends.people and ends.people != earlier.people:
        return ends
    people = ends.people or earlier.people
    return FlowEnds(earlier.origin, earlier.destination, people, ends.group)


def _stems(words: str) -> set[str]:
    """Return the beginnings of the longer words of a text: `Doravans`, `Dorava`."""
    return {word[:_STEM] for word in plain(words).split() if len(word) >= _STEM}


def _ends(sentence: DraftSentence, clause: Clause) -> FlowEnds:
    things, text = sentence.passage.things, sentence.passage.text
    language = sentence.passage.language
    origin = destination = people = group = ""
    inside = [m for m in sentence.names if clause.start <= m.start < clause.end]
    beside = [m for m in sentence.names if m not in inside]
    for named in (*inside, *beside):
        places = [t for t in named.things if things.is_a(t, "Place")]
        groups = [t for t in named.things if things.is_a(t, "PopulationGroup")]
        before = text[max(sentence.start, named.start - 30) : named.start]
        ends = min(named.end + _BEHIND, sentence.end)
        if named.people and places:
            people = people or places[0].id
        elif groups:
            group = group or groups[0].id
            people = people or next(iter(groups[0]["nationality"]), "")
        elif places and _TAKES_IN[language].match(text, named.end, ends):
            destination = destination or places[0].id
        elif places and _FROM[language].search(before):
            origin = origin or places[0].id
        elif places and _TO[language].search(before):
            destination = destination or places[0].id
    return FlowEnds(origin, destination, people, group)


def _score(
    things: Things, thing: NamedThing, ends: FlowEnds, code: str, year: str
) -> int:
    """Return how well a thing fits: 0 where something of it says otherwise."""
    moved = things.by_id.get(
        next(iter((*thing["movedPopulation"], *thing["happensTo"])), "")
    )
    origin = {*thing["origin"]}
    there = {*thing["destination"], *thing["happensIn"], *thing["residesIn"]}
    nationality = {*thing["nationality"], *(moved["nationality"] if moved else ())}
    score = 0
    for written, known in (
        (ends.origin, origin),
        (ends.destination, there),
        (ends.people, nationality),
    ):
        if written and known:
            if written not in known:
                return 0
            score += 2
        elif known and not written:
            score -= 1 if known is not nationality else 0
    if ends.group and (
        thing.id == ends.group or ends.group in thing["movedPopulation"]
    ):
        score += 3
    years = set(_YEAR.findall(f"{thing.id} {thing.label}"))
    if years and year:
        score = score + 1 if year in years else 0
    elif years:
        score -= 1
    kinds = {*thing["happeningKind"]}
    if kinds and code:
        if code not in kinds:
            return 0
        score += 2
    return max(score, 0)


def contradicts(
    sentence: DraftSentence, clause: Clause, thing: NamedThing, code: str, year: str
) -> bool:
    """Tell whether a sentence speaks of other places, people or years than a thing."""
    things, ends = sentence.passage.things, _ends(sentence, clause)
    moved = things.by_id.get(
        next(iter((*thing["movedPopulation"], *thing["happensTo"])), "")
    )
    there = {*thing["destination"], *thing["happensIn"], *thing["residesIn"]}
    years = {*_YEAR.findall(f"{thing.id} {thing.label}")}
    pairs = (
        (ends.origin, {*thing["origin"]}),
        (ends.destination, there),
        (
            ends.people,
            {*thing["nationality"], *(moved["nationality"] if moved else ())},
        ),
        (year, years),
        (code, {*thing["happeningKind"]}),
    )
    return any(one and known and one not in known for one, known in pairs)


def leads_elsewhere(sentence: DraftSentence, clause: Clause, thing: NamedThing) -> bool:
    """Tell whether a sentence names other countries as the ends of a flow than it has.

    A place may lie in a country, so that only countries tell. So does whoever takes
    people in and is unknown: `Hillmark took in 47 of them`.
    """
    things, ends = sentence.passage.things, _ends(sentence, clause)
    text, pattern = sentence.passage.text, _TAKES_IN[sentence.passage.language]
    for word in _CAPITAL.finditer(text, clause.start, clause.end):
        takes_in = pattern.match(text, word.end(), clause.end) is not None
        if takes_in and not any(m.end == word.end() for m in sentence.names):
            return bool(thing["destination"])
    pairs = (ends.origin, thing["origin"]), (ends.destination, thing["destination"])
    return any(
        one and known and one not in known and _are_countries(things, [one, *known])
        for one, known in pairs
    )


def _are_countries(things: Things, ids: Iterable[str]) -> bool:
    known = (things.by_id.get(id) for id in ids)
    return all(one is not None and things.is_a(one, "Country") for one in known)


def _name(things: Things, ends: FlowEnds, kind: str) -> str:
    def label(id: str) -> str:
        return things.by_id[id].label if id in things.by_id else id

    who = (
        label(ends.group)
        if ends.group
        else f"people of {label(ends.people)}"
        if ends.people
        else "people"
    )
    parts = [f"{kind.replace('-', ' ')} of {who}"]
    parts += [f"from {label(ends.origin)}"] if ends.origin else []
    parts += [f"to {label(ends.destination)}"] if ends.destination else []
    return " ".join(parts)
