"""What no picture may show: a number as more than it is, of another day or manner."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg.export.plot.compose import Composed, compose, finding, laid_out
from kg.export.plot.draw import drawing
from kg.export.plot.marks import CLAIM, Mark
from kg.export.plot.modes import MODES
from kg.export.plot.panel import Panel
from tests.export.plot.busy import FLOW, MINISTRY, THERE


@pytest.fixture(scope="module")
def moved(busy_graph: Path) -> Composed:
    """Return what a picture of the crowded flow shows, before it is drawn."""
    with drawing():
        return compose(kg.open(busy_graph).figures(FLOW), MODES["screen"])


def _panel(composed: Composed, unit: str, method: str = "") -> Panel:
    [panel] = [
        panel
        for panel in composed.panels
        if (series := panel.section.series) is not None
        and (series.unit, series.method) == (unit, method)
    ]
    return panel


def _mark(composed: Composed, claim: str) -> Mark:
    marks = [mark for mark in composed.marks if mark.kind == CLAIM]
    return next(m for m in marks if m.figure.claim.endswith(f"press-20310710.{claim}"))


def test_a_bound_has_no_point(moved: Composed) -> None:
    """Neither what a source bounds nor what follows is drawn as one number."""
    bounds = [mark for mark in moved.marks if mark.kind != CLAIM]

    assert len(bounds) > 2
    assert all(mark.point is None for mark in bounds)
    assert _mark(moved, "relief-02").point is None
    assert _mark(moved, "relief-02").high is None
    assert _mark(moved, "office-02").point == 20_101


@pytest.mark.parametrize("manner", ["planned", "alleged", "threatened", "denied"])
def test_what_is_no_count_is_hollow_and_says_so(moved: Composed, manner: str) -> None:
    mark = _mark(moved, manner)
    label = _label(moved, mark)

    assert not mark.stands
    assert label.startswith(f"{manner}: ")


def test_a_source_named_once_is_that_of_counts_alone(
    busy_graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What many numbers have in common stands once, but never for a mere plan."""
    monkeypatch.setattr("kg.export.plot.compose._SHARED", 5)
    with drawing():
        composed = compose(kg.open(busy_graph).figures(FLOW), MODES["screen"])

    [(look, tied)] = _panel(composed, "person").sources
    source = tied.replace("\N{NO-BREAK SPACE}", " ")

    assert (look, source) == (
        _mark(composed, "relief-02").look,
        "IARCP, in The Hill Press, 10 Jul 2031",
    )
    assert _label(composed, _mark(composed, "relief-02")) == (
        "more than 20,000  Feb 2031"
    )
    assert source in _label(composed, _mark(composed, "plan-since"))
    assert "The Hill Press" in _label(composed, _mark(composed, "press-02"))


def test_a_sentence_tells_whether_numbers_agree(
    moved: Composed, busy_graph: Path
) -> None:
    """5,000 for April is at odds with three numbers, and with sums of others."""
    with drawing():
        there = compose(kg.open(busy_graph).figures(THERE), MODES["social"])

    assert finding(there) == (
        "3 numbers by 2 claimants; none is known to contradict another"
    )
    assert "of them cannot all be true" in finding(moved)
    assert finding(moved).endswith("; 1 disputed; 5 not put forward as a count")


def test_names_keep_their_capitals_on_a_card(busy_graph: Path) -> None:
    """Of another series, of the camps alone; and one bound is spoken of as one."""
    with drawing():
        composed = compose(kg.open(busy_graph).figures(THERE), MODES["social"])
        series = composed.panels[0].section.series
        assert series is not None
        camps = replace(series, coverage="camps of Lake")
        beside = replace(composed.panels[0].section, series=camps)
        page, _ = laid_out(replace(composed, beside=(beside,), bounds=1))

    assert (
        "not drawn here: number of persons on the day drawn \u00b7 camps of Lake"
        in page.below
    )
    assert "not drawn here: 1 bound that follows" in page.below


def _label(composed: Composed, mark: Mark) -> str:
    pairs = [
        (own, labels)
        for panel in composed.panels
        for own, labels in zip(panel.marks, panel.labels, strict=True)
    ]
    return next(labels[0].words for own, labels in pairs if own is mark)


