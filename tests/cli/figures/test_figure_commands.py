"""Figures, their explanation and their picture from the command line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import forks

ROOT = Path(__file__).parents[3]
Run = Callable[..., subprocess.CompletedProcess[str]]
FLOW = "afghan-families-deported-from-iran-2025"


@pytest.fixture
def run(article: Path) -> Run:
    """Return a function that runs kg on the article's graph."""

    def kg(*arguments: str) -> subprocess.CompletedProcess[str]:
        return forks.kg("-C", ROOT, "-g", article, *arguments)

    return kg


def test_families_and_persons_stand_apart_and_april_is_bounded(run: Run) -> None:
    """April is below half of 15,675 families; no section mixes the two units."""
    done = run("figures", FLOW)

    assert done.returncode == 0, done.stderr
    assert "flow · family" in done.stdout
    assert "< 7,837.5" in done.stdout


def test_the_json_is_json_and_the_same_twice(run: Run) -> None:
    first, again = (run("figures", FLOW, "--format", "json") for _ in range(2))

    assert json.loads(first.stdout)
    assert first.stdout == again.stdout


def test_the_pairs_as_csv(run: Run) -> None:
    done = run("figures", FLOW, "--pairs", "--format", "csv")

    assert done.stdout.startswith("first,second,verdict,reason,oneVoice")
    assert "different units: family and person" in done.stdout


def test_a_sum_of_families_and_persons_is_refused(run: Run) -> None:
    """D10: the pair is named, and the command fails."""
    done = run("figures", FLOW, "--total")

    assert done.returncode == 2
    assert "cannot be added" in done.stderr


def test_a_derived_bound_is_explained_by_its_rule_and_inputs(run: Run) -> None:
    figures = json.loads(
        run("explain", "dailysabah-20250604.F26", "--format", "json").stdout
    )
    key = next(s.split()[1].rstrip(":") for s in figures["steps"] if "7,837.5" in s)
    done = run("explain", key)

    assert "derived by kg: rule base-of-change" in done.stdout
    assert "Afghan families deported from Iran in 2025 · flow · family" in done.stdout
    assert "< 7,837.5" in done.stdout
    assert "no text at hand [derived" not in done.stdout
    assert "dailysabah-20250604.F26" in done.stdout


def test_a_claim_without_a_figure_says_what_it_states(run: Run) -> None:
    """The denial gives no number; what it denies is cited under it."""
    said = run("explain", "dailysabah-20250604.F39").stdout

    assert "as printed" not in said
    assert "dailysabah-20250604.F38" in said.split("[1]")[-1]


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("F37", "no figure: it states that Afghans takes part in Attacks in Pakistan"),
        ("F02", "is performed by Government of Pakistan"),
    ],
)
def test_a_relation_or_event_is_said_in_words(run: Run, claim: str, words: str) -> None:
    done = run("explain", f"dailysabah-20250604.{claim}")

    assert words in " ".join(done.stdout.split())


def test_the_picture_is_the_same_each_time(run: Run, tmp_path: Path) -> None:
    one, two = tmp_path / "one.svg", tmp_path / "two.svg"
    for path in (one, two):
        assert run("figures", FLOW, "--plot", str(path)).returncode == 0

    assert one.read_bytes() == two.read_bytes()
    assert b"<svg" in one.read_bytes()


@pytest.mark.parametrize(("name", "code"), [("out.bmp", 2), ("no/such/out.svg", 3)])
def test_a_picture_that_cannot_be_written(
    run: Run, tmp_path: Path, name: str, code: int
) -> None:
    done = run("figures", FLOW, "--plot", str(tmp_path / name))

    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_purpose_needs_a_picture(run: Run) -> None:
    done = run("figures", FLOW, "--plot-for", "social")

    assert done.returncode == 2
    assert "--plot-for needs --plot" in done.stderr


def test_a_picture_in_words_is_written(run: Run, tmp_path: Path) -> None:
    """For print, too: the words are those of the picture that it would be."""
    path = tmp_path / "out.txt"
    cards = "afghan-por-card-holders"
    done = run("figures", cards, "--plot", str(path), "--plot-for", "print")

    assert done.returncode == 0
    assert "around 1.4 million" in path.read_text("utf-8")


def test_an_unknown_thing_has_a_nearest_name(run: Run) -> None:
    done = run("figures", "afghans-leaving-pakistan-2205")

    assert done.returncode == 2
    assert "did you mean" in done.stderr


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("dailysabah-20250604.F999", "did you mean `dailysabah-20250604.F"),
        ("dailysabha-20250604.F10", "did you mean `dailysabah-20250604.F10`?"),
        ("no-such-key", "a claim is named DOCUMENT.KEY"),
        ("april", "could be any of"),
    ],
)
def test_an_unknown_claim_has_a_nearest_name(run: Run, name: str, hint: str) -> None:
    done = run("explain", name)

    assert done.returncode == 2
    assert hint in done.stderr


def test_a_key_that_one_document_has_is_enough(run: Run) -> None:
    assert "words: 67,000" in run("explain", "F10").stdout


def test_a_place_shows_who_leaves_it_who_comes_and_who_lives_there(run: Run) -> None:
    """Each movement and population under its own name, with its own verdicts."""
    done = run("figures", "pakistan")

    assert done.returncode == 0
    heads = done.stdout.splitlines()
    assert (
        "Afghans leaving Pakistan since April 2025 \u00b7 flow \u00b7 person" in heads
    )
    assert "Afghans arriving in Pakistan since 2021 \u00b7 flow \u00b7 person" in heads
    assert any(head.startswith("Afghans holding") for head in heads)
