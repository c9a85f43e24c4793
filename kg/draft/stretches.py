"""Longer phrases of dates: the end of a year, parts of months, lists and decades.

As in :mod:`kg.draft.phrases`, and before these.
"""

from __future__ import annotations

from kg.draft import reckoning as by
from kg.draft import spans as at
from kg.draft.patterns import (
    COUNT,
    DAY,
    MONTH,
    SEASON,
    WEEKDAY,
    YEAR,
    Rule,
    full,
    month,
)

_THAT_YEAR = (
    rf"(?:,? (?:of |in )?(?:(?P<last>(?:the )?(?:last|previous|past) year)"
    rf"(?:, {YEAR.format('c')})?|(?P<this>(?:the|this) year)|{YEAR.format('a')}))"
)
_IN = "(?:(?:in|during|over|throughout|across|for|of) )?"
_SPAN = "(?:(?:between|from) )"
_TO = "(?:to|until|till|through|thru)"
_DASH = "\\s?[\u2010-\u2015-]\\s?"
_FIRST = f"(?P<md>{'|'.join(by.MONTH_NUMBERS)})\\.?(?:,? {YEAR.format('d')})?"
_SECOND = f"(?P<me>{'|'.join(by.MONTH_NUMBERS)})"
_END_OF = "(?:(?:the )?end of )?"
_AT = "(?:at|as of|as at|since)"
_FEW = "(?:recent|(?:the )?(?:past|last) (?:few|several|couple of))"
_UNITS = "(?:hours|days|weeks|months|years|decades)"
_PART = "(?:early|late|(?P<mid>mid))[ -]"
_NOT_SINCE = r"(?<!since\s)(?<!since\sthe\s)(?<!by\s)(?<!until\s)(?<!before\s)(?<!to\s)"
RULES: tuple[Rule, ...] = (
    (
        r"(?:between |from )?(?P<i>(?:19|20)\d\d-\d\d-\d\d)"
        r"(?: to | and |/|\s?\u2013\s?)"
        r"(?P<j>(?:19|20)\d\d-\d\d-\d\d)",
        at.iso_days,
        False,
    ),
    (r"since the (?:early |late |mid-)?(?P<dec>(?:19|20)\d)0s", at.since_decade, True),
    (rf"{_IN}the (?:early |late |mid-)?(?P<dec>(?:19|20)\d)0s", at.decade, False),
    (
        rf"(?:in|over|during) the (?:past|last) (?:{COUNT} decades|decade)",
        at.past_decades,
        True,
    ),
    (rf"(?:in|over|during) {_FEW} {_UNITS}", at.recent, False),
    (
        rf"{WEEKDAY}(?: of)? last week|last week on {WEEKDAY.replace('<w>', '<v>')}",
        at.weekday_of_last_week,
        False,
    ),
    (
        rf"(?:by|until|before) (?:the )?(?:end of|end-) ?{YEAR.format('a')}",
        at.end_of_year,
        False,
    ),
    (
        rf"{_AT} (?:the )?(?:end of|end-) ?(?:{YEAR.format('a')}|(?P<last>last year))",
        at.at_end_of_year,
        False,
    ),
    (
        rf"(?:{_SPAN}|the period )?{MONTH.format('b')} {DAY.format('b')}"
        rf"(?: {_TO} |{_DASH}){DAY.format('')}(?:,? {YEAR.format('a')})?",
        at.days_of_month,
        False,
    ),
    (
        rf"{_SPAN}{MONTH.format('b')} {DAY.format('b')} and {DAY.format('')}"
        rf"(?:,? {YEAR.format('a')})?",
        at.days_of_month,
        False,
    ),
    (
        rf"{_SPAN}?{_FIRST}(?: {_TO} |{_DASH}){_END_OF}{month('b')}(?:{_THAT_YEAR})?"
        rf"(?! [0-9])",
        at.months,
        False,
    ),
    (rf"{_SPAN}{_FIRST} and {_END_OF}{month('b')}(?:{_THAT_YEAR})?", at.months, False),
    (
        rf"{_IN}{_FIRST},? {_SECOND},? and {month('b')}",
        at.month_list,
        False,
    ),
    (
        rf"(?:{_IN}the )?first {COUNT} months"
        rf"(?:{_THAT_YEAR}|(?! (?:of|after|since|when)))",
        at.first_months,
        False,
    ),
    (rf"{_IN}the first {COUNT} weeks of {month('a')}", at.first_weeks, False),
    (rf"{_IN}the (?P<q>last|final) quarter{_THAT_YEAR}", at.quarter, False),
    (
        rf"{_IN}(?:Q(?P<k>[1-4])|the (?P<q>first|second|third|fourth) quarter)"
        rf"(?:{_THAT_YEAR}| {YEAR.format('e')})?",
        at.quarter,
        False,
    ),
    (
        rf"{_IN}(?:last|the (?:previous|preceding|past|last)) quarter(?! of)",
        at.last_quarter,
        False,
    ),
    (
        rf"(?:{_IN}the )(?P<h>first|second) half(?:{_THAT_YEAR}|(?! of| \w+ of))",
        at.half,
        False,
    ),
    (
        rf"(?:in|during|over) (?:both )?{YEAR.format('a')} (?P<and>and) "
        rf"{YEAR.format('b')}",
        at.years,
        False,
    ),
    (
        rf"(?:between|from) {YEAR.format('a')} and {YEAR.format('b')}",
        at.years,
        False,
    ),
    (
        rf"(?:(?:in|during|over|between|from|for) )?{YEAR.format('a')}"
        rf"(?: (?:to|through|until) |\s?[\u2010-\u2015-]\s?){YEAR.format('b')}",
        at.years,
        False,
    ),
    (
        rf"{_IN}the week (?:of|from|beginning|starting|commencing)(?: on)? {full('a')}",
        at.week_from,
        False,
    ),
    (
        rf"(?:in|during|by|as of|around) (?:early |late |mid-|mid )"
        rf"(?:{YEAR.format('a')}|(?P<last>last year)|(?P<this>this year))",
        at.part_of_year,
        False,
    ),
    (
        rf"{_NOT_SINCE}(?:(?:in|during|as of|around) )?{_PART}{month('a')}",
        at.about,
        False,
    ),
    (
        rf"(?:at|in|around) (?:the )?(?:start|beginning) of {month('a')}",
        at.begun,
        False,
    ),
    (
        rf"(?<!since\s)(?:in |during )?(?:last|this past) "
        rf"{SEASON.replace('|winter', '')}",
        at.last_season,
        False,
    ),
    (
        rf"(?:in|during) the months? of {month('a')}",
        lambda m: by.ym(m.month("a")),
        False,
    ),
    (
        rf"(?:in|during) the months of {_FIRST} and {month('b')}",
        at.months,
        False,
    ),
    (
        rf"(?<![0-9]\s){MONTH.format('a')}"
        r"(?=(?:'s|\u2019s)? (?:saw|with|brought|recorded|alone|figures?|total)|"
        r"\s?: ?[0-9]|\s?\([0-9])",
        at.bare_month,
        False,
    ),
    (
        rf"{_IN}(?:all of |the whole of |the entire |the full |the course of )"
        rf"(?:calendar )?(?:the )?(?:year )?{YEAR.format('a')}",
        lambda m: m["ya"],
        False,
    ),
    (
        rf"(?:the )?(?:entire |full |calendar )?year(?: in)? {YEAR.format('a')}",
        lambda m: m["ya"],
        False,
    ),
    (rf"{YEAR.format('a')}(?= (?:saw|brought)\b)", lambda m: m["ya"], False),
    (
        rf"(?:in )?(?:its|the|their|his|her) (?:\w+ )?(?:full )?year, "
        rf"{YEAR.format('a')}(?=,)",
        lambda m: m["ya"],
        False,
    ),
    (r"next week", at.next_week, False),
    (
        rf"(?:in|during|over) {YEAR.format('a')}, {YEAR.format('c')},? and "
        rf"{YEAR.format('b')}",
        at.three_years,
        False,
    ),
    (
        rf"{_IN}the {YEAR.format('a')}(?= (?:total|figure|tally|count|crisis|war|"
        rf"famine|floods?|exodus|conflict|earthquake|offensive|crackdown|surge|peak)\b)",
        lambda m: m["ya"],
        False,
    ),
    (
        rf"{_IN}(?:the )?{YEAR.format('a')}[/\u2013](?P<two>[0-9]{{2}})(?![0-9])",
        at.split,
        False,
    ),
    (
        rf"(?:in|during|over) the {COUNT} (?:years|months) (?:to|up to|ending(?: in)?) "
        rf"{YEAR.format('a')}",
        at.years_to,
        False,
    ),
    (
        rf"(?:on )?{DAY.format('')}, {DAY.format('e')},? and {full('b')}",
        lambda m: "",
        False,
    ),
    (
        r"for the year(?: so far| to date|(?! \w+ing| to [a-z]+ \d))"
        r"|(?:of )?the year (?:so far|to date)|year-to-date",
        lambda m: by.since(f"{m.published.year}-01-01", m),
        True,
    ),
    (
        r"(?:in |during |over )?(?:the )?(?:whole|rest|course) of last year",
        lambda m: str(m.published.year - 1),
        False,
    ),
    (
        r"the (?:last|previous|past) year,? (?P<ya>(?:19|20)[0-9]{2})",
        lambda m: m["ya"],
        False,
    ),
    (rf"(?:by|until) (?:early |late |mid-)?{YEAR.format('a')}", at.by_year, False),
    (
        rf"(?:by|until|before|up to|through) (?:early |late |mid-|mid ){month('a')}",
        at.until_end_of,
        False,
    ),
    (
        rf"(?:by|until|up to|through) {WEEKDAY}"
        rf"(?: (?:morning|night|evening|afternoon))?",
        at.by_weekday,
        False,
    ),
    (rf"through {full('a')}", lambda m: by.until(by.iso(m.day("a")), m), False),
    (r"a (?P<one>week|month) ago", at.ago_one, False),
    (
        r"later this (?P<unit>week|month|year)|in the (?:coming|next) "
        r"(?:hours|days|weeks|months|years)",
        at.later,
        False,
    ),
)
"""Phrases of longer stretches, as in :mod:`kg.draft.phrases`."""