def test_what_is_disputed_is_hollow_and_says_so(moved: Composed) -> None:
    mark = _mark(moved, "press-01")

    assert not mark.stands
    assert _label(moved, mark).endswith(" disputed")


def test_what_is_planned_is_no_step_of_what_was_counted(moved: Composed) -> None:
    """The agency's plan runs from the same day on as its counts, and is no count."""
    steps = _panel(moved, "person").steps
    names = {mark.name for step in steps for mark in (step.before, step.after)}

    assert {_mark(moved, "since-02").name, _mark(moved, "since-03").name} <= names
    assert _mark(moved, "plan-since").name not in names


def test_families_and_other_methods_have_axes_of_their_own(moved: Composed) -> None:
    """4,000 families and 95,000 by key informants are on no line with persons."""
    families, informants = _mark(moved, "families"), _mark(moved, "informants")

    assert _panel(moved, "family").marks == (families,)
    assert _panel(moved, "person", "key-informants").marks == (informants,)
    assert not {families, informants} & {*_panel(moved, "person").marks}


def test_steps_rise_by_last_days_of_one_claimant(moved: Composed) -> None:
    """Since January: more than 30,000 up to February, more than 60,000 up to March."""
    steps = _panel(moved, "person").steps
    before, after = _mark(moved, "since-02"), _mark(moved, "since-03")

    assert [(s.before.name, s.after.name) for s in steps].count(
        (before.name, after.name)
    ) == 1
    assert (before.level, after.level) == (30_000, 60_000)
    for step in steps:
        assert step.before.figure.speaker == step.after.figure.speaker
        assert step.before.start == step.after.start
        assert step.before.end < step.after.end
        assert step.before.figure.series == step.after.figure.series


def test_two_who_count_from_one_day_have_steps_of_their_own(article: Path) -> None:
    """From April on the ministry counts, and the agency: no step joins the two."""
    with drawing():
        view = kg.open(article).figures("afghans-leaving-pakistan-2025")
        steps = compose(view, MODES["screen"]).panels[0].steps

    assert [(step.before.level, step.after.level) for step in steps] == [
        (135_000, 200_000),
        (329_400, 483_700),
        (483_700, 554_000),
    ]


def test_what_contradicts_is_no_step(moved: Composed) -> None:
    """More than 100,000 up to April cannot be true with the press's 5,000 for April."""
    names = {
        mark.name
        for step in _panel(moved, "person").steps
        for mark in (step.before, step.after)
    }

    assert _mark(moved, "since-04").name not in names
    assert _mark(moved, "since-04").name in moved.odds.among


def test_of_more_than_two_at_odds_no_two_are_said_to_be(moved: Composed) -> None:
    """The counts of January and April are at odds only together with the total."""
    label = _label(moved, _mark(moved, "office-01"))

    assert "\u2260 not together with others, see below" in label
    assert "5,000" not in label
    assert "\u2260 5,000" in _label(moved, _mark(moved, "office-04"))


def test_an_undated_number_stands_on_no_date(busy_graph: Path) -> None:
    with drawing():
        composed = compose(kg.open(busy_graph).figures(THERE), MODES["screen"])

    assert not _mark(composed, "undated").dated
    assert "no date given" in _label(composed, _mark(composed, "undated"))
    assert _mark(composed, "there").dated
    assert _mark(composed, "lasting").sides == (False, True)
    assert _mark(composed, "lasting").fuzzy
    assert "since 2030" in _label(composed, _mark(composed, "lasting"))


def test_a_name_from_the_right_turns_nothing_round(moved: Composed) -> None:
    """The day and the number after it stay where they are."""
    label = _label(moved, _mark(moved, "planned"))

    assert f"\u200e{MINISTRY}\u200e, in The Hill Press, 10 Jul 2031" in label


def test_an_abbreviation_is_explained(moved: Composed) -> None:
    """The long name has one, and it stands below in full."""
    assert _label(moved, _mark(moved, "families")).endswith(
        "IARCP, in The Hill Press, 10 Jul 2031"
    )
    full = "International Agency for Relief and the Counting of People"
    assert moved.names.used == {"IARCP": full}
