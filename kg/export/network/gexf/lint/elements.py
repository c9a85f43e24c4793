"""Nodes and edges: who they are, what they join and how much they weigh."""

from __future__ import annotations

from kg.export.network.gexf.lint.columns import quoted_span
from kg.export.network.gexf.lint.element import Element, Rule
from kg.export.network.gexf.lint.findings import LintReport, shown
from kg.export.network.gexf.lint.graph import GraphRule
from kg.export.network.gexf.lint.lexical import java_float, single
from kg.export.network.gexf.lint.times import IntervalsKept

_LIVES = ("start", "end", "timestamp", "startopen", "endopen")


class ElementRule(Rule):
    """Checks ids, ends, types and weights; it keeps ids, and hashes of edges."""

    def __init__(self, report: LintReport, graph: GraphRule) -> None:
        super().__init__(report)
        self._graph = graph
        self._nodes: set[str] = set()
        self._edges: set[str] = set()
        self._joined: set[int] = set()
        self._awaited: dict[str, tuple[int, str]] = {}
        self._odd_id = self._number = False
        self.starts = {
            "node": self._node,
            "edge": self._edge,
            "nodes": self._inner,
            "edges": self._inner,
            "parent": lambda parent: self.say("pid", parent),
        }

    def finish(self) -> None:
        """LintReport the nodes that edges join and that never came."""
        for name, (line, edge) in self._awaited.items():
            self.report.say("node-missing", line, f"node {shown(name)} of {edge}")

    def _inner(self, group: Element) -> None:
        if group.within("node"):
            check = "nested-nodes" if group.name == "nodes" else "nested-edges"
            self.say(check, group)

    def _node(self, node: Element) -> None:
        name = node.get("id")
        if not name:
            self.say("id-missing", node, "no id on <node>", "id")
            return
        self._id(node)
        if name in self._nodes:
            self.say_value("node-id-repeated", node, "id")
        self._nodes.add(name)
        self._awaited.pop(name, None)
        if not self._number and name.isascii() and name.isdigit():
            self._number = True
            self.say("numeric-ids", node, node.quoted("id"))
        if not node.get("label"):
            self.say("label-missing", node)
        if node.get("pid"):
            self.say_value("pid", node, "pid")

    def _id(self, element: Element) -> None:
        name = element.get("id")
        if name.strip() != name or "\n" in name:
            self.say_value("id-spaces", element, "id")
        if not self._odd_id and not self._graph.check_id(element):
            self._odd_id = True
            values = f'{element.quoted("id")}, with idtype="{self._graph.settings.ids}"'
            self.say("id-not-of-idtype", element, values)

    def _edge(self, edge: Element) -> None:
        if edge.within("node"):
            return
        ends = edge.get("source"), edge.get("target")
        if not all(ends):
            missing = [end for end in ("source", "target") if not edge.get(end)]
            values = f"no {' and no '.join(missing)} on {edge}"
            self.say("id-missing", edge, values, *missing)
            return
        for end in ends:
            if end not in self._nodes:
                self._awaited.setdefault(end, (edge.line, str(edge)))
        if self._is_new(edge) and self._has_type(edge):
            self._weight(edge)
            self._parallel(edge)

    def _is_new(self, edge: Element) -> bool:
        name = edge.get("id")
        if not name:
            return True
        self._id(edge)
        if name in self._edges:
            self.say_value("edge-id-repeated", edge, "id")
            return False
        self._edges.add(name)
        return True

    def _has_type(self, edge: Element) -> bool:
        type_, default = edge.get("type").casefold(), self._graph.settings.edges
        if type_ == "mutual":
            self.say_value("edge-type-mutual", edge, "type")
        elif type_ not in ("", "directed", "undirected"):
            self.say_value("edge-type-unknown", edge, "type")
        elif type_ and default and type_ != default:
            values = f'{edge.quoted("type")}, with defaultedgetype="{default}"'
            self.say("mixed-edge-types", edge, values)
            return False
        return True

    def _weight(self, edge: Element) -> None:
        text = edge.get("weight")
        weight = java_float(text) if text else 1.0
        if weight is None or weight != weight:
            self.say_value("weight-not-number", edge, "weight")
        elif single(weight) == 0:
            self.say_value("weight-zero", edge, "weight")
        elif weight < 0:
            self.say_value("weight-negative", edge, "weight")

    def _parallel(self, edge: Element) -> None:
        source, target, kind = map(edge.get, ("source", "target", "kind"))
        keys = {hash((kind, source, target))}
        if "undirected" in (self._graph.settings.edges, edge.get("type").casefold()):
            keys.add(hash((kind, target, source)))
        if not keys.isdisjoint(self._joined):
            of_kind = f" of kind {shown(kind)}" if kind else ""
            values = f"{shown(source)} to {shown(target)}{of_kind} again, in {edge}"
            self.say("parallel-edges", edge, values)
        self._joined |= keys


class LifeRule(Rule):
    """Checks when nodes and edges are there: their times and their spells."""

    def __init__(self, report: LintReport, graph: GraphRule) -> None:
        super().__init__(report)
        self._graph = graph
        self._spells: IntervalsKept | None = None
        self.any = False
        self.starts = {"node": self._element, "edge": self._element}
        self.starts |= {"spell": self._spell, "slice": self._spell}  # slice: GEXF 1.1
        self.ends = {"node": self._end, "edge": self._end}

    def _element(self, element: Element) -> None:
        self._spells = None
        span = self._graph.span(element)
        if span is not None and (check := IntervalsKept().add(*span)):
            self.say(check, element, f"{quoted_span(element)} on {element}")
        self._lists(element)
        names = (*_LIVES, "intervals", "timestamps")
        self.any = self.any or any(map(element.get, names))

    def _lists(self, element: Element) -> None:
        check, refused, read = "timestamp-in-interval-graph", "timestamps", "intervals"
        if self._graph.settings.timestamps:
            check, refused, read = "interval-in-timestamp-graph", read, refused
        if element.get(refused):
            self.say_value(check, element, refused)
        self._graph.times(element, read)

    def _spell(self, spell: Element) -> None:
        self._spells = self._spells or IntervalsKept()
        if not any(map(spell.get, _LIVES)):
            self.say("spell-empty", spell)
            return
        self.any = True
        span = self._graph.span(spell)
        check = self._spells.add(*span) if span is not None else None
        if check and check != "interval-repeated":
            self.say(check, spell, f"{quoted_span(spell)} on {spell}")

    def _end(self, element: Element) -> None:
        if self._spells is not None and any(map(element.get, _LIVES)):
            self.say(
                "times-beside-spells", element, f"{quoted_span(element)} on {element}"
            )
        self._spells = None
