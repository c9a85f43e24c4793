"""Parameters are bound as terms, never as text, and a bad value says what it lacks."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

import kg
from kg.ask.questions import Question, Value, bind
from kg.errors import InputErrors, QueryFailed, UnknownName
from kg.names import XSD
from kg.project.init import init_project
from kg.rdf import Literal, URIRef
from kg.read.queryfile import QueryFile

PARAMETERS = {
    "policy": {"type": "Policy"},
    "actor": {"type": "Thing"},
    "asOf": {"type": "date"},
    "on": {"type": "period"},
    "year": {"type": "integer"},
    "words": {"type": "string"},
    "unit": {"type": "concept:unit"},
}
PERIOD = "a day, month or year: 2025-06-04, 2025-06 or 2025"
QUESTION = Question(QueryFile("all-types", "x.rq", {"parameters": PARAMETERS}, ""))

HOSTILE = [
    '"',
    "\\",
    "a\nb\r\tc",
    "> } DROP ALL #",
    "{",
    "'''",
    '"""',
    "\u202e\u0642\u0646\u062f",
]


def _bound(graph: kg.KnowledgeGraph, name: str, value: Value) -> object:
    return bind(QUESTION, {name: value}, graph.endpoint, "en")


@pytest.mark.parametrize(
    ("given", "name", "value", "term"),
    [
        ("asOf", "asOf", "2025-06-04", Literal("2025-06-04", datatype=XSD.date)),
        ("as_of", "asOf", date(2025, 6, 4), Literal("2025-06-04", datatype=XSD.date)),
        ("as-of", "asOf", "2024-02-29", Literal("2024-02-29", datatype=XSD.date)),
        ("on", "on", "2024-02", Literal("2024-02")),
        ("on", "on", date(2024, 2, 29), Literal("2024-02-29")),
        ("year", "year", 2024, Literal("2024", datatype=XSD.integer)),
        ("year", "year", "-5", Literal("-5", datatype=XSD.integer)),
        ("words", "words", "plain", Literal("plain")),
        ("unit", "unit", "family", URIRef("https://w3id.org/apf/scheme/unit/family")),
        (
            "actor",
            "actor",
            "TTP",
            URIRef("https://w3id.org/apf/id/actor/pakistani-taliban"),
        ),
        (
            "policy",
            "policy",
            "Withdrawal of PoR protection",
            URIRef("https://w3id.org/apf/id/policy/pk-por-protection-withdrawal"),
        ),
    ],
)
def test_a_value_becomes_the_term_its_type_asks_for(
    article: kg.KnowledgeGraph, given: str, name: str, value: Value, term: object
) -> None:
    """Dates, numbers, text, codes and things each have their own kind of term."""
    assert _bound(article, given, value) == {name: term}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_bound_whatever_it_contains(
    article: kg.KnowledgeGraph, text: str
) -> None:
    """Text with quotes, braces and line ends is the text that was given."""
    assert _bound(article, "words", text) == {"words": Literal(text)}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (
            "asOf",
            "yesterday",
            "`asOf` takes a date such as 2025-06-04, not `yesterday`",
        ),
        (
            "asOf",
            "2025-13-01",
            "`asOf` takes a date such as 2025-06-04, not `2025-13-01`",
        ),
        (
            "asOf",
            "2025-02-29",
            "`asOf` takes a date such as 2025-06-04, not `2025-02-29`",
        ),
        ("asOf", "2025-06", "`asOf` takes a date such as 2025-06-04, not `2025-06`"),
        ("on", "2024-13", f"`on` takes {PERIOD}, not `2024-13`"),
        ("on", "2023-02-29", f"`on` takes {PERIOD}, not `2023-02-29`"),
        ("on", "2024-02/2024-03", f"`on` takes {PERIOD}, not `2024-02/2024-03`"),
        ("on", "2024-02~", f"`on` takes {PERIOD}, not `2024-02~`"),
        ("on", "spring", f"`on` takes {PERIOD}, not `spring`"),
        ("year", "many", "`year` takes a whole number, not `many`"),
        ("year", "1.5", "`year` takes a whole number, not `1.5`"),
        ("year", "--5", "`year` takes a whole number, not `--5`"),
        ("year", "", "`year` takes a whole number, not ``"),
        ("unit", "famly", "`famly` is no code for `unit`; did you mean `family`?"),
        ("policy", "Iran", "`Iran` is of class Country, not Policy"),
        ("polcy", "x", "`all-types` takes no `polcy`; did you mean `policy`?"),
    ],
)
def test_a_bad_value_says_what_is_wanted(
    article: kg.KnowledgeGraph, name: str, value: str, message: str
) -> None:
    """An error names the parameter, what it takes, and the nearest valid name."""
    with pytest.raises(UnknownName) as error:
        _bound(article, name, value)

    assert str(error.value) == message


