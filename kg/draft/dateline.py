"""The dateline of a report, which says where and when it was written.

``GENEVA, 12 May (Reuters) -`` dates the report and nothing that it counts.
"""

from __future__ import annotations

import re

_DAY = (
    r"\d{1,2}\s+(?:de\s+)?[a-z\u00e9\u00fb]{3,10}\.?(?:\s+(?:de\s+)?\d{4})?|(?:\d{1,2}\s+[A-Z][a-z]+\.?|[A-Z][a-z]+\.?\s+\d{1,2})(?:,?\s+\d{4})?"
    r"|\d{4}-\d{2}-\d{2}"
)
_AGENCY = r"\([A-Z][\w./ -]{1,30}\)"
_CAPITALS = r"[^\W\d_a-z][^\W\d_a-z'\u2019. /-]{2,}"
_COUNTRY = r",\s+[A-Z][\w'\u2019. -]{1,30}?"
_PLACE = r"[A-Z][\w'\u2019. /-]{1,40}?"
_DASH = r"\s*(?:(?:\s|\.)[-\u2013\u2014]{1,2}|\u2014)\s*(?=\S)"
_DATELINE = re.compile(
    rf"(?:date:?\s+)?\d{{4}}-\d{{2}}-\d{{2}}\s+(?=[A-Z\"\u201c])"
    rf"|{_CAPITALS}(?:{_COUNTRY})?(?:,?\s+(?:{_DAY})(?:\s+{_AGENCY})?|\s+{_AGENCY}){_DASH}"
    rf"|{_CAPITALS}{_COUNTRY}{_DASH}"
    rf"|{_PLACE},\s+(?:{_DAY})(?:\s+{_AGENCY})?{_DASH}"
    rf"|{_PLACE}\s+{_AGENCY}{_DASH}"
)
_LONGEST = 90


def after_dateline(text: str, start: int, end: int) -> int:
    """Return where a stretch begins without its dateline, if it begins a paragraph."""
    if text[:start].rstrip(" \t")[-1:] not in ("", "\n"):
        return start
    match = _DATELINE.match(text, start, min(end, start + _LONGEST))
    return start if match is None else match.end()
