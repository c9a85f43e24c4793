"""An amount as its words give it, and how it is read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kg.amounts.conventions import FigureReading, read_figure
from kg.amounts.per import Per


@dataclass(frozen=True, slots=True)
class Amount:
    """An interval: ``value`` is a printed point, ``None`` means no such bound.

    ``quantifier`` and ``direction`` are codes of the schemes ``quantifier`` and
    ``change-direction``, ``unit`` one of ``unit``, and ``currency`` an ISO 4217 code;
    each ``None`` where the words do not say it. ``rounded_to`` is what one of the last
    digit printed stands for, where zeros after a point say it: 100,000 for ``1.0
    million``. Only what is ``unchanged`` has neither a number nor a quantifier. ``per``
    is what a rate is per, ``None`` for any other amount.
    """

    text: str
    quantifier: str | None
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    lower_inclusive: bool = True
    upper_inclusive: bool = True
    unit: str | None = None
    currency: str | None = None
    direction: str | None = None
    rounded_to: Decimal | None = None
    per: Per | None = None

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Lower bound, value and upper bound, as far as there are any."""
        known = (self.lower, self.value, self.upper)
        return tuple(number for number in known if number is not None)

    def reading(
        self, unit: str | None = None, *, share: bool = False
    ) -> FigureReading | None:
        """Read it three ways, as figures are; ``None`` where it has no number.

        ``unit`` is that of the figure, where the words name none; a ``share`` is of a
        whole, and no reading of it goes above that.
        """
        value, lower, upper = (
            None if number is None else Fraction(number)
            for number in (self.value, self.lower, self.upper)
        )
        return read_figure(
            self.quantifier,
            value=value,
            lower=lower,
            upper=upper,
            lower_inclusive=self.lower_inclusive,
            upper_inclusive=self.upper_inclusive,
            unit=unit or self.unit,
            rounded_to=None if self.rounded_to is None else Fraction(self.rounded_to),
            share=share,
            rate=self.per is not None,
        )
