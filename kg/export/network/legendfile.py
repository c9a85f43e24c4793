"""The legend of a drawn network as a picture: colours and thickness beside words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO

from kg.ask.network.model import Network
from kg.export.network.drawing import Drawing
from kg.export.network.labels import width
from kg.export.network.legend import (
    BY_WEIGHT,
    MOST,
    NOT_COUNTED,
    SCALE,
    STEPS,
    LegendLine,
    colour_name,
    counted,
    edges_legend,
    nodes_legend,
)
from kg.export.network.xmltext import content, within_quotes

_WIDE = 720.0
_EDGE, _SIGN = 24.0, 56.0
_LETTER, _HEAD = 14.0, 20.0
_LINE = 1.5
"""Pixels, and the height of a line in heights of a letter: as a page of print."""

_DOT = 7.0


@dataclass
class _Sheet:
    """Parts of an SVG, and how far down they reach."""

    parts: list[str] = field(default_factory=list)
    down: float = _EDGE

    def text(self, text: str, left: float = _EDGE, size: float = _LETTER) -> None:
        """Write a text, in as many lines as it needs."""
        weight = ' font-weight="bold"' if size > _LETTER else ""
        for line in _wrapped(text, _WIDE - _EDGE - left, size):
            self.down += size * _LINE
            at = f'x="{left:g}" y="{self.down - size * 0.4:g}" font-size="{size:g}"'
            self.parts.append(f"<text {at}{weight}>{content(line)}</text>")

    def signed(self, sign: str, text: str) -> None:
        """Write a text beside a sign, which is drawn around y = 0."""
        middle = self.down + _LETTER * _LINE / 2
        at = f"translate({_EDGE:g} {middle:g})"
        self.parts.append(f'<g transform="{at}">{sign}</g>')
        self.text(text, _EDGE + _SIGN)

    def gap(self) -> None:
        self.down += _LETTER


def write_legend(network: Network, out: IO[bytes], drawing: Drawing) -> None:
    """Write the legend as SVG 1.1: it needs no other file, and any browser shows it."""
    out.write("\n".join(_lines(network, drawing)).encode())


def _lines(network: Network, drawing: Drawing) -> Iterator[str]:
    sheet = _Sheet()
    title = network.title or network.view
    sheet.text(title, size=_HEAD)
    _colours(sheet, "Nodes", nodes_legend(network, drawing), _dot)
    _colours(sheet, "Edges", edges_legend(network, drawing), _stroke)
    if drawing.thickness:
        _scale(sheet, counted(drawing))
    if network.notes:
        sheet.gap()
        sheet.text(network.notes)
    size = f'width="{_WIDE:g}" height="{sheet.down + _EDGE:g}"'
    box = f'viewBox="0 0 {_WIDE:g} {sheet.down + _EDGE:g}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img"'
    yield ' font-family="sans-serif" fill="#111111">'
    yield f"<title>{content(f'Legend: {title}')}</title>"
    yield '<rect width="100%" height="100%" fill="#ffffff"/>'
    yield from sheet.parts
    yield "</svg>\n"


def _colours(
    sheet: _Sheet, heading: str, some: Sequence[LegendLine], sign: Callable[[str], str]
) -> None:
    """Write a line for each colour of nodes, or of edges."""
    if not some:
        return
    sheet.gap()
    sheet.text(heading, size=_LETTER + 1)
    for line in some[:MOST]:
        names = " \u00b7 ".join(filter(None, (line.label, line.name)))
        words = f"{colour_name(line.colour)}: {names or 'without a name'}"
        sheet.signed(sign(line.colour), f"{words} ({line.count:,})")
    if (more := len(some) - MOST) > 0:
        sheet.text(f"and {more:,} more", _EDGE + _SIGN)


def _scale(sheet: _Sheet, any_count: bool) -> None:
    """Write what thickness means, with samples where there is more than one."""
    sheet.gap()
    sheet.text("Thickness of edges", size=_LETTER + 1)
    if any_count:
        for thick, words in ((1.0, "nothing is known"), *STEPS):
            sheet.signed(_stroke("#555555", thick), f"{thick:g}: {words}")
    words = SCALE if any_count else NOT_COUNTED
    sheet.text(f"{words[0].upper()}{words[1:]}.")
    if any_count:
        sheet.text(f"{BY_WEIGHT}.")


def _dot(colour: str) -> str:
    fill = within_quotes(colour)
    return f'<circle cx="{_SIGN / 2 - _DOT:g}" cy="0" r="{_DOT:g}" fill="{fill}"/>'


def _stroke(colour: str, thick: float = 3.0) -> str:
    how = f'stroke="{within_quotes(colour)}" stroke-width="{thick:g}"'
    return f'<path d="M0 0H{_SIGN - 2 * _DOT:g}" {how}/>'


def _wrapped(text: str, room: float, size: float) -> list[str]:
    """Return a text in lines that fit; a word that is longer than one has its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]
