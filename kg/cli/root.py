"""The command line's root: shared options, and how errors end it.

Exit codes: 0 all well; 1 the sources break a rule; 2 wrong usage or an unknown name;
3 no graph, or it cannot be written; 4 a query failed; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import click

from kg.errors import KgError, UnknownName, nearest

if TYPE_CHECKING:
    from datetime import date

    from kg.ask.knowledge import KnowledgeGraph
    from kg.ask.questions import Question
    from kg.read.project import Project
    from kg.read.texts import Texts

GRAPH = "build/graph"

EPILOG = """\b
Exit codes: 0 all well; 1 the sources break a rule; 2 wrong usage or an unknown
name; 3 no graph, or it cannot be written; 4 a query failed; 130 interrupted."""


@dataclass
class Settings:
    """The options before the command."""

    folder: Path
    place: str | None
    texts: str | None

    @cached_property
    def project(self) -> Project:
        """The project folder, opened."""
        from kg.read.project import Project

        return Project.open(self.folder)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The questions of the project, read once for options and for asking."""
        from kg.ask.questions import read_questions

        return read_questions(self.project)

    @property
    def graph_folder(self) -> Path:
        """Where builds go."""
        return Path(self.place) if self.place else self.folder / GRAPH

    def open(
        self, as_of: date | None = None, *, seconds: float | None = None
    ) -> KnowledgeGraph:
        """Open the graph that the options name, or what it was as of a day.

        ``seconds`` is how long a query may take, if not as long as by default.
        """
        from kg.ask.knowledge import open_graph
        from kg.ask.limited import SECONDS

        place, most = self.place or self.graph_folder, seconds or SECONDS
        graph = open_graph(place, project=self.folder, texts=self.texts, seconds=most)
        if "questions" in vars(self):
            graph.questions = self.questions
        return graph if as_of is None else graph.as_of(as_of)

    def texts_at_hand(self) -> Texts:
        """Return the texts that the options name."""
        return self.project.texts_at_hand(self.texts)


pass_settings = click.make_pass_decorator(Settings)


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    from kg.project.shapes.engines import about

    click.echo(f"kg, version {version('apf-kg')}\nshapes: {about()}")
    ctx.exit()


