"""What a number takes from the figure before it."""

from __future__ import annotations

import re

from kg.draft.counted import CountedNoun
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.wording import Wording

_OF_THEM = Wording(
    "following.of_them", r"\s+of\s+(?:them|these|those|which)\b", re.IGNORECASE
)
_WITH_MEMBERS = ("family", "household")


_SOMEWHERE = Wording(
    "following.somewhere",
    r"\s(?:at|in|near|along|across|inside|outside)\s(?:the\s(?:[\w-]+\s){0,2}?(?:border|"
    r"crossing|camp|site|shelter|centre|center|town|city|capital|province|area)s?\b|"
    r"[A-Z])",
)
"""Behind people, where they were counted."""


_HOLDS = Wording(
    "following.holds",
    r"\b(?:camps?|sites?|shelters?|cent(?:re|er)s?|schools?|halls?|prisons?|towns?|hotels?|"
    r"barracks|settlements?|districts?|province|region|country|houses?)\b[^,;:]{0,40}?\s"
    r"(?:now\s|still\s|currently\s)?(?:holds?|hosts?|houses?|shelters?|accommodates?|has|"
    r"have)\s(?:about\s|around\s|some\s|nearly\s|over\s|only\s|more\sthan\s)*$",
    re.IGNORECASE,
)
"""Before people who are somewhere, whatever others did: `The camp holds 4,000`."""


def is_held_there(passage: DraftText, clause: Clause, number: Number) -> bool:
    """Tell whether a place is said to hold people, which is no deed of theirs."""
    head = passage.text[clause.start : number.start]
    return _HOLDS[passage.language].search(head) is not None


def is_somewhere(
    sentence: DraftSentence, clause: Clause, number: Number, end: int
) -> bool:
    """Tell whether people, named up to ``end``, are counted where they are.

    As in `4,000 were deported. The agency counted 300 families in Norvale`: nobody says
    that these were deported, too.
    """
    named = number.amount.unit is not None or end > number.end
    dated = any(when.start <= end + 1 < when.end for when in sentence.dates)
    match = _SOMEWHERE[sentence.language].match(sentence.passage.text, end, clause.end)
    return named and not dated and match is not None


def some_of_them(
    passage: DraftText,
    clause: Clause,
    number: Number,
    counted: CountedNoun,
    before: CountedNoun | None,
) -> CountedNoun:
    """Return what some of those before are, if each of these is several people.

    As in `1,150 households returned, but 300 of them fled`: none of them is a person.
    """
    them = _OF_THEM[passage.language].match(passage.text, number.end, clause.end)
    if them is None or before is None or before.unit not in _WITH_MEMBERS:
        return counted
    return CountedNoun(before.unit, counted.end)
