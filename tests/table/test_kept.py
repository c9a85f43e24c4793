"""What a build keeps of large tables gives the next one what reading them would.

Each change is built onto the graph before it and anew: the triples, the findings and
the mistakes have to be the same. What was read again, and looked at again, is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import MagicMock, patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.cell.child import NoCell
from kg.graph import patch as patching
from kg.graph.store import ROWS
from kg.project import surroundings, unchanged
from kg.project.build import check
from kg.project.findings import CheckFailed
from kg.project.inputs import Inputs
from kg.project.shapes.clean import CleanParts
from kg.read.texts import Texts
from kg.table import concern, large
from kg.table.kept import CLAIMS, COLUMNS, STATE, THINGS, TIES
from kg.table.making import make_parts
from tests.conftest import CONFIG, ENTITIES, Folder
from tests.read.table.border import MAPPING, mapped
from tests.table.paths import NEWS, Built, built_once
from tests.table.paths import ROWS as TABLE

ENTITY_FILE, TABLE_FILE = "sources/entities/all.yaml", "sources/border/border.csv"
MAPPING_FILE, NEWS_FILE = "sources/border/mapping.yaml", "sources/news/facts.yaml"

CODED = MAPPING.replace(
    "  From: country\n",
    "  From:\n    type: country\n    by: iso3\n"
    "    through: {file: codes.csv, from: code, to: iso}\n",
)
CODES = "code,iso\nXNL,XNL\nFRA,FRA\n"
SECOND = MAPPING.replace("id: border", "id: frontier").replace("border.csv", "two.csv")

Change = Callable[[Folder], object]


@dataclass
class Seen:
    """What a build gave, the tables that it read, and the claims that it looked at."""

    built: Built
    read: list[str]
    looked_at: int
    copied: bool


def again(folder: Folder, part: int = 2) -> Seen:
    """Build onto what there is."""
    reading, looking = large.LargeTables._put_together, unchanged.UnchangedRows._changed
    read, numbers = list[str](), list[int]()

    def put_together(self: large.LargeTables, *recipe: object) -> object:
        made = reading(self, *recipe)  # type: ignore[arg-type]
        read.append(made.naming.document)
        return made

    def changed(self: unchanged.UnchangedRows, table: object) -> object:
        found = looking(self, table)  # type: ignore[arg-type]
        numbers.append(len(found))
        return found

    with (
        patch("kg.table.large.LARGE", 0),
        patch("kg.table.large.PART", part),
        patch.object(large.LargeTables, "_put_together", put_together),
        patch.object(unchanged.UnchangedRows, "_changed", changed),
        patch.object(patching, "_all", wraps=patching._all) as written,
    ):
        try:
            report = folder.build()
        except CheckFailed as failed:
            made = Built([], None, str(failed).splitlines())
        else:
            made = Built(sorted(folder.export().decode().splitlines()), report, [])
    return Seen(made, read, sum(numbers), copied=not written.called)


def as_anew(folder: Folder, part: int = 2) -> Seen:
    """Build onto what there is, and anew; assert that they are the same."""
    seen, anew = again(folder, part), built_once(folder, part)
    assert seen.built.graph == anew.graph
    assert seen.built.findings == anew.findings
    assert seen.built.wrong == anew.wrong
    if seen.built.report is not None and anew.report is not None:
        assert seen.built.report.triples == anew.report.triples == len(anew.graph)
        assert seen.built.report.tables == anew.report.tables
        assert seen.built.report.claims == anew.report.claims
    return seen


def after(folder: Folder, change: Change) -> Seen:
    """Build, change something, and build in both ways."""
    built_once(folder)
    change(folder)
    return as_anew(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return mapped(tmp_path, table=TABLE)


def editing(name: str, old: str, new: str) -> Change:
    return lambda folder: folder.edit(name, old, new)


def writing(name: str, text: str) -> Change:
    return lambda folder: folder.write(name, text)


def another_code(folder: Folder) -> None:
    """XSL is the code of Northland then, and Southland has none that rows have."""
    folder.edit(ENTITY_FILE, "iso3: XSL", "iso3: XXL")
    folder.edit(ENTITY_FILE, "iso3: XNL", "iso3: XSL")


def defining(id: str, words: str) -> Change:
    """Let an entity file define what rows define, too."""
    return writing("sources/entities/more.yaml", f"{id}:\n{words}")


SAME_GROUP = """\
  type: PopulationGroup
  label: People living in Northland
  residesIn: northland
