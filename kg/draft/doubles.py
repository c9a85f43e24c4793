"""Numbers that say two things: `1,150 are held and will be returned`.

Those to whom something is to be done, as is planned, demanded or feared, are there, as
the text takes for granted: `move all 300 people still at Teln`. And of those who are
there a second verb may tell what is to be done.
"""

from __future__ import annotations

import re

from kg.draft.acts import Act
from kg.draft.contents import ContentReader
from kg.draft.lexicon import Phrase
from kg.draft.manner import Manner
from kg.draft.numbers import Number, bare_words
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.wording import Wording

_DEFINITE = Wording(
    "doubles.definite",
    r"\b(?:the|its|their|his|her|our|those|these|all|all\s(?:the|its|of\sthe|those))\s+$",
    re.IGNORECASE,
)
_WITHIN = Wording("doubles.within", r"(?:the|all|all the|those|these)\s", re.IGNORECASE)
"""How the words of an amount may begin that is of those who are there."""

_NOT_THERE = Wording(
    "doubles.not_there",
    r"\s+(?:(?:people|persons|families|refugees|migrants|men|women|[\w-]+)\s+){0,2}?"
    r"(?:(?:that|whom|which)\s+)?(?:(?:he|she|it|they|we|the\s\w+)\s+)?(?:had\s+|has\s+)?"
    r"(?:been\s+)?(?:promised|planned|expected|pledged|hoped|wanted|demanded|agreed|"
    r"supposed|predicted|forecast|due|a\s(?:day|week|month|year)|per\s|each\s|every\s)",
    re.IGNORECASE,
)
"""Behind people who are in plans alone: `the 300 people he had promised`."""

_AND_WOULD = Wording(
    "doubles.and_would",
    r"\s*,?\s*and\s+(?P<modal>would|will|could|may|might|are\sto|were\sto)\s+"
    r"(?:(?:also|then|soon|later)\s+)?(?:be\s+)?",
    re.IGNORECASE,
)
_FORESEEN = frozenset(("could", "may", "might"))
_NEAR = 30
"""Characters behind the modal in which the deed stands."""

_MANNERS = ("planned", "predicted", "threatened", "concern")
_LEFT = ("demanded", "a word behind it", "named, and")
"""How the reasons begin for which a number is no draft that may be of people there."""

_ALIVE = ("person", "family", "household")


class Doubles:
    """Finds what else a number says than its first verb tells."""

    def __init__(self, passage: DraftText, contents: ContentReader) -> None:
        self.passage, self.contents = passage, contents
        self.language = passage.language

    def taken_for_granted(
        self, sentence: DraftSentence, clause: Clause, number: Number, manner: Manner
    ) -> dict[str, str] | None:
        """Return the stock of those of whom something is planned or demanded, if any.

        Of what is only in plans there is none, nor of a number that is no definite one.
        """
        if manner.code not in _MANNERS and not manner.left.startswith(_LEFT):
            return None
        text = self.passage.text
        before = text[clause.start : number.start]
        if not (
            _DEFINITE[self.language].search(before)
            or _WITHIN[self.language].match(number.words)
        ):
            return None
        counted = self.contents.counting.of(number, clause, None)
        if counted is None or counted.unit not in _ALIVE or number.amount.value == 0:
            return None
        if _NOT_THERE[self.language].match(text, number.end, sentence.end):
            return None
        words = number.words
        if number.amount.unit is not None and counted.unit != number.amount.unit:
            words = bare_words(number, self.passage.language)
        return self._stock(sentence, clause, number, words, counted.unit)

    def _stock(
        self,
        sentence: DraftSentence,
        clause: Clause,
        number: Number,
        words: str,
        unit: str,
    ) -> dict[str, str]:
        kind = "StockObservation"
        thing = self.contents.measuring.count(
            *(sentence, clause, number, None), kind=kind, unit=unit, year=""
        )
        says = {"type": kind, "measures": thing.id, "amount": words, "unit": unit}
        last = self.passage.reported_until
        return says | {"period": last or f"{self.passage.published}"}

    def to_be_done(
        self, sentence: DraftSentence, clause: Clause, number: Number, unit: str
    ) -> tuple[Clause, dict[str, str], Manner] | None:
        """Return what is to be done to those who are counted, behind what they did.

        With the clause that tells it, and its manner.
        """
        text = self.passage.text
        modal = _AND_WOULD[self.language].match(text, clause.end, sentence.end)
        if modal is None or unit not in _ALIVE:
            return None
        stop = min(modal.end() + _NEAR, sentence.end)
        deeds = self.contents.movements.find(text, modal.end(), stop)
        if not deeds:
            return None
        further = sentence.clause(modal.start("modal"))
        act = Act("movement", deeds[0])
        thing = self.contents.measuring.count(
            *(sentence, further, number, act),
            kind="FlowObservation",
            unit=unit,
            year="",
        )
        says = {"type": "FlowObservation", "measures": thing.id}
        says |= {"amount": number.words, "unit": unit}
        says |= {"movementTerm": text[deeds[0].start : deeds[0].end]}
        says |= {"movementType": deeds[0].code}
        foreseen = modal["modal"].casefold() in _FORESEEN
        cue = Phrase(*modal.span("modal"), "predicted" if foreseen else "planned")
        return further, says, Manner(cue.code, cue)
