"""Steps of policies, where all of one stands there: `the decree was signed on 3 March`.

A step is drafted where a policy is the subject of a verb that says what became of it,
and a date stands beside it. What is doubted, denied or has no date is listed.
"""

from __future__ import annotations

import re

from kg.draft.dates import When
from kg.draft.figures import Characters, Draft, FigureDrafter, Unplaced
from kg.draft.lexicon import Phrase, by_code, tables
from kg.draft.manner import Manner
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.policydates import PolicyDates
from kg.draft.policyverbs import PolicyStep, PolicyVerbs
from kg.draft.quoting import speaker_of
from kg.draft.things import Mentioned
from kg.draft.wording import Wording

_NO = Wording(
    "policysteps.no",
    r"\b(?:not|n['\u2019]t|never|no longer|nobody|no one|none|neither|nor|hardly|"
    r"barely|if|unless|whether|(?-i:Had|Were|Should))\b",
    re.IGNORECASE,
)
_DETERMINED = Wording(
    "policysteps.determined",
    r"(?:the|its|an?|this|(?-i:[A-Z][\w-]+['\u2019]s))\s"
    r"(?:(?!(?:the|its|an?|their|his|her|this|that|on|of|to|for|against|with|in|by|from|and|"
    r"or|who|which|was|were|is|are|has|had|have|under|over|about|at|as|lifted|passed|signed|"
    r"adopted|approved|announced|suspended|imposed|introduced|ended|began|started|resumed|"
    r"revoked|repealed|rescinded|scrapped|abolished|unveiled|paused|tabled|ratified|enacted|extended|renewed|launched)"
    r"\b)\w[\w'\u2019-]*\s){0,3}?",
)
_BARE = Wording(
    "policysteps.bare",
    r"(?-i:(?:(?:[Tt]he|[Aa]n?|[Ii]ts)\s)?(?:[a-z]+\s)?(?:[A-Z][\w'\u2019-]+\s(?:(?:and|of|on|for)\s)?|"
    r"\([A-Z]\w+\)\s){1,5}(?:Act|Law|Plan|Pact|Programme|Program|Agreement|Compact|Scheme|"
    r"Initiative|Directive|Decree|Visa|Bill|Order|Regulation|Policy|Strategy|Protocol|Code|Ordinance|Convention))\b"
    r"|(?-i:(?:Directive|Decree|Law|Regulation|Order|Proclamation|Resolution)\s"
    r"(?:No\.?\s)?\d[\d/-]*)"
    r"|(?<!\bof\s)(?<!\bfor\s)(?:(?!(?:of|on|to|for|with|in|by|and|or|the|their|its|all)\b)"
    r"[a-z][\w-]*\s){0,2}(?:permits|visas|restrictions|sanctions|quotas|controls|curbs|"
    r"deportations|removals|expulsions)\b",
)
"""Policies that have a title, and several of a kind: `work permits`."""

_PAPERS = Wording("policysteps.papers", r"\b(?:permits?|visas?|cards?)$", re.IGNORECASE)
_OF_PAPERS = ("proposed", "announced", "started", "suspended", "resumed")
"""What becomes of a kind of paper, and not of somebody's own."""

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
    r"not\syet|(?:first|second|preliminary)\s(?:reading|vote)|in\sprinciple|in\scommittee|"
    r"on\spaper|in\sname\sonly|in\spart|"
    r"for\s(?:some|children|women|men|families|minors|people|those|nationals|citizens|refugees)|"
    r"in\s(?:some|parts|several|\w+\s(?:provinces|regions|districts|cities|camps|areas)))\b",
    re.IGNORECASE,
)
_SOME = Wording(
    "policysteps.some",
    r"new:\s(?:some|several|most|many|certain|few|two|three|both)\b",
    re.IGNORECASE,
)
"""Before several policies of which not all are meant: `some restrictions`."""

_ONWARDS = Wording(
    "policysteps.onwards",
    r"\b(?:sending\sit\s(?:on\s)?to|(?:now|next)\sgoes\s(?:back\s)?to|goes\s(?:now|next)\sto|"
    r"now\sheads|heads\sto\sthe|before\sit\s(?:can\sbecome|becomes)\slaw)\b",
    re.IGNORECASE,
)
"""Where a bill goes that one chamber alone has passed."""

_PUT_RIGHT = Wording(
    "policysteps.put_right",
    r"\b(?:in fact|actually|at first|first said|initially|originally|mistakenly|"
    r"wrongly|in error|by mistake)\b",
    re.IGNORECASE,
)
_DEEDS = Wording(
    "policysteps.deeds",
    r"^(?:new:\s)?(?:[\w-]+\s){0,2}(?:deportations|removals|expulsions)\b",
    re.IGNORECASE,
)
_OF_DEEDS = ("suspended", "resumed")
"""What becomes of a policy that is called by what is done."""

