"""The phrases by which English dates what was or will be, each with what reads it.

Earlier rules take the characters that they match from later ones.
"""

from __future__ import annotations

from kg.draft import reckoning as by
from kg.draft import since as up
from kg.draft.patterns import (
    COUNT,
    DAY,
    FIRST_WEEKDAY,
    MONTH,
    SEASON,
    UNIT,
    WEEKDAY,
    YEAR,
    Rule,
    full,
    month,
)

_HALF = "(?: (?:morning|noon|afternoon|evening|night))?"
_TOTAL = r"(?:'s|\u2019s) (?:total|tally|toll|figure|count)"
"""Behind a stretch of time up to the text: `bringing the week's total to 31,000`."""

RULES: tuple[Rule, ...] = (
    (r"in the (?:first|second|third|last) week of the month", lambda m: "", False),
    (
        rf"since (?:[\w'\u2019]+ )?{WEEKDAY}, {full('a')}",
        lambda m: by.since(by.iso(m.day("a")), m),
        True,
    ),
    (
        rf"since [^,.;:\d]{{2,50}}? (?P<r>last (?:week|month|year)|yesterday|"
        rf"(?:on |last )?{WEEKDAY}|(?P<n>[0-9]+|{'|'.join(by.COUNTS)}) {UNIT} ago)",
        up.since_then,
        True,
    ),
    (rf"last {month('a')}", by.last_of_its_name, False),
    (rf"since (?:mid-|mid |the middle of ){month('a')}", up.since_middle, True),
    (rf"since (?:the )?{SEASON} (?:of )?{YEAR.format('a')}", up.since_season_of, True),
    (rf"since (?:the |last |this )?{SEASON}", up.since_season, True),
    (rf"on {FIRST_WEEKDAY} and {WEEKDAY}", by.two_weekdays, False),
    (
        rf"since (?:[\w'\u2019]+ ){{1,6}}on {full('a')}",
        lambda m: by.since(by.iso(m.day("a")), m),
        True,
    ),
    (r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)", by.iso_day, False),
    (
        rf"(?:in |during )?the (?P<h>first|second) half of {month('a')}",
        by.half_of_month,
        False,
    ),
    (
        rf"(?:in |during |over )?(?:(?:the|this) )?{SEASON}(?: of)? {YEAR.format('a')}",
        by.season,
        False,
    ),
    (
        rf"(?:in|during|over|within) the (?:past|last|previous) {COUNT} {UNIT}",
        by.past,
        False,
    ),
    (
        rf"(?:in|during|over) the {COUNT} months (?:to|ending|up to) {month('a')}",
        by.months_to,
        False,
    ),
    (rf"(?:in|during|over) the year (?:to|ending) {month('a')}", by.months_to, False),
    (rf"(?:in|during|over) the week (?:to|ending) {full('a')}", by.week_to, False),
    (rf"{COUNT} {UNIT} ago", by.ago, False),
    (
        rf"(?:between|from) {FIRST_WEEKDAY}{_HALF} (?:and|to|until|till|through) "
        rf"{WEEKDAY}{_HALF}",
        by.weekdays,
        False,
    ),
    (r"(?:over|at|during) the weekend", by.weekend, False),
    (r"earlier this (?:year|month)", lambda m: by.so_far(m), True),
    (rf"(?:between|from) {full('a')} and {full('b')}", by.days, False),
    (
        rf"(?:between |from |the period )?{full('a')} (?:to|until|till|through) "
        rf"{full('b')}",
        by.days,
        False,
    ),
    (
        rf"(?:between|from|(?:in |on )?the night of) {DAY.format('')} "
        rf"(?:and|to|until|till|through) {full('b')}",
        by.days_of_one_month,
        False,
    ),
    (
        rf"(?:between |from )?{full('a')}\s?[\u2010-\u2015-]\s?{full('b')}",
        by.days,
        False,
    ),
    (
        rf"{DAY.format('')} (?:to|until|till|through) {full('b')}",
        by.days_of_one_month,
        False,
    ),
    (
        rf"(?:between |from )?{DAY.format('')}\s?[\u2010-\u2015-]\s?{full('b')}",
        by.days_of_one_month,
        False,
    ),
    (rf"(?:on )?{DAY.format('')} and {full('b')}", by.two_days, False),
    (rf"(?:in|during|over) {month('a')} and {month('b')}", by.two_months, False),
    (
        rf"(?:on the )?{DAY.format('a')} of {month('a')}",
        lambda m: by.iso(m.day("a")),
        False,
    ),
    (
        rf"(?:in|during|over) the first {COUNT} days of {month('a')}",
        by.first_days,
        False,
    ),
    (
        rf"(?:in|during|over) the (?P<k>first|second|third|last) week of {month('a')}",
        by.week_of,
        False,
    ),
    (rf"since {full('a')}", lambda m: by.since(by.iso(m.day("a")), m), True),
    (
        rf"since the end of {month('a')}",
        lambda m: by.since(by.end_of_month(m.month("a")), m),
        True,
    ),
    (
        rf"since (?:early |late |mid-|the (?:start|beginning) of )?{month('a')}",
        lambda m: by.since(by.ym(m.month("a")), m),
        True,
    ),
    (
        rf"since (?:early |late |mid-)?{YEAR.format('a')}",
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
    (rf"(?:the|this) week{_TOTAL}|total for (?:the|this) week", by.this_week, True),
    (
        rf"(?:the|this) month{_TOTAL}|total for (?:the|this) month",
        lambda m: by.since(f"{m.published:%Y-%m}-01", m),
        True,
    ),
    (
        rf"(?:the|this) year{_TOTAL}|total for (?:the|this) year",
        lambda m: by.since(f"{m.published.year}-01-01", m),
        True,
    ),
    (r"since last week", up.since_last_week, True),
    (r"since last month", lambda m: by.since(by.previous_month(m), m), True),
    (r"since last year", lambda m: by.since(f"{m.published.year - 1}", m), True),
    (r"since yesterday", lambda m: by.since(by.yesterday(m), m), True),
    (r"since (?:last |the )?weekend", up.since_weekend, True),
    (r"since (?:last )?Christmas", up.since_christmas, True),
    (
        rf"since (?:last |this )?{WEEKDAY}",
        lambda m: by.since(by.iso(up.weekday_before(m)), m),
        True,
    ),
    (
        rf"since [^,.;:\d]{{2,50}}? (?:in|of|on) (?:(?:early|late|mid)[ -])?"
        rf"(?:{full('a')}|{month('b')}|{YEAR.format('c')})",
        up.since_what,
        True,
    ),
    (
        rf"(?:in|over) the {COUNT} {UNIT} since",
        up.for_so_long,
        True,
    ),
    (rf"(?:so far )?this {SEASON}", up.since_season, True),
    (
        rf"from {full('a')} (?:until|to|till|through) (?:now|today|date|yesterday)",
        lambda m: by.since(by.iso(m.day("a")), m),
        True,
    ),
    (
        rf"from {month('a')} (?:until|to|till|through) (?:now|today|date|yesterday)",
        lambda m: by.since(by.ym(m.month("a")), m),
        True,
    ),
    (
        r"(?:in|over|during|within) the (?:last|past) (?P<h>24|48|72) hours",
        up.hours,
        False,
    ),
    (
        rf"(?:by|until|up to) {full('a')}",
        lambda m: by.until(by.iso(m.day("a")), m),
        False,
    ),
    (rf"as of {full('a')}", lambda m: by.iso(m.day("a")), False),
    (rf"as of {WEEKDAY}", lambda m: by.iso(by.weekday(m)), False),
    (
        rf"(?:by|until|before) the end of {month('a')}",
        lambda m: by.until(by.end_of_month(m.month("a")), m),
        False,
    ),
    (
        rf"(?:at|as of) the end of {month('a')}",
        lambda m: by.end_of_month(m.month("a")),
        False,
    ),
    (
        rf"(?:by|until|before) {month('a')}",
        lambda m: by.until(by.ym(m.month("a")), m),
        False,
    ),
    (rf"(?:on |, )?(?:{WEEKDAY},? )?{full('a')}", lambda m: by.iso(m.day("a")), False),
    (
        rf"(?:in|during|for|over|throughout|of|last) {month('a')}",
        lambda m: by.ym(m.month("a")),
        False,
    ),
    (
        rf"(?:in|during|for|over|throughout|(?<!\d\s)of) (?:the year )?"
        rf"{YEAR.format('a')}",
        lambda m: m["ya"],
        False,
    ),
    (
        rf"{MONTH.format('a')},? {YEAR.format('a')}",
        lambda m: by.ym(m.month("a")),
        False,
    ),
    (
        rf"(?:(?:on|last|this|next|coming) )?{WEEKDAY}"
        rf"(?: (?:morning|night|evening|afternoon))?",
        lambda m: by.iso(by.weekday_meant(m)),
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
        rf"(?:by|until|before) (?:the |next |this )?{SEASON}",
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
