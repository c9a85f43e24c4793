"""Links are as right as promised, on mentions that others wrote and on our own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.linking import Measures, Row, labels_alone, measure, ours, read_rows
from benchmarks.linking_folds import GRID, Answered, chosen, counted, script
from kg.link.building import build_index
from kg.match.entity import Entity
from kg.match.index import LocalIndex

HERE = Path(__file__).parent
PRECISION, RECALL, FIVE, NIL = 0.99, 0.85, 0.97, 0.95


@pytest.fixture(scope="module")
def index(wikidata: Path, tmp_path_factory: pytest.TempPathFactory) -> LocalIndex:
    path = tmp_path_factory.mktemp("wikidata") / "index.sqlite"
    names = ("core_entities.csv", "labels_all.csv")
    build_index([wikidata / "wikidata" / name for name in names], path)
    return LocalIndex(path)


def keeps_its_promises(found: Measures) -> None:
    wrong = [(row.mention, row.context, answer) for row, answer in found.failures]
    assert found.precision >= PRECISION, wrong
    assert found.recall >= RECALL, wrong
    assert found.five >= FIVE, wrong
    assert found.nil >= NIL, wrong


@pytest.mark.parametrize("lenient", [False, True], ids=["strict", "lenient"])
def test_the_development_set(wikidata: Path, index: LocalIndex, lenient: bool) -> None:
    """Precision, recall, five first and NIL on ``linking_dev.csv``."""
    rows = read_rows(wikidata / "linking_dev.csv")
    assert len(rows) == 150

    keeps_its_promises(measure(rows, ours(index), lenient=lenient))


@pytest.mark.parametrize("half", ["tuned", "held"])
@pytest.mark.parametrize("file", ["mentions.csv", "mentions_in_scripts.csv"])
def test_our_own_mentions(index: LocalIndex, file: str, half: str) -> None:
    """The same on sentences of our own; one half was not looked at while tuning."""
    rows = [r for r in read_rows(HERE / file) if r.half == half]
    assert len(rows) > 100

    keeps_its_promises(measure(rows, ours(index), lenient=True))


def test_our_own_mentions_are_of_six_scripts() -> None:
    """More than four hundred, the same name always in one half and in one fold."""
    rows = read_rows(HERE / "mentions_in_scripts.csv")
    scripts = Counter(script(row.mention) for row in rows)
    halves = {(row.mention, row.half) for row in rows}

    assert len(rows) > 400
    assert scripts["Latin"] > 150
    others = ("Arabic", "Cjk", "Cyrillic", "Devanagari", "Hebrew")
    assert all(scripts[name] > 30 for name in others)
    assert len(halves) == len({mention for mention, _ in halves})


def test_limits_are_set_on_other_mentions_than_those_measured() -> None:
    """Of two limits the one with more right links, less twice the wrong ones."""
    strict, loose = GRID[0], GRID[-1]
    row = Row("A", "", "Q1", "", frozenset(), frozenset(), False, "")
    wrong = Row("B", "", "NIL", "", frozenset(), frozenset(), False, "")

    def answer(of: Row, strictly: str, loosely: str) -> Answered:
        linked = dict.fromkeys(GRID, strictly) | {loose: loosely}
        return Answered(of, 0, ["Q1"], linked)

    right = [answer(row, "", "Q1"), answer(row, "", "Q1"), answer(row, "Q1", "Q1")]
    assert chosen(right) == loose
    assert chosen([*right, answer(wrong, "", "Q1")]) == strict
    assert counted([*right, answer(wrong, "", "Q1")], loose).shown("").split() == [
        *("4", "0.750", "1.000", "1.000", "0.000"),
    ]


def test_nothing_known_to_be_wrong_is_linked(wikidata: Path, index: LocalIndex) -> None:
    """On all sets, not once."""
    rows = read_rows(wikidata / "linking_dev.csv") + read_rows(HERE / "mentions.csv")
    linker = ours(index)
    assert [r.mention for r in rows if linker(r)[0] in r.wrong] == []


def test_what_the_article_names_is_found(index: LocalIndex) -> None:
    """Every gold QID of our own set is in the extract."""
    rows = read_rows(HERE / "mentions.csv")
    qids = {row.qid for row in rows if row.qid != "NIL"}
    assert set(index.entities(sorted(qids))) == qids


def test_the_measures_themselves() -> None:
    """Four mentions counted by hand: one right, one wrong, one missed, one left."""
    known = [Entity("Q1", "A"), Entity("Q2", "B", sources=3), Entity("Q9", "B")]
    rows = [
        Row("A", "", "Q1", "", frozenset(), frozenset(), False, ""),
        Row("B", "", "Q9", "", frozenset({"Q2"}), frozenset(), False, ""),
        Row("C", "", "Q3", "", frozenset(), frozenset(), False, ""),
        Row("D", "", "NIL", "", frozenset(), frozenset(), False, ""),
    ]
    strict = measure(rows, labels_alone(known))
    lenient = measure(rows, labels_alone(known), lenient=True)

    assert (strict.precision, strict.recall) == (1 / 2, 1 / 3)
    assert (strict.five, strict.nil) == (2 / 3, 1.0)
    assert (lenient.precision, lenient.recall) == (1.0, 2 / 3)
