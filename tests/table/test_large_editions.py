"""Editions of a large table give the graph that they give row by row, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.ask.editions import Editions
from kg.ask.knowledge import open_graph
from tests.conftest import Folder
from tests.read.table.border import edited
from tests.table.editions import FIRST, HEADER, SECOND, edition, editions
from tests.table.paths import NEVER, NEWS, Built, built, large_tables, same

APF = "https://w3id.org/apf/ontology#"
CLAIM = "https://example.org/permits/id/claim/"


def ties(made: Built) -> dict[str, tuple[str, set[str]]]:
    """Return how claims stand to others: the term, and the names of these."""
    tied = dict[str, tuple[str, set[str]]]()
    for line in made.graph:
        subject, term, other = line.split(" ")[:3]
        name = term.removeprefix(f"<{APF}").removesuffix(">")
        if name in ("revises", "restates"):
            claims = [iri[1:-1].removeprefix(CLAIM) for iri in (subject, other)]
            of, names = tied.setdefault(claims[0], (name, set()))
            assert of == name
            names.add(claims[1])
    return tied


def standings(made: Built) -> dict[str, str]:
    """Return the standing of each claim."""
    return {
        line.split(" ")[0][1:-1].removeprefix(CLAIM): line.split(" ")[2].rsplit("/")[-1]
        for line in made.graph
        if f"> <{APF}standing> " in line
    }


def test_what_revises_and_restates_is_what_it_is_row_by_row(tmp_path: Path) -> None:
    """Another number revises, the same restates, what is left out says nothing."""
    folder = editions(tmp_path, FIRST, SECOND)

    made, key = same(folder), "XNL-XSL-2026-{}"

    assert large_tables(folder) == ["border", "border-2"]
    assert {k.removeprefix("border-2."): v for k, v in ties(made).items()} == {
        key.format("01-left"): ("revises", {"border.XNL-XSL-2026-01-left"}),
        key.format("02-left"): ("restates", {"border.XNL-XSL-2026-02-left"}),
        key.format("04-left"): ("revises", {"border.XNL-XSL-2026-04-left"}),
        key.format("04-deported"): ("restates", {"border.XNL-XSL-2026-04-deported"}),
        "FRA-XSL-2026-01-left": ("restates", {"border.FRA-XSL-2026-01-left"}),
    }
    replaced = {claim for claim, code in standings(made).items() if code == "replaced>"}
    assert replaced == {"border.XNL-XSL-2026-01-left", "border.XNL-XSL-2026-04-left"}


def test_three_editions_in_a_chain(tmp_path: Path) -> None:
    """The last revises what both others say, if that is one number, or the last."""
    made = same(editions(tmp_path))

    tied = ties(made)
    assert tied["border-3.XNL-XSL-2026-01-left"] == (
        "revises",
        {"border-2.XNL-XSL-2026-01-left"},  # which is another than that of the first
    )
    assert tied["border-3.XNL-XSL-2026-02-deported"] == (
        "restates",
        {"border.XNL-XSL-2026-02-deported"},  # the second left it out
    )
    assert tied["border-3.XNL-XSL-2026-03-deported"] == (
        "revises",
        {"border.XNL-XSL-2026-03-deported"},
    )
    replaced = {c for c, code in standings(made).items() if code == "replaced>"}
    assert "border-2.XNL-XSL-2026-01-left" in replaced
    assert "border-3.XNL-XSL-2026-01-left" not in replaced


def test_one_number_that_stood_in_two_editions_is_revised_in_both(
    tmp_path: Path,
) -> None:
    made = same(editions(tmp_path, FIRST, FIRST, FIRST.replace("900", "901")))

    key = "XNL-XSL-2026-02-left"
    assert ties(made)[f"border-3.{key}"] == (
        "revises",
        {f"border.{key}", f"border-2.{key}"},
    )


def test_it_does_not_matter_where_parts_begin(tmp_path: Path) -> None:
    same(editions(tmp_path), part=1)


def test_an_article_that_quotes_the_old_number_is_held_against_both(
    tmp_path: Path,
) -> None:
    folder = editions(tmp_path, FIRST, SECOND)
    folder.write("sources/news/facts.yaml", NEWS.partition("  N2:")[0])

    made = same(folder)

    compared = [line for line in made.graph if "verdictReason" in line]
    assert sum("= 12,600 against = 20,000" in line for line in compared) == 1


def test_a_denial_of_a_row_of_the_old_edition(tmp_path: Path) -> None:
    folder = editions(tmp_path, FIRST, SECOND)
    news = NEWS.replace(
        "border.XNL-FRA-2026-02-deported", "border.FRA-XSL-2026-01-left"
    )
    folder.write("sources/news/facts.yaml", news)

    made = same(folder)

    contested = {c for c, code in standings(made).items() if code == "contested>"}
    key = "FRA-XSL-2026-01-left"
    assert contested == {f"border.{key}", f"border-2.{key}"}  # which restates it


@pytest.mark.parametrize(
    "edit",
    [
        ("claimant: north-ministry", "claimant: gazette"),
        ("claimant: north-ministry", "claimant: narrator"),
        ("unit: person", "unit: family"),
        ('measures: "{From.id}-to-{To.id}"', 'measures: "from-{From.id}"'),
        ('"{From}-{To}-{Month}-{each}"', '"{From}-{To}-{Month}-{word}"'),
        ('  missing: ["-"]\n', '  missing: ["-"]\n  without: ["7", "900"]\n'),
    ],
    ids=lambda edit: edit[1].strip()[:20] or "no words",
)
def test_a_new_edition_that_is_mapped_otherwise(
    tmp_path: Path, edit: tuple[str, str]
) -> None:
    """Who, how, what and in which unit: whatever differs, both ways do alike."""
    folder = editions(tmp_path, FIRST)
    edition(folder, 2, SECOND, edit)
    same(folder)


def test_the_narrator_is_the_publisher(tmp_path: Path) -> None:
    """Who is named in one edition and speaks in the other is one claimant."""
    folder = editions(tmp_path, FIRST)
    edition(folder, 1, FIRST, ("claimant: north-ministry", "claimant: narrator"))
    edition(folder, 2, SECOND, ("claimant: north-ministry", "claimant: gazette"))

    assert len(ties(same(folder))) == 5


def test_cells_that_do_not_mean_their_number(tmp_path: Path) -> None:
    """Hidden in one edition, and meaning something else in the next: a revision."""
    folder = editions(tmp_path, FIRST)
    hidden = (
        "suppressed:\n  5: {quantifier: suppressed, lowerBound: 1, upperBound: 5}\n"
    )
    end = ('movementType: "{kind}"\n', f'movementType: "{{kind}}"\n{hidden}')
    edition(folder, 2, SECOND, end)
    edition(folder, 3, SECOND, end)

    tied = ties(same(folder))

    assert tied["border-2.FRA-XSL-2026-01-left"][0] == "revises"
    assert tied["border-3.FRA-XSL-2026-01-left"][0] == "restates"


@pytest.mark.parametrize("number", [1, 2])
def test_editions_of_which_one_has_no_plan_are_read_row_by_row(
    tmp_path: Path, number: int
) -> None:
    """What is alleged, and all that revises it, for they speak of the same things."""
    folder = editions(tmp_path)
    alleged = ("north-ministry\n", "north-ministry\n    modality: alleged\n")
    edition(folder, number, (FIRST, SECOND)[number - 1], alleged)

    assert large_tables(folder) == []
    made = built(folder, 0)
    assert made.graph == built(folder, NEVER).graph
    assert ties(made)


FACTS = """\
document: {id: report, title: Report, published: 2026-02-20, publishedBy: gazette}
claims:
  XNL-XSL-2026-02-left:
    summary: So many left.
    claimant: north-ministry
    says: {type: FlowObservation, measures: "northland-to-southland", unit: person,
           quantifier: exact, value: "900", quantityText: "900", period: 2026-02,
           movementTerm: left, movementType: departure}
  XNL-XSL-2026-04-left:
    summary: So many left.
    claimant: north-ministry
    says: {type: FlowObservation, measures: "northland-to-southland", unit: person,
           quantifier: exact, value: "9", quantityText: "9", period: 2026-04,
           movementTerm: left, movementType: departure}
