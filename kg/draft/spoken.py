"""The days on which something was said or published, which are of no figure."""

from __future__ import annotations

import re

from kg.draft.dates import When
from kg.draft.lexicon import words as words_of
from kg.draft.passage import DraftSentence, DraftText
from kg.draft.speakers import Speakers
from kg.draft.wording import Wording

_PUBLISHED = Wording(
    "spoken.published",
    r"\b(?:data|figures?|report|statement|results|statistics|numbers|letter|survey|"
    r"bulletin|update|estimates?|list|tally)\b[^.;]{0,40}?\b(?:published|released|issued|"
    r"dated|updated|presented)\s(?:by\s[^.;,]{2,40}\s)?(?:late\s|earlier\s)?$",
    re.IGNORECASE,
)
"""Before the day of what was published, which is not that of what it counts."""

_STRETCH = Wording(
    "spoken.stretch", r"(?:in|over|during|for|between|from)\s", re.IGNORECASE
)
"""How phrases of days begin on which nobody speaks."""

_FOUND = frozenset(
    (
        *("found", "counted", "recorded", "showed", "estimated", "registered"),
        *("count", "tally", "figure", "estimate", "show", "shows", "finds", "indicate"),
    )
)
"""What a survey does on the days that it is of, and what is of such days."""

_THAT = Wording("spoken.that", r",?\s+that\b")
"""Behind the days on which something was said, what was said."""

_PARTED = re.compile('[:;"\u201c]')
_NO_DAY = Wording(
    "spoken.no_day", r"as of|as at|at the end|by |since |until ", re.IGNORECASE
)
_TOLD = frozenset(
    (
        *("on", "in", "a", "an", "its", "the", "his", "her", "their", "late", "early"),
        *("statement", "report", "reporters", "journalists", "parliament", "lawmakers"),
        *("latest", "update", "press", "conference", "briefing", "news", "afp"),
        *("reuters", "interview", "at", "to", "from", "that", "us", "post", "court"),
        *("of", "for", "and", "joint", "weekly", "monthly", "daily", "situation"),
        *("flash", "bulletin"),
    )
)
"""Words between a verb of saying and the day on which it was said."""

_ISSUED = Wording(
    "spoken.issued",
    r"\b(?:published|released|issued|presented|posted|statement|briefing|"
    r"press conference|speaking|interview|told (?:(?!that\s)[\w'\u2019]+\s){1,6}?)"
    r"(?:(?!that\s)[\w'\u2019]+\s){0,3}?$",
    re.IGNORECASE,
)
"""Before the day on which figures were given to others."""


class SpeechDays:
    """Tells which dates of a text are those of a speech or a paper."""

    def __init__(self, passage: DraftText, speakers: Speakers) -> None:
        self.passage, self.speakers = passage, speakers
        self.language = passage.language

    def is_of_speech(self, sentence: DraftSentence, when: When) -> bool:
        """Tell whether a date is that of the saying: `said on Wednesday`."""
        text = self.passage.text
        if _NO_DAY[self.language].match(when.words):
            return False
        if "/" in when.edtf and _STRETCH[self.language].match(when.words):
            return False
        spoken_of = _TOLD if self.language == "en" else words_of(self.language, "told")
        day = when.edtf.count("-") == 2 and "/" not in when.edtf
        if day and _PUBLISHED[self.language].search(text, sentence.start, when.start):
            return True
        for saying in self.speakers.sayings(sentence):
            if when.start >= saying.cue.end:
                between = text[saying.cue.end : when.start]
                if _PARTED.search(between):
                    continue  # `called it baseless: last year 300 came`
            else:
                between = text[when.end : saying.cue.start]
            cue = text[saying.cue.start : saying.cue.end].casefold()
            words = between.replace(",", " ").split()
            if saying.cue.start == saying.cue.end or cue == ":":
                continue  # whose turn it is dates nothing
            before = when.end <= saying.cue.start
            if cue.endswith(" que") and not before:
                continue  # `denunció que en mayo murieron 30`
            if cue in _FOUND and not day:
                continue
            if day and self._is_issued(sentence, when):
                return True
            that = _THAT[self.language].match(text, when.end) is not None
            that = that and cue not in _FOUND
            if (not words and not (before and "," in between)) or (
                (day or that)
                and len(words) <= 9
                and when.start >= saying.cue.end
                and (
                    that
                    or all(w.casefold() in spoken_of or w[:1].isupper() for w in words)
                )
            ):
                return True
        return False

    def _is_issued(self, sentence: DraftSentence, when: When) -> bool:
        """Tell whether a day is that of what was issued: `released on Monday`."""
        text = self.passage.text
        return (
            _ISSUED[self.language].search(text, sentence.start, when.start) is not None
        )
