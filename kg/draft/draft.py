"""A text read into drafts: by rules that know nothing but words, offline."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from kg.draft.figures import Draft, FigureDrafter, Unplaced
from kg.draft.lexicon import LANGUAGES
from kg.draft.passage import DraftText
from kg.draft.speakers import Speakers
from kg.draft.things import Things
from kg.errors import KgError


class NotDrafted(KgError):
    """Nothing can be drafted from a text as it is; the message says why."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Drafts:
    """What rules read out of a text, in its order; ``digest`` is the text's SHA-256."""

    document: str
    digest: str
    figures: tuple[Draft, ...]
    unplaced: tuple[Unplaced, ...]


def draft(
    document: str, text: str, language: str, published: date, things: Things
) -> Drafts:
    """Draft the figures of a text that was published on a day.

    Raises :class:`NotDrafted` for a language without rules. Nothing is invented: every
    word of a draft stands in the text, or is a code or an id that there is.
    """
    tag = language.partition("-")[0].casefold()
    if tag not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise NotDrafted(f"no rules for `{language}`; there are rules for {known}")
    passage = DraftText(text, tag, published, things)
    figures = FigureDrafter(passage, Speakers(passage))
    figures.run()
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Drafts(document, digest, tuple(figures.drafts), tuple(figures.unplaced))
