"""What a figure says, without its period: a flow, a stock, a rate, a share, a sum.

Each kind has its own content. What a number counts is its noun's unit; what they did is
the nearest word that says so; where none does, it is how many there are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.draft.acts import Act, Acts, far
from kg.draft.befell import BEFELL, befell, is_caught, lived
from kg.draft.beside import is_of_people
from kg.draft.counted import CountedNoun, Counting
from kg.draft.following import is_held_there, is_somewhere, some_of_them
from kg.draft.kinds import (
    DEED_UNITS,
    HAPPENING_UNITS,
    is_done_to,
    is_told_of,
    observation_type,
    rate_time,
)
from kg.draft.lexicon import Phrase, by_code, listed, words
from kg.draft.manner import Manner
from kg.draft.measured import Measured
from kg.draft.measuring import Measuring
from kg.draft.numbers import Number, bare_words
from kg.draft.passage import Clause, DraftSentence, DraftText, words_between
from kg.draft.wording import Wording

_BESIDE, _SMALL_SUM = 30, 100
"""Characters between none and what was done to none; a number below it is no money."""
_RELATIVE, _COUNTS = ("percent", "ratio"), ("FlowObservation", "StockObservation")
_ALIVE = frozenset(("person", "family", "household", "case", "application"))
"""Units of which a count is of how many there are, where no word says what they did."""

_GOODS = frozenset(("item", "tonne", "dose"))
_SAID = Wording(
    "contents.said",
    r"(?:\b(?:says?|said|speaks? of|spoke of|reports?|reported|gives?|gave|put it at|"
    r"puts it at|puts? (?:[\w'\u2019-]+ ){1,4}at|counts?|counted)\s+"
    r"|^(?:it|that|this|they)\s+(?:was|were|is|are)\s+)"
    r"(?:that\s+)?$",
    re.IGNORECASE,
)
_ARE = Wording(
    "contents.are",
    r"\b(?:is|are|'re|was|were|have|has|had|need|needs|live|lives|lack|remain|stay|sleep|"
    r"want|wait|depend|rely|face|attend|could|would|will|may|might)\b",
    re.IGNORECASE,
)
_THERE_ARE = Wording(
    "contents.there_are",
    r"\b(?:is|are|was|were|has|have|had|hosts?|holds?|population|helped|helps|reached|"
    r"assisted|feeds?|feeding|saw|met|counted|shelters?|houses?|accommodates?|affects?|"
    r"rejected|approved|granted|lodged|refused|could|would|will|may|might|gave|"
    r"spoke of|speaks? of)\b[^,;]*$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\(\s?[+\u2212\u2013-]\s?\Z")
"""Before a change in brackets: `stood at 6,480 (-43%)`."""

_FURTHER = Wording(
    "contents.further",
    r"\b(?:another|further|more(?! than)|others|additional)\b",
    re.IGNORECASE,
)
_CHANGED_TO = Wording("contents.changed_to", r"[^.;]{0,40}?\bto\s+[\w ]{0,20}\d")
_CHANGED_FROM = Wording("contents.changed_from", r"\bfrom\s+$", re.IGNORECASE)
_NOBODY = Wording("contents.nobody", r"nobody|no one|no-one", re.IGNORECASE)
_WAS = Wording(
    "contents.was",
    r"\s+(?:was|were|(?:has|have|had|would\s+have)\s+been|would\s+be|will\s+be)\s",
    re.I,
)
"""Behind nobody, what was done to no person, and not what nobody does."""

_NOBODY_WAS = Wording(
    "contents.nobody_was",
    r"\s+(?:was|were|has\s+been|have\s+been|had\s+been|has|have|had|would\s+be|will\s+be|is|are)"
    r"\s+(?:[a-z]+ed|killed|hurt|placed|left|sent|held|taken|born|lost|kept|locked)\b",
    re.IGNORECASE,
)
"""Behind nobody, what was done to none."""

_WHOLE = Wording(
    "contents.whole",
    r"\s+(?:of|in)\s+(?:the|all|its|their|his|her|those|these|them|whom|which|our|new|"
    r"returning|every|displaced|people|persons|families|households|children|women|"
    r"refugees|migrants|returnees|arrivals)\b"
    r"|\s+(?:families|households|people|persons|children|women|men|refugees|migrants|"
    r"returnees)\b"
    r"|\s+(?:currently\s+|still\s+|also\s+|already\s+|so\s+far\s+)?"
    r"(?:are|is|were|was|had|have|has|say|tell|told|came|lack|need|live|did|do|went|lost|want|"
    r"receive|fled|left|hold|held|know|knew|own|attend|sleep|slept|depend|rely|suffer|plan|"
    r"intend|hope|wish|work|cite|cited|made|got|get|gave|arrive|come|stay|remain|face|"
    r"[a-z]{2,}ed)\b"
    r"|\s+(?-i:[A-Z])[a-z]+(?:ian|an|ese|ish|i)s?\b",
    re.IGNORECASE,
)
"""Behind a share, what it is a share of, or what is told of it."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a figure counts and says, also for the next one that goes on from it.

    ``part`` tells that it is a share, or a part of the figure before.
    """

    counted: CountedNoun | None
    act: Act | None
    thing: Measured
    says: dict[str, str]
    manner: Manner = field(default_factory=Manner)
    part: bool = False
    own: bool = True
    """Whether its own words say what they did, and not those of the figure before."""


def was_harm(before: Content | None) -> bool:
    """Tell whether a figure was of the dead or the injured, and not of people."""
    counted = None if before is None else before.counted
    return counted is not None and counted.unit in BEFELL


class ContentReader:
    """Reads what the figures of a text say."""

    def __init__(self, passage: DraftText) -> None:
        self.passage, self.language = passage, passage.language
        language = passage.language
        self.acts = Acts(passage)
        self.movements, self.happenings = self.acts.movements, self.acts.happenings
        self.series = listed(language, "kinds", "series")
        self.parts = listed(language, "kinds", "share")
        self.counting = Counting(passage, self.movements)
        self.stages = by_code(language, "stage")
        self.measuring = Measuring(passage, self.movements)

    def of(
        self,
        sentence: DraftSentence,
        clause: Clause,
        number: Number,
        before: Content | None,
        year: str,
    ) -> Content | str:
        """Return what a number says, or why that cannot be told."""
        amount, text = number.amount, self.passage.text
        if _CHANGED_FROM[self.language].search(
            text[clause.start : number.start]
        ) and not any(
            0 <= when.start - number.end <= 12
            and not re.search(r"\d", text[number.end : when.start])
            for when in sentence.dates
        ):
            to = _CHANGED_TO[self.language].match(text, number.end, clause.end)
            if to is not None:
                return "what it was before, and no date says when"
        if amount.currency is not None:
            return self._money(sentence, clause, number)
        if amount.direction is not None or amount.unit == "ratio":
            return self._change(clause, number, before, dated=sentence.is_dated(clause))
        if amount.unit == "percent" and _SIGNED.search(text, 0, number.start):
            return self._change(clause, number, before, dated=sentence.is_dated(clause))
        if amount.unit in _RELATIVE:
            return self._share(sentence, clause, number, before)
        if self.counting.is_by_itself(number, clause):
            before = None  # `they are about two thousand`
        act = self.acts.of(clause, number)
        deed = None if act is None else act.phrase
        counted = self.counting.of(number, clause, deed)
        if counted is not None and counted.unit == "person" and was_harm(before):
            before = None  # `no one was hurt. The camp housed 1,100 people`
        small = (amount.value or _SMALL_SUM) < _SMALL_SUM
        money = before is not None and before.says["unit"] == "money" and not small
        if counted is None and money and amount.value != 0:
            return self._money(sentence, clause, number)
        zero = amount.value == 0
        nobody = (
            zero and counted is None and _NOBODY[self.language].fullmatch(number.words)
        )
        if nobody and _WAS[self.language].match(text, number.end, clause.end):
            counted = CountedNoun("person", number.end)
        if zero and not self._is_of_none(clause, number, act, counted):
            return "none of them: no word beside it says of what"
        bare = self.counting.is_bare(number, clause.end)
        bare &= not is_held_there(self.passage, clause, number)
        part = self.is_part(sentence, clause, number)
        dated = any(0 <= when.start - number.end <= 1 for when in sentence.dates)
        goes_on = before is not None and (
            dated or bare or self._goes_on(sentence, clause, number)
        )
        more = amount.unit is None and _FURTHER[self.language].search(number.words)
        if more and counted is not None and counted.end == number.end:
            counted = before.counted if before and before.counted else counted
        kept = before is not None and before.counted is not None
        by_itself = counted is None and not kept and (bare or dated)
        if by_itself and self.movements.find(text, sentence.start, number.start):
            counted = CountedNoun("person", number.end)
        alone = dated or bare or part  # no noun is behind it that has no unit
        if counted is None and before is not None and not zero and alone:
            counted = before.counted
            moved = act is not None and act.kind == "movement"
            moved = moved or lived(self.passage, clause, number)
            caught = is_caught(self.passage, clause, number)
            deeds = (*BEFELL, *DEED_UNITS, "attempt") if caught else BEFELL
            if (moved or caught) and counted is not None and counted.unit in deeds:
                counted = CountedNoun("person", number.end)  # `40 died, 300 fled`
            if counted is None and before.says["unit"] == "money" and part:
                return "a part of a sum, and no word says of which"
        if counted is None and amount.per is not None and act is not None:
            counted = CountedNoun("person", number.end)
        if counted is None:
            return "no noun says what is counted"
        if before is not None and before.counted is not None:
            counted = some_of_them(
                self.passage, clause, number, counted, before.counted
            )
        if counted.unit == "place":
            return "places for people, and no people"
        if counted.unit == "person" or counted.unit in BEFELL:
            end = counted.end if counted.end >= number.start else number.end
            unit = befell(self.passage, clause, number, end) or counted.unit
            counted = CountedNoun(unit, counted.end)
        read = number.words
        if amount.unit is not None and counted.unit != amount.unit:
            read = bare_words(number, self.passage.language)
        if act is None and counted.unit in HAPPENING_UNITS:
            phrases = self.happenings.find(text, clause.start, clause.end)
            if not phrases and counted.unit == "building":
                return "no word says what was done to them"
            phrase = phrases[0] if phrases else Phrase(number.start, number.end, "")
            act = Act("happening", phrase)
        own = act is not None
        goes_on &= part or not is_somewhere(sentence, clause, number, counted.end)
        if act is None and before is not None and goes_on:
            act = before.act
        if act is None and (goes_on or bare or dated):
            start = text.rfind(";", sentence.start, number.start) + 1 or sentence.start
            parted = text.find(";", number.end, sentence.end)
            end = sentence.end if parted < 0 else parted
            act = self.acts.nearest(start, end, number)
        own = own or act is None  # nothing is taken from another
        if counted.unit in _GOODS:
            return self._goods(sentence, clause, number, counted)
        each = rate_time(self.passage, clause, number, counted.end)
        rate = amount.per is not None or bool(each)
        placed = part or goes_on or sentence.is_dated(clause)
        placed = placed or is_done_to(self.passage, clause, number, counted)
        placed = placed or is_told_of(self.passage, clause, number)
        placed = placed or self._is_there(clause, number)
        alive = counted.unit in _ALIVE and placed
        if act is None and not (rate or alive or counted.unit in DEED_UNITS):
            return "no word says what they did, or where they were"
        says = {"type": observation_type(self.passage, clause, number, act, counted)}
        if act is None and before is not None and (bare or dated):
            alike = before.says["unit"] == counted.unit
            if alike and before.says["type"] in _COUNTS:
                says["type"] = before.says["type"]
        thing = self.measuring.count(
            *(sentence, clause, number, act),
            kind=says["type"],
            unit=counted.unit,
            year=year,
        )
        kept = before is not None and before.says["type"] == says["type"] and not own
        if before is not None and kept and not thing.known and goes_on:
            thing = before.thing
        says |= {"measures": thing.id, "amount": read, "unit": counted.unit}
        if rate:
            says["type"] = "RateObservation"
        if each:
            says["perTime"] = each
        if act is not None and act.kind == "movement":
            says["movementTerm"] = text[act.phrase.start : act.phrase.end]
            says["movementType"] = act.phrase.code
        return Content(counted, act, thing, says, part=part, own=own)

    def _is_of_none(
        self,
        clause: Clause,
        number: Number,
        act: Act | None,
        counted: CountedNoun | None,
    ) -> bool:
        """Tell whether the words say of whom or what there was none."""
        if counted is not None and counted.unit in (*HAPPENING_UNITS, "case"):
            return True
        if _NOBODY_WAS[self.language].match(self.passage.text, number.end, clause.end):
            return counted is not None
        if act is None or far(act.phrase, number) > _BESIDE:
            return False
        return act.phrase.start >= number.end

    def _money(
        self, sentence: DraftSentence, clause: Clause, number: Number
    ) -> Content | str:
        """Return a sum of money; from whom and for whom, a person says."""
        text = self.passage.text
        thing = self.measuring.resource(sentence, clause, number, "money")
        says = {"type": "FlowObservation", "measures": thing.id}
        says |= {"amount": number.words, "unit": "money"}
        if number.amount.per is not None:
            says["type"] = "RateObservation"
        stages = self.stages.find(text, clause.start, clause.end)
        if not stages:
            return "a sum of money: no word says how far it has come"
        says["transferStage"] = min(stages, key=lambda p: (far(p, number), p.code)).code
        return Content(None, None, thing, says)

    def _is_there(self, clause: Clause, number: Number) -> bool:
        """Tell whether a verb says how people are: `300 people need help`."""
        text = self.passage.text
        return bool(
            _ARE[self.language].search(text, number.end, clause.end)
            or _THERE_ARE[self.language].search(text[clause.start : number.start])
        )

    def _goods(
        self,
        sentence: DraftSentence,
        clause: Clause,
        number: Number,
        counted: CountedNoun,
    ) -> Content | str:
        """Return goods that were given, as far as they have come."""
        stages = self.stages.find(self.passage.text, clause.start, clause.end)
        if not stages:
            return "goods, and no word says how far they have come"
        stage = min(stages, key=lambda p: (far(p, number), p.code)).code
        thing = self.measuring.resource(sentence, clause, number, counted.unit)
        says = {"type": "FlowObservation", "measures": thing.id}
        says |= {"amount": number.words, "unit": counted.unit, "transferStage": stage}
        return Content(counted, None, thing, says)

    def _change(
        self, clause: Clause, number: Number, before: Content | None, *, dated: bool
    ) -> Content | str:
        """Return a change of what the figure before counts, or of what is named."""
        act = self.acts.nearest(clause.start, number.start, number)
        head = self.passage.text[clause.start : number.start].rstrip()
        own = act is not None and not head.endswith(",")
        if before is None or own or before.says.get("type") not in _COUNTS:
            unit = self.counting.subject_of(clause, number)
            plain = number.amount.unit == "percent" and unit
            if (act is None and not unit) or not (dated or plain):
                return "a change, and no figure before it that it is of"
            name = unit if act is None else act.phrase.code or act.kind
            thing = Measured(f"new: {name}")
            says = {"type": "ChangeObservation", "measures": thing.id}
            says |= {"amount": number.words, "unit": number.amount.unit or "ratio"}
            return Content(None, act, thing, says, part=True)
        says = {"type": "ChangeObservation", "measures": before.thing.id}
        says |= {"amount": number.words}
        says["unit"] = number.amount.unit or before.says["unit"]
        return Content(before.counted, before.act, before.thing, says, part=True)

    def _share(
        self,
        sentence: DraftSentence,
        clause: Clause,
        number: Number,
        before: Content | None,
    ) -> Content | str:
        """Return a share, of what the words behind it name or the figure before."""
        text = self.passage.text
        named = _WHOLE[self.language].match(text, number.end, clause.end)
        counts = before is not None and before.says.get("type") in _COUNTS
        shared = before is not None and before.says["type"] == "ShareObservation"
        counts = counts or (shared and sentence.numbers[0].start < number.start)
        if not named and not counts and not is_of_people(self.counting, number, clause):
            return "a share, and nothing says what it is of"
        whole = before.thing if before is not None and counts else None
        thing = self.measuring.share(sentence, clause, number, whole)
        says = {"type": "ShareObservation", "measures": thing.id}
        says |= {"amount": number.words, "unit": "percent"}
        kept = before.counted if before is not None else None
        act = before.act if before is not None else None
        return Content(kept, act, whole or thing, says, part=True)

    def is_part(self, sentence: DraftSentence, clause: Clause, number: Number) -> bool:
        """Tell whether a number is a part of the figure before: `of whom 300 …`."""
        text = self.passage.text
        head = text[sentence.start : sentence.start + 20]
        near = text[max(clause.start - 12, sentence.start) : number.start]
        after = text[number.end : min(number.end + 14, clause.end)]
        return any(bool(self.parts.find(words)) for words in (head, near, after))

    def _goes_on(self, sentence: DraftSentence, clause: Clause, number: Number) -> bool:
        """Tell whether a number goes on what the one before it counted."""
        head = self.passage.text[clause.start : number.start]
        first = {*words_between(head, 0, len(head))} - words(self.language, "of_which")
        given = _SAID[self.language].search(head)
        begins = not first and clause.start > sentence.start
        return bool(self.series.find(head[-30:]) or given) or begins
