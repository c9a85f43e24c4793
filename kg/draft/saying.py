"""What somebody says, and whose words are told without a verb: by a count, a colon."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.draft.lexicon import Phrase
from kg.draft.meant import DraftSpeaker, Meant
from kg.draft.passage import DraftSentence

_COLON = re.compile(r":\s+(?=[a-z\d])")
_TITLE_ONLY = re.compile(r"(?:(?:But|And|For|The|the)\s)*(?:[A-Z][\w'\u2019-]+\s){0,2}")
_MARKS = "\"'\u201d\u2019"
_BY_COUNT = re.compile(
    r"\b[Bb]y\s(?P<who>[^,.;:\d]{3,50}?)['\u2019]s?\s(?:own\s)?(?:count|estimate|"
    r"estimates|figures|reckoning|account|tally|records)\b"
)
_NAME_COLON = re.compile(r"(?P<who>[A-Z][^\d:.,;!?\"\u201c]{2,40}):\s")
_LABEL = re.compile(r":\s+(?P<who>[^\d:.,;!?]{2,40})$")
"""What a heading names behind a colon: `300 deported: report`."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying: where, who says, in what manner, and what it governs."""

    cue: Phrase
    speaker: DraftSpeaker
    start: int
    end: int

    def governs(self, place: int) -> bool:
        """Tell whether what stands at a character is said by it."""
        return self.start <= place < self.end


def counted_by(sentence: DraftSentence, meant: Meant) -> list[Saying]:
    """Return whose counts are given: `by the Border Office's own count, 300 …`."""
    text, result = sentence.passage.text, list[Saying]()
    for match in _BY_COUNT.finditer(text, sentence.start, sentence.end):
        who = meant.of(match["who"], match.start("who"), None)
        if who is not None:
            cue = Phrase(*match.span(), "")
            result.append(Saying(cue, who[0], sentence.start, sentence.end))
    named = _NAME_COLON.match(text, sentence.start, sentence.end)
    if named is not None and sentence.text.rstrip(_MARKS).endswith((".", "!", "?")):
        who = meant.of(named["who"], named.start("who"), None)
        if who is not None and who[0].known:
            cue = Phrase(*named.span("who"), "")
            result.append(Saying(cue, who[0], named.end(), sentence.end))
    return result


def behind_colon(
    sentence: DraftSentence, meant: Meant, sayings: list[Saying]
) -> list[Saying]:
    """Return who gives what stands behind a colon: `The clinic disagrees: …`."""
    text = sentence.passage.text
    colon = _COLON.search(text, sentence.start, sentence.end)
    if colon is None or any(s.governs(colon.end()) for s in sayings):
        return []
    first = next(iter(sentence.names), None)
    if first is None or first.end > colon.start():
        return []
    actor = meant.actor(first)
    head = text[sentence.start : first.start]
    if actor is None or not _TITLE_ONLY.fullmatch(head):
        return []
    cue = Phrase(colon.start(), colon.start() + 1, "")
    return [Saying(cue, DraftSpeaker(actor.id), colon.end(), sentence.end)]


def label_of(sentence: DraftSentence, meant: Meant) -> Saying | None:
    """Return whom a heading names behind a colon: `300 deported: report`."""
    text = sentence.passage.text
    match = _LABEL.search(text, sentence.start, sentence.end)
    if match is None:
        return None
    resolved = meant.of(match["who"], match.start("who"), None)
    speaker = resolved[0] if resolved else DraftSpeaker(f"new: {match['who']}")
    cue = Phrase(*match.span("who"), "")
    return Saying(cue, speaker, sentence.start, match.start())
