"""`kg show`, `kg ask policy-timeline` and `kg explain` tell the life of a policy."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

import kg
from kg.ask.lives.page import LifePage
from tests.ask.facts_of_lives import ENTITIES as LIVES
from tests.conftest import Folder, MakeProject

Run = Callable[..., subprocess.CompletedProcess[str]]

ENTITIES = (
    LIVES
    + """\
pact: {type: Policy, label: Pact}
ban: {type: Policy, label: The ban}
silent: {type: Policy, label: Silent}
"""
)
FACTS = """\
document: {id: d, title: T, published: 2025-01-10, publishedBy: press}
claims:
  s:
    summary: It began in 2020.
    claimant: press
    says: {type: PolicyEvent, policyEventOf: rule, policyEventType: started, period: 2020-01-01}
  p:
    summary: It was suspended in March 2024.
    claimant: press
    says: {type: PolicyEvent, policyEventOf: rule, policyEventType: suspended, period: 2024-03}
  r:
    summary: It was revoked in 2024.
    claimant: press
    says: {type: PolicyEvent, policyEventOf: rule, policyEventType: revoked, period: 2024}
  a:
    summary: They say that it lapsed before.
    claimant: press
    modality: alleged
    says: {type: PolicyEvent, policyEventOf: rule, policyEventType: lapsed, period: 2023-05}
  t:
    summary: It is aimed at people.
    claimant: press
    says: [order, targetsPopulation, people]
  o:
    summary: The order began on 15 March.
    claimant: press
    says: {type: PolicyEvent, policyEventOf: order, policyEventType: started, period: 2024-03-15}
  e:
    summary: A court stopped it in March for minors.
    claimant: press
    says: {type: PolicyEvent, policyEventOf: order, policyEventType: enjoined, period: 2024-03,
      affects: minors, performedBy: court, restsOn: act}
  v:
    summary: The order was revoked in May.
    claimant: press
    says: {type: PolicyEvent, policyEventOf: order, policyEventType: revoked, period: 2024-05-01}
  no:
    summary: The government says that it was not.
    claimant: government
    modality: denied
    disputes: v
  x:
    summary: The pact is of 2022.
    claimant: press
    says: {type: PolicyEvent, policyEventOf: pact, policyEventType: started, period: 2022-01-01}
  b1:
    summary: The ban began in 2020.
    claimant: press
    says: {type: PolicyEvent, policyEventOf: ban, policyEventType: started, period: 2020-01-01}
  b2:
    summary: It was stopped for minors in 2021.
    claimant: press
    says: {type: PolicyEvent, policyEventOf: ban, policyEventType: enjoined, period: 2021-01-01,
      affects: minors}
  b3:
    summary: It lapsed in 2022.
    claimant: press
    says: {type: PolicyEvent, policyEventOf: ban, policyEventType: lapsed, period: 2022-01-01}
  u:
    summary: It runs to the end of 2025.
    claimant: press
    says: [pact, validUntil, 2025-12-31]
"""  # noqa: E501


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a project with three lives; tests only read it."""
    folder = Folder(tmp_path_factory.mktemp("lives"))
    folder.write("kg.toml", '[project]\ntitle = "T"\nbase = "https://example.org/t/"\n')
    folder.write("sources/entities/all.yaml", ENTITIES)
    folder.write("sources/d/facts.yaml", FACTS)
    folder.build()
    return folder.root


def page(lives: Path, policy: str, on: str | None, width: int) -> list[str]:
    """Return the lines of a life as a terminal without colours shows them."""
    out = io.StringIO()
    timeline = kg.open(lives / "build/graph").timeline(policy, on)
    Console(file=out, width=width, color_system=None).print(LifePage(timeline))
    return out.getvalue().splitlines()


@pytest.mark.parametrize("width", [40, 60, 80, 140])
def test_a_life_fits_every_width(lives: Path, width: int) -> None:
    """No line is longer, and every span has a bar and its date as written."""
    for policy in ("rule", "order", "pact"):
        lines = page(lives, policy, "2024-02-01", width)
        assert all(len(line) <= width for line in lines)
        text = " ".join(" ".join(lines).split())
        assert "2024-02-01, asked about" in text
        assert "after which nothing is known" in text
        assert text.count("\u2501") > 1


def test_a_row_has_status_certainty_date_bar_and_claims(lives: Path) -> None:
    """On 1 February 2024 the rule may be in force, or revoked in that year."""
    rows = [line.split() for line in page(lives, "rule", "2024-02-01", 100)]
    shown = {
        (row[0], " ".join(row[1:3]) if row[1] == "may" else "", row[-1])
        for row in rows
        if row and row[-1].startswith("[") and row[0] in ("in", "revoked", "suspended")
    }

    assert ("revoked", "may hold", "[2]") in shown
    (first,) = [
        line for line in page(lives, "rule", "2024-02-01", 100) if "2020-01" in line
    ]
    assert first.startswith("in force   may hold    2020-01-01")
    assert first.endswith("[1]")
    assert "\u2503" not in first
    assert "\u2523\u2501\u2501" in first


