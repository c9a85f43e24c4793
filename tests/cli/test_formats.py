"""What is printed can be read back, and fits where it is printed."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

import kg
from kg.cli import output
from kg.cli.answers import print_answer
from kg.project.init import init_project

Run = Callable[..., subprocess.CompletedProcess[str]]

APF = "https://w3id.org/apf/ontology#"
FIGURES = ("ask", "flow-figures", "--flow", "workers-leaving-lakeland")
SUMMARY = "A relief group saw some 400 families under way."
"""Of the claim `families` of the example, which River Relief makes."""


def _print(run: Run, built: Path, *words: str) -> str:
    done = run(*words, cwd=built)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_table_shows_rows_and_numbered_citations(run: Run, built: Path) -> None:
    """The amounts stand in rows, and under them who says so and where."""
    printed = _print(run, built, *FIGURES)

    words = " ".join(printed.split())
    note = re.search(r" 400 .*?(\[\d\])", words)
    assert note is not None
    assert f"{note[1]} River Relief, asserted: \u201cRiver Relief counted" in words
    assert "] Border Office of Lakeland, asserted: \u201cMore than 1,200" in words


def test_csv_has_the_columns_of_the_question_and_the_citations(
    run: Run, built: Path
) -> None:
    """Every row is a record of plain values, with its citations in the last column."""
    printed = _print(run, built, *FIGURES, "--format", "csv")

    rows = {row["unit"]: row for row in csv.DictReader(io.StringIO(printed))}
    assert set(rows) == {"person", "family"}
    assert (rows["person"]["lowerBound"], rows["person"]["value"]) == ("1200", "")
    assert (rows["family"]["lowerBound"], rows["family"]["value"]) == ("", "400")
    assert rows["family"]["claim"] == "lakeside-20260312.families"
    assert rows["family"]["citations"].startswith("River Relief, asserted:")


def test_json_has_rows_and_claims_apart(run: Run, built: Path) -> None:
    """A program gets the rows, the claims behind them and every part of a citation."""
    data = json.loads(_print(run, built, *FIGURES, "--format", "json"))

    assert data["question"] == "flow-figures"
    assert data["parameters"] == {
        "flow": "Seasonal workers leaving Lakeland for Hillmark"
    }
    assert {row["unit"] for row in data["rows"]} == {"person", "family"}
    assert [row["period"] for row in data["rows"]] == ["2026-03-02/2026-03-11"] * 2
    claims = {claim["claim"]: claim for claim in data["claims"]}
    assert set(claims) == {"lakeside-20260312.left", "lakeside-20260312.families"}
    families = claims["lakeside-20260312.families"]
    assert families["iri"].endswith("/id/claim/lakeside-20260312.families")
    assert families["claimant"] == "river-relief"
    assert (families["start"], families["end"]) == (217, 268)
    assert families["summary"] == SUMMARY
    assert data["whyEmpty"] is None


def test_markdown_is_a_table_with_footnotes(run: Run, built: Path) -> None:
    """Each row of the table refers to footnotes, and every footnote is there."""
    printed = _print(run, built, *FIGURES, "--format", "md")

    rows = [line for line in printed.splitlines() if line.startswith("|")]
    assert len({row.count("|") for row in rows}) == 1
    assert len(rows) == 4
    assert set(re.findall(r"\[\^\d+\](?!:)", printed)) == {"[^1]", "[^2]"}
    assert re.findall(r"(?m)^\[\^\d+\]:", printed) == ["[^1]:", "[^2]:"]


def test_markdown_keeps_its_columns_whatever_a_summary_says(
    run: Run, example: Path
) -> None:
    """A bar or a line's end in a summary does not end a cell or a row."""
    facts = example / "sources/lakeside-20260312/facts.yaml"
    words = facts.read_text("utf-8")
    old = "summary: A relief group sees the stop as a bid for votes."
    assert old in words
    facts.write_text(words.replace(old, "summary: |\n      One | two\n      three"))
    assert run("build", cwd=example).returncode == 0

    printed = _print(run, example, "ask", "denied-claims", "--format", "md")

    rows = [line for line in printed.splitlines() if line.startswith("|")]
    assert len(rows) == 3
    assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1
    assert "One \\| two three" in rows[2]


