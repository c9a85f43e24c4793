"""What a number counts that no count of people may be made of, whatever stands near."""

from __future__ import annotations

import re

from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.wording import Wording

_CURRENCY = Wording(
    "otherwise.currency",
    r"[\s-]+(?:[A-Z][a-z]+\s)?(?:rupees?|dollars?|euros?|pounds?|pence|cents?|pesos?|"
    r"francs?|liras?|lir[ea]|dinars?|dirhams?|riyals?|rials?|tomans?|afghanis?|yuan|yen|"
    r"rand|naira|shillings?|birr|taka|rou?bles?|hryvnias?|kwacha|cedis?|kron(?:er|or|a|e)|"
    r"zlotys?|forints?|lei|leva|baht|ringgit|rupiah|dong|riels?|kyats?|som(?:oni)?|tenge|"
    r"manats?|lari|drams?|reais|soles|bol[ií]vares|quetzals?|lempiras?|c[oó]rdobas?|"
    r"gourdes?)\b",
)
_FOR_EACH = Wording(
    "otherwise.for_each",
    r"\s+(?:in cash\s+)?(?:each|apiece|per\s|for\s(?:each|every)\b|"
    r"an?\s(?:person|head|family|household|month|week|day|year|night)\b)",
)
_OFF_BY = Wording(
    "otherwise.off_by",
    r"\b(?:under|over)(?:count|estimat|stat|report)(?:s|e|es|ed|ing)?\b[^.;]{0,80}\bby\s+$"
    r"|\bexaggerat(?:e|es|ed|ing)\b[^.;]{0,80}\bby\s+$",
    re.IGNORECASE,
)
_WHOLE_BEFORE = Wording("otherwise.whole_before", r"(?!)", re.IGNORECASE)
_PART_BEHIND = Wording("otherwise.part_behind", r"(?!)", re.IGNORECASE)
"""Around a whole that stands before its part: `Sur les 900 réfugiés, 300 …`."""

_NOT_ALL = Wording(
    "otherwise.not_all",
    r"\b(?:by no means|far from|nowhere near|not nearly|hardly|scarcely|less than|"
    r"fewer than)\s+all\b[^.;,\d]{0,30}$",
    re.IGNORECASE,
)
_AID = (
    r"(?:assistance|aid|support|help|relief|vaccin\w+|services?|food|meals?|rations?|water|"
    r"grants?|cash|kits?|distributions?|vouchers?|blankets|medicines?|information)"
)
_HELPED_BEFORE = Wording(
    "otherwise.helped_before",
    rf"\b{_AID}\b[^.;,\d]{{0,40}}\b(?:reach|benefit|cover|serv|help|assist)(?:t?ed|es|s|ing|d)?"
    r"\s+(?:to\s+)?$",
    re.IGNORECASE,
)
_HELPED = Wording(
    "otherwise.helped",
    r"\s+(?:[\w-]+\s+){0,3}?(?:(?:have|has|had|also|already|were|are|was)\s+){0,3}"
    rf"(?:received|receive|got|given|provided\swith|benefited\sfrom)\s+(?:[\w-]+\s+){{0,4}}?{_AID}\b",
    re.IGNORECASE,
)
_HELPING = Wording(
    "otherwise.helping",
    r"\b(?:helped|assisted)\s+(?:(?:about|some|over|nearly|around)\s+|more\sthan\s+)?$",
    re.IGNORECASE,
)
_TO_DO_IT = Wording(
    "otherwise.to_do_it",
    r"\s+(?:[\w-]+\s+){0,4}?(?:return|cross|flee|leave|reach|escape|get|move|go|settle|"
    r"find|come|evacuate|relocate|resettle|repatriate)\b",
    re.IGNORECASE,
)
"""Behind people who were helped, what they then did: `helped 300 people to return`."""

_FRACTION = Wording("otherwise.fraction", r"(?!)")
"""Behind `un`, a fraction that no grammar of amounts reads: `cayó un tercio`."""

_TO_EACH = Wording(
    "otherwise.to_each",
    r"\s+(?:[\w-]+\s+){0,3}?(?:each|apiece)\b"
    r"(?!\s+(?:day|night|week|month|year|hour|morning|time)\b)",
    re.IGNORECASE,
)
"""Behind people who are so many in each of several: `40 buses with 50 each`."""

_NUMBERED_WEEK = Wording(
    "otherwise.numbered_week", r"\s+(?:[\w-]+\s+){0,3}?(?:in|during|for|of)\s+week\s+\d"
)

