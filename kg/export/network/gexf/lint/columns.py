"""ColumnRule and their values: <attributes>, <attribute> and <attvalue>."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.errors import nearest
from kg.export.network.gexf.lint.element import Element, Rule
from kg.export.network.gexf.lint.findings import LintReport, shown
from kg.export.network.gexf.lint.graph import GraphRule
from kg.export.network.gexf.lint.lexical import (
    ONLY_STATIC,
    TYPES,
    is_plain_boolean,
    is_value,
)
from kg.export.network.gexf.lint.times import IntervalsKept

_OWN = {"node": {"id", "timeset"}, "edge": {"id", "timeset", "weight"}}


@dataclass(frozen=True, slots=True)
class Block:
    """An <attributes> element, and the ids of its columns and their types."""

    element: Element
    types: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeclaredColumn:
    """A column as it is declared: by an element, of a type, and over time or not."""

    element: Element
    type: str
    dynamic: bool


class ColumnRule(Rule):
    """Checks the columns as they are declared, and each value against its column."""

    def __init__(self, report: LintReport, graph: GraphRule) -> None:
        super().__init__(report)
        self._graph = graph
        self._columns: dict[str, dict[str, DeclaredColumn | None]] = {
            "node": {},
            "edge": {},
        }
        self._blocks: dict[str, list[Block]] = {"node": [], "edge": []}
        self._values: dict[str, IntervalsKept | None] = {}
        self.starts = {
            "attributes": self._block,
            "attribute": self._column,
            "attvalue": self._value,
            "node": self._element,
            "edge": self._element,
        }
        self.ends = {"default": self._default, "graph": self._split}

    @property
    def dynamic_weight(self) -> Element | None:
        """The declaration of a dynamic column of edge weights, if there is one."""
        weight = self._columns["edge"].get("weight")
        return weight.element if weight and weight.dynamic else None

    def _block(self, block: Element) -> None:
        class_ = block.get("class").casefold()
        if class_ not in self._columns:
            self.say("class-unknown", block, block.quoted("class"), "class")
            return
        self._blocks[class_].append(Block(block))

    def _split(self, graph: Element) -> None:
        """Say where the last block of a class lacks what an earlier one declares."""
        for class_, blocks in self._blocks.items():
            names = {name for block in blocks for name in block.types}
            if blocks and (lost := sorted(names - set(blocks[-1].types))):
                values = (
                    f'class="{class_}" again, without {", ".join(map(shown, lost))}'
                )
                self.say("attributes-block-split", blocks[-1].element, values)

    def _column(self, column: Element) -> None:
        block = column.within("attributes")
        class_ = block.get("class").casefold() if block else ""
        if not self._named(column) or block is None:
            return
        columns = self._columns.get(class_ or "node")
        if columns is None:
            return
        name = column.get("id").casefold()
        if self._repeated(class_ or "node", column, name):
            return
        dynamic = (block.get("mode") or block.get("type")).casefold() == "dynamic"
        if name == "label":
            self.say_value("attribute-id-label", column, "id")
        elif name in _OWN[class_ or "node"] and not (name == "weight" and dynamic):
            self.say_value("attribute-id-reserved", column, "id")
        columns[name] = self._declared(column, dynamic)

    def _repeated(self, class_: str, column: Element, name: str) -> bool:
        """Tell of a second column; the same in another block has no effect."""
        blocks, type_ = self._blocks[class_], column.get("type").casefold()
        known = [block.types[name] for block in blocks if name in block.types]
        if blocks and (name in blocks[-1].types or any(t != type_ for t in known)):
            self.say_value("column-repeated", column, "id")
        if blocks:
            blocks[-1].types[name] = type_
        return bool(known)

    def _named(self, column: Element) -> bool:
        for needed in ("id", "type"):
            if not column.get(needed):
                self.say("id-missing", column, f"no {needed} on {column}", needed)
                return False
        return True

    def _declared(self, column: Element, dynamic: bool) -> DeclaredColumn | None:
        type_ = column.get("type").casefold()
        if type_ not in TYPES:
            close = nearest(type_, TYPES).rstrip("?")
            self.say("type-refused", column, column.quoted("type") + close, "type")
            return None
        if dynamic and type_ in ONLY_STATIC:
            values = f"{column.quoted('type')} in a dynamic column"
            self.say("type-not-dynamic", column, values, "type")
            return None
        return DeclaredColumn(column, type_, dynamic)

    def _default(self, default: Element) -> None:
        column = default.within("attribute")
        type_ = column.get("type").casefold() if column else ""
        text = default.text.rstrip()
        if text and type_ in TYPES:
            self._typed(default, f"default {shown(text)}", text, type_)

    def _element(self, element: Element) -> None:
        self._values = {}

    def _value(self, value: Element) -> None:
        owner = value.within("node", "edge")
        if owner is None:
            return
        called = value.column
        if not value.get(called):
            self.say("id-missing", value, f"no {called} on {value}", called)
            return
        name = value.get(called).casefold()
        if not value.get("value"):
            if "value" in value.attributes:
                self.say_value("value-empty", value, "value")
            return
        if name not in self._columns[owner.name]:
            close = nearest(name, self._columns[owner.name]).rstrip("?")
            self.say("undeclared-attribute", value, value.quoted(called) + close)
            return
        column = self._columns[owner.name][name]
        if column is not None and column.dynamic:
            self._dynamic(value, name, column)
        elif column is not None:
            self._static(value, name, column)

    def _static(self, value: Element, name: str, column: DeclaredColumn) -> None:
        text = value.get("value")
        if text.casefold() == "null":
            self.say_value("value-empty", value, "value")
            return
        self._typed(value, value.quoted("value"), text, column.type)
        if _is_timed(value):
            self.say("times-on-static-column", value, value.quoted(value.column))
        elif name in self._values:
            self.say("value-repeated", value, value.quoted(value.column))
        self._values[name] = None

    def _dynamic(self, value: Element, name: str, column: DeclaredColumn) -> None:
        text = value.get("value")
        timed = _is_timed(value)
        literal = text.lstrip(" <")[:1] in ("[", "(")
        if literal and not timed and not self._graph.settings.slice:
            return
        if text.casefold() == "null":
            self.say("value-not-of-type", value, value.quoted("value"), "value")
            return
        self._typed(value, value.quoted("value"), text, column.type)
        if not timed:
            self._timeless(value)
            return
        span = self._graph.span(value)
        if span is not None:
            line = self._values.setdefault(name, None) or IntervalsKept()
            self._values[name] = line
            if broken := line.add(*span):
                self.say(
                    broken, value, f"{value.quoted('for')} and {quoted_span(value)}"
                )

    def _timeless(self, value: Element) -> None:
        settings = self._graph.settings
        if settings.slice:
            return
        check = "static-value-in-dynamic-column"
        if settings.timestamps:
            check = "value-without-timestamp"
        self.say(check, value, value.quoted(value.column))

    def _typed(self, element: Element, values: str, text: str, type_: str) -> None:
        if not is_value(text, type_):
            values = f'{values} in a column of type "{type_}"'
            self.say("value-not-of-type", element, values)
        elif type_ in ("boolean", "bool") and not is_plain_boolean(text):
            self.say("boolean-unclear", element, values)


def _is_timed(value: Element) -> bool:
    return any(map(value.get, ("start", "end", "timestamp")))


def quoted_span(element: Element) -> str:
    """Return the times of an element as they are written."""
    names = ("start", "end", "timestamp")
    return " ".join(f"{n}={shown(element.get(n))}" for n in names if element.get(n))
