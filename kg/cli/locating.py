"""The command that finds words in a text, so that nobody counts characters."""

from __future__ import annotations

import hashlib
import re
import sys

import click

from kg.cli.completing import documents
from kg.cli.output import plural
from kg.cli.root import Settings, pass_settings
from kg.errors import InputErrors, Place, Problem, UnknownName
from kg.read.entries import ID


@click.command()
@click.argument("document", shell_complete=documents)
@click.argument("words", nargs=-1)
@click.option(
    "--write",
    is_flag=True,
    help="Write into the facts file where its quotes stand, and what the text is.",
)
@click.option(
    "--without-quotes",
    is_flag=True,
    help="With --write: take out the quotes, which may be somebody's.",
)
@pass_settings
def locate(
    settings: Settings,
    document: str,
    words: tuple[str, ...],
    write: bool,
    without_quotes: bool,
) -> None:
    """Print the line that a facts file needs about a text.

    With WORDS, each phrase in quotes, the `chars` of every place where they stand in
    the DOCUMENT's text, whatever the case and white space; of one that is only there
    in other characters, the first place, with what differs. Without WORDS, the `text`
    with its digest and length. With --write, every `quote` of the facts file without
    `chars` gets them; comments and order stay.

    \b
    Example:
      kg locate dailysabah-20250604 "more than 3,000 were sent back"
      kg locate dailysabah-20250604 --write --without-quotes
    """
    from kg.read.wording import near

    if write and words:
        raise click.UsageError("--write takes no WORDS")
    if without_quotes and not write:
        raise click.UsageError("--without-quotes goes with --write")
    texts = settings.texts_at_hand()
    text = texts.get(document)
    if not ID.fullmatch(document):
        raise UnknownName(f"`{document}` is no id of a document: a-z, 0-9 and hyphens")
    if flaw := texts.flaw(document):
        raise InputErrors([Problem(Place(document, 1), flaw)])
    if text is None:
        place = f"{texts.folder}/{document}.txt"
        raise UnknownName(f"no text at {place}; put it there or use --texts")
    if write:
        _write(settings, document, text, without_quotes=without_quotes)
        return
    if not words:
        digest = hashlib.sha256(text.encode()).hexdigest()
        sys.stdout.write(f"text: {{sha256: {digest}, length: {len(text)}}}\n")
        return
    missing = []
    for phrase in words:
        note = [phrase] if len(words) > 1 else []
        places = _places(text, phrase)
        if not places and (other := near(text, phrase)):
            places = [(other.start, other.end)]
            note.append(f"differs in {' and '.join(other.how)}")
        for start, end in places:
            comment = f"  # {', '.join(note)}" if note else ""
            sys.stdout.write(f"chars: [{start}, {end}]{comment}\n")
        missing += [] if places else [phrase]
    if missing:
        listed = ", ".join(f"`{phrase}`" for phrase in missing)
        raise UnknownName(f"not in the text of {document}, word for word: {listed}")


def _write(
    settings: Settings, document: str, text: str, *, without_quotes: bool
) -> None:
    from kg.project.located import write_positions

    project = settings.project
    done = write_positions(project, document, text, without_quotes=without_quotes)
    parts = [f"{plural(done.entries, 'quote')} located"] if done.entries else []
    parts += ["the digest of the text written"] if done.has_text else []
    sys.stdout.write(f"{done.file}: {' and '.join(parts) or 'nothing to write'}\n")


def _places(text: str, phrase: str) -> list[tuple[int, int]]:
    pattern = r"\s+".join(map(re.escape, phrase.split()))
    matches = re.finditer(pattern, text, re.IGNORECASE) if pattern else ()
    return [match.span() for match in matches]
