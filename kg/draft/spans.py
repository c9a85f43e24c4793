"""Longer stretches, reckoned from the day of the text as in :mod:`reckoning`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.draft import reckoning as by

_SEASON_ENDS = {"spring": 5, "summer": 8, "autumn": 11}
_SEASON_CODES = {"spring": 21, "summer": 22, "autumn": 23}
_QUARTERS = {"first": 1, "second": 4, "third": 7, "fourth": 10, "1": 1, "2": 4}
_QUARTERS |= {"3": 7, "4": 10, "last": 10, "final": 10}


def year_named(m: by.DateMatch) -> int | None:
    """Return the year that `of 2021`, `of last year` or `this year` names, if any."""
    if m["ya"]:
        return int(m["ya"])
    if m["last"]:
        return m.published.year - 1
    return m.published.year if m["this"] else None


_IN_YEAR = re.compile(r"\b(?:in|of|during|for|from|to)\s((?:19|20)\d\d)\b")


def end_of_year(m: by.DateMatch) -> str | None:
    """Read `by the end of 2023`: up to its last day."""
    return by.until(f"{m['ya']}-12-31", m)


def at_end_of_year(m: by.DateMatch) -> str:
    """Read `at the end of 2019`, `at the end of last year`: its last day."""
    return f"{year_named(m)}-12-31"


def by_year(m: by.DateMatch) -> str | None:
    """Read `by 2030`, `until 2022`."""
    return by.until(m["ya"], m)


def by_weekday(m: by.DateMatch) -> str | None:
    """Read `until Sunday`, `by Friday`."""
    return by.until(by.iso(by.weekday_meant(m)), m)


def days_of_month(m: by.DateMatch) -> str | None:
    """Read `between June 15 and 18`, `March 3-9, 2025`."""
    first = m.day("b")
    last = first and by.day_of(first.year, first.month, int(m["d"]))
    if last is not None and m["ya"]:
        first = first and by.day_of(int(m["ya"]), first.month, first.day)
        last = by.day_of(int(m["ya"]), last.month, last.day)
    return by.between(by.iso(first), by.iso(last))


def months(m: by.DateMatch) -> str | None:
    """Read `from January to the end of June`, `January to November of last year`."""
    year = year_named(m) or (int(m["yc"]) if m["yc"] else None)
    last = m.month("b", str(year) if year else "")
    first = m.month("d", str(last[0]) if last else "")
    if first is not None and last is not None and first > last and not year:
        first = first[0] - 1, first[1]
    return by.between(by.ym(first), by.ym(last))


def first_months(m: by.DateMatch) -> str | None:
    """Read `in the first six months`, of a year that is named or the last that fits."""
    count = by.count_of(m)
    if not 1 <= count <= 12:
        return None
    year = year_named(m)
    if year is None:
        year = m.published.year - (count > m.published.month)
    if f"{year}-{count:02}" > f"{m.published:%Y-%m}" and not m.ahead:
        return None
    return by.between(f"{year}-01", f"{year}-{count:02}")


def first_weeks(m: by.DateMatch) -> str | None:
    """Read `in the first two weeks of March`."""
    begun, count = m.month("a"), by.count_of(m)
    if begun is None or not 1 <= count <= 4:
        return None
    first = date(*begun, 1)
    last = first + timedelta(days=7 * count - 1)
    return by.between(first.isoformat(), last.isoformat())


def quarter(m: by.DateMatch) -> str | None:
    """Read `in Q2`, `the second quarter of last year`: the last one that had begun."""
    first = _QUARTERS[m["q"] or m["k"]]
    year = year_named(m) or (int(m["ye"]) if m["ye"] else None)
    if year is None:
        year = m.published.year - (first > m.published.month and not m.ahead)
    return by.between(f"{year}-{first:02}", f"{year}-{first + 2:02}")


def last_quarter(m: by.DateMatch) -> str | None:
    """Read `last quarter`: the three months before the running ones."""
    running = (m.published.month - 1) // 3 * 3
    begun = m.published.year * 12 + running - 3
    last = begun + 2
    return by.between(
        f"{begun // 12}-{begun % 12 + 1:02}", f"{last // 12}-{last % 12 + 1:02}"
    )


def half(m: by.DateMatch) -> str | None:
    """Read `in the first half`, `in the second half of last year`."""
    year = year_named(m)
    second = m["h"] == "second"
    if year is None:
        year = m.published.year - (second and m.published.month <= 6)
    return by.between(*(f"{year}-{n:02}" for n in ((7, 12) if second else (1, 6))))


def years(m: by.DateMatch) -> str | None:
    """Read `in 2023 and 2024`, `2019-2021`: one after the other."""
    first, last = m["ya"], m["yb"]
    if m["and"] and int(last) != int(first) + 1:
        return None
    return by.between(first, last)


def past_decades(m: by.DateMatch) -> str | None:
    """Read `over the past decade`, `in the last two decades`."""
    count = by.count_of(m) if m["n"] else 1
    return by.since(f"{m.published.year - 10 * count}", m)


def decade(m: by.DateMatch) -> str:
    """Read `in the 1990s`."""
    return f"{m['dec']}0/{m['dec']}9"


def since_decade(m: by.DateMatch) -> str | None:
    """Read `since the 1990s`."""
    return by.since(f"{m['dec']}0", m)


def recent(m: by.DateMatch) -> str:
    """Read `in recent weeks`, `over the last few months`: nobody knows from when on."""
    return f"../{m.published.isoformat()}"


def weekday_of_last_week(m: by.DateMatch) -> str:
    """Read `Tuesday last week`, `last week on Tuesday`."""
    monday = m.published - timedelta(days=m.published.weekday() + 7)
    return (monday + timedelta(days=by.WEEKDAYS.index(m["w"] or m["v"]))).isoformat()


def week_from(m: by.DateMatch) -> str | None:
    """Read `the week of 3 March`, `in the week beginning on 3 March`: seven days."""
    first = m.day("a")
    last = None if first is None else first + timedelta(days=6)
    return by.between(by.iso(first), by.iso(last))


def month_list(m: by.DateMatch) -> str | None:
    """Read `in January, February and March`: one after the other."""
    last = m.month("b")
    if last is None:
        return None
    names = [m["md"], m["me"]]
    numbers = [by.MONTH_NUMBERS[name] for name in names]
    if numbers != [last[1] - 2, last[1] - 1]:
        return None
    return by.between(by.ym((last[0], numbers[0])), by.ym(last))


def bare_month(m: by.DateMatch) -> str | None:
    """Read `January saw`, `October with`: a name in capitals, of the year beside it."""
    if not m.match.group("ma")[:1].isupper():
        return None
    return by.ym(m.month("a", _year_beside(m)))


def _year_beside(m: by.DateMatch) -> str:
    """Return the one year that stands before a month in its sentence, or ""."""
    text, at = m.match.string, m.match.start()
    begin = max(text.rfind(". ", 0, at), text.rfind("\n", 0, at), at - 200, 0)
    years = {m[1] for m in _IN_YEAR.finditer(text, begin, at)}
    return years.pop() if len(years) == 1 else ""


def last_season(m: by.DateMatch) -> str:
    """Read `last summer`: the last one that was over."""
    over = m.published.month > _SEASON_ENDS[m["s"]]
    return f"{m.published.year - (not over)}-{_SEASON_CODES[m['s']]}"


def iso_days(m: by.DateMatch) -> str | None:
    """Read `2025-05-01 to 2025-05-07`."""
    first, last = (by.day_of(*map(int, m[k].split("-"))) for k in ("i", "j"))
    return by.between(by.iso(first), by.iso(last))


def about(m: by.DateMatch) -> str | None:
    """Read `in mid-August`: about its middle; `in early August` is some day of it."""
    begun = by.ym(m.month("a"))
    return f"{begun}-15~" if begun and m["mid"] else begun


def begun(m: by.DateMatch) -> str | None:
    """Read `at the beginning of June`: about its first day."""
    month = by.ym(m.month("a"))
    return month and f"{month}-01~"


def years_to(m: by.DateMatch) -> str | None:
    """Read `in the five years to 2025`, `in the six months to 2025`."""
    count = by.count_of(m)
    if " month" in m.match[0].lower():
        return None
    return by.between(f"{int(m['ya']) - count + 1}", m["ya"])


def three_years(m: by.DateMatch) -> str | None:
    """Read `in 2023, 2024 and 2025`; "" for years that do not follow each other."""
    years = [int(m[k]) for k in ("ya", "yc", "yb")]
    follow = years == list(range(years[0], years[0] + len(years)))
    return by.between(m["ya"], m["yb"]) if follow else ""


def split(m: by.DateMatch) -> str | None:
    """Read `in 2019/20`, which begins nobody knows when: ""."""
    follows = int(m["two"]) == (int(m["ya"]) + 1) % 100
    return "" if follows else None


def next_week(m: by.DateMatch) -> str:
    """Read `next week`: from its Monday to its Sunday."""
    monday = m.published + timedelta(days=7 - m.published.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def part_of_year(m: by.DateMatch) -> str | None:
    """Read `in early 2024`, `late last year`: some time of it."""
    year = year_named(m)
    return None if year is None or year > m.published.year else str(year)


def until_end_of(m: by.DateMatch) -> str | None:
    """Read `until late June`, `up to early May`."""
    return by.until(by.ym(m.month("a")), m)


def ago_one(m: by.DateMatch) -> str | None:
    """Read `a week ago`, `a month ago`: about then."""
    if m["one"] == "week":
        return f"{(m.published - timedelta(weeks=1)).isoformat()}~"
    return f"{by.previous_month(m)}~"


def later(m: by.DateMatch) -> str | None:
    """Read `later this year`, `in the coming weeks`: from the day of the text on."""
    day = m.published.isoformat()
    if m["unit"] == "year":
        return by.between(day, f"{m.published.year}-12-31")
    if m["unit"] == "month":
        last = by.end_of_month((m.published.year, m.published.month))
        return by.between(day, last)
    if m["unit"] == "week":
        sunday = m.published + timedelta(days=6 - m.published.weekday())
        return by.between(day, sunday.isoformat())
    return f"{day}/.."
