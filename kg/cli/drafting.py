"""The command that reads drafts of claims out of a text."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from kg.cli.completing import documents
from kg.cli.output import console, new_table, plural
from kg.cli.root import Settings, pass_settings

if TYPE_CHECKING:
    from kg.draft.model.asking import Cost, ModelDrafter
    from kg.draft.model.endpoint import ModelEndpoint
    from kg.draft.score import Score

_KEY = "KG_MODEL_KEY"


@click.command()
@click.argument("document", shell_complete=documents)
@click.option("--again", is_flag=True, help="Write drafts anew that are there already.")
@click.option(
    "--score",
    "scored",
    is_flag=True,
    help="Write nothing; hold the drafts against the facts that the document has.",
)
@click.option(
    "--model",
    "url",
    metavar="URL",
    help="Ask a model at this address of an OpenAI-compatible server, up to /v1; a key "
    f"is taken from {_KEY} alone.",
)
@click.option(
    "--model-name",
    "name",
    metavar="NAME",
    default="",
    help="The model to ask. [default: the one that the server has]",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.IntRange(1),
    default=600,
    show_default=True,
    help="How long a model may take for one answer.",
)
@click.option("--refresh", is_flag=True, help="Ask a model again what it has answered.")
@click.option(
    "--plain-http",
    is_flag=True,
    help="Send the text over http to another machine, where others can read it on its "
    "way.",
)
@pass_settings
def draft(
    settings: Settings,
    document: str,
    again: bool,
    scored: bool,
    url: str | None,
    name: str,
    timeout: int,
    refresh: bool,
    plain_http: bool,
) -> None:
    """Draft figures of a DOCUMENT, by rules or by a model.

    Drafts go to sources/DOCUMENT/drafts.yaml, in the grammar of facts, with who speaks,
    in what manner, and the word that tells so. What stands in the text and could not be
    placed is listed with the reason. No build reads drafts: nothing counts before a
    person has written it into facts.yaml. Nothing is asked of a network or a model,
    unless --model names one: it then gets the text and the names of things, and what it
    answers is held against the text, word by word.

    \b
    Example:
      kg draft dailysabah-20250604
      kg draft dailysabah-20250604 --model http://127.0.0.1:11434/v1
    """
    from kg.draft.drafting import draft_document

    if url is None and (name or refresh or plain_http):
        raise click.UsageError("--model URL says which server is asked")
    with ExitStack() as stack:
        drafter = None
        if url is not None:
            from kg.draft.model.endpoint import ModelEndpoint

            endpoint = ModelEndpoint(
                url,
                cache=settings.folder / "build/cache",
                name=name,
                key=os.environ.get(_KEY, ""),
                overheard=plain_http,
                seconds=timeout,
                refresh=refresh,
                contact=settings.project.contact,
            )
            stack.callback(endpoint.close)
            drafter = _drafter(
                settings, document, endpoint, stays=not (again or scored)
            )
        done = draft_document(
            settings.project,
            document,
            settings.texts_at_hand(),
            write=not scored,
            again=again,
            by=drafter,
        )
    if drafter is not None:
        _say(_cost(drafter.cost))
    if scored:
        _print_score(done.score)
        return
    drafts, left = done.drafts, len(done.drafts.unplaced)
    made = len(drafts.figures) + len(drafts.steps)
    words = f"{done.file}: {plural(made, 'draft')}"
    rest = f", {left} that could not be placed" if left else ""
    console().print(words + rest, soft_wrap=True)


def _drafter(
    settings: Settings, document: str, endpoint: ModelEndpoint, *, stays: bool
) -> ModelDrafter:
    """Return a drafter that says where the text goes, and what it will take."""
    from kg.draft.drafting import drafts_file
    from kg.draft.model.asking import Forecast, ModelDrafter

    def begins(forecast: Forecast) -> None:
        new = forecast.portions - forecast.kept
        if new and not endpoint.is_local:
            _say(f"The text leaves this machine: it goes to {endpoint.host}.")
        kept = f"; of {forecast.kept:,} more the answers are kept"
        _say(
            f"To be asked: {plural(new, 'portion')} with {forecast.text:,} characters "
            f"of the text, {forecast.characters:,} with instructions"
            f"{kept if forecast.kept else ''}."
        )

    there = drafts_file(settings.project, document)
    return ModelDrafter(
        endpoint,
        begins=begins,
        answered=_progress(),
        stays=settings.project.name(there) if stays and there.exists() else "",
    )


def _progress() -> Callable[[int, int], None]:
    """Return what shows on a terminal how many portions are done."""
    err = console(stderr=True)

    def answered(done: int, portions: int) -> None:
        if err.is_terminal:
            _say(f"{done} of {plural(portions, 'portion')}")

    return answered


def _cost(cost: Cost) -> str:
    """Say what the answers of a model took."""
    kept = f"; {plural(cost.kept, 'answer')} kept from before" if cost.kept else ""
    words = f"Asked {plural(cost.asked, 'time')}"
    if cost.asked > cost.untold:
        words += f": {cost.prompt:,} tokens in, {cost.completion:,} out"
    if cost.untold:
        silent = "it" if cost.untold == cost.asked else f"{cost.untold:,} of them"
        words += f"; of {silent} the server does not say how many tokens"
    return f"{words}{kept}."


def _say(line: str) -> None:
    console(stderr=True).print(line, soft_wrap=True)


def _print_score(score: Score) -> None:
    table = new_table()
    table.add_column("figures")
    table.add_column("count", justify="right")
    table.add_column("share", justify="right")
    right = score.right_by_rule
    for name, count, share in (
        ("in the facts", score.key, None),
        ("drafted", score.drafted, None),
        ("drafted right: bounds, unit and period", score.right, score.recall),
        ("of the drafted, right", score.right, score.precision),
        ("in both", score.matched, None),
        ("whose speaker is right", score.speaker, score.share(score.speaker)),
        ("whose manner is right", score.modality, score.share(score.modality)),
        (
            "wrongly drafted as asserted",
            score.wrongly_asserted,
            score.share(score.wrongly_asserted),
        ),
        ("whose thing is right", score.measures, score.share(score.measures)),
        *(
            (f"of {n} by the rule {rule}, right", right[rule], right[rule] / n)
            for rule, n in sorted(score.by_rule.items())
            if score.key  # else nobody has said what is right
        ),
    ):
        table.add_row(name, str(count), "" if share is None else f"{share:.3f}")
    console().print(table)
