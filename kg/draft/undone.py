"""Why a number is no draft: denied, negated, left open, demanded, stopped, undone."""

from __future__ import annotations

import re

from kg.draft.elsewhere import HAPPENED
from kg.draft.lexicon import Phrase, listed
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.wording import Wording

NO_AIM = Wording(
    "undone.no_aim",
    r"\b(?:according|expected|likely|projected|predicted|forecast|up|down|due|dropped|fell|rose|climbed|grew|risen|fallen|compared|"
    r"required|obliged|liable|led|leading|forced|forcing|managed|able|began|begun|continued|continues|continue|continuing|prompting|"
    r"prompted|caused|causing|allowed|helped|used|had|proved|turned|addition)\s+to\s+$",
)
NO_CUE = Wording(
    "undone.no_cue",
    r"\bclaim(?:s|ed|ing)?\s+(?:for\s+)?(?:political\s+|international\s+)?(?:asylum|protection|"
    r"refuge|refugee\s+status|benefits?)\b|\b(?:asylum|insurance|compensation)\s+claims?|\bwould-be|\bin\s+charge|free\s+of\s+charge|"
    r"\bclaims?\s+(?:lodged|filed|pending|processed|backlog)|\bat\s+will\b|\bfor\s+fear\b|"
    r"\bcharge\s+d|\b(?:be|been|being|is|are|was|were|never|not)\s+charged\b|"
    r"\bcharged\s+(?:with|a\s|[\d$])|\b(?:the|an?|this|that|these|those|its)\s(?:contested|disputed)\s"
    r"(?=[a-z])|['\u2019]s\scontests\b|\bcontests(?:\s(?:in|for|of)\b|(?=[,.;]))|\bsuspected\s+(?:smugglers?|traffickers?|militants?|"
    r"rebels?|members?|insurgents?|cholera|cases?)|\bnot\s+to\s+be\s+(?:named|identified|quoted)|"
    r"\bwould\s+have\s+to\b|\bcalls?\s+for\s+help\b|\bWithout\s+Borders\b|\bpending\s+(?:asylum\s+)?(?:applications?|cases?|claims?|files?|"
    r"decisions?|appeals?)\b"
    r"|\b(?:is|are|was|were|remain|remained|still)\s+pending\b"
    r"|\b(?:deportation|removal|return|expulsion|eviction|evacuation|court|detention|"
    r"release|work)\s+orders?\s+(?:was|were|have|had|has|signed|issued|against)\b|\bawaiting\s+(?:an?\s|the\s|their\s)?(?:[\w-]+\s){0,2}?"
    r"(?:offer|decision|answer|hearing|interview|appointment|place|registration|processing|"
    r"transport|transfer|accommodation|onward|relocation|resettlement|result|verdict|trial)\b",
    re.IGNORECASE,
)
"""Words that look like a cue and are none."""

_TO_DO = Wording("undone.to_do", r"\b(?P<to>to)\s+(?:be\s+)?[a-z]+(?<!s)\b")

_CLOSING = "\"'\u201d\u2019\u00bb"
NEGATED = "a word beside it negates it"
"""Why a number is no draft that a negation stands before; none of them is one."""

_NEGATED_WITHIN = 40
"""Characters before a number in which a negation is of it."""

_ASKED_ABOUT = Wording(
    "undone.asked_about",
    r"(?:When\s|Also\s)?(?:Asked|Pressed|Questioned)\s(?:later\s|also\s)?(?:about|whether|if|how|on|why)\b",
)
"""How a sentence begins that tells what somebody was asked, up to its comma."""

_UNREAL = Wording("undone.unreal", r"(?:had|were)\s(?!.*\?)", re.IGNORECASE | re.DOTALL)
"""How a condition begins that has no `if`: `Had 300 left, …`."""


DENIED = "denied: write what is denied, and who denies it"
_CONTRARY = Wording(
    "undone.contrary",
    r"\b(?:contrary|counter)\s+to\s[^,;]*(?:,\s(?:which|who|that)\s[^,;]*)?$",
    re.IGNORECASE,
)
"""Before what is not so: `contrary to reports that 500 had died`."""

_GIVEN = Wording(
    "undone.given",
    r"\b(?:figure|number|claim|estimate|count|tally|toll|total)s?\s(?:of|that)\s[^,;]*$",
    re.IGNORECASE,
)
_DISPUTED = Wording(
    "undone.disputed",
    r"[^,;.]*?\b(?:is|was|are|were)\s(?:\w+ly\s|grossly\s)?(?:inflated|exaggerated|"
    r"overstated|understated|wrong|false|untrue|misleading|implausible|invented|"
    r"fabricated|too\s(?:high|low)|not\s(?:credible|true|correct))\b",
    re.IGNORECASE,
)
"""Behind a figure that somebody gives, what another holds of it: `is inflated`."""

