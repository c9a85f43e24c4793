"""Days since something that a text has dated before: `since the war began`.

Where no sentence before says when that was, nobody knows from when on; no other date is
taken in its place.
"""

from __future__ import annotations

import re

from kg.draft.dates import When
from kg.draft.passage import Clause, DraftSentence, DraftText, words_between
from kg.draft.wording import Wording

_SINCE = Wording(
    "events.since",
    r"\bsince\s+(?P<what>(?:the|its|his|her|their|this|that)\s+(?:[\w'\u2019-]+\s*){1,7}"
    r"|(?:fighting|war|conflict|clashes|violence|protests|hostilities)\b(?:\s[\w-]+){0,3})",
    re.IGNORECASE,
)
_MOST = Wording(
    "events.most",
    r"\b(?:highest|lowest|most|fewest|largest|biggest|worst|deadliest|busiest|first|record|"
    r"smallest)\b[^.;,]{0,60}$",
    re.IGNORECASE,
)
"""Before `since`, what a count is the most of: its days are others."""

_CAUSE = Wording(
    "events.cause",
    r"\b(?:is|are|has|have|cannot|can|will|would|do|does|then)\b",
    re.IGNORECASE,
)
"""In a reason, `since the camps are full`, which dates nothing."""

_STARTS = Wording(
    "events.starts",
    r"\b(?:began|begun|begin|beginning|starts?|started|broke|erupted|onset|outbreak|"
    r"launched|flared)\b",
    re.IGNORECASE,
)
_SMALL = 4
"""Letters of a word, below which it says nothing of what happened."""

_STEM = 5
_BESIDE = 60
"""Characters between what happened and its date."""

_NO_EVENT = frozenset(("since", "their", "this", "that", "last", "early", "late"))


def names_event(sentence: DraftSentence, clause: Clause) -> bool:
    """Tell whether a clause has `since` with what happened, and no date."""
    text, language = sentence.passage.text, sentence.passage.language
    match = _SINCE[language].search(text, clause.start, clause.end)
    if match is None:
        return False
    return _MOST[language].search(text, clause.start, match.start()) is None


def since_event(
    sentence: DraftSentence, clause: Clause, place: int, dates: list[When]
) -> When | None:
    """Return the days since what a clause names and none of its dates tells.

    Of several it is the last before the number at ``place``. ``dates`` are those of the
    text before. None where the clause names nothing.
    """
    passage = sentence.passage
    matches = list(
        _SINCE[sentence.passage.language].finditer(
            passage.text, clause.start, clause.end
        )
    )
    if not matches:
        return None
    match = next((m for m in reversed(matches) if m.start() < place), matches[0])
    if _CAUSE[sentence.passage.language].search(match["what"]):
        return None
    day = passage.published.isoformat()
    words = " ".join(match[0].split())
    begun = _STARTS[sentence.passage.language].search(match["what"]) is not None
    named = _stems(match["what"], passage.language)
    for when in reversed(dates):
        first = when.edtf.partition("/")[0]
        if not first[:1].isdigit() or first[: len(day)] > day[: len(first)]:
            continue
        if _is_of(passage, when, named, begun=begun):
            return When(*match.span(), words, f"{first}/{day}", True)
    return When(*match.span(), words, f"../{day}")


def _is_of(passage: DraftText, when: When, named: set[str], *, begun: bool) -> bool:
    """Tell whether a date is that of what is named, as it began or was done."""
    text, language = passage.text, passage.language
    start = max(text.rfind(".", 0, when.start) + 1, when.start - _BESIDE)
    end = min(when.end + _BESIDE, len(text))
    stop = text.find(".", when.end, end)
    beside = text[start : end if stop < 0 else stop]
    alike = _stems(beside, language) & named
    if begun:
        return bool(alike) and _STARTS[language].search(beside) is not None
    return len(alike) >= min(len(named), 2) > 0


def _stems(words: str, language: str) -> set[str]:
    """Return the beginnings of the words that say what happened."""
    return {
        word[:_STEM]
        for word in words_between(words, 0, len(words))
        if len(word) >= _SMALL
        and word not in _NO_EVENT
        and not _STARTS[language].match(word)
    } | {w for w in words_between(words, 0, len(words)) if w in ("war", "ban", "raid")}
