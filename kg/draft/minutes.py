"""Whose turn it is to speak in minutes, on the radio, and in an interview."""

from __future__ import annotations

import re

from kg.draft.meant import Meant
from kg.draft.naming import SOMEBODY, DraftSpeaker
from kg.draft.passage import DraftSentence, DraftText
from kg.draft.wording import Wording

_LABELLED = re.compile(
    r"^[ \t]*(?P<who>(?:(?:El|La|Le)\s(?:[a-zéñ]{3,9}a?)\s(?=[A-Z\u00c0-\u00de]))?"
    r"[A-Z\u00c0-\u00de][\w'\u2019.-]*"
    r"(?:\s(?:[A-Z\u00c0-\u00de][\w'\u2019.-]*|of|for|the|and|de|del|van|von|al|el)){0,7}?)"
    r"(?:,?\s\((?P<office>[^)\n]{2,60})\))?"
    r"(?:,\s(?P<title>[^:.\n]{2,60}?))?(?:\s?:|\.\s?[\u2014\u2013]|\s[\u2014\u2013])\s",
    re.MULTILINE,
)
"""What stands before a speech in minutes and on the radio: `Mr Lunt (Reform): …`."""

_PRESENTED = Wording(
    "minutes.presented",
    r"(?:^|[.!?\"\u201d]\s+)(?P<who>[A-Z][\w'\u2019-]+(?:\s(?:[a-z]{2,3}\s)?[A-Z][\w'\u2019-]+){1,3})"
    r"(?:,\s|\s(?:is|was|has|heads|runs|leads|directs|works|worked|spent|teaches|chairs|"
    r"founded|coordinates|represents|became|left|fled|came|arrived|manages|lives)\b)",
    re.MULTILINE,
)
"""Who is presented above an interview."""

_ASKED = 3
"""Paragraphs that are a question, from which on a text is an interview."""

_SHORT_QUESTION = 160
_FIRST_PERSON = Wording("minutes.first_person", r"\b(?:I|we|my|our|us)\b")
_COURTESY = Wording(
    "minutes.courtesy",
    r"^(?:(?:The|Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Hon|Deputy|Senator|Madam|Councillor|Cllr)"
    r"\.?\s)+",
)
"""Before a name in minutes, what is no part of it."""

_OFFICE = Wording(
    "minutes.office",
    r"\b(?:Minister|Secretary|Chair|Chairman|Chairwoman|Chairperson|Commissioner|President|"
    r"Speaker|Spokesperson|Spokesman|Spokeswoman|Director|Ombudsman|Mayor|Governor|Judge|"
    r"Counsel|Rapporteur|Convener|Moderator)\b",
)
_A_PERSON = re.compile(
    r"[A-Z][\w'\u2019.-]+(?:\s(?:[a-z]{1,3}\s)?[A-Z][\w'\u2019.-]+)+"
)
_SPEAKS = Wording(
    "minutes.speaks", r"\s*[\"\u201c]?(?:[^.?!]{0,80}?\s)?(?:I|[Ww]e|[Mm]y|[Oo]ur)\b"
)
"""How a speech begins behind its label, in the first person."""

_ASKS = re.compile(r"[^.!\n]*\?")
"""A speech that is a question: whoever stands before it asks."""


def whose_turn(passage: DraftText, meant: Meant) -> dict[int, DraftSpeaker]:
    """Return who speaks in each sentence of minutes, by where it begins.

    A text is minutes where lines begin with a name and a colon, and with one of these
    names more than once, or with two that are known.
    """
    labels = list(_LABELLED.finditer(passage.text))
    names = [_surname(_person(match, passage.language)) for match in labels]
    known = _known(labels, meant)
    alone = len({*names}) == len(names) and len(known) < 2
    if len(labels) < 2 or (alone and not _are_speakers(passage, labels)):
        return _interview(passage, meant)
    speaking = dict[int, DraftSpeaker]()
    who: DraftSpeaker | None = None
    for sentence in passage.sentences:
        begun = [match for match in labels if match.start() <= sentence.start]
        begins = passage.paragraph(sentence.start)
        if begun and begun[-1].start() >= begins:
            words = _bare(_person(begun[-1], passage.language), passage.language)
            new = DraftSpeaker(f"new: {words}") if len(words) > 1 else SOMEBODY  # `A:`
            who = known.get(_surname(words), new)
            meant.called(_surname(words), who)
        elif _begins(sentence) and not _goes_on(passage, sentence.start, labels):
            who = None
        if who is not None:
            speaking[sentence.start] = who
    return speaking


