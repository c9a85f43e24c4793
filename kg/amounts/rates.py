"""Rates around an amount: so many a month, so many per 1,000, one for one.

What a rate is per stands after its number, and words that make it an average or a peak
before or after both. ``an average of 1,900 a month`` is ``1,900``, per month, on
average. What is left is read as any amount is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from kg.amounts.per import Per
from kg.amounts.quantities import QuantityReader
from kg.amounts.words import Lexicon, NotUnderstood, any_of, listed

_OTHER_TIME = "minute|hour|night|fortnight|decade|century"
_ONCE = "it is per two stretches of time; write one"
_WITHIN = "".join(
    f"(?<! {word})" for word in ("in", "within", "over", "for", "during", "after")
)
"""``3,000 in a day`` is the count of a day."""

_TIMES = "day|week|month|quarter|year"
_ADVERBS = {
    **{"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter"},
    **{"yearly": "year", "annual": "year"},
}
_BY_NAME = re.compile(
    rf"an? (?:(?P<average>average )?(?P<time>{any_of(_ADVERBS)}) )"
    r"(?P<kind>average|mean|rate|peak|maximum|high|total)? ?of (?P<rest>.+)"
)
_PER = re.compile(
    r"(?P<before>.+?)(?: per| for (?:every|each)| for(?= (?:one|1)$)) (?P<base>.+)"
)
_SOMEBODY = (
    "inhabitant|resident|member|individual|adult|child|refugee|migrant|returnee|capita"
    "|head|inhabitants|residents|members|individuals|adults|children|refugees|migrants"
    "|returnees|of the population|population"
)
"""Nouns of people that say who they are: that goes to the thing the base is of."""

_RATE_OF = re.compile(r"^(?:at )?(?:a|the) (?:rate|pace) of ")
_PEAKS = ("peak", "maximum", "high")


class RateReader:
    """Takes what a rate is per off a phrase."""

    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self.quantities = QuantityReader(words)
        self._english = words.name == "English"

    def split(self, text: str) -> tuple[Per, str] | None:
        """Return what a phrase in small letters is per, and the amount it begins with.

        ``None`` if it is no rate. Raises :class:`NotUnderstood` for what is per a time
        or thing that no code is of.
        """
        kind, rest = self._kind(_RATE_OF.sub("", text) if self._english else text)
        time, rest = self._time(rest)
        if time is None:
            self._refuse_other(rest)
        after, rest = self._kind(rest)
        base = self._base(rest) if self._english else None
        if base is not None:
            per, rest = base
            return replace(per, time=time, kind=kind or after), rest
        if time is None:
            return None
        return Per(time, kind=kind or after), rest

    def _kind(self, text: str) -> tuple[str | None, str]:
        """Take words that make a rate an average or a peak off either end."""
        for code, pattern in self._kinds.items():
            if match := pattern.fullmatch(text):
                return code, match["first"] or match["last"]
        return None, text

    @cached_property
    def _kinds(self) -> dict[str, re.Pattern[str]]:
        kinds = {}
        for code, (before, after) in self.words.rate_kinds.items():
            kinds[code] = re.compile(
                rf"(?:{before}) (?P<first>.+)|(?P<last>.+?),? (?:{after})"
            )
        return kinds

    @cached_property
    def _suffix(self) -> re.Pattern[str]:
        words = any_of(filter(None, listed(self.words.rates))) or "(?!)"
        return re.compile(rf"(?P<before>.+?){_WITHIN},? (?P<time>{words})")

    def _time(self, text: str) -> tuple[str | None, str]:
        if self._english and (named := _BY_NAME.fullmatch(text)):
            return _ADVERBS[named["time"]], self._named(named)
        if self._english and (match := re.fullmatch(rf"(.+?) ?/ ?({_TIMES})", text)):
            return match[2], match[1]
        match = self._suffix.fullmatch(text)
        if match is None:
            return None, text
        if self._suffix.fullmatch(match["before"]):
            raise NotUnderstood(text, _ONCE)
        return listed(self.words.rates)[match["time"]], match["before"]

    def _named(self, match: re.Match[str]) -> str:
        """Return the amount of ``a daily average of 300``, with the kind before it."""
        kind = match["kind"] or ("average" if match["average"] else "")
        if kind in ("average", "mean"):
            return f"an average of {match['rest']}"
        return f"a peak of {match['rest']}" if kind in _PEAKS else match["rest"]

    def _base(self, text: str) -> tuple[Per, str] | None:
        match = _PER.fullmatch(text)
        if match is None or match["base"].startswith("cent"):
            return None
        base = re.sub(rf" ?(?:{_SOMEBODY})$", " person", match["base"]).strip()
        return self._so_many(base, match["base"]), match["before"]

    def _so_many(self, base: str, shown: str) -> Per:
        """Read ``1,000 people``, ``family`` or ``one``."""
        if self.quantities.is_unit(f" {base}"):
            return Per(None, Decimal(1), self.quantities.counted(f" {base}")[0])
        why = "what it is per goes to `perUnit`; write so many, as in `3 per 1,000`"
        try:
            number = self.quantities.read(base)
        except NotUnderstood:
            raise NotUnderstood(shown, why) from None
        if not number.value or number.unit in ("percent", "ratio", "money"):
            raise NotUnderstood(shown, why)
        return Per(None, number.value, number.unit)

    def _refuse_other(self, text: str) -> None:
        if not self._english:
            return
        match = re.fullmatch(
            rf"(?!half|quarter).+?{_WITHIN}"
            rf"(?P<rate> (?:an?|each|every|per) (?:{_OTHER_TIME}))",
            text,
        )
        if match:
            why = "a rate is per day, week, month, quarter or year; write one of these"
            raise NotUnderstood(match["rate"], why)