def test_parts_stand_below_the_whole(lives: Path) -> None:
    """With whom they concern."""
    lines = page(lives, "order", None, 100)
    heading = lines.index("only for Minors")

    assert any(line.startswith("in force") for line in lines[:heading])
    assert lines[heading + 1].startswith("enjoined")


def test_a_terminal_without_letters_gets_the_same_in_ascii(
    run: Run, lives: Path
) -> None:
    """Nothing needs colour or Unicode."""
    done = run(
        "show", "rule", "--on", "2024", cwd=lives, env={"PYTHONIOENCODING": "ascii"}
    )

    assert done.returncode == 0
    life = done.stdout.partition("its life")[2].partition("said of it")[0]
    assert "[====" in life
    assert "= certain, . possible, > nothing ends it" in life


def test_show_draws_the_life_of_a_policy_and_of_nothing_else(
    run: Run, lives: Path
) -> None:
    """The claims are those listed below; programs get none of it."""
    done = run("show", "rule", cwd=lives)
    assert "its life" in done.stdout
    assert "lapsed, 2023-05: only alleged" in done.stdout
    assert "[1] d.s" in done.stdout
    assert "its life" not in run("show", "people", cwd=lives).stdout
    assert "its life" not in run("show", "silent", cwd=lives).stdout
    for form in ("json", "csv"):
        assert "\u2501" not in run("show", "rule", "--format", form, cwd=lives).stdout
    markdown = run("show", "rule", "--format", "md", cwd=lives).stdout
    assert "## its life\n\n```text\n" in markdown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["show", "people", "--on", "2024"],
            "`--on` is for policies, and `people` is none",
        ),
        (["show", "rule", "--on", "2024-13"], "`--on` takes a day, month or year"),
        (["explain", "rule", "--on", "soon"], "`--on` takes a day, month or year"),
        (
            ["explain", "d.s", "--on", "2024"],
            "`--on` is for policies, and `d.s` is none",
        ),
        (["explain", "rul"], "nothing is called `rul`; did you mean `Rule`?"),
        (["explain", "zzz"], "nothing is called `zzz`: a claim is named DOCUMENT.KEY"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    run: Run, lives: Path, arguments: list[str], message: str
) -> None:
    """On one line, and without a traceback."""
    done = run(*arguments, cwd=lives)

    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_the_timeline_is_drawn_above_its_rows(run: Run, lives: Path) -> None:
    """Bars and rows have the same numbers; programs get the rows alone."""
    done = run("ask", "policy-timeline", "--policy", "pact", cwd=lives)
    drawn, _, listed = done.stdout.partition("What happened to a policy")

    assert drawn.startswith("Pact (pact)\n")
    assert "past its stated end" in drawn
    assert "after 2025-12-31" in drawn
    assert "[1]" in drawn
    assert "[1] Press" in listed
    csv_ = run(
        "ask", "policy-timeline", "--policy", "pact", "--format", "csv", cwd=lives
    )
    assert "\u2501" not in csv_.stdout
    assert csv_.stdout.startswith("policy,")


def told(run: Run, lives: Path, *arguments: str) -> dict[str, list[str]]:
    done = run("explain", *arguments, "--format", "json", cwd=lives)
    assert done.returncode == 0
    data: dict[str, list[str]] = json.loads(done.stdout)
    return data


def test_an_order_that_is_open_is_said_to_be(run: Run, lives: Path) -> None:
    """Suspended in March 2024, revoked in 2024: nobody says which was first."""
    reasons = told(run, lives, "rule", "--on", "2024-02-01")

    assert reasons["verdict"][0].startswith(
        "On 2024-02-01: in force or revoked. The dates leave open which. In force: "
        "possible from 2020-01-01 until 2024-03-30, certain from 2020-01-01 to "
        "2023-12-31."
    )
    assert reasons["steps"] == [
        "started, 2020-01-01: gives in force. Source: Press [1]",
        "suspended, 2024-03 (on some day from 2024-03-01 to 2024-03-31): gives "
        "suspended. Source: Press [3]",
        "revoked, 2024 (on some day from 2024-01-01 to 2024-12-31): gives revoked. "
        "Source: Press [2]",
    ]
    assert reasons["order"] == [
        "By their dates started (1) is before suspended (2).",
        "Open: which is first, suspended (2) or revoked (3).",
    ]
    assert reasons["doesNotCount"] == ["lapsed, 2023-05: only alleged [4]"]
    assert reasons["unknown"] == [
        "Nothing is known of it after 2025-01-10: no document that speaks of it, and "
        "no end that one states, is later."
    ]


