"""YAML read into nodes that know their line, by one reader for every file and header.

Facts files are data from strangers, and so are the headers of queries and of SSSOM
files: the reader works on the event stream, so depth is bounded, and anchors, tags and
duplicate keys are refused instead of guessed at. In a facts file every scalar stays
text; what it means is decided by the term it is written under. :func:`plain` gives a
header the values of YAML 1.2, in which ``NO``, ``on`` and ``12:30:00`` are text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from kg.errors import Place, Problem
from kg.read.files import read_text
from kg.read.opening import reporting, unexpected

MAX_DEPTH: Final = 20
"""Levels of nesting: three times what the deepest facts file has (measured)."""

MAX_LENGTH: Final = 10_000
"""Characters of one value: a long paragraph has 2,000, and no term takes an article."""

_DIGITS = 4_300  # as many as Python makes a number of (sys.int_info)
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
    "did not find expected node content": "no value, or a `{` or `[` is not closed",
    "maximum nesting depth": f"nested deeper than {MAX_DEPTH} levels",
}

# yaml.org/spec/1.2.2, 10.3.2: the core schema. What matches nothing is text.
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NO_FLOAT = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_BASES = {"0o": 8, "0x": 16}  # octal, hexadecimal


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
    if (text := read_text(path, name, problems)) is None:
        return None
    return parse_yaml(text, name, problems)


def parse_yaml(text: str, name: str, problems: list[Problem]) -> Mapping | None:
    """Read the text of a YAML file, as :func:`read_yaml` reads the file."""
    start = Place(name, 1)
    before, node = len(problems), _built(name, text, problems)
    if len(problems) > before and node is None:
        return None
    if not isinstance(node, Mapping):
        message = "expected a mapping (`key: value` lines) at the top of the file"
        problems.append(Problem(start, message))
        return None
    return node


def read_header(
    text: str, name: str, problems: list[Problem], *, what: str
) -> Node | None:
    """Read the YAML at the head of a file, on the lines where it stands there.

    ``what`` is what messages call it. What is wrong is appended to ``problems``;
    ``None`` is returned when nothing can be made of it. No YAML at all is an empty
    mapping.
    """
    before, node = len(problems), _built(name, text, problems, what=f"{what} is ")
    if len(problems) > before and node is None:
        return None
    return Mapping(Place(name, 1)) if node is None else node


def _built(
    name: str, text: str, problems: list[Problem], *, what: str = ""
) -> Node | None:
    """Return a text as a node: ``None`` for no YAML, a problem if it is bad."""
    with unexpected(reporting(Place(name, 1), problems)):
        try:
            return _Builder(name, text, problems, what=what).build()
        except _Refused as refused:
            problems.append(refused.problem)
    return None


@dataclass(frozen=True, slots=True)
class WrittenKey:
    """A key as it stands in a file, for whoever changes the file as text.

    ``path`` are the keys above it and itself, ``text`` its value if that is one, and
    ``start`` and ``end`` the half-open characters of both; ``flow`` tells that it
    stands in braces.
    """

    path: tuple[str, ...]
    text: str | None
    start: int
    end: int
    flow: bool


def written_keys(text: str) -> Iterator[WrittenKey]:
    """Yield every key of a YAML file that :func:`read_yaml` has read without fault.

    Those of one mapping come one after the other, before those inside it.
    """
    above: list[tuple[tuple[str, ...], yaml.Node | None]]
    above = [((), yaml.compose(text, Loader=_Loader))]
    for path, node in above:
        if not isinstance(node, yaml.MappingNode):
            continue
        for key, value in node.value:
            end = value.end_mark.index
            while text[end - 1].isspace():  # a block ends where the next key begins
                end -= 1
            scalar = value.value if isinstance(value, yaml.ScalarNode) else None
            whole, start = (*path, key.value), key.start_mark.index
            yield WrittenKey(whole, scalar, start, end, bool(node.flow_style))
            above.append((whole, value))


def plain(node: Node, problems: list[Problem]) -> Any:
    """Return a node as values of YAML 1.2's core schema; keys are text as they stand.

    A number that is too long for one is a problem, and is returned as text.
    """
    if isinstance(node, Mapping):
        return {key: plain(value, problems) for key, value in node.values.items()}
    if isinstance(node, Sequence):
        return [plain(item, problems) for item in node.items]
    text = node.text
    if not node.plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        if len(text) <= _DIGITS:
            return int(text[2:], _BASES[text[:2]]) if text[:2] in _BASES else int(text)
        message = f"a number of {len(text):,} digits; if it is none, it needs quotes"
        problems.append(Problem(node.place, message))
    elif _FLOAT.fullmatch(text):
        return float(text)
    elif _NO_FLOAT.fullmatch(text):
        return float(text.replace(".", "", 1))
    return text


class _Builder:
    """Turns the event stream of one document into nodes."""

    def __init__(
        self, name: str, text: str, problems: list[Problem], *, what: str = ""
    ) -> None:
        self.name = name
        self.text = text
        self.problems = problems
        self.what = what
        self.last = max(len(text) - 1, 0)
        self.breaks = [match.start() for match in _BREAK.finditer(text)]
        self.places: dict[int, Place] = {}

    def build(self) -> Node | None:
        if (wrong := _NO_TEXT.search(self.text)) is not None:
            raise _Refused(self._at(wrong.start()), _no_text(wrong[0]))
        try:
            self.next: Callable[[], Any] = _Loader(self.text).get_event
            self.next()  # the stream begins
            if type(self.next()) is yaml.StreamEndEvent:
                return None
            root = self._node(self.next(), 0)
            self.next()  # the document ends
            if type(self.next()) is not yaml.StreamEndEvent:
                raise _Refused(self._place(self.next()), "more than one YAML document")
        except yaml.MarkedYAMLError as error:
            raise self._syntax(error) from None
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            reason = str(error).splitlines()[0]
            raise _Refused(self._at(0), f"{self.what}not YAML: {reason}") from None
        return root

    def _at(self, index: int) -> Place:
        """Return the line of a character, as editors count lines and YAML does not."""
        line = bisect_left(self.breaks, min(index, self.last)) + 1
        if (place := self.places.get(line)) is None:
            place = self.places[line] = Place(self.name, line)
        return place

    def _place(self, event: Any) -> Place:
        return self._at(event.start_mark.index)

    def _syntax(self, error: yaml.MarkedYAMLError) -> _Refused:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "cannot be read"
        advice = next((a for p, a in _ADVICE.items() if p in problem), problem)
        if error.context in _UNCLOSED and error.context_mark is not None:
            mark, advice = error.context_mark, _UNCLOSED[error.context]
        index = mark.index if mark else 0
        if self.text[index : index + 1] == "\t":
            advice = "indent with spaces, not tabs"
        return _Refused(self._at(index), f"{self.what}not YAML: {advice}")

    def _node(self, event: Any, depth: int) -> Node:
        kind, place = type(event), self._place(event)
        if event.anchor is not None:
            raise _Refused(place, "anchors and aliases are not read; write it out")
        if event.tag is not None:
            raise _Refused(place, "tags are not read; a value with `!` needs quotes")
        if depth > MAX_DEPTH:
            raise _Refused(place, f"nested deeper than {MAX_DEPTH} levels")
        if kind is yaml.ScalarEvent:
            return self._scalar(place, event.value, event.style)
        if kind is yaml.MappingStartEvent:
            return self._mapping(place, depth + 1)
        return Sequence(place, list(self._items(depth + 1)))

    def _scalar(self, place: Place, text: str, style: str | None) -> Scalar:
        if style == '"' and (wrong := _NO_TEXT.search(text)) is not None:  # an escape
            raise _Refused(place, _no_text(wrong[0]))
        if len(text) > MAX_LENGTH:
            raise _Refused(place, f"a value of more than {MAX_LENGTH:,} characters")
        return Scalar(place, text, plain=not style)

    def _items(self, depth: int) -> Iterator[Node]:
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            yield self._node(event, depth)

    def _mapping(self, place: Place, depth: int) -> Mapping:
        result = Mapping(place)
        while type(event := self.next()) is not yaml.MappingEndEvent:
            key, value = self._node(event, depth), self._node(self.next(), depth)
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


def no_text(text: str) -> str:
    """Say which character of a text belongs in none, or return ``""``."""
    wrong = _NO_TEXT.search(text)
    return _no_text(wrong[0]) if wrong else ""


def _no_text(character: str) -> str:
    if character == "\0":
        return "a NUL byte; is this a text file?"
    return f"the character U+{ord(character):04X} belongs in no text"
