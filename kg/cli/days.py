"""Days and times as options: told wrong, they are told right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from kg.errors import UnknownName

on_option = click.option(
    "--on", metavar="DATE", help="Of a policy: on which day, or in which month or year."
)


_DAY = 86_400  # seconds: nobody waits for longer


def timeout_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that says how many ``query_seconds`` one may take."""
    from kg.ask.limited import SECONDS

    option = click.option(
        "--timeout",
        "query_seconds",
        metavar="SECONDS",
        type=click.IntRange(1, _DAY),
        default=SECONDS,
        show_default=True,
        help="How long a query may take.",
    )
    return option(command)


def as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that says as of which day the graph is wanted."""
    words = "Only what was published by then."
    option = click.option("--as-of", metavar="DATE", callback=day, help=words)
    return option(command)


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Return the day of an option; raise :class:`UnknownName` for what is none."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        text = value.encode("utf-8", "replace").decode()
        message = f"`{param.opts[0]}` takes a date such as 2025-06-04, not `{text}`"
        raise UnknownName(message) from None
