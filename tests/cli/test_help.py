"""Lists of commands say what each command says of itself."""

from __future__ import annotations

import click
import pytest
from click.shell_completion import CompletionItem
from click.testing import CliRunner

from kg.cli.root import cli

CONTEXT = click.Context(cli, info_name="kg")


@pytest.mark.parametrize("name", cli.list_commands(CONTEXT))
def test_the_list_of_commands_has_their_first_sentences(name: str) -> None:
    """The words are listed without importing a command, and are its own."""
    command = cli.get_command(CONTEXT, name)
    assert command is not None
    assert command.name == name
    words = command.get_short_help_str(limit=200)

    shown = CliRunner().invoke(cli, ["--help"], prog_name="kg").output
    assert " ".join([name, words]) in " ".join(shown.split())
    (item,) = (i for i in cli.shell_complete(CONTEXT, name) if i.value == name)
    assert isinstance(item, CompletionItem)
    assert item.help == words


def test_completion_offers_commands_and_options() -> None:
    """What begins like a command is completed to it, what begins with - to options."""
    offered = [item.value for item in cli.shell_complete(CONTEXT, "co")]
    assert offered == ["coverage", "completion"]
    assert "--graph" in [item.value for item in cli.shell_complete(CONTEXT, "--")]
