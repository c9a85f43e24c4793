"""The graph as of a day is what a build of the documents published by then would be."""

from __future__ import annotations

import io
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyoxigraph as ox
import pytest

import kg
from kg.ask.answers import Answer
from kg.ask.endpoint import LocalEndpoint
from kg.cli.output import option_of
from kg.errors import BadArgument, UnknownName
from kg.export.forms import GRAPH_FORMS, write_graph
from tests.conftest import APRIL, MARCH, ROOT, Folder, MakeProject, built_once

MERIDIA = ROOT / "tests/cases/meridia"
DAYS = {
    "article": ("2025-05-02", "2025-06-04", "2030-01-01"),
    "meridia": ("2020-01-01", "2024-06-30", "2024-10-11"),
}
"""Before all documents, on days of publication and between them, after all."""

MOMENTS = [(case, day) for case, days in DAYS.items() for day in days]
each_moment = pytest.mark.parametrize(("case", "day"), MOMENTS)

VIEWS = ("actors-policies-populations", "claims", "evidence", "flows")
_PUBLISHED = re.compile(r"^\s*published: *(\S+)", re.MULTILINE)

Pair = tuple[kg.KnowledgeGraph, kg.KnowledgeGraph]


def without_later(root: Path, copy: Path, day: str) -> Path:
    """Copy a project without the documents that were published after a day."""
    for part in ("kg.toml", "ontology", "queries", "sources"):
        if (root / part).is_dir():
            shutil.copytree(root / part, copy / part)
        elif (root / part).is_file():
            copy.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / part, copy)
    for facts in (copy / "sources").glob("*/facts.yaml"):
        published = _PUBLISHED.search(facts.read_text("utf-8"))
        assert published
        if published[1] > day:
            shutil.rmtree(facts.parent)
    return copy


@pytest.fixture(scope="module")
def pair(
    article: kg.KnowledgeGraph,
    meridia: kg.KnowledgeGraph,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str, str], Pair]:
    """Return the view of a day, and the graph that is built without what came later."""
    whole = {"article": article, "meridia": meridia}
    roots = {"article": ROOT, "meridia": MERIDIA}

    @cache
    def made(case: str, day: str) -> Pair:
        copy = tmp_path_factory.mktemp("then") / "project"
        without_later(roots[case], copy, day)
        graph = built_once(tmp_path_factory, f"{case}-{day}", copy)
        then = kg.open(graph, project=copy, texts=copy / "no-texts")
        return whole[case].as_of(day), then

    return made


def nquads(graph: kg.KnowledgeGraph) -> bytes:
    """Return all quads, one a line; there are no blank nodes, which differ in name."""
    assert isinstance(graph.endpoint, LocalEndpoint)
    written = graph.endpoint.store.dump(format=ox.RdfFormat.N_QUADS) or b""
    assert b" _:" not in written
    return b"\n".join(sorted(written.splitlines()))


def exported(graph: kg.KnowledgeGraph, form: str, **options: Any) -> bytes | str:
    """Return what a form writes, or why it writes nothing."""
    out = io.BytesIO()
    try:
        if not GRAPH_FORMS[form].folder:
            write_graph(graph, out, form, **options)
            return out.getvalue()
        with TemporaryDirectory() as folder:
            write_graph(graph, Path(folder, "new"), form, **options)
            files = sorted(Path(folder, "new").iterdir())
            return b"".join(f.name.encode() + f.read_bytes() for f in files)
    except kg.KgError as error:
        return str(error)


def asked(
    graph: kg.KnowledgeGraph, name: str
) -> Iterator[tuple[dict[str, str], Answer]]:
    """Yield answers without parameters and with those of the question's example."""
    question = graph.questions[name]
    yield {}, graph.ask(name)
    words = shlex.split(question.example)[3:]
    options = {option_of(parameter): parameter for parameter in question.parameters}
    pairs = zip(words[::2], words[1::2], strict=True)
    example = {options[option]: value for option, value in pairs}
    example.pop("asOf", None)
    if example:
        with suppress(UnknownName):  # where the example is of another graph
            yield example, graph.ask(name, **example)


