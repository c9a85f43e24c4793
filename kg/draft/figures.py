"""Figures of a text as drafts: an amount, of what, who moved, when, and on whose word.

A draft is made only where all of it can be worked out from words that stand there; what
cannot be placed is listed with the reason, so that a person looks at it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kg.draft.acts import Act
from kg.draft.compared import OtherTimes
from kg.draft.contents import Content, ContentReader
from kg.draft.dating import DATED, rule_of
from kg.draft.doubles import Doubles
from kg.draft.manner import Manner, MannerReader
from kg.draft.naming import DraftSpeaker
from kg.draft.numbers import Number
from kg.draft.otherwise import (
    counts_otherwise,
    giver_without_verb,
    is_whole_of_a_part,
)
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.period import FigurePeriods, is_period
from kg.draft.quoting import speaker_of
from kg.draft.recurring import SameFigures, has_its_noun, is_compared
from kg.draft.saying import Saying
from kg.draft.scene import Scenes
from kg.draft.speakers import Speakers
from kg.draft.summary import summary_of
from kg.draft.timing import Timing
from kg.draft.topics import Topics
from kg.draft.undone import DENIED, NEGATED
from kg.draft.wording import Wording
from kg.periods.edtf import parse_period

_HAVE = Wording("figures.have", r"\s+(?:have|has)\s+(?!to\b)[a-z]+")
_SAMPLE = Wording(
    "figures.sample",
    r"\s+(?:[\w-]+\s+){1,4}?(?:whom?\s+|that\s+)?"
    r"(?:we|they|it|staff|researchers|the\s+[\w-]+)?\s*"
    r"(?:interviewed|surveyed|polled|asked|spoke|traced|questioned)\b(?!\s+(?:to\s+be|for|that)\b)",
)

_NOUN = Wording("figures.noun", r"(?:ees|tions|sions|als|ures|rns)$", re.IGNORECASE)
"""How what people did, or who did it, ends as a noun: `300 deportees`, `returns`."""

_OF_ITS_OWN = ("threatened", "concern", "predicted", "planned")
_OF_WHICH = Wording(
    "figures.of_which", r"^\s+[^\d.;]{2,40},?\s+of\s+which\s+$", re.IGNORECASE
)
_ASIDE = Wording("figures.aside", r"(?:which|where|who|whose)\b", re.IGNORECASE)
_MORE_THAN = Wording(
    "figures.more_than", r"\s+(?:[\w-]+\s+)?(?:more|fewer|less)\s+than\b(?!\s+\d)"
)
"""Behind a number that is no count, but what is added to one."""

_NOT_TRUE = "it goes on what was not put forward as true"
_NOT_SURE = "a date that no word makes sure"
_GOES_ON = Wording(
    "figures.goes_on",
    r"(?:[^:\n]{2,60}:\s+)?(?:(?:This|That)\s+(?:is|was|represents?|represented|marks?|marked|compares?|compared|"
    r"brings?|brought)\b|These\b|Of\s+(?:these|them|those|whom)\b|Among\s+(?:them|these)\b|"
    r"It\s+(?:was|is|stood|stands|had\s+been|rose|fell)\b|"
    r"[^.?!;\d]{0,60}\b(?:put|puts|gave|gives)\s+(?:that|this)\s+(?:figure|number|total)\b|"
    r"The\s+(?:overall\s+|cumulative\s+|running\s+)?(?:total|figure|tally|number)"
    r"\b(?! of)|[\w-]+\s+of\s+(?:them|these|those)\b|"
    r"The\s+(?:remaining|others?|rest)\b)",
)
"""How a paragraph begins that goes on what the one before it counts."""


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
    rule: str = DATED


class FigureDrafter:
    """Drafts the figures of a text, sentence by sentence."""

    def __init__(self, passage: DraftText, speakers: Speakers) -> None:
        self.passage, self.speakers = passage, speakers
        self.language = passage.language
        self.manners = MannerReader(passage)
        self.contents = ContentReader(passage)
        self.topics = Topics(passage, self.contents)
        self.doubles = Doubles(passage, self.contents)
        self.counting, self.movements = self.contents.counting, self.contents.movements
        self.timing, self.others = Timing(passage, speakers), OtherTimes(passage)
        self.periods = FigurePeriods(passage, self.timing)
        self.drafts: list[Draft] = []
        self.unplaced: list[Unplaced] = []
        self.same = SameFigures(passage)
        self.scenes = Scenes(passage, self.timing)
        self._else = (-1, 0, "")
        """Where a number stood that is no figure: its clause, its end, and why."""
        self._unsaid = self._drafted = self._denied = 0
        """Where the last number ends that was denied, and the last that was drafted."""

    def run(self) -> None:
        """Draft every figure; what could not be is in ``unplaced``."""
        before: Content | None = None
        paragraph = -1
        for sentence in self.passage.sentences:
            if (begins := self.passage.paragraph(sentence.start)) != paragraph:
                paragraph = begins
                self.scenes.new_paragraph()
                self.topics.new_paragraph(before)
                if (
                    _GOES_ON[self.language].match(self.passage.text, sentence.start)
                    is None
                ):
                    before = None
            self.topics.read(sentence, self._asked_of(sentence))
            for number in sentence.numbers:
                before = self._figure(sentence, number, before) or before
            self.scenes.read(sentence, len(sentence.numbers))

    def _asked_of(self, sentence: DraftSentence) -> str:
        """Return the days that a question names, `how many have left since May?`."""
        if not sentence.text.rstrip("\"'\u201d\u2019").endswith("?"):
            return ""
        dates = [self.timing.dated(sentence, when) for when in sentence.dates]
        return dates[0].edtf if len(dates) == 1 else ""

    def manner_of(
        self, sentence: DraftSentence, number: Number
    ) -> tuple[Saying | None, Manner]:
        """Return what is said of a number, and in what manner it is put forward."""
        clause = sentence.clause(number.start)
        saying = self.speakers.of(sentence, number.start)
        aside = _ASIDE[self.language].match(self.passage.text, clause.start) is not None
        if aside and saying is not None and saying.cue.code in _OF_ITS_OWN:
            saying = None  # `fears for the town, where 300 live`
        behind = self.contents.acts.behind(clause, number)
        manner = self.manners.of(
            sentence,
            clause,
            number,
            saying,
            done=self._deed(behind),
            before=self.speakers.charge_before(sentence),
        )
        return saying, manner

    def _deed(self, act: Act | None) -> int:
        """Return where a verb begins that says what they did, 0 for a noun or none."""
        if act is None:
            return 0
        start, end = act.phrase.start, act.phrase.end
        return 0 if _NOUN[self.language].search(self.passage.text[start:end]) else start

    def _figure(
        self, sentence: DraftSentence, number: Number, before: Content | None
    ) -> Content | None:
        clause = sentence.clause(number.start)
        saying, manner = self.manner_of(sentence, number)
        there = self.doubles.taken_for_granted(sentence, clause, number, manner)
        if there is not None:
            granted = Manner("presupposed", manner.cue)
            self._draft(sentence, clause, number, (saying, granted), there)
        if manner.left and not (manner.left == NEGATED and number.amount.value == 0):
            self._leave(clause, manner.left)
            self._unsaid = number.end
            self._denied = number.end if manner.left == DENIED else self._denied
            return None
        reason = counts_otherwise(self.passage, clause, number)
        giver = giver_without_verb(self.passage, sentence, number)
        if giver and self.speakers.meant.is_speaking(giver):
            reason = "a number of somebody else, and only another's verb tells so"
        if reason:
            self._leave(clause, reason)
            when = self.timing.of(sentence, clause, number, ahead=False)
            if when is not None and when.edtf:
                says = {"type": "FlowObservation", "unit": "", "period": when.edtf}
                self.periods.begin_with(says, dated=True)
            return None
        after = self.passage.text[number.end : number.end + 60]
        if number.amount.direction is None and _MORE_THAN[self.language].match(after):
            self._leave(clause, "a change that stands behind its number")
            return None
        if number.amount.unit != "percent" and _SAMPLE[self.language].match(after):
            self._leave(clause, "how many were asked")
            return None
        unsaid = before is not None and self._unsaid > self._drafted
        if unsaid and self.contents.is_part(sentence, clause, number):
            before = None  # of those before, who are no figure
        denied = before is None and sentence.start < self._denied <= number.start
        bare = number.amount.unit is None and self.counting.is_bare(number, clause.end)
        if denied and bare and self.contents.acts.of(clause, number) is None:
            self._leave(clause, _NOT_TRUE)  # `12,000 is inflated; it counts 7,500`
            return None
        carried = before is None
        if before is None:
            before = self.topics.before(sentence, clause, number)
        between = self.passage.text[self._else[1] : number.start]
        if self._else[0] >= sentence.start and _OF_WHICH[self.language].search(between):
            self._leave(clause, "a part of what is no figure")
            return None
        if self._goes_on_from_else(clause, number) and not self.contents.is_part(
            sentence, clause, number
        ):
            before = None  # `opened 41 centres and closed 27`
        ahead = self.timing.is_ahead(clause, number, manner)
        change = number.amount.direction is not None or number.amount.unit == "ratio"
        when = self.timing.of(sentence, clause, number, ahead=ahead, change=change)
        if change and when is not None and before is not None and not carried:
            as_of = when.words.casefold().startswith(("as of", "as at"))
            when = None if as_of else when
        if when is not None and not when.edtf:
            self._leave(clause, _NOT_SURE)
            return None
        earlier = "" if before is None else before.says.get("period", "")
        if when is not None and self.timing.is_of_past_total(sentence, when, earlier):
            self._leave(clause, _NOT_SURE)
            return None
        anew = carried and not _GOES_ON[self.language].match(
            self.passage.text, sentence.start
        )
        if anew and before is not None and not self.topics.is_asked(before):
            earlier = ""  # another paragraph tells of other days
        other = ""
        if not change and self.others.is_of_another_time(clause, number, when):
            other = self.others.other(clause, number, earlier, when)
            if not other:
                self._leave(clause, "a date that is told by another")
                return None
            when = None
        year = (other or (when.edtf if when else earlier))[:4]
        made = self.contents.of(sentence, clause, number, before, year)
        if isinstance(made, str):
            self._else = (clause.start, number.end, made)
            self._leave(clause, made)
            return None
        act = made.act if made.own else None
        deed, noun = act.phrase.start if act else 0, not self._deed(act)
        if is_whole_of_a_part(self.passage, clause, number, deed, noun=noun):
            self._leave(clause, "a whole, of which a part is told of")
            return None
        if (
            before is not None
            and not made.own
            and not (when is not None and self.timing.is_over(clause))
            and not _HAVE[self.language].match(self.passage.text, number.end)
            and before.manner.code != manner.code == "asserted"
        ):
            self._leave(clause, _NOT_TRUE)
            return None
        if not ahead and made.own and earlier.endswith("/.."):
            earlier = ""  # what is still to come dates nothing that is there
        says = made.says
        if made.act is None and self.periods.frame and self._is_in_brackets(number):
            says["type"] = "FlowObservation"  # of those who came: `Afghans (6,300)`
        if before is not None:
            earlier = self.same.earlier(clause, number, says, before.says, earlier)
        scene = ""
        if not (when or other or ahead):
            scene = self.scenes.of(sentence, clause, number, says)
        says |= self.periods.of(
            clause,
            number,
            says,
            when,
            earlier=earlier,
            other=other or scene,
            ahead=ahead,
            part=made.part,
        )
        if not is_period(says["period"]):
            self._leave(clause, _NOT_SURE)
            return None
        self.periods.begin_with(says, dated=when is not None)
        if when is None and not other and not ahead:
            says |= self.same.rival(clause, number, says)
        says |= self.same.again(number, says, dated=when is not None or bool(other))
        manner = self.still_to_come(manner, says)
        deed = made.act.phrase.start if made.act is not None and made.own else 0
        self._draft(sentence, clause, number, (saying, manner), says, deed=deed)
        self._second(sentence, clause, number, saying, says["unit"])
        if other or is_compared(self.passage, sentence, clause, number):
            return None  # what goes on goes on from what is compared with it
        return replace(made, manner=manner)

    def _goes_on_from_else(self, clause: Clause, number: Number) -> bool:
        """Tell whether a bare number has the noun of one before that is no figure."""
        start, end, _ = self._else
        return start == clause.start and has_its_noun(
            self.contents.counting, clause, number, end
        )

    def _second(
        self,
        sentence: DraftSentence,
        clause: Clause,
        number: Number,
        saying: Saying | None,
        unit: str,
    ) -> None:
        """Draft what is to be done to those of a figure: `held, and will be sent`."""
        second = self.doubles.to_be_done(sentence, clause, number, unit)
        if second is None:
            return
        further, says, manner = second
        when = self.timing.of(sentence, further, number, ahead=True)
        says |= self.periods.of(
            *(further, number, says, when if when and when.edtf else None),
            earlier="",
            other="",
            ahead=True,
            part=False,
        )
        whole = Clause(clause.start, further.end)
        self._draft(sentence, whole, number, (saying, manner), says)

    def _draft(
        self,
        sentence: DraftSentence,
        clause: Clause,
        number: Number,
        put: tuple[Saying | None, Manner],
        says: dict[str, str],
        *,
        deed: int = 0,
    ) -> None:
        """Keep a draft; ``put`` is who says it and how, ``deed`` where its verb is."""
        self.same.keep(number.end, says)
        self._drafted = number.end
        saying, manner = put
        places = [number.start, deed] if deed else [number.start]
        self.drafts.append(
            Draft(
                start=clause.start,
                end=clause.end,
                number=Characters(number.start, number.end),
                speaker=speaker_of(self.speakers, sentence, places, saying),
                manner=manner,
                summary=summary_of(says),
                says=says,
                rule=rule_of(says, self.passage),
            )
        )

    def still_to_come(self, manner: Manner, says: Mapping[str, str]) -> Manner:
        """Return a plan for what ends later than the text: nobody can assert it."""
        end = parse_period(says["period"]).end
        day = self.passage.published
        asked = says.get("transferStage") == "requested"
        if manner.code == "asserted" and not asked and end is not None and end > day:
            return replace(manner, code="planned")
        return manner

    def _is_in_brackets(self, number: Number) -> bool:
        return self.passage.text[max(0, number.start - 1) : number.start] == "("

    def _leave(self, clause: Clause, reason: str) -> None:
        self.unplaced.append(Unplaced(clause.start, clause.end, reason))
