"""What a number takes from the figure before it."""

from __future__ import annotations

import re

from kg.draft.counted import CountedNoun
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftText
from kg.draft.wording import Wording

_OF_THEM = Wording(
    "following.of_them", r"\s+of\s+(?:them|these|those|which)\b", re.IGNORECASE
)
_WITH_MEMBERS = ("family", "household")


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
