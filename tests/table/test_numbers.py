"""Whatever a mapping makes of numbers, both ways of reading a table give the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import Place
from kg.read.nodes import Scalar
from kg.read.table.holes import holed
from kg.table.fragments import Piece
from kg.table.numbers import PlainNumbers, are_plain
from tests.read.table.border import edited, mapped
from tests.table.paths import NEVER, built
from tests.table.test_any_rows import SUPPRESSED

NUMBERS = (
    *("0", "1", "3", "5", "10", "100", "007", "-3", "1987", "2026", "12,000"),
    *("907150231", "999999999999999", "1000000000000000", "1.5", "many", ""),
)
TABLE = "Month,From,To,left,deported,note\n" + "".join(
    f'20{year:02}-01,XNL,XSL,"{number}",{number.replace(",", "")},\n'
    for year, number in enumerate(NUMBERS, 10)
)
PLAIN = (
    '      quantifier: exact\n      value: "{value}"\n      quantityText: "{cell}"\n'
)


@pytest.mark.parametrize(
    "figure",
    [
        PLAIN,
        PLAIN.replace('      quantityText: "{cell}"\n', ""),
        PLAIN.replace('"{cell}"', '"{cell} people"'),
        PLAIN.replace('"{cell}"', "some 5"),
        PLAIN.replace('"{cell}"', '"{value}"'),
        PLAIN.replace("exact", "unqualified"),
        PLAIN.replace("exact", "about"),
        PLAIN.replace("value:", "lowerBound:").replace("exact", "at-least"),
        f"{PLAIN}      upperBound: 907150231\n",
        PLAIN.replace('value: "{value}"', 'value: 907150231\n      note: "{value}"'),
        '      amount: "{cell}"\n',
        '      amount: "about {cell}"\n',
    ],
)
def test_a_figure_is_read_as_it_is_row_by_row(tmp_path: Path, figure: str) -> None:
    """Points, bounds, words, fixed numbers, what is hidden: the graph, and messages."""
    mapping = SUPPRESSED + edited((PLAIN, figure))
    wrong, sound = TABLE, "".join(TABLE.splitlines(keepends=True)[:8])
    for table in (wrong, sound):
        folder = mapped(tmp_path / str(len(table)), mapping, table)
        usual, fast = built(folder, NEVER), built(folder, 0, 4)
        assert fast.wrong == usual.wrong
        assert fast.graph == usual.graph
        assert fast.findings == usual.findings


def test_a_plain_number_is_read_once() -> None:
    """Of 12, 13 and 14 the ordinary reader is asked for none but the sample."""
    asked = list[str | None]()

    def make(cells: object) -> Piece:
        assert isinstance(cells, list)
        asked.append(cells[0])
        number = int(cells[0])
        text = f'\1 <urn:value> "{number}" .\n'
        return Piece(text, {"value": number}, number=(number, number))

    numbers = PlainNumbers(make, 0, 1, (), {"14"})
    made = [numbers.of([n, n]) for n in ("12", "13")]
    assert [piece.text for piece in made if piece] == [
        '\1 <urn:value> "12" .\n',
        '\1 <urn:value> "13" .\n',
    ]
    assert [piece.number for piece in made if piece] == [(12, 12), (13, 13)]
    assert asked == ["907150231"]
    assert numbers.of(["14", "14"])
    assert numbers.of(["15", "1,5"])
    assert asked == ["907150231", "14", "15"]


@pytest.mark.parametrize(
    ("terms", "plain"),
    [
        ({"value": "{value}", "quantityText": "{cell}", "unit": "person"}, True),
        ({"value": "{value}", "quantityText": "{cell}", "upperBound": "9"}, False),
        ({"value": "{value}", "quantityText": "{cell}", "amount": "{cell}"}, False),
        ({"value": "{value}", "quantityText": "{cell} people"}, False),
        ({"value": "{value}", "quantityText": "{value}"}, False),
        ({"value": "{value}0", "quantityText": "{cell}"}, False),
        ({"value": "{value}"}, False),
    ],
)
def test_only_a_number_as_it_is_printed_is_plain(
    terms: dict[str, str], *, plain: bool
) -> None:
    """Beside bounds, an amount or words, every number is read."""
    place = Place("mapping.yaml", 1)
    forms = [(k, holed(Scalar(place, text, plain=False))) for k, text in terms.items()]
    assert are_plain(forms) is plain
