"""Numbers in digits and in words, read from the front of a phrase, with their scales.

Digits are grouped by threes or as in India: ``67,000``. Lexicon follow the use of
reports: ``twelve hundred``, ``one million two hundred thousand``, ``two and a half``. A
scale may follow either (``1.3 million``), and a lower one be added, as in ``1 lakh 35
thousand``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from kg.amounts.words import Lexicon, NotUnderstood, Phrases, any_of

_MOST_DIGITS = 15
"""More digits than any count has, and the most that a float holds exactly."""

SHOWN = 40
"""So much of a number that is too long is shown: enough to find it again."""

_LESSER = 1_000
"""No number of thousands is multiplied by a scale up to this one again."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number, how it was scaled, and what stands after it.

    ``scale`` is the last multiplier (1 without one), 0 where several were added up, as
    in ``one million two hundred thousand``; ``top`` is the largest power named.
    ``vague`` tells that the words are an approximation: ``half a million``. ``step`` is
    what one of the last digit printed stands for, where a zero after the point says it:
    100,000 for ``1.0 million``. ``power`` tells that the scale may be added to.
    """

    value: Decimal
    rest: str
    scale: int = 1
    top: int = 1
    vague: bool = False
    step: Decimal | None = None


class NumeralReader:
    """Reads the numerals of a language."""

    def __init__(self, words: Lexicon) -> None:
        self.words, self.powers = words, words.powers
        self.scales = {**words.scales, **words.powers}
        self._scale, self._power = Phrases(self.scales), Phrases(words.powers)
        self._hundred = Phrases(words.hundred.split("|"))
        self._big = Phrases([*words.powers, *words.hundred.split("|"), "dozen"])
        self._small, self._rough = Phrases(words.small), Phrases(words.rough)
        self._parts, self._and_part = Phrases(words.parts), Phrases(words.and_parts)
        self._single = Phrases(words.single.split("|"))
        self._alone = Phrases(words.alone.split("|"))

    def read(self, text: str) -> Numeral | None:
        """Read the number at the front of a phrase in small letters.

        ``None`` if there is none; :class:`NotUnderstood` if it could be two.
        """
        if text[:1].isdecimal():
            return self._digits(text)
        part = self._parts.at(text)
        if part and (name := self._big.at(text[len(part) + 1 :])):
            scale, rest = self.scales[name], text[len(part) + 1 + len(name) :]
            value = Decimal(self.words.parts[part]) * scale
            return Numeral(value, rest, scale, scale, vague=True)
        if single := self._single.at(text):
            return Numeral(Decimal(1), text[len(single) :])
        if rough := self._rough.at(text):
            rest = text[len(rough) :]
            of = re.match(rf"(?:{self.words.of}) ?", rest)
            if of and self._scale.at(rest[of.end() :]):
                rest = f" {rest[of.end() :]}"
            named = Numeral(Decimal(self.words.rough[rough]), rest)
            return replace(self._scaled(named), vague=True)
        return self._worded(text)

    def _digits(self, text: str) -> Numeral | None:
        digits, rest = self.digits_at(text)
        if digits is None:
            return None
        number = self._scaled(self._with_part(Numeral(self.value_of(digits), rest)))
        number = self._with_lower(self._with_part_of_power(number))
        decimals = self._decimals(digits)
        if decimals.endswith("0") and number.scale:
            last = Decimal(1).scaleb(-len(decimals)) * number.scale
            number = replace(number, step=last.normalize())
        if number.rest[:1].isalnum():
            return None
        if number.scale == 1 and not self._united.match(number.rest):
            self._refuse_three_decimals(digits)
        return number

    @cached_property
    def _united(self) -> re.Pattern[str]:
        units = "|".join(filter(None, (self.words.percent, self.words.fold, "times")))
        return re.compile(rf" ?%| (?:{any_of(units.split('|'))})(?!\w)")

    @cached_property
    def _grouped(self) -> re.Pattern[str]:
        whole = rf"\d{{1,3}}(?P<sep>{self.words.groups})\d{{3}}(?:(?P=sep)\d{{3}})*"
        decimals = rf"{self.words.point}\d{{1,9}}"
        if self.words.indian:
            whole += r"|\d{1,2}(?:,\d{2})+,\d{3}"
        if self.words.point == ",":  # groups and a point of English leave no doubt
            whole += r"|\d{1,3}(?:,\d{3}){2,}"
            decimals += r"|\.\d{1,2}(?!\d)"
        return re.compile(
            rf"(?P<whole>{whole}|\d+)(?P<decimals>{decimals})?(?![,.]*\d)"
        )

    def digits_at(self, text: str) -> tuple[str | None, str]:
        """Return the number at the front of a phrase as printed, and the rest.

        ``None`` if there is none; :class:`NotUnderstood` if it is grouped as none is.
        """
        match = self._grouped.match(text)
        if match is None:
            self._refuse_signs(text)
            return None, text
        whole = re.sub(r"\D", "", match["whole"])
        if len(whole) > 1 and not int(whole[0]):
            raise NotUnderstood(match[0], "a number does not begin with 0")
        if len(whole) > _MOST_DIGITS:
            raise NotUnderstood(match[0][:SHOWN], "it is more than anybody counts")
        return match[0], text[match.end() :]

    def _refuse_signs(self, text: str) -> None:
        if self.words.point == "," and re.match(r"\d+(?:[.,]\d+)+(?!\d)", text):
            why = "a point or space groups thousands (2 500), a comma starts decimals"
            raise NotUnderstood(text, why)
        if re.match(r"\d+(?:,\d+)+(?!\d)", text):
            why = "a comma groups thousands (2,500), a point starts decimals (2.5)"
            raise NotUnderstood(text, why)
        if match := re.match(r"\d{1,3}(?:\.\d{3}){2,}(?![.,]*\d)", text):
            why = f"a point starts decimals; write {match[0].replace('.', ',')}"
            raise NotUnderstood(match[0], why)

    def _decimals(self, digits: str) -> str:
        match = self._grouped.fullmatch(digits)
        return match["decimals"][1:] if match and match["decimals"] else ""

    def value_of(self, digits: str) -> Decimal:
        """Return the number that digits as printed stand for."""
        decimals = self._decimals(digits)
        whole = digits[: len(digits) - len(decimals) - 1] if decimals else digits
        number = re.sub(r"[^0-9]", "", whole)
        return Decimal(f"{number}.{decimals}" if decimals else number)

    def _refuse_three_decimals(self, digits: str) -> None:
        """Refuse ``12.500``, whose point may group thousands; 0 leads no group."""
        decimals = self._decimals(digits)
        whole = self.value_of(digits[: -len(decimals) - 1]) if decimals else Decimal(0)
        if len(decimals) != 3 or not whole:
            return
        fewer = decimals.rstrip("0")
        # three decimals would be refused again, a fourth makes them clear
        fewer = f"{fewer}0" if len(fewer) == 3 else fewer
        point = f"{whole:,}.{fewer}".rstrip(".")
        groups = f"{whole:,},{decimals}"
        if self.words.point == ",":
            point, groups = (_swapped(number) for number in (point, groups))
        raise NotUnderstood(digits, f"it could be {groups} or {point}; write which")

    def _with_part(self, number: Numeral) -> Numeral:
        """Add ``and a half`` where it follows."""
        part = self._and_part.at(number.rest)
        if part is None:
            return number
        if number.value >= 100 or number.value % 1:
            why = f"`{part.strip()}` follows a whole number below 100"
            raise NotUnderstood(part, why)
        value = number.value + Decimal(self.words.and_parts[part])
        return replace(number, value=value, rest=number.rest[len(part) :])

    def _with_part_of_power(self, number: Numeral) -> Numeral:
        """Add the half of ``a million and a half``, which is half a million."""
        part = self._and_part.at(number.rest)
        if part is None or number.scale not in self.powers.values():
            return number
        count = number.value / number.scale
        clear = count == 1 or number.scale > 1_000  # not "twenty thousand and a half"
        if count >= 100 or count % 1 or not clear:
            return number
        value = number.value + number.scale * Decimal(self.words.and_parts[part])
        return replace(number, value=value, rest=number.rest[len(part) :], scale=0)

    def _scaled(self, number: Numeral) -> Numeral:
        """Multiply a number by the scale that follows it, if one does."""
        bare = number.rest.removeprefix(" ")
        if (name := self._scale.at(bare)) is None:
            return number
        scale = self.scales[name]
        limit = 100 if name.startswith("hundred") else 1_000
        if number.value >= limit and (scale <= _LESSER or name == "hundred thousand"):
            raise NotUnderstood(name, "the number has two scales")
        top, rest = min(scale, 1_000) if " " in name else scale, bare[len(name) :]
        return Numeral(number.value * scale, rest, scale, top, vague=scale == 12)

    def _with_lower(self, number: Numeral) -> Numeral:
        """Add what follows in a lower scale: ``1 lakh 35 thousand``."""
        last = number.scale
        while last in self.powers.values() and re.match(r" \d", number.rest):
            digits, rest = self.digits_at(number.rest[1:])
            lower = digits and self._scaled(Numeral(self.value_of(digits), rest))
            if not lower or lower.scale not in self.powers.values():
                break
            if not 0 < lower.value < last or number.value % last:
                break
            last, value = lower.scale, number.value + lower.value
            number = replace(number, value=value, rest=lower.rest, scale=0)
        return number

    def _worded(self, text: str) -> Numeral | None:
        """Read a number in words, as far as they go: scales go down."""
        total, last, rest = None, 0, text
        while (part := self._below_thousand(rest)) is not None:
            power = self._power.at(part.rest[1:]) if part.value else None
            factor = self.powers[power] if power else 1
            if total and (factor >= last or not part.value):
                break
            if power and part.value >= 1_000:
                raise NotUnderstood(part.rest, "the number has two scales")
            rest = part.rest[len(power) + 1 :] if power else part.rest
            value = part.value * factor
            if total is None:
                top = max(factor, part.top if factor == 1 else 1)
                total = Numeral(value, rest, factor * part.scale, top)
            else:
                total = Numeral(total.value + value, rest, 0, total.top)
            last = factor
            if factor == 1 or not rest.startswith(" "):
                break
            rest = self._joined(rest)
        return self._ended(total) if total else None

    def _joined(self, rest: str) -> str:
        """Leave out what joins two words of a number, where it stands."""
        return rest[1:].removeprefix(f"{self.words.joint} ")

    def _ended(self, number: Numeral) -> Numeral:
        """Add a half, or a scale of digits such as ``mn``, to a number in words."""
        if number.top > 100:
            return self._with_part_of_power(number)
        number = self._with_part(number)
        if number.scale == 100:
            return number
        return self._with_part_of_power(self._scaled(number))

    def _below_thousand(self, text: str) -> Numeral | None:
        """Read ``one hundred and fifty``, ``twelve hundred``, ``a hundred``."""
        if self._alone.at(text):
            return Numeral(Decimal(1), f" {text}")
        small = self._below_hundred(text)
        if text.startswith("a ") and self._big.at(text[2:]):
            small = Numeral(Decimal(1), text[1:])
        if small is None or not small.value:
            return small
        value, rest = small.value, small.rest
        hundred = self._hundred.at(rest[1:])
        if hundred is None and value < 100:
            return small
        if hundred:
            value, rest = value * 100, rest[len(hundred) + 1 :]
        more = self._below_hundred(self._joined(rest))
        if more is None or not rest or not 0 < more.value < 100:
            return Numeral(value, rest, 100, 100)
        return Numeral(value + more.value, more.rest, 0, 100)

    def _below_hundred(self, text: str) -> Numeral | None:
        name = self._small.at(text)
        if name is None:
            return None
        return Numeral(Decimal(self.words.small[name]), text[len(name) :])


def _swapped(number: str) -> str:
    return number.translate(str.maketrans(",.", ".,"))
