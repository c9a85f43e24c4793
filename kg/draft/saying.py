"""What somebody says, and whose words are told without a verb: by a count, a colon."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.draft.lexicon import Phrase
from kg.draft.meant import Meant
from kg.draft.naming import SOMEBODY, DraftSpeaker, as_new
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.wording import Wording

CLOSED = ('"', "'", "\u201d", "\u2019", "\u00bb")
_COLON = re.compile(r":\s+(?=[a-z\d])")
_US = Wording("saying.us", r"\b(?:we|us|our)\b", re.IGNORECASE)
_OF_TWO = Wording("saying.of_two", r"\bthe\s(?:former|latter)\b", re.IGNORECASE)
_TITLE_ONLY = Wording(
    "saying.title_only", r"(?:(?:But|And|For|The|the)\s)*(?:[A-Z][\w'\u2019-]+\s){0,2}"
)
_MARKS = "\"'\u201d\u2019"
_BY_COUNT = Wording(
    "saying.by_count",
    r"\b(?:[Bb]y|[Ii]n)\s(?P<who>(?:[A-Z]\.[A-Z]\.|[^,.;:\d]){1,50}?)['\u2019]s?\s(?:own\s)?(?:count|"
    r"estimates?|figures|reckoning|account|tally|records|admission|telling|calculations?|"
    r"words|view|version)\b(?!\s(?:of|with|on)\b)",
)
_ITS_COUNT = Wording(
    "saying.its_count",
    r"\b[Bb]y\s(?P<whose>its|their|his|her)\s(?:own\s)?(?:count|estimates?|figures|reckoning|"
    r"account|tally|records)\b",
)
_WHOSE = {"its": "it", "their": "they", "his": "he", "her": "she"}
_HAS = Wording(
    "saying.has",
    r"(?:^|[.;,:]\s|\b(?:and|but|while)\s)(?P<who>(?:[A-Z]|[Tt]he\s|[Hh]er\s|[Hh]is\s|[Ii]ts\s|[Tt]heir\s)"
    r"[^\d,.;:]{0,50}?\b(?:statistics\s(?:office|bureau|agency)|census|register|figures|"
    r"data|list|records|count|police|guard|ministry|office|directorate|government|premier|"
    r"president|minister|partners|opposition|agency))"
    r"(?:['\u2019]s?\sown\s(?:list|figures|count|records|statistics\soffice))?\s"
    r"(?P<verb>has|have|had|prefers?|preferred|cites?|cited|quotes?|quoted|offers?|offered|"
    r"shouts?|mentions?|mentioned)\s(?=[\"\u201c\u2018]?(?:about\s|around\s|some\s|nearly\s|over\s|"
    r"only\s|just\s|a\s(?:quarter|half|third|dozen|hundred|million|thousand)|more\sthan\s)*"
    r"(?:\d|a\s|one\s|two\s|three\s))",
    re.MULTILINE,
)
"""Whose number it is, where they only `have` or `prefer` it."""

_PER = Wording("saying.per", r"Per\s(?P<per>(?:the\s)?[A-Z][^,.;:\d]{1,50}?),\s")
"""How a sentence begins that gives whose number it is: `Per UNHCR, 300 …`."""

_ASIDE_SAYS = Wording(
    "saying.aside_says",
    r",\s(?P<who>he|she|it|they|[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+){0,3})\s"
    r"(?:(?P<predicted>expects?|predicts?)|(?P<concern>fears?)|reckons?|believes?|thinks?|"
    r"estimates?|calculates?)(?=,)",
)
"""Between two commas, whose view it is: `a third, she expects, will have left`."""

_QUOTED = re.compile(
    r"(?<=\s)(?P<who>[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019.-]*){1,3}):\s(?=[\"\u201c])"
)
"""Whose words are quoted behind a colon: `They agree - Bo Karr: "Some 300 left"`."""

_NAME_COLON = re.compile(r"(?P<who>[A-Z][^\d:.,;!?\"\u201c]{2,40}):\s")
_FIRST = 3
"""Characters in which a text begins with the city that it comes from."""

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


def counted_by(
    sentence: DraftSentence, meant: Meant, last: DraftSpeaker | None
) -> list[Saying]:
    """Return whose counts are given: `by the Border Office's own count, 300 …`."""
    text, result = sentence.passage.text, list[Saying]()
    for match in _BY_COUNT[sentence.passage.language].finditer(
        text, sentence.start, sentence.end
    ):
        who = meant.of(match["who"], match.start("who"), None)
        begins, end = match.span("who")
        day = any(w.start < end and begins < w.end for w in sentence.dates)
        if who is not None and not day:  # `by Monday's count`
            cue = Phrase(*match.span(), "")
            result.append(Saying(cue, who[0], sentence.start, sentence.end))
    for match in _ITS_COUNT[sentence.passage.language].finditer(
        text, sentence.start, sentence.end
    ):
        who = meant.of(_WHOSE[match["whose"].casefold()], match.start(), last)
        speaker = SOMEBODY if who is None else who[0]
        cue = Phrase(*match.span(), "")
        result.append(Saying(cue, speaker, sentence.start, sentence.end))
    for match in _HAS[sentence.passage.language].finditer(sentence.text):
        place = sentence.start + match.start("verb")
        who = meant.of(match["who"], sentence.start + match.start("who"), last)
        speaker = (
            as_new(match["who"], sentence.passage.language) if who is None else who[0]
        )
        cue = Phrase(place, place + len(match["verb"]), "")
        result.append(Saying(cue, speaker, cue.end, sentence.end))
    per = _PER[sentence.language].match(text, sentence.start, sentence.end)
    if per is not None:
        who = meant.of(per["per"], per.start("per"), last)
        speaker = as_new(per["per"], sentence.language) if who is None else who[0]
        cue = Phrase(*per.span(), "")
        result.append(Saying(cue, speaker, cue.end, sentence.end))
    for match in _ASIDE_SAYS[sentence.language].finditer(
        text, sentence.start, sentence.end
    ):
        who = meant.of(match["who"], match.start("who"), last)
        speaker = SOMEBODY if who is None else who[0]
        code = next((k for k in ("predicted", "concern") if match[k]), "")
        cue = Phrase(match.start() + 2, match.end(), code)
        result.append(Saying(cue, speaker, sentence.start, sentence.end))
    for match in _QUOTED.finditer(text, sentence.start, sentence.end):
        who = meant.of(match["who"], match.start("who"), None)
        speaker = as_new(match["who"], sentence.language) if who is None else who[0]
        cue = Phrase(*match.span("who"), "")
        result.append(Saying(cue, speaker, match.end(), sentence.end))
    named = _NAME_COLON.match(text, sentence.start, sentence.end)
    city = named is not None and named["who"].isupper() and sentence.start < _FIRST
    if (
        named is not None
        and not city
        and sentence.text.rstrip(_MARKS).endswith((".", "!", "?"))
    ):
        who = meant.of(named["who"], named.start("who"), None)
        quoted = text[named.end() : named.end() + 1] in ('"', "\u201c")
        if who is not None and (who[0].known or (quoted and meant.is_one(who[0]))):
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
    if actor is None or not _TITLE_ONLY[sentence.passage.language].fullmatch(head):
        return []
    cue = Phrase(colon.start(), colon.start() + 1, "")
    if _OF_TWO[sentence.passage.language].search(text, colon.end(), sentence.end):
        return [Saying(cue, SOMEBODY, colon.end(), sentence.end)]
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


def bounded(sayings: list[Saying]) -> list[Saying]:
    """Let what a saying governs end where the next speaker of the sentence begins."""
    result: list[Saying] = []
    for number, saying in enumerate(sayings):
        end = saying.end
        for other in sayings[number + 1 :]:
            if saying.start < other.cue.start < end and other.start >= other.cue.end:
                end = min(end, other.end) if other.start > end else end
        result.append(Saying(saying.cue, saying.speaker, saying.start, end))
    return result


def is_ours(passage: DraftText, clause: Clause) -> bool:
    """Tell whether the text itself speaks in a clause: `45,000 seems to us`."""
    match = _US[passage.language].search(passage.text, clause.start, clause.end)
    return match is not None and not passage.is_quoted(match.start())