"""
FRANCE = "  type: Country\n  label: Frankreich\n  iso3: FRA\n"

# Nothing of the table changes


@pytest.mark.parametrize(
    "change",
    [
        writing(NEWS_FILE, NEWS),
        editing(ENTITY_FILE, "Government of Northland", "The north"),
        editing(ENTITY_FILE, "The Gazette", "Gazette"),
        defining("some-people", "  type: PopulationGroup\n  residesIn: southland\n"),
    ],
    ids=["an article", "another's name", "the publisher's name", "a population"],
)
def test_a_table_is_not_read_again_for_what_is_said_elsewhere(
    folder: Folder, change: Change
) -> None:
    """Articles come and go beside it; the graph is that of a build anew."""
    seen = after(folder, change)
    assert seen.read == []
    assert seen.copied


def test_an_article_may_speak_of_a_row_that_stood_alone(folder: Folder) -> None:
    """The row is judged with it, and alone again without it; nothing else is written.

    What follows from the row, and what its things are tied to, is there all the while.
    """
    built_once(folder)
    alone = NEWS.replace("northland-to-southland", "france-to-southland")
    folder.write(NEWS_FILE, alone.partition("  N2:")[0])
    assert as_anew(folder).copied
    built_once(folder)
    (folder.root / NEWS_FILE).unlink()
    assert as_anew(folder).copied


def test_rows_are_not_looked_at_again_for_an_article(folder: Folder) -> None:
    """Not one of the claims of a table in which nothing was wrong."""
    assert after(folder, writing(NEWS_FILE, NEWS)).looked_at == 0


def test_rows_are_looked_at_again_where_what_they_name_has_changed(
    folder: Folder,
) -> None:
    """The body that a claimant belongs to is no part of the table, and is seen."""
    seen = after(folder, editing(ENTITY_FILE, "Government of Northland", "The north"))
    assert seen.read == []
    assert seen.looked_at == 6


def test_what_was_found_in_rows_is_found_again(folder: Folder) -> None:
    """A warning about one claim stays beside an article, and the claim alone is seen.

    People counted in a month after the day on which the table was published.
    """
    folder.edit(TABLE_FILE, "2026-02,XNL,XSL", "2026-05,XNL,XSL")
    seen = after(folder, writing(NEWS_FILE, NEWS))
    assert any("border.csv:4" in each for each in seen.built.findings)
    assert 0 < seen.looked_at < 6


def test_what_was_found_in_a_thing_of_rows_is_found_again(folder: Folder) -> None:
    """A flow from a country to itself, which rows define."""
    folder.edit(TABLE_FILE, "2026-01,FRA,XSL,7,,", "2026-01,FRA,FRA,7,,")
    seen = after(folder, writing(NEWS_FILE, NEWS))
    assert any("border.csv:5" in each for each in seen.built.findings)
    assert seen.looked_at == 1


# Something of what a table comes of changes


@pytest.mark.parametrize(
    "change",
    [
        editing(TABLE_FILE, "12,000", "12,001"),
        editing(TABLE_FILE, "2026-01,FRA,XSL,7,,\n", ""),
        editing(TABLE_FILE, "2026-02,XNL,FRA,0,7", "2026-02,FRA,XNL,0,7"),
        editing(MAPPING_FILE, "people {word}", "persons {word}"),
        editing(MAPPING_FILE, "  edition: 2026.1\n", "\n"),
        editing(MAPPING_FILE, "table:\n", "\ntable:\n"),
        editing(MAPPING_FILE, "    claimant: north-ministry", "    claimant: gazette"),
        editing(ENTITY_FILE, "  label: Southland\n", "  label: The south\n"),
        another_code,
        defining("france", FRANCE),
        defining("frankreich", FRANCE),
        defining("from-northland", SAME_GROUP),
        editing(ENTITY_FILE, "type: GovernmentBody", "type: Organization"),
        editing(ENTITY_FILE, "north-ministry:\n", "another-ministry:\n"),
        lambda folder: folder.write("kg.toml", f'{CONFIG}language = "de"\n'),
    ],
    ids=[
        *("a number", "a row less", "another flow", "words", "an edition", "a line"),
        *("a claimant", "a name in holes", "codes", "a country", "by another name"),
        *("a thing of rows", "a class", "an id", "a language"),
    ],
)
def test_a_table_is_read_again_where_something_that_it_comes_of_has_changed(
    folder: Folder, change: Change
) -> None:
    """Or it is known not to matter: the graph, or the mistake, is that of a new one."""
    after(folder, change)


def test_a_list_of_codes_that_changed_is_looked_into(tmp_path: Path) -> None:
    """What it gave before is in no claim any more."""
    folder = mapped(tmp_path, CODED, TABLE)
    folder.write("sources/border/codes.csv", CODES)
    seen = after(folder, writing("sources/border/codes.csv", CODES + "XXX,XNL\n"))
    assert seen.read == ["border"]
    folder.write("sources/border/codes.csv", "code,iso\nXNL,XNL\nFRA,DEU\n")
    assert not any("id/country/france" in line for line in as_anew(folder).built.graph)


def test_what_files_do_not_define_any_more_is_defined_by_rows(folder: Folder) -> None:
    """While a file defined it, rows did not."""
    defining("from-northland", SAME_GROUP)(folder)
    built_once(folder)
    (folder.root / "sources/entities/more.yaml").unlink()
    seen = as_anew(folder)
    assert seen.read == ["border"]
    assert any("from-northland>" in line for line in seen.built.graph)


def test_only_claims_that_changed_are_looked_at(folder: Folder) -> None:
    """Of a table in which one number is another, the one claim."""
    seen = after(folder, editing(TABLE_FILE, "12,000", "12,001"))
    assert seen.read == ["border"]
    assert seen.looked_at == 1
    assert seen.copied


def test_a_mistake_in_a_changed_row_is_told(folder: Folder) -> None:
    """Also one that only shapes see, of a thing that was not there before."""
    seen = after(folder, editing(TABLE_FILE, "2026-02,XNL,FRA,0", "2026-02,XNL,XNL,0"))
    assert any("border.csv:3" in each for each in seen.built.findings)


# Several tables


def two(folder: Folder) -> None:
    folder.write("sources/frontier/mapping.yaml", SECOND)
    folder.write("sources/frontier/two.csv", TABLE.replace("2026", "2025"))


def test_things_that_two_tables_define_stay_with_one_that_is_left(
    folder: Folder,
) -> None:
    """The first has other things, or is dropped: the second defines them then."""
    two(folder)
    built_once(folder)
    folder.write(TABLE_FILE, TABLE.splitlines()[0] + "\n2026-01,XSL,XNL,3,4,\n")
    assert as_anew(folder).read == ["border", "frontier"]
    for name in (MAPPING_FILE, TABLE_FILE):
        (folder.root / name).unlink()
    assert as_anew(folder).read == []


def test_of_two_tables_that_share_things_the_one_that_changed_is_read(
    folder: Folder,
) -> None:
    """None for an article, and the first for a number of its own."""
    two(folder)
    assert after(folder, writing(NEWS_FILE, NEWS)).read == []
    folder.edit(TABLE_FILE, "12,000", "12,001")
    assert as_anew(folder).read == ["border"]


def test_a_second_table_is_read_and_the_first_is_not(folder: Folder) -> None:
    """What both define is described alike."""
    assert after(folder, two).read == ["frontier"]


def test_two_tables_at_odds_are_at_odds_again(folder: Folder) -> None:
    """One of them was read by an earlier build."""
    built_once(folder)
    two(folder)
    folder.edit("sources/frontier/mapping.yaml", "People living in", "Who lives in")
    assert any("described otherwise" in line for line in as_anew(folder).built.wrong)


# What is kept


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        *((name, "cut off") for name in (STATE, COLUMNS, CLAIMS, THINGS, TIES)),
        *((STATE, damage) for damage in ("missing", "empty", "nonsense")),
        (CLAIMS, "missing"),
    ],
)
def test_what_is_not_whole_is_read_again(
    folder: Folder, name: str, damage: str
) -> None:
    """The graph is right, and a build says nothing of it."""
    built_once(folder)
    (kept,) = folder.graph.glob(f"*/{ROWS}/border/{name}")
    whole = kept.read_bytes()
    kept.unlink()
    if damage != "missing":
        left = {"cut off": whole[:-1], "empty": b"", "nonsense": b"{}"}[damage]
        kept.write_bytes(left)
    folder.write(NEWS_FILE, NEWS)

    seen = again(folder)

    assert seen.read == ["border"]
    assert seen.built.graph == built_once(folder).graph


def test_rows_that_are_left_out_are_told_of_each_time(folder: Folder) -> None:
    """A table with mistakes is read again, for they are in what is kept of none."""
    folder.edit(TABLE_FILE, "2026-01,FRA,XSL,7,,", "2026-13,FRA,XSL,7,,")
    with patch("kg.table.large.LARGE", 0):
        first = folder.build(max_errors=1)
        folder.write(NEWS_FILE, NEWS)
        second = folder.build(max_errors=1)
    assert (first.left_out, second.left_out) == (1, 1)


def test_a_check_takes_what_a_build_has_kept(folder: Folder) -> None:
    """And says the same of it, before and after somebody breaks the graph."""
    folder.edit(TABLE_FILE, "2026-02,XNL,XSL", "2026-05,XNL,XSL")
    made = built_once(folder)
    folder.write(NEWS_FILE, NEWS)
    project, texts = folder.open(), Texts(folder.root / "texts")
    with (
        patch("kg.table.large.LARGE", 0),
        patch("kg.table.large.make_parts", wraps=make_parts) as making,
    ):
        found = list(map(str, check(project, texts=texts)))
        assert not making.called
        (folder.graph / "CURRENT").write_text("nothing\n")
        assert list(map(str, check(project, texts=texts))) == found
        assert making.called
    assert made.findings
    assert any("border.csv:4" in each for each in found)


# What is worked out of all rows

OF_OTHERS = """\
document: {id: news, title: News, published: 2026-03-01, publishedBy: gazette}
claims:
  N1:
    summary: The ministry counted 20,000 in January.
    claimant: gazette
    says: {type: FlowObservation, measures: returns, unit: person,
           amount: exactly 20000, period: 2026-01, movementTerm: left,
           movementType: departure}
