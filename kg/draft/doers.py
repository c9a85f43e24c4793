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
    "doers.np_stops", r"[,;]|(?<![A-Z])\.(?=\s|$)|\s(?:on|in|who|that|at|as)\s"
)
"""What ends a name behind a verb; `U.S.` is none."""


def is_said_too(sentence: DraftSentence, cue: Phrase, saying: PhraseTable) -> bool:
    """Tell whether who does something says it, too: `groups disagree, and say`."""
    text = sentence.passage.text
    if text[cue.start : cue.end].casefold() not in saying.codes:
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


_ADMITS = Wording("doers.admits", r"admit", re.IGNORECASE)
"""Verbs for letting in; in Spanish `Interior admite 300 rechazos` says something."""


def is_letting_in(sentence: DraftSentence, cue: Phrase) -> bool:
    """Tell whether people are admitted, and nothing is: `admitted 432 people`."""
    admits = _ADMITS[sentence.language]
    if admits.match(sentence.passage.text, cue.start, cue.end) is None:
        return False
    return any(0 <= n.start - cue.end <= 1 for n in sentence.numbers)


_PLACE_WHERE = Wording(
    "doers.place_where",
    r"\b(?:governorate|province|region|county|district|(?<!of\s)state|route|camp|area)s?\s"
    r"(?:has\s|have\s|had\s|also\s)*$",
    re.IGNORECASE,
)
_FINDERS = Wording(
    "doers.finders",
    r"\b(?:police|officers|guards?|patrols?|rescuers|soldiers|troops|villagers|fishermen|"
    r"coastguard|crew|firefighters|residents|passers-by|agents|drivers?)\s(?:have\s|had\s)?$",
    re.IGNORECASE,
)
_OF_NO_SPEAKER = (
    (("recorded", "registered", "reported", "counted", "saw"), _PLACE_WHERE),
    (("found", "detected"), _FINDERS),
)
"""Verbs that say nothing behind some words: `the province recorded 300 arrivals`,
`police found 53 men`."""


def _is_of_no_speaker(sentence: DraftSentence, cue: Phrase) -> bool:
    """Tell whether a place is told of, or people are come upon, and nothing is said."""
    text = sentence.passage.text
    word = text[cue.start : cue.end].casefold()
    return any(
        word in verbs
        and before[sentence.language].search(text, sentence.start, cue.start)
        for verbs, before in _OF_NO_SPEAKER
    )


def _is_paying(sentence: DraftSentence, cue: Phrase) -> bool:
    """Tell whether money is given, and no number is: `gave 50 million euros to it`."""
    text = sentence.passage.text
    if text[cue.start : cue.end].casefold() not in ("gave", "given"):
        return False
    return any(
        0 <= n.start - cue.end <= 3 and n.amount.currency is not None
        for n in sentence.numbers
    )


_GERUND = Wording(
    "doers.gerund",
    r"\b(?:stop|start|beg[au]n|begin|continu|avoid|suspend|resum|halt|paus|refus|keep|kept|"
    r"end|before|after|while|without|by|from|of|for)[a-z]*\s(?:register|count|record|"
    r"report|publish|document|track|inform)ing$",
)
"""What somebody began or ended to do, and does not say: `stopped registering`."""

_NO_SAYING = Wording("doers.no_saying", r"(?!)", re.IGNORECASE)
"""Verbs of saying that say nothing with the word behind them: `cuenta con 300`."""

_WE = Wording("doers.we", r"(?!)", re.IGNORECASE)
"""Forms of verbs whose subject is `we`: whoever's text it is, or whose turn."""

_IN_A_NAME = re.compile(r"(?<=\w )[A-Z]")


def is_no_saying(sentence: DraftSentence, cue: Phrase) -> bool:
    """Tell whether a word says nothing: of a name, of a place, of who was let in."""
    return (
        _IN_A_NAME.match(sentence.passage.text, cue.start) is not None
        or _NO_SAYING[sentence.language].match(sentence.passage.text, cue.start)
        is not None
        or _WE[sentence.language].fullmatch(sentence.passage.text, cue.start, cue.end)
        is not None
        or is_letting_in(sentence, cue)
        or _is_paying(sentence, cue)
        or _GERUND[sentence.language].search(
            sentence.passage.text[sentence.start : cue.end]
        )
        is not None
        or _is_of_no_speaker(sentence, cue)
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
    r"\bthe\s((?:(?:[A-Z][\w'\u2019.-]+)(?:\s(?:of|for|and)\s(?=[A-Z]))?\s?){1,6}?),?\s*$"
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
    return DraftSpeaker(f"new: {name[1]}"), sentence.start + name.start(1)
