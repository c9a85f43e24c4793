"""Commands that read a graph: questions, ask, show."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from kg.cli import completing
from kg.cli.days import as_of_option, on_option, timeout_option
from kg.cli.output import (
    FORMATS,
    console,
    new_table,
    option_of,
    print_csv,
    print_json,
    printed_as,
)
from kg.cli.root import Settings, pass_settings

if TYPE_CHECKING:
    from rich.text import Text

    from kg.ask.about import About
    from kg.ask.lives.model import Timeline
    from kg.ask.questions import Question

format_option = click.option(
    "--format",
    "format",
    type=click.Choice(FORMATS),
    default="table",
    help="A table for people, or csv, json, md, ttl (the claims as Turtle).",
)

TIMELINE = "timeline"
"""The tag of questions whose answers are drawn as lives of policies, too."""


_FOR_PEOPLE, _ROWS = ("table", "md"), 1_000
"""Forms that nobody reads to the end of more rows than these; the others are whole."""

_limit_option = click.option(
    "--limit",
    "most_rows",
    type=click.IntRange(min=1),
    help=f"How many rows at most. A table or md has {_ROWS:,}, other forms have all.",
)


class _Questions(click.Group):
    """One command per question file, with the question's parameters as options."""

    def _known(self, ctx: click.Context) -> dict[str, Question]:
        settings = ctx.find_object(Settings) or Settings(Path(), None, None)
        return settings.questions

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._known(ctx))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        from kg.ask.questions import get_question, read_question

        if ctx.resilient_parsing:  # a shell completes it, and waits
            question = read_question(completing.settings_in(ctx).project, name)
            return _command(question) if question else None
        return _command(get_question(self._known(ctx), name))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Offer questions by their files, unread but for the line with the summary."""
        files = completing.settings_in(ctx).project.files("queries", "*.rq")
        return [
            *(
                CompletionItem(file.stem, help=_summary(file))
                for file in files
                if file.stem.startswith(incomplete)
            ),
            *click.Command.shell_complete(self, ctx, incomplete),
        ]


def _summary(file: Path) -> str | None:
    """Return the summary in a question's header, if it stands in a line of its own."""
    start = "#+ summary:"
    from kg.read.files import read_text

    lines = (read_text(file, file.name, []) or "").splitlines()
    words = (line.removeprefix(start) for line in lines if line.startswith(start))
    return next(words, "").strip(" \"'") or None


def _command(question: Question) -> click.Command:
    options: list[click.Parameter] = [
        click.Option(
            [option_of(p.name), p.name],
            metavar=p.type.removeprefix("concept:").upper(),
            help=p.description,
            shell_complete=completing.of_type(p.type),
        )
        for p in question.parameters.values()
    ]

    def run(
        format: str,
        query_seconds: int | None = None,
        most_rows: int | None = None,
        **parameters: str | None,
    ) -> None:
        from kg.ask.endpoint import LocalEndpoint
        from kg.ask.questions import AS_OF
        from kg.cli.answers import print_answer

        settings = click.get_current_context().find_object(Settings)
        assert settings is not None
        graph, day = settings.open(seconds=query_seconds), parameters.get(AS_OF.name)
        if day is not None and isinstance(graph.endpoint, LocalEndpoint):
            graph = graph.as_of(day)
        if most_rows is None and format in _FOR_PEOPLE:
            most_rows = _ROWS
        answer = graph.ask_some(question.name, most_rows, **parameters)
        if answer.cut:
            words = "" if format in _FOR_PEOPLE else f"{answer.cut.words} "
            click.echo(f"{words}--limit N shows more of them.", err=True)
        if format == "ttl":
            from kg.ask.claims import claims_turtle

            iris = [citation.claim.iri for citation in answer.claims]
            sys.stdout.write(claims_turtle(graph.endpoint, iris))
        else:
            if format == "table" and TIMELINE in question.tags:
                from kg.cli.lives import print_lives

                print_lives(graph, answer, parameters.get("on"))
            print_answer(answer, format)

    limited = run if "limit" in question.parameters else _limit_option(run)
    timed = limited if "timeout" in question.parameters else timeout_option(limited)
    help = f"{question.question}\n\n{question.description}\n\n\b\nExample:\n  "
    return click.Command(
        question.name,
        callback=format_option(timed),
        params=options + _params(run),
        help=help + question.example,
        short_help=question.summary,
    )


def _params(function: Any) -> list[click.Parameter]:
    return list(reversed(function.__click_params__))


@click.command(cls=_Questions, subcommand_metavar="NAME [--PARAMETER VALUE]...")
def ask() -> None:
    """Ask a named question.

    Every row of the answer cites the claims it rests on.

    Things are given by short id, IRI, or any of their names.

    \b
    Example:
      kg ask policy-targets --policy "deportation campaign of Pakistan"
      kg ask policy-targets --help
    """