_REVISED = Wording(
    "undone.revised",
    r"\b(?:later|since|subsequently|(?:was|were|been))\s+(?:been\s+)?"
    r"(?:revised|corrected|retracted|withdrawn)\b"
    r"|\b(?:is|was|are|were|been)\s+(?:now\s+|since\s+)?superseded\b",
    re.IGNORECASE,
)
"""Behind a number that no longer holds: `40, a figure later revised to 25`."""


_ENDS_PREDICATE = Wording(
    "undone.ends_predicate",
    r"[,;]|\s(?:and|but|after|because|since|until|while|when|who|which|that|if|unless)\s",
)
_NAMED_DEED = Wording(
    "undone.named_deed",
    r"\b(?:return|returns|deportation|expulsion|eviction|transfer|removal|arrival|repatriation|"
    r"relocation|resettlement|evacuation|release|admission|departure)\s+of\s+"
    r"(?:[\w-]+\s+){0,2}?$",
    re.IGNORECASE,
)
"""A deed as a noun, before a number: whether it was done, another word says."""

_FOR = Wording("undone.for", r"\bfor\s(?:the\s|an?\s)?(?:[\w-]+\s){0,2}?$")
"""Before a deed as a noun, for which money is."""

_CARRIED_OUT = Wording("undone.carried_out", r"(?!)", re.IGNORECASE)
_INFINITIVE = Wording("undone.infinitive", r"(?!)", re.IGNORECASE)
_MANAGED = Wording("undone.managed", r"(?!)", re.IGNORECASE)
"""Before an infinitive, what people really did: `ont dû`, `tuvieron que`."""

_NEARLY = Wording(
    "undone.nearly",
    r"\b(?:nearly|almost)\s+(?:[a-z]{2,}ed|sent|drove|threw|took|left)\s+$",
)
_ALMOST = Wording(
    "undone.almost",
    r"(?:\s+(?!(?:and|but|were|was)\b)[\w-]+){0,2}\s+(?:almost|nearly|narrowly|barely)\s+"
    r"(?:[a-z]{2,}ed|died|left|lost|fell|sank|got)\b",
    re.IGNORECASE,
)
"""Behind people what did not quite happen to them: `300 people almost drowned`."""

_MADE_TO = Wording(
    "undone.made_to",
    r"\b(?:forc|driv|caus|prompt|compell?|enabl|help|allow|assist)(?:ed|ing|en|es)\s+"
    r"(?:[\w-]+\s+){0,2}$|\b(?:led|drove|made)\s+$",
    re.IGNORECASE,
)
"""Before those who did what they were made to do: `forced 300 people to flee`."""


_MARK = re.compile('["\u201c\u201d]')
_STOPPED = frozenset(
    (
        *("stopped", "blocked", "halted", "prevented", "foiled", "thwarted", "averted"),
        *("stops", "prevents", "halts", "blocks"),
    )
)
_TRIED = Wording(
    "undone.tried",
    r"(?:\s+[\w-]+){0,2}?\s+(?:(?:attempts?|attempted|tries|bids?)\b|(?:illegal|irregular|"
    r"unauthori[sz]ed|unlawful)\s+(?:border\s+)?(?:crossings?|entries)\b)"
    r"|(?<=attempts)|(?<=attempt)",
    re.IGNORECASE,
)
"""Behind a number, what was tried, so that it was tried where it was stopped."""

_REASONS = {
    "corrected": "taken back or told of before: write what holds now",
    "open": "left open whether it is so",
    "undone": "a word behind it says that it was not done",
    "wished": "demanded, allowed or stopped: nobody says that it was done",
}
"""Why a number is no draft that a word of these lists stands before."""


