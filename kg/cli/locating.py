"""The command that finds words in a text, so that nobody counts characters."""

from __future__ import annotations

import hashlib
import re
import sys

import click

from kg.cli.completing import documents
from kg.cli.root import Settings, pass_settings
from kg.errors import InputErrors, Place, Problem, UnknownName
from kg.read.entries import ID


@click.command()
@click.argument("document", shell_complete=documents)
@click.argument("words", nargs=-1)
@pass_settings
def locate(settings: Settings, document: str, words: tuple[str, ...]) -> None:
    """Print the line that a facts file needs about a text.

    With WORDS, each phrase in quotes, the `chars` of every place where they stand in
    the DOCUMENT's text, whatever the case and white space; of one that is only there
    in other characters, the first place, with what differs. Without WORDS, the `text`
    with its digest and length.

    \b
    Example:
      kg locate dailysabah-20250604 "more than 3,000 were sent back"
    """
    from kg.read.wording import near

    texts = settings.texts_at_hand()
    text = texts.get(document)
    if not ID.fullmatch(document):
        raise UnknownName(f"`{document}` is no id of a document: a-z, 0-9 and hyphens")
    if flaw := texts.flaw(document):
        raise InputErrors([Problem(Place(document, 1), flaw)])
    if text is None:
        place = f"{texts.folder}/{document}.txt"
        raise UnknownName(f"no text at {place}; put it there or use --texts")
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


def _places(text: str, phrase: str) -> list[tuple[int, int]]:
    pattern = r"\s+".join(map(re.escape, phrase.split()))
    matches = re.finditer(pattern, text, re.IGNORECASE) if pattern else ()
    return [match.span() for match in matches]