@each_moment
def test_the_graph_is_that_of_a_build(
    pair: Callable[[str, str], Pair], case: str, day: str
) -> None:
    """Every quad is equal, derived ones too: all that reads a graph reads the same."""
    view, built = pair(case, day)

    assert nquads(view) == nquads(built)


@each_moment
def test_every_question_is_answered_as_a_build_answers(
    pair: Callable[[str, str], Pair], case: str, day: str
) -> None:
    """Rows and citations of the day's graph are those of the build; none is empty."""
    view, built = pair(case, day)
    answered = 0
    for name in built.questions:
        for given, then in asked(built, name):
            answer = view.ask(name, **given)

            assert answer.rows == then.rows, (name, given)
            assert answer.claims == then.claims, (name, given)
            answered += bool(then.rows)
    assert answered or day == "2020-01-01"


@each_moment
def test_every_network_is_that_of_a_build(
    pair: Callable[[str, str], Pair], case: str, day: str
) -> None:
    """Nodes, edges, weights and times are equal; the description tells the day."""
    view, built = pair(case, day)
    for name in VIEWS:
        network = view.view(name)
        assert f"Only what was published by {day}." in network.description
        assert replace(network, description="") == replace(
            built.view(name), description=""
        )


@each_moment
def test_figures_are_those_of_a_build(
    pair: Callable[[str, str], Pair], case: str, day: str
) -> None:
    """All figures, their verdicts and what follows: as JSON they differ in the day."""
    view, built = pair(case, day)
    now, then = view.figures().to_dict(pairs=True), built.figures().to_dict(pairs=True)
    assert (now.pop("asOf"), then.pop("asOf")) == (day, None)
    assert bool(now.pop("whyEmpty")) == bool(then.pop("whyEmpty"))
    assert now == then


@pytest.mark.parametrize("form", [f for f in GRAPH_FORMS if f != "release"])
@pytest.mark.parametrize(("case", "day"), [(c, d[1]) for c, d in DAYS.items()])
def test_every_export_is_that_of_a_build(
    pair: Callable[[str, str], Pair], case: str, day: str, form: str
) -> None:
    """`as_of` cuts every form of the whole graph, to the byte."""
    view, built = pair(case, day)
    assert view.whole is not None

    written = exported(view.whole, form, as_of=date.fromisoformat(day))

    assert written == exported(built, form)
    assert len(written) > 100 or form == "quickstatements"


INLINE = """
  survey:
    summary: A survey says the order has a parent.
    claimant: narrator
    says: [permit-order, partOfPolicy, river-plan]

entities:
  river-plan:
    type: Policy
    label: Plan of the river
"""


@pytest.fixture
def northland(project: MakeProject) -> Folder:
    """Build a project that borrows a country, whose documents have own entities."""
    folder = project()
    entities = "sources/entities/all.yaml"
    folder.edit(entities, "residesIn: northland", "residesIn: pakistan")
    folder.write("sources/gazette-20250401/facts.yaml", APRIL + INLINE)
    folder.build()
    return folder


def opened(folder: Folder) -> kg.KnowledgeGraph:
    return kg.open(folder.graph, project=folder.root)


def test_what_later_documents_define_is_not_there(northland: Folder) -> None:
    """Neither things of a later document nor anything said of them is in the view."""
    graph = opened(northland)

    march = nquads(graph.as_of("2025-03-31")).decode()

    assert "permit-order" in march
    assert "river-plan" not in march
    assert "river-plan" in nquads(graph).decode()
    with pytest.raises(UnknownName) as error:
        graph.as_of("2025-03-31").show("river-plan")
    assert str(error.value) == "nothing published by 2025-03-31 speaks of `river-plan`"
    with pytest.raises(UnknownName, match="did you mean `river-plan`"):
        graph.as_of("2025-03-31").show("river-plann")


