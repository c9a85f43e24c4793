"""A figure that a model proposes, held against the text: a draft, or why it is none.

Nothing of an answer gets into a draft but codes and ids. Words, numbers, dates and
positions are those of the text, where the answer only says which.
"""

from __future__ import annotations

import re

from kg.amounts.phrase import parse_amount
from kg.draft.dates import When
from kg.draft.dating import rule_of
from kg.draft.figures import Characters, Draft, Unplaced
from kg.draft.kinds import EACH, EVERY, unit_of_time
from kg.draft.lexicon import Phrase
from kg.draft.manner import Manner
from kg.draft.measured import contradicts
from kg.draft.model.answer import Proposed
from kg.draft.model.guard import Guard
from kg.draft.model.portions import Portion
from kg.draft.model.speaking import NotPlaced, Speaking
from kg.draft.model.task import CONTENTS, Task
from kg.draft.model.verbatim import Span, meets, nearest_to, stands
from kg.draft.numbers import Number, words_in
from kg.draft.passage import DraftSentence, DraftText
from kg.draft.speakers import Speakers
from kg.draft.summary import summary_of
from kg.draft.wording import Wording

_RELATIVE = ("percent", "ratio")
_EACH_OF_THEM = Wording(
    "placing.each_of_them",
    r"(?:\s+(?!(?:in|within|over|for|after|about)\b)[\w'\u2019-]+){1,3}?"
    rf"{EACH['en'].pattern}(?!\s+(?:after|before|later|earlier|ago))",
    re.IGNORECASE,
)
"""The same behind a noun that no rule knows: not `300 left in a month`, or a day later.
"""

_UP_TO_NOW = frozenset(
    (
        "",
        "so far",
        "to date",
        "until now",
        "up to now",
        "now",
        "at present",
        "currently",
    )
)
"""Words for no other days than those that are meant where nobody dates anything."""

_NEW = "new: "
_YEAR = re.compile(r"[0-9]{4}")
_COUNTS = (*CONTENTS, "RateObservation")
_FEW = 4
"""Words of a quote, below which it says too little to be cited: then its clause is."""


