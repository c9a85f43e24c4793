"""A bound that follows from what is claimed, and how closely figures are taken for it.

A bound on one side takes bare figures as printed, and the note says what rounding makes
of it; where vague words enter, or two ends would look closer than they are known, the
figures are taken as they are usually read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from kg.amounts.interval import Interval
from kg.figures.figure import Figure, Scope
from kg.names import BASE

RULES = f"{BASE}rule/"
"""Derivation rules have their addresses under this one."""

_KEY = 8
"""So many hexadecimal digits tell the bounds of one rule apart, and can be typed."""

VAGUE = frozenset({"about", "nearly", "order-of-magnitude"})
"""Quantifiers whose words are vague."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A bound that follows: ``scope`` says of what, ``steps`` how, line by line."""

    rule: str
    inputs: tuple[Figure, ...]
    scope: Scope
    bound: Interval
    steps: tuple[str, ...]
    note: str = ""

    @property
    def key(self) -> str:
        """Its key among claims: the rule, and a digest of the inputs."""
        names = "\n".join([self.rule, *(f.claim for f in self.inputs)])
        digest = hashlib.sha256(names.encode()).hexdigest()
        return f"{self.rule}-{digest[:_KEY]}"


def taken(
    printed: Interval, usual: Interval, figures: Iterable[Figure]
) -> tuple[Interval, str]:
    """Return the bound to stand by, and what else there is to say of it."""
    if printed == usual:
        return printed, ""
    both_ends = printed.high is not None and (printed.low or printed.low_open)
    if both_ends or any(figure.quantifier in VAGUE for figure in figures):
        return usual, "figures are taken as they are usually read"
    return printed, f"as rounded figures are usually read: {usual}"


def informs(bound: Interval) -> bool:
    """Tell whether a bound says more than that nothing is below zero."""
    return bool(bound.high is not None or bound.low or bound.low_open)


def above_nothing(bound: Interval) -> Interval:
    """Leave out a lower bound that says no more than that nothing is below zero."""
    if bound.low is not None and bound.low <= 0:
        return Interval(None, bound.high, False, bound.high_open)
    return bound
