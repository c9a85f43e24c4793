"""Headers are YAML 1.2: words such as ``NO`` and ``on`` are words, wherever they are.

The expected values are those of the core schema, yaml.org/spec/1.2.2, section 10.3.2.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.ask.questions import read_questions
from kg.errors import InputErrors, Problem
from kg.read.nodes import plain, read_header
from kg.read.queryfile import read_query_files
from tests.beside import beside
from tests.conftest import ROOT, MakeProject


def read(text: str) -> tuple[Any, list[str]]:
    problems: list[Problem] = []
    node = read_header(text, "q.rq", problems, what="the header")
    value = None if node is None else plain(node, problems)
    return value, list(map(str, problems))


WORDS = (
    *("NO", "no", "No", "on", "On", "off", "yes", "Y", "n", "=", "<<", "tRUE", "nULL"),
    *("2025-06-04", "2025-06-04T10:00:00Z", "12:30:00", "190:20:30", "1_000", "0b11"),
    *("0o9", "0xG", "+-1", "1.2.3", "e5", ".", "-.", "1e", "None", "nan", "inf"),
)
VALUES = [
    *((word, word) for word in WORDS),
    *(("null", None), ("Null", None), ("NULL", None), ("~", None), ("", None)),
    *(("true", True), ("True", True), ("FALSE", False), ("false", False)),
    *(("010", 10), ("0o10", 8), ("0x1F", 31), ("-12", -12), ("+7", 7)),
    *(("1.10", 1.1), ("1.", 1.0), (".5", 0.5), ("1e3", 1000.0), ("-2E-2", -0.02)),
    *((".inf", math.inf), ("-.INF", -math.inf), ("'true'", "true"), ('"1"', "1")),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_a_value_is_what_the_core_schema_says(text: str, value: object) -> None:
    """Null, two truth values, numbers in three bases; all else is text."""
    (read_back,), problems = (read(f"a: {text}\n")[0].values(), read(f"a: {text}")[1])
    assert problems == []
    assert (type(read_back), read_back) == (type(value), value)


def test_not_a_number_is_one() -> None:
    """The one value that is not equal to itself."""
    (value,) = read("a: .nan")[0].values()
    assert math.isnan(value)


@given(st.integers())
def test_whole_numbers_stay_whole(number: int) -> None:
    """However large, they are not made a floating-point number."""
    assert read(f"a: {number}")[0] == {"a": number}


def test_keys_are_text_as_it_stands() -> None:
    """Of a column called `no`, `on`, `null` or `1`, that is the name."""
    value, problems = read("no: a\non: b\nnull: c\n1: d\n010: e\ntrue: f\n")
    assert problems == []
    assert list(value) == ["no", "on", "null", "1", "010", "true"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x [1]\nb: *x", "q.rq:1: anchors and aliases are not read; write it out"),
        (
            "a: 1\nb: !!int 3",
            "q.rq:2: tags are not read; a value with `!` needs quotes",
        ),
        ("a: 1\na: 2", "q.rq:2: `a` is written twice; the first is on line 1"),
        ("a: 1\nb\nc: 2", "q.rq:3: the header is not YAML: no `:` after the key"),
        ("a: " + "[" * 5_000, "q.rq:1: the header is not YAML: nested deeper"),
        ("a: " + "9" * 4_301, "q.rq:1: a number of 4,301 digits; if it is none, it"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, message: str) -> None:
    """One error, on its line; nothing is expanded, however often it is named."""
    (problem,) = read(text)[1]
    assert problem.startswith(message)


def test_a_header_of_many_aliases_is_refused_at_once(tmp_path: Path) -> None:
    """Nine lists of nine aliases each would be nine hundred million words."""
    text = "#+ a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"#+ {b}: &{b} [{','.join([f'*{a}'] * 9)}]\n"
        for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    path = tmp_path / "e.rq"
    path.write_text(text + "SELECT ?s { ?s ?p ?o }\n")
    with pytest.raises(InputErrors, match=r"^e\.rq:1: anchors and aliases"):
        read_query_files([path], ["e.rq"])


def test_columns_may_be_called_no_and_on(project: MakeProject) -> None:
    """A question has the columns that its header names, and is answered."""
    text = (
        "#+ summary: Who\n#+ question: Who is off?\n#+ columns:\n#+   no: integer\n"
        '#+   on: date\nSELECT (1 AS ?no) ("2026-01-01" AS ?on) { }\n'
    )
    folder = project({"queries/leaving.rq": text})
    question = read_questions(folder.open())["leaving"]
    assert question.columns == {"no": "integer", "on": "date"}


def test_a_question_of_somebody_else_is_asked(project: MakeProject) -> None:
    """The recorded file: its columns are `no` and `on`."""
    path = beside("cases/formats/yaml/leaving.rq", "NO CASES: no question is asked")
    folder = project({"queries/leaving.rq": path.read_bytes()})
    folder.build()
    graph = kg.open(folder.graph, project=folder.root)
    assert list(graph.ask("leaving").columns) == ["no", "on"]


def test_yaml_has_one_reader() -> None:
    """Any other would read `NO` as false again, and follow aliases."""
    modules = (ROOT / "kg").rglob("*.py")
    importing = [p.name for p in modules if re.search(r"\byaml\b", _imports(p))]
    assert importing == ["nodes.py"]


def _imports(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(li for li in lines if re.match(r"\s*(import|from) ", li))
