"""Of which kind a count of people is: how many are there, came, or come every day."""

from __future__ import annotations

import re

from kg.draft.acts import Act
from kg.draft.counted import CountedNoun
from kg.draft.datewords import names_in
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftText
from kg.draft.wording import Wording

HAPPENING_UNITS = frozenset(
    ["death", "injury", "arrest", "attempt", "attack", "incident", "building"]
)
_DEEDS = frozenset(("crossing", "removal", "displacement", "encounter"))
DEED_UNITS = frozenset(
    ("application", "crossing", "removal", "displacement", "encounter")
)
"""Units that are what was done, so that no other word has to say it."""

EACH = Wording(
    "kinds.each",
    r"\s+(?:a|per|each|every)\s+(day|night|week|month|year)\b"
    r"(?!\s+(?:later|earlier|before|after|ago|previously)\b)",
    re.IGNORECASE,
)
"""What makes a rate of a count, behind its noun: `50 people a day`."""
EVERY = Wording(
    "kinds.every",
    r"\b(?:each|every)\s+(day|night|week|month|year),?\s+(?:[\w'\u2019]+\s+){0,2}$",
    re.IGNORECASE,
)
_EVERY_BEHIND = Wording(
    "kinds.every_behind",
    r"[^\d,;]{0,60}?\b(?:each|every|per)\s+(day|night|week|month|year)\b",
    re.IGNORECASE,
)
_DAILY = Wording(
    "kinds.daily",
    r"\s+(?!and\b)[^\d,;.]{0,40}?\b(?P<often>daily|nightly|weekly|monthly|yearly|annually)\b"
    r"(?!\s+(?:[a-z-]+\s+)?(?:newspaper|report|briefing|life|bread|ration|rations|needs))",
    re.IGNORECASE,
)
"""Behind what is counted, how often: `300 people are deported daily`."""

_TIMES = {
    "daily": "day",
    "nightly": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
}
_DONE = frozenset(
    (
        *("registered", "detained", "sheltered", "housed", "hosted", "accommodated"),
        *("hosted in", "housed in", "accommodated in", "hosted by"),
    )
)
_HELD = Wording("kinds.held", r"(?!)")
"""What is done to people of whom the same word says how they are: `detenidos`."""

_BACKLOG = Wording(
    "kinds.backlog",
    r"\b(?:pending|outstanding|undecided|open|backlog|waiting\slist|queue)\b",
    re.IGNORECASE,
)
"""Before a number of applications that are not decided at a time."""

_LEVEL = Wording(
    "kinds.level",
    r"\bnumber\sof\s(?!(?:[\w-]+\s){0,3}?(?:arrivals|returns|returnees|crossings|removals|"
    r"deportations|deaths|departures|entries|deportees|people\swho|victims|newcomers)\b)[^,;]{3,60}?\b(?:fell|rose|"
    r"dropped|grew|declined|increased|decreased|stood|stands|climbed|shrank)\s"
    r"(?:slightly\s|sharply\s|further\s|again\s)?(?:to|at)\s$"
    r"|\b(?:brought|bringing|brings|taking|raised|raising)\s(?:the|its)\s(?:total\s)?number\sof\s"
    r"(?:people|refugees|migrants|displaced|residents|detainees|inmates)\s(?:[\w-]+\s){0,2}?(?:in|at|on|under)\s"
    r"[^,;]{2,40}\sto\s$"
    r"|\bnumber\sof\s(?:people|refugees|migrants|displaced|residents|detainees|inmates)\b"
    r"[^,;]{0,40}\sfrom\s[\d,.]+\s(?:in\s\w+\s)?to\s$",
    re.IGNORECASE,
)
"""Before how many there are, and not how many came: `the number of Syrians fell to`."""

_HAVING = Wording(
    "kinds.having",
    r"\b(?:we|they|i|it|he|she|who|which|school|camp|village|town|centre|center)\s"
    r"(?:now\s|still\s|currently\s)?(?:have|has)\s(?:about\s|around\s|some\s|over\s|only\s|just\s)?$",
    re.IGNORECASE,
)
"""Before people who are there: `we have 14 children from Lakeland, and they …`."""

