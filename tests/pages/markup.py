"""Reads a page strictly: what a browser would mend is a fault here."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "hr", "img", "wbr"}
SVG_EMPTY = {"rect", "line", "path", "circle"}
NO_ICON = "data:,"
"""An icon that is none, without which browsers ask for one that is not there."""

HEADINGS = {f"h{n}": n for n in range(1, 7)}
Attributes = list[tuple[str, str | None]]


def is_own_script(of: Mapping[str, str | None]) -> bool:
    """Tell whether a script is data, or the one file of ours that pages name."""
    if of.get("type") == "application/ld+json":
        return "src" not in of
    source = (of.get("src") or "").removeprefix("/")
    while source.startswith("../"):
        source = source.removeprefix("../")
    return source == "static/app/app.js" and of.get("type") == "module"


class Markup(HTMLParser):
    """The faults of a page, its links and its ids."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self._open: list[str] = []
        self._level = 0
        self._labels: set[str] = set()
        self._fields: set[str] = set()
        self.feed(text)
        self.close()
        self.faults += [f"{tag} is not closed" for tag in self._open]
        self.faults += [f"field {name} has no label" for name in self._fields]

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        of = dict(attrs)
        if len(of) < len(attrs):
            self.faults.append(f"{tag} has an attribute twice")
        for name in of:
            if name.startswith("on") or name == "style":
                self.faults.append(f"{tag} has {name}")
        self._seen(tag, of)
        if tag not in VOID and tag not in SVG_EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        if tag not in SVG_EMPTY:
            self.faults.append(f"{tag} is closed where it begins")
        self._seen(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"{tag} is closed out of order at {self.getpos()}")

    def _seen(self, tag: str, of: dict[str, str | None]) -> None:
        if (name := of.get("id")) is not None:
            if name in self.ids:
                self.faults.append(f"the id {name} is there twice")
            self.ids.add(name)
        for attribute in ("href", "src", "action"):
            if (there := of.get(attribute)) not in (None, NO_ICON):
                self.links.append(str(there))
        if (level := HEADINGS.get(tag)) is not None:
            if level > self._level + 1:
                self.faults.append(f"{tag} comes after h{self._level}")
            self._level = level
        if tag == "th" and "scope" not in of:
            self.faults.append("th has no scope")
        if tag == "script" and not is_own_script(of):
            self.faults.append("there is a script")
        if tag == "label":
            self._fields.discard(of.get("for") or "")
        if tag == "label" and of.get("for"):
            self._labels.add(str(of["for"]))
        shown = tag == "input" and of.get("type") != "hidden"
        if shown and of.get("id") not in self._labels:
            self._fields.add(str(of.get("id")))
