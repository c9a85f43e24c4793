"""Who speaks, as an id or a new name: which words can be somebody's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.draft.lexicon import PhraseTable
from kg.draft.things import NamedThing
from kg.draft.wording import Wording
from kg.match.spellings import content, fold
from kg.read.entries import NARRATOR

NO_SPEAKER = Wording(
    "naming.no_speaker",
    r"^(?:asked|in|on|at|by|for|since|after|before|if|when|as|with|whatever|what|how|why|like|our)\b"
    r"|\b(?:you|we|i|us|me)\b",
)
"""Words that begin no name of a speaker, and those by which a speaker has none."""

_NO_NAME = Wording(
    "naming.no_name",
    r"(?:he|she|it|they|this|that|these|those|an?|the|there|his|her|its|their|now|then|here|"
    r"who|which|ha[sd]|have|also|even|only|not|so|such|all|both|each|one|another|others?|some|many|most|"
    r"few|several|half|would|could|should|will|might|must|can|did|does|been|let|the\s(?:former|latter|first|second|others?))(?:\s(?:now|also|then|there|in|of|at|who|on|to|from)\b.*)?",
)
"""Words that are never the name of somebody new: `it now`, `an`."""

SAYS_MORE = Wording(
    "naming.says_more", r"\s(?:of|for|in|at|to|from|by|with|near|and|or)\s"
)
"""What parts a noun from what says more of it."""

_OWN = Wording("naming.own", r"['\u2019]s?(?:\s(?:own|latest|new))?$")
A_NAME = r"(?!.*[a-z]{3}\. )[\w'\u2019. /&-]+"
LONGEST_NAME = 8
"""Words of the longest name of somebody new."""

_NO_SUBJECT = Wording(
    "naming.no_subject",
    r"\b(?:of|to|in|by|from|for|with|about|near|at|on|against|and|or|quoting|citing|"
    r"told|like)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before a name that is not who speaks, but a part of it: `the wife of Ada Quill`."""

