"""The structure of GEXF 1.3: elements and attributes where the schema has them."""

from __future__ import annotations

from kg.errors import nearest
from kg.export.network.gexf.lint.element import Element, Rule
from kg.export.network.gexf.lint.findings import LintReport, shown
from kg.export.network.gexf.lint.schema import (
    BEYOND_ATTRIBUTES,
    BEYOND_ELEMENTS,
    BEYOND_VALUES,
    CURRENT,
    GEPHI_READS,
    KINDS,
    NAMES,
    NAMESPACES,
    VIZ,
    ElementKind,
)

_XSI = "http://www.w3.org/2001/XMLSchema-instance "
_NEEDED = {"id", "source", "target", "for"}
_OLD = {"1.0", "1.1", "1.2"}


class StructureRule(Rule):
    """Follows the open elements, each with its kind and the children seen so far."""

    def __init__(self, report: LintReport) -> None:
        super().__init__(report)
        self._open: list[tuple[ElementKind | None, dict[str, int]]] = []
        self._namespaces = NAMESPACES | VIZ

    def start(self, element: Element) -> None:
        """Check an element where it starts."""
        kind = self._kind_of(element)
        self._open.append((kind, {}))
        if kind is not None:
            self._attributes(element, kind)

    def end(self, element: Element) -> None:
        """Check an element where all its children are known."""
        kind, seen = self._open.pop()
        if kind is None:
            return
        if element.text and not kind.text:
            self.say("text-misplaced", element, f"{shown(element.text)} in {element}")
        for child, (_, times) in kind.places.items():
            if times not in ("?", "*") and child not in seen:
                self.say("element-missing", element, f"no <{child}> in {element}")

    def _kind_of(self, element: Element) -> ElementKind | None:
        if not self._open:
            return self._root(element)
        parent, seen = self._open[-1]
        if parent is None:
            return None
        name = element.name
        if element.namespace not in self._namespaces:
            if name not in GEPHI_READS:
                self.say("unknown-element", element)
                return None
            self._foreign(element)
        if name not in NAMES and name not in parent.children:
            return self._unknown(element)
        if name not in parent.children:
            self.say("element-misplaced", element, f"{element} in {element.parent}")
            return KINDS.get(name)
        self._place(element, parent, seen)
        return KINDS[parent.children[name]]

    def _root(self, element: Element) -> ElementKind:
        if element.namespace != CURRENT:
            self._foreign(element)
        version = element.get("version")
        if version in _OLD:
            self.say_value("version-old", element, "version")
        elif version != "1.3":
            self.say_value("version", element, "version")
        return KINDS["gexf"]

    def _foreign(self, element: Element) -> None:
        """Say of a namespace once that it is another than that of GEXF 1.3."""
        named = shown(element.namespace) if element.namespace else "none"
        self.say("namespace", element, f"the namespace is {named}")
        self._namespaces = self._namespaces | {element.namespace}

    def _unknown(self, element: Element) -> ElementKind | None:
        around = element.parent.name if element.parent else ""
        if (around, element.name) in BEYOND_ELEMENTS:
            self.say("beyond-schema", element)
            return BEYOND_ELEMENTS[around, element.name]
        close = nearest(element.name, NAMES)
        self.say("unknown-element", element, f"{element}{close.rstrip('?')}")
        return None

    def _place(
        self, element: Element, parent: ElementKind, seen: dict[str, int]
    ) -> None:
        name = element.name
        if name in parent.places:
            order, times = parent.places[name]
            if name in seen and times in ("", "?"):
                self.say("element-repeated", element, f"{element} in {element.parent}")
            elif any(parent.places[other][0] > order for other in seen):
                self.say("child-order", element, f"{element} in {element.parent}")
        if name in parent.children:
            seen[name] = seen.get(name, 0) + 1

    def _attributes(self, element: Element, kind: ElementKind) -> None:
        for name, value in element.attributes.items():
            if name in element.spoken_for or name.startswith(_XSI):
                continue
            attribute = kind.attributes.get(name)
            if (element.name, name) in BEYOND_ATTRIBUTES:
                self.say_value("beyond-schema", element, name)
            elif attribute is None:
                close = nearest(name, kind.attributes).rstrip("?")
                self.say("unknown-attribute", element, element.quoted(name) + close)
            elif not attribute.allows(value):
                self._value(element, name, value, attribute.listed)
        for name, attribute in kind.attributes.items():
            if attribute.required and name not in element.attributes:
                self._missing(element, name)

    def _value(
        self, element: Element, name: str, value: str, listed: tuple[str, ...]
    ) -> None:
        if value in BEYOND_VALUES.get((element.name, name), ()):
            self.say_value("beyond-schema", element, name)
            return
        known = f", which has {', '.join(listed)}" if listed else ""
        self.say("value-not-allowed", element, element.quoted(name) + known)

    def _missing(self, element: Element, name: str) -> None:
        if element.name == "attvalue" and name == "for":
            name = element.column
            if name in element.attributes:  # said to be beyond the schema
                return
        if name not in element.spoken_for:
            check = "id-missing" if name in _NEEDED else "attribute-missing"
            self.say(check, element, f"no {name} on {element}")
