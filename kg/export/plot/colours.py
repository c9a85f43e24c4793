"""Colours and shapes for any number of claimants, no two alike and always the same."""

from __future__ import annotations

from collections.abc import Sequence
from colorsys import hls_to_rgb
from dataclasses import dataclass

from kg.export.network.drawing import channels, unlikeness

_SAFE = (
    *("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"),
)
"""Colours that colour-blind readers can tell from each other (Okabe and Ito, 2008); the
eighth, a yellow, can hardly be seen on white."""

_KNOWN = (
    *_SAFE,
    *("#882255", "#332288", "#999933", "#661100", "#AA4499", "#44AA99"),
)
"""Those, and six of Paul Tol's: safe beside each other, less so beside the first."""

SHAPES = ("o", "s", "D", "P", "*")
"""Marks of a printed number, as matplotlib calls them: dot, square, diamond, cross and
star. No triangles, which are the heads of arrows, and no polygons like a dot."""

_BRIGHTEST = 160
"""Of 255: what is brighter can hardly be seen on white paper."""

_LIGHTNESS, _SATURATION, _HUES = (0.22, 0.36, 0.5, 0.62), (0.6, 0.35), 24
"""A grid, in parts of 1 and steps around the circle, from which further colours are
taken: enough for a hundred claimants, and none too pale or too dark to have a hue."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a claimant is drawn: a colour as ``#RRGGBB``, and a shape of its marks."""

    colour: str
    shape: str


def looks_of(claimants: Sequence[str]) -> dict[str, Look]:
    """Return how each is drawn, by its place in an order that lasts.

    The first seven have colours that all eyes tell from each other; those after them
    have further colours, the most unlike that are left. Shapes go round beside the
    colours, so that nobody is known by the colour alone, nor in black and white.
    Up to eighty-five claimants, who comes later changes nobody's colour.
    """
    colours = colours_of(claimants)
    return {
        name: Look(colour, SHAPES[n % len(SHAPES)])
        for n, (name, colour) in enumerate(colours.items())
    }


def colours_of(claimants: Sequence[str]) -> dict[str, str]:
    """Return a colour for each: the known ones first, then those most unlike them."""
    names = list(dict.fromkeys(claimants))
    colours = list(_KNOWN[: len(names)])
    if len(names) > len(colours):
        colours += _further(len(names) - len(colours))
    return dict(zip(names, colours, strict=True))


def _further(count: int) -> list[str]:
    """Return the colours of a grid, each the farthest from all before it."""
    hues = _HUES
    while hues < count // 3:  # twice as many have all those before
        hues *= 2
    grid = dict.fromkeys(
        _hex(hls_to_rgb(hue / hues, light, full))
        for hue in range(hues)
        for light in _LIGHTNESS
        for full in _SATURATION
    )
    dark = [colour for colour in grid if _bright(colour) < _BRIGHTEST]
    distance = {c: min(unlikeness(c, known) for known in _KNOWN) for c in dark}
    chosen = []
    for _ in range(count):
        next_ = max(distance, key=lambda colour: distance[colour])
        chosen.append(next_)
        del distance[next_]
        distance = {c: min(far, unlikeness(c, next_)) for c, far in distance.items()}
    return chosen


def _hex(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in rgb)


def _bright(colour: str) -> float:
    """Return how bright a colour is, from 0 to 255 for white paper."""
    red, green, blue = channels(colour)
    return 0.3 * red + 0.59 * green + 0.11 * blue  # the weights of ITU-R BT.601
