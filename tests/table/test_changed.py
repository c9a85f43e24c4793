"""A build after another changes a copy of its store: the graph is that of a build anew.

Rows that did not change are not written again, and parts in which nothing was wrong are
not looked at again.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from kg.graph import patch as patching
from kg.graph.store import REST
from kg.project.findings import CheckFailed
from kg.project.shapes.clean import Batch, CleanParts
from kg.project.shapes.parts import Part
from tests.conftest import Folder
from tests.read.table.border import MAPPING, mapped
from tests.table.paths import NEWS, ROWS, Built, built, built_once

UNDISPUTED = NEWS.partition("  N2:")[0]
SECOND = MAPPING.replace("id: border", "id: frontier").replace("border.csv", "two.csv")

OWN = """\
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix own: <https://example.org/shapes#> .

own:Few a sh:NodeShape ; sh:targetClass apf:FlowObservation ;
    sh:property [ sh:path apf:value ; sh:maxExclusive 12000 ; sh:message "Too many." ] .
"""
CHECK = """\
#+ summary: Nobody counts twelve thousand
#+ level: error
#+ problem: twelve thousand are counted
#+ solution: Count again.
PREFIX apf: <https://w3id.org/apf/ontology#>
SELECT ?focus ?message WHERE {
  ?focus apf:content ?content . ?content apf:value ?value . FILTER (?value = 12000)
  BIND ("twelve thousand are counted" AS ?message)
}
"""

Change = Callable[[Folder], object]


def test_rows_that_are_written_in_several_goes_are_the_same(tmp_path: Path) -> None:
    """A line or two at a time, or all at once: the same N-Quads."""
    folder = mapped(tmp_path, table=ROWS)
    at_once = built(folder, 0)
    with patch.object(patching, "AT_ONCE", 200):
        assert built(folder, 0).graph == at_once.graph


def test_the_rows_of_a_large_table_lie_in_one_file_for_each_order(
    tmp_path: Path,
) -> None:
    """However many goes they were written in; a lookup would go through all of them."""

    def files(folder: Folder) -> int:
        generation = folder.graph / (folder.graph / "CURRENT").read_text().strip()
        return len(list((generation / "store").glob("*.sst")))

    folder = mapped(tmp_path, table=ROWS)
    with patch.object(patching, "AT_ONCE", 200):
        scattered = built(folder, 0)
        many = files(folder)
        with patch.object(patching, "MANY_FILES", 1):
            assert built(folder, 0).graph == scattered.graph
    orders = 12  # column families of Oxigraph: of quads, triples, terms and graphs
    assert many > files(folder) <= orders


def news(text: str) -> Change:
    return lambda folder: folder.write("sources/news/facts.yaml", text)


def without_news(folder: Folder) -> None:
    (folder.root / "sources/news/facts.yaml").unlink()


def second_table(folder: Folder) -> None:
    folder.write("sources/frontier/mapping.yaml", SECOND)
    folder.write("sources/frontier/two.csv", ROWS.replace("2026", "2025"))


def another_number(folder: Folder) -> None:
    folder.edit("sources/border/border.csv", "12,000", "12,001")


def another_name(folder: Folder) -> None:
    folder.edit("sources/entities/all.yaml", "Government of Northland", "The north")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return mapped(tmp_path, table=ROWS)


def again(folder: Folder) -> Built:
    """Build once more, onto what there is."""
    with patch("kg.table.large.LARGE", 0), patch("kg.table.large.PART", 2):
        report = folder.build()
    return Built(sorted(folder.export().decode().splitlines()), report, [])


def changed(folder: Folder, change: Change, *, copied: bool = True) -> Built:
    """Build, change something, build again; assert that it is as if built anew."""
    built_once(folder)
    change(folder)
    with patch.object(patching, "_all", wraps=patching._all) as written:
        onto = again(folder)
    assert written.called is not copied
    anew = built_once(folder)
    assert onto.graph == anew.graph
    assert onto.findings == anew.findings
    assert onto.report is not None
    assert anew.report is not None
    assert onto.report.triples == anew.report.triples == len(anew.graph)
    return onto


def everything_new(folder: Folder) -> None:
    news(NEWS)(folder)
    another_name(folder)
    second_table(folder)


def test_what_is_new_is_added_to_a_copy(folder: Folder) -> None:
    """A name, a table, and an article that a row is held against: rows stay."""
    changed(folder, everything_new)


def test_what_is_gone_is_gone(folder: Folder) -> None:
    """An article without which nobody disputes a row, and nothing is contradicted.

    What a row says against itself, more deported than left, is told as before.
    """
    news(NEWS)(folder)
    before = built_once(folder)
    assert any("contradicts" in finding for finding in before.findings)

    after = changed(folder, without_news)

    assert any("border.csv:4" in finding for finding in after.findings)
    assert not any("/claim/news." in line for line in after.graph)


def test_a_number_of_a_table_that_changed_is_changed(folder: Folder) -> None:
    """Nothing of what it said before stays, and all else is where it was."""
    made = changed(folder, another_number)
    assert not any('"12000"' in line for line in made.graph)


def test_many_builds_lead_to_the_same_graph(folder: Folder) -> None:
    """Each onto the one before, there and back."""
    first = built_once(folder)
    with patch.object(patching, "_all") as written:
        again(folder)  # which keeps what the next one compares
        for change in (news(UNDISPUTED), news(NEWS), without_news):
            change(folder)
            last = again(folder)
    assert not written.called
    assert last.graph == first.graph


@pytest.mark.parametrize("damage", ["missing", "cut off", "a line less"])
def test_where_nobody_can_tell_what_changed_all_is_written(
    folder: Folder, damage: str
) -> None:
    """What is kept for comparing may be lost; the graph is right all the same."""
    built_once(folder)
    (kept,) = folder.graph.glob(f"*/{REST}")
    if damage == "missing":
        kept.unlink()
    elif damage == "cut off":
        kept.write_bytes(kept.read_bytes()[:-100])
    else:
        lines = gzip.decompress(kept.read_bytes()).splitlines(keepends=True)
        kept.write_bytes(gzip.compress(b"".join(lines[1:])))
    news(NEWS)(folder)

    onto = again(folder)

    assert onto.graph == built_once(folder).graph


def test_a_rule_that_is_new_is_held_against_what_was_clean(folder: Folder) -> None:
    """A shape and a check of the project's own, of rows that nobody touched."""
    built_once(folder)
    folder.write("ontology/shapes/own.ttl", OWN)
    with pytest.raises(CheckFailed, match=r"border\.csv:2: .*Too many\."):
        again(folder)
    (folder.root / "ontology/shapes/own.ttl").unlink()
    folder.write("queries/checks/own.rq", CHECK)
    with pytest.raises(CheckFailed, match=r"border\.csv:2: .*twelve thousand"):
        again(folder)


