"""Figures that a source says are comparable, or are not.

Different methods make different series, and only who knows both may say that they can
be compared all the same. Then the two methods are one for what both figures measure,
so that all that is said of a series holds. Where a figure states no method, or does not
cover all, it is joined alone: others that state as little may be counted otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.figures.figure import Figure, Scope, Series

JOINED = " or "
"""Stands between methods that a source says are comparable."""

_ALL, _NOT_TOLD = "all", "none stated"

_ByClaim = Mapping[str, Figure]
_Key = tuple[Series, str]


def comparable(figures: Sequence[Figure]) -> list[Figure]:
    """Return figures with the series that sources say they are of.

    What one source says is comparable and another says is not, is not.
    """
    if not any(f.comparable_with or f.not_comparable_with for f in figures):
        return list(figures)
    by_claim = {figure.claim: figure for figure in figures}
    joined = _joined(figures, by_claim)
    parted = {figure.claim for figure in _parted(joined)}
    if not parted:
        return joined
    made = []
    for figure, known in zip(figures, joined, strict=True):
        original = _original(figure, by_claim).claim
        single = replace(figure.series, by_itself=original)
        made.append(_with(figure, single) if original in parted else known)
    return made


def bridge(series: Series) -> str:
    """Return what of a series a source says is comparable, ``""`` if it needs none."""
    if not series.bridged:
        return ""
    ways = series.method.split(JOINED)
    how = [f"counted by {' and '.join(ways)}"] if len(ways) > 1 else []
    how += [f"covering {series.coverage}"] if series.coverage else []
    return f"{', '.join(how)}, which a source says are comparable"


def counts_in(method: str, coverage: str, series: Series) -> bool:
    """Tell whether what is counted so, and covers so much, is of a series."""
    ways, wide = series.method.split(JOINED), series.coverage == coverage
    if series.bridged:
        wide = wide or (coverage or _ALL) in series.coverage.split(JOINED)
    return wide and (not method or method in ways)


def _joined(figures: Sequence[Figure], by_claim: _ByClaim) -> list[Figure]:
    groups = _groups(_pairs(figures))
    made = []
    for figure in figures:
        known = groups.get(_key(figure))
        if groups and known is None and figure.restates:
            original = _original(figure, by_claim)
            if figure.series.counts_the_same(original.series):
                known = groups.get(_key(original))
        made.append(figure if known is None else _with(figure, known))
    return made


def _pairs(figures: Iterable[Figure]) -> Iterator[tuple[_Key, _Key]]:
    """Yield what is said to be comparable, and differs in method or coverage alone."""
    by_node = {figure.observation: figure for figure in figures}
    for figure in figures:
        for node in sorted(figure.comparable_with):
            other = by_node.get(node)
            if other and figure.series.counted_otherwise(other.series):
                yield _key(figure), _key(other)


def _parted(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Yield what is said not to be comparable and yet is of one series."""
    by_node = {figure.observation: figure for figure in figures}
    for figure in figures:
        for node in figure.not_comparable_with:
            other = by_node.get(node)
            if other is not None and figure.series == other.series:
                yield from (figure, other)


def _key(figure: Figure) -> _Key:
    """Return a series by its method; or a single figure, where that is not enough."""
    series = figure.series
    if series.method and not series.coverage:
        return series, ""
    return series, figure.claim


def _groups(pairs: Iterable[tuple[_Key, _Key]]) -> dict[_Key, Series]:
    """Return for each that is joined to others the series that they all are of."""
    joined: dict[_Key, set[_Key]] = {}
    for one, other in pairs:
        both = joined.get(one, {one}) | joined.get(other, {other})
        joined |= dict.fromkeys(both, both)
    return {key: _one(members) for key, members in joined.items()}


def _one(members: Iterable[_Key]) -> Series:
    series = sorted((series for series, _ in members), key=str)
    methods = {s.method or _NOT_TOLD for s in series}
    coverages = {s.coverage or _ALL for s in series}
    partly = "" if coverages == {_ALL} else JOINED.join(sorted(coverages))
    single = " ".join(sorted({claim for _, claim in members} - {""}))
    method = JOINED.join(sorted(methods))
    one = replace(series[0], method=method, coverage=partly, by_itself=single)
    return replace(one, bridged=True)


def _with(figure: Figure, series: Series) -> Figure:
    scope: Scope = replace(figure.scope, series=series)
    return replace(figure, scope=scope)


def _original(figure: Figure, by_claim: _ByClaim) -> Figure:
    """Return the first claim that a figure says again."""
    seen = {figure.claim}
    while before := sorted(figure.restates & by_claim.keys() - seen):
        figure = by_claim[before[0]]
        seen.add(figure.claim)
    return figure