def _goes_on(passage: DraftText, place: int, labels: list[re.Match[str]]) -> bool:
    """Tell whether a paragraph is of the turn before: it, or a later one, has `we`."""
    ends = [m.start() for m in labels if m.start() > place]
    stop = min(ends, default=len(passage.text))
    speaks = _FIRST_PERSON[passage.language].search(passage.text, place, stop)
    return speaks is not None and not passage.is_in_double(speaks.start())


def _bare(words: str, language: str) -> str:
    """Return a name without what is said before it: `Mr Lunt`."""
    return _COURTESY[language].sub("", words)


def _person(label: re.Match[str], language: str) -> str:
    """Return who speaks: `Minister for Integration (Deputy Colm Brady):` is Brady."""
    who, beside = label["who"], _bare(label["office"] or "", language)
    office = _OFFICE[language].search(who) is not None
    return beside if office and _A_PERSON.fullmatch(beside) else who


def _are_speakers(passage: DraftText, labels: list[re.Match[str]]) -> bool:
    """Tell whether labels are of people: with a courtesy, before `I`, `we` or `?`."""
    language = passage.language
    polite = [
        m
        for m in labels
        if _COURTESY[language].match(m["who"].removeprefix("The "))
        or _OFFICE[language].search(m["who"])
    ]
    speaking = [
        m
        for m in labels
        if _SPEAKS[language].match(passage.text, m.end())
        or _ASKS.match(passage.text, m.end())
    ]
    return len({m["who"] for m in (*polite, *speaking)}) > 1


def _known(labels: list[re.Match[str]], meant: Meant) -> dict[str, DraftSpeaker]:
    """Return those of the project who speak, by the last word before the colon."""
    known: dict[str, DraftSpeaker] = {}
    for match in labels:
        words = _bare(match["who"], meant.language)
        beside = [_bare(match[k] or "", meant.language) for k in ("office", "title")]
        for name in (*beside, words, words.title()):
            who = meant.of(name, 1, None) if name else None
            if who is not None and who[0].known:
                known.setdefault(_surname(_person(match, meant.language)), who[0])
    return known


def _surname(words: str) -> str:
    return words.split()[-1].casefold()


def _interview(passage: DraftText, meant: Meant) -> dict[int, DraftSpeaker]:
    """Return who answers where paragraphs are questions: the last named before."""
    speaking = dict[int, DraftSpeaker]()
    asked = [s for s in passage.sentences if _is_asked(s)]
    if len(asked) < _ASKED:
        return speaking
    named = [
        actor
        for sentence in passage.sentences
        if sentence.start < asked[0].start
        for name in sentence.names
        if (actor := meant.actor(name)) is not None
        and passage.things.is_a(actor, "Person")
    ]
    who = DraftSpeaker(named[-1].id) if named else _presented(passage, asked[0].start)
    if who is None:
        return speaking
    questions = {passage.paragraph(s.start) for s in asked}
    for sentence in passage.sentences:
        begins = passage.paragraph(sentence.start)
        if begins > asked[0].start and begins not in questions:
            speaking[sentence.start] = who
    return speaking


def _presented(passage: DraftText, end: int) -> DraftSpeaker | None:
    """Return who is presented before the first question: `Amal Haddad heads the …`."""
    presented = _PRESENTED[passage.language].search(passage.text, 0, end)
    return None if presented is None else DraftSpeaker(f"new: {presented['who']}")


def _is_asked(sentence: DraftSentence) -> bool:
    """Tell whether a paragraph is one short question."""
    passage = sentence.passage
    text, begins = passage.text, passage.paragraph(sentence.start)
    ends = text.find("\n", sentence.end)
    rest = text[sentence.end : len(text) if ends < 0 else ends]
    return (
        begins >= sentence.start
        and sentence.text.endswith("?")
        and not rest.strip()
        and len(sentence.text) < _SHORT_QUESTION
    )


def _begins(sentence: DraftSentence) -> bool:
    return sentence.passage.paragraph(sentence.start) >= sentence.start
