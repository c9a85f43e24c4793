"""Which words that look like verbs of saying are nouns: `in a new report`."""

from __future__ import annotations

import re

from kg.draft.lexicon import Phrase, words
from kg.draft.passage import DraftSentence
from kg.draft.wording import Wording

_PAPERS = frozenset(
    (
        *("report", "reports", "estimate", "estimates", "record", "note", "list"),
        *("lists", "count", "counts", "claim", "claims"),
    )
)
_PLURALS = {
    "states": r"\s*(?:that|there|it|how|:|[\"\u201c\d])",
    "contests": r"\s(?:the|that|this|these|those|his|her|its|their|what|claims)\b",
    "shows": r"(?!\s*[,.;])",
    "show": r"(?!\s*(?:[,.;]|of\b))",
    "record": r"(?!-|\s(?:or|numbers?|highs?|lows?|levels?|year|rates?|heat|influx)\b)",
}
"""Nouns in the plural, and what stands behind those that say something."""

_WHOSE = re.compile(r"[A-Za-z]['\u2019]s\s\Z")
"""Before what somebody has: `Mr. Karr's record - 300 camps closed`."""

_A_SHOW = re.compile(r"\ba\s\Z")
_DETERMINED = Wording(
    "nouns.determined",
    r"\b(?:an?|the|its|his|her|their|our|this|that|these|those|any|no|some|such)\s+"
    r"(?:(?:new|recent|latest|own|joint|early|first|last|final|full|separate|media|news|"
    r"press|vote|head|body|January|February|March|April|May|June|July|August|September|"
    r"October|November|December|[a-z]{2,}(?:al|ly|ed|ary))\s+)?\Z",
    re.IGNORECASE,
)
"""Before a noun, at the end of what is searched."""

_HAD = Wording("nouns.had", r"\b(?:has|have|had)\s+(?:[\w-]+\s+){0,2}\Z", re.IGNORECASE)
_IS_PAPER = Wording(
    "nouns.is_paper",
    r"\s+(?:are|were|is|was|puts?|suggests?|says?|said|shows?|showed|indicates?|by|of|from|have|"
    r"had|has|in|emerged|surfaced|circulated)\b",
    re.IGNORECASE,
)


def is_noun(sentence: DraftSentence, cue: Phrase) -> bool:
    """Tell whether a word is a paper here, and no verb: `in a new report`."""
    text, language = sentence.passage.text, sentence.passage.language
    word = text[cue.start : cue.end].casefold()
    if word == "given":  # `the office had at first given 300`
        return (
            _HAD[sentence.passage.language].search(text, sentence.start, cue.start)
            is None
        )
    if language != "en" and word in words(language, "nouns_of_saying"):
        return True
    if language == "en" and word in _PLURALS:
        if re.compile(_PLURALS[word]).match(text, cue.end, sentence.end) is None:
            return True
        if word == "show" and _A_SHOW.search(text, sentence.start, cue.start):
            return True
    if _WHOSE.search(text, sentence.start, cue.start) and word in (*_PAPERS, "charge"):
        return True
    if word not in (_PAPERS if language == "en" else words(language, "papers")):
        return False
    if _IS_PAPER[sentence.passage.language].match(text, cue.end, sentence.end):
        return True  # `unofficial estimates are close to 300`
    return (
        _DETERMINED[sentence.passage.language].search(text, sentence.start, cue.start)
        is not None
    )
