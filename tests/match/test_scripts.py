"""Names in every script lead to what they name, with capitals or without."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.link.building import build_index
from kg.match.entity import Mention
from kg.match.index import LocalIndex
from kg.match.linker import link
from kg.match.names import has_case, is_acronym, is_small
from tests.beside import beside

NAMES = [
    "جريدة البحيرة",  # Arabic
    "روزنامه دریاچه",  # Persian
    "משרד הפנים",  # Hebrew
    "内务部",  # Chinese
    "法務省",  # Japanese, with a character of its own form
    "내무부",  # Korean
    "მინისტრო",  # Georgian, whose letters have capitals in Unicode and nowhere else
    "ᎠᏰᎵ ᎤᏙᏢᏒ",  # Cherokee, of which Unicode says the same
    "गृह मंत्रालय",  # Devanagari
    "স্বরাষ্ট্র মন্ত্রণালয়",  # Bengali
    "การต่างประเทศ",  # Thai
    "የውጭ ጉዳይ",  # Ethiopic
    "ⵜⴰⵎⴰⵡⵙⵜ",  # Tifinagh
    "Министерство",  # Cyrillic and Greek, which have capitals
    "Υπουργείο",
    "Նախարարություն",  # Armenian, too
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LocalIndex:
    folder = tmp_path_factory.mktemp("scripts")
    rows = [f"Q{n},{name},Office {n},PK,a|b" for n, name in enumerate(NAMES, 1)]
    rows += ["Q90,refugee,لاجئ,,a|b|c", "Q91,беженец,,,a|b|c", "Q92,قم,,IR,a|b|c"]
    table = "\n".join(["qid,label,aliases,country,sources", *rows, ""])
    (folder / "names.csv").write_text(table, "utf-8")
    build_index([folder / "names.csv"], folder / "index.sqlite")
    return LocalIndex(folder / "index.sqlite")


@pytest.mark.parametrize(("number", "name"), list(enumerate(NAMES, 1)), ids=NAMES)
def test_a_label_equal_to_the_letter_is_linked(
    index: LocalIndex, number: int, name: str
) -> None:
    """A script without capitals makes no name a common noun."""
    found = link(Mention(name, countries=("PK",)), index)

    assert (found.decision, found.scored[0].entity.qid) == ("match", f"Q{number}")
    assert found.scored[0].reasons[0] == "has this name"
    assert "proper" not in found.reason


def test_capitals_count_where_there_are_capitals(index: LocalIndex) -> None:
    """A word in small letters is a common noun in Russian as in English."""
    assert link(Mention("беженец"), index).decision == "match"
    assert link(Mention("Беженец"), index).decision == "unsure"
    assert link(Mention("министерство", countries=("PK",)), index).decision == "unsure"


def test_a_concept_is_linked_by_its_name_without_capitals(index: LocalIndex) -> None:
    """Its other names are in small letters, which says nothing of this one."""
    found = link(Mention("لاجئ"), index)

    assert (found.decision, found.scored[0].entity.qid) == ("match", "Q90")


def test_two_letters_of_another_script_are_no_code(index: LocalIndex) -> None:
    """The city of Qom has two letters; its romanisation looks like a code."""
    found = link(Mention("قم", countries=("IR",)), index)

    assert (found.decision, found.scored[0].entity.qid) == ("match", "Q92")


@pytest.mark.parametrize(
    ("name", "case", "small", "acronym"),
    [
        ("refugee", True, True, False),
        ("Refugee", True, False, False),
        ("\u041e\u041e\u041d", True, False, True),
        ("UN", True, False, True),
        ("2024", False, False, False),
        ("مينيسترو", False, False, False),
        ("მინისტრო", False, False, False),
        ("ᎠᏰᎵ", False, False, False),
    ],
)
def test_what_capitals_tell(name: str, case: bool, small: bool, acronym: bool) -> None:
    """Whether there could be some, are none, are mostly some."""
    assert (has_case(name), is_small(name), is_acronym(name)) == (case, small, acronym)


def test_names_as_other_people_wrote_them(tmp_path: Path) -> None:
    """Arabic, Chinese and Georgian labels of the collected cases."""
    cases = beside("cases/formats/mentions", "NO MENTIONS: cases are not linked")
    build_index([cases / "ents.csv"], tmp_path / "index.sqlite")
    index = LocalIndex(tmp_path / "index.sqlite")

    for name, qid in {
        "جريدة البحيرة": "Q9000002",
        "Lake Paper": "Q9000002",
        "وزارة الداخلية": "Q9000005",
        "内务部": "Q9000006",
        "მინისტრო": "Q9000007",
    }.items():
        found = link(Mention(name, context="said", countries=("PK",)), index)
        assert (found.decision, found.scored[0].entity.qid) == ("match", qid)
