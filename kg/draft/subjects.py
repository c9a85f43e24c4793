"""Which words before a verb name who does it: `the minister, Bo Karr, on Monday`."""

from __future__ import annotations

import re

from kg.draft.lexicon import PhraseTable
from kg.draft.passage import DraftSentence
from kg.draft.wording import Wording

_ASIDE_WHO = Wording(
    "subjects.aside_who",
    r",\s*(?:who|which|whose|quoting|citing|\w+ing)\b[^,]*,\s*$",
    re.IGNORECASE,
)
_LONG_ASIDE = Wording(
    "subjects.long_aside",
    r",\s*(?:who|which|whose|where|unlike|like|together with|along with|citing|"
    r"quoting)\b"
    r"[^;:\"\u201c\u201d]*,\s*$",
    re.IGNORECASE,
)
"""More of who it is, up to the verb: `, who met UNHCR, IOM and others,`."""

_RELATIVE = Wording(
    "subjects.relative",
    r"\sthat\s(?:[\w'\u2019-]+\s){1,4}(?:[a-z]{2,}ed|wrote|made|gave|saw|sent|put)$",
)
_DASHES = "\u2013\u2014- ("
_REACH = 400
"""Characters before a verb in which its subject stands."""

_LAST_PART = re.compile(r"[,;:\"\u201c\u201d]|''|``|\s[\u2014\u2013]\s|\u2014")
_BRACKETS_FIRST = re.compile(r"^\s*\([^()]{0,80}\)")
_IN_BRACKETS = re.compile(r"\s*\([^()]{0,80}\)\s*$")
_WHEN = Wording(
    "subjects.when",
    r"\s+(?:(?:on\s+|late\s+|early\s+|last\s+)*(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"(?:\s(?:morning|afternoon|evening|night))?"
    r"|today|yesterday|recently|meanwhile|in\s+(?:a|an|its|his|her|their)\s+(?:[\w-]+\s){0,3}?"
    r"(?:statement|report|tweet|post|interview|briefing|update|letter|message))\s*$",
    re.IGNORECASE,
)
_ADVERBS = Wording(
    "subjects.adverbs",
    r"(?:\s+(?:also|so\s+far|has|have|had|later|earlier|then|again|now|at\s+first|\w+ly|"
    r"(?:was|were|is|are|(?:has|have|had)\s+(?:so\s+far\s+|already\s+|now\s+)?been)\s+(?:un)?able\s+to|managed\s+to|could|"
    r"went\s+on\s+to|did|does))+\s*$",
)
_OPENS = Wording(
    "subjects.opens",
    r"^(?:.*\bthat\s+|\s*(?:(?:and|but|while|who|as|when|then)\s+)+)",
    re.I,
)
"""What stands before a subject and is no part of it."""

_WHICH = Wording(
    "subjects.which",
    r"^.*(?:\b(?:in|of|by|for|to|from|with|at|on|through)\s)?\b(?:which|whom|where)\s+(?=\S)",
    re.IGNORECASE,
)
"""What is told of, before whoever tells it: `a call in which organisers said`."""

_MADE_BY = Wording(
    "subjects.made_by",
    r"(?<=\w)\s(?:appointed|led|headed|run|created|funded|chaired|set\sup)\sby\s.*$",
)
"""Who made somebody what they are, and does not say it: `a panel named by Karr`."""

_PLACE = Wording(
    "subjects.place",
    r"(?:,\s(?:during|after|before|at|speaking|following|on|in|while)\b[^,;]*?)?"
    r"[,\s]\s?(?:in|at|near|from|outside)\s[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+)?,"
    r"\s[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+)?,\s*$",
)
"""Where somebody says it, right before the verb: `in Herat, Afghanistan, said`."""

_NAMED_FIRST = re.compile(
    r"(?:^|[,;:.\"\u201c\u201d]\s*)(?!(?:The|An?)\s)[A-Z][\w'\u2019.-]*(?:\s[A-Z][\w'\u2019.-]*)*$"
)
"""A name with which words begin, so that what follows the place is none."""

_YEAR = Wording("subjects.year", r"\b(?:19|20)\d\d\s+(?=[a-z])")
_AGE = Wording("subjects.age", r"(?<=\w),\s*(?:aged\s+)?\d{1,3},?\s*$")
_OPENING_WHEN = Wording(
    "subjects.opening_when",
    r"^(?:(?:on|last|this|in)\s+(?:the\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|"
    r"month|year|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|that\s+(?:event|case))|yesterday|today|meanwhile|overnight)\s+(?=\S)",
    re.IGNORECASE,
)
"""When something is said, right before who says it: `on Tuesday we said`."""

_SUBORDINATES = Wording(
    "subjects.subordinates",
    r"^.*\b(?:after|because|since|although|though|when|while|whereas)\s+"
    r"(?=(?:the\s|a\s|an\s)?[A-Za-z])",
)
"""What a subject is told in: `it came after the league on Monday denounced`."""

