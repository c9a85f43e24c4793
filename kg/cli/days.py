"""Days as options: told wrong, they are told right."""

from __future__ import annotations

from datetime import date

import click

from kg.errors import UnknownName


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
