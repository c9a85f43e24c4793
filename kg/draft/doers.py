"""Who does what a sentence tells, where that says something, too: `…, saying that`."""

from __future__ import annotations

import re

from kg.draft.lexicon import Phrase, PhraseTable
from kg.draft.meant import Meant
from kg.draft.naming import SOMEBODY, DraftSpeaker, as_new, is_of_another
from kg.draft.passage import DraftSentence
from kg.draft.wording import Wording

_PRONOUN = Wording("doers.pronoun", r"(?:(?:But|And|Yet)\s+)?(?P<who>He|She|It|They)\b")
_AND = Wording("doers.and", r"[^\s,]\s*,?\s(?:and|but)\s\Z")
_HE = Wording("doers.he", r"\b(?:he|she)\s\Z", re.IGNORECASE)
_PARTICIPLE = Wording("doers.participle", r"\w+ing", re.IGNORECASE)
_BEGINS = Wording(
    "doers.begins",
    r"(?P<who>[A-Z][\w'\u2019-]+(?:\s(?:al|el|de|van|von|bin)(?=\s))?(?:\s[A-Z][\w'\u2019-]+){0,3})"
    r"(?:,\s(?:the|an?|who|its|chief|head|director|president|[a-z]+)\s[^,;]{3,80},)?"
    r"\s(?:has|had|is|was|[a-z]{2,}ed|defends|rejects|denies|disputes|goes|takes)\b",
)
"""A name that a sentence begins with, and what they do: `Bo Karr spoke, saying`."""

_GIVING = frozenset(
    (
        "spoke of",
        "speaks of",
        "talks of",
        "put",
        "puts",
        "gave",
        "estimated",
        "estimates",
    )
)
"""What somebody does with a number, who is not known."""

_FINDING = frozenset(
    (
        *("found", "counted", "counts", "reported", "reports", "estimated", "puts"),
        *("estimates", "recorded", "records", "documented", "put", "lists", "listed"),
        *("registered", "recorded"),
    )
)
_NUMBER = Wording(
    "doers.number",
    r"\s+(?:that\s+|it\s+at\s+|the\s+(?:number|figure)\s+at\s+)?(?:about\s|around\s|some\s|"
    r"nearly\s|over\s|only\s|just\s|at\sleast\s|more\sthan\s|fewer\sthan\s)*\d",
    re.IGNORECASE,
)
"""Behind a verb, the number that somebody gives."""

_SUBJECT_WORDS = 5
"""Words of a sentence among which the noun of its subject stands."""

_SUBJECT_WITHIN = 12
"""Characters of a sentence in which its first name is who does something."""


_WHOEVER = Wording(
    "doers.whoever", r"\s+(?:an?|the|one|another|[A-Z][\w'\u2019.-]+)\s[^,.;:]{2,60}"
)
NP_STOPS = Wording(
    "doers.np_stops",
    r"[,;]|(?<![A-Z])(?<!\b[MD]r)(?<!\bMrs)(?<!\bMs)(?<!\bGov)(?<!\bSen)(?<!\bRep)"
    r"(?<!\bGen)(?<!\bProf)\.(?=\s|$)|\s(?:on|in|who|that|at|as)\s",
)
"""What ends a name behind a verb; `U.S.` is none."""


def is_participle(sentence: DraftSentence, cue: Phrase) -> bool:
    """Tell whether a verb goes on what somebody said: `, adding that …`."""
    text, pattern = sentence.passage.text, _PARTICIPLE[sentence.language]
    before = text[sentence.start : cue.start].rstrip()
    participle = pattern.fullmatch(text, cue.start, cue.end)
    return participle is not None and before.endswith(",")


_PASSIVE = Wording(
    "doers.passive", r"\b(?:be|is|are|was|were|been|being)(?:\s+\w+ly)?\s+$"
)
_OF_WHAT = Wording(
    "doers.of_what",
    r"accused\sof\b|charged\swith\b|(?:added|published|described)\sby\b",
)
"""Of whom that is told: `a group accused of smuggling 300 people`."""


_PART_OF = Wording(
    "doers.part_of",
    r"[A-Z][\w'\u2019-]+(?:\s(?:province|state|district|region|county|governorate))?,\s$",
)


def before_address(sentence: DraftSentence, place: int) -> int:
    """Return where words end without a country behind a place: `of Herat, Chad, said`.

    Without it, whoever governs that country would be who says it.
    """
    text, things = sentence.passage.text, sentence.passage.things
    for named in sentence.names:
        if named.end <= place and text[named.end : place].strip() == ",":
            country = any(things.is_a(thing, "Country") for thing in named.things)
            head = text[sentence.start : named.start]
            if country and _PART_OF[sentence.language].search(head):
                return named.start - len(", ")
    return place


_TOLD = Wording("doers.told", r"\s(?:that|there)\s")
_FINDS = frozenset(
    (
        *("found", "finds", "reported", "confirmed", "concluded", "calculated"),
        *("estimate", "estimates", "estimated", "determined that", "noticed that"),
    )
)
"""Verbs of who comes upon something, which say it where `that` is behind them."""


def is_told(sentence: DraftSentence, cue: Phrase) -> bool:
    """Tell whether what was found is told, whoever did: `a nurse found that 300`."""
    text = sentence.passage.text
    word = text[cue.start : cue.end].casefold()
    that = _TOLD[sentence.language].match(text, cue.end, sentence.end)
    return word in _FINDS and (that is not None or word.endswith(" that"))


