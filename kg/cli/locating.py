"""The command that finds words in a text, so that nobody counts characters."""

from __future__ import annotations

import hashlib
import re
import sys

import click

from kg.cli.main import Settings, pass_settings
from kg.errors import UnknownName


@click.command()
@click.argument("document")
@click.argument("words", required=False)
@pass_settings
def locate(settings: Settings, document: str, words: str | None) -> None:
    """Print the line that a facts file needs about a text.

    With WORDS, the `chars` of each place where they stand in the DOCUMENT's text, white
    space apart; without, the `text` with its digest and length.

    \b
    Example:
      kg locate dailysabah-20250604 "more than 3,000 were sent back"
    """
    texts = settings.texts_at_hand()
    text = texts.get(document)
    if text is None:
        place = f"{texts.folder}/{document}.txt"
        raise UnknownName(f"no text at {place}; put it there or use --texts")
    if words is None:
        digest = hashlib.sha256(text.encode()).hexdigest()
        sys.stdout.write(f"text: {{sha256: {digest}, length: {len(text)}}}\n")
        return
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [match.span() for match in re.finditer(pattern, text)] if pattern else []
    if not found:
        raise UnknownName(f"`{words}` is not in the text of {document}, word for word")
    for start, end in found:
        sys.stdout.write(f"chars: [{start}, {end}]\n")
