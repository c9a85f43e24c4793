"""What <graph> says for everything in it: edge type, ids and the form of times."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from kg.export.network.gexf.lint.element import Element, Rule
from kg.export.network.gexf.lint.findings import LintReport
from kg.export.network.gexf.lint.lexical import java_float, java_integer
from kg.export.network.gexf.lint.times import full_day, gephi_date

_OFFSET = re.compile(r"Z|(UTC|GMT|UT)|(UTC|GMT|UT)?[+-]\d\d?(:?[0-5]\d){0,2}", re.A)
_NOT_IN_JAVA = {"EST", "HST", "MST"}
_BETWEEN = re.compile(r"[][<>();,\s\"']+")
_NUMBERS = {"double", "float", "integer"}
_DATES = {"date", "datetime", "timestamp"}
_NEVER = {"start": {"-inf", "-infinity"}, "end": {"inf", "infinity"}}
_FOREVER = {"start": float("-inf"), "end": float("inf")}


@dataclass(slots=True)
class GraphSettings:
    """The settings of <graph>, as Gephi takes them."""

    edges: str = ""
    ids: str = ""
    dates: bool = False
    timestamps: bool = False
    slice: bool = False


class GraphRule(Rule):
    """Checks the attributes of <graph>, and times for whoever meets some."""

    def __init__(self, report: LintReport) -> None:
        super().__init__(report)
        self.settings = GraphSettings()
        self.starts = {"graph": self._graph}

    def _graph(self, graph: Element) -> None:
        self._edges(graph)
        self._ids(graph)
        self._times(graph)
        if graph.get("mode").casefold() == "slice":
            self._slice(graph)

    def _edges(self, graph: Element) -> None:
        type_ = graph.get("defaultedgetype").casefold()
        if type_ == "mutual":
            self.say_value("default-type-mutual", graph, "defaultedgetype")
        elif type_ in ("directed", "undirected"):
            self.settings.edges = type_
        elif type_:
            self.say_value("edge-type-unknown", graph, "defaultedgetype")

    def _ids(self, graph: Element) -> None:
        type_ = graph.get("idtype").casefold()
        if type_ in ("integer", "long"):
            self.settings.ids = type_
        elif type_ not in ("", "string"):
            self.say_value("idtype-unknown", graph, "idtype")

    def _times(self, graph: Element) -> None:
        form = (graph.get("timeformat") or graph.get("timetype")).casefold()
        if form and form not in _NUMBERS | _DATES:
            self.say_value("time-format-unknown", graph, "timeformat")
        self.settings.dates = form in _DATES
        how = graph.get("timerepresentation").casefold()
        self.settings.timestamps = how == "timestamp"
        zone = graph.get("timezone")
        if zone and not _is_zone(zone):
            self.say_value("timezone-unknown", graph, "timezone")

    def _slice(self, graph: Element) -> None:
        self.settings.slice = True
        if not any(map(graph.get, ("start", "end", "timestamp"))):
            self.say("slice-bounds-missing", graph)
        else:
            self.span(graph)

    def span(self, element: Element) -> tuple[float, float] | None:
        """Read the times of an element as Gephi does; ``None`` where it loses them."""
        self._open_ends(element)
        if element.get("start") or element.get("end"):
            if self.settings.timestamps:
                about = [a for a in ("start", "end") if element.get(a)]
                values = element.quoted(about[0])
                self.say("interval-in-timestamp-graph", element, values, *about)
                return None
            start, end = self.time(element, "start"), self.time(element, "end")
            return None if start is None or end is None else (start, end)
        if not element.get("timestamp"):
            return None
        if not self.settings.timestamps:
            self.say_value("timestamp-in-interval-graph", element, "timestamp")
            return None
        at = self.time(element, "timestamp")
        return None if at is None else (at, at)

    def time(self, element: Element, attribute: str) -> float | None:
        """Read a time as Gephi does, or report that it cannot."""
        text = element.get(attribute)
        if attribute in _FOREVER and text.casefold() in {"", *_NEVER[attribute]}:
            if text:
                element.spoken_for.add(attribute)
            return _FOREVER[attribute]
        time = gephi_date(text) if self.settings.dates else java_float(text)
        if time is not None:
            return time
        day = full_day(text, end=attribute == "end")
        if self.settings.dates and day:
            values = f"{element.quoted(attribute)}, as a day {day}"
            self.say("date-not-full", element, values, attribute)
        else:
            self.say_value("time-unreadable", element, attribute)
        return None

    def times(self, element: Element, attribute: str) -> None:
        """Check a list of times or intervals, in which Gephi reads numbers, too."""
        for text in filter(None, _BETWEEN.split(element.get(attribute))):
            day = full_day(text, end=False) if self.settings.dates else None
            if day:
                values = f"{element.quoted(attribute)}, as a day {day}"
                self.say("date-not-full", element, values, attribute)
            elif java_float(text) is None and gephi_date(text) is None:
                self.say_value("time-unreadable", element, attribute)

    def _open_ends(self, element: Element) -> None:
        for attribute in ("startopen", "endopen"):
            if attribute in element.attributes:
                self.say_value("open-interval", element, attribute)

    def check_id(self, element: Element) -> bool:
        """Say whether an id is of the type that <graph> says ids are of."""
        bits = {"integer": 32, "long": 64}.get(self.settings.ids)  # Java's widths
        return bits is None or java_integer(element.get("id"), bits) is not None


@cache
def _zones() -> set[str]:
    """Return the zones of Java; to list them, Python walks through their files."""
    return available_timezones() - _NOT_IN_JAVA


def _is_zone(name: str) -> bool:
    known = _zones()
    return not known or name in known or bool(_OFFSET.fullmatch(name))
