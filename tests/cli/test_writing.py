"""Commands that help to write facts: what there is to write, and where words stand."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

DOCUMENT = "lakeside-20260312"


@pytest.mark.parametrize(
    ("words", "chars"),
    [
        ("More than 1,200 seasonal workers left", "chars: [118, 155]"),
        ("the Border Office said on Thursday", "chars: [81, 115]"),
        ("on Thursday. More  than", "chars: [104, 127]"),
        ("seasonal", "chars: [26, 34]\nchars: [134, 142]"),
    ],
)
def test_words_are_located_in_the_text(
    run: Run, built: Path, words: str, chars: str
) -> None:
    """Words are found wherever they stand, whatever white space is between them."""
    done = run("locate", DOCUMENT, words, cwd=built)

    assert (done.returncode, done.stdout) == (0, chars + "\n")


def test_without_words_the_text_itself_is_described(run: Run, built: Path) -> None:
    """Digest and length are printed as the facts file wants them."""
    done = run("locate", DOCUMENT, cwd=built)

    facts = (built / f"sources/{DOCUMENT}/facts.yaml").read_text("utf-8")
    assert done.returncode == 0
    assert f"  {done.stdout}" in facts


def test_quotes_are_written_as_positions(run: Run, built: Path) -> None:
    """What is written says how much it is, and a second time that it is nothing."""
    facts = built / f"sources/{DOCUMENT}/facts.yaml"
    before = facts.read_text("utf-8")
    place = "    chars: [217, 268]\n"
    words = (built / f"texts/{DOCUMENT}.txt").read_text("utf-8")[217:268]
    facts.write_text(before.replace(place, f"    quote: {words}\n"), "utf-8")
    write = "locate", DOCUMENT, "--write", "--without-quotes"
    once, again = run(*write, cwd=built), run(*write, cwd=built)

    assert facts.read_text("utf-8") == before
    assert once.stdout == f"sources/{DOCUMENT}/facts.yaml: 1 quote located\n"
    assert again.stdout == f"sources/{DOCUMENT}/facts.yaml: nothing to write\n"


@pytest.mark.parametrize("more", [("--write", "left"), ("--without-quotes",)])
def test_writing_positions_asks_for_no_words(
    run: Run, built: Path, more: tuple[str, ...]
) -> None:
    done = run("locate", DOCUMENT, *more, cwd=built)

    assert done.returncode == 2
    assert "--write" in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            (DOCUMENT, "no such words"),
            "word for word: `no such words`",
        ),
        ((DOCUMENT, ""), "not in the text of"),
        (("lakeside", "x"), "no text at "),
    ],
)
def test_words_that_are_not_there_are_an_error(
    run: Run, built: Path, words: tuple[str, ...], message: str
) -> None:
    """What cannot be located ends with 2 and says why."""
    done = run("locate", *words, cwd=built)

    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_every_term_is_listed_with_its_definition(run: Run, built: Path) -> None:
    """Classes, properties and short forms are there, each with a sentence."""
    terms = json.loads(run("terms", "--format", "json", cwd=built).stdout)

    by_name = {term["name"]: term for term in terms}
    assert {"PolicyMeasure", "targetsPopulation", "amount", "movementType"} <= set(
        by_name
    )
    assert all(term["definition"] for term in terms)


def test_one_term_is_explained_with_its_codes(run: Run, built: Path) -> None:
    """A coded property lists its codes and what each means."""
    printed = run("terms", "unit", cwd=built).stdout

    assert "household" in printed
    assert "crossing" in printed


def test_an_unknown_term_brings_the_nearest(run: Run, built: Path) -> None:
    """A misspelt term is answered with the one that was meant."""
    done = run("terms", "targetPopulation", cwd=built)

    assert done.returncode == 2
    assert "did you mean `targetsPopulation`?" in done.stderr
