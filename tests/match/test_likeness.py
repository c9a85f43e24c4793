"""`kg link` and the reconciliation service go by one likeness of names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.link.building import build_index
from kg.match.entity import Entity, Mention
from kg.match.index import LocalIndex
from kg.match.letters import letters, letters_of_many
from kg.match.likeness import likeness, similarity
from kg.match.linker import link
from kg.match.names import normal
from kg.serve.reconcile.catalogue import read_catalogue
from kg.serve.reconcile.columns import Columns
from kg.serve.reconcile.match import Matcher
from kg.serve.reconcile.query import Query
from tests.conftest import Folder

NAMES = {
    "Q1": ("Taliban", ""),
    "Q2": ("Ministry of Refugees and Returnees", ""),
    "Q3": ("Smith & Co", ""),
    "Q4": ("United Nations", "UN"),
    "Q5": ("Women's Refugee Commission", ""),
    "Q6": ("Łódź Relief", ""),
    "Q7": ("Labour Party", ""),
    "Q8": ("Москва", ""),
    "Q9": ("وزارة الداخلية", ""),
    "Q10": ("内务部", ""),
    "Q11": ("Proclamation 10949 on entry", ""),
    "Q12": ("Wafa", "Hezbollah"),
}
CONFIG = '[project]\ntitle = "Names"\nbase = "https://example.org/names/"\n'


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LocalIndex:
    folder = tmp_path_factory.mktemp("names")
    rows = [f"{qid},{label},{alias},x|y|z" for qid, (label, alias) in NAMES.items()]
    table = "\n".join(["qid,label,aliases,sources", *rows, ""])
    (folder / "names.csv").write_text(table, "utf-8")
    build_index([folder / "names.csv"], folder / "index.sqlite")
    return LocalIndex(folder / "index.sqlite")


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder = Folder(tmp_path_factory.mktemp("names-graph"))
    folder.write("kg.toml", CONFIG)
    entities = [
        f'{qid.lower()}: {{type: Organization, label: "{label}"{alias}}}'
        for qid, (label, name) in NAMES.items()
        for alias in ([f", altLabel: {name}"] if name else [""])
    ]
    folder.write("sources/entities/all.yaml", "\n".join([*entities, ""]))
    folder.build()
    catalogue = read_catalogue(kg.open(folder.graph, project=folder.root))
    return Matcher(catalogue, Columns(catalogue))


def linked(index: LocalIndex, name: str) -> str:
    """Return what `kg link` links unseen, or "none"."""
    found = link(Mention(name), index)
    return found.scored[0].entity.qid if found.decision == "match" else "none"


def matched(matcher: Matcher, name: str) -> str:
    """Return what the service declares a match, or "none"."""
    found = matcher.candidates(Query(name))
    if not found or not found[0].match:
        return "none"
    return matcher.catalogue.ids[found[0].thing].rpartition("/")[2].upper()


@pytest.mark.parametrize(
    ("name", "qid"),
    [
        ("Taliban", "Q1"),
        ("Taleban", "Q1"),
        ("The Taliban", "Q1"),
        ("The Ministry of Refugees and Returnees", "Q2"),
        ("Ministry of the Refugees and the Returnees", "Q2"),
        ("The Ministry of Refugees & Returnees", "Q2"),
        ("Smith and Co", "Q3"),
        ("SMITH & CO.", "Q3"),
        ("The Smith & Co", "Q3"),
        ("UN", "Q4"),
        ("U N", "Q4"),
        ("U.N.", "Q4"),
        ("U. N.", "Q4"),
        ("the UN", "Q4"),
        ("Womens Refugee Commission", "Q5"),
        ("Women\u2019s Refugee Commission", "Q5"),
        ("Lodz Relief", "Q6"),
        ("Labor Party", "Q7"),
        ("Москва".upper(), "Q8"),
        ("وزارة الداخلية", "Q9"),
        ("内务部", "Q10"),
        ("Hizbullah", "Q12"),
    ],
)
def test_the_same_name_is_the_same_for_both(
    index: LocalIndex, matcher: Matcher, name: str, qid: str
) -> None:
    """Spellings, articles, ``&``, dots, apostrophes and accents part no names."""
    assert (linked(index, name), matched(matcher, name)) == (qid, qid)


@pytest.mark.parametrize(
    "name",
    [
        "Talban",
        "Pakistani Taliban",
        "Ministry of Returnees",
        "Smith & Cole",
        "Untied Nations",
        "Proclamation 10948 on entry",
        "Moskva",
        "Neiwubu",
        "内物部",
    ],
)
def test_what_is_only_alike_is_left_open_by_both(
    index: LocalIndex, matcher: Matcher, name: str
) -> None:
    """A letter, word or number more or less, or a script that a program changed."""
    assert (linked(index, name), matched(matcher, name)) == ("none", "none")


def test_no_evidence_makes_a_name_that_is_only_alike_a_match(tmp_path: Path) -> None:
    """Neither lists, country nor type: one letter may be all that differs."""
    table = (
        "qid,label,type,country,sources\nQ1,Kandarabad,settlement,AF,a|b|c|d|e|f|g\n"
    )
    (tmp_path / "a.csv").write_text(table, "utf-8")
    build_index([tmp_path / "a.csv"], tmp_path / "i.sqlite")
    context = "Trucks left the city of Kanderabad in Afghanistan."
    mention = Mention("Kanderabad", context=context, cls="Place", countries=("AF",))

    found = link(mention, LocalIndex(tmp_path / "i.sqlite"))

    assert found.scored[0].score > 0.74
    assert found.decision == "unsure"
    assert "is almost “Kandarabad”" in found.reason


@pytest.mark.parametrize(
    ("asked", "name", "how", "sure"),
    [
        ("J. R. Smith", "John Robert Smith", "a shortened form of", True),
        ("J.R. Smith", "J. Robert Smith", "a shortened form of", True),
        ("John R. Smith", "John Robert Smith", "a shortened form of", True),
        ("M. R. Smith", "John Robert Smith", "somewhat like", False),
        ("Interior Ministry", "Ministry of Interior", "the same words as", True),
        ("WHO", "The Who", "in other letters", True),
        ("Moskva", "Москва", "in Latin letters", False),
        ("Norwegian Council", "Norwegian Refugee Council", "part of", False),
        ("🙂", "🙃", "", False),
    ],
)
def test_in_what_way_names_are_alike(
    asked: str, name: str, how: str, sure: bool
) -> None:
    """Each way is told, and whether the name is the same."""
    found = likeness(asked, name)

    assert (found.how, found.sure) == (how, sure)


def test_an_exact_alias_is_better_than_a_label_that_is_alike() -> None:
    """Names that are the same come before those that are only alike."""
    entity = Entity("Q1", "Hazaragi People", ("Hazarajat People",))

    assert similarity(Mention("Hazarajat People"), entity).how == "alias"


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=5))
def test_one_name_and_many_are_measured_alike(asked: str, names: list[str]) -> None:
    """Whether names are compared one by one or all at once makes no difference."""
    forms = {number: normal(name) for number, name in enumerate(names)}
    many = letters_of_many(normal(asked), forms)

    for number, form in forms.items():
        if form and normal(asked):
            assert letters(normal(asked), form) == many.get(number, 0.0)


@given(st.text(max_size=40))
def test_a_normal_form_stays_as_it_is(name: str) -> None:
    """Names in an index are in normal form, and are compared again."""
    assert normal(normal(name)) == normal(name)
