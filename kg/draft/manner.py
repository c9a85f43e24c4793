"""In what manner a text puts a figure forward: not as true where a word casts doubt.

What is wrongly drafted as asserted does most harm, so one word in the clause that casts
doubt is enough, and the strongest of several wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.draft.elsewhere import HAPPENED, WHOEVER, adds, is_of_else
from kg.draft.lexicon import Phrase, by_code, listed
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.saying import Saying
from kg.draft.truth import is_of_truth

_STRONGEST = (
    *("denied", "alleged", "threatened", "planned", "predicted", "concern"),
    *("tentative", "presupposed"),
)
_TO = re.compile(
    r"\bto\s+(?:\w+ly\s+)?(?P<verb>[a-z]+)(?:\s+(?:back|out|in|home|away|about|the|all|a|"
    r"another|an|other|their|its))*\s*$"
)
_TO_DO = re.compile(r"\b(?P<to>to)\s+(?:be\s+)?[a-z]+(?<!s)\b")
_NO_AIM = re.compile(
    r"\b(?:according|expected|likely|projected|predicted|forecast|up|down|due|dropped|fell|rose|climbed|grew|risen|fallen|compared|"
    r"led|leading|forced|forcing|managed|able|began|begun|continued|continues|continue|continuing|prompting|"
    r"prompted|caused|causing|allowed|helped|used|had|proved|turned|addition)\s+to\s+$"
)
_CLOSING = "\"'\u201d\u2019\u00bb"
NEGATED = "a word beside it negates it"
"""Why a number is no draft that a negation stands before; none of them is one."""

_NEGATED_WITHIN = 40
"""Characters before a number in which a negation is of it."""

_UNREAL = re.compile(r"(?:had|were)\s(?!.*\?)", re.IGNORECASE | re.DOTALL)
"""How a condition begins that has no `if`: `Had 300 left, …`."""

_ADDED = re.compile(
    r",\s+(?:(?P<if>if)|it\s+(?:is|was)\s+(?:feared|believed|thought|rumoured))\b",
    re.IGNORECASE,
)

_REVISED = re.compile(
    r"\b(?:later|since|subsequently|(?:was|were|been))\s+(?:been\s+)?"
    r"(?:revised|corrected|retracted|withdrawn)\b",
    re.IGNORECASE,
)
"""Behind a number that no longer holds: `40, a figure later revised to 25`."""

_RELATIVE = re.compile(
    r"(?:which|who|where|whose|prompting|forcing|causing|leaving|displacing|killing|"
    r"pushing|driving)\b",
    re.IGNORECASE,
)
"""How clauses begin that tell something by themselves."""

_ACCOUNT = re.compile(
    r",\s+(?:an?|the)\s+(?:[\w-]+\s+)?(?:account|claim|charge|allegation|accusation|figure|"
    r"number|version|toll|assertion)\b|,\s+which\b"
)
_RUMOUR = re.compile(
    r"\b(?:reports?|claims?|accusations?|allegations?|suggestions?|talk|rumou?rs?|"
    r"that|idea|notion)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"[;:\u2014\"\u201c]|\b(?:and|but|then)\s+(?:has\s|had\s|have\s|also\s|they\s|he\s|she\s|it\s)*"
    r"(?:said|says|announced|added|warned|admitted|put|gave|insisted)\b|,\s+saying\b"
)
"""Between a denial and a number, what parts them."""

_NO_CUE = re.compile(
    r"\b(?:asylum|insurance|compensation)\s+claims?|\bwould-be|\bin\s+charge|free\s+of\s+charge|"
    r"\bclaims?\s+(?:lodged|filed|pending|processed|backlog)|\bat\s+will\b|\bfor\s+fear\b|"
    r"\bcharge\s+d|\b(?:be|been|being|is|are|was|were|never|not)\s+charged\b|"
    r"\bcharged\s+(?:with|a\s|[\d$])|\bsuspected\s+(?:smugglers?|traffickers?|militants?|"
    r"rebels?|members?|insurgents?|cholera|cases?)|\bnot\s+to\s+be\s+(?:named|identified|quoted)|"
    r"\bWithout\s+Borders\b",
    re.IGNORECASE,
)
"""Words that look like a cue and are none."""

_ENDS_PREDICATE = re.compile(
    r"[,;]|\s(?:and|but|after|because|since|until|while|when|who|which|that)\s"
)
_NAMED_DEED = re.compile(
    r"\b(?:return|returns|deportation|expulsion|eviction|transfer|removal|arrival|repatriation|"
    r"relocation|resettlement|evacuation|release|admission|departure)\s+of\s+"
    r"(?:[\w-]+\s+){0,2}?$",
    re.IGNORECASE,
)
"""A deed as a noun, before a number: whether it was done, another word says."""

_NEARLY = re.compile(
    r"\b(?:nearly|almost)\s+(?:[a-z]{2,}ed|sent|drove|threw|took|left)\s+$"
)
_MADE_TO = re.compile(
    r"\b(?:forc|driv|caus|prompt|compell?|enabl|help|allow)(?:ed|ing|en|es)\s+"
    r"(?:[\w-]+\s+){0,2}$|\b(?:led|drove|made)\s+$",
    re.IGNORECASE,
)
"""Before those who did what they were made to do: `forced 300 people to flee`."""

_LEAVES = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?P<verb>leaves?|go|goes|fly|flies|moves?|arrives?|departs?|"
    r"travels?|sails?)\b[^.;,]*\b(?:on\s+\w+day|tomorrow|next\s+\w+)\b",
    re.IGNORECASE,
)
"""Behind a number, a verb in the present with a day: that is to come."""

_CONDITIONS = ("if", "unless", "should the")
_UNDER = re.compile(
    r"\bunder\s+(?:the|this|that|a|its|their)\s+(?:[\w-]+\s+){0,2}?(?:deal|plan|pact|"
    r"agreement|accord|scheme|programme|rules?|law|bill|proposal)\b",
    re.IGNORECASE,
)
"""What is to be, where no verb in the past says that it was."""

_MARK = re.compile('["\u201c\u201d]')
_STOPPED = frozenset(("stopped", "blocked", "halted", "prevented"))
_REASONS = {
    "corrected": "taken back or told of before: write what holds now",
    "open": "left open whether it is so",
    "undone": "a word behind it says that it was not done",
    "wished": "demanded, allowed or stopped: nobody says that it was done",
}
"""Why a number is no draft that a word of these lists stands before."""


@dataclass(frozen=True, slots=True)
class Manner:
    """A modality, and the words that give it.

    ``left`` is the reason for which the figure is none as it stands, or "".
    """

    code: str = "asserted"
    cue: Phrase | None = None
    left: str = ""


class MannerReader:
    """Reads the manner of a figure from its clause and the verb that governs it."""

    def __init__(self, passage: DraftText) -> None:
        self.passage = passage
        language = passage.language
        self.words = by_code(language, "modality")
        self.negated = listed(language, "no", "negated")
        self.none = {name: listed(language, "no", name) for name in _REASONS}

    def of(
        self,
        sentence: DraftSentence,
        clause: Clause,
        number: Number,
        saying: Saying | None,
        *,
        done: int = 0,
        before: Phrase | None = None,
    ) -> Manner:
        """Return the manner of a number.

        ``done`` is where the word behind it begins that says what they did, ``before``
        the word of a charge that the sentence before makes, if this one may go on it.
        """
        text, place = self.passage.text, number.start
        cues = [
            cue
            for cue in self._words(clause.start, clause.end)
            if not self._of_speech(cue, saying) and not self._is_over(cue, saying)
            if not self._is_of_who(cue, saying)
        ]
        if saying is not None and saying.cue.code:
            cues.append(saying.cue)
        if (aim := self._aim(clause.start, place)) is not None:
            cues.append(aim)
        leaves = _LEAVES.match(text, number.end, clause.end)
        if leaves is not None and not HAPPENED.search(text, clause.start, clause.end):
            cues.append(Phrase(*leaves.span("verb"), "planned"))
        under = _UNDER.search(text, clause.start, place)
        if under is not None and not HAPPENED.search(text, under.end(), clause.end):
            cues.append(Phrase(*under.span(), "planned"))
        # an `if` or `unless` before the clause is of all that follows it
        aside = _RELATIVE.match(text, clause.start) is not None
        cues += [
            cue
            for cue in self.words.find(text, sentence.start, clause.start)
            if text[cue.start : cue.end].casefold() in _CONDITIONS and not aside
        ]
        cues = [
            c for c in cues if c.code in WHOEVER or not self._of_more(c, place, done)
        ]
        cues = [c for c in cues if not is_of_else(sentence, c, number)]
        cue = (
            self._strongest(cues, place)
            or self._beside(sentence, clause, number, saying)
            or self._added(number.end, sentence.end)
            or (self._disputed(sentence, number) if saying is None else None)
            or before
        )
        if cue is not None and cue.code == "denied" and cue.start > place:
            rumour = _RUMOUR.search(text, sentence.start, place)
            # `300 left, which it denies`, but `reports that 300 left are false`
            cue = cue if rumour else Phrase(cue.start, cue.end, "alleged")
            if not rumour and saying is not None and saying.cue.start != cue.start:
                cue = None  # somebody says it, whoever denies it
        code = "asserted" if cue is None else cue.code
        return Manner(code, cue, self._left(sentence, clause, number, done, code))

    def _left(
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
            return "denied: write what is denied, and who denies it"
        comma = text.rfind(",", clause.start, place) + 1
        near = max(clause.start, place - _NEGATED_WITHIN, comma)
        alike = [m.span() for m in _NO_CUE.finditer(text, near, place)]
        for word in self.negated.find(text, near, place):
            if not any(a <= word.start < b for a, b in alike):
                return NEGATED
        if sentence.text.rstrip(_CLOSING).endswith("?"):
            return "a question"
        if _REVISED.search(text, end, sentence.end):
            return _REASONS["corrected"]
        if _UNREAL.match(text, sentence.start, sentence.end):
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
            words = [w for w in words if not self._is_participle(w)]
            if any(not end <= done < word.start for word in words):
                return _REASONS[name]
        named = _NAMED_DEED.search(text[clause.start : place])
        if (
            code == "asserted"
            and named
            and not HAPPENED.search(text, clause.start, clause.end)
        ):
            return "named, and nobody says that it was done"
        if _NEARLY.search(text[near:place]):
            return NEGATED
        # `300 were told to leave`, but not `300 began to leave`
        head = text.rfind(" to ", end, done)
        aim = _TO_DO.match(text, head + 1) if head > 0 and code == "asserted" else None
        if (
            aim is not None
            and not share
            and aim.end() > done
            and not _MADE_TO.search(text[clause.start : place])
            and not _NO_AIM.search(text[end : aim.end("to")] + " ")
        ):
            return _REASONS["wished"]
        return ""

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
        match = _ENDS_PREDICATE.search(self.passage.text, start, end)
        return end if match is None else match.start()

    def _added(self, start: int, end: int) -> Phrase | None:
        """Return what a sentence adds that takes from all before it: `…, if so`."""
        match = _ADDED.search(self.passage.text, start, end)
        code = "predicted" if match and match["if"] else "alleged"
        return match and Phrase(*match.span(), code)

    def _beside(
        self,
        sentence: DraftSentence,
        clause: Clause,
        number: Number,
        saying: Saying | None,
    ) -> Phrase | None:
        """Return a word of doubt elsewhere in the sentence, the nearest.

        It may be of something else; but that is for a person to say. What a relative
        clause tells is told by itself, unless somebody is accused of it.
        """
        text, place = self.passage.text, number.start
        words = self._words(sentence.start, place)
        cues = [
            cue
            for cue in words
            if not self._of_speech(cue, saying)
            and not self._is_over(cue, saying)
            and (saying is None or saying.governs(cue.start))
            and not (cue.code == "denied" and _ELSEWHERE.search(text, cue.end, place))
            and not is_of_else(sentence, cue, number)
        ]
        if _RELATIVE.match(text, clause.start):
            cues = [cue for cue in cues if cue.code in WHOEVER[:2]]
        return self._strongest(cues, place)

    def _disputed(self, sentence: DraftSentence, number: Number) -> Phrase | None:
        """Return what calls all before it disputed: `…, an account it rejects`."""
        cues = self._words(number.end, sentence.end)
        cue = next((c for c in cues if c.code == "denied"), None)
        if cue is None:
            return None
        between = self.passage.text[number.end : cue.start]
        account = _ACCOUNT.search(between)
        return Phrase(cue.start, cue.end, "alleged") if account else None

    def _words(self, start: int, end: int) -> list[Phrase]:
        """Return the words that cast doubt, without those that only look like it."""
        text = self.passage.text
        alike = [m.span() for m in _NO_CUE.finditer(text, start, end)]
        return [
            cue
            for cue in self.words.find(text, start, end)
            if not self._is_a_month(cue)
            and not any(a <= cue.start < b for a, b in alike)
            and is_of_truth(text, cue)
        ]

    def _strongest(self, cues: list[Phrase], place: int) -> Phrase | None:
        strong = [c for c in cues if c.code in WHOEVER]
        if strong:
            return min(strong, key=lambda c: _STRONGEST.index(c.code))
        # of `plans to organise … and expects 5,000` the nearer is of the number
        near = ((abs(c.start - place), _STRONGEST.index(c.code), c) for c in cues)
        return min(near, key=lambda pair: pair[:2], default=(0, 0, None))[2]

    def _of_more(self, cue: Phrase, place: int, done: int) -> bool:
        """Tell whether a cue is of what a sentence adds: `held, and would be …`."""
        return place < done < cue.start and adds(self.passage.text[done : cue.start])

    def _is_a_month(self, cue: Phrase) -> bool:
        return self.passage.text[cue.start : cue.end] == "May"

    def _of_speech(self, cue: Phrase, saying: Saying | None) -> bool:
        """Tell whether a cue is a verb of saying that governs something else."""
        return saying is not None and cue.start == saying.cue.start

    def _is_of_who(self, cue: Phrase, saying: Saying | None) -> bool:
        """Tell whether a cue is of who says something: `its director for planning`."""
        if saying is None or cue.code in WHOEVER or cue.end > saying.cue.start:
            return False
        conditional = self.passage.text[cue.start : cue.end].casefold() in _CONDITIONS
        return not saying.governs(cue.start) and not conditional

    def _is_over(self, cue: Phrase, saying: Saying | None) -> bool:
        """Tell whether a cue ends where somebody goes on: `accused …, and said`."""
        if saying is None or not cue.end <= saying.cue.start:
            return False
        between = self.passage.text[cue.end : saying.cue.start]
        return re.search(r"\band\s+(?:\w+\s+)?$", between) is not None

    def _aim(self, start: int, place: int) -> Phrase | None:
        """Return the infinitive that a number is the aim of: `to evict 800,000`."""
        before = self.passage.text[start:place]
        match = _TO.search(before)
        if match is None or _NO_AIM.search(before[: match.start("verb")]):
            return None
        return Phrase(start + match.start(), start + match.end("verb"), "planned")
