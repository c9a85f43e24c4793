"""Whose turn it is to speak in minutes, on the radio, and in an interview."""

from __future__ import annotations

import re

from kg.draft.meant import DraftSpeaker, Meant
from kg.draft.passage import DraftSentence, DraftText

_LABELLED = re.compile(
    r"(?P<who>(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?[A-Z][\w'\u2019.-]*(?:\s[A-Z][\w'\u2019.-]*){0,3})"
    r"(?:\s\((?P<office>[^)\n]{2,60})\))?:\s"
)
"""What stands before a speech in minutes and on the radio: `Mr Lunt (Reform): …`."""

_ASKED = 3
"""Paragraphs that are a question, from which on a text is an interview."""

_SHORT_QUESTION = 160
_COURTESY = re.compile(r"(?:Mr|Mrs|Ms|Dr)\.?\s")


def whose_turn(passage: DraftText, meant: Meant) -> dict[int, DraftSpeaker]:
    """Return who speaks in each sentence of minutes, by where it begins.

    A text is minutes where paragraphs begin with a name and a colon, twice or more.
    """
    text, speaking = passage.text, dict[int, DraftSpeaker]()
    at = {passage.paragraph(s.start): s for s in passage.sentences}
    labels = {b: m for b in at if (m := _LABELLED.match(text, b)) is not None}
    surnames = {m["who"].split()[-1].casefold() for m in labels.values()}
    if len(labels) < 2 or len(surnames) == len(labels):
        return _interview(passage, meant)
    known: dict[str, DraftSpeaker] = {}
    for match in labels.values():
        words = _COURTESY.sub("", match["who"])
        for name in (match["office"] or "", words, words.title()):
            who_is = meant.of(name, 1, None) if name else None
            key = words.split()[-1].casefold()
            if who_is is not None and who_is[0].known:
                known.setdefault(key, who_is[0])
    who: DraftSpeaker | None = None
    for sentence in passage.sentences:
        begins = passage.paragraph(sentence.start)
        if (label := labels.get(begins)) is not None:
            words = _COURTESY.sub("", label["who"])
            new = DraftSpeaker(f"new: {words}")
            who = known.get(words.split()[-1].casefold(), new)
        elif _begins(sentence):
            who = None
        if who is not None:
            speaking[sentence.start] = who
    return speaking


def _interview(passage: DraftText, meant: Meant) -> dict[int, DraftSpeaker]:
    """Return who answers where paragraphs are questions: the last named before."""
    speaking = dict[int, DraftSpeaker]()
    asked = [s for s in passage.sentences if _is_asked(s)]
    if len(asked) < _ASKED:
        return speaking
    named = [
        actor
        for sentence in passage.sentences
        if sentence.start < asked[0].start
        for name in sentence.names
        if (actor := meant.actor(name)) is not None
        and passage.things.is_a(actor, "Person")
    ]
    if not named:
        return speaking
    questions = {passage.paragraph(s.start) for s in asked}
    for sentence in passage.sentences:
        begins = passage.paragraph(sentence.start)
        if begins > asked[0].start and begins not in questions:
            speaking[sentence.start] = DraftSpeaker(named[-1].id)
    return speaking


def _is_asked(sentence: DraftSentence) -> bool:
    """Tell whether a paragraph is one short question."""
    passage = sentence.passage
    text, begins = passage.text, passage.paragraph(sentence.start)
    ends = text.find("\n", sentence.end)
    rest = text[sentence.end : len(text) if ends < 0 else ends]
    return (
        begins >= sentence.start
        and sentence.text.endswith("?")
        and not rest.strip()
        and len(sentence.text) < _SHORT_QUESTION
    )


def _begins(sentence: DraftSentence) -> bool:
    return sentence.passage.paragraph(sentence.start) >= sentence.start