_NEW = "new: "
"""What stands before the words for a policy that the project does not define."""

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
        follows = rf"(?!\s(?:{listed})\b)"
        bare = _BARE[language].pattern
        self._policy = re.compile(
            rf"\b(?:{determined}(?:{listed})\b{follows}|{bare})", re.IGNORECASE
        )
        self._verbs, self._dates = (
            PolicyVerbs(passage),
            PolicyDates(passage, figures.timing),
        )
        self._doubts = by_code(language, "modality")
        self._last = (-1, frozenset[str]())
        self.drafts: list[Draft] = []
        self.unplaced: list[Unplaced] = []

    def run(self) -> None:
        """Draft the steps of a text; those that are not sure are in ``unplaced``."""
        if not self._verbs.words.codes:
            return  # a language without words for what becomes of policies
        for sentence in self.passage.sentences:
            if not self._verbs.of_sentence(sentence):
                continue
            for start, end, policy in self._policies(sentence):
                new = policy.startswith(_NEW)
                for step in self._verbs.of(sentence, start, end, new=new):
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
        self, sentence: DraftSentence, start: int, policy: str, step: PolicyStep
    ) -> None:
        verb, helps, end, aside = step
        if policy.startswith(_NEW):
            policy = _NEW + " ".join(self.passage.text[start:end].split())
        clause = Clause(min(start, verb.start), max(end, verb.end))
        if not helps.code and _PRESENTLY[self.language].match(
            self.passage.text, verb.start, verb.end
        ):
            coming = self._dates.of(sentence, clause, verb, ahead=True, aside=aside)
            day = self.passage.published.isoformat()
            if coming is not None and coming.edtf >= day[: len(coming.edtf)]:
                helps = Phrase(verb.start, verb.end, "planned")
        for pattern, codes in ((_PAPERS, _OF_PAPERS), (_DEEDS, _OF_DEEDS)):
            if verb.code not in codes and pattern[self.language].search(policy):
                return  # `her permit expired`, `deportations began on Friday`
        ahead = bool(helps.code)
        when = self._dates.of(sentence, clause, verb, ahead=ahead, aside=aside)
        text = self.passage.text
        if when is not None and self._verbs.words.find(text, clause.end, when.start):
            when = None  # `was lifted and reinstated on Friday`
        within = Clause(sentence.start, sentence.end)
        if aside and when is not None:  # `the pact, signed in 2016, was never applied`
            within = Clause(clause.start, max(clause.end, when.end))
        reason = self._doubt(sentence, within, when, but=helps.code)
        through = clause.end if when is None else max(clause.end, when.end)
        if _PART_OF_IT[self.language].search(
            text, sentence.start, start
        ) or _NOT_WHOLLY[self.language].search(text, clause.start, through + 30):
            reason = "a step of a part of a policy, or one that is not whole"
        if _SOME[self.language].match(policy):
            reason = "a step of some policies of a kind, and not of all"
        if verb.code == "adopted" and _ONWARDS[self.language].search(sentence.text):
            reason = "a bill that has been passed, and goes to another chamber"
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

    def _of_all(self, sentence: DraftSentence) -> frozenset[str]:
        """Return what casts doubt on all that a sentence tells, looked for once."""
        if self._last[0] != sentence.start:
            text = self.passage.text
            bounds = sentence.start, sentence.end
            doubts = {d.code for d in self._doubts.find(text, *bounds)} & {*_DOUBT}
            none = self._figures.manners.undone.none
            doubts |= {n for n in ("corrected", "open") if none[n].find(text, *bounds)}
            if _PUT_RIGHT[self.language].search(sentence.text):
                doubts.add("put right")
            self._last = sentence.start, frozenset(doubts)
        return self._last[1]

    def _doubt(
        self, sentence: DraftSentence, within: Clause, when: When | None, *, but: str
    ) -> str:
        """Return why a step is no draft, "" if it is one.

        ``within`` is where no denial may stand; ``but`` the manner that its own verb
        gives.
        """
        text = self.passage.text
        doubts = self._of_all(sentence) - {but}
        if doubts or _NO[self.language].search(text, within.start, within.end):
            return "a step of a policy, and a word of doubt, of denial or a condition"
        if sentence.text.rstrip("\"'\u201d\u2019").endswith("?"):
            return "a step of a policy, in a question"
        return "" if when is not None else "a step of a policy, and no day beside it"


def _name_length(text: str, name: Mentioned) -> int:
    """Return the length of a name, without what a comma parts from it."""
    return len(text[name.start : name.end].partition(",")[0])
