"""Whoever asks for some rows is told how many there are, or that it is not known."""

from __future__ import annotations

import pytest

import kg
from kg.ask import ordering

QUESTION = "supporting-passages"


def claims_of(cell: object) -> tuple[kg.Citation, ...]:
    """Return the claims in a cell of claims."""
    assert isinstance(cell, tuple)
    return cell


def test_some_rows_are_the_first_and_the_answer_says_of_how_many(
    article: kg.KnowledgeGraph,
) -> None:
    """Nothing is left out without a word, and only claims of those rows are cited."""
    whole = article.ask(QUESTION)
    some = article.ask_some(QUESTION, 5)
    words = f"These are the first 5 of {len(whole.rows)} rows."

    assert (whole.cut, some.rows) == (None, whole.rows[:5])
    assert some.cut is not None
    assert (some.cut.words, some.cut.in_all) == (words, len(whole.rows))
    assert some.to_dict()["cut"] == words
    assert words in some._repr_html_()
    cited = [citation for row in some.rows for citation in claims_of(row["claim"])]
    assert {c.claim.iri for c in some.claims} == {c.claim.iri for c in cited}


@pytest.mark.parametrize("limit", [None, 1_000_000])
def test_an_answer_that_is_not_cut_is_the_whole(
    article: kg.KnowledgeGraph, limit: int | None
) -> None:
    """As many rows as there are, or more, or all, are one answer, and it is whole."""
    number = len(article.ask(QUESTION).rows)
    for asked in (limit, number):
        assert article.ask_some(QUESTION, asked) == article.ask(QUESTION)
    assert "cut" not in article.ask(QUESTION).to_dict()


def test_of_very_many_rows_any_are_shown_and_the_answer_says_so(
    article: kg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are rows of the whole answer, in its order, and not called the first."""
    whole = article.ask(QUESTION)
    monkeypatch.setattr(ordering, "SORTED", 7)
    some = article.ask_some(QUESTION, 4)

    at = [whole.rows.index(row) for row in some.rows]
    assert (len(at), at) == (4, sorted(at))
    assert some.cut is not None
    assert some.cut.in_all is None
    assert some.cut.words == (
        "These are 4 of more than 7 rows, and not the first: "
        "what is not listed here may be there all the same."
    )


def test_exactly_as_many_rows_as_are_sorted_are_known(
    article: kg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their number is known, and those shown are the first."""
    whole = article.ask(QUESTION)
    monkeypatch.setattr(ordering, "SORTED", len(whole.rows))
    some = article.ask_some(QUESTION, 4)

    assert some.cut is not None
    assert (some.cut.in_all, some.rows) == (len(whole.rows), whole.rows[:4])


@pytest.mark.parametrize("limit", [0, -1])
def test_no_rows_at_all_are_no_limit(article: kg.KnowledgeGraph, limit: int) -> None:
    """An answer without rows would say that there are none."""
    with pytest.raises(
        kg.BadArgument, match="`limit` takes a number of rows, 1 or more"
    ):
        article.ask_some(QUESTION, limit)


def test_some_rows_of_an_endpoint_are_the_first(article_url: str) -> None:
    """There the engine sorts, and all rows are counted."""
    graph = kg.open(article_url)
    whole = graph.ask("policy-coding")
    some = graph.ask_some("policy-coding", 1)

    assert some.rows == whole.rows[:1]
    assert some.cut is not None
    assert some.cut.in_all == len(whole.rows) > 1


def test_some_rows_as_of_a_day(article: kg.KnowledgeGraph) -> None:
    """The day and the number of rows are asked for together."""
    day = "2025-06-04"
    whole, some = (
        article.ask(QUESTION, as_of=day),
        article.ask_some(QUESTION, 2, as_of=day),
    )

    assert (some.rows, len(whole.rows) > 2) == (whole.rows[:2], True)
