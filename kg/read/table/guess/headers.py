"""Headers that are periods, in a table that has a column for each year or month."""

from __future__ import annotations

import re

from kg.match.names import plain

_YEAR = "(?P<year>(?:19|20)[0-9]{2})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _YEAR,
        rf"(?:year |{_YEAR} yr)(?P<again>[0-9]{{4}})",  # 2019 [YR2019]: the World Bank
        rf"{_YEAR}(?: |m| m)(?P<month>[0-9]{{2}})",
        rf"{_YEAR} (?P<month>[0-9]{{2}}) (?P<day>[0-9]{{2}})",
        rf"(?P<month>[0-9]{{2}}) {_YEAR}",
        rf"{_YEAR} ?q(?P<quarter>[1-4])",
        rf"q(?P<quarter>[1-4]) ?{_YEAR}",
        rf"(?P<month>[a-z]+) ?{_YEAR}",
        rf"{_YEAR} ?(?P<month>[a-z]+)",
        r"(?P<month>[a-z]+) (?P<short>[0-9]{2})",
    )
)
"""Ways of writing periods, as :func:`plain` leaves them."""

_MONTHS = {
    name: f"{number:02}"
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "january february march april may june july august september october november "
        "december",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre "
        "decembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre "
        "noviembre diciembre",
    )
    for number, name in enumerate(names.split(), 1)
} | {"sept": "09"}

_SHORT_YEAR = re.compile(r"[^\W\d_]+\.?\s?[-'\u2019/]\s?[0-9]{2}")
_FISCAL = re.compile(r"\b(?:fy|fiscal|exercice)(?=[ 0-9]|$)")


def month_of(text: str) -> str:
    """Return ``04`` for a month that is written ``4``, ``Apr`` or ``avril``, or ""."""
    word = plain(text).strip()
    if word.isascii() and word.isdigit():
        return f"{int(word):02}" if len(word) < 3 and 1 <= int(word) <= 12 else ""
    return _MONTHS.get(word, "")


def period_of(header: str) -> str:
    """Return the period that a header is, as facts write it, or "".

    That is a year, a quarter, a month, or a day from its year on.
    """
    text = plain(header).strip()
    for form in _FORMS:
        if (match := form.fullmatch(text)) is None:
            continue
        parts = match.groupdict()
        if parts.get("short") and not has_short_year(header):
            return ""
        year = parts.get("year") or parts.get("again") or f"20{parts['short']}"
        if quarter := parts.get("quarter"):
            last = 3 * int(quarter)
            return f"{year}-{last - 2:02}/{year}-{last:02}"
        if (written := parts.get("month")) is None:
            return year
        if month := month_of(written):
            day = parts.get("day")
            return f"{year}-{month}-{day}" if day else f"{year}-{month}"
    return ""


def has_short_year(header: str) -> bool:
    """Whether a header may be a month with two digits of its year, as ``Jan-24``.

    What a space parts, ``Jan 24``, is as often a day.
    """
    return _SHORT_YEAR.fullmatch(header.strip()) is not None


def is_fiscal(header: str) -> bool:
    """Whether a header speaks of fiscal years, which begin in months of their own."""
    return _FISCAL.search(plain(header)) is not None
