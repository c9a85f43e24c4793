"""Whose papers say something: surveys, polls, studies, records, and what is in them."""

from __future__ import annotations

import re

from kg.draft.lexicon import Phrase
from kg.draft.meant import Meant
from kg.draft.naming import SOMEBODY, DraftSpeaker, as_new
from kg.draft.passage import DraftSentence
from kg.draft.saying import Saying
from kg.draft.wording import Wording

_NOUNS = (
    r"polls?|polling|surveys?|study|studies|analysis|assessment|census|audit|"
    r"investigation|inquiry|research|paper|filings?|documents?|e-?mails?|memos?|cables?|letters?|"
    r"website|count|tally|figure|estimate|report|records|data|"
    r"figures|statistics|numbers"
)
_NOUN = Wording("papers.noun", rf"\b(?:{_NOUNS})\b", re.IGNORECASE)
_PAPER = Wording(
    "papers.paper",
    r"\b(?P<det>(?:(?:the|an?|another|one|this|that|these|its|their|his|her|our|my)\s)?)(?:new\s)?"
    r"(?P<whose>(?:(?!(?:in|on|at|by|from|to|with|an?|the|another|this|that|these|its|their|"
    r"his|her|one|and|or|but|while|as|of|for|is|was|were|are|has|had|have|said|says?|show|"
    r"shows|showed|found|who|which|when|according|new|there|it|they|he|she)\s)"
    r"[\w./&'\u2019-]+\s(?:(?:of|for|and)\s(?:the\s)?(?=(?-i:[A-Z])))?){0,6}?)"
    rf"(?P<paper>{_NOUNS})\b(?!['\u2019-])",
    re.IGNORECASE,
)
_COUNTS = ("count", "tally", "figure", "estimate")
"""Numbers that are whose they are said to be: `the ministry's count is 300`."""

_BARE = ("data", "figures", "statistics", "numbers", "records")
"""What a text of an office has of its own: `Figures published on Monday show`."""

_ELSEWHERE = Wording(
    "papers.elsewhere",
    r"\b(?:polls?|polling|filings?|dossier|documents?|investigation|inquiry|e-?mails?|memos?|cables?|letters?|released|published|"
    r"issued|commissioned|seen|obtained|reviewed|leaked|separate|independent)\b",
    re.IGNORECASE,
)
"""What is somebody else's, where nobody is named; a survey may be the text's own."""

