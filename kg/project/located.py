"""Facts files whose quotes become positions: comments, order and line ends stay."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputErrors, Place, Problem
from kg.read.files import output, read_text, rewriting
from kg.read.nodes import Mapping, Scalar, read_yaml, written_keys
from kg.read.project import Project
from kg.read.quotes import only_place
from kg.read.texts import mismatch

_CHARS = re.compile(r"\[\s*([0-9]+)\s*,\s*([0-9]+)\s*\]")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class WrittenPositions:
    """What was written into a facts file: ``chars`` of some entries, and ``text``."""

    file: str
    entries: int
    has_text: bool


@dataclass(frozen=True, slots=True)
class _Edit:
    """Characters of a file, half open, and what comes in their place."""

    start: int
    end: int
    words: str


def write_positions(
    project: Project, document: str, text: str, *, without_quotes: bool = False
) -> WrittenPositions:
    """Write into a document's facts file where its quotes stand in its text.

    Every ``quote`` without ``chars`` gets them, and the document gets the digest and
    length of ``text`` if it has none. ``without_quotes`` takes the quotes out, as texts
    that are somebody's must not be published; one that is not what stands at its
    ``chars`` is kept. Raises :class:`InputErrors` with all quotes that have no place,
    several, or another, and for a text that is not the document's; then nothing is
    written.
    """
    path = project.sources / document / "facts.yaml"
    name = project.name(path)
    with rewriting(path) if path.exists() else _missing(name):
        problems: list[Problem] = []
        node, written = read_yaml(path, name, problems), read_text(path, name, problems)
        if node is None or written is None or problems:
            raise InputErrors(set(problems))
        problems += _of_another_text(node, text)
        edits = [*_quotes(name, written, text, problems, without_quotes)]
        if problems:
            raise InputErrors(problems)
        digest = _digest(node, written, text)
        if edits or digest:
            _write(path, _edited(written, [*digest, *edits]))
        return WrittenPositions(name, len(edits), bool(digest))


def _of_another_text(node: Mapping, text: str) -> Iterator[Problem]:
    """Yield a problem where the document is of another text than the one at hand."""
    document = node.values.get("document")
    given = document.values.get("text") if isinstance(document, Mapping) else None
    digest = given.values.get("sha256") if isinstance(given, Mapping) else None
    if isinstance(digest, Scalar) and (how := mismatch(text, digest.text, None)):
        yield Problem(digest.place, how)


def _missing(name: str) -> AbstractContextManager[None]:
    raise InputErrors([Problem(Place(name, 1), "no such file; write its claims first")])


def _quotes(
    name: str, written: str, text: str, problems: list[Problem], without: bool
) -> Iterator[_Edit]:
    """Yield what to write for each quote."""
    keys = [key for key in written_keys(written) if key.path[0] == "claims"]
    placed = {
        key.path[:-1]: _span(written[key.start : key.end])
        for key in keys
        if key.path[-1] == "chars"
    }
    for key in keys:
        if key.path[-1] != "quote" or key.text is None:
            continue
        if key.path[:-1] in placed:
            if without and text[placed[key.path[:-1]]] != key.text:
                line = written.count("\n", 0, key.start) + 1
                message = "the quote is not what the text has at `chars`"
                problems.append(Problem(Place(name, line), message))
            elif without:
                yield _Edit(*_whole(written, key.start, key.end), "")
            continue
        try:
            chars = "chars: [{}, {}]".format(*only_place(text, key.text))
        except ValueError as error:
            line = written.count("\n", 0, key.start) + 1
            problems.append(Problem(Place(name, line), str(error)))
            continue
        if without:
            yield _Edit(key.start, key.end, chars)
        else:
            between = ", " if key.flow else _new_line(written, key.start)
            yield _Edit(key.start, key.start, chars + between)


def _span(chars: str) -> slice:
    """Return the characters that a key `chars: [4, 9]` names; none if it is amiss."""
    match = _CHARS.search(chars)
    return slice(0, 0) if match is None else slice(int(match[1]), int(match[2]))


def _new_line(written: str, start: int) -> str:
    """Return a line end as the file has them, and the indentation of a key."""
    line = written.rfind("\n", 0, start) + 1
    end = "\r\n" if written[max(line - 2, 0) : line] == "\r\n" else "\n"
    return end + " " * (start - line)


def _whole(written: str, start: int, end: int) -> tuple[int, int]:
    """Return the characters of a key and its value with what divides it from others."""
    line, rest = written.rfind("\n", 0, start) + 1, written.find("\n", end)
    if not written[line:start].strip() and not written[end:rest].strip():
        return line, rest + 1 if rest >= 0 else len(written)
    after = end
    while written[after : after + 1] in (",", " "):
        after += 1
    if after > end and written[after : after + 1] != "}":
        return start, after
    before = start
    while written[before - 1] in ", ":
        before -= 1
    return before, end


def _digest(node: Mapping, written: str, text: str) -> list[_Edit]:
    """Return what to write of the text into a document that says nothing of it."""
    document = node.values.get("document")
    if not isinstance(document, Mapping) or not document.values:
        return []
    if "text" in document.values:
        return []
    keys = [key for key in written_keys(written) if key.path[0] == "document"]
    first, last = keys[1], [key for key in keys if len(key.path) == 2][-1]
    digest = hashlib.sha256(text.encode()).hexdigest()
    words = f"text: {{sha256: {digest}, length: {len(text)}}}"
    if first.flow:
        return [_Edit(last.end, last.end, f", {words}")]
    line = written.find("\n", last.end)  # after a comment, if there is one
    end = len(written) if line < 0 else line - (written[line - 1] == "\r")
    return [_Edit(end, end, _new_line(written, first.start) + words)]


def _edited(written: str, edits: list[_Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        written = written[: edit.start] + edit.words + written[edit.end :]
    return written


def _write(path: Path, words: str) -> None:
    marked = path.read_bytes().startswith(_BYTE_ORDER_MARK)
    with output(path) as file:
        file.write((_BYTE_ORDER_MARK if marked else b"") + words.encode())
