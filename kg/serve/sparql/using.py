"""USING clauses that a client gives as parameters, put into the update they are for.

Oxigraph's updates take no dataset from outside, and SPARQL 1.1 Protocol (2.2.3) wants
parameters to stand for the clauses. So they are written into the text, where its words
tell that an operation has a WHERE of its own; nothing else is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.serve.refusal import Refusal

_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|\#[^\n]*)
  | (?P<other><[^<>"{}|^`\\\x00-\x20]*>          # IRIREF
      | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3} | "{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}
      | '(?:[^'\\\n]|\\.)*' | "(?:[^"\\\n]|\\.)*"
      | [?$]\w+ | @[A-Za-z-]+
      | [\w.-]*:(?:[\w.:%-]|\\.)*                 # a prefixed name
      | \d[\w.+-]*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
"""Tokens of SPARQL 1.1 (section 19.8), as far as words outside of braces need them."""

REACHING = frozenset({"LOAD", "SERVICE"})
"""The words of updates that reach out; they are not run."""

_DATASET = frozenset({"USING", "WITH"})


class Word(NamedTuple):
    """A word or brace of an update: where it begins, and in how many braces it is."""

    text: str
    start: int
    depth: int


def words(update: str) -> Iterator[Word]:
    """Yield the keywords and braces of an update, words in capitals."""
    depth = 0
    for match in _TOKEN.finditer(update):
        if match["word"]:
            yield Word(match["word"].upper(), match.start(), depth)
        elif match["sign"] == "{":
            yield Word("{", match.start(), depth)
            depth += 1
        elif match["sign"] == "}":
            depth -= 1
            yield Word("}", match.start(), depth)


def with_using(update: str, graphs: Sequence[str], named: Sequence[str]) -> str:
    """Return an update whose every WHERE sees the graphs; IRIs are known to be sound.

    Raises :class:`Refusal` where it says itself what it sees, as the protocol has it.
    """
    clauses = [f"USING <{iri}>" for iri in graphs]
    clauses += [f"USING NAMED <{iri}>" for iri in named]
    if not clauses:
        return update
    using = " ".join(clauses)
    pieces, at = [], 0
    tokens = list(words(update))
    for i, word in enumerate(tokens):
        if word.depth or word.text not in (*_DATASET, "WHERE"):
            continue
        if word.text in _DATASET:
            detail = f"the update has {word.text} of its own; the parameters go"
            raise Refusal(400, detail)
        template = _shorthand(tokens, i, update)
        pieces += [update[at : word.start], template, f" {using} "]
        at = word.start
    return "".join([*pieces, update[at:]])


def _shorthand(tokens: Sequence[Word], where: int, update: str) -> str:
    """Return the template that `DELETE WHERE { … }` leaves out, or nothing."""
    if where == 0 or tokens[where - 1].text != "DELETE":
        return ""
    braces = [t for t in tokens[where:] if t.depth == 0 and t.text in "{}"]
    if len(braces) < 2:  # an opening and a closing one
        return ""
    return update[braces[0].start : braces[1].start + 1]