_SHOWS = Wording(
    "papers.shows",
    r"(?P<more>(?:\s(?:by|from|of|for|on|in|into|among|about|released|published|issued|conducted|"
    r"carried|commissioned|compiled|collected|gathered|shared|seen|obtained|reviewed|"
    r"last|this|early|earlier)\b(?:[^,.;:\"\u201c]|(?<=\d)[,.](?=\d)){0,90}?)?)"
    r"(?P<aside>(?:,\s[^,;:\d\"\u201c]{3,70},)?)\s(?:(?:has|have|had|also|later|now|\w+ly)\s){0,2}"
    r"(?P<verb>(?:found|finds?|finding|show(?:s|ed|n|ing)?|suggest(?:s|ed|ing)?|indicat(?:e|es|ed|ing)|"
    r"estimat(?:e|es|ed|ing)|puts?|putting|conclude[sd]?|reveal(?:s|ed|ing)?|recorded|counted|"
    r"sa(?:ys?|id)|reported|gave|gives?|confirm(?:s|ed)?|document(?:s|ed)|lists|listed|"
    r"(?:is|was|stands?|stood)(?=\s(?:at\s)?(?:about\s|some\s|around\s|over\s|nearly\s)?\d)|"
    r"ha[ds](?=\s(?:\w+\s){0,3}at\s|\s\d))\b)(?!\s*[.,\"\u201d]|\s*$)",
)
_MORE = Wording(
    "papers.more",
    r"(?P<more>\s(?:(?:\w+ed|carried\sout|on\s\w+day|in\s\w+|this\s\w+|last\s\w+)\s)*by\s[^,.;:\"\u201c]{3,60})",
)
_BY = Wording(
    "papers.by",
    r"(?<!seen\s)(?<!obtained\s)(?<!reviewed\s)\bby\s(?P<who>[^,]{3,60}?)"
    r"(?=$|,|\s(?:released|published|issued|on|in|last|this|that|of\s\d|which|and\sseen|early|"
    r"earlier|found|show|shows|showed|suggests|puts|put|says|said|is|was|were|has|had)\b)",
)
_WITHIN = Wording("papers.within", r"\bin\s$", re.IGNORECASE)
_COMMA = Wording(
    "papers.comma",
    r"(?P<more>(?:\s(?:by|from|of|for|on|released|published|issued|conducted|carried|"
    r"commissioned|last|this|early)\b[^,.;:\"\u201c]{0,90}?)?),\s",
)
_OWN = re.compile(r"(?P<who>.+)['\u2019]s?\s(?:[a-z-]+\s){0,3}$", re.IGNORECASE)
_NAME = re.compile(
    r"(?P<who>[A-Z][\w./&'\u2019-]*(?:\s(?:(?:of|for|and|the)\s){0,2}[A-Z][\w./&'\u2019-]*)*)"
    r"\s(?:[a-z-]+\s){0,3}$"
)
_SHOWS_BEHIND = Wording(
    "papers.shows_behind",
    r"\s(?:found|finds|shows?|showed|suggests?|suggested|indicates?|indicated|estimates|estimated|"
    r"says|said|reveals?|revealed|concluded)(?=\s*[.,;]|\s*$)",
)
_FIRST = Wording(
    "papers.first", r"\W*(?:(?:[Bb]ut|[Aa]nd|[Yy]et|[Ss]till),?\s)?[Ii]n\s"
)
"""What stands before a paper with which a sentence begins: `In a survey, 40 …`."""

_CLOSES = Wording(
    "papers.closes",
    r"(?:\s(?:published|released|this|last|in|on|from)\s[^,;.\d]{2,40})?\s*(?:[.,;]|$)",
)
_DEFINITE, _OURS = ("the", "this", "that", "these"), ("our", "my")
_WHEN = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|"
    r"July|August|September|October|November|December|New|Recent|Official|Internal|Latest|"
    r"The|Final|Leaked|Early|Other|Several|Many|Some|Two|Three|Both|\w+(?:ion|ing|ary|al|ite|ble|ed|nt)"
)
"""Capitals that are no name of whoever has a paper: `Registration figures show`."""


def is_paper(words: str, language: str) -> bool:
    """Tell whether words are of a paper, and not of who says it: `a survey in May`."""
    return _PAPER[language].search(words) is not None


