"""Drafts as a file beside the facts, in the same grammar, with the words behind each.

No build reads it. An id that there is not yet is ``new: NAME``, so that nobody takes a
draft for facts by renaming it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import version

from kg.draft.draft import Drafts
from kg.draft.figures import Draft

_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ,()/._~-]*[A-Za-z0-9).~])?")
"""Texts that YAML takes as they stand, outside of brackets."""

_WORDS_OF_YAML = frozenset(("null", "true", "false", "yes", "no", "on", "off"))


def drafts_text(drafts: Drafts) -> str:
    """Return drafts as YAML: the same for the same text, rules and project."""
    return "\n".join(_lines(drafts)) + "\n"


def _lines(drafts: Drafts) -> Iterator[str]:
    drafter = drafts.drafter
    by = "a model, checked by rules" if drafter.model else "rules"
    yield f"# Read out of the text by {by}. No build reads it: a person decides."
    yield "drafted:"
    yield f"  by: {drafter.kind}"
    yield f"  version: {version('apf-kg')}"
    if drafter.model:
        yield f"  model: {value_text(drafter.model)}"
        yield f"  prompt: {{sha256: {drafter.prompt}}}"
    yield f"  text: {{sha256: {drafts.digest}}}"
    yield f"document: {drafts.document}"
    yield "claims:"
    both = sorted(
        (*drafts.figures, *drafts.steps), key=lambda draft: draft.number.start
    )
    for number, draft in enumerate(both, 1):
        yield from _claim(f"d{number}", draft)
    yield "unplaced:"
    for left in drafts.unplaced:
        chars = f"[{left.start}, {left.end}]"
        yield f"  - {{chars: {chars}, reason: {value_text(left.reason)}}}"


def _claim(key: str, draft: Draft) -> Iterator[str]:
    yield f"  {key}:"
    yield f"    summary: {value_text(draft.summary)}"
    yield f"    chars: [{draft.start}, {draft.end}]"
    yield f"    claimant: {value_text(draft.speaker.id)}"
    if draft.manner.code != "asserted":
        yield f"    modality: {draft.manner.code}"
        if (cue := draft.manner.cue) is not None:
            yield f"    cue: [{cue.start}, {cue.end}]"
    yield f"    rule: {value_text(draft.rule)}"
    yield "    says:"
    for name, value in draft.says.items():
        yield f"      {name}: {value_text(value)}"


def value_text(text: str) -> str:
    """Return a text as a YAML value; JSON's quotes are YAML's."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)
