"""Figures of a text as drafts: an amount, of what, who moved, when, and on whose word.

A draft is made only where all of it can be worked out from words that stand there; what
cannot be placed is listed with the reason, so that a person looks at it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from kg.draft.counted import CountedNoun, Counting
from kg.draft.lexicon import Phrase, by_code, listed, of_scheme, tables, together
from kg.draft.manner import NEGATED, Manner, MannerReader
from kg.draft.meant import NOBODY, SOMEBODY, DraftSpeaker
from kg.draft.measured import FlowEnds, Measured, measured
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence, DraftText, words_between
from kg.draft.speakers import Saying, Speakers
from kg.draft.timing import Timing

_SAMPLE = re.compile(
    r"\s+(?:[\w-]+\s+){1,4}?(?:whom?\s+|that\s+)?(?:we|they|it|staff|researchers)?\s*"
    r"(?:interviewed|surveyed|polled|asked|spoke)\b"
)
_BESIDE = 30
"""Characters between none and what was done to none of them."""

_NOBODYS = frozenset(("building", "document", "item", "place", "unspecified"))
"""Units of which a count by itself tells nothing of people."""

_RELATIVE = ("percent", "ratio")
_SAID = re.compile(
    r"(?:\b(?:says?|said|speaks? of|spoke of|reports?|reported|gives?|gave|put it at|"
    r"puts it at|counts?|counted)\s+|^(?:it|that|this|they)\s+(?:was|were|is|are)\s+)"
    r"(?:that\s+)?$",
    re.IGNORECASE,
)
EACH = re.compile(r"\s+(?:a|per|each|every)\s+(day|week|month|year)\b", re.IGNORECASE)
"""What makes a rate of a count, behind its noun: `50 people a day`."""


@dataclass(frozen=True, slots=True)
class Characters:
    """Half-open characters of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What stands in a text and could not be drafted, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as a rule reads it; ``says`` are terms and values of its content."""

    start: int
    end: int
    number: Characters
    speaker: DraftSpeaker
    manner: Manner
    summary: str
    says: dict[str, str] = field(default_factory=dict)
    rule: str = "figure"


class _Act(NamedTuple):
    kind: str
    """``movement``, ``happening`` or ``stock``."""
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class _Before:
    """What the figure before counted, for one that goes on from it."""

    counted: CountedNoun | None
    act: _Act | None
    thing: Measured
    says: dict[str, str]
    manner: Manner = field(default_factory=Manner)


class FigureDrafter:
    """Drafts the figures of a text, sentence by sentence."""

    def __init__(self, passage: DraftText, speakers: Speakers) -> None:
        self.passage, self.speakers = passage, speakers
        self.manners = MannerReader(passage)
        vocabulary, language = passage.things.vocabulary, passage.language
        forms = by_code(language, "movement")
        coded = of_scheme(vocabulary, "movement", language)
        no_deed = tables()[language]["none"]["movement"]
        self.movements = together([forms, coded], but=no_deed)
        self.happenings = of_scheme(vocabulary, "happening", language)
        self.stocks = listed(language, "kinds", "stock")
        self.series = listed(language, "kinds", "series")
        self.parts = listed(language, "kinds", "share")
        self.counting = Counting(passage, self.movements)
        self.stages = by_code(language, "stage")
        self.timing = Timing(passage, speakers)
        self.ends = FlowEnds()
        self.drafts: list[Draft] = []
        self.unplaced: list[Unplaced] = []

    def run(self) -> None:
        """Draft every figure; what could not be is in ``unplaced``."""
        before: _Before | None = None
        paragraph = -1
        for sentence in self.passage.sentences:
            if (begins := self.passage.paragraph(sentence.start)) != paragraph:
                before, paragraph = None, begins
            for number in sentence.numbers:
                before = self._figure(sentence, number, before) or before

    def _figure(
        self, sentence: DraftSentence, number: Number, before: _Before | None
    ) -> _Before | None:
        clause = sentence.clause(number.start)
        saying = self.speakers.of(sentence, number.start)
        behind = self._nearest(number.end, clause.end, number)
        done = behind.phrase.start if behind is not None else 0
        manner = self.manners.of(
            sentence,
            clause,
            number,
            saying,
            done=done,
            before=self.speakers.charge_before(sentence),
        )
        if manner.left and not (manner.left == NEGATED and number.amount.value == 0):
            self._leave(clause, manner.left)
            return None
        after = self.passage.text[number.end : number.end + 60]
        if _SAMPLE.match(after):
            self._leave(clause, "how many were asked")
            return None
        when = self.timing.of(sentence, clause, number, manner)
        earlier = "" if before is None else before.says.get("period", "")
        bare = self.counting.is_bare(number, clause.end)
        if when is None and (bare or self._is_part(sentence, clause, number)):
            period = earlier  # `the council puts it at 300`: in the same days
        else:
            period = when.edtf if when is not None else self.timing.reported(clause)
        if self.timing.is_of_another_time(clause, number, when):
            period = self.timing.earlier(clause, number, period or earlier)
            when = None
            if not period:
                self._leave(clause, "a date that is told by another")
                return None
        made = self._content(sentence, clause, number, before, period)
        if isinstance(made, str):
            self._leave(clause, made)
            return None
        if (
            before is not None
            and made.act is not None
            and made.act is before.act
            and before.manner.code != manner.code == "asserted"
        ):
            self._leave(clause, "it goes on what was not put forward as true")
            return None
        says = made.says
        if period and "period" not in says:
            says["period"] = period
        if (
            says.get("type") == "StockObservation"
            and says.get("period", "")[:3] == "../"
        ):
            says["period"] = says["period"][
                3:
            ]  # by a day, those who are there are there
        if when is not None and says.get("period") == when.edtf:
            says["periodText"] = when.words
            last = self.passage.reporting_period.rpartition("/")[2]
            if when.open and last:  # a report tells of days up to the last it is of
                says["period"] = f"{when.edtf.partition('/')[0]}/{last}"
        if "period" not in says:
            says["period"] = self.timing.open(says, manner)
        places = [number.start, *([made.act.phrase.start] if made.act else ())]
        speaker = self._speaker(sentence, places, saying)
        self.drafts.append(
            Draft(
                start=clause.start,
                end=clause.end,
                number=Characters(number.start, number.end),
                speaker=speaker,
                manner=manner,
                summary=summary_of(says),
                says=says,
            )
        )
        return replace(made, manner=manner)

    def _leave(self, clause: Clause, reason: str) -> None:
        self.unplaced.append(Unplaced(clause.start, clause.end, reason))

    def _content(
        self,
        sentence: DraftSentence,
        clause: Clause,
        number: Number,
        before: _Before | None,
        period: str,
    ) -> _Before | str:
        """Return what a number says, or why that cannot be told."""
        amount = number.amount
        if amount.currency is not None:
            return self._money(clause, number)
        if amount.direction is not None:
            return self._beside(number, before, "ChangeObservation")
        if amount.unit in _RELATIVE:
            return self._beside(number, before, "ShareObservation")
        act = self._act(clause, number)
        counted = self.counting.of(number, clause, act and act.phrase)
        zero = amount.value == 0
        if zero and (act is None or _far(act.phrase, number) > _BESIDE):
            return "none of them: no word beside it says of what"
        if counted is None and before is not None and not zero:
            goes_on = (
                self._goes_on(clause, number)
                or self._is_part(sentence, clause, number)
                or self._dated(sentence, number)
                or self.counting.is_bare(number, clause.end)
            )
            counted = before.counted if goes_on else None
        if counted is None and amount.per is not None and act is not None:
            counted = CountedNoun("person", number.end)
        if counted is None:
            return "no noun says what is counted"
        happening = counted.unit in _HAPPENING_UNITS
        if act is None and happening:
            phrases = self.happenings.find(self.passage.text, clause.start, clause.end)
            phrase = phrases[0] if phrases else Phrase(number.start, number.end, "")
            act = _Act("happening", phrase)
        goes_on = before is not None and (
            self._goes_on(clause, number)
            or self._dated(sentence, number)
            or self.counting.is_bare(number, clause.end)
        )
        if act is None and before is not None and goes_on:
            act = before.act
        if act is None:
            act = self._nearest(sentence.start, sentence.end, number)
        if act is None and period and counted.unit not in _NOBODYS:
            says = {"measures": f"new: {counted.unit}", "amount": number.words}
            says["unit"] = counted.unit
            return _Before(counted, None, Measured(says["measures"]), says)
        if act is None:
            return "no word says what they did, or where they were"
        thing, self.ends = measured(
            sentence,
            clause,
            act.kind,
            act.phrase.code,
            period[:4],
            movements=self.movements,
            earlier=self.ends,
        )
        if before is not None and not thing.known and goes_on:
            thing = before.thing
        says = {
            "type": "StockObservation" if act.kind == "stock" else "FlowObservation",
            "measures": thing.id,
            "amount": number.words,
            "unit": counted.unit,
        }
        each = EACH.match(self.passage.text, counted.end)
        if amount.per is not None or each is not None:
            says["type"] = "RateObservation"
        if each is not None:
            says["perTime"] = each[1].casefold()
        if act.kind == "movement":
            text = self.passage.text
            says["movementTerm"] = text[act.phrase.start : act.phrase.end]
            says["movementType"] = act.phrase.code
        return _Before(counted, act, thing, says)

    def _money(self, clause: Clause, number: Number) -> _Before | str:
        """Return a sum of money; from whom and for whom, a person says."""
        text = self.passage.text
        says = {"type": "FlowObservation", "measures": "new: money"}
        says |= {"amount": number.words, "unit": "money"}
        stages = self.stages.find(text, clause.start, clause.end)
        if not stages:
            return "a sum of money: no word says how far it has come"
        says["transferStage"] = min(
            stages, key=lambda p: (_far(p, number), p.code)
        ).code
        return _Before(None, None, Measured("new: money"), says)

    def _beside(
        self, number: Number, before: _Before | None, type_: str
    ) -> _Before | str:
        """Return a change or a share of what the figure before counts."""
        if before is None or before.says.get("type") not in _COUNTS:
            return "a change or a share, and no figure before it that it is of"
        says = {"type": type_, "measures": before.thing.id, "amount": number.words}
        says["unit"] = number.amount.unit or before.says["unit"]
        if "period" in before.says:
            says["period"] = before.says["period"]
        return _Before(before.counted, before.act, before.thing, says)

    def _is_part(self, sentence: DraftSentence, clause: Clause, number: Number) -> bool:
        """Tell whether a number is a part of the figure before: `of whom 300 …`."""
        text = self.passage.text
        head = text[sentence.start : sentence.start + 20]
        near = text[max(clause.start - 12, sentence.start) : number.start]
        after = text[number.end : min(number.end + 14, clause.end)]
        return any(bool(self.parts.find(words)) for words in (head, near, after))

    def _act(self, clause: Clause, number: Number) -> _Act | None:
        """Return the word that says what they did, behind the number first."""
        behind = self._nearest(number.end, clause.end, number)
        return behind or self._nearest(clause.start, number.start, number)

    def _nearest(self, start: int, end: int, number: Number) -> _Act | None:
        """Return the word nearest to a number that says what they did."""
        text = self.passage.text
        acts = [
            *(_Act("movement", p) for p in self.movements.find(text, start, end)),
            *(_Act("happening", p) for p in self.happenings.find(text, start, end)),
            *(_Act("stock", p) for p in self.stocks.find(text, start, end)),
        ]
        acts = [a for a in acts if not _inside(a.phrase, number)]
        return min(acts, key=lambda a: (_far(a.phrase, number), a.kind), default=None)

    def _dated(self, sentence: DraftSentence, number: Number) -> bool:
        """Tell whether a date is right behind a number: `twelve on Thursday`."""
        return any(0 <= when.start - number.end <= 1 for when in sentence.dates)

    def _goes_on(self, clause: Clause, number: Number) -> bool:
        """Tell whether a number goes on what the one before it counted."""
        head = self.passage.text[clause.start : number.start]
        first = [w for w in words_between(head, 0, len(head)) if w != "and"]
        given = re.search(_SAID, head)
        return bool(self.series.find(head) or given) or not first

    def _speaker(
        self, sentence: DraftSentence, places: list[int], saying: Saying | None
    ) -> DraftSpeaker:
        """Return who says what stands at some places: never the text what it quotes."""
        passage = self.passage
        if saying is not None:
            # what is in single marks inside of a speech is what another said
            inner = passage.is_in_single(places[0]) and passage.is_in_double(places[0])
            return SOMEBODY if inner else saying.speaker
        if not any(map(passage.is_quoted, places)):
            return NOBODY
        if passage.is_quoted(sentence.start + 1):  # it goes on what was begun
            return self.speakers.before(sentence) or SOMEBODY
        return SOMEBODY


_COUNTS = ("FlowObservation", "StockObservation")
_HAPPENING_UNITS = frozenset(
    ["death", "injury", "arrest", "attempt", "attack", "incident", "building"]
)


def _inside(phrase: Phrase, number: Number) -> bool:
    return number.start <= phrase.start < number.end


def _far(phrase: Phrase, number: Number) -> int:
    return (
        phrase.start - number.end
        if phrase.start >= number.end
        else number.start - phrase.end
    )


def summary_of(says: Mapping[str, str]) -> str:
    """Return a sentence in words of our own; whoever accepts it writes a better one."""
    kind = says.get("movementType", "").replace("-", " ")
    parts = [f"{says['amount']} ({says['unit']})", kind, says.get("period", "")]
    return ", ".join(part for part in parts if part) + "."
