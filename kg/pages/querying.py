"""What an editor of queries begins with: named questions, prefixes, where pages are."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.pages.book import Pages
from kg.pages.data import ThingData

QUESTIONS = "questions.json"
"""The file of it, by its place in a site."""


def questions_file(pages: Pages) -> Iterator[str]:
    """Yield a JSON object with what an editor needs, the same for server and folder.

    ``prefixes`` are those that need not be declared, ``questions`` have ``name``,
    ``question`` and ``sparql``, and ``spaces`` are pairs of how an IRI and the address
    of its page begin, the longest first.
    """
    questions = [
        {"name": name, "question": each.question, "sparql": _query(each.file.text)}
        for name, each in sorted(pages.graph.questions.items())
    ]
    whole = {
        "prefixes": ThingData(pages.library).prefixes,
        "spaces": pages.library.addresses.spaces,
        "questions": questions,
    }
    yield json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _query(text: str) -> str:
    """Return a query without the lines of its header, which are about the question."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#+")).strip() + "\n"
