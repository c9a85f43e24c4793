"""Days since something, reckoned from the day of the text as in :mod:`reckoning`."""

from __future__ import annotations

from datetime import date, timedelta

from kg.draft.reckoning import (
    DateMatch,
    ago,
    iso,
    months_before,
    previous_month,
    previous_week,
    since,
    weekday,
    weekend,
    yesterday,
    ym,
)

_FIRST_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def weekday_before(m: DateMatch) -> date:
    """Return the last such day before the text, a week ago on the same weekday."""
    day = weekday(m)
    return day - timedelta(weeks=1) if day == m.published else day


def since_last_week(m: DateMatch) -> str | None:
    """`since last week`: from its Monday."""
    return since(previous_week(m).partition("/")[0], m)


def since_weekend(m: DateMatch) -> str | None:
    """`since the weekend`: from its Saturday."""
    span = weekend(m)
    return span and since(span.partition("/")[0], m)


def since_christmas(m: DateMatch) -> str | None:
    """`since Christmas`, the last one."""
    year = m.published.year - ((m.published.month, m.published.day) < (12, 25))
    return since(f"{year}-12-25", m)


def since_what(m: DateMatch) -> str | None:
    """`since the fall of the town in April`, whatever happened then."""
    if (day := m.day("a")) is not None:
        return since(iso(day), m)
    if (month := m.month("b")) is not None:
        return since(ym(month), m)
    return since(m["yc"] or None, m)


def hours(m: DateMatch) -> str | None:
    """`in the past 48 hours`: so many days ago, and up to now."""
    first = m.published - timedelta(days=int(m["h"]) // 24)
    return since(first.isoformat(), m)


def since_season(m: DateMatch) -> str | None:
    """`since the spring`: from the first month of the last one that had begun."""
    month = _FIRST_MONTHS[m["s"]]
    if m.ahead and "since" not in m.match[0].lower():
        return f"{m.published.isoformat()}/.."  # `this winter`, that is to come
    year = m.published.year - (month > m.published.month)
    return since(f"{year}-{month:02}", m)


def since_season_of(m: DateMatch) -> str | None:
    """`since the spring of 2022`."""
    return since(f"{m['ya']}-{_FIRST_MONTHS[m['s']]:02}", m)


def since_middle(m: DateMatch) -> str | None:
    """`since mid-August`."""
    month = m.month("a")
    return month and f"{ym(month)}-15~/{m.published.isoformat()}"


def first_month(m: DateMatch) -> str:
    """`by summer`: the first month of the next one, or of the last."""
    month = _FIRST_MONTHS[m["s"]]
    year = m.published.year
    if m.ahead:
        return f"{year + (month < m.published.month)}-{month:02}"
    return f"{year - (month > m.published.month)}-{month:02}"


def since_then(m: DateMatch) -> str | None:
    """`since the vote last month`, `since the raid two weeks ago`."""
    words = m["r"]
    if words.endswith("ago"):
        return since(ago(m), m)
    if words == "yesterday":
        return since(yesterday(m), m)
    if words.startswith("last w"):
        return since(previous_week(m).partition("/")[0], m)
    if words == "last month":
        return since(previous_month(m), m)
    if words == "last year":
        return since(str(m.published.year - 1), m)
    return since(iso(weekday(m)), m)


def for_so_long(m: DateMatch) -> str | None:
    """`in the three weeks since`: from so long ago to the day of the text."""
    first = ago(m)
    return first and since(first, m)


def past_one(m: DateMatch) -> str | None:
    """`over the past month`, `in the last year`: up to the day of the text."""
    first = months_before(m.published, 1 if m["p"] == "month" else 12)
    return since(ym(first), m)


def past_fortnight(m: DateMatch) -> str:
    """`in the past fortnight`: the fourteen days before the text."""
    first = m.published - timedelta(days=14)
    return f"{first.isoformat()}/{(m.published - timedelta(days=1)).isoformat()}"
