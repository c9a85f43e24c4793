"""Phrases of dates whose words stand in files of data: French, Spanish.

A rule of such a file names the reader of what it says, as they are listed here. Months,
weekdays, seasons, units and counts are called in the file what readers call them, so
that the same readers do for every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.draft import lasting as over
from kg.draft import nearby as near
from kg.draft import reckoning as by
from kg.draft import since as up
from kg.draft import spans as at
from kg.draft.lexicon import tables
from kg.draft.patterns import Reader, Rule
from kg.draft.wording import spelled_out


def _month_end(m: by.DateMatch) -> str | None:
    return by.end_of_month(m.month("a"))


def _since_ago(m: by.DateMatch) -> str | None:
    """Read `depuis deux semaines`, `desde hace dos semanas`: from about then on."""
    return by.since(by.ago(m), m)


READERS: Mapping[str, Reader] = {
    "iso": by.iso_day,
    "iso-days": at.iso_days,
    "day": lambda m: by.iso(m.day("a")),
    "day-of-month": over.day_of_month,
    "day-last-year": near.day_of_last_year,
    "days": by.days,
    "days-of-one-month": by.days_of_one_month,
    "two-days": by.two_days,
    "first-days": by.first_days,
    "week-of-month": by.week_of,
    "week-from": at.week_from,
    "week-to": by.week_to,
    "half-of-month": by.half_of_month,
    "month": lambda m: by.ym(m.month("a")),
    "month-of-year": near.month_of_year,
    "months": at.months,
    "months-to": by.months_to,
    "two-months": by.two_months,
    "about-month": at.about,
    "begin-of-month": at.begun,
    "end-of-month": _month_end,
    "first-months": at.first_months,
    "quarter": at.quarter,
    "half-year": at.half,
    "season": by.season,
    "season-begun": near.season_begun,
    "season-of-year": near.season_of_year,
    "last-season": at.last_season,
    "year": lambda m: m["ya"],
    "years": at.years,
    "end-of-year": at.at_end_of_year,
    "part-of-year": at.part_of_year,
    "decade": at.decade,
    "weekday": lambda m: by.iso(by.weekday_meant(m)),
    "weekday-of-last-week": at.weekday_of_last_week,
    "weekdays": by.weekdays,
    "two-weekdays": by.two_weekdays,
    "weekend": by.weekend,
    "today": lambda m: by.iso(m.published),
    "yesterday": by.yesterday,
    "before-yesterday": near.before_yesterday,
    "tomorrow": by.tomorrow,
    "previous-week": by.previous_week,
    "previous-month": by.previous_month,
    "previous-year": lambda m: str(m.published.year - 1),
    "this-week": by.this_week,
    "this-month": by.this_month,
    "this-year": by.this_year,
    "next-week": at.next_week,
    "next-month": lambda m: by.ym(by.month_after(m.published)),
    "next-year": lambda m: str(m.published.year + 1),
    "coming": at.later,
    "ago": by.ago,
    "past": by.past,
    "past-one": up.past_one,
    "past-week": by.seven_days,
    "past-hours": up.hours,
    "recent": at.recent,
    "since-day": lambda m: by.since(by.iso(m.day("a")), m),
    "since-day-of-month": over.since_day_of_month,
    "since-month": lambda m: by.since(by.ym(m.month("a")), m),
    "since-month-of-year": near.since_month_of_year,
    "since-middle": up.since_middle,
    "since-end-of-month": lambda m: by.since(by.end_of_month(m.month("a")), m),
    "since-year": lambda m: by.since(m["ya"], m),
    "since-season": up.since_season,
    "since-weekday": lambda m: by.since(by.iso(up.weekday_before(m)), m),
    "since-weekend": up.since_weekend,
    "since-yesterday": lambda m: by.since(by.yesterday(m), m),
    "since-last-week": up.since_last_week,
    "since-last-month": lambda m: by.since(by.previous_month(m), m),
    "since-last-year": lambda m: by.since(f"{m.published.year - 1}", m),
    "since-new-year": lambda m: by.since(f"{m.published.year}-01-01", m),
    "since-first-of-month": lambda m: by.since(f"{m.published:%Y-%m}-01", m),
    "since-monday": by.this_week,
    "since-ago": _since_ago,
    "since-what": up.since_what,
    "until-day": lambda m: by.until(by.iso(m.day("a")), m),
    "until-month": lambda m: by.until(by.ym(m.month("a")), m),
    "until-end-of-month": lambda m: by.until(_month_end(m), m),
    "until-weekday": at.by_weekday,
    "until-season": lambda m: by.until(up.first_month(m), m),
    "until-year": at.by_year,
    "until-end-of-this-month": lambda m: by.until(by.last_of_month(m), m),
    "until-end-of-year": at.end_of_year,
    "until-end-of-this-year": lambda m: by.until(f"{m.published.year}-12-31", m),
    "unclear": lambda m: "",
}
"""What a rule of a file may name: readers of phrases, language by language alike."""


def names_in(language: str) -> Mapping[str, str]:
    """Return what readers call the words of a language: ``lundi`` is ``monday``."""
    names: Mapping[str, str] = tables()[language]["dates"]["names"]
    return names


def rules_of(language: str) -> tuple[Rule, ...]:
    """Return the rules of a language whose words stand in a file of data."""
    dates: Mapping[str, Any] = tables()[language]["dates"]
    return tuple(
        (_formed(words, dates, language), READERS[reader], bool(is_open))
        for reader, words, *is_open in dates["rules"]
    )


def _formed(words: str, dates: Mapping[str, Any], language: str) -> str:
    """Return a pattern with the forms of dates put in, ``@full-a@``, of each key."""
    for form, pattern in dates["forms"].items():
        for key in ("", *"abcde"):
            of_key = f"(?:{pattern.replace('%', key)})"
            words = words.replace(f"@{form}-{key}@", of_key)
    return spelled_out(words, language)
