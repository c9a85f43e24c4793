"""A pair of figures gets the verdict that an information officer would give."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from kg.figures.compare import compare, disjoint, superseded, voices
from kg.figures.figure import Figure
from tests.figures.conftest import Make

JUNE, JULY = date(2025, 6, 4), date(2025, 7, 1)


def verdict(a: Figure, b: Figure) -> str:
    """Return the verdict, as ``first verdict second``, whichever comes first."""
    found, turned = compare(a, b), compare(b, a)
    assert found == turned
    return f"{found.first.claim} {found.verdict} {found.second.claim}"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("67,000", "67,000", "A agrees B"),
        ("more than 200,000", "more than 200,000", "A agrees B"),
        ("more than 135,000", "more than 200,000", "B refines A"),
        ("more than 60,000", "67,000", "B refines A"),
        ("67,000", "67,213", "B refines A"),
        ("6,880", "6,879", "B refines A"),
        ("about 20,000", "19,512", "B refines A"),
        ("up to 500", "at least 100", "A cannot tell B"),
        ("up to 38,000", "nearly 40,000", "A agrees B"),
        ("hundreds of thousands", "more than 900,000", "A agrees B"),
        ("hundreds of thousands", "412,318", "B refines A"),
        ("nearly 40,000", "38,211", "B refines A"),
        ("6,879", "6,881", "A conflicts B"),
        ("67,000", "67,800", "A conflicts B"),
        ("1.3 million", "1.4 million", "A conflicts B"),
        ("more than 3,000", "up to 3,000", "A conflicts B"),
        ("20", "22", "A conflicts B"),
        ("about 20,000", "about 22,000", "A agrees B"),
        ("about 9,000", "about 10,000", "A cannot tell B"),
        ("1.3 million", "1.35 million", "A cannot tell B"),
        ("about 20,000", "22,613", "A cannot tell B"),
        ("about 20,000", "31,207", "A conflicts B"),
        ("100,000", "140,000", "A cannot tell B"),
        ("300", "320", "A cannot tell B"),
        ("hundreds of thousands", "1,234,567", "A cannot tell B"),
        ("hundreds of thousands", "54,321", "A conflicts B"),
        ("tens of thousands", "more than 3 million", "A conflicts B"),
        ("between 10 and 20", "between 15 and 30", "A agrees B"),
    ],
)
def test_the_verdict_on_two_claimants(
    one: str, other: str, expected: str, figure: Make
) -> None:
    """Each was worked out from the conventions of ``docs/amounts.md``."""
    a, b = figure("A", one), figure("B", other, claimant="agency")

    assert verdict(a, b) == expected


def test_a_later_figure_of_the_same_claimant_revises(figure: Make) -> None:
    early = figure("A", "100,211", published=JUNE)
    late = figure("B", "104,918", published=JULY)

    assert verdict(early, late) == "B revises A"


def test_a_reprint_is_no_later_word_of_the_one_it_quotes(figure: Make) -> None:
    """A slip in a reprint contradicts the original, and does not take its place."""
    root = {"originators": frozenset({"first"}), "first_published": JUNE}
    early = figure("A", "1,201", published=JUNE, narrated=True, **root)
    slip = figure("B", "1,021", published=JULY, **root)

    assert verdict(early, slip) == "A conflicts B"


def test_what_others_quote_does_not_replace_what_is_published(figure: Make) -> None:
    """A ministry's own report stands until the ministry itself publishes another."""
    own = figure("A", "12,011", published=JUNE, narrated=True)
    quoted = figure("B", "8,011", published=JULY)
    report = figure("C", "8,011", published=JULY, narrated=True)

    assert verdict(own, quoted) == "A conflicts B"
    assert verdict(own, report) == "C revises A"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("fell by 42 per cent", "decrease"), ("fell by a quarter", "decrease"),
         "A conflicts B"),
        (("fell by 37 per cent", "decrease"), ("rose by a tenth", "increase"),
         "A conflicts B"),
        (("", "decrease"), ("fell by a tenth", "decrease"), "B refines A"),
        (("", "decrease"), ("", "decrease"), "A agrees B"),
    ],
)  # fmt: skip
def test_two_changes_between_the_same_periods(
    one: tuple[str, str], other: tuple[str, str], expected: str, figure: Make
) -> None:
    about = {"kind": "change", "unit": "percent", "baseline": "2025-03"}
    a = figure("A", one[0], direction=one[1], **about)
    b = figure("B", other[0], direction=other[1], claimant="agency", **about)
    later = figure("C", other[0], "2025-05", direction=other[1], **about)

    assert verdict(a, b) == expected
    assert compare(a, later).verdict == "not comparable"


def test_displacement_and_return_are_not_one_movement(figure: Make) -> None:
    away = figure("A", "10,011", homeward=False, movement="internal-displacement")
    back = figure("B", "10,011", homeward=True, movement="return")
    left = figure("C", "10,011", movement="departure")

    assert compare(away, back).verdict == "not comparable"
    assert compare(left, back).verdict == "agrees"


def test_a_revision_that_is_said_needs_no_other_sign(figure: Make) -> None:
    early = figure("A", "more than 100,000", published=JUNE)
    late = figure("B", "104,918", published=JULY, revises=frozenset({"A"}))

    assert verdict(early, late) == "B revises A"