_FOR = Wording(
    "naming.for",
    r"\b(?:spokes(?:man|woman|person)|statement|report|head|figures|data)\s+"
    r"(?:for|of|by|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before a name that speaks all the same: `a spokesman for River Relief`."""


@dataclass(frozen=True, slots=True)
class DraftSpeaker:
    """Who speaks: an id of the project, ``narrator``, or ``new: NAME``."""

    id: str

    @property
    def known(self) -> bool:
        """Whether it is a thing of the project."""
        return not self.id.startswith("new: ")


NOBODY = DraftSpeaker(NARRATOR)
SOMEBODY = DraftSpeaker("new: somebody")
"""Whoever it is that a text quotes, and no rule can tell: never the text itself."""


def is_named(words: str) -> bool:
    """Tell whether words are a name by their capitals, also where a sentence begins.

    `Home Office figures` and `DTM Sudan` are; `Reports` and `The plan` may be none.
    """
    capitals = [word for word in words.split() if word[:1].isupper()]
    short = [word for word in capitals if len(word) > 1 and word.isupper()]
    real = [word for word in capitals if word.casefold() not in ("the", "a", "an")]
    return bool(short) or len(real) > 1


_LATER = Wording(
    "naming.later", r"\s(?:at first|first|initially|originally|later|also|then)\Z"
)


def is_no_speaker(words: str, language: str) -> bool:
    """Tell whether words have one by which nobody is named, as `we`, but in a name."""
    match = NO_SPEAKER[language].search(words.casefold())
    own = match is not None and match[0] in ("me", "us", "i", "you", "we")
    return match is not None and not (
        own and words.istitle() and len(words.split()) > 2
    )


def is_nobody(words: str, language: str) -> bool:
    """Tell whether words are never the name of somebody: `it now`, `an`."""
    return _NO_NAME[language].fullmatch(words.casefold()) is not None


def as_new(words: str, language: str) -> DraftSpeaker:
    """Return somebody new of a name, or somebody, where the words are none."""
    words = _LATER[language].sub("", _OWN[language].sub("", words))
    words = _COLLEAGUES[language].sub("", words)
    words = bare_name(words, language)
    if len(words.split()) > LONGEST_NAME:  # `the official in the town of Teln near …`
        words = SAYS_MORE[language].split(words)[0]
    named = re.fullmatch(A_NAME, words) and len(words.split()) <= LONGEST_NAME
    if not named or is_no_speaker(words, language) or is_nobody(words, language):
        return SOMEBODY
    return DraftSpeaker(f"new: {words}")


_TITLE_OF = Wording(
    "naming.title_of",
    r"(?:.*\s)?(?!(?:of|for|and|the|in|at|to|from|by|with|on|or|an?)\s)[a-z][\w-]*\s"
    r"(?P<who>[A-Z][\w'\u2019.-]+(?:\s(?:al|el|de|da|del|van|von|bin|ben)(?=\s))?"
    r"(?:\s[A-Z][\w'\u2019.-]+){1,3})",
)
"""A full name behind what somebody is: `Border czar Tom Homan`."""

_COLLEAGUES = Wording(
    "naming.colleagues",
    r"^[Oo]ur\s(?:humanitarian\s)?colleagues\s(?:from|at|in|with)\s(?:the\s)?",
)
_WHERE_OF = Wording(
    "naming.where_of",
    r"^(?:[Bb]oth\s)?(?:[Tt]he\s)?(?:provincial|national|federal|regional|local|municipal|central)\s(?=[A-Z])",
)
"""Before a name, what it is the office of: `the provincial Commission on Borders`."""

_PORTFOLIO = Wording(
    "naming.portfolio",
    r"^(?:of|for)\s(?:the\s)?(?:(?:and|for|of|the|Interior|Justice|Defen[cs]e|Foreign|Home|"
    r"Internal|Public|Social|National|Affairs|Labou?r|Migration|Immigration|Refugees?|Asylum|"
    r"Integration|Security|Health|Education|Information|State|Police|Human|Rights|"
    r"Emergencies|Civil|Protection|Operations|Finance|Planning|Development)\s)+",
)
"""Between what somebody is and the name: `Minister of the Interior Bo Karr`."""

_TITLED = Wording("naming.titled", r"^(?:mr|mrs|ms|dr)\.? ")
_OF_BODY = Wording(
    "naming.of_body",
    r"(?:(?:Colonel|General|Major|Captain|Lieutenant|Dr|Professor|Commander|Inspector|"
    r"Superintendent|Sergeant|Minister|Director|Councilmember|Senator)\.?\s)*"
    r"(?P<who>[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+){1,2})\s(?:of|from|at|with)\s(?:the\s)?[A-Z].*",
)
_WHO = Wording("naming.who", r",?\s(?:who|which|whose)(?:\s|$)")
_AND_DOES = Wording(
    "naming.and_does",
    r"(?P<who>(?:[\w'\u2019-]+\s){0,3}?[A-Z][\w'\u2019.-]+(?:\s[A-Z][\w'\u2019.-]+)*"
    r"(?:\s(?:officials?|residents?|spokes\w+|police))?)\s(?:(?:has|had|have|was|were|is|are|"
    r"struck|gave|took|made|put|went|did|does|rejects|denies|dismisses|disputes|welcomes|"
    r"condemns|calls|insists|wants|agrees|disagrees|goes|sees|offers|paints|sounds)\s.*|[a-z]{2,}ed\s.*)",
)
"""A name and what its owner does, of which the name is wanted alone."""


def bare_name(words: str, language: str) -> str:
    """Return the name of somebody without their office, and without what they do."""
    words = _COLLEAGUES[language].sub("", _WHERE_OF[language].sub("", words))
    words = _OWN[language].sub("", _WHO[language].split(words)[0])
    of = _OF_BODY[language].fullmatch(words)
    words = words if of is None else of["who"]
    does = _AND_DOES[language].fullmatch(words)
    words = words if does is None else does["who"]
    titled = _TITLE_OF[language].fullmatch(words)
    return words if titled is None else titled["who"]


def without_portfolio(words: str, language: str) -> str:
    """Return a name without the office before it: `of the Interior Bo Karr`."""
    return _PORTFOLIO[language].sub("", words)


def without_title(low: str, titles: PhraseTable, language: str) -> str:
    """Return a surname without what somebody is: `minister karr`, `ms karr`."""
    before = titles.find(low)
    rest = low[before[-1].end :].strip(" .") if before else ""
    return rest or _TITLED[language].sub("", low)


def is_of_another(before: str, language: str) -> bool:
    """Tell whether a name behind these words is a part of another's."""
    return bool(_NO_SUBJECT[language].search(before)) and not _FOR[language].search(
        before
    )


def keys_of(actor: NamedThing) -> tuple[set[str], set[tuple[str, ...]]]:
    """Return the names of an actor, and their words in any order, to compare by."""
    names = names_of(actor)
    return {fold(name) for name in names}, {content(name) for name in names}


def names_of(named: NamedThing) -> list[str]:
    """Return all names that a thing has."""
    return [*named["label"], *named["altLabel"], *named["hiddenLabel"]]