def test_a_question_about_what_came_later_is_empty(northland: Folder) -> None:
    """Asked about it before, the graph answers that it came later, and no error."""
    answer = opened(northland).ask(
        "claims-about", thing="river-plan", as_of="2025-03-31"
    )

    assert answer.rows == []
    assert answer.why_empty is not None
    assert answer.why_empty.startswith("Nothing was known by 2025-03-31: what answers")
    assert answer.why_empty.endswith("was published later.")


@pytest.mark.parametrize("country", ["southland", "pakistan"])
def test_what_came_with_kg_is_borrowed_anew(project: MakeProject, country: str) -> None:
    """A country that only a later document names is not there, nor are its links."""
    folder, april = project(), "sources/gazette-20250401/facts.yaml"
    entities = "sources/entities/all.yaml"
    folder.edit(entities, "nationality: southland", f"nationality: {country}")
    relation = INLINE.replace("partOfPolicy, river-plan", "appliesIn, iran")
    folder.write(april, APRIL + relation)
    folder.build()
    whole, view = opened(folder), nquads(opened(folder).as_of("2025-03-31"))
    assert b"/place/iran>" in nquads(whole)
    assert (b"/place/iran>" in view) == (country == "pakistan")  # its neighbour

    shutil.rmtree((folder.root / april).parent)
    folder.build()

    assert (b"graph/shared-links>" in view) == (country == "pakistan")
    assert view == nquads(opened(folder))


def test_days_between_two_publications_share_a_view(northland: Folder) -> None:
    """Views are kept beside the build: one per last day of publication."""
    graph = opened(northland)
    for day in ("2025-03-01", "2025-03-02", date(2025, 3, 31), datetime(2025, 3, 31)):
        assert graph.as_of(day).ask("documents").rows

    (kept,) = (northland.graph / "000001/views").iterdir()
    assert kept.name.startswith("2025-03-01-")
    again = opened(northland).as_of("2025-03-15")
    assert nquads(again) == nquads(graph.as_of("2025-03-15"))
    assert again.as_of("2030-01-01").day == date(2025, 3, 15)


def test_a_build_removes_the_views_of_the_last(northland: Folder) -> None:
    """A generation is removed with its views, and a new document is in the new ones."""
    assert opened(northland).as_of("2025-12-31").ask("documents").rows
    may = MARCH.replace("gazette-20250301", "gazette-20250501").split("\nclaims:")[0]
    may = re.sub(r"  text: .*\n", "", may).replace("2025-03-01", "2025-05-01")
    northland.write("sources/gazette-20250501/facts.yaml", may + "\n")

    northland.build()
    northland.build()

    assert not (northland.graph / "000001").exists()
    assert len(opened(northland).as_of("2025-12-31").ask("documents").rows) == 3


def test_a_damaged_view_is_made_anew(northland: Folder) -> None:
    """Whether it cannot be opened or turns out wrong when read, nobody notices."""
    first = opened(northland).as_of("2025-03-15").ask("documents")
    (kept,) = (northland.graph / "000001/views").iterdir()
    (kept / "store/CURRENT").write_text("nonsense")

    assert opened(northland).as_of("2025-03-15").ask("documents").rows == first.rows

    for table in (kept / "store").glob("*.sst"):
        table.write_bytes(b"\0" * table.stat().st_size)
    assert opened(northland).as_of("2025-03-15").ask("documents").rows == first.rows
    assert opened(northland).as_of("2025-03-15").ask("documents").rows == first.rows


