"""Steps of policies, where all of one stands there: `the decree was signed on 3 March`.

A step is drafted where a policy is the subject of a verb that says what became of it,
and a date stands beside it. What is doubted, denied or has no date is listed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.draft.dates import When
from kg.draft.figures import Characters, Draft, FigureDrafter, Unplaced
from kg.draft.leading import BEGINS_SINCE
from kg.draft.lexicon import Phrase, by_code, tables
from kg.draft.manner import Manner
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.quoting import speaker_of
from kg.draft.things import Mentioned
from kg.draft.wording import Wording

_BETWEEN = Wording(
    "policysteps.between",
    r"(?:,[^,.;]{3,80},)?(?:\s(?P<helps>was|were|has\sbeen|have\sbeen|had\sbeen|is|are|has|"
    r"had|will\sbe|would\sbe|will|would|is\sto\sbe|is\sto|could\sbe|could|may\sbe|may|might\sbe|"
    r"might))?(?:\s(?:also|then|formally|finally|officially|later|first|again|already|\w+ly))?\s",
    re.IGNORECASE,
)
"""Between a policy and the verb that says what became of it."""

_BEFORE = Wording(
    "policysteps.before",
    r"(?:\b(?P<helps>will|would|could|may|might|has|have|had|is\sto)\s|[\w.)\"\u201d]\s)"
    r"(?:also\s|then\s|formally\s|finally\s|\w+ly\s)?\Z",
    re.IGNORECASE,
)
"""Before a verb that has a policy as its object, who did it or will."""

_INSIDE = Wording("policysteps.inside", r"(?!)", re.IGNORECASE)
"""Before a policy that only says what another is of: `l'accord sur la loi`."""

_NO_FINITE = Wording("policysteps.no_finite", r"(?!)", re.IGNORECASE)
"""Forms of verbs that tell a step only with another verb: `levantar`, `firmado`."""

_AHEAD = Wording("policysteps.ahead", r"will|would|is to", re.IGNORECASE)
_FORESEEN = Wording("policysteps.foreseen", r"could|may|might", re.IGNORECASE)
_PASSIVE = Wording(
    "policysteps.passive", r"\b(?:was|were|been|be|is|are)$", re.IGNORECASE
)
_NO = Wording(
    "policysteps.no", r"\b(?:not|n['\u2019]t|never|no longer|if|unless|whether)\b", re.I
)
_DETERMINED = Wording(
    "policysteps.determined",
    r"(?:the|its|a|an|their|his|her|this|that)\s(?:[a-z][\w-]*\s){0,3}?",
)
_DATE_WITHIN = 25
"""Characters behind a verb in which the date of a step begins."""

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
    r"\b(?:nearly|almost|partly|partially|largely|virtually|effectively|temporarily)\b",
    re.IGNORECASE,
)
_PUT_RIGHT = Wording(
    "policysteps.put_right",
    r"\b(?:in fact|actually|at first|first said|initially|originally|mistakenly|"
    r"wrongly|in error|by mistake)\b",
    re.IGNORECASE,
)
_DOUBT = ("alleged", "denied", "threatened", "concern", "tentative")


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
        self._policy = re.compile(rf"\b{determined}(?:{listed})\b", re.IGNORECASE)
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
                self._step(sentence, start, end, policy)

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
            (match.start(), match.end(), f"new: {' '.join(match[0].split())}")
            for match in self._policy.finditer(text, sentence.start, sentence.end)
            if not any(a < match.end() and match.start() < b for a, b, _ in known)
        ]
        return sorted(known + new)

    def _step(self, sentence: DraftSentence, start: int, end: int, policy: str) -> None:
        verb, helps = self._verb(sentence, start, end)
        if verb is None:
            return
        clause = Clause(min(start, verb.start), max(end, verb.end))
        if not helps.code and _PRESENTLY[self.language].match(
            self.passage.text, verb.start, verb.end
        ):
            coming = self._when(sentence, clause.end, ahead=True)
            day = self.passage.published.isoformat()
            if coming is not None and coming.edtf >= day[: len(coming.edtf)]:
                helps = Phrase(verb.start, verb.end, "planned")
        ahead = helps.code in ("planned", "predicted")
        when = self._when(sentence, clause.end, ahead=ahead)
        text = self.passage.text
        if when is not None and self._verbs.find(text, clause.end, when.start):
            when = None  # `was lifted and reinstated on Friday`
        reason = self._doubt(sentence, policy, when)
        if _PART_OF_IT[self.language].search(
            text, sentence.start, start
        ) or _NOT_WHOLLY[self.language].search(text, clause.start, clause.end):
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
                summary=f"{policy.removeprefix('new: ')}, {verb.code}, {when.edtf}.",
                says=says,
                rule="step",
            )
        )

    def _verb(
        self, sentence: DraftSentence, start: int, end: int
    ) -> tuple[Phrase | None, Phrase]:
        """Return the verb that says what became of a policy, and its modal verb.

        Behind it, as in `the ban was lifted`, or right before it: `lifted the ban`.
        """
        text = self.passage.text
        none = Phrase(start, start, "")
        between = _BETWEEN[self.language].match(text, end, sentence.end)
        inside = _INSIDE[self.language].search(text, sentence.start, start)
        if between is not None and inside is None:
            verbs = self._verbs.find(text, between.end(), sentence.end)[:1]
            helps = _modal(between, self.language)
            if verbs and verbs[0].start == between.end():
                passive = (
                    _PASSIVE[self.language].search(between["helps"] or "") is not None
                )
                if self._by_itself(verbs[0]) != passive:
                    return verbs[0], helps
        before = self._verbs.find(text, sentence.start, start)[-1:]
        if before and text[before[0].end : start] == " ":
            ahead = _BEFORE[self.language].search(text, sentence.start, before[0].start)
            alone = _NO_FINITE[self.language].fullmatch(text, *_bounds(before[0]))
            if alone is not None and ahead is not None and not ahead["helps"]:
                return None, none  # `quiere levantar la prohibición`
            if ahead is not None and not self._by_itself(before[0]):
                return before[0], _modal(ahead, self.language)
        return None, none

    def _by_itself(self, verb: Phrase) -> bool:
        """Tell whether a verb has the policy as its subject: `expired`."""
        word = self.passage.text[verb.start : verb.end].casefold()
        return word in tables()[self.language]["policy"]["happens"]

    def _when(self, sentence: DraftSentence, place: int, *, ahead: bool) -> When | None:
        """Return the date right behind a verb, if it is one of days."""
        dates = sentence.dates_ahead if ahead else sentence.dates
        near = [d for d in dates if 0 <= d.start - place <= _DATE_WITHIN and d.edtf]
        if near and BEGINS_SINCE[self.language].match(near[0].words):
            return replace(near[0], edtf=near[0].edtf.partition("/")[0])
        return near[0] if near and "/" not in near[0].edtf else None

    def _doubt(self, sentence: DraftSentence, policy: str, when: When | None) -> str:
        """Return why a step is no draft, "" if it is one."""
        text = self.passage.text
        doubts = self._doubts.find(text, sentence.start, sentence.end)
        doubted = any(doubt.code in _DOUBT for doubt in doubts)
        none = self._figures.manners.undone.none
        doubted = doubted or any(
            none[name].find(text, sentence.start, sentence.end)
            for name in ("corrected", "open")
        )
        doubted = doubted or _PUT_RIGHT[self.language].search(sentence.text) is not None
        if doubted or _NO[self.language].search(text, sentence.start, sentence.end):
            return "a step of a policy, and a word of doubt, of denial or a condition"
        if sentence.text.rstrip("\"'\u201d\u2019").endswith("?"):
            return "a step of a policy, in a question"
        return "" if when is not None else "a step of a policy, and no day beside it"


def _modal(match: re.Match[str], language: str) -> Phrase:
    """Return the modal verb of a step, with the manner that it gives."""
    helps = match["helps"] or ""
    code = "planned" if _AHEAD[language].match(helps) else ""
    code = "predicted" if _FORESEEN[language].match(helps) else code
    return Phrase(match.start("helps"), match.end("helps"), code)


def _bounds(phrase: Phrase) -> tuple[int, int]:
    return phrase.start, phrase.end


def _name_length(text: str, name: Mentioned) -> int:
    """Return the length of a name, without what a comma parts from it."""
    return len(text[name.start : name.end].partition(",")[0])
