"""`kg diff` tells which verdicts and answers change with a new edition of a table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.ask.answers import text
from kg.ask.editions import Editions
from kg.ask.knowledge import open_graph
from tests import forks
from tests.conftest import Folder
from tests.read.table.border import MAPPING, mapped

HEADER = "Month,From,To,left,deported,note\n"
OLD = f"{HEADER}2026-01,XNL,XSL,90,-,\n2026-02,XNL,XSL,80,0,\n2026-03,XNL,XSL,7,-,\n"
NEW = f"{HEADER}2026-01,XNL,XSL,95,0,\n2026-02,XNL,XSL,80,-,\n2026-04,XNL,XSL,60,61,\n"
KEY = "XNL-XSL-2026-{:02}-left"

ARTICLE = """\
document:
  id: gazette-{day}
  title: How many left
  published: {day}
  publishedBy: gazette
  language: en
claims:
  left:
    summary: So many left.
    claimant: {claimant}
    modality: {modality}
    says:
      type: FlowObservation
      measures: northland-to-southland
      amount: {amount}
      unit: person
      period: {period}
      movementTerm: left
      movementType: departure
"""


def article(folder: Folder, day: str, amount: str, **about: str) -> None:
    """Write an article that gives a figure of another claimant, after both editions."""
    given = {
        "claimant": "southland-office",
        "modality": "asserted",
        "period": "2026-01",
    }
    words = ARTICLE.format(day=day, amount=amount, **{**given, **about})
    folder.write(f"sources/gazette-{day}/facts.yaml", words)


def editions(
    root: Path, old: str = OLD, new: str = NEW, id: str = "border-2"
) -> Folder:
    """Write a project with two editions of a table, of March and of September."""
    folder = mapped(root, table=old)
    office = (
        "\nsouthland-office:\n  type: GovernmentBody\n  label: Office of Southland\n"
    )
    all = folder.root / "sources/entities/all.yaml"
    folder.write("sources/entities/all.yaml", all.read_text("utf-8") + office)
    later = MAPPING.replace("id: border", f"id: {id}")
    later = later.replace("2026-03-05", "2026-09-05")
    later = later.replace("file: border.csv", "file: border.csv\n  revises: border")
    folder.write(f"sources/{id}/mapping.yaml", later)
    folder.write(f"sources/{id}/border.csv", new)
    return folder


def compared(folder: Folder, old: str = "border", new: str = "border-2") -> Editions:
    folder.build()
    return open_graph(folder.graph).diff(old, new)


def verdicts(found: Editions) -> list[tuple[str, str | None, str | None]]:
    return [("|".join(v.claims), v.before, v.after) for v in found.verdicts]


@pytest.mark.parametrize(
    ("amount", "before", "after"),
    [
        ("90", "agrees", "conflicts"),
        ("95", "conflicts", "agrees"),
        ("about 92", "refines", "refines"),
        ("more than 92", "conflicts", "refines"),
    ],
)
def test_what_an_article_said_of_the_old_number_is_told_of_the_new_one(
    amount: str, before: str, after: str, tmp_path: Path
) -> None:
    """January was 90 and is 95; whoever agreed with the one may not with the other."""
    folder = editions(tmp_path)
    article(folder, "2026-10-01", amount)

    found = compared(folder)

    told = [v for v in found.verdicts if v.kind == "same-scope"]
    if before == after:
        assert told == []
    else:
        (verdict,) = told
        assert {*verdict.claims} == {"gazette-2026-10-01.left", KEY.format(1)}
        assert (verdict.before, verdict.after) == (before, after)
    assert found.untold == ()


def test_a_number_that_is_repeated_or_left_out_changes_no_verdict(
    tmp_path: Path,
) -> None:
    """80 stays 80; 7 is left out, and nobody has said otherwise: it still stands."""
    folder = editions(tmp_path)
    article(folder, "2026-10-01", "80", period="2026-02")
    article(folder, "2026-10-02", "9", period="2026-03")

    assert not any("gazette" in claims for claims, _, _ in verdicts(compared(folder)))


def test_a_number_that_is_new_meets_what_was_told_before(tmp_path: Path) -> None:
    """Of April there was nothing: not 0, and no verdict."""
    folder = editions(tmp_path)
    article(folder, "2026-10-01", "70", period="2026-04")

    claims = f"{KEY.format(4)}|gazette-2026-10-01.left"
    assert (claims, None, "conflicts") in verdicts(compared(folder))


def test_a_total_elsewhere_that_held_fails(tmp_path: Path) -> None:
    """90 and 80 make 170; 95 and 80 make 175."""
    folder = editions(tmp_path)
    article(folder, "2026-10-01", "170", period="2026-01/2026-02")

    found = compared(folder)

    (total,) = [v for v in found.verdicts if v.claims[0] == "gazette-2026-10-01.left"]
    assert (total.kind, total.before, total.after) == ("part-whole", "holds", "fails")


def test_an_edition_that_does_not_fit_itself_is_told(tmp_path: Path) -> None:
    """Of 60 who left in April, 61 were deported."""
    found = compared(editions(tmp_path))

    part = "XNL-XSL-2026-04-deported"
    assert verdicts(found) == [(f"{KEY.format(4)}|{part}", None, "fails")]


def test_what_is_alleged_has_no_verdict(tmp_path: Path) -> None:
    """It is no count, whatever the number."""
    folder = editions(tmp_path)
    article(folder, "2026-10-01", "90", modality="alleged")

    assert not any("gazette" in claims for claims, _, _ in verdicts(compared(folder)))


def rows(found: Editions, question: str) -> tuple[set[str], set[str]]:
    """Return the rows that are gone and new: period, amount and standing."""
    (answer,) = [a for a in found.answers if a.question == question]
    gone, come = (
        {
            " ".join(text(row[n]) for n in ("period", "quantityText", "standing"))
            for row in some
        }
        for some in (answer.gone, answer.come)
    )
    return gone, come


def test_the_rows_that_are_gone_and_new_are_told(tmp_path: Path) -> None:
    """What is repeated is the same row; what was left out stands and is no change."""
    gone, come = rows(compared(editions(tmp_path)), "flow-figures")

    assert gone == {"2026-01 90 established"}
    assert come == {
        "2026-01 95 established",
        "2026-01 0 established",
        "2026-04 60 established",
        "2026-04 61 established",
    }


def test_nothing_is_told_that_another_document_changed(tmp_path: Path) -> None:
    """An article between the two editions is in both graphs, for all it says."""
    folder = editions(tmp_path)
    article(folder, "2026-06-01", "1,000", period="2025-12")

    found = compared(folder)

    for question in ("flow-figures", "inexact-figures"):
        for answer in found.answers:
            if answer.question == question:
                shown = [text(r["quantityText"]) for r in (*answer.gone, *answer.come)]
                assert "1,000" not in shown


def test_the_other_way_round_it_is_the_other_way_round(tmp_path: Path) -> None:
    folder = editions(tmp_path)
    article(folder, "2026-10-01", "90")
    forth = compared(folder)
    back = open_graph(folder.graph).diff("border-2", "border")

    assert verdicts(back) == [
        (c, after, before) for c, before, after in verdicts(forth)
    ]
    assert rows(back, "flow-figures") == rows(forth, "flow-figures")[::-1]


def test_what_both_editions_define_is_not_lost_with_one(tmp_path: Path) -> None:
    """An edition whose id comes first defines the flow; without it the flow stays."""
    folder = editions(tmp_path, id="aborder")
    folder.build()
    graph = open_graph(folder.graph)

    gone, _ = rows(graph.diff("border", "aborder"), "flow-figures")
    assert gone == {"2026-01 90 established"}
    (first, *_) = graph.as_of("2026-06-01").ask("flow-figures").rows
    assert text(first["flow"]) == "From Northland to Southland {counted}"


def test_of_three_editions_the_last_does_not_bear_on_the_first_two(
    tmp_path: Path,
) -> None:
    """In October January is 90 again: from the first to the second it is not."""
    folder = editions(tmp_path)
    third = MAPPING.replace("id: border", "id: border-3")
    third = third.replace("2026-03-05", "2026-11-05")
    third = third.replace("file: border.csv", "file: border.csv\n  revises: border-2")
    folder.write("sources/border-3/mapping.yaml", third)
    folder.write("sources/border-3/border.csv", OLD)
    article(folder, "2026-10-01", "90")
    folder.build()
    graph = open_graph(folder.graph)
    claims = f"{KEY.format(1)}|gazette-2026-10-01.left"

    def told(old: str, new: str) -> list[tuple[str | None, str | None]]:
        found = verdicts(graph.diff(old, new))
        return [(before, after) for c, before, after in found if c == claims]

    assert told("border", "border-2") == [("agrees", "conflicts")]
    assert told("border-2", "border-3") == [("conflicts", "agrees")]
    assert told("border", "border-3") == []


def test_it_is_printed_in_words_and_as_data(tmp_path: Path) -> None:
    folder = editions(tmp_path)
    article(folder, "2026-10-01", "90")
    folder.build()

    def printed(*how: str) -> str:
        run = forks.kg("diff", "border", "border-2", *how, cwd=folder.root)
        return " ".join(run.stdout.split())

    words, data = printed(), json.loads(printed("--format", "json"))

    assert "Verdicts that change: 2." in words
    assert "agrees: both = 90" in words
    assert "Answers to flow-figures that change: 1 row gone, 4 new." in words
    assert "Verdicts" not in printed("--figures-only")
    (verdict,) = [v for v in data["verdicts"] if v["kind"] == "same-scope"]
    assert verdict["claims"] == [KEY.format(1), "gazette-2026-10-01.left"]
    assert verdict["reasonAfter"] == "= 95 against = 90"
    (answer,) = [a for a in data["answers"] if a["question"] == "flow-figures"]
    assert answer["gone"][0]["flow"] == "northland-to-southland"
    assert data["untold"] == []
