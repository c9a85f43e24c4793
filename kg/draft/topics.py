"""What a number goes on from that has no noun, where its paragraph has no other.

`How many have left?` `General Security says 210,000.` A number that only answers takes
what was asked for; one that is given, what the paragraph before counted.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.draft.acts import Act
from kg.draft.contents import Content, ContentReader
from kg.draft.counted import CountedNoun
from kg.draft.measured import Measured
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence, DraftText, words_between
from kg.draft.wording import Wording

_HOW_MANY = Wording("topics.how_many", r"\bhow many\b", re.IGNORECASE)
_TO_ASK = Wording("topics.to_ask", r"\b(?:asked|questioned|pressed)\b", re.IGNORECASE)
_ASKED_WITHIN = 600
"""Characters in which an answer follows what was asked."""

_NOUN_WITHIN = 4
"""Words behind `how many` among which the noun stands that is asked for."""

_GIVES = Wording(
    "topics.gives",
    r"(?:\b(?:says?|said|speaks? of|spoke of|reports?|reported|gives?|gave|estimates?|"
    r"estimated|reckons?|counts?|counted|puts? it at|has|prefers?|boasts? of|"
    r"expects?|expected|foresees?|foresaw|it\s+(?:is|was|(?:could|might|may|would)\s+be)|it['\u2019]s|(?:total|figure|number|tally|toll)\b[^.;,\d]{0,40}\s"
    r"(?:is|was|are|at|to|of|reached)|estimates?\s+(?:are|is|were|was|of|at))"
    r"|^\W*(?:maybe|perhaps|now|then|officially)?)\s*$",
    re.IGNORECASE,
)
"""Before a number that is only given: `UNHCR speaks of`, `the total is`."""

_SHORT_QUESTION = 8
"""Words that a question has at most which only adds days to the one before."""

_FEW = 2
"""Words beside a date before a number that only answers: `As of last night 1,870`."""

_PARAGRAPHS = 2
"""Paragraphs after which nothing goes on from a figure any more."""


class Topics:
    """Keeps what a text asks for, and what it counted a paragraph ago."""

    def __init__(self, passage: DraftText, contents: ContentReader) -> None:
        self.passage, self.contents = passage, contents
        self.language = passage.language
        self._asked: tuple[int, Content] | None = None
        self._counted: Content | None = None
        self._ago = 0

    def new_paragraph(self, last: Content | None) -> None:
        """Keep the last figure of a paragraph for the next."""
        self._ago += 1
        if last is not None:
            self._counted, self._ago = last, 0
        elif self._ago >= _PARAGRAPHS:
            self._counted = None

    def read(self, sentence: DraftSentence, days: str) -> None:
        """Keep what a sentence asks for, if it asks how many; ``days`` are its dates.

        `Since May?` only adds days to what was asked.
        """
        text = self.passage.text
        asked = _HOW_MANY[self.language].search(text, sentence.start, sentence.end)
        if asked is None and days and self._asked is not None:
            if len(sentence.text.split()) <= _SHORT_QUESTION:
                self._asked = self._asked[0], _dated(self._asked[1], days)
            return
        ends = sentence.text.rstrip("\"'\u201d\u2019").endswith("?")
        if asked is None:
            self._asked = None if ends else self._asked  # another question
            return
        if (
            not ends
            and _TO_ASK[self.language].search(text, sentence.start, asked.start())
            is None
        ):
            return
        made = self._of_question(sentence, asked.end())
        if made is not None and days:
            made = _dated(made, days)
        place = sentence.end if ends else asked.end()
        self._asked = None if made is None else (place, made)

    def before(
        self, sentence: DraftSentence, clause: Clause, number: Number
    ) -> Content | None:
        """Return what a number goes on from that has no figure in its paragraph."""
        text = self.passage.text
        if not self.contents.counting.is_bare(number, clause.end):
            return None
        head = text[clause.start : number.start]
        dated = any(
            clause.start <= w.start
            and w.end <= number.start
            and _is_short(head[: w.start - clause.start] + text[w.end : number.start])
            for w in sentence.dates
        )
        given = _GIVES[self.language].search(head) is not None
        asked = self._asked
        if not given and not (dated and asked is not None):
            return None
        if asked is not None and 0 <= number.start - asked[0] < _ASKED_WITHIN:
            return asked[1]
        return self._counted

    def is_asked(self, content: Content) -> bool:
        """Tell whether it is what was asked for, and not an earlier paragraph's."""
        return self._asked is not None and self._asked[1] is content

    def _of_question(self, sentence: DraftSentence, place: int) -> Content | None:
        """Return what is asked for behind `how many`, where a noun or deed says it."""
        counting, text = self.contents.counting, self.passage.text
        deeds = self.contents.movements.find(text, place, sentence.end)
        unit = ""
        for noun in list(words_between(text, place, sentence.end))[:_NOUN_WITHIN]:
            if unit or noun in counting.ends_noun | counting.function:
                break
            unit = counting.unit_of(noun)
        named = sentence.passage.things.mentioned(text, place, sentence.end)
        people = any(name.people for name in named)
        unit = unit or ("person" if deeds or people else "")
        if not unit:
            return None
        act = Act("movement", deeds[0]) if deeds else None
        thing = Measured(f"new: {deeds[0].code if deeds else unit}")
        kind = "FlowObservation" if deeds else "StockObservation"
        says = {"type": kind, "measures": thing.id, "unit": unit}
        return Content(CountedNoun(unit, sentence.end), act, thing, says)


def _is_short(words: str) -> bool:
    return len(re.findall(r"\w+", words)) <= _FEW


def _dated(asked: Content, days: str) -> Content:
    """Return what was asked for with its days."""
    return replace(asked, says=asked.says | {"period": days})
