"""Where a text has the words of a quote, if that is one place."""

from __future__ import annotations

from kg.read.wording import near


def only_place(text: str, words: str) -> tuple[int, int]:
    """Return the half-open characters at which a text has words.

    Raises ``ValueError`` with what is wrong where it has them nowhere, or twice.
    """
    if (count := text.count(words)) == 1:
        start = text.index(words)
        return start, start + len(words)
    if count:
        raise ValueError(f"the quote occurs {count} times in the text; give `chars`")
    raise ValueError(
        "the quote is not in the text, word for word" + elsewise(text, words)
    )


def elsewise(text: str, words: str) -> str:
    """Say where a text has words that are written otherwise, if it does."""
    return f"; it has them at {other}" if (other := near(text, words)) else ""
