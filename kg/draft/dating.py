"""By which rule a figure is drafted: how its days are known.

Of days that the text itself names far more are right than of those that go by what was
told before, and of these more than of days that only a convention gives: so whoever
decides on drafts can take one sort at once, and look at each of another.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.draft.passage import DraftText

DATED, IN_CONTEXT, UNDATED = "figure", "figure-in-context", "figure-undated"


def rule_of(says: Mapping[str, str], passage: DraftText) -> str:
    """Return the rule of a figure: ``figure`` where words beside it name its days.

    ``figure-in-context`` where an event or figure told before gives them, and
    ``figure-undated`` where nothing does, and they are those of the text.
    """
    if "periodText" in says:
        return DATED
    day = passage.published.isoformat()
    last = passage.reported_until or day
    assumed = (day, last, f"../{day}", f"../{last}", f"{day}/..")
    return UNDATED if says.get("period", "") in assumed else IN_CONTEXT
