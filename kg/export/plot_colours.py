"""Colours for any number of claimants, no two alike and always the same."""

from __future__ import annotations

from collections.abc import Iterable
from colorsys import hls_to_rgb

_KNOWN = (
    *("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"),
    *("#882255", "#999933", "#44AA99", "#332288", "#AA4499", "#661100", "#888888"),
)
"""Colours that colour-blind readers can tell apart (Okabe and Ito; Paul Tol)."""

_LIGHTNESS, _SATURATION, _HUES = (0.22, 0.36, 0.5, 0.64), (0.8, 0.4), 24


def colours_of(claimants: Iterable[str]) -> dict[str, str]:
    """Return a colour for each: the known ones first, then those most unlike them."""
    names = sorted(set(claimants))
    found = list(_KNOWN[: len(names)])
    if len(names) > len(found):
        found += _further(len(names) - len(found))
    return dict(zip(names, found, strict=True))


def _further(count: int) -> list[str]:
    """Return the colours of a grid, each the farthest from all before it."""
    hues = max(_HUES, count)
    grid = dict.fromkeys(
        _hex(hls_to_rgb(hue / hues, light, full))
        for hue in range(hues)
        for light in _LIGHTNESS
        for full in _SATURATION
    )
    apart = {c: min(_apart(c, known) for known in _KNOWN) for c in grid}
    found = []
    for _ in range(count):
        next_ = max(apart, key=lambda colour: apart[colour])
        found.append(next_)
        del apart[next_]
        apart = {c: min(far, _apart(c, next_)) for c, far in apart.items()}
    return found


def _hex(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in rgb)


def _apart(a: str, b: str) -> float:
    """Return how unlike two colours look, by the usual weights of red, green, blue."""
    parts = ([int(c[n : n + 2], 16) for n in (1, 3, 5)] for c in (a, b))
    weighted = zip(*parts, (2, 4, 3), strict=True)
    return float(sum(weight * (x - y) ** 2 for x, y, weight in weighted))
