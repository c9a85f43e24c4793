"""Verbs of saying with which somebody does something here, and says nothing."""

from __future__ import annotations

import re

from kg.draft.lexicon import Phrase
from kg.draft.passage import DraftSentence
from kg.draft.wording import Wording

_ADMITS = Wording("doing.admits", r"admit", re.IGNORECASE)
"""Verbs for letting in; in Spanish `Interior admite 300 rechazos` says something."""


def _is_letting_in(sentence: DraftSentence, cue: Phrase) -> bool:
    """Tell whether people are admitted, and nothing is: `admitted 432 people`."""
    admits = _ADMITS[sentence.language]
    if admits.match(sentence.passage.text, cue.start, cue.end) is None:
        return False
    return any(0 <= n.start - cue.end <= 1 for n in sentence.numbers)


_PLACE_WHERE = Wording(
    "doing.place_where",
    r"\b(?:governorate|province|region|county|district|(?<!of\s)state|route|camp|area)s?\s"
    r"(?:has\s|have\s|had\s|also\s)*$",
    re.IGNORECASE,
)
_FINDERS = Wording(
    "doing.finders",
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
    if text[cue.start : cue.end].casefold() not in ("gave", "given", "charged", "put"):
        return False
    return any(
        0 <= n.start - cue.end <= 3 and n.amount.currency is not None
        for n in sentence.numbers
    )


_GAVE = Wording(
    "doing.gave",
    r"(?!.{0,60}\b(?:figures?|numbers?|totals?|estimates?|counts?|tolls?|tall(?:y|ies)|statistics|"
    r"data|breakdown|details?|evidence|testimony|account|range)\b)\s(?!\S*\d)",
)
"""Behind `gave`, what is no number: `gave large cheques to the camp`."""

_GIFT = Wording(
    "doing.gift",
    r"\s(?:about\s|around\s|some\s|nearly\s|over\s|almost\s|more\sthan\s)?[\d,.]+\s[a-z]+\s"
    r"(?!(?:as|had|has|have|were|was|are|in|at|for|on|by|from|to|killed|dead|left|and|but)\b)[a-z]",
)
"""Behind a verb of giving, who is given something: `gave 300 families tents`."""

_MORE_OF_IT = Wording(
    "doing.more_of_it",
    r"\s(?:about\s|around\s|some\s|nearly\s|over\s|another\s|almost\s|more\sthan\s)?[\d,.]+"
    r"(?:\s[\w-]+){1,4}?(?:\s(?:in|on|at|to|this|last|for|from|"
    r"since|over|during|by|along)\b|[,.;]|$)(?!.*\b(?:were|was|had|have|has|are|is)\b)",
)
"""Behind `added`, what was put to others: `the agency added 300 beds in May`."""

_NEWLY = Wording("doing.newly", r"\b(?:newly|already|un)\s$")
_NO_WORDS = Wording(
    "doing.no_words",
    r"tracked\sdown\b|declared\s(?:an?|the|war|its|victory|independence|bankruptcy|themselves|itself)\b|given\s(?:away|up|back|to)\b"
    r"|wrote\s(?:an?|the|his|her|their|its)\s(?:\w+\s){0,2}(?:letters?|books?|reports?|cheques?|checks?|"
    r"songs?|notes?|memos?|diary|plays?)\b",
    re.IGNORECASE,
)
"""Verbs of saying with what is not said behind them: `wrote a letter`."""

_ALL_TOLD = Wording("doing.all_told", r"\ball\s$", re.IGNORECASE)
_TO = Wording("doing.to", r"(?P<before>\w+)\sto\s(?:\w+ly\s)?$")
_GO_ON = frozenset(
    (
        *("on", "continued", "continues", "proceeded", "proceeds", "goes", "hurried"),
        *("quick", "had", "first", "forced", "refused", "declined", "willing"),
    )
)
"""Before `to say`, where it is said: `went on to say that 300 left`."""

_CALLED_SO = Wording(
    "doing.called_so",
    r"(?:\b(?:the|an?|its|their|his|her|this|that)|['\u2019]s)\s$",
    re.IGNORECASE,
)
_A_NOUN = Wording("doing.a_noun", r"\s(?!that\b|the\b|an?\b|there\b)[a-z]+")
_ADJECTIVES = frozenset(
    (
        *("declared", "announced", "stated", "reported", "documented", "disputed"),
        *("recorded", "confirmed", "registered", "contested", "described", "noted"),
    )
)
"""What is said of a noun, and by nobody here: `the announced closure`."""

_LET_US = Wording("doing.let_us", r"\blet(?:['\u2019]s|\sus)\s$", re.IGNORECASE)


def _is_doing(sentence: DraftSentence, cue: Phrase) -> bool:
    """Tell whether a verb does something and says nothing: `All told, 300 left`."""
    text, language = sentence.passage.text, sentence.language
    word = text[cue.start : cue.end].casefold()
    end = sentence.end
    if word in ("say", "show", "tell", "find", "note"):
        ahead = _TO[language].search(text, sentence.start, cue.start)
        if ahead is not None and ahead["before"].casefold() not in _GO_ON:
            return True
    named = word in _ADJECTIVES and _A_NOUN[language].match(text, cue.end, end)
    if named and _CALLED_SO[language].search(text, sentence.start, cue.start):
        return True
    if word in ("gave", "given"):
        gift = _GAVE if word == "gave" else _GIFT
        return any(each[language].match(text, cue.end, end) for each in (gift, _GIFT))
    if word == "added":
        return _MORE_OF_IT[language].match(text, cue.end, end) is not None
    if word == "told":
        return _ALL_TOLD[language].search(text, sentence.start, cue.start) is not None
    if word == "say":
        return _LET_US[language].search(text, sentence.start, cue.start) is not None
    if word == "registered":
        ahead = _NEWLY[language].search(text, sentence.start, cue.start)
        return ahead is not None
    return _NO_WORDS[language].match(text, cue.start, end) is not None


_GERUND = Wording(
    "doing.gerund",
    r"\b(?:stop|start|beg[au]n|begin|continu|avoid|suspend|resum|halt|paus|refus|keep|kept|"
    r"end|before|after|while|without|by|from|of|for)[a-z]*\s(?:register|count|record|"
    r"report|publish|document|track|inform)ing$",
)
"""What somebody began or ended to do, and does not say: `stopped registering`."""

_NO_SAYING = Wording("doing.no_saying", r"(?!)", re.IGNORECASE)
"""Verbs of saying that say nothing with the word behind them: `cuenta con 300`."""

_WE = Wording("doing.we", r"(?!)", re.IGNORECASE)
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
        or _is_letting_in(sentence, cue)
        or _is_paying(sentence, cue)
        or _is_doing(sentence, cue)
        or _GERUND[sentence.language].search(
            sentence.passage.text[sentence.start : cue.end]
        )
        is not None
        or _is_of_no_speaker(sentence, cue)
    )