@click.command()
@click.option("--tag", help="Only questions with this tag.")
@click.option(
    "--federated",
    is_flag=True,
    help="Those that also ask Wikidata; `kg sparql` runs them.",
)
@printed_as("table", "json")
@pass_settings
def questions(
    settings: Settings, tag: str | None, federated: bool, format: str
) -> None:
    """List the named questions and what they take.

    Those that ask Wikidata, too, are no questions of `kg ask`: run their file with
    `kg sparql --file FILE --service-allow query.wikidata.org`.

    \b
    Example:
      kg questions --tag policy
      kg questions --federated
    """
    from rich.text import Text

    from kg.ask.questions import FEDERATED, read_questions

    folder = FEDERATED if federated else ""
    known = read_questions(settings.project, folder).values()
    chosen = [q for q in known if tag is None or tag in q.tags]
    if format == "json":
        print_json([_with_options(question) for question in chosen])
        return
    if federated:
        _print_federated(settings, chosen)
        return
    table = new_table()
    for name in ("name", "question", "parameters"):
        table.add_column(name, no_wrap=name == "name")
    for q in chosen:
        options = " ".join(map(option_of, q.parameters))
        table.add_row(q.name, Text(q.question), Text(options))
    console().print(table)


def _print_federated(settings: Settings, chosen: list[Question]) -> None:
    """List questions with the files that `kg sparql` is given."""
    from rich.text import Text

    from kg.ask.questions import FEDERATED

    paths = {p.stem: p for p in settings.project.files("queries", f"{FEDERATED}/*.rq")}
    out = console()
    for q in chosen:
        out.print(Text(q.question), soft_wrap=True)
        out.print(Text(f"  {paths[q.name]}"), soft_wrap=True)


def _with_options(question: Question) -> dict[str, Any]:
    """Return a question as JSON, its parameters with their options."""
    data = question.to_dict()
    for name, parameter in data["parameters"].items():
        parameter["option"] = option_of(name)
    return data


@click.command()
@click.argument("thing", shell_complete=completing.things)
@on_option
@as_of_option
@click.option(
    "--limit",
    "most",
    type=click.IntRange(min=1),
    help="How many claims about it, and by it, at most. A table or md has "
    f"{_ROWS:,} of each, other forms have all.",
)
@format_option
@pass_settings
def show(
    settings: Settings,
    thing: str,
    on: str | None,
    as_of: date | None,
    most: int | None,
    format: str,
) -> None:
    """Show everything said about a THING, and by it.

    Claims are grouped by how they are said. The life of a policy is drawn: solid where
    its status is certain, shaded where it is only possible.

    \b
    Example:
      kg show Islamabad
      kg show pk-repatriation-campaign --on 2024-02
      kg show dailysabah-20250604.F38
    """
    from kg.ask.claims import claims_turtle
    from kg.cli.lives import life_of

    graph = settings.open(as_of)
    people = _ROWS if format in _FOR_PEOPLE else None
    about: About = graph.show(thing, most or people)
    life = life_of(graph, about.thing, on)
    if format not in _FOR_PEOPLE:
        for words in _more(about):
            console(stderr=True).print(words, soft_wrap=True)
    if format == "ttl":
        iris = [citation.claim.iri for citation in about.citations]
        sys.stdout.write(claims_turtle(graph.endpoint, iris))
    elif format == "json":
        print_json(about.to_dict())
    elif format == "csv":
        rows = [citation.to_dict() for citation in about.citations]
        print_csv(list(rows[0]) if rows else ["claim"], rows)
    else:
        _print_about(about, life, markdown=format == "md")


def _print_about(about: About, life: Timeline | None, *, markdown: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    from kg.cli.answers import citation_markdown, citation_text
    from kg.cli.lives import print_life
    from kg.periods.words import words as in_words

    out = console()

    def heading(level: int, words: str) -> None:
        if markdown:
            sys.stdout.write(f"\n{'#' * level} {words}\n\n")
        else:
            out.print(Text(f"{words}" if level == 1 else f"\n{words}", style="bold"))

    def item(words: str | Text) -> None:
        if markdown:
            sys.stdout.write(f"- {words}\n")
        else:
            grid = Table.grid(padding=(0, 1))
            grid.add_row("  \u2022", Text() + words)
            out.print(grid)

    heading(1, f"{about.thing} ({', '.join(about.types)}, {about.thing.id})")
    for qid, match in about.links:
        item(f"Wikidata: {qid} ({match})")
    for name, value in about.definition:
        item(f"{name}: {in_words(value) if name == 'period' else value}")
    if life is not None and (life.spans or life.steps or life.on):
        heading(2, "its life")
        print_life(life, markdown=markdown)
    for title, groups in (("said of it", about.claims), ("said by it", about.made)):
        for modality, citations in groups.items():
            heading(2, f"{title}: {modality} ({len(citations)})")
            for citation in citations:
                summary = "" if citation.quote is None else f"{citation.summary} "
                if markdown:
                    item(summary + citation_markdown(citation))
                else:
                    item(Text(summary) + citation_text(citation))
    if not about.claims and not about.made:
        item("No claim in the graph mentions it.")
    for words in _more(about):
        item(words)


def _more(about: About) -> Iterator[str]:
    """Say of what there is more than is shown."""
    for name, groups in (("about", about.claims), ("made", about.made)):
        if name in about.more:
            shown = sum(map(len, groups.values()))
            of = "of it" if name == "about" else "by it"
            yield (
                f"More is said {of} than these {shown:,} claims; rows of large tables "
                "come last. --limit N shows more."
            )
