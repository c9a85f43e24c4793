"""In what manner a text puts a figure forward: not as true where a word casts doubt.

What is wrongly drafted as asserted does most harm, so one word in the clause that casts
doubt is enough, and the strongest of several wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.draft.elsewhere import HAPPENED, WHOEVER, adds, is_maybe_now, is_of_else
from kg.draft.lexicon import Phrase, by_code
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.saying import Saying
from kg.draft.tenses import BY_ITSELF, OUTLOOK, WOULD_DO, of_tense, tense_cues
from kg.draft.truth import is_of_truth, is_put_forward
from kg.draft.undone import NO_AIM, NO_CUE, Undone
from kg.draft.wording import Wording

_STRONGEST = (
    *("denied", "alleged", "threatened", "planned", "predicted", "concern"),
    *("tentative", "presupposed"),
)
_TO = Wording(
    "manner.to",
    r"\bto\s+(?:\w+ly\s+)?(?P<verb>[a-z]+)(?:\s+(?:back|out|in|home|away|about|the|all|a|"
    r"another|an|other|their|its))*\s*$",
)
_ADDED = Wording(
    "manner.added",
    r",\s+(?:(?P<if>if)|it\s+(?:is|was)\s+(?:feared|believed|thought|rumoured))\b",
    re.IGNORECASE,
)

_UNVERIFIED = Wording(
    "manner.unverified",
    r"\b(?:could|can|has|have)\s?n(?:o|['\u2019])t\s+(?:yet\s+)?(?:be(?:en)?\s+)?(?:\w+ly\s+)?"
    r"(?:verif(?:y|ied)|confirm(?:ed)?|check(?:ed)?|corroborate(?:d)?)\b|"
    r"\bimpossible\s+to\s+(?:verify|confirm|check)\b|\bunverified\b|\bunconfirmed\b",
    re.IGNORECASE,
)
_RELATIVE = Wording(
    "manner.relative",
    r"(?:(?:through|in|at|from|to|by|on|via|near)\s(?=which))?"
    r"(?:which|who|where|whose|prompting|forcing|causing|leaving|displacing|killing|"
    r"pushing|driving)\b",
    re.IGNORECASE,
)
"""How clauses begin that tell something by themselves."""

_ACCOUNT = Wording(
    "manner.account",
    r",\s+(?:an?|the)\s+(?:[\w-]+\s+)?(?:account|claim|charge|allegation|accusation|figure|"
    r"number|version|toll|assertion)\b|,\s+which\b",
)
_FIGURE_THAT = Wording(
    "manner.figure_that",
    r",\s+(?:an?|the)\s+(?:figure|number|account|claim|toll|estimate|version)\s+(?:that|which)\b",
)
_RUMOUR = Wording(
    "manner.rumour",
    r"\b(?:(?:figures?|numbers?|tolls?|counts?|estimates?)\s+of|reports?|claims?|accusations?|allegations?|suggestions?|talk|rumou?rs?|"
    r"that|idea|notion)\b",
    re.IGNORECASE,
)
_ELSEWHERE = Wording(
    "manner.elsewhere",
    r"[;:\u2014\"\u201c]|\b(?:and|but|then)\s+(?:has\s|had\s|have\s|also\s|they\s|he\s|she\s|it\s)*"
    r"(?:said|says|announced|added|warned|admitted|put|gave|insisted)\b|,\s+saying\b",
)
"""Between a denial and a number, what parts them."""

_LEAVES = Wording(
    "manner.leaves",
    r"\s+(?:[\w-]+\s+){0,3}?(?P<verb>leaves?|go|goes|fly|flies|moves?|arrives?|departs?|"
    r"travels?|sails?)\b[^.;,]*\b(?:on\s+\w+day|tomorrow|next\s+\w+)\b",
    re.IGNORECASE,
)
"""Behind a number, a verb in the present with a day: that is to come."""

_OF_OFFICE = Wording(
    "manner.of_office",
    r"\b(?:director|head|chief|minister|ministry|manager|officer|secretary|coordinator|"
    r"department|directorate|commissioner|bureau|unit)\s+(?:of|for)\s+(?:[\w-]+\s+(?:and\s+)?){0,3}$",
    re.IGNORECASE,
)
"""Before a word of somebody's office: `the director for policy and planning`."""

_MODALS = frozenset(("will", "would", "could", "may", "might"))
_IF = Wording(
    "manner.if",
    r"\b(?:if|unless|were|should|in\s+(?:that|the)\s+event)\b",
    re.IGNORECASE,
)
_CONDITIONS = Wording("manner.conditions", r"if|unless|should the", re.IGNORECASE)
_UNDER = Wording(
    "manner.under",
    r"\bunder\s+(?:the|this|that|a|its|their)\s+(?:[\w-]+\s+){0,2}?(?:deal|plan|pact|"
    r"agreement|accord|scheme|programme|rules?|law|bill|proposal)\b",
    re.IGNORECASE,
)
"""What is to be, where no verb in the past says that it was."""

