"""The group of commands that find what things are in Wikidata."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar

import click

_DEFAULT = "propose"


class _Link(click.Group):
    """Commands imported when called; without the name of one, things are looked up."""

    LAZY: ClassVar = {
        "index": ("kg.cli.link.index", "index", "Build a local index from extracts."),
        "review": ("kg.cli.link.review", "review", "Decide on candidates."),
        "enrich": ("kg.cli.link.enrich", "enrich", "Take over labels and coordinates."),
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.LAZY)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name == _DEFAULT:
            return self.propose
        if name not in self.LAZY:
            return None
        module, attribute, _ = self.LAZY[name]
        command: click.Command = getattr(import_module(module), attribute)
        return command

    @property
    def propose(self) -> click.Command:
        """The command that is meant when none is named."""
        command: click.Command = import_module("kg.cli.link.propose").propose
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        asked = args[:1] in (["--help"], ["-h"])
        if not asked and (not args or args[0] not in self.LAZY):
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[OPTIONS] [THING]... | COMMAND ...")

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        options = (p for p in self.propose.params if isinstance(p, click.Option))
        records = (option.get_help_record(ctx) for option in options)
        with formatter.section("Options"):
            formatter.write_dl([record for record in records if record])
            formatter.write_dl([("-h, --help", "Show this message and exit.")])
        with formatter.section("Commands"):
            formatter.write_dl([(n, help) for n, (_, _, help) in self.LAZY.items()])


@click.group(cls=_Link)
def link() -> None:
    """Find what things are in Wikidata.

    Proposes entities for each THING, or for all that are not linked yet, with scores
    and reasons; nothing is decided by it. Candidates come from a local index, and from
    the network only with --online. With --mentions, the rows of a table are linked.

    \b
    Example:
      kg link index entities.csv
      kg link Taliban "Interior Ministry of Pakistan"
      kg link --class Country --format csv
      kg link --mentions names.csv -o linked.csv
    """