class Papers:
    """The papers that a text tells of, and whose they are."""

    def __init__(self, meant: Meant) -> None:
        self._meant = meant
        self._whose = dict[str, DraftSpeaker]()
        self.own = set[int]()
        """Where the verbs begin of papers that are the text's own."""

    def sayings(
        self, sentence: DraftSentence, last: DraftSpeaker | None
    ) -> list[Saying]:
        """Return what papers say in a sentence: `a UNHCR survey found that 300 …`.

        `The survey` is whose survey was told of before; where none was, it is the
        text's own.
        """
        text, language, result = (
            sentence.passage.text,
            sentence.language,
            list[Saying](),
        )
        if _NOUN[language].search(text, sentence.start, sentence.end) is None:
            return result  # as of most sentences, which is told sooner
        for match in _PAPER[language].finditer(text, sentence.start, sentence.end):
            end, head = match.end(), text[sentence.start : match.start()]
            shows = _SHOWS[language].match(text, end, sentence.end)
            inside = _WITHIN[language].search(head)
            comma = inside and _COMMA[language].match(text, end, sentence.end)
            more = shows or comma or _MORE[language].match(text, end, sentence.end)
            own = match.span("whose")
            if any(w.start < own[1] and own[0] < w.end for w in sentence.dates):
                continue  # `last year's survey`
            if match["paper"].casefold() in _COUNTS and not _OWN.fullmatch(
                match["whose"]
            ):
                continue
            beside = more["more"] if more else ""
            beside += shows["aside"] if shows else ""
            who = self._owner(match, beside, last)
            if who is None:
                if shows and match["det"].strip().casefold() in (*_DEFINITE, *_OURS):
                    self.own.add(shows.start("verb"))
                continue
            self._whose[_singular(match["paper"])] = who
            if shows is not None:
                # the days of `its count of May is 300` are those of the count
                count = match["paper"].casefold() in _COUNTS
                span = match.span("paper") if count else shows.span("verb")
                cue, stop = Phrase(*span, ""), sentence.end
                stop = sentence.clause(shows.end()).end if count else stop
                result.append(Saying(cue, who, cue.end, stop))
            elif comma and _FIRST[language].fullmatch(head):
                cue = Phrase(match.start(), comma.end(), "")
                result.append(Saying(cue, who, cue.end, sentence.end))
            elif (behind := self._behind(sentence, match, more)) is not None:
                result.append(Saying(behind, who, sentence.start, match.start()))
        return result

    def _behind(
        self, sentence: DraftSentence, match: re.Match[str], more: re.Match[str] | None
    ) -> Phrase | None:
        """Return a paper that is named behind what stands in it: `…, a poll shows`."""
        text, language = sentence.passage.text, sentence.language
        end = match.end() if more is None else more.end()
        shows = _SHOWS_BEHIND[language].match(text, match.end(), sentence.end)
        head = text[sentence.start : match.start()]
        if shows is not None and head.rstrip().endswith(","):
            return Phrase(match.start(), shows.end(), "")
        inside = _WITHIN[language].search(head) and head[:-3].strip()
        closes = _CLOSES[language].match(text, end, sentence.end)
        if inside and closes and match["det"].strip().casefold() not in _DEFINITE:
            return Phrase(match.start(), end, "")
        return None

    def _owner(
        self, match: re.Match[str], more: str, last: DraftSpeaker | None
    ) -> DraftSpeaker | None:
        """Return whose paper it is; somebody's, if it is a new one of nobody."""
        language, whose = self._meant.language, match["whose"]
        det, paper = match["det"].strip().casefold(), match["paper"].casefold()
        if det in _OURS:
            return None
        by = _BY[language].search(more)
        own = _OWN.fullmatch(whose) or _NAME.search(whose)
        if by is not None:
            return self._named(by["who"], match.end(), last)
        the = match["det"] if det in ("the", "this", "that") else ""
        if own is not None and not _WHEN.fullmatch(own["who"]):
            return self._named(the + own["who"], match.start("whose"), last)
        body = whose.split()[-1:]
        if (
            body
            and body[0].casefold() != "official"
            and self._meant.is_speaking(body[0])
        ):
            return self._named(the + whose.strip(), match.start("whose"), last)
        if det in ("its", "their", "his", "her"):
            pronoun = {"its": "it", "their": "they", "his": "he", "her": "she"}[det]
            who = self._meant.of(pronoun, match.start(), last)
            return None if who is None else who[0]
        if det in _DEFINITE:
            others = paper.startswith("poll")  # which no text has of its own
            return self._whose.get(_singular(paper), SOMEBODY if others else None)
        others = _ELSEWHERE[language].search(f"{whose}{paper}{more}") is not None
        return SOMEBODY if others and paper not in _BARE else None

    def _named(self, words: str, start: int, last: DraftSpeaker | None) -> DraftSpeaker:
        who = self._meant.of(words, start, last)
        return as_new(words, self._meant.language) if who is None else who[0]


def _singular(paper: str) -> str:
    return {"studies": "study", "polling": "poll"}.get(paper, paper.removesuffix("s"))
