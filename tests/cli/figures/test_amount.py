"""`kg amount` shows how a phrase is read, before it is written into a file."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def _lines(run: Run, *arguments: str) -> dict[str, str]:
    """Return what is printed for a phrase, by its heads."""
    done = run("amount", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return {line[2:18].strip(): line[18:] for line in done.stdout.splitlines()[1:]}


def test_a_phrase_is_shown_with_its_three_readings(run: Run) -> None:
    """Quantifier, what is printed, what is usually meant, and the widest reading."""
    assert _lines(run, "hundreds of thousands of people") == {
        "quantifier": "order-of-magnitude",
        "as printed": "≥ 200,000 and < 1,000,000",
        "usually read as": "≥ 200,000 and < 1,000,000",
        "at the loosest": "≥ 100,000 and < 10,000,000",
        "bounds": "the lower bound is included, the upper bound is not included",
        "unit": "person",
        "kind": "a level: FlowObservation or StockObservation",
    }


def test_a_phrase_needs_no_quotes(run: Run) -> None:
    """Several words are one phrase, as one argument or as many."""
    many = run("amount", "more", "than", "3,000")
    assert many.stdout == run("amount", "more than 3,000").stdout
    assert many.stdout.startswith("more than 3,000\n")


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("more than 3,000", "the bound itself is not included"),
        ("at least 3,000", "the bound itself is included"),
        ("fewer than 500", "the bound itself is not included"),
        ("up to 500", "the bound itself is included"),
        ("between 10 and 20", "both bounds are included"),
    ],
)
def test_strictness_is_said_in_words(run: Run, phrase: str, words: str) -> None:
    """Whether a bound is possible itself is said, not left to a sign."""
    assert _lines(run, phrase)["bounds"] == words


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("67,000", "a level"),
        ("€3 million", "a level"),
        ("two-fold", "a change"),
        ("fell by a third", "a change"),
        ("unchanged", "a change"),
        ("two thirds", "a share"),
    ],
)
def test_the_kind_of_figure_is_hinted_at(run: Run, phrase: str, kind: str) -> None:
    """Whoever writes the figure learns which type of observation takes it."""
    assert _lines(run, phrase)["kind"].startswith(kind)


RATE = ("perTime", "perNumber", "perUnit", "rateKind")
"""What only a rate has."""


def test_json_has_numbers(run: Run) -> None:
    """A program gets bounds as numbers, `null` where there is none."""
    data = json.loads(run("amount", "fell by over €2.5m", "--format", "json").stdout)
    bounds: dict[str, object] = {"lowerBound": 2_500_000, "lowerBoundInclusive": False}
    bounds |= {"upperBound": None, "upperBoundInclusive": None}
    assert data == {
        "quantityText": "fell by over €2.5m",
        "quantifier": "more-than",
        "unit": "money",
        "currency": "EUR",
        "changeDirection": "decrease",
        **dict.fromkeys(RATE),
        "kind": "change",
        "bounds": "the bound itself is not included",
        "printed": bounds,
        "usual": bounds,
        "loosest": bounds,
    }


def test_json_of_no_number_has_no_readings(run: Run) -> None:
    """What is unchanged has a direction and nothing to compare."""
    data = json.loads(run("amount", "unchanged", "--format", "json").stdout)
    assert (data["changeDirection"], data["quantifier"]) == ("unchanged", None)
    assert data["printed"] is data["usual"] is data["loosest"] is None


def test_csv_is_one_row(run: Run) -> None:
    """A table of phrases can be put together from single rows."""
    printed = run("amount", "about 400 families", "--format", "csv").stdout
    assert list(csv.DictReader(io.StringIO(printed))) == [
        {
            "quantityText": "about 400 families",
            "quantifier": "about",
            "unit": "family",
            "currency": "",
            "changeDirection": "",
            **dict.fromkeys(RATE, ""),
            "kind": "level",
            "bounds": "",
            "printed": "= 400",
            "usual": "≥ 360 and ≤ 440",
            "loosest": "≥ 300 and ≤ 500",
        }
    ]


@pytest.mark.parametrize("format", ["table", "json", "csv"])
@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("1.3 million Afghans", "at `Afghans`"),
        ("fell to 67,000", "changeDirection: decrease"),
        ("$5 million", "which dollar?"),
        ("-5", "a sign is not read"),
        ("", "the amount `` is not understood"),
    ],
)
def test_a_refusal_shows_the_part(
    run: Run, phrase: str, words: str, format: str
) -> None:
    """What is not understood ends with 2 and a message, and prints nothing else."""
    done = run("amount", phrase, "--format", format)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_phrase_is_read_in_the_language_that_is_named(run: Run) -> None:
    """The same words are refused in another language, which is named."""
    assert _lines(run, "plus de 135 000", "--language", "fr")["as printed"] == (
        "> 135,000"
    )
    done = run("amount", "plus de 135 000")
    assert (done.returncode, done.stdout) == (2, "")
    assert "it is French, and the document is in `language: en`" in done.stderr
