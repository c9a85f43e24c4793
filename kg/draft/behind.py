"""Who is named behind a verb of saying or `according to`, or is left out there."""

from __future__ import annotations

import re

from kg.draft.doers import NP_STOPS, doer_of
from kg.draft.lexicon import Phrase
from kg.draft.meant import Meant
from kg.draft.naming import SOMEBODY, DraftSpeaker, as_new
from kg.draft.passage import DraftSentence
from kg.draft.saying import CLOSED, Saying
from kg.draft.subjects import ends_in_aside
from kg.draft.wording import Wording

_APPOSED = Wording("behind.apposed", r",\s(?:the\s)?(?:[A-Z][\w'\u2019.-]+\s){0,2}")
_NP_AFTER = Wording(
    "behind.np_after",
    r"\s+(?:the\s+|a\s+|an\s+)?(?:[^\W\d_][\w'\u2019.-]*\s*){1,7}",
    re.IGNORECASE,
)
_GAP = Wording("behind.gap", r"[ the]{0,4}")
_WHEN_SAID = Wording("behind.when_said", r"(?!)")
_ISSUED_BY = Wording("behind.issued_by", r"(?!)", re.IGNORECASE)
_THAT = Wording("behind.that", r"(?!)")
_NAME_ASIDE = Wording(
    "behind.name_aside",
    r",\s(?P<who>[A-Z][\w'\u2019-]+(?:\s(?:al|de|del|van|von|bin))?(?:\s[A-Z][\w'\u2019-]+){1,3})"
    r"(?=\.?$|[,;\"\u201d])",
)
"""Behind an office, who holds it: `said the director of the office, Ada Quill`."""


_SOURCE = Wording(
    "behind.source",
    r"\s+(?:(?:the|a|an)\s+)?(?:(?:19|20)\d\d\s+)?"
    r"(?P<who>(?:(?:Mrs?|Ms|Dr|Gov|Sen|Rep|Gen|Col|Lt|Prof|St)\.\s)?"
    r"[^\d,.;:()\"\u201c]{3,70}?)"
    r"(?=[,.;]|\s\(|\s(?:on|in|who|that|at|released|published|seen|obtained|cited|tabled|"
    r"presented|issued|shared|prepared|compiled|submitted|filed|leaked|drawn|made|sent|"
    r"commissioned)\b)",
    re.IGNORECASE,
)
"""Behind `according to`, whose words they are."""

_REPORTED_BY = Wording(
    "behind.reported_by",
    r"(?:\b(?P<as>as\s)|\b(?:is|are|was|were|been)\s|,\s)(?:first\s|also\s|previously\s|later\s|\w+ly\s)?"
    r"(?:reported|recorded|documented|estimated|confirmed|announced|counted|registered|noted|"
    r"stated|given|quoted|cited|put\sforward|verified|tallied)(?:\slast\s\w+|\sthis\s\w+|\son\s\w+day|\stoday)?"
    r"\sby(?=\s)",
    re.IGNORECASE,
)
"""Before whoever counted what is told: `300 returns were recorded by the office`."""

_CLAIMS_BY = Wording(
    "behind.claims_by",
    r"\b(?:(?P<alleged>claims?|allegations?|accusations?)|suggestions?|assertions?|statements?|"
    r"reports?|assurances?)\s(?:by|from|of)(?=\s)",
    re.IGNORECASE,
)
"""Before who says it, whoever tells of that: `rejected claims by the mayor that`."""

_DROPPED = Wording("behind.dropped", r"(?!)", re.IGNORECASE)
"""Before a verb that has no subject of its own, in a language that needs none."""


