"""Whom a sentence is about, so that `she` or `it` may mean them later."""

from __future__ import annotations

from kg.draft.meant import Meant
from kg.draft.naming import DraftSpeaker, as_new
from kg.draft.passage import DraftSentence
from kg.draft.wording import Wording

_SPOKESMAN = Wording(
    "introducing.spokesman",
    r"(?:An?|The|Its|His|Her)\s(?:[\w-]+\s)?spokes(?:man|woman|person)\s"
    r"(?:(?:for|of|at)\s(?:the\s)?(?:[\w'\u2019-]+\s){1,5}?)?"
    r"(?=(?:called|dismissed|rejected|declined|described|refused|criti[cs]i[sz]ed|defended|"
    r"disputed|attacked|welcomed|condemned|ridiculed|responded|would|did|had)\b)",
)
_BEGINS_WITH = Wording(
    "introducing.begins_with",
    r"(?P<title>(?:[A-Z][\w.-]*\s){1,3}?)[A-Z][\w'\u2019-]+\s(?=[a-z])",
)
"""A title and a name, with which a sentence begins: `Senator Vale welcomed`."""

_BODY_BEGINS = Wording(
    "introducing.body_begins",
    r"(?P<who>The\s(?:[\w'\u2019-]+\s){0,4}?[\w'\u2019-]+)\s(?=(?:did|does|has|had|declined|refused|"
    r"is|was|runs|operates|plans|wants|could|began|keeps?|holds?|publishes)\b)",
)
"""A body with which a sentence begins, whom `it` may mean then."""

_BY_BODY = Wording(
    "introducing.by_body",
    r"\b(?:run|managed|operated|led|organised|funded|provided|published|kept)\sby\s"
    r"(?P<who>(?:the\s)?(?:[\w'\u2019-]+\s){0,4}?[\w'\u2019-]+)\.$",
)
"""A body with which a sentence ends, whom `it` may mean in the next."""

_AGED = Wording(
    "introducing.aged",
    r"(?:^|\b(?:was|is|were|like|with|and)\s)(?P<who>[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+){0,2}),"
    r"\s(?:aged\s|an?\s)?[1-9]\d(?:-year-old\b|,|\.|\sand\b)",
)
"""Somebody of whom a text tells the age, and who may speak then."""


def introduced(sentence: DraftSentence, meant: Meant) -> DraftSpeaker | None:
    """Return who a sentence is about, whom a pronoun may mean then.

    Whoever speaks for somebody is taken for these: `A spokesman called it so`.
    """
    language = sentence.language
    if (speaks := _SPOKESMAN[language].match(sentence.text)) is not None:
        words = speaks[0].strip()
        for_whom = meant.of(words, sentence.start, None)
        return as_new(words, language) if for_whom is None else for_whom[0]
    if (body := _BODY_BEGINS[language].match(sentence.text)) is not None:
        who = meant.of(body["who"], sentence.start, None)
        known = meant.is_body(body["who"].casefold().split()[-1])
        return who[0] if who is not None and known else None
    if (by := _BY_BODY[language].search(sentence.text)) is not None:
        who = meant.of(by["who"], sentence.start, None)
        known = meant.is_body(by["who"].casefold().split()[-1])
        return who[0] if who is not None and known else None
    if (aged := _AGED[language].search(sentence.text)) is not None:
        meant.persons.add(aged["who"])
        return DraftSpeaker(f"new: {aged['who']}")
    match = _BEGINS_WITH[language].match(sentence.text)
    if match is None or not meant.titles.find(match["title"] or ""):
        return None
    titled = meant.of(match[0].strip(), sentence.start + 1, None)
    return titled[0] if titled is not None and meant.is_one(titled[0]) else None
