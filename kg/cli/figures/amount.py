"""The command that shows how an amount of a facts file is read."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import click
from rich.text import Text

from kg.amounts import Amount, parse_amount
from kg.amounts.conventions import FigureReading, read_figure
from kg.amounts.interval import Interval
from kg.cli.output import console, print_csv, print_json
from kg.errors import UnknownName

_KINDS = {
    "level": "a level: FlowObservation or StockObservation",
    "change": "a change: ChangeObservation",
    "share": "a share: ShareObservation; of a change, ChangeObservation",
}
_READINGS = {
    "printed": "as printed",
    "usual": "usually read as",
    "loosest": "at the loosest",
}


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("phrase", nargs=-1, required=True)
@click.option("--format", type=click.Choice(["table", "json", "csv"]), default="table")
def amount(phrase: tuple[str, ...], format: str) -> None:
    """Show how an amount is read.

    What PHRASE says, and how it is read when figures are compared: as printed, by the
    usual conventions, and at the loosest. What is not understood is shown. Quote a
    phrase that the shell would take apart.

    \b
    Example:
      kg amount more than 3,000
      kg amount "€3 million" --format json
    """
    try:
        found = parse_amount(" ".join(phrase))
    except ValueError as error:
        raise UnknownName(str(error)) from None
    reading = _reading(found)
    if format == "json":
        print_json(_facts(found) | {name: _ends(reading, name) for name in _READINGS})
    elif format == "csv":
        row = _facts(found) | _words(reading)
        print_csv(list(row), [row])
    else:
        _print(found, reading)


def _reading(found: Amount) -> FigureReading | None:
    def fraction(number: Decimal | None) -> Fraction | None:
        return None if number is None else Fraction(number)

    return read_figure(
        found.quantifier,
        value=fraction(found.value),
        lower=fraction(found.lower),
        upper=fraction(found.upper),
        lower_inclusive=found.lower_inclusive,
        upper_inclusive=found.upper_inclusive,
        unit=found.unit,
        share=_kind(found) == "share",
    )


def _facts(found: Amount) -> dict[str, Any]:
    return {
        "phrase": found.text,
        "quantifier": found.quantifier,
        "unit": found.unit,
        "currency": found.currency,
        "direction": found.direction,
        "kind": _kind(found),
        "bounds": _strictness(found),
    }


def _kind(found: Amount) -> str:
    if found.direction or found.unit == "ratio":
        return "change"
    return "share" if found.unit == "percent" else "level"


def _strictness(found: Amount) -> str | None:
    """Say whether the bounds that the words name are possible themselves."""
    said = ("not included", "included")
    lower, upper = said[found.lower_inclusive], said[found.upper_inclusive]
    if found.lower is not None and found.upper is not None:
        if lower == upper:
            return f"both bounds are {lower}"
        return f"the lower bound is {lower}, the upper bound is {upper}"
    if found.lower is not None:
        return f"the bound itself is {lower}"
    return f"the bound itself is {upper}" if found.upper is not None else None


def _words(reading: FigureReading | None) -> dict[str, str]:
    return {
        name: "" if reading is None else str(getattr(reading, name))
        for name in _READINGS
    }


def _ends(reading: FigureReading | None, name: str) -> dict[str, Any] | None:
    """Return one of the three readings as numbers; ``null`` means no such bound."""
    if reading is None:
        return None
    interval: Interval = getattr(reading, name)
    return {
        "lower": _plain(interval.low),
        "lower_inclusive": interval.low is not None and not interval.low_open,
        "upper": _plain(interval.high),
        "upper_inclusive": interval.high is not None and not interval.high_open,
    }


def _plain(number: Fraction | int | None) -> int | float | None:
    if number is None:
        return None
    return number.numerator if number.denominator == 1 else float(number)


def _print(found: Amount, reading: FigureReading | None) -> None:
    facts, words = _facts(found), _words(reading)
    lines = {"quantifier": facts["quantifier"]}
    lines |= {head: words[name] for name, head in _READINGS.items()}
    lines |= {name: facts[name] for name in ("bounds", "unit", "currency", "direction")}
    lines["kind"] = _KINDS[facts["kind"]]
    out = console()
    out.print(Text(found.text, style="bold"))
    for head, value in lines.items():
        if value:
            out.print(Text(f"  {head:<16}", style="dim").append(value, "not dim"))