def test_an_unknown_code_far_from_all_lists_the_codes(
    article: kg.KnowledgeGraph,
) -> None:
    """Where no code is near, all of them are listed."""
    with pytest.raises(UnknownName, match="one of application, arrest, attack, "):
        _bound(article, "unit", "zzz")


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("2024-02-10", "2024-02-10", "2024-02-10"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_period_is_its_first_and_its_last_day(
    article: kg.KnowledgeGraph, given: str, first: str, last: str
) -> None:
    """A month fills its slot with two days, so that it answers for all of the month."""
    text = "SELECT ?on WHERE { VALUES (?on ?onEnd) { (UNDEF UNDEF) } }"
    header = {"parameters": {"on": {"type": "period"}}}
    question = Question(QueryFile("dated", "x.rq", header, text))
    terms = bind(question, {"on": given}, article.endpoint, "en")

    days = " ".join(f'"{day}"^^<{XSD.date}>' for day in (first, last))
    assert question.query({}) == text
    assert question.query(terms) == text.replace("UNDEF UNDEF", days)


def test_a_question_without_parameters_says_so(article: kg.KnowledgeGraph) -> None:
    """A parameter given to a question that takes none is refused; a day all take."""
    plain = Question(QueryFile("plain", "x.rq", {}, ""))

    with pytest.raises(UnknownName, match="takes no `year`; it takes asOf"):
        bind(plain, {"year": 1}, article.endpoint, "en")


def test_an_unknown_question_brings_the_nearest_one(article: kg.KnowledgeGraph) -> None:
    """A slip in the name of a question is answered with the one that was meant."""
    with pytest.raises(UnknownName, match="did you mean `policy-targets`"):
        article.ask("policy-target")
    with pytest.raises(UnknownName, match="see `kg questions`"):
        article.ask("zzz")


LABELLED = """\
#+ summary: What has a label
#+ columns:
#+   thing: thing
#+ parameters:
#+   words: {type: string}

SELECT ?thing
WHERE {
  VALUES ?words { UNDEF }
  ?thing <http://www.w3.org/2000/01/rdf-schema#label> ?label .
  FILTER (STR(?label) = ?words)
}
ORDER BY ?thing
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new project, built, with a thing for every hostile text."""
    folder = tmp_path_factory.mktemp("asked") / "project"
    init_project(folder)
    entries = (
        f"odd-{number}:\n  type: Situation\n  label: {json.dumps('x' + text)}\n"
        for number, text in enumerate(HOSTILE)
    )
    (folder / "sources/entities/odd.yaml").write_text("".join(entries))
    (folder / "queries").mkdir()
    (folder / "queries/labelled.rq").write_text(LABELLED)
    texts = kg.Texts(folder / "texts")
    kg.build(kg.Project.open(folder), folder / "build/graph", texts=texts)
    return folder


@pytest.mark.parametrize(("number", "text"), list(enumerate(HOSTILE)))
def test_text_reaches_the_query_and_comes_back_whole(
    built: Path, number: int, text: str
) -> None:
    """A label of any characters is found by a question that is given it as text."""
    graph = kg.open(built / "build/graph")

    rows = graph.ask("labelled", words=f"x{text}").rows

    assert [row["thing"] for row in rows] == [graph.find(f"odd-{number}")]
    assert graph.ask("labelled", words=text).rows == []


@pytest.fixture
def question(built: Path, tmp_path: Path) -> Path:
    """Return the file of a question in a project that may be changed."""
    shutil.copytree(built, tmp_path / "project")
    return tmp_path / "project/queries/labelled.rq"


def _ask(question: Path, **words: str) -> kg.Answer:
    graph = kg.open(question.parents[1] / "build/graph")
    return graph.ask(question.stem, **words)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "#+ columns:\n#+   thing: thing\n",
            "#+ columns: thing\n",
            "`columns` lists each column",
        ),
        ("#+   words: {type: string}", "#+   words: string", "{type: …}"),
        (
            "#+   words: {type: string}",
            "#+   on: {type: date}",
            "needs a line `VALUES ?on { UNDEF }`",
        ),
        (
            "#+   words: {type: string}",
            "#+   words: {type: period}",
            "needs a line `VALUES (?words ?wordsEnd) { (UNDEF UNDEF) }`",
        ),
        ("#+   words: {type: string}", "#+   word: {type: string}", "VALUES ?word {"),
        ("#+   words: {type: string}", "#+   words: {type: [", "is not YAML"),
        (
            "#+ parameters:\n#+   words: {type: string}",
            "#+ parameters: words",
            "each as",
        ),
    ],
)
def test_a_question_file_that_cannot_work_is_named(
    question: Path, old: str, new: str, message: str
) -> None:
    """A slip in the header of one's own question names the file and the remedy."""
    assert old in LABELLED
    question.write_text(LABELLED.replace(old, new))

    with pytest.raises(InputErrors) as error:
        _ask(question)

    assert message in str(error.value)
    assert str(error.value).startswith("queries/labelled.rq:")


def test_a_column_that_the_query_does_not_select_is_named(question: Path) -> None:
    """A header and a query that do not fit end with the name of the column."""
    question.write_text(LABELLED.replace("#+   thing: thing", "#+   none: thing"))

    with pytest.raises(QueryFailed, match="came back without its column `none`"):
        _ask(question)


def test_a_malformed_question_fails_as_a_query(question: Path) -> None:
    """A question that is not SPARQL ends with QueryFailed and the place of the slip."""
    question.write_text(LABELLED.replace("WHERE {", "WHERE ("))

    with pytest.raises(QueryFailed, match=r"error at \d+:\d+"):
        _ask(question)