_OBLIGED = Wording(
    "kinds.obliged",
    r"\s+(?:are|were|is|was)\s+(?:legally\s+|still\s+)?(?:required|obliged|liable)\s+to\s",
    re.IGNORECASE,
)
"""Behind those who are to leave, and have not."""

_PENDING = Wording(
    "kinds.pending",
    r"\s+(?:are|were|is|was|remain|remained|still)\s+(?:still\s+|now\s+|currently\s+)?"
    r"(?:pending|open|outstanding|undecided|unanswered|awaiting|waiting|unresolved)\b",
    re.IGNORECASE,
)
"""Behind applications, that they are not decided at a time."""

_HAS_BEEN = Wording(
    "kinds.has_been",
    r"\b(?:has|have|had|was|were|been|'ve)\s+(?:already\s+|also\s+|been\s+|\w+ly\s+){0,2}$",
    re.IGNORECASE,
)
_STATE = Wording(
    "kinds.state",
    r"\b(?:are|is|were|was|remain|remains|remained)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
"""Before a participle that says how they are, and not what they did."""

_PARTICIPLE = Wording(
    "kinds.participle", r"(?:displaced|uprooted|homeless|stranded|missing)$", re.I
)
_IS = Wording(
    "kinds.is",
    r"\s+(?:were|was|are|is)\s+(?:being\s+|still\s+)?(?:hosted|accommodated|housed|sheltered)\b"
    r"|\s+(?:still\s+|now\s+)?(?:is|are|sleep|live|stay|remain|need|lack|depend|rely|wait|have\s+no)\b",
    re.IGNORECASE,
)
_GOING_ON = Wording(
    "kinds.going_on",
    r"\s+(?:[\w-]+\s+){0,2}?(?:is|are|was|were)\s+(?:still\s+|now\s+|currently\s+|all\s+)*"
    r"(?:awaiting|waiting|living|sheltering|sleeping|staying|benefiting|receiving|facing|"
    r"camping|queuing|hiding|suffering|working|studying|lacking|depending|relying|"
    r"residing|seeking)\b",
    re.IGNORECASE,
)
"""Behind what is counted, how they are at a time, whatever they did before."""

_NO_EVENT = (
    r"(?:need|want|lack|host|shelter|house|expect|plan|fear|estimat|report|believ|suppos|"
    r"number|total|includ|remain|liv|stay|accommodat|contain|reveal|interview|survey|"
    r"poll|ask|show|suggest|confirm|announc|count|bas|concern|call|nam|aged|unregister|"
    r"respond|spar|employ|follow|reach|help|assist|support|feed|serv|compar|add|warn|claim|"
    r"not|stat|stress|argu|affect|locat|enroll?|entitl|registe?r|allow|detain|insur|fund|"
    r"averag|record|document|notif|describ|target|approv)(?:t?ed|d)"
)
_FILLERS = (
    r"(?:(?:him|her|them|us|me|and|the|those|these|all|another|other|a|an|further|also|"
    r"back|up|out|off|away|some|about|around|than|more|at|least|nearly|over|almost|as|"
    r"many|its|their|his|total|of|group|estimated)\s+){0,4}"
)
_OBJECT = Wording(
    "kinds.object",
    rf"(?<!\bhave )(?<!\bhas been )\b(?:(?!{_NO_EVENT}\b)[a-z]{{2,}}ed|took|sent|drove|"
    rf"brought|caught|threw|shot|beat|led|met|put|drove|pulled|abandoned|dumped)\s+"
    rf"{_FILLERS}$",
    re.IGNORECASE,
)
"""Before people to whom something was done: `the coastguard intercepted 300 people`."""

_TO_DO = Wording(
    "kinds.to_do",
    r"\b(?:want|wants|wanted|hope|hopes|hoped|plan|plans|planned|intend|intends|intended|aim|"
    r"aims|aimed|agreed|pledged|promised|vowed|offered|ready|able|going|prepared|is|are)\s+to\s+"
    r"(?!(?:be|house|host|shelter|accommodate|feed|keep|have|need|include|see|reach|over|around|about|"
    rf"nearly|almost|at)\b)[a-z]+\s+{_FILLERS}$",
    re.IGNORECASE,
)
"""Before people to whom something is to be done: `want to bring 1,200 families`."""

_DONE_TO = Wording(
    "kinds.done_to",
    rf"(?:\s+(?!(?:who|in|at|to|from|and|or|but|by|on|of|with|were|was|have|had|has)\b)[\w-]+)"
    rf"{{0,2}}?(?:\s+of\s+(?:the|these|those|them|its|their)(?:\s+[\w-]+){{0,2}}?)?\s+"
    rf"(?:(?:has|have|had)\s+(?:later\s+|since\s+|also\s+|already\s+|then\s+)?been|were|was|had\s+been)\s+(?:also\s+|later\s+|"
    rf"\w+ly\s+)?[\"'\u201c\u2018]?(?:(?!(?:{_NO_EVENT}|displaced|uprooted|stranded|trapped|"
    rf"homeless|missing|divided|crowded|unaccounted)\b)[a-z]{{2,}}ed|taken|sent|driven|"
    rf"brought|caught|thrown|shot|beaten|led|put|left|forced|given)\b",
    re.IGNORECASE,
)
"""Behind people to whom something was done: `391 migrants were abandoned`."""


_WILL_GO = Wording(
    "kinds.will_go",
    r"\s+(?:will|would|could|may|might|must|are\s+to|were\s+to)\s+(?:also\s+|then\s+|soon\s+)?"
    r"(?:go|leave|come|return|follow|flee|arrive|cross|depart|die)\b",
    re.IGNORECASE,
)


_LET = Wording(
    "kinds.let",
    r"\s+to\s+(?:land|disembark|enter|leave|return|go|cross|board|settle|come)\b",
    re.IGNORECASE,
)
"""Behind those who were let do something: `allowed 1,640 to land`."""


def observation_type(
    passage: DraftText,
    clause: Clause,
    number: Number,
    act: Act | None,
    counted: CountedNoun,
) -> str:
    """Return the class of what a count says: a flow, or a stock."""
    text, language = passage.text, passage.language
    if counted.unit == "person" and _HAVING[language].search(
        text[clause.start : number.start]
    ):
        return "StockObservation"
    head = text[clause.start : number.start]
    if counted.unit in ("person", "family") and _LEVEL[language].search(head):
        return "StockObservation"
    if counted.unit in ("application", "case") and _BACKLOG[language].search(head):
        return "StockObservation"
    if _OBLIGED[language].match(text, counted.end, clause.end):
        return "StockObservation"
    if _PENDING[language].match(text, counted.end, clause.end):
        return "StockObservation"
    if counted.unit in HAPPENING_UNITS or counted.unit in _DEEDS:
        return "FlowObservation"
    if act is None and counted.unit in DEED_UNITS:
        return "FlowObservation"
    if _GOING_ON[language].match(text, counted.end, clause.end):
        return "StockObservation"
    inside = act is not None and clause.start <= act.phrase.start < clause.end
    if act is None or (act.kind == "stock" and not inside):
        done = is_done_to(passage, clause, number, counted)
        done = done or _DID[language].match(text, counted.end, clause.end) is not None
        return "FlowObservation" if done else "StockObservation"
    if act.kind == "stock":
        did = _was_done(passage, act) or _does(passage, act, number)
        return "FlowObservation" if did else "StockObservation"
    sleeps = act.phrase.end <= counted.end  # `5,800 returnees sleep in schools`
    if sleeps and _IS[language].match(text, counted.end):
        return "StockObservation"
    start = act.phrase.start
    state = _STATE[language].search(text[max(0, start - 40) : start])
    there = state and _PARTICIPLE[language].search(text[start : act.phrase.end])
    return "StockObservation" if there else "FlowObservation"


def is_done_to(
    passage: DraftText, clause: Clause, number: Number, counted: CountedNoun
) -> bool:
    """Tell whether a verb in the past says that something was done to people."""
    text, language = passage.text, passage.language
    if counted.unit not in ("person", "family", "household"):
        return False
    return bool(
        _OBJECT[language].search(text[clause.start : number.start])
        or _TO_DO[language].search(text[clause.start : number.start])
        or _DONE_TO[language].match(text, counted.end, clause.end)
        or _WILL_GO[language].match(text, counted.end, clause.end)
        or _LET[language].match(text, counted.end, clause.end)
    )


_DID = Wording(
    "kinds.did",
    r"(?:\s+who)?(?:\s+(?!(?:who|that|whom|and|or|but)\b)[\w-]+){0,4}?\s+(?:received|got|attended|took\s+part|lodged|filed|applied|sought|"
    r"joined|signed|participated|completed|obtained|benefited|graduated|enrolled|"
    r"underwent|gave\s+birth|complained)\b",
    re.IGNORECASE,
)
"""Behind people what they did, so that they are counted as it happened."""

_TOLD = Wording(
    "kinds.told",
    r"\b(?:is|are|was|were|has|have|had|stands?\s+at|stood\s+at|numbers?|totals?|includes?|"
    r"knows?\s+of|knew\s+of|identif(?:y|ies)|comprises?|represents?|assists?|"
    r"depriving|leaving|affecting|involving|including|"
    r"(?!(?:want|appeal|ask|need|plan|requir|expect|call|hop|intend|urg|wish|offer|agre|"
    r"pledg|promis|vow|refus|fail|suppos|project)(?:ed)\b)[a-z]{2,}ed)\s+"
    r"(?:(?:over|about|around|nearly|with|for|from|among|at|by|by\s+the\s+end\s+of|to|up|"
    r"also|only|just|some|the|a|an|its|their|total|of|additional|further)\s+){0,4}$",
    re.IGNORECASE,
)
"""Before people, a verb by which somebody tells of them: `identified 418 children`."""

_SUBJECT = Wording(
    "kinds.subject",
    r"(?:[\s\u2022*-]*|(?!(?:without|if|unless|should|were|had)\b)[^,;:]{2,50},\s+|"
    r"(?:that|last|this|on|in)\s(?:[\w-]+\s){1,3})"
    r"(?:and\s+|also\s+|but\s+|only\s+|just\s+)?",
    re.IGNORECASE,
)
"""Before a number that its clause begins with: `In Nyarugusu, 36 survivors …`."""


def is_told_of(passage: DraftText, clause: Clause, number: Number) -> bool:
    """Tell whether people are told of, whatever they did: `36 survivors received help`.

    They begin the clause, with a verb behind, or a verb before says that they are.
    """
    text, language = passage.text, passage.language
    head = text[clause.start : number.start]
    if head.endswith("("):
        return True  # `Egyptians (7,960)`
    if _TOLD[language].search(head) or _LEVEL[language].search(head):
        return True
    return _SUBJECT[language].fullmatch(head) is not None


def rate_time(passage: DraftText, clause: Clause, number: Number, end: int) -> str:
    """Return the unit of time of a rate, "" where a number that ends there is none."""
    text, language = passage.text, passage.language
    head = text[clause.start : number.start]
    each = EACH[language].match(text, end) or EVERY[language].search(head)
    each = each or _EVERY_BEHIND[language].match(text, end, clause.end)
    if each is not None:
        return unit_of_time(each[1], language)
    often = _DAILY[language].match(text, end, clause.end)
    return "" if often is None else unit_of_time(often["often"], language)


def unit_of_time(words: str, language: str) -> str:
    """Return the code of a unit of time, or of how often: `nightly` is each day."""
    low = words.casefold()
    low = low if language == "en" else names_in(language).get(low, low)
    return _TIMES.get(low, low).replace("night", "day")


def _does(passage: DraftText, act: Act, number: Number) -> bool:
    """Tell whether somebody detained or registered people: `detained 64 people`."""
    text = passage.text
    if text[act.phrase.start : act.phrase.end].casefold() not in (
        "detained",
        "registered",
    ):
        return False
    return text[act.phrase.end : number.start] == " "


def _was_done(passage: DraftText, act: Act) -> bool:
    """Tell whether a word says what was done: `has registered`, `were detained`."""
    text, language = passage.text, passage.language
    start = act.phrase.start
    word = text[start : act.phrase.end].casefold()
    return (word in _DONE or _HELD[language].fullmatch(word) is not None) and bool(
        _HAS_BEEN[language].search(text[max(0, start - 30) : start])
    )