def test_one_claimant_who_says_two_things_at_once_contradicts_itself(
    figure: Make,
) -> None:
    assert verdict(figure("A", "100,211"), figure("B", "104,918")) == "A conflicts B"


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"measures": "arrivals"}, "they measure different things"),
        ({"kind": "stock"}, "stock and flow"),
        ({"unit": "family"}, "different units: person and family"),
        ({"when": "2025-05"}, "different periods"),
        ({"when": "2025"}, "one period is a part of the other"),
        ({"when": "2025-03-15/2025-04-15"}, "the periods overlap"),
        ({"coercion": "forced"}, "different coercion: forced and unknown"),
        ({"currency": "EUR"}, "different currencies"),
        ({"stage": "pledged"}, "different stages"),
        ({"modality": "planned"}, "B is planned"),
        ({"modality": "alleged"}, "B is alleged"),
    ],
)
def test_figures_of_different_scope_are_not_comparable(
    other: dict[str, str], reason: str, figure: Make
) -> None:
    found = compare(figure("A", "67,000"), figure("B", "67,000", **other))

    assert found.verdict == "not comparable"
    assert reason in found.reason


def test_a_stock_has_its_date(figure: Make) -> None:
    one = figure("A", "67,000", "2025-04-01", kind="stock")
    other = figure("B", "67,000", "2025-05-01", kind="stock")

    assert compare(one, other).reason == "different dates: 2025-04-01 and 2025-05-01"


def test_an_unsettled_unit_is_never_compared(figure: Make) -> None:
    a, b = (figure(claim, "15,675", unit="unspecified") for claim in "AB")

    assert compare(a, b).verdict == "not comparable"


def test_a_rough_period_leaves_a_conflict_open(figure: Make) -> None:
    a = figure("A", "6,879", approximate=True)
    b = figure("B", "9,125", claimant="agency")

    assert verdict(a, b) == "A cannot tell B"


def test_ten_outlets_of_one_wire_story_are_one_voice(figure: Make) -> None:
    """The outlets that name no source speak for the agency, the ministry for itself."""
    wire = frozenset({"wire"})
    outlets = [
        figure(
            f"O{n}",
            "more than 1 million",
            claimant=f"outlet-{n}",
            document=f"page-{n}",
            narrated=True,
            originators=wire,
        )
        for n in range(10)
    ]
    ministry = figure("M", "more than 1 million", originators=frozenset({"speech"}))
    again = figure("N", "1.1 million", originators=frozenset({"letter"}))

    assert len(voices([*outlets, ministry, again])) == 2


def test_two_sources_named_in_one_dispatch_are_two_voices(figure: Make) -> None:
    wire = frozenset({"wire"})
    ministry = figure("A", "67,000", originators=wire)
    agency = figure("B", "65,000", originators=wire, claimant="agency")

    assert len(voices([ministry, agency])) == 2


def test_a_report_and_whom_it_quotes_are_two_voices(figure: Make) -> None:
    """An outlet that names nobody and one that names the ministry may be one voice."""
    about = {"originators": frozenset({"wire"})}
    own = figure("A", "5,000", claimant="agency", narrated=True, document="x", **about)
    quoted = figure("B", "5,012", document="x", **about)
    elsewhere = figure("C", "5,012", document="y", **about)

    assert not compare(own, quoted).one_voice
    assert compare(own, elsewhere).one_voice


def test_a_restatement_is_no_second_voice(figure: Make) -> None:
    first = figure("A", "67,000")
    again = figure("B", "67,000", claimant="paper", restates=frozenset({"A"}))

    assert compare(first, again).one_voice


WORDS = ("1,000", "more than 1,000", "at most 900", "900", "1,000 to 2,000", "hundreds")


def test_pairs_that_are_apart_are_those_that_do_not_meet(figure: Make) -> None:
    """Each once, in the order of the figures, open bounds and ends included."""
    figures = [figure(f"c{i}", words) for i, words in enumerate(WORDS * 2)]
    wanted = [
        (a.claim, b.claim)
        for a, b in combinations(figures, 2)
        if not a.number.usual.meets(b.number.usual)
    ]
    assert [(a.claim, b.claim) for a, b in disjoint(figures)] == wanted
    assert 0 < len(wanted) < 66


def test_what_is_superseded_is_what_some_pair_says(figure: Make) -> None:
    """By its date or by what is said; of one day none replaces another unsaid."""
    days = (date(2025, 7, 1), date(2025, 7, 1), date(2025, 7, 9), None)
    figures = [
        figure(f"c{i}-{j}", words, published=day)
        for i, words in enumerate((*WORDS, ""))
        for j, day in enumerate(days)
    ]
    figures.append(figure("said", "1,000", revises=frozenset({"c0-0", "elsewhere"})))
    pairs = (compare(a, b) for a, b in combinations(figures, 2))
    wanted = {pair.second.claim for pair in pairs if pair.verdict == "revises"}
    assert superseded(figures) == wanted
    assert {"c0-0", "c3-0"} <= wanted < {figure.claim for figure in figures}
