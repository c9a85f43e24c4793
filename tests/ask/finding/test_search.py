"""Words find things by name, claims by summary and documents by their texts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import kg
from tests.conftest import ENTITIES, PROJECT, TEXT, Folder, MakeProject

NAMES = """\
  altLabel:
    - Министерство внутренних дел Нортландии
    - Ministère de l'Intérieur du Nordland
    - وزارت داخله نورتلند
"""


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Build the small project, its ministry with names in three languages more.

    Tests only read it.
    """
    label = "  label: Ministry of Northland\n"
    assert label in ENTITIES
    folder = Folder(tmp_path_factory.mktemp("named") / "project")
    for name, text in PROJECT.items():
        folder.write(name, text)
    folder.edit("sources/entities/all.yaml", label, label + NAMES)
    folder.build()
    return folder


def _open(folder: Folder) -> kg.KnowledgeGraph:
    return kg.open(folder.graph, texts=folder.root / "texts")


def _first(graph: kg.KnowledgeGraph, words: str, **options: str) -> str | None:
    hits = graph.search(words, **options)  # type: ignore[arg-type]
    return hits[0].thing.id if hits else None


def test_words_are_looked_for_in_any_thread(named: Folder) -> None:
    """A graph that was opened in one is asked in others, as a service does it."""
    graph = _open(named)
    first = _first(graph, "Northland")
    with ThreadPoolExecutor(4) as threads:
        others = list(threads.map(_first, [graph] * 8, ["Northland"] * 8))

    assert others == [first] * 8


@pytest.mark.parametrize(
    "words",
    [
        "Ministry of Northland",
        "ministry northland",
        "MINISTRY OF NORTHLAND",
        "minstry of nortland",
        "north-ministry",
        "министерство",
        "Нортландии министерство",
        "ministere de l'interieur",
        "MINISTÈRE INTÉRIEUR",
        "داخله",
        "وزارت داخله",
    ],
)
def test_any_way_to_write_a_name_finds_the_thing(named: Folder, words: str) -> None:
    """Order, case, accents, a slip and the names in other scripts are forgiven."""
    assert _first(_open(named), words) == "north-ministry"


def test_a_hit_says_by_which_name(named: Folder) -> None:
    """Whoever looks for one name sees which, and how much is said of the thing."""
    graph = _open(named)
    hit = graph.search("министерство")[0]

    assert (hit.by, hit.matched) == ("name", "Министерство внутренних дел Нортландии")
    assert (hit.thing.label, hit.thing.kind_label) == (
        "Ministry of Northland",
        "government body",
    )
    shown = graph.show("north-ministry")
    assert hit.thing.claims == len(shown.citations) == 4


def test_a_name_in_letters_without_vowels_is_found(article: kg.KnowledgeGraph) -> None:
    """Pakistan, written in Arabic letters, is Pakistan, though no name is so."""
    assert _first(article, "پاکستان") == "pakistan"


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("Islamabad", "pk-government"),
        ("Taleban", "taliban"),
        ("Q843", "pakistan"),
        ("PAK", "pakistan"),
        ("UN refugee agency", "unhcr"),
        ("deportation campaign", "pk-repatriation-campaign"),
        ("afgans", "afghans"),
        ("dailysabah-20250604.F38", "dailysabah-20250604.F38"),
        ("f38", "dailysabah-20250604.F38"),
    ],
)
def test_the_likeliest_comes_first(
    article: kg.KnowledgeGraph, words: str, id_: str
) -> None:
    """A nickname, a code, an id, a claim's key and a slip lead where they should."""
    assert _first(article, words) == id_


def test_what_claims_say_is_found_by_their_summaries(named: Folder) -> None:
    """Words of a summary, misspelt or begun, find the claim."""
    for words in ("hundred people", "hundrd people", "twelve hund"):
        hits = _open(named).search(words, "claims")
        assert [hit.thing.id for hit in hits] == ["gazette-20250301.count"]
        assert hits[0].by == "summary"


def test_a_text_at_hand_is_quoted_with_its_place(named: Folder) -> None:
    """A word of the text alone finds the sentence, to the character."""
    (hit,) = _open(named).search("Order took effect", "documents")

    assert (hit.thing.id, hit.by) == ("gazette-20250301", "text")
    assert hit.matched == "The order took effect on 1 February."
    assert hit.start is not None
    assert TEXT[hit.start : hit.end] == hit.matched


def test_a_slip_is_forgiven_in_texts(named: Folder) -> None:
    """A word that no text has is looked for as it may have been meant."""
    (hit,) = _open(named).search("ordr took efect", "documents")
    assert hit.matched == "The order took effect on 1 February."


def test_accents_that_stand_apart_do_not_move_a_place(project: MakeProject) -> None:
    """A text may write an accent as a letter of its own: the place is its own."""
    text = "Le\u0301o left. Zoe\u0301 Ke\u0301ita stayed. End."
    facts = """\
document:
  id: gazette-20250501
  title: Two
  published: 2025-05-01
  publishedBy: gazette
"""
    folder = project(
        {
            "sources/gazette-20250501/facts.yaml": facts,
            "texts/gazette-20250501.txt": text,
        }
    )
    folder.build()

    (hit,) = _open(folder).search("zoé keita", "documents")
    assert hit.matched == "Zoe\u0301 Ke\u0301ita stayed."
    assert text[hit.start : hit.end] == hit.matched


def test_a_text_that_is_another_is_not_quoted(project: MakeProject) -> None:
    """What stands in a text of another digest is not in the document."""
    folder = project()
    folder.build()
    folder.write("texts/gazette-20250301.txt", TEXT + "Otters were seen.\n")
    assert _open(folder).search("otters were seen") == []


def test_only_things_of_a_kind_are_found(article: kg.KnowledgeGraph) -> None:
    """A class, or what people call it, leaves the others out."""
    for kind in ("Country", "countries", "country"):
        assert [h.thing.id for h in article.search("Pakistan", kind)] == ["pakistan"]
    with pytest.raises(kg.UnknownName, match="no kind of thing is called `contries`"):
        article.search("Pakistan", "contries")


def test_no_more_is_found_than_is_wanted(article: kg.KnowledgeGraph) -> None:
    """Twenty unless more or fewer are asked for; the same order each time."""
    every = article.search("Afghans", limit=None)
    assert len(every) > 20
    assert article.search("Afghans") == every[:20]
    assert article.search("Afghans", limit=3) == every[:3]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "",
            " ",
            "\n",
            '"',
            "''",
            "(((",
            ".*",
            "a OR b",
            'x" OR "y',
            "NEAR(a b)",
            "*",
        ),
        *("%", "_", "\\", "\x00", "\U0001f600", "x" * 100_000, "\u200f", "--", "-g"),
        *("٣٤", "ß", "中文", "\ud800"),
    ],
)
def test_nothing_that_is_typed_breaks_a_search(
    article: kg.KnowledgeGraph, words: str
) -> None:
    """Signs that mean something to a program are letters like others."""
    for hit in article.search(words):
        assert 0 < hit.score <= 1


def test_a_graph_behind_an_endpoint_is_searched_alike(
    article: kg.KnowledgeGraph, article_url: str, root: Path
) -> None:
    """What a served graph has is found as what a folder has."""
    remote = kg.open(article_url, project=root, texts=root / "no-texts")
    assert remote.search("Islamabad") == article.search("Islamabad")
    assert remote.things("policies") == article.things("policies")
