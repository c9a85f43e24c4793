"""The rows of each table, one after the other, in the order of their IRIs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.export.rdf.claims import members
from kg.export.tables.cells import APART, MAKE, Cell, Make
from kg.export.tables.layout import ColumnLayout, TableLayout, layouts
from kg.export.tables.lookups import NAMES, Lookups, Properties
from kg.graph.canonical import sorted_lines
from kg.names import APF, ONTOLOGY, OWL, RDF, READINGS, local_name

if TYPE_CHECKING:
    from kg.ask.endpoint import Endpoint

Row = list[Cell]
Around = dict[str, Properties]
"""What is said of a node (``""``), and of those that paths of columns lead over."""

_NOT_LISTED: Final = {*NAMES.values(), *(local_name(term) for term in READINGS)}
_APART_FROM = ("Claim", "Observation", "Comparison", "StatusSpan", "SourceDocument")
"""Classes that are no entities: what is of one has a table of its own."""


class Plan:
    """Where in a row of a table the values of which property go, and as what."""

    def __init__(self, layout: TableLayout) -> None:
        self.size = len(layout.columns)
        self.own: list[tuple[int, Make]] = []
        self.made: list[tuple[int, str]] = []
        self.places: dict[str, dict[str, list[tuple[int, Make]]]] = {}
        for i, column in enumerate(layout.columns):
            if column.kind == "made":
                self.made.append((i, column.path[0]))
            elif not column.path:
                self.own.append((i, MAKE[column.kind]))
            else:
                *before, name = column.path
                places = self.places.setdefault(before[0] if before else "", {})
                places.setdefault(name, []).append((i, MAKE[column.kind]))


class RowsOf:
    """Makes the rows of the tables of a graph, each with the name of its table.

    Every node is looked up once, and gives a row of each table that it is in.
    """

    def __init__(self, store: ox.Store, language: str) -> None:
        self._store, self._of = store, Lookups(store, language)
        self._figures = self._of.classes("Observation")
        self._plans = {name: Plan(layout) for name, layout in layouts().items()}

    def __iter__(self) -> Iterator[tuple[str, Row]]:
        """Yield all rows but those of spans, which are read by another way."""
        for claim in members(self._store, APF.Claim):
            of = self._of.properties(claim.value)
            around = self._around(of)
            yield "claims", self._row("claims", claim, around)
            if self._is_figure(around["content"]):
                yield "figures", self._row("figures", claim, around)
        for name, cls in (
            ("comparisons", APF.Comparison),
            ("documents", APF.SourceDocument),
        ):
            for node in members(self._store, cls):
                around = self._around(self._of.properties(node.value))
                yield name, self._row(name, node, around)
        yield from self._things()

    def _things(self) -> Iterator[tuple[str, Row]]:
        """Yield what has a name as an entity; of it and of events all properties."""
        left = frozenset().union(*map(self._of.classes, _APART_FROM))
        events = self._of.classes("Event")
        for thing in self._members(self._classes() - left):
            of = self._of.properties(thing.value)
            named = "label" in of
            if named:
                yield "entities", self._row("entities", thing, {"": of})
            if named or any(kind.value in events for kind in of.get("type", [])):
                yield from self._properties(thing, of)

    def _properties(
        self, thing: ox.NamedNode, of: Properties
    ) -> Iterator[tuple[str, Row]]:
        for name in sorted(of.keys() - _NOT_LISTED):
            for value in of[name]:
                one: Properties = {
                    "thing": [thing],
                    "property": [ox.NamedNode(ONTOLOGY + name)],
                    "value": [value],
                }
                yield "properties", self._row("properties", thing, {"": one})

    def _members(self, classes: Iterable[str]) -> Iterator[ox.NamedNode]:
        """Yield the things of any of some classes, each once, in order."""
        kind = ox.NamedNode(str(RDF.type))
        lines = (
            f"{quad.subject.value}\n".encode()
            for cls in classes
            for quad in self._store.quads_for_pattern(None, kind, ox.NamedNode(cls))
            if isinstance(quad.subject, ox.NamedNode)
        )
        for line in sorted_lines(lines):
            yield ox.NamedNode(line[:-1].decode())

    def _classes(self) -> frozenset[str]:
        """Return the classes of the ontology, and a project's own below them."""
        defined = (c.value for c in members(self._store, OWL.Class))
        roots = (n[len(ONTOLOGY) :] for n in defined if n.startswith(ONTOLOGY))
        return frozenset().union(*map(self._of.classes, roots))

    def _is_figure(self, content: Properties) -> bool:
        return any(value.value in self._figures for value in content.get("type", []))

    def _around(self, of: Properties) -> Around:
        """Return what is said of a node and of those that paths lead over."""
        around = {"": of, "content": {}}
        if contents := of.get("content"):
            around["content"] = self._of.properties(contents[0].value)
        if stated := of.get("statedIn"):
            around["statedIn"] = self._of.about(stated[0].value)
        return around

    def _row(self, table: str, node: ox.NamedNode, around: Around) -> Row:
        plan = self._plans[table]
        row: Row = [None] * plan.size
        for i, make in plan.own:
            row[i] = make(self._of, [node], (table, node.value))
        for i, name in plan.made:
            row[i] = _MADE[name](self, around)
        for key, of in around.items():
            places = plan.places.get(key, {})
            for name in places.keys() & of.keys():
                for i, make in places[name]:
                    row[i] = make(self._of, of[name], (name, node.value))
        return row

    def _document(self, around: Around) -> Cell:
        stated = around[""].get("statedIn", [])
        return self._of.label(stated[0].value) if stated else None

    def _content_kind(self, around: Around) -> Cell:
        of = around[""]
        if "disputes" in of and "content" not in of and "aboutSubject" not in of:
            return "dispute"
        if "aboutValue" in of:
            return "value"
        if "aboutSubject" in of:
            return "relation"
        if self._is_figure(around["content"]):
            return "figure"
        return "event" if "content" in of else None

    def _period(self, around: Around) -> Cell:
        values = around["content"].get("edtf") or around[""].get("edtf") or []
        return APART.join(self._of.words(values)) or None

    def _claims_of(self, around: Around, name: str) -> Cell:
        contents = around["content"].get(name, [])
        claims = [c for value in contents for c in self._of.claim_of(value.value)]
        return " ".join(map(local_name, claims)) or None


_MADE: Final[dict[str, Callable[[RowsOf, Around], Cell]]] = {
    "document": RowsOf._document,
    "content_kind": RowsOf._content_kind,
    "period": RowsOf._period,
    "compared_to": lambda rows, around: rows._claims_of(around, "comparedTo"),
    "share_of": lambda rows, around: rows._claims_of(around, "shareOf"),
}
"""What columns of the kind ``made`` are made by."""


def span_rows(endpoint: Endpoint, language: str) -> Iterator[tuple[str, Row]]:
    """Yield the spans of all policies, as ``kg export spans`` writes them."""
    from kg.ask.lives.spans import read_spans
    from kg.read.texts import Texts

    columns = layouts()["spans"].columns
    for span in read_spans(endpoint, None, None, Texts(None), language):
        of: dict[str, Any] = span.to_dict()
        yield "spans", [_plain(of[column.name], column) for column in columns]


def _plain(value: Any, column: ColumnLayout) -> Cell:
    if value is None or value == "":
        return None
    if column.stored == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    return value if isinstance(value, bool | date) else str(value)