_PLACE = (
    r"(?:Site|Camp|Block|Zone|Sector|Gate|Phase|Area|Section|Table|Figure|Article|"
    r"Chapter|Route|Highway|Ward|District|Stage|Round|Flight|Resolution|Terminal|Pier|"
    r"Checkpoint|Level)"
)
_NUMBERED = Wording(
    "otherwise.numbered",
    rf"\b(?:{_PLACE}|Annex|Category|Batch)\s+(?:[Nn]o\.?\s+)?$"
    rf"|\b{_PLACE}s\s+(?:\d+(?:,|,?\s+and|,?\s+or|\s+to)\s+)*$",
)
"""Before the number of a place or of a part: `relocation from Site 3`."""

_ITS_NUMBER = re.compile(r"\d{1,4}|\d{1,3}[ \u00a0]\d{3}\b.*")
"""Also with the count behind it: `in Sector 7 450 people` are no 7,450."""
_PLACES = Wording(
    "otherwise.places",
    r"\s+(?:[\w-]+\s+){0,2}?(?:border|crossing|entry|exit|transit|monitoring|check|"
    r"registration|reception|distribution|collection|detention|screening)[\s-]*"
    r"(?:points?|posts?|sites?|cent(?:re|er)s?|stations?|facilit(?:y|ies))\b",
    re.IGNORECASE,
)
_ENTRIES = Wording(
    "otherwise.entries",
    r"\s+(?:duplicated?|double|false|fictitious|erroneous|missing|incomplete|invalid|ghost|"
    r"wrong|outdated)\s+(?:entries|records|registrations|names|files|identities|cards|"
    r"accounts|forms)\b",
    re.IGNORECASE,
)
_AIMED_AT = Wording(
    "otherwise.aimed_at",
    r"\b(?:target|goal|ceiling|cap|quota|capacity|planned|benchmark)s?\s*:\s*$",
    re.IGNORECASE,
)
_CAPACITY = Wording(
    "otherwise.capacity",
    r"\b(?:capacity|limit|ceiling|quota|maximum|target|cap)\s+(?:of|to|at)\s+"
    r"(?:about\s|around\s|some\s|only\s|just\s)?$",
    re.IGNORECASE,
)
_BEFALLEN = r"(?:killed|dead|died|injured|wounded|hurt|missing|disappeared|drowned)"
_TOGETHER = Wording(
    "otherwise.together",
    r"\s+(?:[\w-]+\s+){0,4}?" + _BEFALLEN + r"\s+(?:or|and|and/or)\s+"
    r"(?:went\s+|gone\s+|presumed\s+)?" + _BEFALLEN,
    re.IGNORECASE,
)
_ACROSS = Wording(
    "otherwise.across",
    r"\s+(?:of\s+(?:them|whom|these)\s+)?(?:across|over|beyond|outside)\s+"
    r"(?:the\s+|its\s+|international\s+|national\s+)?borders?\b",
    re.IGNORECASE,
)
_AVERAGE = Wording("otherwise.average", r"(?<!than )\bon average\b", re.IGNORECASE)
_RATED = Wording(
    "otherwise.rated",
    r"\b(?:daily|weekly|monthly|yearly|annually|(?:a|an|per|each|every)\s"
    r"(?:day|night|week|month|year|hour))\b",
    re.IGNORECASE,
)


_PART_OF = Wording(
    "otherwise.part_of",
    r"(?:\b(?:half|most|majority|thirds?|quarters?|fifths?|tenths?|per\s?cent|percent|many|"
    r"some|few|several|none|part|fraction|number|dozens|hundreds|thousands|one|two|three|"
    r"four|five|six|seven|eight|nine|ten)|%|\d)\s+(?:out\s+)?of\s+"
    r"(?:(?:the|these|those|its|their)\s+)?(?:(?:some|about|around|nearly|estimated)\s+)?$",
    re.IGNORECASE,
)
_WHO = Wording("otherwise.who", r"\b(?:who|that|which|whom)\b")
_MAIN = Wording(
    "otherwise.main", r"[\w'\u2019-]\s|\b(?:has|have|had|is|are|was|were|been|be)\b"
)


