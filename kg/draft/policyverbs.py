"""Verbs that say what became of a policy: before it, behind it, and told beside."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from kg.draft.lexicon import Phrase, by_code, tables
from kg.draft.passage import DraftSentence, DraftText
from kg.draft.policydates import TO_ITS_DATE
from kg.draft.wording import Wording

_HELPS = (
    r"(?:\s(?P<helps>was|were|has\sbeen|have\sbeen|had\sbeen|is|are|has|"
    r"had|will\sbe|would\sbe|will|would|is\sto\sbe|is\sto|could\sbe|"
    r"(?:is|are)\s(?:due|set)\sto(?:\sbe)?|could|may\sbe|may|might\sbe|"
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
    r"requiring|barring|banning|known\sas|called)\b(?:" + _FINITE + _WORDS + r"){2,80}?"
    r"|\s(?:that|for\swhich|under\swhich)\b" + _WORDS + r"{2,80}?)?"
)
_BETWEEN = Wording(
    "policyverbs.between", _OF + r"(?:,[^,.;]{3,80},)?" + _HELPS, re.IGNORECASE
)
"""Between a policy and the verb that says what became of it."""

_WHICH = Wording(
    "policyverbs.which",
    _OF
    + r",?\s(?:which|that)(?:"
    + _HELPS
    + r"|(?P<they>\s(?:(?!(?:should|ought|would|could|"
    r"may|might|must|can|cannot|wants?|wanted|asked|urged|hopes?|hoped|tried|failed|to|not|never|"
    r"be|been|was|were|is|are)\b)[\w.'\u2019-]+\s){1,6}?))",
    re.IGNORECASE,
)
"""Before the verb of what is told beside: `, which was signed`, `that they signed`."""

_PARTICIPLE = Wording(
    "policyverbs.participle",
    _OF + r"(?:,\s[a-z]+ed\s[^,.;]{2,40}\sand|,)?\s(?:\w+ly\s|first\s)?",
    re.IGNORECASE,
)
"""Before the verb in `the law, adopted in May,` and `the rule announced on Monday`."""

_UP_TO_ITS_DATE = Wording(
    "policyverbs.up_to_its_date",
    _OF + r"(?:\s(?:on|in|from|late|early|last|back))*\s?",
    re.IGNORECASE,
)
"""Between a policy that is the object of a verb and the day of the step."""

_BY_IT = Wording(
    "policyverbs.by_it",
    r"\b(?:under|by|with|against|from|in|despite|per|through|since)\s\Z",
    re.IGNORECASE,
)
"""Before a policy that a participle may be of, if no comma parts it: `under a law`."""

_IN_FORCE = Wording(
    "policyverbs.in_force", r"in\s(?:force|effect|place)\b", re.IGNORECASE
)
"""What has been so since a step was taken."""

_BY_SO_LONG = Wording(
    "policyverbs.by_so_long",
    r"\s(?:by\s[\w\s]{2,20}?\s(?:years?|months?|weeks?|days)\s)?",
)
"""Between a verb and the policy that is its object: `extended by a year the visa`."""

_BEFORE = Wording(
    "policyverbs.before",
    r"(?:\b(?P<helps>will|would|could|may|might|has|have|had|(?:is|are)\sto|"
    r"(?:(?<!\bthe\s)(?<!\ba\s)(?<!\bits\s)(?<!\btheir\s)(?<!\bno\s)plan|plans|planned|"
    r"intend(?:s|ed)?|set|due|going|vow(?:s|ed)|promise[sd]|"
    r"threaten(?:s|ed|ing)?)\sto)\s|[\w.)\"\u201d]\s(?<!\bwho\s)(?<!\bthat\s)(?<!\bwhich\s))"
    r"(?:also\s|then\s|formally\s|finally\s|\w+ly\s)?\Z",
    re.IGNORECASE,
)
"""Before a verb that has a policy as its object, who did it or will."""

_INSIDE = Wording(
    "policyverbs.inside",
    r"(?<![\w'\u2019-])(?!(?:that|after|before|when|since|until|till|while|as|and|but|or|because|"
    r"although|though|where|once|then|later|now|how|said|says|if|whether|also|so|today|"
    r"yesterday|[a-z]+day|[a-z]+ly|19\d\d|20\d\d|january|february|march|april|may|june|"
    r"july|august|september|october|november|december)\s)[\w'\u2019-]+\s\Z",
    re.IGNORECASE,
)
"""Before a policy that is no subject: `critics of the law`, `to lift the ban`."""

_NO_FINITE = Wording(
    "policyverbs.no_finite",
    r"sign|ratify|adopt|pass|enact|approve|introduce|impose|suspend|pause|freeze|resume|"
    r"reinstate|restart|launch|strike down|revoke|repeal|rescind|lift|scrap|abolish|"
    r"cancel|annul|end|terminate|start|begin|extend|prolong|renew|propose",
    re.IGNORECASE,
)
"""Forms of verbs that tell a step only with another verb: `levantar`, `to lift`."""

_AHEAD = Wording(
    "policyverbs.ahead",
    r"will|would|(?:is|are|was|were) (?:due |set )?to|plan|intend|set|due|going|"
    r"vow|promise",
    re.IGNORECASE,
)
_THREATENED = Wording("policyverbs.threatened", r"threaten", re.IGNORECASE)
_FORESEEN = Wording("policyverbs.foreseen", r"could|may|might", re.IGNORECASE)
_PASSIVE = Wording(
    "policyverbs.passive", r"\b(?:was|were|been|be|is|are)$", re.IGNORECASE
)
_FIRST = 6
"""Characters before a verb that a sentence begins with: `First imposed in 2020, it`."""

_NEAR, _REACH = 40, 250
"""Characters before a policy or verb that tell what it is, and behind one to a verb."""

_VERBS = 3
"""How many verbs of steps behind a policy are tried to be its own."""


class PolicyStep(NamedTuple):
    """A verb of a step, its modal verb, and where the words for the policy end.

    ``aside`` is whether it is told beside what the sentence tells.
    """

    verb: Phrase
    helps: Phrase
    end: int
    aside: bool = False


class PolicyVerbs:
    """Finds the verbs of a text that say what became of a policy."""

    def __init__(self, passage: DraftText) -> None:
        self.passage = passage
        self.language = passage.language
        self.words = by_code(passage.language, "step")
        """All verbs of steps, whatever they are of."""
        self._last: tuple[int, list[Phrase]] = (-1, [])

    def of(
        self, sentence: DraftSentence, start: int, end: int, *, new: bool
    ) -> Iterator[PolicyStep]:
        """Yield what a sentence says became of a policy.

        Right before it, as in `lifted the ban`, and behind it: `the ban, imposed in
        2019, was lifted`.
        """
        text = self.passage.text
        verbs = self.of_sentence(sentence)
        at = bisect_left(verbs, start, key=lambda verb: verb.end - 1)
        before = verbs[at - 1 : at]
        if before and self._is_object(sentence, before[0].end, start):
            begin = max(sentence.start, before[0].start - _NEAR)
            ahead = _BEFORE[self.language].search(text, begin, before[0].start)
            alone = _NO_FINITE[self.language].fullmatch(text, *_bounds(before[0]))
            wanted = alone is not None and ahead is not None and not ahead["helps"]
            if ahead is not None and not wanted and self._is_done(before[0]):
                helps = _modal(ahead, self.language)
                whole = self._whole(sentence, end) if new else end
                yield PolicyStep(before[0], helps, whole)
            # `quiere levantar la prohibición` is none
        first = verbs[0] if at else None
        if first and self._opens(sentence, first, start):
            yield PolicyStep(first, Phrase(start, start, ""), end, aside=True)
        begin = max(sentence.start, start - _NEAR)
        inside = _INSIDE[self.language].search(text, begin, start)
        if any(date.end == start - 1 for date in sentence.dates):
            inside = None  # `on 3 March the ban was lifted`
        for verb in verbs[at : at + _VERBS]:
            if not end <= verb.start <= end + _REACH:
                continue
            step = self._of_policy(start, end, verb, inside=inside is not None)
            if step is not None:
                yield step

    def of_sentence(self, sentence: DraftSentence) -> list[Phrase]:
        """Return the verbs of a sentence, looked for once."""
        if self._last[0] != sentence.start:
            text = self.passage.text
            verbs = self.words.find(text, sentence.start, sentence.end)
            self._last = sentence.start, verbs
        return self._last[1]

    def _whole(self, sentence: DraftSentence, end: int) -> int:
        """Return where the words for a policy end: `the curfew in the camps` today."""
        for when in sentence.dates:
            pattern = _UP_TO_ITS_DATE[self.language]
            match = pattern.fullmatch(self.passage.text, end, max(end, when.start))
            if match is not None:
                return end + len(match.groupdict().get("of") or "")
        return end

    def _is_object(self, sentence: DraftSentence, end: int, start: int) -> bool:
        """Tell whether a policy is what a verb is of: `lifted on Friday the ban`."""
        text = self.passage.text
        if _BY_SO_LONG[self.language].fullmatch(text, end, start):
            return True
        return any(
            text[end : d.start] in (" ", " on ") and text[d.end : start] == " "
            for d in sentence.dates
            if end < d.start < d.end < start
        )

    def _opens(self, sentence: DraftSentence, verb: Phrase, start: int) -> bool:
        """Tell whether a sentence begins with it: `Signed in 2019, the pact`."""
        text, language = self.passage.text, self.language
        first = _PARTICIPLE[language].fullmatch(f" {text[sentence.start : verb.start]}")
        if verb.start - sentence.start > _FIRST or first is None:
            return False
        if self._by_itself(verb) or _NO_FINITE[language].fullmatch(
            text, *_bounds(verb)
        ):
            return False
        return any(
            d.start > verb.end
            and d.end < start
            and TO_ITS_DATE[language].fullmatch(text, verb.end, d.start)
            and text[d.end : start] == ", "
            for d in sentence.dates
        )

    def _of_policy(
        self, start: int, end: int, verb: Phrase, *, inside: bool
    ) -> PolicyStep | None:
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
            theirs = between.groupdict().get("they") is not None
            if _IN_FORCE[language].match(text, verb.start):
                passive = either = False
            if theirs:  # `which the government lifted`, and not `which it should have`
                fits = self._is_done(verb) and not alone
            else:
                fits = own != passive or either
            if fits:
                of = between.groupdict().get("of") or ""
                aside = pattern is _WHICH
                return PolicyStep(verb, _modal(between, language), end + len(of), aside)
        held = _IN_FORCE[language].match(text, verb.start) is not None
        if (own and not held) or alone:
            return None
        beside = _PARTICIPLE[language].fullmatch(text, end, verb.start)
        if beside is None:
            return None
        if (
            inside
            and "," not in beside[0]
            and not _BY_IT[language].search(text, max(0, start - _NEAR), start)
        ):
            return None
        end += len(beside.groupdict().get("of") or "")
        return PolicyStep(verb, Phrase(start, start, ""), end, aside=True)

    def _is_done(self, verb: Phrase) -> bool:
        """Tell whether a verb may have a policy as its object: `resumed the drive`."""
        word = self.passage.text[verb.start : verb.end].casefold()
        either = tables()[self.language]["policy"].get("either", ())
        return not self._by_itself(verb) or word in either

    def _by_itself(self, verb: Phrase) -> bool:
        """Tell whether a verb has the policy as its subject: `expired`."""
        word = self.passage.text[verb.start : verb.end].casefold()
        return word in tables()[self.language]["policy"]["happens"]


def _modal(match: re.Match[str], language: str) -> Phrase:
    """Return the modal verb of a step, with the manner that it gives."""
    helps = match["helps"] or ""
    code = "planned" if _AHEAD[language].match(helps) else ""
    code = "predicted" if _FORESEEN[language].match(helps) else code
    code = "threatened" if _THREATENED[language].match(helps) else code
    return Phrase(match.start("helps"), match.end("helps"), code)


def _bounds(phrase: Phrase) -> tuple[int, int]:
    return phrase.start, phrase.end
