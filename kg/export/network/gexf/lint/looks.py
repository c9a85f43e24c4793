"""Positions, sizes, colours and shapes, and what opening a file does to them."""

from __future__ import annotations

import re
from math import inf

from kg.export.network.gexf.lint.element import Element, Rule
from kg.export.network.gexf.lint.findings import LintReport, shown
from kg.export.network.gexf.lint.lexical import java_float, java_integer

_SMALLEST, _LARGEST, _FARTHEST = 4.0, 100.0, 5000.0
"""What Gephi's DefaultScaler makes of sizes, and the farthest it lets a node lie."""

_SLACK = 1e-3
"""Nobody sees a layout move by a thousandth; files have coordinates rounded."""

_NUMBER = re.compile(r"(#|0x)[0-9a-f]+|[0-9]+")
_NAME = re.compile(r"[a-z]+")


class LookRule(Rule):
    """Checks <viz:…>, and measures the layout as Gephi does on opening."""

    def __init__(self, report: LintReport) -> None:
        super().__init__(report)
        self._graph_line = 1
        self._nodes = self._sized = 0
        self._sum = [0.0, 0.0]
        self._low, self._high = [inf, inf], [-inf, -inf]
        self._sizes = (inf, -inf)
        self._opaque = {"node": 0, "edge": 0}
        self._clear = {"node": 0, "edge": 0}
        self.starts = {
            "graph": self._graph,
            "node": self._node,
            "position": self._position,
            "size": self._size,
            "color": self._colour,
            "shape": lambda shape: self.say("shape-ignored", shape),
            "thickness": lambda thick: self.say("thickness-ignored", thick),
        }

    def _graph(self, graph: Element) -> None:
        self._graph_line = graph.line

    def _node(self, node: Element) -> None:
        self._nodes += 1

    def _number(self, element: Element, attribute: str) -> float:
        text = element.get(attribute)
        number = java_float(text) if text else 0.0
        if number is None:
            self.say_value("number-unreadable", element, attribute)
        return 0.0 if number is None or number != number else number

    def _position(self, position: Element) -> None:
        self._number(position, "z")
        for axis, name in enumerate("xy"):
            at = self._number(position, name)
            self._sum[axis] += at
            self._low[axis] = min(self._low[axis], at)
            self._high[axis] = max(self._high[axis], at)

    def _size(self, size: Element) -> None:
        if not size.attributes:
            self.say("size-missing", size, "", "value")
            return
        value = self._number(size, "value")
        self._sized += 1
        low, high = self._sizes
        self._sizes = min(low, value), max(high, value)

    def _colour(self, colour: Element) -> None:
        opacity = self._opacity(colour)
        if colour.get("hex"):
            self._hex(colour)
        else:
            for channel in "rgb":
                self._channel(colour, channel)
        owner = colour.within("node", "edge")
        if owner is not None:
            which = self._opaque if opacity else self._clear
            which[owner.name] += 1

    def _channel(self, colour: Element, channel: str) -> None:
        text = colour.get(channel)
        number = java_integer(text) if text else 0
        if number is None:
            self.say_value("colour-unreadable", colour, channel)
        elif not 0 <= number <= 255:  # a byte each
            self.say_value("colour-out-of-range", colour, channel)

    def _opacity(self, colour: Element) -> float:
        text = colour.get("a")
        number = java_float(text) if text else 1.0
        if number is None:
            self.say_value("colour-unreadable", colour, "a")
            return 1.0
        if number < 0 or number > 1:
            self.say_value("colour-out-of-range", colour, "a")
            return 1.0
        return number if number == number else 0.0

    def _hex(self, colour: Element) -> None:
        text = colour.get("hex").casefold().replace(" ", "")
        if colour.get("a") and text.strip("#x0"):
            values = f"{colour.quoted('hex')} and a={shown(colour.get('a'))}"
            self.say("colour-unreadable", colour, values, "hex")
        elif not _NUMBER.fullmatch(text):
            if not _NAME.fullmatch(text):
                self.say_value("colour-unknown", colour, "hex")
        elif len(text.removeprefix("#").removeprefix("0x")) != 6:
            self.say_value("colour-digits", colour, "hex")

    def finish(self) -> None:
        """LintReport what Gephi does to the layout as a whole."""
        for what in ("node", "edge"):
            if self._clear[what] and not self._opaque[what]:
                values = f'a="0" on each coloured {what}'
                self.report.say("all-transparent", self._graph_line, values)
        if not self._nodes:
            return
        if not any(self._low + self._high) or self._low[0] == inf:
            self.report.say("no-positions", self._graph_line, f"nodes: {self._nodes:,}")
            return
        self._centre()
        self._scale()

    def _centre(self) -> None:
        centre = [total / self._nodes for total in self._sum]
        extent = max(map(abs, self._low + self._high))
        if max(map(abs, centre)) > _SLACK * extent:
            values = f"the mean of the positions is {centre[0]:g}, {centre[1]:g}"
            self.report.say("centre-not-at-origin", self._graph_line, values)

    def _scale(self) -> None:
        low, high = self._sizes
        if self._sized < self._nodes or not low or not high:
            return
        same = low == high
        ratio = _SMALLEST / low if same else (_LARGEST - _SMALLEST) / (high - low)
        farthest = max(map(abs, self._low + self._high))
        moved = abs(low - _SMALLEST) > _SLACK or abs(ratio - 1) > _SLACK
        if moved or farthest > _FARTHEST * (1 + _SLACK):
            values = f"sizes {low:g} to {high:g}, positions to {farthest:g}"
            self.report.say("sizes-rescaled", self._graph_line, values)