_SO_FAR = Wording(
    "manner.so_far", r"[^.;]*\b(?:so far|to date|already)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Manner:
    """A modality, and the words that give it.

    ``left`` is the reason for which the figure is none as it stands, or "".
    """

    code: str = "asserted"
    cue: Phrase | None = None
    left: str = ""


_UNSURE = "no word makes sure that it is put forward as true"


_ADDING = Wording(
    "manner.adding",
    r"\b(?:adding|noting|recalling|pointing out|stressing)\s+that\b[^;]*$",
    re.IGNORECASE,
)
_HAD = Wording(
    "manner.had",
    r"\s+(?:[\w-]+\s+){0,2}?(?:had|have|has)\s+(?:already\s+|been\s+)*[a-z]",
)


class MannerReader:
    """Reads the manner of a figure from its clause and the verb that governs it."""

    def __init__(self, passage: DraftText) -> None:
        self.passage, self.language = passage, passage.language
        language = passage.language
        self.words = by_code(language, "modality")
        self.undone = Undone(passage)

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
            if not self._is_before_more(cue, number)
        ]
        if saying is not None and saying.cue.code:
            cues.append(saying.cue)
        if (aim := self._aim(clause.start, place)) is not None:
            cues.append(aim)
        leaves = _LEAVES[self.language].match(text, number.end, clause.end)
        if leaves is not None and not HAPPENED[self.language].search(
            text, clause.start, clause.end
        ):
            cues.append(Phrase(*leaves.span("verb"), "planned"))
        under = _UNDER[self.language].search(text, clause.start, place)
        if (
            under is not None
            and not HAPPENED[self.language].search(text, under.end(), clause.end)
            and not _SO_FAR[self.language].match(text, number.end, clause.end)
        ):
            cues.append(Phrase(*under.span(), "planned"))
        # an `if` or `unless` before the clause is of all that follows it
        aside = _RELATIVE[self.language].match(text, clause.start) is not None
        cues += [
            cue
            for cue in self.words.find(text, sentence.start, clause.start)
            if _CONDITIONS[self.language].fullmatch(text, cue.start, cue.end)
            and not aside
        ]
        cues = [
            c for c in cues if c.code in WHOEVER or not self._of_more(c, place, done)
        ]
        cues = [c for c in cues if not is_of_else(sentence, c, number)]
        cue = (
            self._strongest(cues, place)
            or self._beside(sentence, clause, number, saying)
            or self._added(number.end, sentence.end)
            or self._unverified(number.end, clause.end)
            or (self._disputed(sentence, number) if saying is None else None)
            or before
        )
        cue = cue and self._of_modal(sentence, number, saying, cue)
        if cue is not None and cue.code == "denied" and cue.start > place:
            account = _FIGURE_THAT[self.language].search(text, number.end, cue.start)
            rumour = account is None and _RUMOUR[self.language].search(
                text, sentence.start, place
            )
            # `300 left, which it denies`, but `reports that 300 left are false`
            claimed = saying is not None and saying.cue.code == "alleged"
            cue = cue if rumour else Phrase(cue.start, cue.end, "alleged")
            if (
                not rumour
                and not claimed
                and saying is not None
                and saying.cue.start != cue.start
            ):
                cue = None  # somebody says it, whoever denies it
        code = "asserted" if cue is None else cue.code
        left = self.undone.reason(sentence, clause, number, done, code)
        if cue is None and not is_put_forward(sentence):
            left = left or _UNSURE
        return Manner(code, cue, left)

    def _of_modal(
        self,
        sentence: DraftSentence,
        number: Number,
        saying: Saying | None,
        cue: Phrase,
    ) -> Phrase:
        """Return a modal verb in the manner of who says it, or of what is foreseen.

        Who promises plans what `would` be, who warns or expects does not plan what
        `will`; and what happens by itself nobody plans.
        """
        text = self.passage.text
        if self.language != "en":
            return of_tense(self.passage, saying, cue)
        if text[cue.start : cue.end].casefold() not in _MODALS:
            return cue
        if is_maybe_now(sentence, cue):
            return Phrase(cue.start, cue.end, "tentative")
        if saying is not None and saying.governs(number.start):
            if saying.cue.code in OUTLOOK:
                return saying.cue
            if cue.code == "planned" and self._is_warning(saying.cue):
                return Phrase(cue.start, cue.end, "predicted")
            planned = WOULD_DO[self.language].match(text, cue.start, sentence.end)
            if planned and not _IF[self.language].search(
                text, sentence.start, sentence.end
            ):
                return Phrase(cue.start, cue.end, "planned")
        if cue.code != "planned" or cue.start < number.end:
            return cue
        by_itself = BY_ITSELF[self.language].match(text, cue.end, sentence.end)
        if by_itself is None:
            return cue
        return Phrase(cue.start, cue.end, "predicted")

    def _is_warning(self, cue: Phrase) -> bool:
        """Tell whether somebody warns, who foresees and does not plan."""
        return self.passage.text[cue.start : cue.end].casefold().startswith("warn")

    def _unverified(self, start: int, end: int) -> Phrase | None:
        """Return what says that nobody could check: `a figure not verified by us`."""
        match = _UNVERIFIED[self.language].search(self.passage.text, start, end)
        return match and Phrase(*match.span(), "alleged")

    def _added(self, start: int, end: int) -> Phrase | None:
        """Return what a sentence adds that takes from all before it: `…, if so`."""
        match = _ADDED[self.language].search(self.passage.text, start, end)
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
            and not (
                cue.code == "denied"
                and _ELSEWHERE[self.language].search(text, cue.end, place)
            )
            and not is_of_else(sentence, cue, number)
        ]
        if _RELATIVE[self.language].match(text, clause.start):
            cues = [cue for cue in cues if cue.code in WHOEVER[:2]]
        return self._strongest(cues, place)

    def _disputed(self, sentence: DraftSentence, number: Number) -> Phrase | None:
        """Return what calls all before it disputed: `…, an account it rejects`."""
        cues = self._words(number.end, sentence.end)
        cue = next((c for c in cues if c.code == "denied"), None)
        if cue is None:
            return None
        between = self.passage.text[number.end : cue.start]
        account = _ACCOUNT[self.language].search(between)
        return Phrase(cue.start, cue.end, "alleged") if account else None

    def _words(self, start: int, end: int) -> list[Phrase]:
        """Return the words that cast doubt, without those that only look like it."""
        text = self.passage.text
        alike = [m.span() for m in NO_CUE[self.language].finditer(text, start, end)]
        cues = self.words.find(text, start, end)
        return [
            cue
            for cue in cues
            if not self._is_a_name(cue)
            and not any(a <= cue.start < b for a, b in alike)
            and is_of_truth(text, cue, self.language)
        ] + tense_cues(self.passage, start, end, cues)

    def _strongest(self, cues: list[Phrase], place: int) -> Phrase | None:
        strong = [c for c in cues if c.code in WHOEVER]
        if strong:
            return min(strong, key=lambda c: _STRONGEST.index(c.code))
        # of `plans to organise … and expects 5,000` the nearer is of the number
        near = ((abs(c.start - place), _STRONGEST.index(c.code), c) for c in cues)
        return min(near, key=lambda pair: pair[:2], default=(0, 0, None))[2]

    def _of_more(self, cue: Phrase, place: int, done: int) -> bool:
        """Tell whether a cue is of what a sentence adds: `held, and would be …`."""
        return place < done < cue.start and adds(
            self.passage.text[done : cue.end], self.language
        )

    def _is_a_name(self, cue: Phrase) -> bool:
        """Tell whether a word is of a name: `May`, `the Border Data Project`."""
        text = self.passage.text
        if text[cue.start : cue.end] == "May":
            return True
        before = text[max(0, cue.start - 2) : cue.start]
        title = text[cue.start : cue.start + 1].isupper()
        return title and re.fullmatch(r"[\w,] ", before) is not None

    def _of_speech(self, cue: Phrase, saying: Saying | None) -> bool:
        """Tell whether a cue is a verb of saying that governs something else."""
        return saying is not None and cue.start == saying.cue.start

    def _is_before_more(self, cue: Phrase, number: Number) -> bool:
        """Tell whether what was said before is ahead, and this was done.

        As in `it will deport two million, he said, adding that 300 had left`.
        """
        text = self.passage.text
        if _HAD[self.language].match(text, number.end) is None:
            return False
        between = text[cue.end : number.start]
        return _ADDING[self.language].search(between) is not None

    def _is_of_who(self, cue: Phrase, saying: Saying | None) -> bool:
        """Tell whether a cue is of who says something: `its director for planning`."""
        if saying is None or cue.code not in ("planned", "predicted", "concern"):
            return False
        if cue.end > saying.cue.start or saying.governs(cue.start):
            return False
        before = self.passage.text[max(0, cue.start - 30) : cue.start]
        return _OF_OFFICE[self.language].search(before) is not None

    def _is_over(self, cue: Phrase, saying: Saying | None) -> bool:
        """Tell whether a cue ends where somebody goes on: `accused …, and said`."""
        if saying is None or not cue.end <= saying.cue.start:
            return False
        between = self.passage.text[cue.end : saying.cue.start]
        return re.search(r"\band\s+(?:\w+\s+)?$", between) is not None

    def _aim(self, start: int, place: int) -> Phrase | None:
        """Return the infinitive that a number is the aim of: `to evict 800,000`."""
        before = self.passage.text[start:place]
        match = _TO[self.language].search(before)
        if match is None or NO_AIM[self.language].search(before[: match.start("verb")]):
            return None
        return Phrase(start + match.start(), start + match.end("verb"), "planned")
