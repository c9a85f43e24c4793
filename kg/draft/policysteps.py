"""Steps of policies, where all of one stands there: `the decree was signed on 3 March`.

A step is drafted where a policy is the subject of a verb that says what became of it,
and a date stands beside it. What is doubted, denied or has no date is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from kg.draft.dates import When
from kg.draft.figures import Characters, Draft, FigureDrafter, Unplaced
from kg.draft.leading import BEGINS_SINCE
from kg.draft.lexicon import Phrase, by_code, tables
from kg.draft.manner import Manner
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.quoting import speaker_of
from kg.draft.things import Mentioned
from kg.draft.wording import Wording

_HELPS = (
    r"(?:\s(?P<helps>was|were|has\sbeen|have\sbeen|had\sbeen|is|are|has|"
    r"had|will\sbe|would\sbe|will|would|is\sto\sbe|is\sto|could\sbe|could|may\sbe|may|might\sbe|"
    r"might))?(?:\s(?:not|never|also|then|formally|finally|officially|later|first|again|"
    r"already|\w+ly))?(?:\s(?:been|be))?\s"
)
_WORDS = r"(?:[^,.;:\"\u201c\u201d]|(?<=\d)[,.](?=\d))"
_FINITE = (
    r"(?!\b(?:that|which|who|whom|when|where|while|after|before|because|as|stays?|remains?|"
    r"said|says|was|were|is|are|has|have|had|will|would|(?:and|but)\s(?:the|an?|its|their))\b)"
)
_OF = (
    r"(?P<of>\s(?:on|against|to|for|of|with|between|in|at|from|under|over|allowing|"
    r"requiring|barring|banning)\b(?:" + _FINITE + _WORDS + r"){2,80}?"
    r"|\s(?:that|for\swhich|under\swhich)\b" + _WORDS + r"{2,80}?)?"
)
_BETWEEN = Wording(
    "policysteps.between", _OF + r"(?:,[^,.;]{3,80},)?" + _HELPS, re.IGNORECASE
)
"""Between a policy and the verb that says what became of it."""

_WHICH = Wording(
    "policysteps.which",
    _OF + r",?\s(?:which|that)(?:" + _HELPS + r"|\s(?:[\w.'\u2019-]+\s){1,6}?)",
    re.IGNORECASE,
)
"""Before the verb of what is told beside: `, which was signed`, `that they signed`."""

_PARTICIPLE = Wording(
    "policysteps.participle",
    _OF + r"(?:,\s[a-z]+ed\s[^,.;]{2,40}\sand|,)?\s(?:\w+ly\s|first\s)?",
    re.IGNORECASE,
)
"""Before the verb in `the law, adopted in May,` and `the rule announced on Monday`."""

_OF_IT = Wording("policysteps.of_it", r"\b(?:of|for|at)\s\Z", re.IGNORECASE)
"""Before a policy behind which a participle is of something else, if no comma parts."""

_IN_FORCE = Wording(
    "policysteps.in_force", r"in\s(?:force|effect|place)\b", re.IGNORECASE
)
"""What has been so since a step was taken."""

_BY_SO_LONG = Wording(
    "policysteps.by_so_long",
    r"\s(?:by\s[\w\s]{2,20}?\s(?:years?|months?|weeks?|days)\s)?",
)
"""Between a verb and the policy that is its object: `extended by a year the visa`."""

_BEFORE = Wording(
    "policysteps.before",
    r"(?:\b(?P<helps>will|would|could|may|might|has|have|had|(?:is|are|was|were)\sto|"
    r"(?:(?<!\bthe\s)(?<!\ba\s)(?<!\bits\s)(?<!\btheir\s)(?<!\bno\s)plan|plans|planned|"
    r"intend(?:s|ed)?|set|due|going|decided|agreed|voted|vow(?:s|ed)|promise[sd]|"
    r"threaten(?:s|ed|ing)?)\sto)\s|[\w.)\"\u201d]\s(?<!\bwho\s)(?<!\bthat\s)(?<!\bwhich\s))"
    r"(?:also\s|then\s|formally\s|finally\s|\w+ly\s)?\Z",
    re.IGNORECASE,
)
"""Before a verb that has a policy as its object, who did it or will."""

_TO_DO = Wording("policysteps.to_do", r"\bto\s(?:\w+ly\s)?\Z", re.IGNORECASE)
"""Before a verb, that its step is wanted, asked for or feared, and not taken."""

_INSIDE = Wording(
    "policysteps.inside",
    r"(?<![\w'\u2019-])(?!(?:that|after|before|when|since|until|till|while|as|and|but|or|because|"
    r"although|though|where|once|then|later|now|how|said|says|if|whether|also|so|today|"
    r"yesterday|[a-z]+day|[a-z]+ly|19\d\d|20\d\d|january|february|march|april|may|june|"
    r"july|august|september|october|november|december)\s)[\w'\u2019-]+\s\Z",
    re.IGNORECASE,
)
"""Before a policy that is no subject: `critics of the law`, `to lift the ban`."""

_NO_FINITE = Wording(
    "policysteps.no_finite",
    r"sign|ratify|adopt|pass|enact|approve|introduce|impose|suspend|pause|freeze|resume|"
    r"reinstate|restart|launch|strike down|revoke|repeal|rescind|lift|scrap|abolish|"
    r"cancel|annul|end|start|begin|extend|prolong|renew|propose",
    re.IGNORECASE,
)
"""Forms of verbs that tell a step only with another verb: `levantar`, `to lift`."""

_AHEAD = Wording(
    "policysteps.ahead",
    r"will|would|(?:is|are|was|were) to|plan|intend|set|due|going|decided|agreed|voted|"
    r"vow|promise",
    re.IGNORECASE,
)
_THREATENED = Wording("policysteps.threatened", r"threaten", re.IGNORECASE)
_FORESEEN = Wording("policysteps.foreseen", r"could|may|might", re.IGNORECASE)
_PASSIVE = Wording(
    "policysteps.passive", r"\b(?:was|were|been|be|is|are)$", re.IGNORECASE
)
_NO = Wording(
    "policysteps.no", r"\b(?:not|n['\u2019]t|never|no longer|if|unless|whether)\b", re.I
)
_DETERMINED = Wording(
    "policysteps.determined",
    r"(?:the|its|a|an|their|his|her|this)\s"
    r"(?:(?!(?:the|its|an?|their|his|her|this|that|on|of|to|for|against|with|in|by|from|and|"
    r"or|who|which|was|were|is|are|has|had|have|under|over|about|at|as|lifted|passed|signed|"
    r"adopted|approved|announced|suspended|imposed|introduced|ended|began|started|resumed|"
    r"revoked|repealed|rescinded|scrapped|abolished|unveiled|paused|tabled|ratified|enacted|extended|renewed|launched)"
    r"\b)\w[\w-]*\s){0,3}?",
)
_BARE = Wording(
    "policysteps.bare",
    r"(?-i:(?:(?:[Tt]he|[Aa]n?|[Ii]ts)\s)?(?:[a-z]+\s)?(?:[A-Z][\w-]+\s(?:(?:and|of|on|for)\s)?|"
    r"\([A-Z]\w+\)\s){1,5}(?:Act|Law|Plan|Pact|Programme|Program|Agreement|Compact|Scheme|"
    r"Initiative|Directive|Decree|Visa|Bill|Order|Regulation|Policy|Strategy|Protocol|Code))\b"
    r"|(?-i:(?:Directive|Decree|Law|Regulation|Order|Proclamation|Resolution)\s"
    r"(?:No\.?\s)?\d[\d/-]*)"
    r"|(?<!\bof\s)(?<!\bfor\s)(?:(?!(?:of|on|to|for|with|in|by|and|or|the|their|its|all)\b)"
    r"[a-z][\w-]*\s){0,2}(?:permits|visas|restrictions|sanctions|quotas|controls|curbs)\b",
)
"""Policies that have a title, and several of a kind: `work permits`."""

_TO_ITS_DATE = Wording(
    "policysteps.to_its_date",
    r"[\s,(]*(?:(?:on|in|at|as\sof|with\seffect\sfrom|effective|early|late|earlier|later|"
    r"back|again|only|just|the|last|this|midnight|\w+ly)[\s,]+)*"
    r"|\s(?:by|on|against)\s(?!.*\b(?:and|but|or|who|which|that|after|before|when|until|till|"
    r"pending|for|"
    r"was|were|has|had|have|will|would|said|be|from|since)\b)[^,;:.\d]{2,70}?(?:\s(?:on|in))?\s?",
    re.IGNORECASE,
)
"""Between a step and its day, who did it: `struck down by a court in Teln in May`."""

_IN_A_PLACE = Wording(
    "policysteps.in_a_place",
    r"(?:\sby\s[^,;:.\d]{2,40}?)?\s(?:in|at)\s[^,;:.\d]{2,40}?\s(?:on|in)?\s?",
    re.IGNORECASE,
)
"""Between a step that is taken for all and its day: `signed in Brask on 6 May`."""

_FOR_ALL = (
    *("signed", "adopted", "announced", "proposed", "ratified", "annulled"),
    *("enjoined", "held-unlawful"),
)
"""Steps that are taken somewhere, and not for that place alone."""

_DATE_WITHIN = 25
"""Characters behind a verb in which a date ends that begins with `since`."""

_FRONTED = Wording(
    "policysteps.fronted",
    r",?\s(?:when\s)?(?:(?!(?:who|which|that|after|before|until|and|but|said|says|told|was|were|"
    r"had|has|have)\b)[\w.'\u2019-]+\s){0,8}",
    re.IGNORECASE,
)
"""Between a day that comes first and its step: `In May, the government lifted it`."""

_PRESENTLY = Wording(
    "policysteps.presently",
    r"(?:takes?|comes?|enters?|goes?|begins?|starts?|expires?|ends?|lapses?)\b",
    re.IGNORECASE,
)
"""Verbs of steps in the present, beside a day: `the law takes effect on 1 January`."""

_PART_OF_IT = Wording(
    "policysteps.part_of_it",
    r"\b(?:drafts?|parts?|cop(?:y|ies)|versions?|texts?|amendments?|clauses?|sections?|"
    r"provisions?|articles?|chapters?|elements?|bulk|most|much|some|half|none)\s"
    r"(?:of|to|in|from)\s(?:the\s|its\s|this\s)?\Z",
    re.IGNORECASE,
)
"""Before a policy of which only a part is told."""

_NOT_WHOLLY = Wording(
    "policysteps.not_wholly",
    r"\b(?:nearly|almost|partly|partially|largely|virtually|effectively|temporarily|"
    r"not\syet|(?:first|second|preliminary)\s(?:reading|vote)|in\sprinciple|in\scommittee)\b",
    re.IGNORECASE,
)
_PUT_RIGHT = Wording(
    "policysteps.put_right",
    r"\b(?:in fact|actually|at first|first said|initially|originally|mistakenly|"
    r"wrongly|in error|by mistake)\b",
    re.IGNORECASE,
)
_VERBS = 3
"""How many verbs of steps behind a policy are tried to be its own."""

_NEW = "new: "
"""What stands before the words for a policy that the project does not define."""

_DOUBT = ("alleged", "denied", "threatened", "concern", "tentative")


class _Step(NamedTuple):
    """A verb of a step, its modal verb, and where the words for the policy end.

    ``aside`` is whether it is told beside what the sentence tells.
    """

    verb: Phrase
    helps: Phrase
    end: int
    aside: bool = False


class PolicySteps:
    """Finds the steps of policies that a text tells."""

    def __init__(self, passage: DraftText, figures: FigureDrafter) -> None:
        self.passage, self._figures = passage, figures
        self.language = passage.language
        language = passage.language
        nouns = tables()[language]["policy"]["nouns"]
        longest = sorted(nouns, key=lambda noun: (-len(noun), noun))
        listed = "|".join(map(re.escape, longest))
        determined = _DETERMINED[language].pattern
        follows = rf"(?!\s(?:{listed})\b)"
        bare = _BARE[language].pattern
        self._policy = re.compile(
            rf"\b(?:{determined}(?:{listed})\b{follows}|{bare})", re.IGNORECASE
        )
        self._verbs = by_code(language, "step")
        self._doubts = by_code(language, "modality")
        self.drafts: list[Draft] = []
        self.unplaced: list[Unplaced] = []

    def run(self) -> None:
        """Draft the steps of a text; those that are not sure are in ``unplaced``."""
        if not self._verbs.codes:
            return  # a language without words for what becomes of policies
        for sentence in self.passage.sentences:
            for start, end, policy in self._policies(sentence):
                for step in self._steps(sentence, start, end):
                    self._step(sentence, start, policy, step)

    def _policies(self, sentence: DraftSentence) -> list[tuple[int, int, str]]:
        """Return the policies that a sentence names: where, and their id or words."""
        things, text = self.passage.things, self.passage.text
        known = [
            (name.start, name.start + _name_length(text, name), thing.id)
            for name in sentence.names
            for thing in name.things
            if len(name.things) == 1 and things.is_a(thing, "Policy")
        ]
        new = [
            (match.start(), match.end(), _NEW)
            for match in self._policy.finditer(text, sentence.start, sentence.end)
            if not any(a < match.end() and match.start() < b for a, b, _ in known)
        ]
        return sorted(known + new)

    def _step(
        self, sentence: DraftSentence, start: int, policy: str, step: _Step
    ) -> None:
        verb, helps, end, aside = step
        if policy.startswith(_NEW):
            policy = _NEW + " ".join(self.passage.text[start:end].split())
        clause = Clause(min(start, verb.start), max(end, verb.end))
        if not helps.code and _PRESENTLY[self.language].match(
            self.passage.text, verb.start, verb.end
        ):
            coming = self._when(sentence, clause, verb.code, ahead=True)
            day = self.passage.published.isoformat()
            if coming is not None and coming.edtf >= day[: len(coming.edtf)]:
                helps = Phrase(verb.start, verb.end, "planned")
        ahead = bool(helps.code)
        when = self._when(sentence, clause, verb.code, ahead=ahead)
        text = self.passage.text
        if when is not None and self._verbs.find(text, clause.end, when.start):
            when = None  # `was lifted and reinstated on Friday`
        within = Clause(sentence.start, sentence.end)
        if aside and when is not None:  # `the pact, signed in 2016, was never applied`
            within = Clause(clause.start, max(clause.end, when.end))
        reason = self._doubt(sentence, within, when, but=helps.code)
        through = clause.end if when is None else max(clause.end, when.end)
        if _PART_OF_IT[self.language].search(
            text, sentence.start, start
        ) or _NOT_WHOLLY[self.language].search(text, clause.start, through):
            reason = "a step of a part of a policy, or one that is not whole"
        if reason or when is None:
            self.unplaced.append(Unplaced(clause.start, clause.end, reason))
            return
        speakers = self._figures.speakers
        saying = speakers.of(sentence, start)
        says = {"type": "PolicyEvent", "policyEventOf": policy}
        says |= {"policyEventType": verb.code, "period": when.edtf}
        self.drafts.append(
            Draft(
                start=clause.start,
                end=max(clause.end, when.end),
                number=Characters(verb.start, verb.end),
                speaker=speaker_of(speakers, sentence, [start], saying),
                manner=Manner(helps.code, helps) if ahead else Manner(),
                summary=f"{policy.removeprefix(_NEW)}, {verb.code}, {when.edtf}.",
                says=says,
                rule="step",
            )
        )

    def _steps(self, sentence: DraftSentence, start: int, end: int) -> Iterator[_Step]:
        """Yield what a sentence says became of a policy.

        Right before it, as in `lifted the ban`, and behind it: `the ban, imposed in
        2019, was lifted`.
        """
        text = self.passage.text
        before = self._verbs.find(text, sentence.start, start)[-1:]
        if before and _BY_SO_LONG[self.language].fullmatch(text, before[0].end, start):
            ahead = _BEFORE[self.language].search(text, sentence.start, before[0].start)
            alone = _NO_FINITE[self.language].fullmatch(text, *_bounds(before[0]))
            wanted = alone is not None and ahead is not None and not ahead["helps"]
            if ahead is not None and not wanted and self._is_done(before[0]):
                yield _Step(before[0], _modal(ahead, self.language), end)
            # `quiere levantar la prohibición` is none
        inside = _INSIDE[self.language].search(text, sentence.start, start)
        if any(date.end == start - 1 for date in sentence.dates):
            inside = None  # `on 3 March the ban was lifted`
        for verb in self._verbs.find(text, end, sentence.end)[:_VERBS]:
            step = self._of_policy(start, end, verb, inside=inside is not None)
            if step is not None:
                yield step

    def _of_policy(
        self, start: int, end: int, verb: Phrase, *, inside: bool
    ) -> _Step | None:
        """Return the step that a verb behind a policy tells, None where of another.

        ``inside`` is whether the policy is no subject of its clause.
        """
        text, language = self.passage.text, self.language
        alone = _NO_FINITE[language].fullmatch(text, *_bounds(verb)) is not None
        own = self._by_itself(verb)
        for pattern in (_WHICH,) if inside else (_WHICH, _BETWEEN):
            between = pattern[language].match(text, end)
            if between is None or between.end() != verb.start:
                between = pattern[language].fullmatch(text, end, verb.start)
            if between is None:
                continue
            helps = between["helps"] or ""
            passive = between[0].rstrip().endswith((" been", " be"))
            passive |= _PASSIVE[language].search(helps) is not None
            either = passive and self._is_done(verb)
            theirs = pattern is _WHICH and between["helps"] is None and not own
            if _IN_FORCE[language].match(text, verb.start):
                passive = either = False
            if own != passive or either or (theirs and not alone):
                of = between.groupdict().get("of") or ""
                aside = pattern is _WHICH
                return _Step(verb, _modal(between, language), end + len(of), aside)
        if own or alone:
            return None
        beside = _PARTICIPLE[language].fullmatch(text, end, verb.start)
        if beside is None:
            return None
        if inside and "," not in beside[0] and _OF_IT[language].search(text, 0, start):
            return None
        end += len(beside.groupdict().get("of") or "")
        return _Step(verb, Phrase(start, start, ""), end, aside=True)

    def _is_done(self, verb: Phrase) -> bool:
        """Tell whether a verb may have a policy as its object: `resumed the drive`."""
        word = self.passage.text[verb.start : verb.end].casefold()
        either = tables()[self.language]["policy"].get("either", ())
        return not self._by_itself(verb) or word in either

    def _by_itself(self, verb: Phrase) -> bool:
        """Tell whether a verb has the policy as its subject: `expired`."""
        word = self.passage.text[verb.start : verb.end].casefold()
        return word in tables()[self.language]["policy"]["happens"]

    def _when(
        self, sentence: DraftSentence, clause: Clause, code: str, *, ahead: bool
    ) -> When | None:
        """Return the date of a step: right behind it, or first in its sentence."""
        dates = sentence.dates_ahead if ahead else sentence.dates
        text = self.passage.text
        right = re.compile(r"\s(?:\w+ly\s)?")
        near = [
            d
            for d in dates
            if d.edtf
            and d.end < clause.start
            and right.fullmatch(text, d.end, clause.start)
        ]
        near = near or [d for d in dates if d.edtf and self._is_behind(clause.end, d)]
        if not near and code in _FOR_ALL:
            place = _IN_A_PLACE[self.language]
            near = [d for d in dates if place.fullmatch(text, clause.end, d.start)]
        near = near or [d for d in dates if d.edtf and self._is_fronted(d, clause)]
        if near and BEGINS_SINCE[self.language].match(near[0].words):
            return replace(near[0], edtf=near[0].edtf.partition("/")[0])
        return near[0] if near and "/" not in near[0].edtf else None

    def _is_behind(self, place: int, when: When) -> bool:
        gap = self.passage.text[place : max(place, when.start)]
        by = _TO_ITS_DATE[self.language].fullmatch(gap)
        around = when.start < place < when.end  # `since the campaign began in 2023`
        around &= BEGINS_SINCE[self.language].match(when.words) is not None
        around &= when.end - place <= _DATE_WITHIN
        return around or (when.start >= place and by is not None)

    def _is_fronted(self, when: When, clause: Clause) -> bool:
        text = self.passage.text
        gap = text[when.end : max(when.end, clause.start)]
        return (
            when.end <= clause.start
            and _FRONTED[self.language].fullmatch(gap) is not None
        )

    def _doubt(
        self, sentence: DraftSentence, within: Clause, when: When | None, *, but: str
    ) -> str:
        """Return why a step is no draft, "" if it is one.

        ``within`` is where no denial may stand; ``but`` the manner that its own verb
        gives.
        """
        text = self.passage.text
        doubts = self._doubts.find(text, sentence.start, sentence.end)
        doubted = any(d.code in _DOUBT and d.code != but for d in doubts)
        none = self._figures.manners.undone.none
        doubted = doubted or any(
            none[name].find(text, sentence.start, sentence.end)
            for name in ("corrected", "open")
        )
        doubted = doubted or _PUT_RIGHT[self.language].search(sentence.text) is not None
        if doubted or _NO[self.language].search(text, within.start, within.end):
            return "a step of a policy, and a word of doubt, of denial or a condition"
        if sentence.text.rstrip("\"'\u201d\u2019").endswith("?"):
            return "a step of a policy, in a question"
        return "" if when is not None else "a step of a policy, and no day beside it"


def _modal(match: re.Match[str], language: str) -> Phrase:
    """Return the modal verb of a step, with the manner that it gives."""
    helps = match["helps"] or ""
    code = "planned" if _AHEAD[language].match(helps) else ""
    code = "predicted" if _FORESEEN[language].match(helps) else code
    code = "threatened" if _THREATENED[language].match(helps) else code
    return Phrase(match.start("helps"), match.end("helps"), code)


def _bounds(phrase: Phrase) -> tuple[int, int]:
    return phrase.start, phrase.end


def _name_length(text: str, name: Mentioned) -> int:
    """Return the length of a name, without what a comma parts from it."""
    return len(text[name.start : name.end].partition(",")[0])
