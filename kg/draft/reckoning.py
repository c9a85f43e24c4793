"""Days, months and years of phrases, reckoned from the day of the text.

Each function takes what a phrase of :mod:`kg.draft.dates` names, and returns EDTF, or
``None`` where that is no date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

_MONTHS = [
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
]
_SHORT = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8}
_SHORT |= {"sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12}
MONTH_NUMBERS = {name: n for n, name in enumerate(_MONTHS, 1)} | _SHORT
WEEKDAYS = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
]
COUNTS = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
]
_COUNTED = {name: n for n, name in enumerate(COUNTS, 1)}


class DateMatch:
    """A match with what it names, and the day on which the text was published.

    ``names`` are what readers call the words of another language than English.
    """

    def __init__(
        self,
        match: re.Match[str],
        published: date,
        *,
        ahead: bool = False,
        names: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.match, self.published, self.ahead = match, published, ahead
        self.names = names

    def __getitem__(self, name: str) -> str:
        """Return what a group holds, as readers call it; "" for nothing."""
        words = " ".join((self.match.groupdict().get(name) or "").lower().split())
        return self.names.get(words, words)

    def day(self, k: str) -> date | None:
        """Return the day that a pattern of :func:`_full` names."""
        number = self[f"d{k}"] or self[f"e{k}"]
        month = MONTH_NUMBERS.get(self[f"m{k}"] or self[f"o{k}"])
        year = self[f"y{k}"] or self[f"z{k}"]
        if not number or month is None:
            return None
        if not year:
            return self._last(month, int(number))
        return day_of(int(year), month, int(number))

    def _last(self, month: int, day: int) -> date | None:
        this = day_of(self.published.year, month, day)
        if this is None:
            return None
        if self.ahead and this < self.published:
            return day_of(self.published.year + 1, month, day)
        if not self.ahead and this > self.published:
            return day_of(self.published.year - 1, month, day)
        return this

    def month(self, k: str, year: str = "") -> tuple[int, int] | None:
        """Return the year and month that a pattern of :func:`_month` names."""
        month = MONTH_NUMBERS.get(self[f"m{k}"])
        if month is None:
            return None
        written = self[f"y{k}"] or year
        if written:
            return int(written), month
        if self.ahead:
            return self.published.year + (month < self.published.month), month
        return self.published.year - (month > self.published.month), month


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day, ``None`` where there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def ym(month: tuple[int, int] | None) -> str | None:
    """Return a year and month as EDTF."""
    return None if month is None else f"{month[0]}-{month[1]:02}"


def iso(day: date | None) -> str | None:
    """Return a day as EDTF."""
    return None if day is None else day.isoformat()


def between(first: str | None, last: str | None) -> str | None:
    """Return the span from one date to another, not the other way round."""
    if first is None or last is None:
        return None
    if first[: len(last)] > last[: len(first)]:
        return None
    return f"{first}/{last}"


def since(first: str | None, m: DateMatch) -> str | None:
    """Return the span from a date to the day of the text."""
    return between(first, m.published.isoformat())


def days_of_one_month(m: DateMatch) -> str | None:
    """`between 1 and 15 June`, `from 1 to 15 June 2025`."""
    last = m.day("b")
    first = last and day_of(last.year, last.month, int(m["d"] or 0))
    return between(iso(first), iso(last))


def days(m: DateMatch) -> str | None:
    """`between 20 April and 3 May`: of one year, if one is given."""
    last = m.day("b")
    first = m.day("a")
    if first and last and not (m["ya"] or m["za"]) and (m["yb"] or m["zb"]):
        first = day_of(last.year, first.month, first.day)
        if first and (first - last).days > _HALF_A_YEAR:  # from December on
            first = day_of(last.year - 1, first.month, first.day)
    return between(iso(first), iso(last))


def weekday(m: DateMatch) -> date:
    """Return the last such day that is not after the text."""
    back = (m.published.weekday() - WEEKDAYS.index(m["w"])) % 7
    return m.published - timedelta(days=back)


def weekday_meant(m: DateMatch) -> date:
    """Return the last such day, or the next one of what is still to come."""
    if not m.ahead or m.match[0].lower().startswith("last "):
        return weekday(m)
    forth = (WEEKDAYS.index(m["w"]) - m.published.weekday()) % 7
    return m.published + timedelta(days=forth)


def count_of(m: DateMatch) -> int:
    """Return a number in digits or words."""
    return _COUNTED.get(m["n"]) or int(m["n"])


def first_days(m: DateMatch) -> str | None:
    """`in the first two days of June`."""
    month, count = m.month("a"), count_of(m)
    if month is None or not 1 <= count <= monthrange(*month)[1]:
        return None
    first = date(*month, 1)
    return between(first.isoformat(), date(*month, count).isoformat())


def previous_month(m: DateMatch) -> str:
    """Return the month before that of the text."""
    last = m.published.replace(day=1) - timedelta(days=1)
    return f"{last.year}-{last.month:02}"


def previous_week(m: DateMatch) -> str:
    """Return Monday to Sunday of the week before."""
    monday = m.published - timedelta(days=m.published.weekday() + 7)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def seven_days(m: DateMatch) -> str:
    """`in the past week`: the seven days before the text."""
    first, last = m.published - timedelta(days=7), m.published - timedelta(days=1)
    return f"{first.isoformat()}/{last.isoformat()}"


def until(last: str | None, m: DateMatch) -> str | None:
    """Return the days up to the last of something that is to come."""
    day = m.published.isoformat()
    if m.ahead or last is None or last > day[: len(last)]:
        return between(day, last)
    return f"../{last}"


def month_after(day: date) -> tuple[int, int]:
    """Return the month after that of a day."""
    return (day.year + day.month // 12, day.month % 12 + 1)


_HALF_A_YEAR = 180
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


def year_of(m: DateMatch) -> str:
    """Return the year that is given, or that of the text."""
    return m["ya"] or str(m.published.year)


def season(m: DateMatch) -> str:
    """Return a season as EDTF has it, as in the north."""
    return f"{year_of(m)}-{_SEASONS[m['s']]}"


def ago(m: DateMatch) -> str | None:
    """Return a day so many days ago; weeks, months and years are only about then."""
    count, unit = count_of(m), m["u"].rstrip("s")
    if unit == "day":
        return (m.published - timedelta(days=count)).isoformat()
    if unit == "week":
        return f"{(m.published - timedelta(weeks=count)).isoformat()}~"
    if unit == "year":
        return f"{m.published.year - count}~"
    return f"{ym(months_before(m.published, count))}~"


def months_before(day: date, count: int) -> tuple[int, int]:
    """Return the month so many months before that of a day."""
    months = day.year * 12 + day.month - 1 - count
    return months // 12, months % 12 + 1


def past(m: DateMatch) -> str | None:
    """Return the days or weeks up to the day before, or the months up to this one."""
    count, unit = count_of(m), m["u"].rstrip("s")
    yesterday = m.published - timedelta(days=1)
    if unit in ("day", "week"):
        days = count * (7 if unit == "week" else 1)
        return between((m.published - timedelta(days=days)).isoformat(), iso(yesterday))
    first = months_before(m.published, count * (12 if unit == "year" else 1))
    return between(ym(first), m.published.isoformat())


def months_to(m: DateMatch) -> str | None:
    """`in the six months to March`."""
    last = m.month("a")
    count = 12 if not m["n"] else count_of(m)
    if last is None:
        return None
    return between(ym(months_before(date(*last, 1), count - 1)), ym(last))


def week_to(m: DateMatch) -> str | None:
    """`in the week to 8 March`."""
    last = m.day("a")
    first = None if last is None else last - timedelta(days=6)
    return between(iso(first), iso(last))


def weekdays(m: DateMatch) -> str | None:
    """`from Friday to Tuesday`, the last ones."""
    last = weekday(m)
    back = (last.weekday() - WEEKDAYS.index(m["v"])) % 7
    return between(iso(last - timedelta(days=back)), iso(last))


def weekend(m: DateMatch) -> str | None:
    """Return the last Saturday and Sunday before the text."""
    saturday = m.published - timedelta(days=(m.published.weekday() - 5) % 7 or 7)
    return between(iso(saturday), iso(saturday + timedelta(days=1)))


def two_months(m: DateMatch) -> str | None:
    """`in May and June`, one after the other."""
    last = m.month("b")
    if last is None:
        return None
    first = m.month("a", "" if m["ya"] else str(last[0]))
    if first is None or months_before(date(*last, 1), 1) != first:
        return None
    return between(ym(first), ym(last))


def two_days(m: DateMatch) -> str | None:
    """`on 3 and 4 May`; "" for days that do not follow each other."""
    last = m.day("b")
    first = last and day_of(last.year, last.month, int(m["d"] or 0))
    if first is None or last is None or first >= last:
        return None
    if (last - first).days != 1:
        return ""
    return between(iso(first), iso(last))


def this_week(m: DateMatch) -> str | None:
    """Return Monday to the day of the text."""
    monday = m.published - timedelta(days=m.published.weekday())
    return between(monday.isoformat(), m.published.isoformat())


def end_of_month(month: tuple[int, int] | None) -> str | None:
    """Return the last day of a month."""
    if month is None:
        return None
    return date(*month, monthrange(*month)[1]).isoformat()


def last_of_month(m: DateMatch) -> str | None:
    """Return the last day of the month of the text."""
    return end_of_month((m.published.year, m.published.month))


def iso_day(m: DateMatch) -> str | None:
    """Return a day as EDTF has it, if it is not that in the head of the text."""
    day = iso(day_of(*map(int, m["iso"].split("-"))))
    return None if day == m.published.isoformat() else day


def so_far(m: DateMatch) -> str | None:
    """`earlier this month`, `earlier this year`."""
    first = f"{m.published:%Y-%m}-01" if "month" in m.match[0].lower() else ""
    return since(first or f"{m.published.year}-01-01", m)


def tomorrow(m: DateMatch) -> str:
    """Return the day after the text."""
    return (m.published + timedelta(days=1)).isoformat()


def yesterday(m: DateMatch) -> str:
    """Return the day before the text."""
    return (m.published - timedelta(days=1)).isoformat()


def last_of_its_name(m: DateMatch) -> str | None:
    """`last October`, whatever is told of it."""
    return ym(DateMatch(m.match, m.published, names=m.names).month("a"))


def two_weekdays(m: DateMatch) -> str | None:
    """`on Monday and Tuesday`."""
    last = weekday(m)
    first = last - timedelta(days=1)
    return (
        between(iso(first), iso(last)) if WEEKDAYS[first.weekday()] == m["v"] else None
    )


def this_month(m: DateMatch) -> str | None:
    """Return what is over of the month of the text, or what is left of it."""
    if m.ahead:
        last = end_of_month((m.published.year, m.published.month))
        return between(m.published.isoformat(), last)
    return since(f"{m.published:%Y-%m}-01", m)


def this_year(m: DateMatch) -> str | None:
    """Return what is over of the year of the text; all of it for what is to come."""
    if m.ahead:
        return str(m.published.year)
    return since(f"{m.published.year}-01-01", m)


def christmas(m: DateMatch) -> str | None:
    """`by Christmas`, `before Christmas`."""
    day = 24 if "before" in m.match[0].lower() else 25
    return until(f"{m.published.year}-12-{day}", m)


def week_of(m: DateMatch) -> str | None:
    """`in the first week of March`: seven days, the last ones for the last."""
    month = m.month("a")
    if month is None:
        return None
    last = monthrange(*month)[1]
    start = {"first": 1, "second": 8, "third": 15}.get(m["k"], last - 6)
    return between(iso(date(*month, start)), iso(date(*month, start + 6)))


def half_of_month(m: DateMatch) -> str | None:
    """`in the first half of May`: up to the fifteenth, or from the sixteenth on."""
    month = m.month("a")
    if month is None:
        return None
    first, last = (1, 15) if m["h"] == "first" else (16, monthrange(*month)[1])
    return between(iso(date(*month, first)), iso(date(*month, last)))
