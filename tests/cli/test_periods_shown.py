"""However a date is shown, it is as precise as it was said: never a first day."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.export.forms import VIEW_FORMS
from tests.cli.conftest import Run

CONFIG = '[project]\nbase = "https://example.org/dates/"\ntitle = "Dates"\n'
ENTITIES = """\
press: {type: MediaOrganization, label: The Press}
council: {type: Government, label: The Council}
hill: {type: Country, label: Hill, iso3: XHI}
lake: {type: Country, label: Lake, iso3: XLA}
order: {type: Policy, label: The order}
hillfolk: {type: PopulationGroup, label: Hill people, nationality: hill}
moves:
  type: MovementFlow
  label: Moves from Hill to Lake
  movedPopulation: hillfolk
  origin: hill
  destination: lake
"""
FACTS = """\
document: {id: press-20240710, title: T, published: 2024-07-10, publishedBy: press}
claims:
  begun:
    summary: The order began that year.
    claimant: narrator
    says: {type: PolicyEvent, policyEventOf: order, policyEventType: started,
           period: 2023}
  stopped:
    summary: A court stopped it early that year.
    claimant: narrator
    says: {type: PolicyEvent, policyEventOf: order, policyEventType: enjoined,
           period: 2024-01~, periodText: early in 2024}
  lifted:
    summary: In March or so it went on.
    claimant: narrator
    says: {type: PolicyEvent, policyEventOf: order,
           policyEventType: injunction-lifted, period: 2024-03~}
  governs:
    summary: The council governs Lake.
    claimant: narrator
    says: [council, governs, lake]
    period: 2021/..
  moved:
    summary: Nineteen hundred had moved by then.
    claimant: narrator
    says: {type: FlowObservation, measures: moves, amount: "1,900", unit: person,
           period: ../2018-06, periodText: by mid-2018}
  roughly:
    summary: Some three hundred moved around then.
    claimant: narrator
    says: {type: FlowObservation, measures: moves, amount: "300", unit: person,
           period: 2019-03~}
  there:
    summary: There were seven hundred of them in that season.
    claimant: narrator
    says: {type: StockObservation, measures: hillfolk, amount: "700", unit: person,
           period: 2020-21}
"""
WORDS = {
    "begun": "2023",
    "stopped": "around 2024-01",
    "lifted": "around 2024-03",
    "governs": "since 2021",
    "moved": "by 2018-06",
    "roughly": "around 2019-03",
    "there": "spring 2020",
}
EDTF = {
    "begun": "2023",
    "stopped": "2024-01~",
    "lifted": "2024-03~",
    "governs": "2021/..",
    "moved": "../2018-06",
    "roughly": "2019-03~",
    "there": "2020-21",
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
PUBLISHED = "2024-07-10"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("dates")
    for name, text in {
        "kg.toml": CONFIG,
        "sources/entities/all.yaml": ENTITIES,
        "sources/press-20240710/facts.yaml": FACTS,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    kg.build(kg.Project.open(root), root / "build/graph")
    return root


@pytest.fixture(scope="module")
def shown(folder: Path, run: Run) -> Callable[..., str]:
    """Return what a command prints about the project."""

    def show(*arguments: str) -> str:
        done: subprocess.CompletedProcess[str] = run(*arguments, cwd=folder)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return show


def days(text: str) -> set[str]:
    """Return the full days of a text, but for that of the publication."""
    return set(DAY.findall(text)) - {PUBLISHED}


@pytest.mark.parametrize("claim", WORDS)
@pytest.mark.parametrize("form", ["table", "md"])
def test_a_claim_is_shown_with_its_period_in_words(
    shown: Callable[..., str], claim: str, form: str
) -> None:
    """A terminal and Markdown have words, and no day that nobody said."""
    text = shown("show", f"press-20240710.{claim}", "--format", form)

    assert f"period: {WORDS[claim]}\n" in text
    assert days(text) == set()


@pytest.mark.parametrize("claim", EDTF)
def test_a_claim_is_json_with_its_period_as_written(
    shown: Callable[..., str], claim: str
) -> None:
    """A program gets EDTF as it stands in the facts file."""
    text = shown("show", f"press-20240710.{claim}", "--format", "json")

    assert ["period", EDTF[claim]] in json.loads(text)["definition"]
    assert days(text) == set()


@pytest.mark.parametrize("claim", WORDS)
def test_an_explanation_says_the_period_in_words(
    shown: Callable[..., str], claim: str
) -> None:
    """What a claim says, and how it is read, has no day that nobody said."""
    text = " ".join(shown("explain", f"press-20240710.{claim}").split())

    assert WORDS[claim] in text
    assert days(text) == set()


def test_figures_have_their_periods_in_words(shown: Callable[..., str]) -> None:
    """A page of figures has words; a table for programs EDTF."""
    page = shown("figures")
    rows = csv.DictReader(io.StringIO(shown("figures", "--format", "csv")))

    assert [
        w for w in ("by 2018-06", "around 2019-03", "spring 2020") if w in page
    ] == [
        "by 2018-06",
        "around 2019-03",
        "spring 2020",
    ]
    assert days(page) == set()
    assert {row["claim"].partition(".")[2]: row["period"] for row in rows} == {
        name: EDTF[name] for name in ("moved", "roughly", "there")
    }


def test_a_picture_names_no_day(shown: Callable[..., str], folder: Path) -> None:
    """Labels have the period in words where it is rough; only ticks are dates."""
    shown("figures", "moves", "--plot", "moves.svg")
    picture = (folder / "moves.svg").read_text("utf-8")

    assert "around Mar 2019" in picture
    assert days(re.sub(r"<metadata>.*</metadata>", "", picture, flags=re.S)) == set()


@pytest.mark.parametrize("form", VIEW_FORMS)
def test_a_network_says_how_its_days_were_written(
    shown: Callable[..., str], folder: Path, form: str
) -> None:
    """Gephi needs full days, so two columns beside them say what was written."""
    shown("export", "flows", "--form", form, "-o", f"network-{form}")
    to = folder / f"network-{form}"
    files = sorted(to.rglob("*")) if to.is_dir() else [to]
    text = "\n".join(path.read_text("utf-8") for path in files if path.is_file())

    assert "../2018-06 | 2019-03~" in text
    assert "month | month, approximate" in text


def test_no_question_shows_a_day_that_nobody_said(folder: Path) -> None:
    """Of all questions, no cell has a first or last day of what was named coarser."""
    graph = kg.open(folder / "build/graph", project=folder)
    answers = {name: graph.ask(name) for name in graph.questions}
    found = {
        name: days(str(answer.to_dict()) + answer._repr_html_())
        for name, answer in answers.items()
    }

    assert {name: told for name, told in found.items() if told} == {}
    assert sum(len(answer.rows) for answer in answers.values()) > len(EDTF)
    life = answers["policy-timeline"]
    shown = {str(cell) for row in life.rows for cell in row.values()}
    assert {"2023", "around 2024-01", "around 2024-03"} <= shown


def test_kg_show_draws_a_life_without_a_day_that_nobody_said(
    shown: Callable[..., str],
) -> None:
    """The bars of a policy stand beside the dates of its steps as they were written."""
    text = shown("show", "order")

    assert [w for w in ("2023", "around 2024-01", "around 2024-03") if w in text] == [
        "2023",
        "around 2024-01",
        "around 2024-03",
    ]
    assert days(text) == set()
