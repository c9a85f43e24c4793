"""The day on which a conversation was held that is published later.

What is told in an interview, on the radio or in a sitting goes by that day: `now`,
`yesterday` and `since May` are those of the speakers, and not of the paper.
"""

from __future__ import annotations

import re
from datetime import date

from kg.draft.dates import dates_in
from kg.draft.wording import Wording

_TURN = re.compile(
    r"^[ \t]*(?:[A-Z][\w'\u2019.-]*(?: [\w'\u2019.-]+){0,7}(?: \([^)\n]{2,60}\))?:"
    r"|[QA][.:])\s",
    re.MULTILINE,
)
_QUESTION = re.compile(r"\?[\"\u201d]?[ \t]*$", re.MULTILINE)
_TURNS, _QUESTIONS = 3, 2
"""Turns, or lines that end in a question, from which on a text is a conversation."""

_HELD = Wording(
    "occasion.held",
    r"\b(?:spoke|talked|met|interview(?:ed)?|recorded|conversation|sitting|questions|"
    r"debate|hearing|session|minutes|meeting|proceedings|broadcast|official report|"
    r"edition|programme|transcript|held|convened)\b[^.?!\n]{0,80}$",
    re.IGNORECASE,
)
_RECORD = Wording(
    "occasion.record",
    r"\b(?:minutes of|oral evidence|summary record|"
    r"official report|proceedings of|oral (?:questions|answers)|"
    r"hansard|verbatim record|transcript|sitting of)\b",
    re.IGNORECASE,
)
"""In the head of a text, what makes a record of it."""

_HEAD = 500
"""Characters in which a text says when it was held."""

_LONGEST_AGO = 60
"""Days between a conversation and its publication, at most."""


def held_on(text: str, published: date, language: str = "en") -> date:
    """Return the day of the conversation that a text is, or that of its publication."""
    turns = len(_TURN.findall(text)), len(_QUESTION.findall(text))
    recorded = _RECORD[language].search(text, 0, _HEAD) is not None
    if turns[0] < _TURNS and turns[1] < _QUESTIONS and not recorded:
        return published
    for when in dates_in(text, 0, min(_HEAD, len(text)), published, language):
        day = _day(when.edtf)
        begins = max(text.rfind("\n", 0, when.start), 0)
        line = text[begins : when.start]
        alone = recorded and not line.strip() and _ends_line(text, when.end)
        if day is None or not (alone or _HELD[language].search(line)):
            continue
        if 0 <= (published - day).days <= _LONGEST_AGO:
            return day
    return published


def _ends_line(text: str, place: int) -> bool:
    return text[place : place + 40].partition("\n")[0].strip() == ""


def _day(edtf: str) -> date | None:
    try:
        return date.fromisoformat(edtf)
    except ValueError:
        return None
