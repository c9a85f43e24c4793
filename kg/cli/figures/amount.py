"""The command that shows how an amount of a facts file is read."""

from __future__ import annotations

from typing import Any

import click
from rich.text import Text

from kg.amounts.amount import Amount
from kg.amounts.per import Per
from kg.amounts.phrase import parse_amount
from kg.cli.output import console, print_csv, print_json, printed_as
from kg.errors import UnknownName

_KINDS = {
    "level": "a level: FlowObservation or StockObservation",
    "change": "a change: ChangeObservation",
    "share": "a share: ShareObservation; of a change, ChangeObservation",
    "rate": "a rate: RateObservation, never a total",
}
_READINGS = {
    "printed": "as printed",
    "usual": "usually read as",
    "loosest": "at the loosest",
}


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("phrase", nargs=-1, required=True)
@click.option(
    "--language",
    default="en",
    metavar="TAG",
    help="Language that it is in: en (default), fr, es or ar.",
)
@printed_as("table", "json", "csv")
def amount(phrase: tuple[str, ...], language: str, format: str) -> None:
    """Show how an amount is read.

    What PHRASE says, and how it is read when figures are compared: as printed, by the
    usual conventions, and at the loosest. What is not understood is shown. Quote a
    phrase that the shell would take apart.

    \b
    Example:
      kg amount more than 3,000
      kg amount "€3 million" --format json
      kg amount "plus de 135 000" --language fr
    """
    try:
        amount_ = parse_amount(" ".join(phrase), language)
    except ValueError as error:
        raise UnknownName(str(error)) from None
    facts = _facts(amount_)
    reading = amount_.reading(share=facts["kind"] == "share")
    intervals = {name: reading and getattr(reading, name) for name in _READINGS}
    words = {name: str(interval or "") for name, interval in intervals.items()}
    if format == "json":
        from kg.figures.view.records import interval_record

        ends = {name: i and interval_record(i) for name, i in intervals.items()}
        print_json(facts | ends)
    elif format == "csv":
        print_csv([*facts, *words], [facts | words])
    else:
        _print(facts | words)


def _facts(amount: Amount) -> dict[str, Any]:
    """Return what the words of an amount say, by the ontology's names."""
    kind = "share" if amount.unit == "percent" else "level"
    if amount.direction or amount.unit == "ratio":
        kind = "change"
    if amount.per is not None:
        kind = "rate"
    return {
        "quantityText": amount.text,
        "quantifier": amount.quantifier,
        "unit": amount.unit,
        "currency": amount.currency,
        "changeDirection": amount.direction,
        **_per(amount.per or Per()),
        "kind": kind,
        "bounds": _strictness(amount),
    }


def _per(per: Per) -> dict[str, Any]:
    return {
        "perTime": per.time,
        "perNumber": None if per.number is None else f"{per.number:f}",
        "perUnit": per.unit,
        "rateKind": per.kind,
    }


def _strictness(amount: Amount) -> str | None:
    """Say whether the bounds that the words name are possible themselves."""
    names = ("not included", "included")
    lower, upper = names[amount.lower_inclusive], names[amount.upper_inclusive]
    if amount.lower is not None and amount.upper is not None:
        if lower == upper:
            return f"both bounds are {lower}"
        return f"the lower bound is {lower}, the upper bound is {upper}"
    if amount.lower is not None:
        return f"the bound itself is {lower}"
    return f"the bound itself is {upper}" if amount.upper is not None else None


def _print(facts: dict[str, Any]) -> None:
    lines = {"quantifier": facts["quantifier"]}
    lines |= {head: facts[name] for name, head in _READINGS.items()}
    lines |= {name: facts[name] for name in ("bounds", "unit", "currency")}
    lines["direction"] = facts["changeDirection"]
    so_many = (facts["perNumber"], facts["perUnit"], facts["perTime"])
    lines["per"] = " ".join(filter(None, so_many))
    lines["rate kind"] = facts["rateKind"]
    lines["kind"] = _KINDS[facts["kind"]]
    out = console()
    out.print(Text(facts["quantityText"], style="bold"))
    for head, value in lines.items():
        if value:
            out.print(Text(f"  {head:<16}", style="dim").append(value, "not dim"))
