"""Days as options: told wrong, they are told right."""

from __future__ import annotations

from datetime import date

import click

from kg.errors import UnknownName


class Day(click.ParamType):
    """A day such as 2025-06-04."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day; raise :class:`UnknownName` for what is none."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            option = param.opts[0] if param else "--date"
            text = str(value).encode("utf-8", "replace").decode()
            message = f"`{option}` takes a date such as 2025-06-04, not `{text}`"
            raise UnknownName(message) from None


DAY = Day()