def named_behind(
    sentence: DraftSentence, place: int, meant: Meant, last: DraftSpeaker | None
) -> tuple[DraftSpeaker, int] | None:
    """Return who is named behind a verb or `according to`, and where that ends."""
    language = sentence.passage.language
    text = sentence.passage.text
    if spoken := _WHEN_SAID[language].match(text, place, sentence.end):
        place = spoken.end()
    for named in sentence.names:
        gap = text[place : named.start]
        if named.start >= place and _GAP[language].fullmatch(gap):
            if (actor := meant.actor(named)) is not None:
                return DraftSpeaker(actor.id), named.end
        elif named.start >= place:
            break
    match = _NP_AFTER[language].match(text, place, sentence.end)
    if match is None:
        return None
    words = NP_STOPS[language].split(match[0])[0]
    end = place + len(words)
    for named in sentence.names:  # `said its chairman, the Reverend Ivo Marsh`
        aside = text[end : named.start] if named.start >= end else "-"
        if _APPOSED[language].fullmatch(aside) and (who := meant.actor(named)):
            return DraftSpeaker(who.id), named.end
    issued = _ISSUED_BY[language].match(text, end, sentence.end)
    if issued is not None:  # `un rapport publié lundi par l'ONG Veille`
        by = meant.of(issued["who"], place, last)
        if by is not None:
            return by[0], issued.end()
    name = _NAME_ASIDE[language].match(text, end, sentence.end)
    if name is not None:  # `a déclaré la ministre, Ada Quill`
        whose = meant.of(name["who"].rstrip("."), place, last)
        return whose and (whose[0], name.end())
    resolved = meant.of(words.strip(), place, last)
    return None if resolved is None else (resolved[0], place + len(words))


def source_behind(
    sentence: DraftSentence, place: int
) -> tuple[DraftSpeaker, int] | None:
    """Return somebody new behind `according to`, whoever that is."""
    language = sentence.language
    match = _SOURCE[language].match(sentence.passage.text, place, sentence.end)
    return match and (as_new(match["who"], language), match.end("who"))


def reported_by(
    sentence: DraftSentence, meant: Meant, last: DraftSpeaker | None
) -> list[Saying]:
    """Return who counted or claimed, behind `by`: `as reported by UNHCR, 300 left`."""
    text, language, result = sentence.passage.text, sentence.language, list[Saying]()
    for match in _REPORTED_BY[language].finditer(text, sentence.start, sentence.end):
        day = any(w.start - 1 <= match.end() < w.end for w in sentence.dates)
        who = named_behind(sentence, match.end(), meant, last)
        if who is None or day or " to " in who[0].id:
            continue  # `300 were registered by May`
        cue = Phrase(match.start(), match.end(), "")
        opens = not text[sentence.start : match.start()].strip()
        begins = who[1] if opens else sentence.start
        end = sentence.end if opens or match["as"] is None else match.start()
        result.append(Saying(cue, who[0], begins, end))
    for match in _CLAIMS_BY[language].finditer(text, sentence.start, sentence.end):
        who = named_behind(sentence, match.end(), meant, last)
        if who is not None and text.startswith(" that ", who[1]):
            cue = Phrase(*match.span(), "alleged" if match["alleged"] else "")
            stop = text.find(";", who[1], sentence.end)
            end = sentence.end if stop < 0 else stop
            result.append(Saying(cue, who[0], who[1], end))
    return result


def left_out(
    sentence: DraftSentence,
    cue: Phrase,
    before: list[Saying],
    meant: Meant,
    last: DraftSpeaker | None,
) -> Saying | None:
    """Return what is said without a subject, by who spoke before: `Añadió que …`.

    Behind a colon it is who does what stands before it.
    """
    text = sentence.passage.text
    head = text[sentence.start : cue.start]
    if not _DROPPED[sentence.passage.language].search(head):
        return None
    if named_behind(sentence, cue.end, meant, last) is not None:
        return None
    that = _THAT[sentence.language]
    if head.rstrip().endswith(",") and (
        that.match(text, cue.end)
        or that.search(text, cue.start, cue.end)
        or ends_in_aside(head, sentence.language)
    ):
        return None  # `la ministra, de visita en Tarn, dijo que`
    who = doer_of(sentence, meant, last) if ":" in head else last or SOMEBODY
    who = before[-1].speaker if before else who
    if head.rstrip()[-1:] in (",", *CLOSED) and text[cue.end] in ".;,":
        begins = sentence.start + head.rfind(";") + 1
        return Saying(cue, who, begins, cue.start)  # `…, dice.`
    return Saying(cue, who, cue.end, sentence.end)
