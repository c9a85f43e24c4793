"""Query files: a YAML header in ``#+`` lines, then plain SPARQL.

One file, one question, rule or check; what it is for travels with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from textwrap import shorten
from typing import Any

from kg.errors import InputErrors, Place, Problem
from kg.names import RDF
from kg.read.files import read_text
from kg.read.nodes import Mapping, plain, read_header

_PLACE = re.compile(r"error at (\d+):(\d+): ")
_OPAQUE = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|\#[^\r\n]*"""  # addresses; comments
    r"""|\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'""",
    re.DOTALL,
)
"""What no keyword stands in."""

_SERVICE = re.compile(
    r"(?:(?<![a-z_:?$-])|(?<=true)|(?<=false))SERVICE\s*(SILENT\s*)?(<|[?$]|[\w-]*:)",
    re.IGNORECASE,
)
"""A service, also where Oxigraph reads one right after a number or truth value."""

_WORD = re.compile("service", re.IGNORECASE)
_PREFIX = re.compile(r"PREFIX\s+([\w-]*):\s*<([^<>]*)>", re.IGNORECASE)
_NAME = re.compile(r"<([^<>\s]*)>|(?<![\w:?$-])([\w-]*):([\w-]+)")
_PATTERN = re.compile(r"\s*[?]\w+ ([\w-]*:[\w-]+)\+? \S+ \.")
_ANY_PROPERTY = re.compile(r"^\s*\S+ [?](\w+) \S+ \.", re.MULTILINE)
_VALUES = re.compile(r"VALUES\s+(\([^()]*\)|[?]\w+)", re.IGNORECASE)
_BRACE = re.compile("[{}]")

_TWO_LINES = 160  # of a terminal of 80 columns: what a parser says of a query
_SLOT = re.compile(
    r"VALUES (?:\?(\w+) \{ UNDEF \}|\(\?(\w+) \?\2End\) \{ \(UNDEF UNDEF\) \})"
)
"""The slot of a term, and that of two: the first and the last day of a period."""


@dataclass(frozen=True)
class QueryFile:
    """A query file: its name (without ``.rq``), header and SPARQL text."""

    name: str
    file: str
    header: dict[str, Any]
    text: str

    @cached_property
    def slots(self) -> frozenset[str]:
        """The parameters that the text has a ``VALUES`` line for."""
        return frozenset(one or two for one, two in _SLOT.findall(self.text))

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Those whose line is ``VALUES (?x ?xEnd) { (UNDEF UNDEF) }``."""
        return frozenset(two for _, two in _SLOT.findall(self.text) if two)

    @cached_property
    def named(self) -> frozenset[str] | None:
        """All IRIs that the text names, those of properties among them.

        ``None`` where it has a pattern for any property.
        """
        given = " ".join(_VALUES.findall(self._bare)).replace("(", "").replace(")", "")
        if {f"?{name}" for name in _ANY_PROPERTY.findall(self._bare)} - {
            *given.split()
        }:
            return None
        return frozenset((str(RDF.type), *self._iris(self._bare)))  # `a` is no name

    @cached_property
    def required(self) -> frozenset[str]:
        """Properties without a triple of which there is no row.

        They are those of patterns that stand on a line of their own, right in the
        braces of ``WHERE``.
        """
        text, depth = self._bare, 0
        own = list[str]()
        start = 0
        for brace in _BRACE.finditer(text):
            if depth == 1:
                own += text[start : brace.start()].splitlines()
            depth += 1 if brace[0] == "{" else -1
            start = brace.end()
        names = (match[1] for line in own if (match := _PATTERN.fullmatch(line)))
        return frozenset(self._iris("\n".join(names)))

    @property
    def _bare(self) -> str:
        """The text without comments and strings."""
        return _OPAQUE.sub(lambda m: m[0] if m[0][0] == "<" else " ", self.text)

    def _iris(self, text: str) -> Iterator[str]:
        prefixes = dict(_PREFIX.findall(self._bare))
        for iri, prefix, name in _NAME.findall(text):
            yield iri or prefixes.get(prefix, "") + name

    def bind(self, terms: dict[str, str]) -> str:
        """Return the query with N-Triples terms in the slots of parameters.

        The terms come from a serialiser, never from a user's text. A slot of two terms
        is given both, with a space between them.
        """

        def fill(match: re.Match[str]) -> str:
            name = match[1] or match[2]
            if (term := terms.get(name)) is None:
                return match[0]
            if match[2]:
                return f"VALUES (?{name} ?{name}End) {{ ({term}) }}"
            return f"VALUES ?{name} {{ {term} }}"

        return _SLOT.sub(fill, self.text)

    @property
    def offline(self) -> str:
        """The text; raises :class:`InputErrors` if it asks another endpoint."""
        if not _WORD.search(self.text):  # most have it nowhere, not even in a comment
            return self.text
        plain = _OPAQUE.sub(lambda m: "<>" if m[0][0] == "<" else " ", self.text)
        if _SERVICE.search(plain):
            raise self.refused("SERVICE needs a network, and a build uses none")
        return self.text

    def refused(self, reason: object) -> InputErrors:
        """Return the error that says why the query cannot be run, and on which line."""
        at = _PLACE.search(str(reason))
        words = shorten(_PLACE.sub("", str(reason)), _TWO_LINES, placeholder=" …")
        place = Place(self.file, int(at[1]) if at else 1)
        return InputErrors([Problem(place, f"cannot be run: {words}")])


def blanked(text: str) -> str:
    """Return a query with blanks for its comments, strings and addresses, as long."""
    return _OPAQUE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def read_query_files(paths: Iterable[Path], names: Iterable[str]) -> list[QueryFile]:
    """Read query files, sorted by name; raise :class:`InputErrors` for bad headers."""
    problems: list[Problem] = []
    files = []
    for path, name in zip(paths, names, strict=True):
        if (text := read_text(path, name, problems)) is None:
            continue
        text = text.replace("\r\n", "\n")
        header = read_header(_header(text), name, problems, what="the `#+` header")
        if isinstance(header, Mapping):
            files.append(QueryFile(path.stem, name, plain(header, problems), text))
        elif header is not None:
            message = "cannot be read: the `#+` lines are not `key: value` lines"
            problems.append(Problem(Place(name, 1), message))
    if problems:
        raise InputErrors(problems)
    return sorted(files, key=lambda file: file.name)


def _header(text: str) -> str:
    """Return the ``#+`` lines without their marks, on the lines where they stand."""
    lines = text.split("\n")
    header = (line[2:] if line.startswith("#+") else "" for line in lines)
    return "\n".join(header).rstrip("\n")