def test_turtle_has_the_claims_and_their_contents(run: Run, built: Path) -> None:
    """Who wants more than a citation gets the claims as triples."""
    printed = _print(run, built, *FIGURES, "--format", "ttl")
    graph = Graph().parse(data=printed, format="turtle")

    base = "https://example.org/example/id/"
    figure = URIRef(f"{base}observation/lakeside-20260312.families")
    claim = URIRef(f"{base}claim/lakeside-20260312.families")
    assert (claim, URIRef(APF + "content"), figure) in graph
    assert str(graph.value(figure, URIRef(APF + "value"))) == "400"
    assert len(set(graph.subjects())) == 4


@pytest.mark.parametrize("format", ["table", "csv", "json", "md", "ttl"])
def test_every_format_can_be_empty(run: Run, built: Path, format: str) -> None:
    """An answer without rows is well-formed in each format."""
    words = ("ask", "policy-targets", "--as-of", "2020-01-01", "--format", format)
    printed = _print(run, built, *words)

    if format == "json":
        data = json.loads(printed)
        assert (data["rows"], data["claims"]) == ([], [])
        assert "Nothing was known by 2020-01-01" in data["whyEmpty"]
    elif format == "csv":
        assert len(list(csv.reader(io.StringIO(printed)))) == 1
    elif format == "ttl":
        assert len(Graph().parse(data=printed, format="turtle")) == 0
    else:
        assert "Nothing was known by 2020-01-01" in printed


def test_show_groups_by_manner(run: Run, built: Path) -> None:
    """What is read into a policy stands apart from what is asserted of it."""
    printed = _print(run, built, "show", "seasonal-permit-stop")

    heads = re.findall(r"(?m)^said of it: (\w+) \((\d+)\)$", printed)
    assert heads == [("asserted", "4"), ("interpreted", "1")]
    assert "disputed by lakeside-20260312.purpose-denied" in " ".join(printed.split())


def test_show_can_be_read_back(run: Run, built: Path) -> None:
    """JSON, CSV, Markdown and Turtle of a thing hold the same claims."""
    keys = ("target", "tool", "by", "start")
    ids = {f"lakeside-20260312.measure-{key}" for key in keys}
    ids.add("lakeside-20260312.purpose")
    show = ("show", "seasonal-permit-stop", "--format")

    data = json.loads(_print(run, built, *show, "json"))
    rows = csv.DictReader(io.StringIO(_print(run, built, *show, "csv")))
    markdown = _print(run, built, *show, "md")
    turtle = Graph().parse(data=_print(run, built, *show, "ttl"), format="turtle")

    assert data["types"] == ["PolicyMeasure"]
    assert {c["claim"] for group in data["about"].values() for c in group} == ids
    assert {row["claim"] for row in rows} == ids
    assert set(re.findall(r"\[(lakeside-20260312\.[\w-]+)\]$", markdown, re.M)) == ids
    subjects = {str(subject).rpartition("/")[2] for subject in turtle.subjects()}
    assert subjects == ids


def test_a_thing_nobody_mentions_is_shown_all_the_same(run: Run, built: Path) -> None:
    """What defines a thing is shown, and that no claim mentions it."""
    printed = _print(run, built, "show", "lakeland")

    assert "No claim in the graph mentions it." in printed
    assert "iso3: XLL" in printed


def test_questions_can_be_read_back(run: Run, built: Path) -> None:
    """The list of questions has what a program needs to ask them."""
    data = json.loads(_print(run, built, "questions", "--format", "json"))
    tagged = json.loads(
        _print(run, built, "questions", "--tag", "policy", "--format", "json")
    )

    by_name = {question["name"]: question for question in data}
    assert by_name["policy-targets"]["parameters"]["asOf"]["option"] == "--as-of"
    assert by_name["policy-targets"]["columns"]["claim"] == "claim"
    assert {"policy-targets"} <= {q["name"] for q in tagged} < set(by_name)


