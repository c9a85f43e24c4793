"""Numbers in digits, grouped by threes or as in India, with a point for decimals.

Here is also what every step of reading shares: the refusal, and patterns of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal


class NotUnderstood(ValueError):
    """A part of a phrase that has no reading, or two; ``why`` may say which."""

    def __init__(self, part: str, why: str = "") -> None:
        super().__init__(part, why)
        self.part = part.strip()
        self.why = why


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_GROUPED = r"\d{1,3}(?P<sep>[, '])\d{3}(?:(?P=sep)\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}|\d+"
_DIGITS = re.compile(rf"(?P<whole>{_GROUPED})(?P<decimals>\.\d{{1,9}})?(?![,.]*\d)")
_MOST_DIGITS = 15
"""More digits than any count has, and the most that a float holds exactly."""

SHOWN = 40
"""So much of a number that is too long is shown: enough to find it again."""

_COMMA = re.compile(r"\d+(?:,\d+)+(?!\d)")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?![.,]*\d)")


def read_digits(words: str) -> tuple[str, str] | None:
    """Return the number at the front of a phrase as printed, and the rest.

    ``None`` if there is none; :class:`NotUnderstood` if it is grouped as none is.
    """
    match = _DIGITS.match(words)
    if match is None:
        _refuse_signs(words)
        return None
    whole = re.sub(r"\D", "", match["whole"])
    if len(whole) > 1 and not int(whole[0]):
        raise NotUnderstood(match[0], "a number does not begin with 0")
    if len(whole) > _MOST_DIGITS:
        raise NotUnderstood(match[0][:SHOWN], "it is more than anybody counts")
    return match[0], words[match.end() :]


def _refuse_signs(words: str) -> None:
    if _COMMA.match(words):
        why = "a comma groups thousands (2,500), a point starts decimals (2.5)"
        raise NotUnderstood(words, why)
    if match := _POINTS.match(words):
        why = f"a point starts decimals; write {match[0].replace('.', ',')}"
        raise NotUnderstood(match[0], why)


def value_of(digits: str) -> Decimal:
    """Return the number that digits as printed stand for."""
    return Decimal(re.sub(r"[, ']", "", digits))


def refuse_three_decimals(digits: str) -> None:
    """Refuse ``12.500``, whose point may group thousands; a lone 0 leads no group."""
    match = re.fullmatch(r"(?P<whole>.+)\.(?P<decimals>\d{3})", digits)
    if match is None or not value_of(match["whole"]):
        return
    whole = value_of(match["whole"])
    decimals = match["decimals"].rstrip("0")
    # three decimals would be refused again, a fourth makes them clear
    decimals = f"{decimals}0" if len(decimals) == 3 else decimals
    point = f"{whole:,}.{decimals}".rstrip(".")
    thousands = f"{whole:,},{match['decimals']}"
    raise NotUnderstood(digits, f"it could be {thousands} or {point}; write which")
