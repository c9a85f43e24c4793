"""Each check has a small file that breaks it, and good files break none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.export.network.gexf.lint import CHECKS, LEVELS, lint

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad").glob("*.gexf"))
GOOD = sorted((HERE / "good").glob("*.gexf"))
_MARK = re.compile(rb"<!-- expect: (\S+) -->")


def expected(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that a file marks, and the check; an empty file has line 1."""
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        for mark in _MARK.findall(line):
            yield number, mark.decode()
    if not path.stat().st_size:
        yield 1, path.stem


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_breaks_its_check_where_it_says(path: Path) -> None:
    """The file named after a check breaks it at the marked lines, and only there."""
    marked = set(expected(path))

    assert path.stem in {check for _, check in marked}
    assert {(finding.line, finding.check) for finding in lint(path)} == marked


def test_a_bad_file_breaks_one_check_only() -> None:
    """Only what stands too deep cannot be shown without breaking another check."""
    more = {path.stem for path in BAD if len({c for _, c in expected(path)}) > 1}
    assert more == {"nested-too-deep"}


def test_every_check_has_a_bad_file() -> None:
    """No check is without an example, and no example without a check.

    Ten megabytes of one tag are not kept, but made where long tags are tested.
    """
    assert {path.stem for path in BAD} == set(CHECKS) - {"tag-too-long"}


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_file_breaks_none(path: Path) -> None:
    """What Gephi opens as it is written is passed over in silence."""
    assert lint(path) == []


def test_a_finding_has_the_values_the_effect_and_the_remedy() -> None:
    """A message says what is written, what Gephi does with it, and what to write."""
    (found, tiny) = lint(HERE / "bad/weight-zero.gexf")

    assert (found.check, found.level, found.line) == ("weight-zero", "error", 9)
    assert found.message == (
        'weight="0" on <edge> "e": Gephi drops an edge of weight 0; '
        "leave the weight out, and say in a column what is not known"
    )
    assert 'weight="1e-60" on <edge> "f"' in tiny.message


def test_a_date_that_is_not_full_is_completed() -> None:
    """The day to write is in the message: the first as start, the one after as end."""
    days = [finding.message for finding in lint(HERE / "bad/date-not-full.gexf")]

    assert 'start="2025" on <node> "a", as a day 2025-01-01' in days[0]
    assert 'end="2025-04" on <attvalue> of node "b", as a day 2025-05-01' in days[1]
    assert 'start="2025-04" on <spell> of edge "e", as a day 2025-04-01' in days[2]


def test_a_slip_of_the_pen_is_pointed_out() -> None:
    """An unknown name that is nearly one that exists is answered with that one."""
    (missing, _) = lint(HERE / "bad/undeclared-attribute.gexf")
    assert "did you mean `kind`" in missing.message


def test_the_catalogue_is_in_order() -> None:
    """Names are in kebab case, levels are known, sentences are one line each."""
    for name, check in CHECKS.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert check.level in LEVELS
        for words in (check.effect, check.instead):
            assert words == words.strip().rstrip(".")
            assert "\n" not in words


def test_long_and_odd_values_are_shown_on_one_short_line() -> None:
    """What is quoted from a file can neither flood nor steer a terminal."""
    weight = "9" * 10_000
    text = (HERE / "bad/weight-zero.gexf").read_text("utf-8")
    text = text.replace('weight="0"', f'weight="x&#x9b;&#x202e;{weight}"')

    message = lint(text.encode())[0].message

    assert len(message) < 300
    assert message.isprintable()
    assert "\\x9b\\u202e999" in message
