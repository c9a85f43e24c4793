"""The command that reads drafts of claims out of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.completing import documents
from kg.cli.output import console, new_table, plural
from kg.cli.root import Settings, pass_settings

if TYPE_CHECKING:
    from kg.draft.score import Score


@click.command()
@click.argument("document", shell_complete=documents)
@click.option("--again", is_flag=True, help="Write drafts anew that are there already.")
@click.option(
    "--score",
    "scored",
    is_flag=True,
    help="Write nothing; hold the drafts against the facts that the document has.",
)
@pass_settings
def draft(settings: Settings, document: str, again: bool, scored: bool) -> None:
    """Draft the figures of a DOCUMENT's text by rules.

    Drafts go to sources/DOCUMENT/drafts.yaml, in the grammar of facts, with who speaks,
    in what manner, and the word that tells so. What stands in the text and could not be
    placed is listed with the reason. No build reads drafts: nothing counts before a
    person has written it into facts.yaml. Nothing is asked of a network or a model.

    \b
    Example:
      kg draft dailysabah-20250604
    """
    from kg.draft.drafting import draft_document

    done = draft_document(
        settings.project,
        document,
        settings.texts_at_hand(),
        write=not scored,
        again=again,
    )
    if scored:
        _print_score(done.score)
        return
    figures, left = len(done.drafts.figures), len(done.drafts.unplaced)
    words = f"{done.file}: {plural(figures, 'draft')}"
    rest = f", {plural(left, 'number')} that could not be placed" if left else ""
    console().print(words + rest, soft_wrap=True)


def _print_score(score: Score) -> None:
    table = new_table()
    table.add_column("figures")
    table.add_column("count", justify="right")
    table.add_column("share", justify="right")
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
    ):
        table.add_row(name, str(count), "" if share is None else f"{share:.3f}")
    console().print(table)