class Placer:
    """Places what a model proposes of a text."""

    def __init__(self, passage: DraftText, speakers: Speakers, task: Task) -> None:
        self.passage, self.text, self.task = passage, passage.text, task
        self.guard = Guard(passage, speakers)
        self.speaking = Speaking(passage, speakers, task)

    def place(self, portion: Portion, proposed: Proposed) -> Draft | Unplaced:
        """Return a draft of a portion, or the reason for which it is none."""
        named = portion.sentences.get(proposed.sentence)
        span = (
            (portion.start, portion.end) if named is None else (named.start, named.end)
        )
        try:
            span = self._quote(portion, named, proposed)
            number, sentence = self._number(portion, span, proposed)
            return self._draft(portion, sentence, number, proposed, span=span)
        except NotPlaced as error:
            return Unplaced(*span, str(error))

    def _quote(
        self, portion: Portion, named: DraftSentence | None, proposed: Proposed
    ) -> Span:
        """Return where a quote stands: in its sentence, or in the portion, once."""
        places = list[Span]()
        if named is not None:
            places = stands(proposed.quote, self.text, named.start, named.end)
        if len(places) != 1:
            places = stands(proposed.quote, self.text, portion.start, portion.end)
        if not places:
            raise NotPlaced("the model quotes what does not stand in the text")
        if len(places) > 1:
            raise NotPlaced("the model quotes what stands there more than once")
        return places[0]

    def _number(
        self, portion: Portion, quote: Span, proposed: Proposed
    ) -> tuple[Number, DraftSentence]:
        """Return the amount that is meant, as the grammar reads it in the text."""
        places = stands(proposed.amount, self.text, *quote)
        if not places:
            raise NotPlaced("the amount of the model does not stand in its quote")
        if len(places) > 1:
            raise NotPlaced(
                "the amount of the model stands in its quote more than once"
            )
        place = places[0]
        if not self._is_whole(place, portion):
            raise NotPlaced("the amount of the model is a part of a number")
        meant = [
            (number, sentence)
            for sentence in portion.sentences.values()
            for number in sentence.numbers
            if meets((number.start, number.end), place)
        ]
        if len(meant) != 1:
            several = "several numbers" if meant else "none: a year, a day, an age"
            raise NotPlaced(f"the amount of the model is {several}")
        number, sentence = meant[0]
        if not (number.start <= place[0] and place[1] <= number.end):
            try:  # words beside it may say more than the grammar reads: `perhaps 300`
                parse_amount(proposed.amount, self.passage.language)
            except ValueError:
                reason = "the amount of the model has words that are not understood"
                raise NotPlaced(reason) from None
        return number, sentence

    def _is_whole(self, place: Span, portion: Portion) -> bool:
        """Tell whether a place begins and ends with words and numbers of the text."""
        tokens = words_in(self.text, portion.start, portion.end, self.passage.language)
        ends = {token.end - self.text.endswith(".", 0, token.end) for token in tokens}
        begins = {token.start for token in tokens}
        return place[0] in begins and place[1] in ends | {t.end for t in tokens}

    def _draft(
        self,
        portion: Portion,
        sentence: DraftSentence,
        number: Number,
        proposed: Proposed,
        *,
        span: Span,
    ) -> Draft:
        if reason := self.guard.reason(number):
            raise NotPlaced(reason)
        manner = self._manner(sentence, number, proposed)
        rules = self.guard.speaker(sentence, number)
        speaker = self.speaking.of(portion, sentence, number, proposed, rules=rules)
        says = self._says(portion, sentence, number, proposed, manner=manner)
        manner = self.guard.figures.still_to_come(manner, says)
        if len(self.text[slice(*span)].split()) < _FEW:
            clause = sentence.clause(number.start)
            span = min(span[0], clause.start), max(span[1], clause.end)
        return Draft(
            start=min(span[0], number.start),
            end=max(span[1], number.end),
            number=Characters(number.start, number.end),
            speaker=speaker,
            manner=manner,
            summary=summary_of(says),
            says=says,
            rule=rule_of(says, self.passage),
        )

    def _manner(
        self, sentence: DraftSentence, number: Number, proposed: Proposed
    ) -> Manner:
        """Return the manner that rules see, or a weaker one that a model shows."""
        rules = self.guard.manner(sentence, number)
        if rules.left:
            raise NotPlaced(rules.left)
        code = proposed.modality
        if code == "denied":
            raise NotPlaced("denied: write what is denied, and who denies it")
        if code == "asserted" or rules.code != "asserted":
            return rules
        before = self.passage.sentences
        start = max((s.start for s in before if s.start < sentence.start), default=0)
        cue = nearest_to(
            number.start, stands(proposed.cue, self.text, start, sentence.end)
        )
        if cue is None:
            raise NotPlaced(f"no word of the text shows that it is {code}")
        return Manner(code, Phrase(*cue, code))

    def _says(
        self,
        portion: Portion,
        sentence: DraftSentence,
        number: Number,
        proposed: Proposed,
        *,
        manner: Manner,
    ) -> dict[str, str]:
        """Return what a number says: as rules read it, and what the model adds.

        Of what a change or a share is, and how far money and goods have come, rules
        tell alone.
        """
        drafted = self.guard.draft(number)
        by_rules = {} if drafted is None else dict(drafted.says)
        says = by_rules or self._counted(sentence, number, proposed)
        if "transferStage" in says:
            return says
        if says["type"] in _COUNTS:
            says |= self._movement(portion, sentence, number, proposed, says["type"])
            when = self._when(
                portion, sentence, number, proposed, manner=manner, by_rules=by_rules
            )
            if when is not None or "period" not in says:
                clause, figures = sentence.clause(number.start), self.guard.figures
                ahead = figures.timing.is_ahead(clause, number, manner)
                says |= figures.periods.of(
                    *(clause, number, says, when),
                    earlier="",
                    other="",
                    ahead=ahead,
                    part=False,
                )
        says["measures"] = self._thing(sentence, number, proposed, says)
        return says

    def _counted(
        self, sentence: DraftSentence, number: Number, proposed: Proposed
    ) -> dict[str, str]:
        """Return what a number counts of which rules read nothing."""
        amount, clause = number.amount, sentence.clause(number.start)
        counted = self.guard.figures.counting.of(number, clause, None)
        unit = proposed.unit if counted is None else counted.unit
        if amount.currency is not None or unit == "money":
            raise NotPlaced("a sum of money, of which rules do not tell how far it is")
        if counted is None and any(n.amount.currency for n in sentence.numbers):
            raise NotPlaced("without a noun, beside a sum of money: it may be one")
        if amount.direction is not None or unit in _RELATIVE:
            raise NotPlaced("a change or a share, of which rules do not tell of what")
        says = {"type": proposed.type, "measures": "", "amount": number.words}
        says["unit"] = unit
        language = self.passage.language
        if counted is None:
            each = _EACH_OF_THEM[language].match(self.text, number.end)
        else:
            each = EACH[language].match(self.text, counted.end)
        each = each or EVERY[language].search(self.text[clause.start : number.start])
        if amount.per is not None or each is not None:
            says["type"] = "RateObservation"
        if each is not None:
            says["perTime"] = unit_of_time(each[1], language)
        return says

    def _movement(
        self,
        portion: Portion,
        sentence: DraftSentence,
        number: Number,
        proposed: Proposed,
        kind: str,
    ) -> dict[str, str]:
        """Return the word for a movement and its code: that of the word, if it has.

        It stands in the sentence, or before it: `General Security says 300`.
        """
        term, own = proposed.movement_term, (number.start, number.end)
        if not proposed.movement_type or kind == "StockObservation":
            return {}
        places = stands(term, self.text, sentence.start, sentence.end)
        places = places or stands(term, self.text, portion.first, sentence.start)
        place = nearest_to(number.start, [p for p in places if not meets(p, own)])
        if place is None and self.guard.draft(number) is None:
            raise NotPlaced("the word of the model for a movement does not stand there")
        if place is None:  # then it is the word of the rules
            return {}
        codes = self.guard.figures.movements.find(self.text, *place)
        code = codes[0].code if codes else proposed.movement_type
        return {"movementTerm": self._words(place), "movementType": code}

    def _when(
        self,
        portion: Portion,
        sentence: DraftSentence,
        number: Number,
        proposed: Proposed,
        *,
        manner: Manner,
        by_rules: dict[str, str],
    ) -> When | None:
        """Return the date that is meant, as the rules for dates read it in the text.

        None where the text gives none, where it dates what somebody says, or where
        the rules read what is nearer. A date that nobody understands is no
        reason to take another.
        """
        words = " ".join(proposed.period.casefold().split())
        if words in _UP_TO_NOW or self._is_reported(words, by_rules):
            return None
        places = stands(proposed.period, self.text, sentence.start, sentence.end)
        inside = bool(places)
        places = places or stands(
            proposed.period, self.text, portion.first, portion.end
        )
        place = nearest_to(number.start, places)
        if place is None:
            raise NotPlaced("the words of the model for the period do not stand there")
        if not inside and "periodText" in by_rules:
            return None
        sentences = self.passage.sentences
        home = next((s for s in sentences if s.start <= place[0] < s.end), sentence)
        clause, timing = sentence.clause(number.start), self.guard.figures.timing
        ahead = timing.is_ahead(clause, number, manner)
        dates = home.dates_ahead if ahead else home.dates
        whens = [when for when in dates if meets((when.start, when.end), place)]
        if len(whens) != 1 or not whens[0].edtf:
            raise NotPlaced("the words of the model for the period are not one date")
        return None if timing.is_of_speech(home, whens[0]) else whens[0]

    def _is_reported(self, words: str, by_rules: dict[str, str]) -> bool:
        """Tell whether words are of the days that a text says it reports on."""
        days = self.passage.reporting_period
        return "reporting period" in words and by_rules.get("period") == days != ""

    def _thing(
        self,
        sentence: DraftSentence,
        number: Number,
        proposed: Proposed,
        says: dict[str, str],
    ) -> str:
        """Return what is measured: a thing that fits, or words for a new one.

        It is one that the model was offered, and of which the sentence says nothing
        else; or what rules read; or `new: ` and words of the text, or of codes.
        """
        things, id = self.passage.things, proposed.measures
        year = _YEAR.match(says.get("period", ""))
        clause = sentence.clause(number.start)
        classes = CONTENTS.get(says["type"], CONTENTS["FlowObservation"])
        for thing in self.task.measured:
            if thing.id == id and not contradicts(
                sentence, clause, thing, "", year[0] if year else ""
            ):
                relative = says["type"] not in _COUNTS
                if relative or things.is_a(thing, *classes):
                    return id
        by_rules = says["measures"]
        if by_rules and not by_rules.startswith(_NEW):
            return by_rules
        name = id.removeprefix(_NEW) if id.startswith(_NEW) else ""
        place = nearest_to(number.start, stands(name, self.text, 0, len(self.text)))
        if place is not None and not meets(place, (number.start, number.end)):
            return _NEW + self._words(place)
        kind = says.get("movementType") or says["unit"]
        return by_rules or f"{_NEW}{kind}"

    def _words(self, place: Span) -> str:
        return " ".join(self.text[slice(*place)].split())
