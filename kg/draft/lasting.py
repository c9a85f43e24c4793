"""Phrases of a few days or weeks that end on a day: `in the ten days to Friday`.

As in :mod:`kg.draft.phrases`, and before these.
"""

from __future__ import annotations

from datetime import timedelta

from kg.draft import reckoning as by
from kg.draft.patterns import COUNT, DAY, FIRST_WEEKDAY, MONTH, WEEKDAY, Rule, full

_ORDINAL = r"the (?P<o>[0-3]?[0-9])(?:st|nd|rd|th)"
_ENDS = (
    r"(?=[,.;:)\u2013\u2014]|\s+(?:and|when|we|they|he|she|it|there|police|\d)\b|\s*$)"
)
_NAMED = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def days_to(m: by.DateMatch) -> str | None:
    """Read `in the ten days to 8 March`, `in the two weeks to Sunday`."""
    count = by.count_of(m) * (7 if m["u"].startswith("week") else 1)
    if m["u"].startswith("hour"):
        count = count // 24 + 1
    last = m.day("a") or (by.weekday(m) if m["w"] else None)
    first = None if last is None else last - timedelta(days=count - 1)
    return by.between(by.iso(first), by.iso(last))


def day_of_month(m: by.DateMatch) -> str | None:
    """Read `on the 14th`: the last such day."""
    day = m.published
    number = int(m["o"])
    this = by.day_of(day.year, day.month, number)
    if this is not None and (this <= day or m.ahead):
        return this.isoformat()
    year, month = by.months_before(day, 1)
    return by.iso(by.day_of(year, month, number))


def since_day_of_month(m: by.DateMatch) -> str | None:
    """Read `since the 14th`."""
    return by.since(day_of_month(m), m)


def named_day(m: by.DateMatch) -> str | None:
    """Read `on the first of May`."""
    month = m.month("a")
    return month and by.iso(by.day_of(*month, _NAMED.index(m["f"]) + 1))


def weekend_before(m: by.DateMatch) -> str | None:
    """Read `the weekend before last`."""
    span = by.weekend(m)
    if span is None:
        return None
    saturday = by.day_of(*map(int, span.partition("/")[0].split("-")))
    if saturday is None:
        return None
    before = saturday - timedelta(days=7)
    return by.between(before.isoformat(), (before + timedelta(days=1)).isoformat())


def weekday_before_last(m: by.DateMatch) -> str:
    """Read `the Sunday before last`."""
    return (by.weekday(m) - timedelta(days=7)).isoformat()


def half_year(m: by.DateMatch) -> str | None:
    """Read `H1 2025`."""
    year = m["ya"] or str(m.published.year)
    first, last = (1, 6) if m["h"] == "1" else (7, 12)
    return by.between(f"{year}-{first:02}", f"{year}-{last:02}")


def end_of(m: by.DateMatch) -> str | None:
    """Read `by the end of last month`, `at the end of last week`: its last day."""
    if m["u"] == "month":
        last = m.published.replace(day=1) - timedelta(days=1)
    elif m["u"] == "week":
        last = m.published - timedelta(days=m.published.weekday() + 1)
    else:
        last = m.published.replace(year=m.published.year - 1, month=12, day=31)
    at = m.match[0].lower().startswith(("at", "as"))
    return last.isoformat() if at else by.until(last.isoformat(), m)


def start_of(m: by.DateMatch) -> str:
    """Read `at the beginning of the year`, `at the start of last month`: about then."""
    day = m.published
    year = day.year - (m["last"] != "" and m["u"] == "year")
    if m["u"] == "year":
        return f"{year}-01-01~"
    return f"{by.previous_month(m) if m['last'] else f'{day:%Y-%m}'}-01~"


def as_late_as(m: by.DateMatch) -> str | None:
    """Read `as recently as March`."""
    return by.ym(m.month("a"))


def next_month_named(m: by.DateMatch) -> str | None:
    """Read `next March`."""
    month = by.MONTH_NUMBERS[m["ma"]]
    return by.ym((m.published.year + (month <= m.published.month), month))


_IN = "(?:(?:in|during|over|for|within|throughout|across) )?"
_UNIT = "(?P<u>days?|weeks?|months?|years?)"
RULES: tuple[Rule, ...] = (
    (
        rf"{_IN}the {COUNT} (?P<u>days?|weeks?|hours) "
        rf"(?:to|ending|ended|up to)(?: on)? "
        rf"(?:{full('a')}|{WEEKDAY})",
        days_to,
        False,
    ),
    (
        rf"(?:for|within|throughout|across|these|the) (?:the )?(?:past|last) {COUNT} "
        rf"{_UNIT}",
        by.past,
        False,
    ),
    (rf"since {_ORDINAL}(?: of (?:this|the) month)?{_ENDS}", since_day_of_month, True),
    (
        rf"(?:on |by |from )?{_ORDINAL}(?: of (?:this|the) month)?{_ENDS}",
        day_of_month,
        False,
    ),
    (
        rf"(?:on )?the (?P<f>{'|'.join(_NAMED)}) of {MONTH.format('a')}"
        r"(?:,? (?P<ya>(?:19|20)[0-9]{2}))?",
        named_day,
        False,
    ),
    (r"(?:over |at |during |on )?the weekend before last", weekend_before, False),
    (
        r"(?:over |at |during )?(?:last|this past) weekend",
        by.weekend,
        False,
    ),
    (rf"(?:on )?the {WEEKDAY} before last", weekday_before_last, False),
    (
        rf"{FIRST_WEEKDAY} (?:to|until|till|through|\u2013) {WEEKDAY}",
        by.weekdays,
        False,
    ),
    (
        rf"(?:between|from) the {DAY.format('')} (?:and|to|until|till|through) the "
        rf"{DAY.format('b')} of {MONTH.format('b')}(?:,? (?P<yb>(?:19|20)[0-9]{{2}}))?",
        by.days_of_one_month,
        False,
    ),
    (r"H(?P<h>[12])(?: (?:of )?(?P<ya>(?:19|20)[0-9]{2}))?", half_year, False),
    (
        r"(?:by|until|before|at|as of) the end of last (?P<u>week|month|year)",
        end_of,
        False,
    ),
    (
        r"(?:at|around) the (?:start|beginning|turn) of (?:(?P<last>last)|the|this) "
        r"(?P<u>year|month)",
        start_of,
        False,
    ),
    (r"earlier in the (?:year|month)", by.so_far, True),
    (r"earlier (?:this|in the) week", by.this_week, True),
    (
        rf"as (?:recently|late|early) as {MONTH.format('a')}"
        r"(?:,? (?P<ya>(?:19|20)[0-9]{2}))?",
        as_late_as,
        False,
    ),
    (rf"(?:in |by )?next {MONTH.format('a')}", next_month_named, False),
)
"""Phrases of days and weeks that are counted or end on a day."""