class _Commands(click.Group):
    """Commands in the order a newcomer meets them, imported when called."""

    LAZY: ClassVar = {
        "init": (
            "kg.cli.building",
            "Make FOLDER a project of your own, with an example.",
        ),
        "build": ("kg.cli.building", "Build the graph from the project's sources."),
        "check": ("kg.cli.building", "Check the sources without building."),
        "map": (
            "kg.cli.mapping",
            "Write a mapping for a table: a shipped or a first one.",
        ),
        "fetch": (
            "kg.cli.fetching",
            "Download tables and lists of codes that have a `url:`.",
        ),
        "take": (
            "kg.cli.taking",
            "Turn a file or web page into a text and a document.",
        ),
        "terms": ("kg.cli.terms", "Explain what can be written in facts files."),
        "amount": ("kg.cli.figures.amount", "Show how an amount is read."),
        "questions": ("kg.cli.asking", "List the named questions and what they take."),
        "ask": ("kg.cli.asking", "Ask a named question."),
        "find": ("kg.cli.finding", "Find things by WORDS of names, claims or texts."),
        "list": ("kg.cli.finding", "List things of a KIND with the number of claims."),
        "show": ("kg.cli.asking", "Show everything said about a THING, and by it."),
        "figures": ("kg.cli.figures.command", "Hold figures against each other."),
        "diff": (
            "kg.cli.diffing",
            "Say how OLD and NEW differ: figures, verdicts, answers.",
        ),
        "explain": (
            "kg.cli.figures.command",
            "Explain a CLAIM, or the status of a POLICY, step by step.",
        ),
        "sparql": ("kg.cli.querying", "Run a SPARQL QUERY of your own."),
        "draft": (
            "kg.cli.drafting",
            "Draft figures of a DOCUMENT, by rules or by a model.",
        ),
        "review": (
            "kg.cli.reviewing",
            "Decide on the drafts of a DOCUMENT.",
        ),
        "agreement": (
            "kg.cli.agreeing",
            "Compare two people's facts of one document.",
        ),
        "locate": (
            "kg.cli.locating",
            "Print the line that a facts file needs about a text.",
        ),
        "coverage": (
            "kg.cli.covering",
            "List the sentences of a DOCUMENT with their claims.",
        ),
        "export": (
            "kg.cli.export.command",
            "Write networks, RDF, tables, or the lives of policies.",
        ),
        "site": (
            "kg.cli.publishing",
            "Write a page of everything, for any web server or none.",
        ),
        "lint": ("kg.cli.export.lint", "Check GEXF files as Gephi reads them."),
        "link": ("kg.cli.link.command", "Find what things are in Wikidata."),
        "push": (
            "kg.cli.pushing",
            "Load the graph into the store at URL.",
        ),
        "serve": (
            "kg.cli.serving",
            "Serve the graph over HTTP, to people and programs.",
        ),
        "mcp": (
            "kg.cli.mcp",
            "Let language models ask the graph, by MCP.",
        ),
        "reconcile-service": (
            "kg.cli.reconciling",
            "Let OpenRefine match tables against the graph.",
        ),
        "completion": ("kg.cli.completion", "Print the completion script of a SHELL."),
    }
    """Of each command its module and its first sentence, which lists of commands show
    without importing any; a test compares them with the docstrings."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.LAZY)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.LAZY:
            return None
        module = import_module(self.LAZY[name][0])
        own = name.replace("-", "_")  # what hides a name of Python's ends with a `_`
        command: click.Command = getattr(module, own, None) or getattr(
            module, f"{own}_"
        )
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(n, words) for n, (_, words) in self.LAZY.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        return [
            *(
                CompletionItem(name, help=words)
                for name, (_, words) in self.LAZY.items()
                if name.startswith(incomplete)
            ),
            *click.Command.shell_complete(self, ctx, incomplete),
        ]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.LAZY and not ctx.resilient_parsing:
            hint = nearest(args[0], self.LAZY) or "; see `kg --help`"
            raise UnknownName(f"no command is called `{args[0]}`{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # here, because click ends with 1 on its own
            _hush()


@click.group(
    cls=_Commands,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.option(
    "-C",
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The project folder; the current one by default.",
)
@click.option(
    "-g",
    "--graph",
    "place",
    metavar="FOLDER|URL",
    help=f"The graph: a folder ({GRAPH} by default) or a SPARQL endpoint.",
)
@click.option(
    "--texts",
    metavar="FOLDER",
    help="Source texts, named DOCUMENT.txt; KG_TEXTS or texts/ by default.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Show the version, and what validates, and exit.",
)
@click.pass_context
def cli(ctx: click.Context, folder: Path, place: str | None, texts: str | None) -> None:
    """Build and question a graph of actors, policies and flows.

    \b
    Example:
      kg build
      kg ask policy-targets --policy pk-repatriation-campaign
    """
    ctx.obj = Settings(folder, place, texts)


def _open_streams() -> None:
    """Let every letter be printed, in any encoding, and nothing where none listens."""
    nowhere = Path(os.devnull)
    sys.stdout = sys.stdout or nowhere.open("w")
    sys.stderr = sys.stderr or nowhere.open("w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _hush() -> None:
    """Send what is still to be printed nowhere: whoever read it has stopped."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run() -> int:
    """Run the command line; return its exit code.

    Raises :class:`KeyboardInterrupt` after Ctrl-C, when what had begun is undone.
    """
    _open_streams()
    try:
        cli.main(prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return 2
    except KgError as error:
        from kg.cli.output import print_failure

        print_failure(error)
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except BrokenPipeError:
        _hush()
    except OSError as error:
        from kg.cli.output import fail

        named = f"{error.filename}: " if error.filename else ""
        fail(f"{named}{error.strerror or error}")
        return 3
    return 0
