"""Positions in texts that are at hand: none may cut a word in two."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import Place
from kg.names import APF
from kg.project.findings import Finding
from kg.project.inputs import Inputs
from kg.read.wordends import whole_words, word_at


def check_positions(inputs: Inputs) -> Iterator[Finding]:
    """Yield a warning for every claim or sentence left out that begins or ends amiss.

    A slip of one character in `chars` quotes half a word, and nobody sees it in a
    number. Only texts that are at hand can be looked at.
    """
    for source in inputs.sources:
        text = inputs.texts.get(source.id)
        if text is None or source.id not in inputs.reading.documents:
            continue
        for entry in source.entries:
            if (end := entry.node.get("quoteEnd")) is not None:
                start = entry.node["quoteStart"]
                place = entry.places[str(APF.quoteStart)]
                yield from _cut(text, (start, end), str(entry.iri), place)
        for left in inputs.reading.documents[source.id].uncovered:
            about = str(source.entries[0].iri)
            yield from _cut(text, (left.start, left.end), about, left.place)


def _cut(
    text: str, span: tuple[int, int], focus: str, place: Place
) -> Iterator[Finding]:
    words = {"begins": word_at(text, span[0]), "ends": word_at(text, span[1])}
    cut = [f"{how} inside the word `{word}`" for how, word in words.items() if word]
    if cut:
        start, end = whole_words(text, *span)
        message = f"the passage {list(span)} {' and '.join(cut)}"
        solution = f"write `chars: [{start}, {end}]` for whole words"
        yield Finding("warning", "word-cut", focus, message, place, solution)