def is_whole_of_a_part(
    passage: DraftText, clause: Clause, number: Number, deed: int, *, noun: bool
) -> bool:
    """Tell whether only a part of a number did something: `half of the 900 have left`.

    ``deed`` is where the word for it begins, or 0, which may be a ``noun``. What all of
    them did stands in a clause of its own, or is what they are called: `half of the 900
    who left`, `half of the 900 returnees`.
    """
    text = passage.text
    if (
        not deed
        or _PART_OF[passage.language].search(text[clause.start : number.start]) is None
    ):
        return False
    if deed < number.start:
        return True  # `expelled 300 of the 4,000`
    if noun or deed < number.end:
        return False
    between = text[number.end : deed]
    return (
        _WHO[passage.language].search(between) is None
        and _MAIN[passage.language].search(between) is not None
    )


_GIVER = Wording(
    "otherwise.giver",
    r"[,;]\s+(?:(?:and|but|while|whereas)\s+)?(?:the|its|their|local|[A-Z][\w-]*)"
    r"(?:\s[\w'\u2019-]+){0,3}?\s(?:(?:only|just|about|some|around|merely|nearly)\s+)?$",
)
_LAST_WORDS = Wording(
    "otherwise.last_words", r"\s+(?:only|just|about|some|around|merely|nearly)?\s*$"
)


def giver_without_verb(
    passage: DraftText, sentence: DraftSentence, number: Number
) -> str:
    """Return the noun of who gives a number with another's verb; "" if nobody does.

    As in `they counted 12,000, the government only 4,000`.
    """
    before = passage.text[sentence.start : number.start]
    match = _GIVER[passage.language].search(before)
    if match is None or not any(n.end <= number.start for n in sentence.numbers):
        return ""
    return _LAST_WORDS[passage.language].sub("", match[0]).split()[-1]


def counts_otherwise(passage: DraftText, clause: Clause, number: Number) -> str:
    """Return why a number is no count of people who moved, or are there; "" if not so.

    Money whose currency no code names, money for each, a number that not all of are,
    how far a count is off, whom aid has reached, what was in a week that has only a
    number, numbers of places, entries of lists, targets and averages.
    """
    text, unit = passage.text, number.amount.unit
    before = text[max(clause.start, number.start - 140) : number.start]
    behind = text[number.end : number.end + 90]
    if unit != "money" and _CURRENCY[passage.language].match(behind):
        return "money, and no word says of which country"
    if unit == "money" and _FOR_EACH[passage.language].match(behind):
        return "money for each, which is no sum"
    part = _PART_BEHIND[passage.language].match(text, number.end, clause.end + 90)
    if part and _WHOLE_BEFORE[passage.language].search(before):
        return "a whole, of which a part is told of"
    if _NOT_ALL[passage.language].search(before):
        return "fewer than the number, and nobody says how many"
    if _FRACTION[passage.language].match(behind):
        return "a fraction whose words are not read"
    if _OFF_BY[passage.language].search(before):
        return "how far a count is off"
    if _ITS_NUMBER.fullmatch(number.words) and _NUMBERED[passage.language].search(
        before
    ):
        return "the number of a place or of a part"
    if unit in (None, "crossing") and _PLACES[passage.language].match(behind):
        return "places, and no people"
    if _AIMED_AT[passage.language].search(before):
        return "what is aimed at"
    if unit in (None, "person") and _CAPACITY[passage.language].search(before):
        return "how many there may be, and not how many there are"
    if _TOGETHER[passage.language].match(behind):
        return "dead and others together, and no word says how many of each"
    if unit in (None, "person") and _ACROSS[passage.language].match(behind):
        return "across a border, and no word says how"
    average = _AVERAGE[passage.language].search(text, clause.start, clause.end)
    if average and not _RATED[passage.language].search(text, clause.start, clause.end):
        return "an average, and no total"
    if unit in (None, "person", "family", "household"):
        if _TO_EACH[passage.language].match(behind):
            return "so many in each of several, and no total"
        if _ENTRIES[passage.language].match(behind):
            return "entries of a list, and no people"
        if _is_of_helped(passage.language, before, behind):
            return "whom help has reached, and not how many came"
        if _NUMBERED_WEEK[passage.language].match(behind):
            return "a week that only has a number"
    return ""


def _is_of_helped(language: str, before: str, behind: str) -> bool:
    """Tell whether people got help, and nobody says that they did anything."""
    if _HELPED_BEFORE[language].search(before) or _HELPED[language].match(behind):
        return True
    helping = _HELPING[language].search(before) is not None
    return helping and _TO_DO_IT[language].match(behind) is None