def is_passive(sentence: DraftSentence, cue: Phrase) -> bool:
    """Tell whether that is done to somebody, who does not say it: `was told that`."""
    text, language = sentence.passage.text, sentence.language
    ahead = _PASSIVE[language].search(text[sentence.start : cue.start])
    return ahead is not None or _OF_WHAT[language].match(text, cue.start) is not None


def is_said_too(sentence: DraftSentence, cue: Phrase, saying: PhraseTable) -> bool:
    """Tell whether who does something says it, too: `groups disagree, and say`."""
    text = sentence.passage.text
    says = text[cue.start : cue.end].casefold() in saying.codes
    if not says and not is_told(sentence, cue):
        return False
    return (
        _AND[sentence.passage.language].search(text, sentence.start, cue.start)
        is not None
    )


def doer_of(
    sentence: DraftSentence, meant: Meant, last: DraftSpeaker | None
) -> DraftSpeaker:
    """Return who does what a sentence tells, and says more: `…, saying that`."""
    text = sentence.passage.text
    pronoun = _PRONOUN[sentence.passage.language].match(
        text, sentence.start, sentence.end
    )
    if pronoun is not None:
        who = meant.of(pronoun["who"], pronoun.start("who"), last)
        return SOMEBODY if who is None else who[0]
    opens = _BEGINS[sentence.language].match(text, sentence.start, sentence.end)
    if opens is not None:
        who = meant.of(opens["who"], sentence.start, last)
        if who is not None:
            return who[0]
    words = text[sentence.start : sentence.end].split()[:_SUBJECT_WORDS]
    for length in range(1, len(words) + 1):
        named_so = "".join(words[length : length + 1])[:1].isupper()
        if meant.is_speaking(words[length - 1]) and not named_so:
            begins = " ".join(words[:length])
            who = meant.of(begins, sentence.start, last)
            return as_new(begins, sentence.passage.language) if who is None else who[0]
    named = next(iter(sentence.names), None)
    if named is None or is_of_another(
        text[sentence.start : named.start], sentence.passage.language
    ):
        return SOMEBODY
    if named.start - sentence.start > _SUBJECT_WITHIN:
        return SOMEBODY
    actor = meant.actor(named)
    return SOMEBODY if actor is None else DraftSpeaker(actor.id)


def is_he(sentence: DraftSentence, cue: Phrase) -> bool:
    """Tell whether `he` or `she`, whoever that is, gives a number: `he spoke of`."""
    text = sentence.passage.text
    gives = text[cue.start : cue.end].casefold() in _GIVING
    return (
        gives
        and _HE[sentence.passage.language].search(text, sentence.start, cue.start)
        is not None
    )


def is_another(sentence: DraftSentence, cue: Phrase) -> bool:
    """Tell whether a clause has its own number and giver: `but a study found 700`."""
    text = sentence.passage.text
    if text[cue.start : cue.end].casefold() not in _FINDING:
        return False
    begins = sentence.clause(cue.start).start > sentence.start
    return (
        begins
        and _NUMBER[sentence.passage.language].match(text, cue.end, sentence.end)
        is not None
    )


_PUT_AT = Wording(
    "doers.put_at",
    r"puts?\s(?:it|(?:the|that|this|their)\s(?:[\w-]+\s){1,7}?)\s?at\s",
    re.IGNORECASE,
)


def is_put_at(sentence: DraftSentence, cue: Phrase) -> bool:
    """Tell whether somebody gives a count: `the applicants put the figure at 6,000`."""
    text, language = sentence.passage.text, sentence.language
    match = _PUT_AT[language].match(text, cue.start, sentence.end)
    return match is not None and any(
        0 <= n.start - match.end() <= 1 for n in sentence.numbers
    )


def whoever(sentence: DraftSentence, place: int) -> tuple[DraftSpeaker, int] | None:
    """Return whoever is named behind a verb that only speakers do, as new."""
    text, language = sentence.passage.text, sentence.passage.language
    match = _WHOEVER[language].match(text, place, sentence.end)
    if match is None:
        return None
    words = NP_STOPS[language].split(match[0])[0]
    return as_new(words.strip(), language), place + len(words)


_NAME_BEFORE = re.compile(
    r"(?:\bthe\s(?=[A-Z])|(?=[A-Z][\w'\u2019.-]+\s[A-Z]))"
    r"(?P<who>(?:[A-Z][\w'\u2019.-]+(?:\s(?:of|for|and)\s(?=[A-Z]))?\s?){1,6}?),?\s*$"
)


def antecedent(
    sentence: DraftSentence, place: int, meant: Meant
) -> tuple[DraftSpeaker, int] | None:
    """Return the actor right before a comma, whom `which` or `who` means."""
    text = sentence.passage.text
    for named in reversed([m for m in sentence.names if m.end <= place]):
        if text[named.end : place].strip(" ,"):
            return None
        actor = meant.actor(named)
        return None if actor is None else (DraftSpeaker(actor.id), named.start)
    name = _NAME_BEFORE.search(text[sentence.start : place])
    if name is None:
        return None
    who = meant.of(name["who"], name.start("who"), None)
    speaker = DraftSpeaker(f"new: {name['who']}") if who is None else who[0]
    return speaker, sentence.start + name.start("who")
