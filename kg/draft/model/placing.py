"""A figure that a model proposes, held against the text: a draft, or why it is none.

Nothing of an answer gets into a draft but codes and ids. Words, numbers, dates and
positions are those of the text, where the answer only says which.
"""

from __future__ import annotations

import re

from kg.amounts.phrase import parse_amount
from kg.draft.dates import When
from kg.draft.figures import EACH, Characters, Draft, Unplaced, summary_of
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

_AHEAD = ("planned", "predicted", "threatened")
_RELATIVE = ("percent", "ratio")
_EACH_OF_THEM = re.compile(
    rf"(?:\s+[\w'\u2019-]+){{1,3}}?{EACH.pattern}(?!\s+(?:after|before|later|earlier|ago))",
    EACH.flags,
)
"""The same behind a noun that no rule knows; but not `300 left a day later`."""

_NEW = "new: "
_YEAR = re.compile(r"[0-9]{4}")
_COUNTS = (*CONTENTS, "RateObservation")


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
        tokens = words_in(self.text, portion.start, portion.end)
        begins = any(token.start == place[0] for token in tokens)
        if not begins or not any(token.end == place[1] for token in tokens):
            raise NotPlaced("the amount of the model is a part of a number")
        try:
            parse_amount(proposed.amount, self.passage.language)
        except ValueError:
            raise NotPlaced(
                "the amount of the model is none that is understood"
            ) from None
        meant = [
            (number, sentence)
            for sentence in portion.sentences.values()
            for number in sentence.numbers
            if meets((number.start, number.end), place)
        ]
        if len(meant) != 1:
            several = "several numbers" if meant else "a year, day, age or the like"
            raise NotPlaced(f"the amount of the model is {several}")
        return meant[0]

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
        drafted = self.guard.draft(number)
        if drafted is not None and drafted.says["type"] not in _COUNTS:
            says = dict(drafted.says)  # a change or a share goes on what is before it
        else:
            says = self._says(portion, sentence, number, proposed, manner=manner)
        return Draft(
            start=min(span[0], number.start),
            end=max(span[1], number.end),
            number=Characters(number.start, number.end),
            speaker=speaker,
            manner=manner,
            summary=summary_of(says),
            says=says,
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
        drafted, amount = self.guard.draft(number), number.amount
        clause = sentence.clause(number.start)
        counted = self.guard.figures.counting.of(number, clause, None)
        unit = proposed.unit if counted is None else counted.unit
        if amount.currency is not None or unit == "money":
            raise NotPlaced("a sum of money: rules draft it, or a person")
        if amount.direction is not None or unit in _RELATIVE:
            raise NotPlaced(
                "a change or a share, and no figure before it that it is of"
            )
        earlier = {} if drafted is None else drafted.says
        says = {"type": earlier.get("type", proposed.type), "measures": ""}
        says |= {"amount": number.words, "unit": unit}
        if counted is None:
            each = _EACH_OF_THEM.match(self.text, number.end)
        else:
            each = EACH.match(self.text, counted.end)
        if amount.per is not None or each is not None:
            says["type"] = "RateObservation"
        if each is not None:
            says["perTime"] = each[1].casefold()
        says |= self._movement(sentence, number, proposed, says["type"])
        period = self._period(portion, sentence, number, proposed, manner=manner)
        if period is not None:
            says |= self._dated(period, says["type"])
        elif "period" in earlier:
            says |= {k: earlier[k] for k in ("period", "periodText") if k in earlier}
        else:
            says["period"] = self.guard.figures.timing.open(says, manner)
        says["measures"] = self._thing(sentence, number, proposed, says)
        return says

    def _movement(
        self, sentence: DraftSentence, number: Number, proposed: Proposed, kind: str
    ) -> dict[str, str]:
        """Return the word for a movement and its code: that of the word, if it has."""
        if kind == "StockObservation" or not proposed.movement_type:
            return {}
        places = stands(proposed.movement_term, self.text, sentence.start, sentence.end)
        own = number.start, number.end
        place = nearest_to(number.start, [p for p in places if not meets(p, own)])
        if place is None:
            raise NotPlaced("the word of the model for a movement does not stand there")
        codes = self.guard.figures.movements.find(self.text, *place)
        term = " ".join(self.text[slice(*place)].split())
        code = codes[0].code if codes else proposed.movement_type
        return {"movementTerm": term, "movementType": code}

    def _period(
        self,
        portion: Portion,
        sentence: DraftSentence,
        number: Number,
        proposed: Proposed,
        *,
        manner: Manner,
    ) -> When | None:
        """Return the date that is meant, as the rules for dates read it in the text.

        None where the text gives none, where it dates what somebody says, or where it
        stands in another sentence, and this one has a date for the number.
        """
        if not proposed.period.strip():
            return None
        places = stands(proposed.period, self.text, sentence.start, sentence.end)
        inside = bool(places)
        if not inside:
            places = stands(proposed.period, self.text, portion.first, portion.end)
        place = nearest_to(number.start, places)
        if place is None:
            raise NotPlaced("the words of the model for the period do not stand there")
        drafted = self.guard.draft(number)
        if not inside and drafted is not None and "periodText" in drafted.says:
            return None
        home = next(s for s in self.passage.sentences if s.start <= place[0] < s.end)
        dates = home.dates_ahead if manner.code in _AHEAD else home.dates
        whens = [when for when in dates if meets((when.start, when.end), place)]
        if len(whens) != 1:
            raise NotPlaced("the words of the model for the period are not one date")
        of_speech = self.guard.figures.timing.is_of_speech(home, whens[0])
        return None if of_speech else whens[0]

    def _dated(self, when: When, kind: str) -> dict[str, str]:
        """Return the period of a figure by its date, as facts have it."""
        period, last = when.edtf, self.passage.reporting_period.rpartition("/")[2]
        if when.open and last:  # a report tells of days up to the last it is of
            period = f"{period.partition('/')[0]}/{last}"
        if kind == "StockObservation":  # by a day, those who are there are there
            period = period.removeprefix("../")
        return {"period": period, "periodText": when.words}

    def _thing(
        self,
        sentence: DraftSentence,
        number: Number,
        proposed: Proposed,
        says: dict[str, str],
    ) -> str:
        """Return what is measured: a thing that fits, or the words for a new one."""
        things, drafted = self.passage.things, self.guard.draft(number)
        id = proposed.measures
        if not id.startswith(_NEW.strip()):
            offered = {thing.id: thing for thing in self.task.measured}
            if id not in things.by_id:
                raise NotPlaced("the model measures by an id that the project has not")
            if id not in offered:
                raise NotPlaced(
                    "the model measures a thing that the text does not name"
                )
            year = _YEAR.match(says["period"])
            clause = sentence.clause(number.start)
            if contradicts(sentence, clause, offered[id], "", year[0] if year else ""):
                raise NotPlaced(
                    "the thing of the model has other places, people or years"
                )
            classes = CONTENTS.get(says["type"], CONTENTS["FlowObservation"])
            if things.is_a(offered[id], *classes):
                return id
        by_rules = "" if drafted is None else drafted.says["measures"]
        if by_rules and not by_rules.startswith(_NEW):
            return by_rules
        name = id.removeprefix(_NEW.strip()) if id.startswith(_NEW.strip()) else ""
        place = nearest_to(number.start, stands(name, self.text, 0, len(self.text)))
        if place is not None and not meets(place, (number.start, number.end)):
            return _NEW + " ".join(self.text[slice(*place)].split())
        kind = says.get("movementType") or says["unit"]
        return by_rules or f"{_NEW}{kind}"
