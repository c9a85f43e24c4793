"""YAML read into nodes that know their line.

Facts files are data from strangers: the reader works on the event stream, so depth
is bounded, and anchors, tags and duplicate keys are refused instead of guessed at.
Every scalar stays text; what it means is decided by the term it is written under.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from kg.errors import Place, Problem

MAX_DEPTH = 20
MAX_LENGTH = 10_000
MAX_BYTES = 64 * 2**20

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAK = re.compile("\r\n?|\n")
_NO_TEXT = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNCLOSED = {
    "while scanning a quoted scalar": "the quotes that open here are not closed",
    "while parsing a flow sequence": "the `[` that opens here lacks a `,` or its `]`",
    "while parsing a flow mapping": "the `{` that opens here lacks a `,` or its `}`",
}
_ADVICE = {
    "mapping values are not allowed": "a value with `: ` in it needs quotes",
    "that cannot start any token": "a value that begins with this sign needs quotes",
    "expected alphabetic or numeric": "a value that begins with this sign needs quotes",
    "did not find expected key": "indented unlike the lines above, or a `:` is missing",
    "could not find expected ':'": "no `:` after the key on this line",
    "maximum nesting depth": f"nested deeper than {MAX_DEPTH} levels",
}


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it was typed; ``plain`` when it stood without quotes."""

    place: Place
    text: str
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    place: Place
    items: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their nodes, in the order of the file; ``keys`` gives their places."""

    place: Place
    values: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


class _Refused(Exception):
    def __init__(self, place: Place, message: str) -> None:
        self.problem = Problem(place, message)


def read_yaml(path: Path, name: str, problems: list[Problem]) -> Mapping | None:
    """Read a YAML file whose top level is a mapping.

    ``name`` is what messages call the file. What is wrong is appended to ``problems``;
    ``None`` is returned when nothing can be made of the file.
    """
    start = Place(name, 1)
    try:
        if path.exists() and not path.is_file():
            raise _Refused(start, "not a file")
        data = path.read_bytes()
        if len(data) > MAX_BYTES:
            raise _Refused(start, f"larger than {MAX_BYTES >> 20} MB")
        node = _Builder(name, data.decode("utf-8-sig"), problems).build()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        problems.append(Problem(start, f"the file cannot be read: {reason}"))
        return None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problems.append(Problem(Place(name, line), "not UTF-8 text"))
        return None
    except _Refused as refused:
        problems.append(refused.problem)
        return None
    if not isinstance(node, Mapping):
        message = "expected a mapping (`key: value` lines) at the top of the file"
        problems.append(Problem(start, message))
        return None
    return node


class _Builder:
    """Turns the event stream of one document into nodes."""

    def __init__(self, name: str, text: str, problems: list[Problem]) -> None:
        self.name = name
        self.text = text
        self.problems = problems
        self.breaks = [match.start() for match in _BREAK.finditer(text)]

    def build(self) -> Node | None:
        if (wrong := _NO_TEXT.search(self.text)) is not None:
            raise _Refused(self._at(wrong.start()), _no_text(wrong[0]))
        try:
            events = self._events()
            root = self._node(next(events, None), events, 0)
            if root is not None and (extra := next(events, None)) is not None:
                raise _Refused(self._place(extra), "more than one YAML document")
        except yaml.MarkedYAMLError as error:
            raise self._syntax(error) from None
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            reason = str(error).splitlines()[0]
            raise _Refused(self._at(0), f"not YAML: {reason}") from None
        return root

    def _events(self) -> Iterator[yaml.Event]:
        skip = (
            yaml.StreamStartEvent,
            yaml.StreamEndEvent,
            yaml.DocumentStartEvent,
            yaml.DocumentEndEvent,
        )
        events = yaml.parse(self.text, Loader=_Loader)
        return (event for event in events if not isinstance(event, skip))

    def _at(self, index: int) -> Place:
        """Return the line of a character, as editors count lines and YAML does not."""
        last = max(len(self.text) - 1, 0)
        return Place(self.name, bisect_left(self.breaks, min(index, last)) + 1)

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return self._at(mark.index if mark else 0)

    def _syntax(self, error: yaml.MarkedYAMLError) -> _Refused:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "cannot be read"
        advice = next((a for p, a in _ADVICE.items() if p in problem), problem)
        if error.context in _UNCLOSED and error.context_mark is not None:
            mark, advice = error.context_mark, _UNCLOSED[error.context]
        index = mark.index if mark else 0
        if self.text[index : index + 1] == "\t":
            advice = "indent with spaces, not tabs"
        return _Refused(self._at(index), f"not YAML: {advice}")

    def _node(
        self, event: yaml.Event | None, events: Iterator[yaml.Event], depth: int
    ) -> Node | None:
        if event is None:
            return None
        place = self._place(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(place, "anchors and aliases are not read; write it out")
        if getattr(event, "tag", None) is not None:
            raise _Refused(place, "tags are not read; a value with `!` needs quotes")
        if depth > MAX_DEPTH:
            raise _Refused(place, f"nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(place, event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place, events, depth)
        return self._mapping(place, events, depth)

    def _scalar(self, place: Place, event: yaml.ScalarEvent) -> Scalar:
        text: str = event.value
        if (wrong := _NO_TEXT.search(text)) is not None:  # written with an escape
            raise _Refused(place, _no_text(wrong[0]))
        if len(text) > MAX_LENGTH:
            raise _Refused(place, f"a value of more than {MAX_LENGTH:,} characters")
        return Scalar(place, text, plain=event.style in (None, ""))

    def _sequence(
        self, place: Place, events: Iterator[yaml.Event], depth: int
    ) -> Sequence:
        result = Sequence(place)
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            item = self._node(event, events, depth + 1)
            assert item is not None
            result.items.append(item)
        return result

    def _mapping(
        self, place: Place, events: Iterator[yaml.Event], depth: int
    ) -> Mapping:
        result = Mapping(place)
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            assert key is not None
            assert value is not None
            self._add(result, key, value)
        return result

    def _add(self, mapping: Mapping, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            self.problems.append(Problem(key.place, "a key must be a single word"))
        elif key.text in mapping.values:
            first = mapping.keys[key.text]
            message = (
                f"`{key.text}` is written twice; the first is on line {first.line}"
            )
            self.problems.append(Problem(key.place, message))
        else:
            mapping.values[key.text] = value
            mapping.keys[key.text] = key.place


def _no_text(character: str) -> str:
    if character == "\0":
        return "a NUL byte; is this a text file?"
    return f"the character U+{ord(character):04X} belongs in no text"