def test_findings_can_be_read_back(run: Run, example: Path) -> None:
    """Check prints its findings as JSON and CSV, with the file and line of each."""
    entities = example / "sources/entities/entities.yaml"
    lines = entities.read_text("utf-8").splitlines(keepends=True)
    entities.write_text("".join(x for x in lines if "iso3" not in x), "utf-8")
    data = json.loads(_print(run, example, "check", "--format", "json"))
    rows = csv.DictReader(io.StringIO(_print(run, example, "check", "--format", "csv")))

    warnings = [finding for finding in data if finding["level"] == "warning"]
    assert [w["focus"].rpartition("/")[2] for w in warnings] == ["lakeland", "hillmark"]
    assert {w["file"] for w in warnings} == {"sources/entities/entities.yaml"}
    kept = entities.read_text("utf-8").splitlines()
    assert [kept[w["line"] - 1] for w in warnings] == ["lakeland:", "hillmark:"]
    assert [row["message"] for row in rows] == [finding["message"] for finding in data]


def test_coverage_can_be_read_back(run: Run, built: Path) -> None:
    """Every sentence of the text is there with its claims, or the reason for none."""
    words = ("coverage", "lakeside-20260312", "--format")
    data = json.loads(_print(run, built, *words, "json"))
    rows = list(csv.DictReader(io.StringIO(_print(run, built, *words, "csv"))))

    assert [sentence["text"].split()[0] for sentence in data] == [
        *("Lakeland", "More", "River", "The", "The")
    ]
    assert data[1]["claims"] == "left"
    assert data[-1]["claims"] == ""
    assert data[-1]["reason"] == "not about actors, policies or flows"
    assert [row["text"] for row in rows] == [sentence["text"] for sentence in data]


@pytest.mark.parametrize("width", [40, 72, 110, 200])
def test_tables_fit_the_width(
    built: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    width: int,
) -> None:
    """No line of any answer is wider than the place it is printed in."""
    monkeypatch.setattr(output, "PIPE_WIDTH", width)
    graph = kg.open(built / "build/graph")
    for name in graph.questions:
        print_answer(graph.ask(name), "table")

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 100
    assert max(map(len, lines)) <= width