"""


def test_an_edition_of_facts_that_somebody_typed(tmp_path: Path) -> None:
    """A table may revise a report, by the keys of its claims."""
    folder = editions(tmp_path, FIRST)
    file = "file: border.csv"
    edition(folder, 1, FIRST, (file, f"{file}\n  revises: report"))
    folder.write("sources/report/facts.yaml", FACTS)

    tied, key = ties(same(folder)), "XNL-XSL-2026-{}-left"

    assert tied == {
        f"border.{key.format('02')}": ("restates", {f"report.{key.format('02')}"}),
        f"border.{key.format('04')}": ("revises", {f"report.{key.format('04')}"}),
    }


def test_an_edition_whose_id_comes_first_defines_things(tmp_path: Path) -> None:
    """Which document has a thing goes by their ids, not by which is older."""
    folder = editions(tmp_path, FIRST)
    edition(folder, 2, SECOND, ("id: border-2", "id: aborder"))
    for name in ("mapping.yaml", "border.csv"):
        path = folder.root / "sources/border-2" / name
        folder.write(f"sources/aborder/{name}", path.read_text("utf-8"))
        path.unlink()

    assert len(ties(same(folder))) == 5


def test_who_revises_no_document_is_told_alike(tmp_path: Path) -> None:
    folder = editions(tmp_path, FIRST)
    edition(folder, 2, SECOND, revises="boarder")

    (wrong,) = same(folder).wrong

    assert "did you mean `border`?" in wrong


def test_editions_that_go_round_in_a_circle(tmp_path: Path) -> None:
    folder = editions(tmp_path, FIRST, SECOND)
    file = "file: border.csv"
    edition(folder, 1, FIRST, (file, f"{file}\n  revises: border-2"))

    assert same(folder).wrong


def test_an_old_edition_that_is_published_later_is_told(tmp_path: Path) -> None:
    folder = editions(tmp_path, FIRST)
    edition(folder, 2, SECOND, ("2026-08-05", "2026-01-05"))

    assert any("published later" in line for line in same(folder).wrong)


def test_rows_of_either_edition_that_cannot_be_read(tmp_path: Path) -> None:
    """They are told alike, and left out alike: what they might revise stays."""
    many = "2026-02,XNL,XSL,many,0,"
    folder = editions(tmp_path, FIRST.replace("2026-02,XNL,XSL,900,0,", many), SECOND)
    assert same(folder).wrong
    made = same(folder, max_errors=1)
    assert "border-2.XNL-XSL-2026-02-left" not in ties(made)

    edition(folder, 1, FIRST)
    edition(folder, 2, SECOND.replace("2026-02,XNL,XSL,900,-,", many))
    made = same(folder, max_errors=1)
    assert "border-2.XNL-XSL-2026-02-left" not in standings(made)


@pytest.mark.parametrize("number", [1, 2])
def test_rows_of_an_edition_that_break_a_rule(tmp_path: Path, number: int) -> None:
    """They are left out as if they were not there: what is newer goes back further."""
    mapping = edited(
        ("      unit: person\n", '      unit: "{note}"\n'),
        ("  deported: count\n", "  deported: count\n  note: text\n"),
    )
    sound = f"{HEADER}2026-01,XNL,XSL,10,,person\n2026-02,XNL,XSL,{{}},,person\n"
    tables = [sound.format(count) for count in (3, 4, 5)]
    tables[number - 1] = tables[number - 1].replace(",,person", ",,", 2)
    folder = editions(tmp_path, *tables, mapping=mapping)

    made, key = same(folder, max_errors=2), "XNL-XSL-2026-02-left"

    assert made.report is not None
    assert made.report.left_out == 2
    document = "border-2" if number == 1 else "border"
    assert ties(made)[f"border-3.{key}"] == ("revises", {f"{document}.{key}"})


def diffs(folder: Folder, large: int, *days: str) -> tuple[Editions, list[set[str]]]:
    """Build in one way; return what the editions differ in, and answers of days."""
    built(folder, large)
    graph = open_graph(folder.graph)
    answers = [
        {str(sorted(row.items())) for row in graph.as_of(day).ask("flow-figures").rows}
        for day in days
    ]
    return graph.diff("border", "border-2"), answers


def test_days_between_editions_and_their_differences(tmp_path: Path) -> None:
    """What was known on a day, and what `kg diff` tells, is the same in both ways."""
    folder, days = editions(tmp_path), ("2026-07-20", "2026-08-20", "2026-09-20")

    usual, before = diffs(folder, NEVER, *days)
    fast, also = diffs(folder, 0, *days)

    assert fast.to_dict() == usual.to_dict()
    assert also == before
    assert len(set(map(str, map(sorted, also)))) == 3
