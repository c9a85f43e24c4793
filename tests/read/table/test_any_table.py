"""Whatever stands in a table, a first mapping of it can be read as one."""

from __future__ import annotations

import csv
import tempfile
from io import StringIO
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import Problem
from kg.read.nodes import read_yaml
from kg.read.table.guess.look import look
from kg.read.table.guess.sketch import Sketch, sketch
from kg.read.table.mapping import MappingReader
from kg.read.table.opened import NotATable

HEADERS = (
    *("year", "Année", "from", "to", "coo", "nationality", "count", "value", "sex"),
    *("a: b", "x#y", "yes", "- z", "'q'", '"dq"', "{b}", "row", "cell", "each", "who"),
    *("l\u2028s", "tab\tx", "# c", "*", "&a", "!t", "%", "@", "`", "null", "1", "عدد"),
)
CELLS = (
    *("", "-", "NA", "*", "DEU", "AUS", "GFR", "DE", "12", "1,204", "1.204", "<5"),
    *("2024", "2026-01", "03/02/2025", "25/02/2025", "Germany", "male", "total"),
    *("é: x", "{x}", "a # b", "'", '"', "\u2028", "\u0085", "\\", "x" * 500, "#date"),
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    headers = draw(st.lists(st.sampled_from(HEADERS), min_size=1, unique=True))
    row = st.tuples(*(st.sampled_from(CELLS) for _ in headers))
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(headers)
    writer.writerows(draw(st.lists(row, max_size=8)))
    return text.getvalue()


def first_mapping(table: str, folder: Path) -> Sketch | None:
    path = folder / "table.csv"
    path.write_text(table, "utf-8", newline="")
    try:
        return sketch(look(path), "counted", path.name)
    except NotATable:
        return None


@settings(max_examples=150, deadline=None)
@given(tables())
def test_a_first_mapping_is_a_mapping(table: str) -> None:
    """Its YAML is sound, every hole is filled, and it is the same each time."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = first_mapping(table, folder)
        if made is None:
            return
        (folder / "mapping.yaml").write_text(made.text, "utf-8")
        problems: list[Problem] = []
        node = read_yaml(folder / "mapping.yaml", "mapping.yaml", problems)
        assert node is not None
        assert MappingReader("mapping.yaml", node, problems).read() is not None
        assert problems == []
        assert first_mapping(table, folder) == made