"""
FLOW = """\
  type: MovementFlow
  label: From Northland to Southland again
  movedPopulation: from-northland
  origin: northland
  destination: southland
"""


BACK = TABLE + "2026-01,XSL,XNL,3,,\n"
"""And some who move the other way, whom nothing in the table is held against."""


@contextmanager
def worked_out() -> Iterator[tuple[MagicMock, MagicMock]]:
    """Yield what counts how often rows are held against rows, and gone through."""
    held, gone = concern.Concern._work_out, surroundings.Surroundings.of_rows
    with (
        patch("kg.project.maker.begin", lambda work, files: NoCell(work)),
        patch.object(concern.Concern, "_work_out", autospec=True) as holding,
        patch.object(surroundings.Surroundings, "of_rows", autospec=True) as going,
    ):
        holding.side_effect, going.side_effect = held, gone
        yield holding, going


def with_iris(going: MagicMock) -> int:
    """Count the times that rows were gone through for anything."""
    return sum(bool(list(call.args[1])) for call in going.call_args_list)


def test_beside_an_article_of_others_nothing_is_worked_out_of_rows_again(
    folder: Folder,
) -> None:
    """Neither which rows concern each other, nor what all that they name says."""
    folder.write("sources/other/facts.yaml", OF_OTHERS.replace("id: news", "id: other"))
    with worked_out() as (holding, going):
        again(folder)
        assert (holding.call_count, with_iris(going)) == (1, 1)
        folder.write(NEWS_FILE, OF_OTHERS)
        seen = again(folder)
        assert (holding.call_count, with_iris(going)) == (1, 1)
    assert seen.built.graph == built_once(folder).graph


@pytest.mark.parametrize(
    "change",
    [
        writing(NEWS_FILE, NEWS),
        writing(NEWS_FILE, OF_OTHERS.replace("returns", "southland-to-northland")),
        writing(
            NEWS_FILE, NEWS.replace("XNL-FRA-2026-02-deported", "XSL-XNL-2026-01-left")
        ),
        defining("some-people", SAME_GROUP.replace("northland", "southland", 1)),
        defining("some-people", SAME_GROUP + "  subPopulationOf: from-northland\n"),
        defining("other-flow", FLOW),
    ],
    ids=["a row", "a thing", "denied", "a name", "a part", "a flow of theirs"],
)
def test_what_is_said_of_rows_is_held_against_them_after_other_articles(
    change: Change, tmp_path: Path
) -> None:
    """Also where the builds before had nothing of the kind, and where it goes again."""
    folder = mapped(tmp_path, table=BACK)
    built_once(folder)
    folder.write("sources/other/facts.yaml", OF_OTHERS.replace("id: news", "id: other"))
    as_anew(folder)
    change(folder)
    as_anew(folder)
    for path in (NEWS_FILE, "sources/entities/more.yaml"):
        (folder.root / path).unlink(missing_ok=True)
    as_anew(folder)


NAMESAKE = """\
  type: PopulationGroup
  label: People living in Southland
  nationality: northland
