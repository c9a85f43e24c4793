"""The index in memory finds what a search through all names would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.match.letters import NameKind
from kg.match.name_index import NameIndex, code_key, id_key
from kg.match.names import normal
from kg.match.spellings import fold

WORDS = st.sampled_from(
    ["taliban", "taleban", "talibon", "un", "united", "nations", "al", "москва", "b1"]
)
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), max_size=40)


@given(NAMES, WORDS)
def test_spellings_are_those_of_a_search_through_all(
    names: list[str], asked: str
) -> None:
    """However many share a place in the table, all of a key are found, and no other."""
    index = NameIndex((normal(n), i, NameKind.LABEL) for i, n in enumerate(names))
    found = [index.names[number] for number in index.spelled(asked)]

    latin = {normal(name) for name in names if name.isascii()}
    assert found == sorted(name for name in latin if fold(name) == fold(asked))


def test_ids_and_codes_are_no_names() -> None:
    """What is asked for as a name is not found by an id or code of the same letters."""
    owned = [
        ("un", 0, NameKind.LABEL),
        (id_key("un"), 1, NameKind.ID),
        (code_key("un"), 2, NameKind.CODE),
    ]
    index = NameIndex(owned)

    assert index.equal("un") == [(0, NameKind.LABEL)]
    assert index.equal(id_key("un")) == [(1, NameKind.ID)]
    assert index.equal(code_key("un")) == [(2, NameKind.CODE)]
    assert [index.names[n] for n in index.spelled("United Nations")] == ["un"]
    assert [index.names[n] for n in index.beginning("u")] == ["un"]


def test_an_index_of_nothing_finds_nothing() -> None:
    """No name, no answer, no error."""
    index = NameIndex([])

    assert not index.equal("x")
    assert not index.like("x")
    assert not index.spelled("x")
    assert list(index.beginning("x")) == list(index.word_beginning("x", 5)) == []
