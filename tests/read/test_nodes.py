"""Whatever bytes a file holds, reading gives nodes or says what is wrong, and where."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import Problem
from kg.read import nodes
from kg.read.nodes import Mapping, Node, Scalar, Sequence, read_yaml

BAD = {
    "a tab for indentation": ("a:\n\tb: 1\n", 2, "indent with spaces, not tabs"),
    "a tab after spaces": ("a:\n  b: 1\n\tc: 2\n", 3, "indent with spaces, not tabs"),
    "an anchor": ("a: 1\nb: &x 1\n", 2, "anchors and aliases are not read"),
    "an alias": ("a: 1\nb: *x\n", 2, "anchors and aliases are not read"),
    "a cycle": ("a: &x\n  b: *x\n", 1, "anchors and aliases are not read"),
    "a tag": ("a: !!python/object:os.system x\n", 1, "tags are not read"),
    "a tag of one's own": ("a: 1\nb: !place x\n", 2, "tags are not read"),
    "a NUL byte": ("a: 1\nb: \0\n", 2, "a NUL byte"),
    "a NUL byte, escaped": ('a: 1\nb: "\\0"\n', 2, "a NUL byte"),
    "a control character": ("a: 1\nb: \x01\n", 2, "U+0001 belongs in no text"),
    "a control character, escaped": ('a: "\\x07"\n', 1, "U+0007 belongs in no text"),
    "half a character, escaped": ('a: "\\uD800"\n', 1, ""),
    "no character, escaped": ('a: "\\UFFFFFFFF"\n', 1, "not YAML"),
    "a list": ("- a\n- b\n", 1, "expected a mapping"),
    "a word": ("hello", 1, "expected a mapping"),
    "nothing": ("", 1, "expected a mapping"),
    "only a comment": ("# nothing\n", 1, "expected a mapping"),
    "two documents": ("a: 1\n---\nb: 2\n", 3, "more than one YAML document"),
    "no UTF-8": (b"a: 1\nb: \xe9\n", 2, "not UTF-8"),
    "UTF-16": ("a: 1\n".encode("utf-16"), 1, "not UTF-8"),
    "open quotes": ('a: 1\nb: "x\nc: 1\n', 2, "quotes that open here are not closed"),
    "an open bracket": ("a: 1\nb: [1, 2\nc: 3\n", 2, "the `[` that opens here"),
    "an open brace": ("a: {b: 1\n", 1, "the `{` that opens here"),
    "a colon in a value": (
        "a: 1\nb: c: d\n",
        2,
        "a value with `: ` in it needs quotes",
    ),
    "a line without a colon": ("a: 1\nb\nc: 2\n", 3, "no `:` after the key"),
    "a sign that needs quotes": ("a: 1\nb: @c\n", 2, "needs quotes"),
    "a long value": ("a: 1\nb: " + "x" * 20_000, 2, "more than 10,000 characters"),
    "deep lists": ("a: " + "[" * 100_000, 1, "nested deeper than 20 levels"),
    "deep braces": ("{a: " * 100_000, 1, "nested deeper than 20 levels"),
    "deep dashes": ("- " * 100_000, 1, "nested deeper than 20 levels"),
    "deep lines": (
        "".join(f"{' ' * depth}a:\n" for depth in range(4_500)),
        21,
        "nested deeper than 20 levels",
    ),
}
LINE_ENDS = ["\n", "\r\n", "\r"]
LOADERS = [yaml.SafeLoader, yaml.CSafeLoader]


def read(path: Path, data: str | bytes) -> tuple[Mapping | None, list[Problem]]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    problems: list[Problem] = []
    return read_yaml(path, "facts.yaml", problems), problems


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.values.items()}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nodes") / "facts.yaml"


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("data", "line", "words"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_one_problem_with_its_line(
    data: str | bytes,
    line: int,
    words: str,
    loader: type,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What cannot be read gives no nodes but one problem, on its line, in words."""
    monkeypatch.setattr(nodes, "_Loader", loader)
    node, problems = read(file, data)
    assert node is None
    assert [(p.place.file, p.place.line) for p in problems] == [("facts.yaml", line)]
    if loader is yaml.CSafeLoader:
        assert words in problems[0].message
    assert len(problems[0].message) < 200


