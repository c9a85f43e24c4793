"""When a text says that something was: its phrases as EDTF, reckoned from its date.

A month without a year is the last one that had begun when the text was published, a
weekday the last one. What a phrase leaves open stays open, and a phrase that is not
known gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from kg.draft import reckoning as by
from kg.draft import since as up

_M = f"(?P<m{{0}}>{'|'.join(sorted(by.MONTH_NUMBERS, key=len, reverse=True))})\\.?"
_Y = "(?P<y{0}>(?:19|20)[0-9]{{2}})"
_D = "(?P<d{0}>[0-3]?[0-9])(?:st|nd|rd|th)?"
_W = f"(?P<w>{'|'.join(by.WEEKDAYS)})"
_N = f"(?P<n>[0-9]+|{'|'.join(by.COUNTS)})"


def _full(k: str) -> str:
    """Return a pattern of a day with its month, with or without the year."""
    day, month, year = _D.format(k), _M.format(k), _Y.format(k)
    other = day.replace(f"<d{k}>", f"<e{k}>"), month.replace(f"<m{k}>", f"<o{k}>")
    last = year.replace(f"<y{k}>", f"<z{k}>")
    return rf"(?:{day} {month}(?:,? {year})?|{other[1]} {other[0]}(?:,? {last})?)"


def _month(k: str) -> str:
    return rf"{_M.format(k)}(?:,? {_Y.format(k)})?"


@dataclass(frozen=True, slots=True)
class When:
    """A phrase that dates something: characters, half open, its words, and its EDTF.

    ``open`` tells that it goes on until the text was published.
    """

    start: int
    end: int
    words: str
    edtf: str
    open: bool = False


Reader = Callable[[by.DateMatch], str | None]


_U = "(?P<u>days?|weeks?|months?|years?)"
_V = f"(?P<v>{'|'.join(by.WEEKDAYS)})"
_S = "(?P<s>spring|summer|autumn|winter)"
_THIS = "(?:this year|the year)"
_RULES: tuple[tuple[str, Reader, bool], ...] = (
    (
        rf"since [^,.;:\d]{{2,50}}? (?P<r>last (?:week|month|year)|yesterday|"
        rf"(?:on |last )?{_W}|(?P<n>[0-9]+|{'|'.join(by.COUNTS)}) {_U} ago)",
        up.since_then,
        True,
    ),
    (rf"last {_month('a')}", by.last_of_its_name, False),
    (rf"since (?:mid-|mid |the middle of ){_month('a')}", up.since_middle, True),
    (rf"since (?:the |last |this )?{_S}", up.since_season, True),
    (rf"on {_V} and {_W}", by.two_weekdays, False),
    (
        rf"since (?:[\w'\u2019]+ ){{1,6}}on {_full('a')}",
        lambda m: by.since(by.iso(m.day("a")), m),
        True,
    ),
    (r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)", by.iso_day, False),
    (
        rf"(?:in |during )?the (?P<q>first|second|third|fourth|last) quarter"
        rf"(?: of (?:{_THIS}|{_Y.format('a')}))?",
        by.quarter,
        False,
    ),
    (
        rf"(?:in |during )?the (?P<h>first|second) half of "
        rf"(?:{_THIS}|{_Y.format('a')})",
        by.half,
        False,
    ),
    (
        rf"(?:in |during )?the (?P<h>first|second) half of {_month('a')}",
        by.half_of_month,
        False,
    ),
    (
        rf"(?:in |during |over )?(?:(?:the|this) )?{_S}(?: of)? {_Y.format('a')}",
        by.season,
        False,
    ),
    (rf"(?:in|during|over) the (?:past|last) {_N} {_U}", by.past, False),
    (
        rf"(?:in|during|over) the {_N} months (?:to|ending|up to) {_month('a')}",
        by.months_to,
        False,
    ),
    (rf"(?:in|during|over) the year (?:to|ending) {_month('a')}", by.months_to, False),
    (rf"(?:in|during|over) the week (?:to|ending) {_full('a')}", by.week_to, False),
    (rf"{_N} {_U} ago", by.ago, False),
    (rf"(?:between|from) {_V} (?:and|to|until|till|through) {_W}", by.weekdays, False),
    (r"(?:over|at|during) the weekend", by.weekend, False),
    (r"earlier this (?:year|month)", lambda m: by.so_far(m), True),
    (
        rf"(?:between|from) {_full('a')} (?:and|to|until|till|through) {_full('b')}",
        by.days,
        False,
    ),
    (
        rf"(?:between|from|(?:in |on )?the night of) {_D.format('')} "
        rf"(?:and|to|until|till|through) {_full('b')}",
        by.days_of_one_month,
        False,
    ),
    (rf"{_full('a')}\s?[\u2013-]\s?{_full('b')}", by.days, False),
    (rf"{_D.format('')}\s?[\u2013-]\s?{_full('b')}", by.days_of_one_month, False),
    (
        rf"(?:(?:between|from) )?{_month('a')}"
        rf"(?: (?:and|to|until|till|through) |\s?\u2013\s?){_month('b')}",
        by.months_of_one_year,
        False,
    ),
    (rf"(?:on )?{_D.format('')} and {_full('b')}", by.two_days, False),
    (rf"(?:in|during|over) {_month('a')} and {_month('b')}", by.two_months, False),
    (
        rf"(?:on the )?{_D.format('a')} of {_M.format('a')}(?:,? {_Y.format('a')})?",
        lambda m: by.iso(m.day("a")),
        False,
    ),
    (
        rf"(?:between|from) {_Y.format('a')} (?:and|to|until) {_Y.format('b')}",
        lambda m: by.between(m["ya"], m["yb"]),
        False,
    ),
    (rf"(?:in|during|over) the first {_N} days of {_month('a')}", by.first_days, False),
    (
        rf"(?:in|during|over) the (?P<k>first|second|third|last) week of {_month('a')}",
        by.week_of,
        False,
    ),
    (
        rf"(?:in|during|over) the first {_N} months of "
        rf"(?:the year|this year|{_Y.format('a')})",
        by.first_months,
        False,
    ),
    (rf"since {_full('a')}", lambda m: by.since(by.iso(m.day("a")), m), True),
    (
        rf"since the end of {_month('a')}",
        lambda m: by.since(by.end_of_month(m.month("a")), m),
        True,
    ),
    (
        rf"since (?:early |late |mid-|the (?:start|beginning) of )?{_month('a')}",
        lambda m: by.since(by.ym(m.month("a")), m),
        True,
    ),
    (
        rf"since (?:early |late |mid-)?{_Y.format('a')}",
        lambda m: by.since(m["ya"], m),
        True,
    ),
    (
        r"(?:since the (?:start|beginning|turn) of (?:the|this) year|so far this year"
        r"|this year(?: so far| to date| alone)|year to date|since (?:the )?New Year"
        r"(?:'s|\u2019s)?(?: Day)?|since the year began|since this year began)",
        lambda m: by.since(f"{m.published.year}-01-01", m),
        True,
    ),
    (
        r"(?:since the (?:start|beginning) of (?:the|this) month|so far this month"
        r"|this month(?: so far| to date| alone))",
        lambda m: by.since(f"{m.published:%Y-%m}-01", m),
        True,
    ),
    (
        r"since the (?:start|beginning) of (?:the|this) week",
        by.this_week,
        True,
    ),
    (r"since last week", up.since_last_week, True),
    (r"since last month", lambda m: by.since(by.previous_month(m), m), True),
    (r"since last year", lambda m: by.since(f"{m.published.year - 1}", m), True),
    (r"since yesterday", lambda m: by.since(by.yesterday(m), m), True),
    (r"since (?:last |the )?weekend", up.since_weekend, True),
    (r"since (?:last )?Christmas", up.since_christmas, True),
    (
        rf"since (?:last |this )?{_W}",
        lambda m: by.since(by.iso(up.weekday_before(m)), m),
        True,
    ),
    (
        rf"since [^,.;:\d]{{2,50}}? (?:in|of|on) (?:(?:early|late|mid)[ -])?"
        rf"(?:{_full('a')}|{_month('b')}|{_Y.format('c')})",
        up.since_what,
        True,
    ),
    (
        rf"(?:in|over) the {_N} {_U} since",
        up.for_so_long,
        True,
    ),
    (rf"(?:so far )?this {_S}", up.since_season, True),
    (
        rf"from {_full('a')} (?:until|to|till|through) (?:now|today|date|yesterday)",
        lambda m: by.since(by.iso(m.day("a")), m),
        True,
    ),
    (
        rf"from {_month('a')} (?:until|to|till|through) (?:now|today|date|yesterday)",
        lambda m: by.since(by.ym(m.month("a")), m),
        True,
    ),
    (
        r"(?:in|over|during|within) the (?:last|past) (?P<h>24|48|72) hours",
        up.hours,
        False,
    ),
    (
        rf"(?:by|until|up to) {_full('a')}",
        lambda m: by.until(by.iso(m.day("a")), m),
        False,
    ),
    (rf"as of {_full('a')}", lambda m: by.iso(m.day("a")), False),
    (rf"as of {_W}", lambda m: by.iso(by.weekday(m)), False),
    (
        rf"(?:by|until|before) the end of {_month('a')}",
        lambda m: by.until(by.end_of_month(m.month("a")), m),
        False,
    ),
    (
        rf"(?:at|as of) the end of {_month('a')}",
        lambda m: by.end_of_month(m.month("a")),
        False,
    ),
    (rf"(?:on |, )?(?:{_W},? )?{_full('a')}", lambda m: by.iso(m.day("a")), False),
    (
        rf"(?:in|during|for|over|throughout|of|last) {_month('a')}",
        lambda m: by.ym(m.month("a")),
        False,
    ),
    (
        rf"(?:in|during|for|over|throughout|(?<!\d\s)of) (?:the year )?"
        rf"{_Y.format('a')}",
        lambda m: m["ya"],
        False,
    ),
    (rf"{_M.format('a')},? {_Y.format('a')}", lambda m: by.ym(m.month("a")), False),
    (
        rf"(?:(?:on|last|this) )?{_W}(?: (?:morning|night|evening|afternoon))?",
        lambda m: by.iso(by.weekday(m)),
        False,
    ),
    (r"(?:in|during|over|for) the (?:past|last) (?P<p>month|year)", up.past_one, False),
    (r"(?:in|during|over|for) the (?:past|last) fortnight", up.past_fortnight, False),
    (
        r"(?:in |during |over )?(?:last|the previous|the past) month",
        by.previous_month,
        False,
    ),
    (
        r"(?:in |during |over )?(?:last|the previous) year",
        lambda m: str(m.published.year - 1),
        False,
    ),
    (r"(?:in|over|during) the (?:last|past) week", by.seven_days, False),
    (r"(?:in |during )?(?:last|the previous) week", by.previous_week, False),
    (rf"(?:on|next|this|coming) {_W}", lambda m: by.iso(by.weekday(m)), False),
    (
        rf"(?:by|until|before) {_month('a')}",
        lambda m: by.until(by.ym(m.month("a")), m),
        False,
    ),
    (
        r"(?:by|before) (?:the end of )?(?:the|this) year(?: is out)?",
        lambda m: by.until(f"{m.published.year}-12-31", m),
        False,
    ),
    (
        r"(?:by|before) the end of (?:the|this) month",
        lambda m: by.until(by.end_of_month((m.published.year, m.published.month)), m),
        False,
    ),
    (
        rf"(?:by|until|before) (?:the |next |this )?{_S}",
        lambda m: by.until(up.first_month(m), m),
        False,
    ),
    (r"next month", lambda m: by.ym(by.month_after(m.published)), False),
    (r"next year", lambda m: str(m.published.year + 1), False),
    (r"(?:so far )?this month", by.this_month, True),
    (r"(?:by|before) Christmas", by.christmas, False),
    (r"last night", by.yesterday, False),
    (r"(?:so far )?this week", by.this_week, True),
    (r"this year", by.this_year, True),
    (r"yesterday", by.yesterday, False),
    (r"tomorrow", by.tomorrow, False),
    (r"(?:earlier )?today", lambda m: by.iso(m.published), False),
)


_READERS: list[tuple[re.Pattern[str], Reader, bool]] = [
    (
        re.compile(rf"(?<!\w){pattern}(?!\w)".replace(" ", r"\s+"), re.IGNORECASE),
        read,
        is_open,
    )
    for pattern, read, is_open in _RULES
]


def dates_in(
    text: str, start: int, end: int, published: date, *, ahead: bool = False
) -> list[When]:
    """Return the phrases between two characters that date something, in their order.

    ``ahead`` tells that what is dated is still to come: a month is then the next one.
    """
    taken: list[tuple[int, int]] = []
    whens: list[When] = []
    for pattern, read, is_open in _READERS:
        for match in pattern.finditer(text, start, end):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append(match.span())  # a range that is none is not two dates either
            if (edtf := read(by.DateMatch(match, published, ahead=ahead))) is not None:
                words = " ".join(match[0].split()).strip(", .")
                whens.append(When(*match.span(), words, edtf, is_open))
    return sorted(whens, key=lambda when: when.start)


def nearest(whens: list[When], start: int, end: int) -> Iterator[When]:
    """Yield phrases by how near they are to some characters, those after them first."""

    def far(when: When) -> tuple[int, int]:
        after = when.start >= end
        gap = when.start - end if after else start - when.end
        return (max(gap, 0), not after)

    yield from sorted(whens, key=far)
