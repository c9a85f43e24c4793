"""Figures of eight other events get the verdicts of a key made by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

import kg
from kg.amounts.interval import Interval, Number
from kg.ask.figures import selecting
from kg.figures.compare import compare
from kg.figures.derive import derive_bounds
from kg.figures.figure import Figure
from kg.figures.load import load_figures, load_related
from kg.figures.reconcile import Reconciliation, reconcile
from kg.figures.total import NotAddable, total
from kg.names import local_name

EXAM = Path(__file__).parents[1] / "cases" / "figures-exam"
KEY: dict[str, Any] = yaml.safe_load((EXAM / "KEY.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Reconciliation:
    """Reconcile the figures of the examination, read back from a built graph."""
    folder = tmp_path_factory.mktemp("exam")
    kg.build(kg.Project.open(EXAM), folder, texts=kg.Texts(None))
    select = selecting(kg.open(folder, project=EXAM).endpoint)
    return reconcile(load_figures(select), load_related(select))


def name(entry: dict[str, Any]) -> str:
    return " ".join(entry.get("claims", entry.get("from", [])))


def accepted(entry: dict[str, Any]) -> list[str]:
    verdict = entry["verdict"]
    return verdict if isinstance(verdict, list) else [verdict]


def figures(found: Reconciliation, claims: list[str]) -> list[Figure]:
    by_name = {local_name(f.claim): f for f in found.figures}
    return [by_name[claim] for claim in claims]


def interval(bounds: dict[str, Any]) -> Interval:
    is_open = bounds.get("open", [])
    low, high = (
        Fraction(str(bounds[end])) if bounds.get(end) is not None else None
        for end in ("low", "high")
    )
    return Interval(low, high, "low" in is_open, "high" in is_open) & Interval(
        Fraction(0)
    )


def intervals(entry: dict[str, Any]) -> list[Interval]:
    return [interval(b) for b in (entry["interval"], *entry.get("also", []))]


@pytest.mark.parametrize("entry", KEY["pairs"], ids=name)
def test_a_pair(entry: dict[str, Any], found: Reconciliation) -> None:
    a, b = figures(found, entry["claims"])
    verdict = compare(a, b)

    assert verdict.verdict in accepted(entry), verdict.reason
    if verdict.verdict == "refines" and "finer" in entry:
        assert local_name(verdict.first.claim) == entry["finer"]


@pytest.mark.parametrize("entry", KEY["totals"], ids=name)
def test_a_total(entry: dict[str, Any], found: Reconciliation) -> None:
    sum_, said = None, ""
    try:
        sum_ = total(figures(found, entry["claims"]), found.related)
    except NotAddable as refusal:
        said = str(refusal)
    assert ("allowed" if sum_ else "refused") in accepted(entry), said
    if sum_ and "interval" in entry:
        assert {sum_.printed, sum_.usual} & set(intervals(entry)), str(sum_)


@pytest.fixture(scope="module")
def relations(found: Reconciliation) -> list[tuple[frozenset[str], str, str]]:
    """Return the claims of each relation, its verdict, and the arithmetic."""
    made = [
        (frozenset(local_name(f.claim) for f in (r.subject, *r.others)), r)
        for r in found.relations()
    ]
    return [(claims, r.verdict, r.arithmetic) for claims, r in made]


@pytest.mark.parametrize("entry", KEY["relations"], ids=name)
def test_a_relation(
    entry: dict[str, Any],
    found: Reconciliation,
    relations: list[tuple[frozenset[str], str, str]],
) -> None:
    """Where more parts are known than the key names, they are in the relation, too."""
    claims = frozenset(entry["claims"])
    if entry["kind"] == "revision":
        old, new = figures(found, entry["claims"])
        assert (compare(old, new).verdict == "revises") == ("holds" in accepted(entry))
        return
    same = [r for r in relations if r[0] == claims]
    wider = [r for r in relations if claims < r[0]]
    said = {verdict for _, verdict, _ in same or wider}

    if same:
        assert said <= set(accepted(entry)), same
    else:
        assert said - {"cannot tell"} <= set(accepted(entry)), wider


def test_most_relations_are_told(
    relations: list[tuple[frozenset[str], str, str]],
) -> None:
    """Saying nothing is no wrong verdict, but it is no answer either."""
    told = [
        entry
        for entry in KEY["relations"]
        if entry["kind"] != "revision"
        for claims, verdict, _ in relations
        if frozenset(entry["claims"]) <= claims and verdict in accepted(entry)
    ]

    assert len({name(entry) for entry in told}) >= 34


def test_the_contradictions(found: Reconciliation) -> None:
    """All that the key lists are found, and no other."""
    sets = {
        frozenset(local_name(f.claim) for f in c.figures) for c in found.contradictions
    }
    listed = {frozenset(e["claims"]): e for e in KEY["contradictions"]}
    needed = {claims for claims, e in listed.items() if not e.get("optional")}

    assert sorted(map(sorted, needed - sets)) == []
    assert sorted(map(sorted, sets - set(listed))) == []


@pytest.mark.parametrize("entry", KEY["tightest"], ids=name)
def test_the_tightest_interval(entry: dict[str, Any], found: Reconciliation) -> None:
    chosen = {f.claim for f in figures(found, entry["claims"])}
    groups = [g for g in found.groups if chosen & {f.claim for f in g.figures}]
    assert groups
    for group in groups:
        shown = {None if group.tightest is None else str(group.tightest)}
        shown.add(None if group.allowed is None else str(group.allowed))
        listed = (entry["interval"], *entry.get("also", []))
        right = {None if b in (None, "none") else str(interval(b)) for b in listed}
        assert shown & right


def ends(bound: Interval) -> tuple[Number | None, Number | None]:
    """Return both ends; whether a rounded figure includes its end is a convention."""
    return bound.low or 0, bound.high


def derived(found: Reconciliation, entry: dict[str, Any]) -> list[Interval]:
    inputs = frozenset(entry["from"])
    return [
        d.bound
        for d in derive_bounds(found.figures, found.related)
        if frozenset(local_name(f.claim) for f in d.inputs) == inputs
    ]


@pytest.mark.parametrize("entry", KEY["derived"], ids=name)
def test_a_derived_bound(entry: dict[str, Any], found: Reconciliation) -> None:
    bounds = set(map(ends, derived(found, entry)))
    if entry.get("must") == "not":
        assert bounds == set()
    else:
        assert bounds <= set(map(ends, intervals(entry)))


def test_most_bounds_are_derived(found: Reconciliation) -> None:
    """Saying nothing is no wrong bound, but it is no answer either."""
    needed = [e for e in KEY["derived"] if e.get("must") != "not"]
    told = [entry for entry in needed if derived(found, entry)]

    assert len(told) >= 8
