"""An element of the file while it is open, and what the rules do with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kg.export.network.gexf.lint.findings import LintReport, shown


@dataclass(slots=True, eq=False)
class Element:
    """An element: its local name, namespace, attributes, line and parent.

    ``spoken_for`` are attributes of which a rule has already said what is wrong.
    """

    name: str
    namespace: str
    attributes: Mapping[str, str]
    line: int
    parent: Element | None
    text: str = ""
    spoken_for: set[str] = field(default_factory=set)

    def get(self, attribute: str) -> str:
        """Return the value of an attribute, empty without one, as Gephi has it."""
        return self.attributes.get(attribute, "")

    @property
    def column(self) -> str:
        """What an <attvalue> names its column by: ``for`` or ``id``, the one written.

        GEXF 1.0 had ``id``; of both Gephi takes the last.
        """
        names = [a for a in self.attributes if a in ("for", "id")]
        return names[-1] if names else "for"

    def within(self, *names: str) -> Element | None:
        """Return the nearest element around this one that has one of the names."""
        around = self.parent
        while around is not None and around.name not in names:
            around = around.parent
        return around

    def quoted(self, attribute: str) -> str:
        """Return an attribute as it is written, and on what."""
        namespace, _, name = attribute.rpartition(" ")
        full = f"{{{namespace}}}{name}" if namespace else name
        return f"{full}={shown(self.get(attribute))} on {self}"

    def __str__(self) -> str:
        named = self.name != "attvalue" and self.get("id")  # its id is a column's
        owner = self if named else self.within("node", "edge")
        if owner is None:
            return f"<{self.name}>"
        if owner is self:
            return f"<{self.name}> {shown(self.get('id'))}"
        return f"<{self.name}> of {owner.name} {shown(owner.get('id'))}"


Handler = Callable[[Element], None]
Handlers = Mapping[str, Handler]


class Rule:
    """Some checks that belong together: by element names, at start and end."""

    def __init__(self, report: LintReport) -> None:
        self.report = report
        self.starts: Handlers = {}
        self.ends: Handlers = {}

    def finish(self) -> None:
        """Say what only the whole file shows."""

    def say(self, check: str, element: Element, values: str = "", *about: str) -> None:
        """LintReport a check of an element; of the attributes it is ``about`` once."""
        self.report.say(check, element.line, values or str(element))
        element.spoken_for.update(about)

    def say_value(self, check: str, element: Element, attribute: str) -> None:
        """LintReport a check of the value of an attribute."""
        self.say(check, element, element.quoted(attribute), attribute)