_PARTICLE = r"(?:(?:al|el|de|da|del|dos|van|von|bin|ul)\s)?"
_BARE_NAME = re.compile(rf"(?:{_PARTICLE}[A-Z][\w'\u2019.-]+\s*){{1,5}}")
_NAMES_SOMEBODY = re.compile(r"(?:^|\s)[A-Z][\w'\u2019.-]+(?:\s+[A-Z][\w'\u2019.-]+)*$")
_NO_WHO = Wording(
    "subjects.no_who",
    r"\d|^(?:speaking|addressing|writing|of|in|by|among|between|there|from|with|since|whatever|what|how)\b|^(?:(?:only|about|almost|nearly|"
    r"over|at\sleast|fewer\sthan|more\sthan)\s)*(?:one|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|twenty|thirty|forty|fifty|half|a\s(?:third|quarter|fifth|dozen))\b"
    r"(?!\s(?:official|minister|aid|woman|man|doctor|witness|resident|refugee|survivor|mother|"
    r"father|teacher|worker|migrant|company|group|agency|organi[sz]ation|ministry|report|source|"
    r"analyst|expert|lawyer|diplomat|study|survey|newspaper))",
    re.IGNORECASE,
)
"""Words before a verb that nobody is called by: `there had been 130 confirmed`."""


_TITLES = Wording("subjects.titles", r"(?:(?<![.!?]\s)(?<!^)[A-Z][\w'\u2019.-]*\s+)+$")
_OFFICE = Wording("subjects.office", r"([,\"\u201d]\s+)(?:[\w'\u2019.-]+\s+){1,5}$")
"""What somebody is, between a comma and the name: `, coordinator Jana Pohl`."""


def subject_in(head: str, saying: PhraseTable, language: str) -> tuple[str, int]:
    """Return the words before a verb that may name who does it, and where they begin.

    ``head`` are the words of a sentence before the verb, ``saying`` the verbs behind
    which another subject begins. Where nobody is named, the words are "".
    """
    skipped = max(0, len(head) - _REACH)
    whole = head
    head = head[skipped:]
    head = _LONG_ASIDE[language].sub("", head) if head.rstrip().endswith(",") else head
    head = _without_asides(_without_place(head, language), language)
    *earlier, last = _LAST_PART.split(head)
    if not last.strip() and head.rstrip().endswith(","):
        last = _apposed(earlier)
    outer = [o for o in saying.find(last) if not (o.start and last[o.start].isupper())]
    last = last[outer[-1].end :] if outer else last  # `Relief said the office`
    relative = _RELATIVE[language].search(last.rstrip())
    if relative is not None and not _ends_in(saying, last[: relative.start()]):
        last = last[: relative.start()]  # `the report that the ministry rejected`
    last = _SUBORDINATES[language].sub("", _OPENS[language].sub("", last))
    last = _MADE_BY[language].sub("", _WHICH[language].sub("", last))
    last = last.strip().lstrip(_DASHES)  # a dash behind the place and day
    words = _YEAR[language].sub("", _OPENING_WHEN[language].sub("", last))
    if not words or _NO_WHO[language].search(words):
        return "", len(whole)
    start = head.rfind(words)  # without a year inside of it, it is no part
    return words, skipped + (start if start >= 0 else head.rfind(last.strip()))


def ends_in_aside(head: str, language: str) -> bool:
    """Tell whether words before a verb end in an aside on who does it."""
    return _ASIDE_WHO[language].search(head) is not None


def _without_place(head: str, language: str) -> str:
    """Return words without where it is said; `A doctor in Teln, Bo Karr,` is Karr."""
    place = _PLACE[language].search(head)
    if place is None or not _NAMED_FIRST.search(head[: place.start()]):
        return head
    return head[: place.start()]


def _ends_in(saying: PhraseTable, words: str) -> bool:
    """Tell whether words end in a verb of saying: `the office said`."""
    end = len(words.rstrip())
    return any(verb.end == end for verb in saying.find(words))


def _without_asides(head: str, language: str) -> str:
    """Return the words without what says when, or more of who, right at their end."""
    asides = (_IN_BRACKETS, _WHEN[language], _ADVERBS[language], _AGE[language])
    while True:
        cut = _ASIDE_WHO[language].sub("", head)
        for aside in asides:
            cut = aside.sub("", cut)
        if cut == head:
            return head
        head = cut


def _apposed(earlier: list[str]) -> str:
    """Return who is meant where an aside ends at a comma before the verb."""
    *before, aside = earlier or [""]
    if _BARE_NAME.fullmatch(aside.strip()):
        return aside  # `the minister, Bo Karr, said`
    if before and (_NAMES_SOMEBODY.search(before[-1].strip()) or len(before) == 1):
        return _IN_BRACKETS.sub("", before[-1])  # `Bo Karr, head of the clinic, said`
    return ""


def without_brackets(words: str) -> str:
    """Return words without the brackets that they begin with: ` (IOM), the agency`."""
    return _BRACKETS_FIRST.sub("", words)


def is_place(before: str, language: str) -> bool:
    """Tell whether words end in where something is said, and not in who says it."""
    return _without_place(before, language) != before


def with_title(sentence: DraftSentence, start: int) -> int:
    """Return where a name begins with the titles before it."""
    passage = sentence.passage
    before = passage.text[sentence.start : start]
    if (match := _OFFICE[passage.language].search(before)) is not None:
        return sentence.start + match.end(1)
    match = _TITLES[passage.language].search(before)
    return start if match is None else sentence.start + match.start()
