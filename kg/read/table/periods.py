"""Periods as tables write them, in cells and above columns, and as facts write them.

Read is what can mean one stretch of the calendar alone: a year, half a year, a
quarter, a month, a week of ISO 8601, a day, or from one day to another. Not so are
``03/04/2025``, of which nobody knows the month, and weeks by another count than ISO's.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

_YEAR = "(?P<year>(?:19|20)[0-9]{2})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _YEAR,
        rf"(?:year |{_YEAR} yr)(?P<again>[0-9]{{4}})",  # 2019 [YR2019]: the World Bank
        rf"{_YEAR}(?: |m| m)(?P<month>[0-9]{{2}})",
        rf"{_YEAR} (?P<month>[0-9]{{2}}) (?P<day>[0-9]{{2}})",
        rf"(?P<month>[0-9]{{2}}) {_YEAR}",
        rf"{_YEAR} ?[qt](?P<quarter>[1-4])",
        rf"[qt](?P<quarter>[1-4]) ?{_YEAR}",
        rf"{_YEAR} ?[hs](?P<half>[12])",
        rf"[hs](?P<half>[12]) ?{_YEAR}",
        rf"{_YEAR} ?w(?P<week>[0-9]{{1,2}})",
        rf"(?P<day>[0-9]{{1,2}}) (?P<month>[a-z]+) {_YEAR}",
        rf"(?P<month>[a-z]+) (?P<day>[0-9]{{1,2}}) {_YEAR}",
        rf"(?P<month>[a-z]+) ?{_YEAR}",
        rf"{_YEAR} ?(?P<month>[a-z]+)",
        r"(?P<month>[a-z]+) (?P<short>[0-9]{2})",
    )
)
"""Ways of writing periods, as :func:`_plain` leaves them."""

_TO = re.compile(r"\s*[-\u2010-\u2015/]\s*|\s+(?:to|au|al|bis)\s+")
"""What may stand between the first day and the last."""

_FIRST = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?: (?P<month>[a-z]+))?(?: {_YEAR})?"
    r"|(?P<month_too>[a-z]+) (?P<day_too>[0-9]{1,2})(?: (?P<its>(?:19|20)[0-9]{2}))?"
)
"""A day of which the rest may stand with the last one."""

_DAY_OF = re.compile("[0-9]{1,2} (?:19|20)[0-9]{2}")

_MONTHS = {
    name: f"{number:02}"
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "january february march april may june july august september october november "
        "december",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre "
        "decembre",
        "janv fevr mars avr mai juin juil aout sept oct nov dec",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre "
        "noviembre diciembre",
        "ene feb mar abr may jun jul ago sep oct nov dic",
        "januar februar marz april mai juni juli august september oktober november "
        "dezember",
        "jan feb mrz apr mai jun jul aug sep okt nov dez",
        "janeiro fevereiro marco abril maio junho julho agosto setembro outubro "
        "novembro dezembro",
        "jan fev mar abr mai jun jul ago set out nov dez",
    )
    for number, name in enumerate(names.split(), 1)
}
"""Months of five languages; no name is that of two."""

_WEEK = re.compile(
    "(?:(?:iso |epi )?(?:weeks?|wk|w|semaine|semana|sem|s|woche|kw) ?)?([0-9]{1,2})"
)
"""A number of a week, with or without its word."""

_SHORT_YEAR = re.compile(r"[^\W\d_]+\.?\s?[-'\u2019/]\s?[0-9]{2}")


def month_of(text: str) -> str:
    """Return ``04`` for a month that is written ``4``, ``Apr`` or ``avril``, or ""."""
    word = _plain(text)
    if word.isascii() and word.isdigit():
        return f"{int(word):02}" if len(word) < 3 and 1 <= int(word) <= 12 else ""
    return _MONTHS.get(word, "")


def week_of(text: str) -> str:
    """Return ``W04`` for a week that is written ``4``, ``W04`` or ``Week 4``, or ""."""
    match = _WEEK.fullmatch(_plain(text))
    return f"W{number:02}" if match and 1 <= (number := int(match[1])) <= 53 else ""


def period_of(text: str, *, short: bool = False) -> str:
    """Return the period that is written, as facts write it, or "".

    With ``short`` a month may have two digits of its year: see :func:`has_short_year`.
    """
    return _single(text, short=short) or _from_to(text)


def has_short_year(header: str) -> bool:
    """Whether a header may be a month with two digits of its year, as ``Jan-24``.

    What a space parts, ``Jan 24``, is as often a day.
    """
    return _SHORT_YEAR.fullmatch(header.strip()) is not None


def as_id(period: str) -> str:
    """Return a period as a part of an id, which may not have each of its signs."""
    return period.replace("/", "-to-")


def _single(text: str, *, short: bool) -> str:
    plain = _plain(text)
    for form in _FORMS:
        if (match := form.fullmatch(plain)) is None:
            continue
        parts = match.groupdict()
        if parts.get("short") and not (short and has_short_year(text)):
            return ""
        year = parts.get("year") or parts.get("again") or f"20{parts['short']}"
        for name, months in (("quarter", 3), ("half", 6)):
            if number := parts.get(name):
                last = months * int(number)
                return f"{year}-{last - months + 1:02}/{year}-{last:02}"
        if week := parts.get("week"):
            return _week(int(year), int(week))
        if (written := parts.get("month")) is None:
            return year
        if month := month_of(written):
            if not (day := parts.get("day")):
                return f"{year}-{month}"
            whole = _day(year, month, day)
            return whole.isoformat() if whole else ""
    return ""


def _from_to(text: str) -> str:
    """Return the period from one day or month to another, or ""."""
    for between in _TO.finditer(text):
        before, after = text[: between.start()], text[between.end() :]
        first = _FIRST.fullmatch(_plain(before))
        if first and (month := first["month_too"]) and _DAY_OF.fullmatch(_plain(after)):
            after = f"{month} {after}"  # Nov 2-8, 2025
        last, start = _single(after, short=False), _single(before, short=False)
        if len(last) == len("2025-03") and before.strip().isalpha():
            start = f"{last[:4]}-{month}" if (month := month_of(before)) else ""
        elif len(last) == len("2025-11-01") and first and len(start) != len(last):
            start = _earlier(first, date.fromisoformat(last))
        if len(start) == len(last) and len(last) > len("2025") and start < last:
            return f"{start}/{last}"
    return ""


def _earlier(first: re.Match[str], last: date) -> str:
    """Return the first day, with the month and year of the last where it has none."""
    parts = first.groupdict()
    written = parts["month"] or parts["month_too"]
    month = month_of(written) if written else f"{last.month:02}"
    year = parts["year"] or parts["its"]
    if not month:
        return ""
    own = int(year) if year else last.year - (int(month) > last.month)
    day = _day(str(own), month, parts["day"] or parts["day_too"])
    return day.isoformat() if day else ""


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _week(year: int, week: int) -> str:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return ""
    return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"


def _plain(text: str) -> str:
    """Return the words of a text in small letters without marks, a space between."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", letters))
