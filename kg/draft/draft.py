"""A text read into drafts: by rules that know nothing but words, offline."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kg.draft.denials import without_denied
from kg.draft.figures import Draft, FigureDrafter, Unplaced
from kg.draft.lexicon import LANGUAGES
from kg.draft.occasion import held_on
from kg.draft.passage import DraftText
from kg.draft.policysteps import PolicySteps
from kg.draft.speakers import Speakers
from kg.draft.things import Things
from kg.errors import KgError


class NotDrafted(KgError):
    """Nothing can be drafted from a text as it is; the message says why."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Drafter:
    """Who drafted: rules, or a model of a name, told what has a SHA-256, ``prompt``."""

    model: str = ""
    prompt: str = ""

    @property
    def kind(self) -> str:
        """``rules`` or ``model``."""
        return "model" if self.model else "rules"


@dataclass(frozen=True, slots=True)
class Drafts:
    """What is read out of a text, in its order; ``digest`` is the text's SHA-256."""

    document: str
    digest: str
    figures: tuple[Draft, ...]
    unplaced: tuple[Unplaced, ...]
    drafter: Drafter = Drafter()
    steps: tuple[Draft, ...] = ()
    """What became of policies; those of a model are none."""


class TextDrafter(Protocol):
    """Whoever drafts a text that was published on a day."""

    def draft(
        self, document: str, text: str, language: str, published: date, things: Things
    ) -> Drafts:
        """Draft the figures of a text; raise :class:`NotDrafted` where none can be."""


def draft(
    document: str, text: str, language: str, published: date, things: Things
) -> Drafts:
    """Draft the figures of a text that was published on a day.

    Raises :class:`NotDrafted` for a language without rules. Nothing is invented: every
    word of a draft stands in the text, or is a code or an id that there is.
    """
    tag = spoken(language)
    passage = DraftText(text, tag, held_on(text, published, tag), things)
    figures = FigureDrafter(passage, Speakers(passage))
    figures.run()
    steps = PolicySteps(passage, figures)
    steps.run()
    drafts, denied = without_denied(passage, figures.speakers, figures.drafts)
    left = [*figures.unplaced, *steps.unplaced, *denied]
    return Drafts(
        document,
        digest_of(text),
        tuple(drafts),
        tuple(sorted(left, key=lambda each: (each.start, each.end))),
        steps=tuple(steps.drafts),
    )


def spoken(language: str) -> str:
    """Return the language of a tag that there are rules for, or :class:`NotDrafted`."""
    tag = language.partition("-")[0].casefold()
    if tag not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise NotDrafted(f"no rules for `{language}`; there are rules for {known}")
    return tag


def digest_of(text: str) -> str:
    """Return the SHA-256 by which a text is known."""
    return hashlib.sha256(text.encode()).hexdigest()
