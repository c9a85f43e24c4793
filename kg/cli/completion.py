"""The command that prints shell completion."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a SHELL.

    Commands, options and questions are completed anywhere; things, claims, documents
    and codes where a graph has been built.

    \b
    Example:
      kg completion bash > ~/.local/share/bash-completion/completions/kg
    """
    script = get_completion_class(shell)
    assert script is not None
    root = ctx.find_root().command
    click.echo(script(root, {}, "kg", "_KG_COMPLETE").source())
