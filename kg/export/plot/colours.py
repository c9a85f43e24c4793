"""Colours for any number of claimants, no two alike and always the same."""

from __future__ import annotations

from collections.abc import Iterable
from colorsys import hls_to_rgb
from functools import cache

from kg.export.network.drawing import channels

_KNOWN = (
    *("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"),
    *("#882255", "#999933", "#44AA99", "#332288", "#AA4499", "#661100", "#888888"),
)
"""Colours that colour-blind readers can tell apart (Okabe and Ito; Paul Tol)."""

_BRIGHTEST = 160
"""Of 255: what is brighter can hardly be seen on white paper."""

_LIGHTNESS, _SATURATION, _HUES = (0.22, 0.36, 0.5, 0.62), (0.6, 0.35), 24
"""A grid, in parts of 1 and steps around the circle, from which further colours are
taken: enough for a hundred claimants, and none too pale or too dark to have a hue."""

_parts = cache(channels)


def colours_of(claimants: Iterable[str]) -> dict[str, str]:
    """Return a colour for each: the known ones first, then those most unlike them."""
    names = sorted(set(claimants))
    colours = list(_KNOWN[: len(names)])
    if len(names) > len(colours):
        colours += _further(len(names) - len(colours))
    return dict(zip(names, colours, strict=True))


def _further(count: int) -> list[str]:
    """Return the colours of a grid, each the farthest from all before it."""
    hues = max(_HUES, count // 3)
    grid = dict.fromkeys(
        _hex(hls_to_rgb(hue / hues, light, full))
        for hue in range(hues)
        for light in _LIGHTNESS
        for full in _SATURATION
    )
    dark = [colour for colour in grid if _bright(colour) < _BRIGHTEST]
    distance = {c: min(_unlikeness(c, known) for known in _KNOWN) for c in dark}
    chosen = []
    for _ in range(count):
        next_ = max(distance, key=lambda colour: distance[colour])
        chosen.append(next_)
        del distance[next_]
        distance = {c: min(far, _unlikeness(c, next_)) for c, far in distance.items()}
    return chosen


def _hex(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in rgb)


def _bright(colour: str) -> float:
    """Return how bright a colour is, from 0 to 255 for white paper."""
    red, green, blue = _parts(colour)
    return 0.3 * red + 0.59 * green + 0.11 * blue  # the weights of ITU-R BT.601


def _unlikeness(a: str, b: str) -> float:
    """Return how unlike two colours look, from 0, by weights of red, green and blue."""
    red, green, blue = ((x - y) ** 2 for x, y in zip(_parts(a), _parts(b), strict=True))
    return 2.0 * red + 4 * green + 3 * blue  # Riemersma's "Colour metric", at low red