# Parts that are clean


def looked_at(clean: CleanParts, parts: list[Part], check: str = "shapes") -> str:
    """Return the data of the parts that are looked at; `!` is what is wrong."""
    seen = list[str]()

    def run(batches: Iterator[Batch]) -> Iterator[list[str]]:
        for batch in batches:
            seen.extend(data for data, _ in batch)
            yield [data for data, _ in batch if "!" in data]

    list(clean.look(check, parts, 2, run))
    return "".join(seen)


def test_a_part_without_findings_is_not_looked_at_again() -> None:
    """One that changed is, as are those beside which something was wrong."""
    parts: list[Part] = [(data, ["x"]) for data in ("a", "b", "c", "d!", "e")]
    first = CleanParts()
    assert looked_at(first, parts) == "abcd!e"

    assert looked_at(CleanParts(first.after), parts) == "cd!"
    parts[0] = ("A", ["x"])
    assert looked_at(CleanParts(first.after), parts) == "Acd!"


def test_parts_are_clean_for_one_check_and_the_same_things() -> None:
    """Others may find something in them, or of other things."""
    first = CleanParts()
    looked_at(first, [("a", ["x"])])
    assert looked_at(CleanParts(first.after), [("a", ["x"])], "others") == "a"
    assert looked_at(CleanParts(first.after), [("a", ["x", "y"])]) == "a"


def test_what_was_clean_stays_so_over_builds_that_pass_over_it() -> None:
    """Its digest is handed on."""
    first = CleanParts()
    looked_at(first, [("a", ["x"])])
    second = CleanParts(first.after)
    looked_at(second, [("a", ["x"])])
    assert second.after == first.after