def test_a_step_of_a_part_is_not_said_to_follow_the_last_of_the_whole(
    run: Run, lives: Path
) -> None:
    """Enjoined for minors in 2021, between the start and the lapse of the whole."""
    reasons = told(run, lives, "ban")

    assert [line.split(",")[0] for line in reasons["steps"]] == [
        "started",
        "lapsed",
        "enjoined",
    ]
    assert reasons["order"] == ["By their dates started (1) is before lapsed (2)."]


def test_a_dispute_a_part_a_court_and_an_act_are_named(run: Run, lives: Path) -> None:
    """The order is in force or revoked; minors had an injunction."""
    reasons = told(run, lives, "order", "--on", "2024-06")

    assert reasons["verdict"][0].startswith(
        "In 2024-06: in force or revoked. That is dis"
    )
    assert "Only for Minors: " in reasons["verdict"][1]
    (enjoined,) = [line for line in reasons["steps"] if line.startswith("enjoined")]
    assert (
        "by Court of Appeal (appeal), resting on Act of 2020, only for Minors"
        in enjoined
    )
    (disputed,) = reasons["doesNotCount"]
    assert disputed.startswith("revoked, 2024-05-01: disputed by Government [")
    assert disputed.endswith("That leaves the status disputed.")


def test_past_all_that_is_stated_nothing_is_known(run: Run, lives: Path) -> None:
    """The pact runs to the end of 2025; of 2027 nobody says anything."""
    reasons = told(run, lives, "pact", "--on", "2027-01-01")

    assert reasons["verdict"] == [
        "On 2027-01-01: not known. By what is known until 2025-12-31: past its stated "
        "end."
    ]
    assert reasons["steps"][1] == (
        "end, 2025-12-31: a stated end; it is past its stated end from the day after. "
        "Source: Press [2]"
    )


def test_a_span_is_explained_and_a_policy_of_which_nothing_is_told(
    run: Run, lives: Path
) -> None:
    """A span by its id; of a policy without steps, why there is no status."""
    assert told(run, lives, "pact-1")["verdict"] == [
        "In force: possible from 2022-01-01 until 2025-12-31, certain from 2022-01-01 "
        "to 2025-12-31."
    ]
    assert told(run, lives, "silent")["verdict"] == [
        "No claim in the graph tells a step of Silent."
    ]


def test_reasons_are_printed_in_sections_with_their_claims(
    run: Run, lives: Path
) -> None:
    """Each sentence on its own, and as CSV a row each."""
    done = run("explain", "rule", cwd=lives)
    for heading in ("Steps that count", "Their order", "Steps that do not count"):
        assert f"\n{heading}\n" in done.stdout
    assert "[1] Press, asserted: It began in 2020." in done.stdout
    rows = csv.DictReader(
        io.StringIO(run("explain", "rule", "--format", "csv", cwd=lives).stdout)
    )
    assert [row["part"] for row in rows] == [
        *("verdict", "steps", "steps", "steps", "order", "order", "aside", "unknown")
    ]


def test_as_of_a_day_nothing_later_is_drawn_or_explained(run: Run, lives: Path) -> None:
    """The one document is of 10 January 2025."""
    for command in ("show", "explain"):
        done = run(command, "rule", "--as-of", "2025-01-09", cwd=lives)
        assert "[1]" not in done.stdout
        assert "\u2501" not in done.stdout


@pytest.mark.parametrize("more", [(), ("--on", "2025-01")])
def test_a_policy_that_came_later_is_said_to(
    run: Run, project: MakeProject, more: tuple[str, ...]
) -> None:
    """The order is named in a document of 1 March 2025 alone."""
    folder = project()
    folder.build()
    for name in ("permit-order", "Order on permits"):
        done = run("explain", name, "--as-of", "2025-02-01", *more, cwd=folder.root)

        message = "nothing published by 2025-02-01 speaks of `permit-order`"
        assert (done.returncode, done.stdout) == (2, "")
        assert message in done.stderr


OWN = """\
#+ summary: Countries
#+ question: Which countries are there?
#+ tags: [timeline]
#+ columns: {policy: thing, name: string}

PREFIX apf: <https://w3id.org/apf/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?policy ?name
WHERE {
  ?policy a apf:Country .
  ?policy rdfs:label ?name .
}
ORDER BY ?policy ?name
"""


def test_a_question_of_ones_own_that_tells_no_policy_draws_nothing(
    run: Run, lives: Path, tmp_path: Path
) -> None:
    """Whatever its tags and columns are called."""
    own = tmp_path / "own"
    (own / "queries").mkdir(parents=True)
    (own / "kg.toml").write_bytes((lives / "kg.toml").read_bytes())
    (own / "queries/lands.rq").write_text(OWN)
    (own / "queries/names.rq").write_text(OWN.replace("policy", "land"))
    for question in ("lands", "names"):
        done = run("--graph", lives / "build/graph", "ask", question, cwd=own)
        assert (done.returncode, done.stderr) == (0, "")
        assert "\u2501" not in done.stdout
        assert "Land" in done.stdout
