"""The page of the command line: docs/cli.md, made from the commands themselves.

Click's own help text breaks lines as each of its versions likes; what it knows of a
command is written here as Markdown instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc

import click

from kg.cli.root import cli

_HEAD = """\
# The command line

<!-- Made by `make docs` from the commands: change their help texts. -->

`kg COMMAND --help` prints the same. Options of `kg` itself stand before the command.
Words in capitals stand for what you give.
"""
_AS_IT_IS = re.compile("^\b\n(?:.+\n?)+", re.MULTILINE)
"""A block that click does not fill: it begins with a line of one backspace."""


def page() -> str:
    """Return the page as Markdown."""
    return _HEAD + "".join(_command(cli, ["kg"], None)) + _epilog()


def _epilog() -> str:
    """Return how commands end, as a table."""
    words = " ".join(cleandoc(cli.epilog or "").replace("\b", "").split())
    title, _, codes = words.rstrip(".").partition(": ")
    rows = (code.partition(" ") for code in codes.split("; "))
    table = "".join(f"| {code} | {meaning} |\n" for code, _, meaning in rows)
    return f"\n## {title}\n\n| code | meaning |\n| --- | --- |\n{table}"


def _command(
    command: click.Command, path: list[str], parent: click.Context | None
) -> Iterator[str]:
    """Yield the section of a command, and those of its subcommands."""
    context = click.Context(command, info_name=path[-1], parent=parent)
    usage = " ".join([*path, *command.collect_usage_pieces(context)])
    yield f"\n{'#' * min(len(path) + 1, 4)} {' '.join(path)}\n"
    yield f"\n```text\n{usage}\n```\n"
    yield _help(cleandoc(command.help or ""))
    yield _options(command, context)
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        if (child := command.get_command(context, name)) and not child.hidden:
            yield from _command(child, [*path, name], context)


def _help(text: str) -> str:
    """Return a help text: paragraphs, and examples as code."""
    parts = []
    end = 0
    for block in _AS_IT_IS.finditer(text):
        parts.append(_plain(text[end : block.start()].strip()))
        title, _, code = block[0].partition("\b\n")[2].rstrip().partition("\n")
        if code.startswith(" "):
            parts.append(f"{title}\n\n```sh\n{cleandoc(code)}\n```")
        else:
            parts.append(_plain(f"{title}\n{code}"))
        end = block.end()
    parts.append(_plain(text[end:].strip()))
    return "".join(f"\n{part}\n" for part in parts if part)


def _options(command: click.Command, context: click.Context) -> str:
    """Return the table of a command's options, but for the help that all have."""
    records = [
        record
        for option in command.get_params(context)
        if isinstance(option, click.Option) and "--help" not in option.opts
        if (record := option.get_help_record(context))
    ]
    if not records:
        return ""
    rows = "".join(f"| `{_cell(o)}` | {_cell(_plain(h))} |\n" for o, h in records)
    return f"\n| option | meaning |\n| --- | --- |\n{rows}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _plain(text: str) -> str:
    """Let no letter of a help text be Markdown, but for what is written as code."""
    return re.sub(r"([<>*_])(?=[^`]*(?:`[^`]*`[^`]*)*$)", r"\\\1", text)
