"""Linear constraints over exact rationals, solved by Z3.

Whether they can all hold, how low and high a sum of unknowns can be, and the smallest
sets of claims that cannot. Bounds keep their strictness. All unknowns are 0 or more.
Z3 takes a fifth of a second to import: whoever needs this module imports it late.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import z3

from kg.amounts.interval import Interval, Number
from kg.figures.constraints import Constraint, Terms


def feasible(constraints: Iterable[Constraint]) -> bool:
    """Tell whether all constraints can hold at once."""
    solver = z3.SolverFor("QF_LRA")
    made = _Unknowns(solver.add)
    for constraint in constraints:
        solver.add(made.formula(constraint))
    return _settled(solver)


def ranges(
    constraints: Sequence[Constraint], targets: Mapping[Any, Terms]
) -> dict[Any, Interval]:
    """Return the tightest interval of each target sum; the constraints must hold."""
    optimizer = z3.Optimize()
    optimizer.set(priority="box")
    made = _Unknowns(optimizer.add)
    for constraint in constraints:
        optimizer.add(made.formula(constraint))
    goals = {
        key: (optimizer.minimize(made.sum(t)), optimizer.maximize(made.sum(t)))
        for key, t in targets.items()
    }
    if not _settled(optimizer):
        raise ValueError("constraints that contradict each other have no ranges")
    return {
        key: _interval(optimizer.lower_values(low), optimizer.upper_values(high))
        for key, (low, high) in goals.items()
    }


def contradictions(
    constraints: Iterable[Constraint], effort: int
) -> tuple[list[tuple[str, ...]], bool]:
    """Return smallest sets of claims that cannot all hold, and whether those are all.

    No claim can be left out of a set. The search is that of MARCO (Liffiton and others,
    2016): one solver proposes sets not yet classified, the other shrinks or grows them.
    It ends after ``effort`` questions to the solver, but not before a set is found.
    What is asked depends on nothing but the claims, so that the sets are the same on
    every machine even where there are more than are found.
    """
    solver = z3.SolverFor("QF_LRA")
    made = _Unknowns(solver.add)
    bounds: dict[str, list[z3.BoolRef]] = {}
    for constraint in constraints:
        formula = made.formula(constraint)
        if constraint.claim is None:
            solver.add(formula)
        else:
            bounds.setdefault(constraint.claim, []).append(formula)
    names = sorted(bounds)
    claims = _Sets(solver, {name: z3.And(bounds[name]) for name in names})
    for name, formula in claims.formulas.items():
        solver.add(z3.Implies(claims.marks[name], formula))
    sets, complete = _marco(names, claims, effort)
    return sorted(sets, key=lambda names: (len(names), names)), complete


def _marco(
    names: list[str], claims: _Sets, effort: int
) -> tuple[list[tuple[str, ...]], bool]:
    solver = z3.Solver()
    left = _Sets(solver, {name: z3.Bool(name) for name in names})
    sets: list[tuple[str, ...]] = []
    while left.pass_([]):
        if claims.asked >= effort and sets:
            return sets, False
        chosen = left.grown([], names)
        if claims.pass_(chosen):  # nothing within this set is worth a look
            whole = claims.grown(chosen, names)
            solver.add(z3.Or([left.marks[n] for n in names if n not in whole]))
            continue
        for name in list(chosen):  # shrink: nothing around this set is either
            rest = [n for n in chosen if n != name]
            if not claims.pass_(rest):
                chosen = rest
        sets.append(tuple(chosen))
        solver.add(z3.Or([z3.Not(left.marks[n]) for n in chosen]))
    return sets, True


class _Sets:
    """Asks a solver which sets of names pass; each name stands for a formula."""

    def __init__(self, solver: z3.Solver, formulas: dict[str, z3.BoolRef]) -> None:
        self.formulas = formulas
        self.marks = {name: z3.Bool(name) for name in formulas}
        self.asked = 0
        self._solver = solver

    def pass_(self, chosen: Iterable[str]) -> bool:
        self.asked += 1
        return _settled(self._solver, *(self.marks[n] for n in chosen))

    def grown(self, chosen: Iterable[str], names: Iterable[str]) -> list[str]:
        """Return a passing set with each further name, in turn, that it passes with.

        Names that hold in the model at hand pass without a question.
        """
        grown = list(chosen)
        known = set(grown)
        self.pass_(grown)
        model = self._solver.model()
        for name in names:
            if name in known:
                continue
            if z3.is_true(model.eval(self.formulas[name], model_completion=True)):
                grown.append(name)
            elif self.pass_([*grown, name]):
                grown.append(name)
                model = self._solver.model()
        return grown


def _settled(solver: z3.Solver | z3.Optimize, *chosen: z3.BoolRef) -> bool:
    """Ask a solver; it gives no answer only where somebody has interrupted it.

    Linear arithmetic is decidable and no limit of time is set. Z3 takes Ctrl-C for
    itself, and must not be taken to say no.
    """
    answer = solver.check(*chosen)
    if answer == z3.unknown:
        raise KeyboardInterrupt
    return bool(answer == z3.sat)


class _Unknowns:
    """The unknowns of one solver, each 0 or more."""

    def __init__(self, add: Callable[[Any], None]) -> None:
        self._add = add
        self._made: dict[str, z3.ArithRef] = {}

    def sum(self, terms: Terms) -> z3.ArithRef:
        weighted = [
            self._unknown(name)
            if weight == 1
            else _rational(weight) * self._unknown(name)
            for name, weight in terms
        ]
        return weighted[0] if len(weighted) == 1 else z3.Sum(weighted)

    def formula(self, constraint: Constraint) -> z3.BoolRef:
        left, right = self.sum(constraint.terms), _rational(constraint.bound)
        if constraint.relation == "=":
            return left == right
        return left < right if constraint.relation == "<" else left <= right

    def _unknown(self, name: str) -> z3.ArithRef:
        if name not in self._made:
            self._made[name] = z3.Real(name)
            self._add(self._made[name] >= 0)
        return self._made[name]


@lru_cache(maxsize=4096)  # more bounds than one system has
def _rational(value: Number) -> z3.RatNumRef:
    return z3.RealVal(str(value))


def _interval(low: Sequence[Any], high: Sequence[Any]) -> Interval:
    """Read Z3's optima: how often infinity, the number, how often epsilon."""
    lows, highs = (
        [Fraction(value.as_string()) for value in values] for values in (low, high)
    )
    return Interval(
        None if lows[0] else lows[1],
        None if highs[0] else highs[1],
        lows[2] != 0,
        highs[2] != 0,
    )