class Undone:
    """Tells why numbers are no drafts as they stand."""

    def __init__(self, passage: DraftText) -> None:
        self.passage, self.language = passage, passage.language
        language = passage.language
        self.negated = listed(language, "no", "negated")
        self.none = {name: listed(language, "no", name) for name in _REASONS}

    def reason(
        self,
        sentence: DraftSentence,
        clause: Clause,
        number: Number,
        done: int,
        code: str,
    ) -> str:
        """Return why a number is no draft, "" if it is one."""
        text, place, end = self.passage.text, number.start, number.end
        if code == "denied":
            return DENIED
        before = text[sentence.start : place]
        if _CONTRARY[self.language].search(before) or (
            _GIVEN[self.language].search(before)
            and _DISPUTED[self.language].match(text, end, sentence.end)
        ):
            return DENIED
        comma = text.rfind(",", clause.start, place) + 1
        near = max(clause.start, place - _NEGATED_WITHIN, comma)
        alike = [m.span() for m in NO_CUE[self.language].finditer(text, near, place)]
        for word in self.negated.find(text, near, place):
            if not any(a <= word.start < b for a, b in alike):
                return NEGATED
        asked = text.find("?", end, sentence.end)
        if sentence.text.rstrip(_CLOSING).endswith("?") or asked >= 0:
            return "a question"
        about = _ASKED_ABOUT[self.language].match(text, sentence.start)
        if about is not None and "," not in text[about.end() : place]:
            return "a question"
        if _REVISED[self.language].search(text, end, sentence.end):
            return _REASONS["corrected"]
        if _UNREAL[self.language].match(text, sentence.start, sentence.end):
            return _REASONS["open"]
        stretches = {
            "corrected": (sentence.start, place),
            "open": (self._quote_end(sentence.start, place), place),
            "undone": (end, self._predicate_end(end, clause.end)),
            "wished": (max(clause.start, comma), place),
        }
        share = number.amount.unit == "percent"
        for name, stretch in stretches.items():
            if share and name in ("undone", "wished"):
                continue  # of whom that was not done is a share as well
            words = self.none[name].find(text, *stretch)
            alike = [m.span() for m in NO_CUE[self.language].finditer(text, *stretch)]
            words = [
                w
                for w in words
                if not self._is_participle(w)
                and not self._is_tried(w, number)
                and not any(a <= w.start < b for a, b in alike)
            ]
            if any(not end <= done < word.start for word in words):
                return _REASONS[name]
        if code == "asserted" and self._is_aim(number, done, clause):
            return _REASONS["wished"]
        named = _NAMED_DEED[self.language].search(text[clause.start : place])
        was_done = HAPPENED if self.language == "en" else _CARRIED_OUT
        paid = any(
            n.end <= place and n.amount.currency is not None for n in sentence.numbers
        )
        paid = (
            paid
            and named is not None
            and bool(
                _FOR[self.language].search(
                    text[clause.start : clause.start + named.start()]
                )
            )
        )
        if (
            code == "asserted"
            and named
            and (
                paid  # `gave 50 million euros for the return of 300 people`
                or not was_done[self.language].search(text, clause.start, clause.end)
            )
        ):
            return "named, and nobody says that it was done"
        if _NEARLY[self.language].search(text[near:place]) or _ALMOST[
            self.language
        ].match(text, end, clause.end):
            return NEGATED
        # `300 were told to leave`, but not `300 began to leave`
        head = text.rfind(" to ", end, done)
        aim = (
            _TO_DO[self.language].match(text, head + 1)
            if head > 0 and code == "asserted"
            else None
        )
        if (
            aim is not None
            and not share
            and aim.end() > done
            and not _MADE_TO[self.language].search(text[clause.start : place])
            and not NO_AIM[self.language].search(text[end : aim.end("to")] + " ")
        ):
            return _REASONS["wished"]
        return ""

    def _is_aim(self, number: Number, done: int, clause: Clause) -> bool:
        """Tell whether what they did is an infinitive: `300 familles espèrent rentrer`.

        What people had to do, could do or began to do they did.
        """
        text = self.passage.text
        if not done or not _INFINITIVE[self.language].match(text, done):
            return False
        head = text[clause.start : number.start]
        if _MADE_TO[self.language].search(head):
            return False  # `ont poussé 300 familles à fuir`
        return _MANAGED[self.language].search(text, number.end, done) is None

    def _is_tried(self, word: Phrase, number: Number) -> bool:
        """Tell whether what was stopped is counted itself: `stopped 300 attempts`."""
        text = self.passage.text
        if text[word.start : word.end].casefold() not in _STOPPED:
            return False
        return _TRIED[self.language].match(text, number.end) is not None

    def _is_participle(self, word: Phrase) -> bool:
        """Tell whether people were stopped, and nothing else: `stopped in May`."""
        text = self.passage.text
        if text[word.start : word.end].casefold() not in _STOPPED:
            return False
        behind = text[word.end : word.end + 12]
        before = text[max(0, word.start - 12) : word.start]
        return bool(
            re.match(r"\s+(?:in|at|by|on|near|off)\b|[.,;]", behind)
            and re.search(r"\b(?:people|persons|migrants|those|who were)\s+$", before)
        )

    def _quote_end(self, start: int, place: int) -> int:
        """Return where a quotation before a number ends, or its sentence begins."""
        if self.passage.is_in_double(place):
            return start
        ends = [m.end() for m in _MARK.finditer(self.passage.text, start, place)]
        return max(ends, default=start)

    def _predicate_end(self, start: int, end: int) -> int:
        """Return where what is told of a number ends: before another verb or aside."""
        if self.passage.text[start : start + 2] == ", ":
            start += 1  # `those with cards, 300 people, must leave`
        match = _ENDS_PREDICATE[self.language].search(self.passage.text, start, end)
        return end if match is None else match.start()
