"""`kg export VIEW` writes networks: which form, which part, and what is said of it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

import kg
from tests.ask.serving import served
from tests.conftest import ENTITIES, MakeProject

Run = Callable[..., subprocess.CompletedProcess[str]]

FLOWS = "2 nodes, 2 edges."
"""What is in the flows of the example: persons and families leave Lakeland."""

VIEWS = ("actors-policies-populations", "claims", "evidence", "flows")


def names(folder: Path) -> list[str]:
    """Return everything in a folder, what is hidden too."""
    return sorted(path.name for path in folder.iterdir())


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("form", "file"),
    [
        ("gexf", "flows.gexf"),
        ("graphml", "flows.graphml"),
        ("graphology", "flows.json"),
        ("cytoscape", "FLOWS.CYJS"),
        ("gephi-lite", None),
    ],
)
def test_a_file_is_of_the_form_that_its_ending_says(
    run: Run, built: Path, tmp_path: Path, form: str, file: str | None
) -> None:
    """Or of that of `--form`; it has the bytes that are else printed, and only those.

    What is there to be said of it is said on the other channel.
    """
    printed = run("export", "flows", "--form", form, cwd=built)
    words = ["--form", form] if file is None else []
    path = tmp_path / (file or "any.name")
    written = run("export", "flows", "-o", path, *words, cwd=built)

    assert printed.returncode == written.returncode == 0
    assert printed.stderr == f"flows: {FLOWS}\n"
    assert (written.stdout, written.stderr) == ("", f"{path}: {FLOWS}\n")
    assert path.read_text("utf-8") == printed.stdout
    legend = tmp_path / f"{path.stem}.legend.svg"
    assert names(tmp_path) == sorted([path.name, legend.name])
    assert "Flows of people from place to place" in legend.read_text("utf-8")


def test_without_a_form_gexf_is_printed(run: Run, built: Path) -> None:
    """The form for Gephi is the usual one, and another reader takes it."""
    done = run("export", "flows", cwd=built)

    graph = nx.read_gexf(io.BytesIO(done.stdout.encode()))
    assert sorted(graph) == ["place/hillmark", "place/lakeland"]
    assert graph.number_of_edges() == 2


def test_form_is_stronger_than_the_ending(
    run: Run, built: Path, tmp_path: Path
) -> None:
    """Who says what to write may call it anything."""
    path = tmp_path / "flows.gexf"
    done = run("export", "flows", "-o", path, "--form", "graphology", cwd=built)

    assert done.returncode == 0
    assert [node["key"] for node in json.loads(path.read_text())["nodes"]] == [
        "place/hillmark",
        "place/lakeland",
    ]


@pytest.mark.parametrize(
    ("form", "files"),
    [
        ("csv", ["edges.csv", "nodes.csv", "times.csv"]),
        ("spreadsheet", ["edges.csv", "nodes.csv", "times.csv"]),
        ("neo4j", ["import.txt", "nodes.csv", "relationships.csv"]),
    ],
)
def test_tables_are_a_folder(
    run: Run, built: Path, tmp_path: Path, form: str, files: list[str]
) -> None:
    """A new one, or an empty one, or one that was written before."""
    (tmp_path / "empty").mkdir()
    for folder in ("new", "new", "empty"):
        words = ("flows", "--form", form, "-o", folder)
        done = run("-C", built, "export", *words, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == f"{folder}: {FLOWS}\n"
        assert names(tmp_path / folder) == files
    assert names(tmp_path) == ["empty", "new"]


def test_the_folder_one_is_in_can_be_filled(
    run: Run, built: Path, tmp_path: Path
) -> None:
    """`-o .` is a folder like any other."""
    done = run("-C", built, "export", "flows", "--form", "csv", "-o", ".", cwd=tmp_path)

    assert done.returncode == 0
    assert names(tmp_path) == ["edges.csv", "nodes.csv", "times.csv"]


def test_only_spreadsheets_get_formulas_in_quotes(
    run: Run, example: Path, tmp_path: Path
) -> None:
    """A label that a spreadsheet would run is text in that form, and exact in csv."""
    entities = example / "sources/entities/entities.yaml"
    text = entities.read_text("utf-8")
    assert text.count("label: Lakeland\n") == 1
    entities.write_text(text.replace("label: Lakeland\n", 'label: "=1+2"\n'), "utf-8")
    assert run("build", cwd=example).returncode == 0

    for form, label in (("csv", "=1+2"), ("spreadsheet", "'=1+2")):
        path = tmp_path / form
        done = run("export", "flows", "--form", form, "-o", path, cwd=example)
        assert done.returncode == 0
        labels = [row["Label"] for row in table(path / "nodes.csv")]
        assert labels == ["Hillmark", label]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["flws"], "no view or form is called `flws`; did you mean `flows`?"),
        (["turtel"], "no view or form is called `turtel`; did you mean `turtle`?"),
        (["relase", "-o", "x"], "no view or form is called `relase`; did you mean `r"),
        (["flows", "--form", "gefx"], "no form is called `gefx`; did you mean `gexf`?"),
        (["flows", "--form", "turtle"], "no form is called `turtle`; there are gexf, "),
        (["flows", "-o", "x.gif"], "`x.gif` does not tell what to write; add --form, "),
        (["flows", "-o", "x"], "`x` does not tell what to write; add --form, one of g"),
        (["flows", "-o", "x.ttl"], "`x.ttl` does not tell what to write; add --form"),
        (["flows", "-o", "."], "`.` does not tell what to write; add --form, one of g"),
        (["flows", "--form", "csv"], "`csv` is a folder: add -o FOLDER"),
        (["flows", "--hops", "2"], "`--hops` counts from a thing: add --about THING"),
        (["flows", "--about", "Lakeland", "--hops", "-1"], "-1 is not in the range"),
        (["flows", "--about", "Lakelnd"], "did you mean `Lakeland`?"),
        (["flows", "--about", "River Relief"], "is not in the view `flows`"),
        (["flows", "--measure", "degre"], "did you mean `degree`?"),
        (["flows", "--as-of", "2026"], "takes a date such as 2025-06-04, not `2026`"),
        (
            ["flows", "--on", "2026-03-01", "--from", "2026-01-01"],
            "`--on` is one day, `--from` and `--to` a period: give one",
        ),
        (
            ["flows", "--from", "2026-03-02", "--to", "2026-03-01"],
            "the period from 2026-03-02 to 2026-03-01 ends before it starts",
        ),
        (
            ["flows", "--document", "lakeside-20260312"],
            "`--document` is for `cube`, not for `flows`",
        ),
        (["turtle", "--as-of", "soon"], "takes a date such as 2025-06-04, not `soon`"),
        (["turtle", "--hops", "2"], "`--hops` is for views, not for `turtle`"),
        (["nquads", "--form", "gexf"], "`--form` is for views, not for `nquads`"),
        (["cube", "--measure", "degree"], "`--measure` is for views, not for `cube`"),
        (["nanopub", "--document", "x"], "`--document` is for `cube`, not for `nanop"),
        (["release"], "a release is a folder: add -o FOLDER"),
        (["release", "--form", "csv", "-o", "x"], "`--form` is for views, not for `r"),
    ],
)
def test_what_does_not_fit_is_refused(
    run: Run, built: Path, tmp_path: Path, words: list[str], message: str
) -> None:
    """A slip ends with 2, says the way out, and writes nothing."""
    done = run("-C", built, "export", *words, cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert message in " ".join(done.stderr.split())
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("words", "result"),
    [
        (["flows", "--as-of", "2026-03-12"], "2 nodes, 2 edges."),
        (
            ["claims", "--as-of", "2026-03-11"],
            "0 nodes, 0 edges. Less narrow than --as-of 2026-03-11, there may be more.",
        ),
        (["flows", "--on", "2026-03-02"], "2 nodes, 2 edges."),
        (["flows", "--from", "2026-03-11"], "2 nodes, 2 edges."),
        (
            ["flows", "--to", "2026-03-01", "--about", "Lakeland"],
            "error: `lakeland` is not in the view `flows` as it is asked for",
        ),
        (
            ["flows", "--from", "2026-03-12", "--to", "2026-04-01"],
            "0 nodes, 0 edges. Less narrow than --from 2026-03-12 --to 2026-04-01, "
            "there may be more.",
        ),
        (
            ["claims", "--about", "River Relief", "--hops", "0"],
            "1 node, 0 edges. Less narrow than --about River Relief, "
            "there may be more.",
        ),
        # To the flow, the policy and the votes, and from the government, which denies;
        # to the policy and the votes it does that, too.
        (["claims", "--about", "River Relief"], "5 nodes, 6 edges."),
        (["claims", "--about", "River Relief", "--hops", "9"], "8 nodes, 11 edges."),
    ],
)
def test_a_part_of_a_view_can_be_written(
    run: Run, built: Path, words: list[str], result: str
) -> None:
    """What was published on 12 March 2026 tells of 2 to 11 March."""
    done = run("export", *words, "--form", "graphology", cwd=built)

    said = done.stderr.strip()
    assert said in (result, f"{words[0]}: {result}")
    assert done.returncode == (2 if result.startswith("error") else 0)


def test_measures_are_columns(run: Run, built: Path, tmp_path: Path) -> None:
    """The network is measured as it is written."""
    words = ("flows", "--measure", "degree", "--measure", "in_degree")
    path = tmp_path / "tables"
    done = run("export", *words, "--form", "csv", "-o", path, cwd=built)

    assert done.returncode == 0
    measured = [
        (row["Id"], row["degree"], row["in_degree"])
        for row in table(path / "nodes.csv")
    ]
    assert measured == [("place/hillmark", "1", "1"), ("place/lakeland", "1", "0")]


def test_a_project_without_edges_says_so(run: Run, project: MakeProject) -> None:
    """Nothing to be seen is an answer, and a file that tools open."""
    left_out = ("gazette-20250301", "gazette-20250401")
    changes: dict[str, str | bytes | None] = {
        f"sources/{name}/facts.yaml": None for name in left_out
    }
    alone = ENTITIES.partition("returns:")[0].replace(
        "  partOfOrganization: north-government\n", ""
    )
    folder = project({**changes, "sources/entities/all.yaml": alone})
    folder.build()

    for view in VIEWS:
        done = run("export", view, cwd=folder.root)
        assert done.returncode == 0
        assert done.stderr.endswith(", 0 edges.\n")
        assert nx.read_gexf(io.BytesIO(done.stdout.encode())).number_of_edges() == 0


def test_views_and_forms_are_listed(run: Run, built: Path) -> None:
    """`--list`, or no name at all, tells what there is; no graph is needed."""
    done = run("export", "--list", cwd=built)

    assert (done.returncode, done.stderr) == (0, "")
    assert run("export", cwd=built).stdout == done.stdout
    listed = [line.split()[0] for line in done.stdout.splitlines()]
    assert listed == [
        *("Views:", *VIEWS),
        *("Forms", "gexf", "gephi-lite", "graphml", "graphology", "cytoscape"),
        *("csv", "spreadsheet", "neo4j"),
        *("Forms", "nquads", "trig", "turtle", "ntriples", "jsonld", "statements"),
        *("rdf12", "cube", "nanopub", "quickstatements"),
        *("spans", "spans-tsv", "spans-json"),
        *("tables", "tables-parquet", "tables-sqlite", "release"),
    ]


def test_the_help_names_every_measure(run: Run) -> None:
    """What `--measure` takes can be read where it is looked for."""
    from kg.ask.network.measures import MEASURES

    told = run("export", "--help").stdout
    assert [name for name in MEASURES if name not in told] == []


def test_a_view_of_ones_own_is_written(run: Run, example: Path) -> None:
    """Queries in the project make a view, listed and written like those of kg."""
    folder = example / "queries/network/people"
    folder.mkdir(parents=True)
    (folder / "nodes.rq").write_text(
        "#+ title: People\n#+ description: Who there is.\n"
        "#+ columns:\n#+   node: thing\n\n"
        "PREFIX apf: <https://w3id.org/apf/ontology#>\n"
        "SELECT ?node WHERE { ?node a apf:PopulationGroup }\n"
    )
    (folder / "edges.rq").write_text(
        "#+ title: Nobody\n#+ columns:\n"
        "#+   source: thing\n#+   kind: string\n#+   target: thing\n\n"
        "PREFIX apf: <https://w3id.org/apf/ontology#>\n"
        "SELECT ?source ?kind ?target WHERE { ?source apf:none ?kind, ?target }\n"
    )

    assert "\n  people " in run("export", "--list", cwd=example).stdout
    done = run("export", "people", "--form", "graphology", cwd=example)
    assert done.stderr == "people: 1 node, 0 edges.\n"
    assert len(json.loads(done.stdout)["nodes"]) == 1


def test_views_are_written_of_an_endpoint(
    run: Run, built: Path, tmp_path: Path
) -> None:
    """Another engine behind a URL gives the same bytes; whole graphs are on disk."""
    graph = kg.open(built / "build/graph", project=built)
    with served(graph, tmp_path) as url:
        for view in VIEWS:
            here = run("export", view, cwd=built)
            there = run("-g", url, "export", view, cwd=built)
            assert there.returncode == 0
            assert there.stdout == here.stdout
            assert there.stderr == here.stderr
    for words in (["turtle"], ["cube"], ["release", "-o", "release"]):
        done = run("-g", url, "export", *words, cwd=built)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr == "error: only a graph on disk can be exported\n"