@pytest.mark.parametrize("end", LINE_ENDS)
def test_nodes_know_their_lines(end: str, file: Path) -> None:
    """Keys and values carry the line that an editor shows, whatever ends the lines."""
    text = 'a: 1\nb:\n  - x\n  - {c: "y\u2028y"}\nd: |\n  z\ne: 2\n'
    node, problems = read(file, text.replace("\n", end))
    assert problems == []
    assert node is not None
    assert {key: place.line for key, place in node.keys.items()} == {
        "a": 1,
        "b": 2,
        "d": 5,
        "e": 7,
    }
    listed = node.values["b"]
    assert isinstance(listed, Sequence)
    assert [item.place.line for item in listed.items] == [3, 4]


def test_every_value_stays_text(file: Path) -> None:
    """No value becomes a date, a number or a truth on its own, and quotes are known."""
    node, problems = read(
        file, "\ufeffa: 2025-06-04\nb: yes\nc: 0x1F\nd: ~\ne: 'no'\nf: 1_000\n"
    )
    assert problems == []
    assert node is not None
    assert plain(node) == {
        "a": "2025-06-04",
        "b": "yes",
        "c": "0x1F",
        "d": "~",
        "e": "no",
        "f": "1_000",
    }
    assert [k for k, v in node.values.items() if isinstance(v, Scalar) and v.plain] == [
        *"abcdf"
    ]


def test_a_key_written_twice_is_a_problem_and_the_rest_is_read(file: Path) -> None:
    """Of two equal keys the first stands, and the message says where that is."""
    node, problems = read(file, "a: 1\nb: 2\na: 3\nc: {d: 1, d: 2}\n")
    assert node is not None
    assert plain(node) == {"a": "1", "b": "2", "c": {"d": "1"}}
    assert [str(problem) for problem in problems] == [
        "facts.yaml:3: `a` is written twice; the first is on line 1",
        "facts.yaml:4: `d` is written twice; the first is on line 4",
    ]


def test_a_key_that_is_no_word_is_a_problem(file: Path) -> None:
    """A list as a key is refused where it stands, and the rest is read."""
    node, problems = read(file, "a: 1\n? [b, c]\n: 2\nd: 3\n")
    assert node is not None
    assert plain(node) == {"a": "1", "d": "3"}
    assert [str(problem) for problem in problems] == [
        "facts.yaml:2: a key must be a single word"
    ]


def test_what_is_no_file_is_a_problem(tmp_path: Path) -> None:
    """A folder, a pipe, a broken link or nothing in place of a file is a problem."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    found = {}
    for name in ("folder", "pipe", "link", "nothing"):
        problems: list[Problem] = []
        assert read_yaml(tmp_path / name, name, problems) is None
        found[name] = [str(problem) for problem in problems]
    missing = "cannot be read: No such file or directory"
    assert found == {
        "folder": ["folder:1: not a file"],
        "pipe": ["pipe:1: not a file"],
        "link": [f"link:1: {missing}"],
        "nothing": [f"nothing:1: {missing}"],
    }


def test_a_file_larger_than_memory_is_not_parsed(file: Path) -> None:
    """A file of more than 64 MB is refused."""
    with file.open("wb") as sparse:
        sparse.truncate(64 * 2**20 + 1)
    problems: list[Problem] = []
    assert read_yaml(file, "facts.yaml", problems) is None
    assert [str(problem) for problem in problems] == [
        "facts.yaml:1: cannot be read: larger than 64 MB"
    ]


INDENTED = st.lists(
    st.sampled_from(
        [*"ab:-?[]{},&*!|>%@`'\"#\n\t\\ \0", ": ", "- ", "\n  ", "---\n", "x: ", "\x85"]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(st.text(), st.binary(), INDENTED))
def test_any_bytes_are_read_or_refused(file: Path, data: str | bytes) -> None:
    """Any file gives nodes, or a problem on one of its lines; never an exception."""
    try:
        raw = data.encode() if isinstance(data, str) else data
    except UnicodeEncodeError:
        return
    node, problems = read(file, raw)
    assert node is not None or problems
    lines = len(re.split(rb"\r\n?|\n", re.sub(rb"(\r\n?|\n)\Z", b"", raw)))
    assert all(1 <= problem.place.line <= lines for problem in problems)


LETTERS = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cs"],
    exclude_characters="\ufffe\uffff",  # which YAML does not have
)
YAML = st.recursive(
    st.text(LETTERS, max_size=20),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text("abcz", min_size=1), inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abcz", min_size=1), YAML, min_size=1))
def test_what_is_well_written_reads_back(file: Path, data: dict[str, object]) -> None:
    """Whatever a YAML writer writes of text, lists and mappings is read as it was."""
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"')
    node, problems = read(file, text)
    assert problems == []
    assert node is not None
    assert plain(node) == data
