"""When a text says that something was: its phrases as EDTF, reckoned from its date.

A month without a year is the last one that had begun when the text was published, a
weekday the last one. What a phrase leaves open stays open, and a phrase that is not
known gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.draft import accounts, lasting, nearby, phrases, stretches
from kg.draft import reckoning as by
from kg.draft.datewords import names_in, rules_of
from kg.draft.patterns import Reader
from kg.draft.wording import Wording
from kg.periods.edtf import parse_period


@dataclass(frozen=True, slots=True)
class When:
    """A phrase that dates something: characters, half open, its words, and its EDTF.

    ``open`` tells that it goes on until the text was published. The EDTF is "" of what
    has a date that nobody can tell, as a year of accounts.
    """

    start: int
    end: int
    words: str
    edtf: str
    open: bool = False

    @property
    def first(self) -> date | None:
        """The first day, if anybody can tell it."""
        return parse_period(self.edtf).start if self.edtf else None

    @property
    def last(self) -> date | None:
        """The last day, if anybody can tell it."""
        return parse_period(self.edtf).end if self.edtf else None


_ALL = (
    *accounts.RULES,
    *nearby.RULES,
    *lasting.RULES,
    *stretches.RULES,
    *phrases.RULES,
)
_POWERS = Wording(
    "dates.powers", "hundred|thousand|million|billion|lakh|crore|per ?cent"
)
_NO_AMOUNT = r"(?!,[0-9]{{3}}(?![0-9]))(?!\.[0-9])(?! (?:{})\b| ?%)"
"""What is not behind a date, which ends in no amount: `in March 4,500 arrived`."""


@cache
def _readers(language: str) -> list[tuple[re.Pattern[str], Reader, bool]]:
    """Return the rules of a language, ready to be looked for."""
    no_amount = _NO_AMOUNT.format(_POWERS[language].pattern)
    return [
        (
            re.compile(
                rf"(?<!\w)(?:{pattern})(?!\w){no_amount}".replace(" ", r"\s+"),
                re.IGNORECASE,
            ),
            read,
            is_open,
        )
        for pattern, read, is_open in (_ALL if language == "en" else rules_of(language))
    ]


def dates_in(
    text: str,
    start: int,
    end: int,
    published: date,
    language: str = "en",
    *,
    ahead: bool = False,
) -> list[When]:
    """Return the phrases between two characters that date something, in their order.

    ``ahead`` tells that what is dated is still to come: a month is then the next one.
    """
    taken: list[tuple[int, int]] = []
    whens: list[When] = []
    names = {} if language == "en" else names_in(language)
    for pattern, read, is_open in _readers(language):
        for match in pattern.finditer(text, start, end):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append(match.span())  # a range that is none is not two dates either
            named = by.DateMatch(match, published, ahead=ahead, names=names)
            if (edtf := read(named)) is not None:
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