def test_the_address_of_a_source_goes_with_its_claims(run: Run, example: Path) -> None:
    """Markdown links the place of a claim; CSV and JSON have a column with it."""
    (facts,) = example.glob("sources/*/facts.yaml")
    text, published = facts.read_text("utf-8"), "  published: 2026-03-12\n"
    address = "https://example.org/lakeside(12)"
    facts.write_text(text.replace(published, f"{published}  url: {address}\n"), "utf-8")
    assert run("build", cwd=example).returncode == 0

    markdown = _print(run, example, *FIGURES, "--format", "md")
    about = _print(run, example, "show", "river-relief", "--format", "md")
    for text in (markdown, about):
        assert "\u2014 [Lakeside Courier, 2026-03-12, characters 217" in text
        assert f"](<{address}>) [lakeside-20260312.families]" in text
    for command in (FIGURES, ("show", "river-relief"), ("figures",)):
        printed = _print(run, example, *command, "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(printed)))
        assert rows
        assert {row["url"] for row in rows} == {address}
    data = json.loads(_print(run, example, "figures", "--format", "json"))
    assert {claim["url"] for claim in data["claims"]} == {address}


def test_a_source_without_address_has_an_empty_cell(run: Run, built: Path) -> None:
    """Nothing is made up where a document names no address."""
    printed = _print(run, built, *FIGURES, "--format", "csv")
    assert {row["url"] for row in csv.DictReader(io.StringIO(printed))} == {""}
    assert "](<" not in _print(run, built, *FIGURES, "--format", "md")


QUESTION = """\
#+ summary: Made for a table
#+ columns: {columns}

PREFIX apf: <https://w3id.org/apf/ontology#>

SELECT {selected}
WHERE {{
{pattern}
}}
ORDER BY {selected}
"""


def _asked(run: Run, example: Path, columns: str, pattern: str) -> list[str]:
    """Return what a question of the project's own prints, line by line."""
    names = [f"?{column.split(':')[0].strip('{ ')}" for column in columns.split(",")]
    text = QUESTION.format(columns=columns, selected=" ".join(names), pattern=pattern)
    (example / "queries").mkdir(exist_ok=True)
    (example / "queries" / "made.rq").write_text(text, "utf-8")
    assert run("build", cwd=example).returncode == 0
    return _print(run, example, "ask", "made").splitlines()


def test_an_empty_cell_does_not_look_like_the_one_above(
    run: Run, example: Path
) -> None:
    """A blank repeats what stands above it; where there is nothing, a dash says so."""
    rows = '("A" "fast" "x") ("A" "fast" "y") ("B" UNDEF "z") ("C" UNDEF "z")'
    printed = _asked(
        run,
        example,
        "{group: string, kind: string, mark: string}",
        f"  VALUES (?group ?kind ?mark) {{ {rows} }}",
    )

    cells = [
        line.split() for line in printed if line.split()[-1:] in (["x"], ["y"], ["z"])
    ]
    assert cells == [["A", "fast", "x"], ["y"], ["B", "\u2014", "z"], ["C", "z"]]


@pytest.mark.parametrize(("letters", "told"), [(8, True), (28, False)])
def test_a_table_that_is_too_wide_leaves_claimant_and_manner_to_its_notes(
    run: Run, example: Path, letters: int, told: bool
) -> None:
    """In 110 columns; the notes begin with both, so that nothing is lost."""
    wide = " ".join(f'"{letter * letters}"' for letter in "abc")
    printed = _asked(
        run,
        example,
        "{a: string, b: string, c: string, claimant: thing, modality: concept, "
        "claim: claim}",
        f"""  VALUES (?a ?b ?c) {{ ({wide}) }}
  ?claim apf:claimant ?claimant .
  ?claim apf:modality ?modality .
  ?claim apf:content ?content .""",
    )

    heading = next(line.split() for line in printed if line.split()[:1] == ["a"])
    assert heading == ["a", "b", "c", *(["claimant", "modality"] if told else [])]
    notes = [line for line in printed if line.startswith("[")]
    assert notes
    assert all(re.match(r"\[\d+\] [A-Z][^,]+, [a-z]+: ", line) for line in notes)


def test_a_table_with_a_limit_says_that_there_are_more_rows(
    run: Run, built: Path
) -> None:
    """Above the rows of a table and in JSON, and beside what a program reads."""
    first = "These are the first 1 of 2 rows."
    more = "--limit N shows more of them."
    for form, printed, beside in (
        ("table", first, more),
        ("md", first, more),
        ("json", f'"cut": "{first}"', f"{first} {more}"),
        ("csv", "lakeside-20260312", f"{first} {more}"),
    ):
        done = run(*FIGURES, "--limit", "1", "--format", form, cwd=built)

        assert (done.returncode, done.stderr.strip()) == (0, beside)
        assert printed in done.stdout
    assert len(list(csv.DictReader(io.StringIO(done.stdout)))) == 1


def test_a_question_may_take_a_limit_of_its_own(run: Run, tmp_path: Path) -> None:
    """Then `--limit` is its parameter, and rows are not limited."""
    init_project(tmp_path / "own")
    queries = tmp_path / "own" / "queries"
    queries.mkdir(exist_ok=True)
    (queries / "numbered.rq").write_text(OWN, "utf-8")
    assert run("build", cwd=tmp_path / "own").returncode == 0
    done = run(
        *("ask", "numbered", "--limit", "2", "--format", "csv"), cwd=tmp_path / "own"
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert [row["number"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["2"]


OWN = """\
#+ summary: Numbers
#+ question: Which numbers are there?
#+ parameters:
#+   limit: {type: integer, description: the number}
#+ columns: {number: number}
#+ empty: There is none.
SELECT ?number
WHERE {
  VALUES ?limit { UNDEF }
  VALUES ?number { 1 2 3 }
  FILTER (!BOUND(?limit) || ?limit = ?number)
}
ORDER BY ?number
"""
