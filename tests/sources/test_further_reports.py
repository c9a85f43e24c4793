"""Further reports of the same events: what they say, on whose word, and how it fits."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml

from kg.figures.compare import compare
from kg.figures.figure import Figure
from kg.figures.load import load_figures
from kg.graph.store import Generations
from kg.names import local_name

ROOT = Path(__file__).parents[2]
ARTICLE = "dailysabah-20250604"
FACTS: dict[str, dict[str, Any]] = {
    path.parent.name: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted(ROOT.glob("sources/*/facts.yaml"))
}
FURTHER = sorted(FACTS.keys() - {ARTICLE, "afp-20250604"})

LISTED = """\
arynews-20250604.since-april | afghans-leaving-pakistan-2025 | person | \
pk-interior-ministry | asserted | 2025-04-01 to 2025-06-04 | More than 200,000
arynews-20250604.since-2023 | afghans-leaving-pakistan | person | \
pk-interior-ministry | asserted | 2023-01-01 to 2025-06-04 | over one million
hurriyet-20250604.crossings-2023 | afghans-leaving-pakistan-2023 | person | \
hurriyet-daily-news | asserted | 2023-01-01 to 2023-12-31 | hundreds of thousands
kabulnow-20250603.families-april | afghan-families-deported-from-iran-2025 | family | \
iom | asserted | 2025-04-01 to 2025-04-30 | 6,879
kabulnow-20250603.families-may | afghan-families-deported-from-iran-2025 | family | \
iom | asserted | 2025-05-01 to 2025-05-31 | 15,675
kabulnow-20250603.families-week | afghan-families-deported-from-iran-2025 | family | \
iom | asserted | 2025-05-25 to 2025-06-01 | 6,387
kabulnow-20250603.members-week | afghan-families-deported-from-iran-2025 | person | \
iom | asserted | 2025-05-25 to 2025-06-01 | 24,275
kabulnow-20250603.deadline-size | undocumented-afghans-in-iran | person | \
kabulnow | predicted | 2025-06-03 | up to 4 million
kabulnow-20250603-concern.expelled-total | afghans-leaving-pakistan | person | \
kabulnow | asserted | 2023-10-01 to 2025-06-03 | at least 1.3 million
voiceofvienna-20250604.iran-may | afghan-families-deported-from-iran-2025 | person | \
iom | asserted | 2025-05-01 to 2025-05-31 | more than 15,600
iom-dtm-20250415.returned | afghans-leaving-pakistan-2025 | person | \
iom | asserted | 2025-04-01 to 2025-04-15 | over 85,000
dawn-20250502.april | afghans-leaving-pakistan-2025 | person | \
unhcr | asserted | 2025-04-01 to 2025-04-30 | more than 144,500
ariananews-20250806.deported-since-april | afghans-leaving-pakistan-2025 | person | \
ariana-news | asserted | 2025-04-01 to 2025-08-06 | over 216,000
ariananews-20250806.forced-total | afghans-leaving-pakistan | person | \
ariana-news | asserted | 2023-11-01 to 2025-08-06 | more than 1.1 million
hindu-20250806.sent-back | afghans-leaving-pakistan | person | \
unnamed-pk-government-sources | asserted | 2023-01-01 to 2025-08-06 | about 800,000
shillongtimes-20250807.sent-back | afghans-leaving-pakistan | person | \
shillong-times | asserted | 2023-01-01 to 2025-08-06 | 800,000
pti-20250611.sent-back | illegal-foreigners-sent-back-from-pakistan | person | \
pk-interior-ministry | asserted | 2025-04-01 to 2025-06-11 | 1,102,441
pakobserver-20250401.total | afghans-leaving-pakistan | person | \
pakistan-observer | asserted | 2023-11-01 to 2025-04-01 | 885,902
iom-20250630.returned-year | afghans-returning-from-iran-2025 | person | \
iom | asserted | 2025-01-01 to 2025-06-29 | 714,572
iom-20250630.undocumented | afghans-returning-from-iran-2025 | percent | \
iom | asserted | 2025-01-01 to 2025-06-29 | 99 per cent
iom-20250630.forced | afghans-returning-from-iran-2025 | percent | \
iom | asserted | 2025-01-01 to 2025-06-29 | 70 per cent
deeyar-20250818.iran-unhcr | afghans-returning-from-iran-2025 | person | \
unhcr | asserted | 2025-04-01 to 2025-08-12 | 1.54 million
deeyar-20250818.iran-minister | afghans-returning-from-iran-2025 | person | \
ir-interior-minister | asserted | 2025-04-01 to 2025-08-12 | closer to 1.2 million
ani-20250907.august | afghans-leaving-pakistan-2025 | person | \
unhcr | asserted | 2025-08-01 to 2025-08-31 | 145,200
unhcr-20250912.august | afghans-leaving-pakistan-2025 | person | \
unhcr | asserted | 2025-08-01 to 2025-08-31 | 143,000
"""
"""Claim, what it measures, unit, claimant, modality, period and words."""

VERDICTS = [
    ("arynews-20250604.since-april", f"{ARTICLE}.F01", "agrees", True),
    ("arynews-20250604.since-2023", f"{ARTICLE}.F21", "agrees", True),
    ("hurriyet-20250604.total", f"{ARTICLE}.F21", "agrees", True),
    ("hurriyet-20250604.crossings-2023", f"{ARTICLE}.F18", "agrees", True),
    ("kabulnow-20250603.families-may", f"{ARTICLE}.F25", "agrees", True),
    ("afintl-20250805.card-holders", "arabnews-20250805.card-holders", "agrees", False),
    ("dawn-20250502.april", f"{ARTICLE}.F09", "refines", False),
    (
        "xinhua-20250614.returned-year",
        "kabulnow-20250603-concern.returned-year",
        "refines",
        False,
    ),
    (
        "kabulnow-20250603.families-may",
        "kabulnow-20250603-concern.families-may",
        "refines",
        True,
    ),
    ("shillongtimes-20250807.sent-back", "hindu-20250806.sent-back", "refines", True),
    ("unhcr-20250912.august", "ani-20250907.august", "revises", True),
    (
        "deeyar-20250818.iran-minister",
        "deeyar-20250818.iran-unhcr",
        "conflicts",
        False,
    ),
]
"""The key: both claims, the verdict, and whether both go back to one voice."""

APART = [
    ("voiceofvienna-20250604.iran-may", f"{ARTICLE}.F25", "different units"),
    (
        "kabulnow-20250603.members-week",
        "kabulnow-20250603.families-week",
        "different units",
    ),
    ("amu-20250502.april", "dawn-20250502.april", "different coercion"),
    (
        "kabulnow-20250603.persons-year",
        "kabulnow-20250603-concern.returned-year",
        "different coercion",
    ),
    ("iom-dtm-20250415.returned", f"{ARTICLE}.F09", "one period is a part"),
    ("ariananews-20250806.deported-since-april", f"{ARTICLE}.F01", "a part of the"),
    ("pti-20250611.sent-back", f"{ARTICLE}.F01", "different things"),
    ("tehrantimes-20250818.left", "deeyar-20250818.iran-minister", "different things"),
    (f"{ARTICLE}.F05_size", f"{ARTICLE}.F01", "planned"),
]
"""Pairs of another scope, and what sets them apart."""


@pytest.fixture(scope="module")
def figures(article: Path) -> dict[str, Figure]:
    """Return all figures of the repository, by the id of the claim."""
    store = Generations(article).open()

    def select(query: str) -> list[list[str | None]]:
        rows = store.query(query, use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)
        return [[None if v is None else v.value for v in row] for row in rows]

    return {local_name(figure.claim): figure for figure in load_figures(select)}


@pytest.mark.parametrize("line", LISTED.splitlines(), ids=lambda v: v.split(" ")[0])
def test_listed_figures_are_what_was_found(
    line: str, figures: dict[str, Figure]
) -> None:
    """Each figure has its unit, claimant, manner and period, in the words printed."""
    claim, *wanted = (part.strip() for part in line.split(" | "))
    figure = figures[claim]
    codes = (figure.series.measures, figure.series.unit, figure.claimant)

    ends = dict.fromkeys((str(figure.period.start), str(figure.period.end)))
    days = " to ".join(ends)
    found = [*map(local_name, codes), figure.modality, days, figure.text]
    assert found == wanted


@pytest.mark.parametrize("name", FURTHER)
def test_a_report_without_its_text_says_where_it_was_seen(name: str) -> None:
    """No words and no places are claimed of texts that are not at hand."""
    document = FACTS[name]["document"]

    assert "text" not in document
    assert "url" in document or "comment" in document
    for claim in FACTS[name].get("claims", {}).values():
        assert not claim.keys() & {"chars", "quote"}
        assert claim["summary"]


@pytest.mark.parametrize(
    ("basis", "outlets"),
    [
        ("afp-20250604", {ARTICLE, *(f"{o}-20250604" for o in ("anews", "arynews"))}),
        ("afp-20250604", {"hurriyet-20250604"}),
        ("unhcr-20250501", {"amu-20250502", "dawn-20250502"}),
        ("pti-20250806", {"hindu-20250806", "shillongtimes-20250807"}),
    ],
)
def test_outlets_of_one_story_are_one_originator(basis: str, outlets: set[str]) -> None:
    """Who prints a dispatch or a report names it, and it claims nothing of its own."""
    assert {FACTS[name]["document"].get("basedOn") for name in outlets} == {basis}
    assert "claims" not in FACTS[basis]


def test_versions_of_the_dispatch_differ_as_they_do_in_print() -> None:
    """One prints fled and the others left; days stand for weeks; a source is lost."""

    def said(name: str, key: str) -> dict[str, Any]:
        found: dict[str, Any] = FACTS[name]["claims"][key]["says"]
        return found

    assert said(ARTICLE, "F01")["movementTerm"] == "fled"
    for name in ("anews", "arynews", "hurriyet", "voiceofvienna"):
        assert said(f"{name}-20250604", "since-april")["movementTerm"] == "left"
    assert said(ARTICLE, "F18")["periodText"] == "within weeks"
    days = said("hurriyet-20250604", "crossings-2023")["periodText"]
    assert days == "in the span of a few days"
    assert FACTS["hurriyet-20250604"]["claims"]["total"]["claimant"] == "narrator"
    for name in ("anews-20250604", "arynews-20250604"):
        claimant = FACTS[name]["claims"]["since-2023"]["claimant"]
        assert claimant == "pk-interior-ministry"


@pytest.mark.parametrize(("first", "second", "verdict", "one_voice"), VERDICTS)
def test_figures_of_one_scope_meet_as_worked_out(
    first: str,
    second: str,
    verdict: str,
    one_voice: bool,
    figures: dict[str, Figure],
) -> None:
    """Agreement, refinement, revision and conflict, and whose agreement it is."""
    found = compare(figures[first], figures[second])

    assert (found.verdict, found.one_voice) == (verdict, one_voice)
    if verdict in ("refines", "revises"):
        assert local_name(found.first.claim) == first


@pytest.mark.parametrize(("first", "second", "reason"), APART)
def test_figures_of_another_scope_are_not_compared(
    first: str, second: str, reason: str, figures: dict[str, Figure]
) -> None:
    """Another unit, kind of movement, period or flow is another number."""
    found = compare(figures[first], figures[second])

    assert found.verdict == "not comparable"
    assert reason in found.reason


def test_one_pair_conflicts_and_one_is_revised(figures: dict[str, Figure]) -> None:
    """No other pair of figures in the repository is at odds."""
    found = [compare(a, b) for a, b in combinations(figures.values(), 2)]
    odd = [
        (local_name(c.first.claim), local_name(c.second.claim), c.verdict)
        for c in found
        if c.verdict in ("conflicts", "revises", "cannot tell")
    ]

    assert sorted(odd) == [
        ("deeyar-20250818.iran-minister", "deeyar-20250818.iran-unhcr", "conflicts"),
        ("unhcr-20250912.august", "ani-20250907.august", "revises"),
    ]