def test_a_folder_that_takes_no_files_is_asked_all_the_same(
    northland: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a place to keep it, a view is made in memory; nothing is left behind."""
    (northland.graph / "000001/views").write_text("in the way")

    answer = opened(northland).ask("documents", as_of="2025-03-15")

    assert len(answer.rows) == 1


def test_rules_that_were_changed_make_another_view(northland: Folder) -> None:
    """A view is not answered by rules that the project no longer has."""
    before = nquads(opened(northland).as_of("2025-03-15"))
    rule = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . FILTER (false) }"
    northland.write("queries/rules/direct-relations.rq", f"#+ summary: no\n\n{rule}\n")

    after = nquads(opened(northland).as_of("2025-03-15"))

    assert b"adoptedBy" in before
    assert b"/graph/derived>" in before
    assert len(after) < len(before)


def test_a_question_of_ones_own_may_have_a_place_for_the_day(
    northland: Folder,
) -> None:
    """The day is bound there, too, and the graph is that of the day."""
    northland.write(
        "queries/day.rq",
        "#+ columns: {day: date, n: integer}\n"
        '#+ parameters: {asOf: {type: date, description: "by then"}}\n\n'
        "PREFIX apf: <https://w3id.org/apf/ontology#>\n"
        "SELECT (?asOf AS ?day) (COUNT(?document) AS ?n)\n"
        "WHERE {\n  VALUES ?asOf { UNDEF }\n"
        "  ?document a apf:SourceDocument .\n} GROUP BY ?asOf\n",
    )
    answer = opened(northland).ask("day", as_of="2025-03-15")

    assert answer.rows == [{"day": date(2025, 3, 15), "n": 1}]


def test_before_all_documents_nothing_is_said(northland: Folder) -> None:
    """Entities are there; the answer tells that nothing was published by then."""
    graph = opened(northland)
    early = graph.as_of("2025-02-28")

    assert early.show("permit-holders").claims == {}
    rows = len(graph.ask("policy-targets").rows)
    many = "1 row" if rows == 1 else f"{rows} rows"
    assert rows
    assert graph.ask("policy-targets", as_of="2025-02-28").why_empty == (
        f"Nothing was known by 2025-02-28: what answers this ({many}) was published "
        "later. No document was published by 2025-02-28; the first is of 2025-03-01."
    )
    assert graph.ask("two-way-agreements", as_of="2025-02-28").why_empty == (
        f"{graph.questions['two-way-agreements'].empty} No document was published by "
        "2025-02-28; the first is of 2025-03-01."
    )
    assert graph.figures(as_of="2025-02-28").why_empty == (
        "Nothing was known by 2025-02-28: 2 figures came later. "
        "No document was published by 2025-02-28; the first is of 2025-03-01."
    )


@pytest.fixture(scope="module")
def rows_of(
    article: kg.KnowledgeGraph, meridia: kg.KnowledgeGraph
) -> Callable[[str, str], int]:
    """Return how many rows a question has in a whole graph, asked once for all days."""
    whole = {"article": article, "meridia": meridia}
    return cache(lambda case, name: len(whole[case].ask(name).rows))


@each_moment
def test_what_an_empty_answer_says_was_published_later_was(
    pair: Callable[[str, str], Pair],
    rows_of: Callable[[str, str], int],
    case: str,
    day: str,
) -> None:
    """It is only said of what the whole graph answers, with the number of its rows."""
    view, _ = pair(case, day)
    for name in view.questions:
        answer: Answer = view.ask(name)
        if answer.rows:
            continue
        rows = rows_of(case, name)
        many = "1 row" if rows == 1 else f"{rows} rows"
        many = "more than 200 rows" if rows > 200 else many
        later = f"Nothing was known by {day}: what answers this ({many}) was published"
        assert (later in str(answer.why_empty)) == bool(rows), name


@pytest.mark.parametrize("day", ["2025-13-01", "soon", "2025", ""])
def test_what_is_no_day_is_refused(article: kg.KnowledgeGraph, day: str) -> None:
    """Whoever asks is told what a day looks like."""
    for ask in (
        lambda: article.as_of(day),
        lambda: article.ask("documents", as_of=day),
        lambda: article.figures(as_of=day),
    ):
        with pytest.raises(BadArgument) as error:
            ask()
        assert str(error.value) == (
            f"`as_of` takes a date such as 2025-06-04, not `{day}`"
        )


def test_an_endpoint_has_no_views(article: kg.KnowledgeGraph, article_url: str) -> None:
    """It shows no files to make a view of: the reason and the way out are told."""
    remote = kg.open(article_url, project=article.project.root)

    with pytest.raises(BadArgument) as error:
        remote.as_of("2025-06-04")

    assert str(error.value) == (
        "`as_of` needs a graph on disk, and a SPARQL endpoint shows none of its files: "
        "build or export a graph as of that day, and ask the endpoint that serves it"
    )