"""
PART_OF = MAPPING.replace(
    '    residesIn: "{From.id}"\n',
    '    residesIn: "{From.id}"\n    subPopulationOf: permit-holders\n',
)
WHOLE = "  residesIn: northland\n  subPopulationOf: everybody\n"


def test_a_namesake_of_a_thing_of_rows_is_told_after_other_articles(
    tmp_path: Path,
) -> None:
    """Two populations of one label, of which rows define one that stood alone."""
    folder = mapped(tmp_path, table=BACK)
    folder.write("sources/other/facts.yaml", OF_OTHERS.replace("id: news", "id: other"))
    built_once(folder)
    defining("namesake", NAMESAKE)(folder)
    seen = as_anew(folder)
    assert any("People living in Southland" in each for each in seen.built.findings)


def test_a_part_of_rows_is_also_a_part_of_what_entries_say_its_whole_is_in(
    tmp_path: Path,
) -> None:
    folder = mapped(tmp_path, PART_OF, BACK)
    folder.write("sources/other/facts.yaml", OF_OTHERS.replace("id: news", "id: other"))
    built_once(folder)
    folder.edit(ENTITY_FILE, "  residesIn: northland\n", WHOLE)
    everybody = SAME_GROUP.replace("People living in", "Everybody in")
    defining("everybody", everybody)(folder)
    seen = as_anew(folder)
    assert seen.built.wrong == []
    assert any(
        "everybody" in line and "from-south" in line for line in seen.built.graph
    )


def test_things_that_rows_describe_otherwise_are_looked_at_with_the_claims_as_they_were(
    folder: Folder,
) -> None:
    """Populations lose their names, and no claim of theirs says anything else."""
    unnamed = editing(MAPPING_FILE, '    label: "People living in {From.label}"\n', "")
    seen = after(folder, unnamed)
    assert seen.built.wrong


def test_what_entries_name_of_rows_is_seen_behind_them(folder: Folder) -> None:
    """A digest of what a claim names changes with the things behind an entry."""
    folder.edit(
        ENTITY_FILE, "  nationality: southland\n", "  subPopulationOf: from-france\n"
    )

    def digest() -> str:
        project = folder.open()
        iri = f"{project.base}id/population/permit-holders"
        version = unchanged._Version("border", None, "the same", (iri,))
        with patch("kg.table.large.LARGE", 0):
            inputs = Inputs(project, Texts(None))
        rows = unchanged.UnchangedRows(inputs, CleanParts())
        assert inputs.reading.problems == []
        return rows._digest_of(version)

    before = digest()
    assert digest() == before
    folder.edit(MAPPING_FILE, "People living in", "People who live in")
    assert digest() != before


# One change after another


def changes() -> Iterator[tuple[str, Change]]:
    yield "article", writing(NEWS_FILE, NEWS)
    yield "undisputed", writing(NEWS_FILE, NEWS.partition("  N2:")[0])
    yield "number", lambda folder: folder.write(TABLE_FILE, TABLE.replace("5,9", "5,8"))
    yield (
        "late",
        lambda folder: folder.write(
            TABLE_FILE, TABLE.replace("2026-02,XNL,XSL", "2026-07,XNL,XSL")
        ),
    )
    yield (
        "itself",
        lambda folder: folder.write(
            TABLE_FILE, TABLE.replace("FRA,XSL,7", "FRA,FRA,7")
        ),
    )
    yield "table", writing(TABLE_FILE, TABLE)
    yield "two", two
    yield "france", defining("france", FRANCE)
    yield "group", defining("from-northland", SAME_GROUP)
    yield "nothing", defining("some-people", SAME_GROUP)
    yield "unnamed", writing(ENTITY_FILE, ENTITIES.replace("  label: Southland\n", ""))
    yield "named", writing(ENTITY_FILE, ENTITIES)
    yield (
        "renamed",
        writing(ENTITY_FILE, ENTITIES.replace("label: Southland", "label: South")),
    )


CHANGES = dict(changes())


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(names=st.lists(st.sampled_from(sorted(CHANGES)), min_size=2, max_size=4))
def test_any_changes_lead_to_the_graph_of_a_build_anew(
    names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """One after the other, each onto what the one before has left."""
    folder = mapped(tmp_path_factory.mktemp("changes"), table=TABLE)
    again(folder)
    for name in names:
        CHANGES[name](folder)
        seen = again(folder)
    anew = built_once(folder)
    assert seen.built.graph == anew.graph
    assert seen.built.findings == anew.findings
    assert seen.built.wrong == anew.wrong
