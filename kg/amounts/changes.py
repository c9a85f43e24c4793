"""Lexicon of change around an amount: which way it went, and the amount inside.

``fell by a third`` is ``a third``, down; ``more than doubled`` is ``more than 2 fold``,
up. A ratio is new over old for an increase and old over new for a decrease. Here is
also refused what is no amount though a number stands in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from kg.amounts.amount import Amount
from kg.amounts.grammar import LevelReader
from kg.amounts.per import Per
from kg.amounts.rates import RateReader
from kg.amounts.words import Lexicon, NotUnderstood, any_of, listed

_NO_NUMBER = "it names no number; write `changeDirection: {}` alone"
_HELPED = re.compile(
    r"(?P<aux>(?:has|have|had)(?: been)?|is|are|was|were) (?P<rest>.+)"
)
_WHEN = (
    r"(?:the same (?:period|month|time|quarter) (?:in |of )?)?"
    r"(?:the )?(?:(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december)(?: \d{4})?|(?:1[89]|20|21)\d\d"
    r"|(?:last|previous) (?:year|month)|(?:year|month) before|(?:year|month) earlier)"
)
_SIZE = r"(?:figure|number|total|level|count|tally|amount|rate)"
_THAT = (
    rf"(?:that (?:of|in|for|from|recorded in|seen in) {_WHEN}"
    rf"|the {_SIZE} (?:of|for|in|from|recorded in) {_WHEN}"
    rf"|{_WHEN}(?:'s)? {_SIZE}|the number)"
)
_TIMES = r"twice|double|triple|treble|quadruple|half|[^ ]+(?: and a half)? times"
_AS_MANY = re.compile(
    rf"(?P<lead>.+? )??(?:(?P<word>twice|half|[^ ]+(?: and a half)? times) as (?:many|"
    rf"much|high|large)(?P<noun> (?!as |in ).+?)?(?: as (?:in|for) {_WHEN})?"
    rf"|(?P<double>{_TIMES}) {_THAT})"
)
_COMPARED = re.compile(
    rf"(?P<change>.+?),? (?:compared (?:to|with)|over|on|since|than in|than) {_WHEN}"
)
_FACTOR = re.compile(r"(?P<lead>.+? )?a factor of (?P<number>.+)")
_NAMED = {"twice": "2", "double": "2", "triple": "3", "treble": "3", "quadruple": "4"}
_BY_MORE = re.compile(
    r"(?P<inner>.+) (?P<word>more|higher|fewer|less|lower)(?P<noun> (?!than)[a-z]+)?"
)
_NO_ADVERBS = ("total", "estimated", "at-most")
"""What leads to a number, and not to a verb."""

_HEDGED = re.compile(r" (?:or|and|not|even|possibly|probably|perhaps|likely|maybe)$")
"""Before "more" these say that a number is the least, not that it grew."""

_KEPT = (
    "half third quarter fifth sixth seventh eighth ninth tenth dozen hundred thousand "
    "lakh lac million crore billion few couple handful minimum maximum mere total "
    "combined record single little bit"
)
_ARTICLE = re.compile(rf"an? (?!(?:{'|'.join(_KEPT.split())})\b)")
_ORDINAL = re.compile(r"an? (?:third|fifth|sixth|seventh|eighth|ninth|tenth)")
_TO_PER_CENT = re.compile(
    r"(?:[\d.]+|[a-z]+) to (?:[\d.]+|[a-z]+) ?(?:%|per ?cent|pct)"
)
_SIGN = re.compile(r"[+\u2212-] ?\d.*")
_SLASH = re.compile(r"(?<!\d)\d+ ?/ ?\d+")

FURTHER = (
    "it may be further ones of the same count, or a change; write the change as "
    "`rose by 2,000`, and further ones as `a further 2,000`"
)
"""Why ``2,000 more`` is refused."""


@dataclass(frozen=True, slots=True)
class Change:
    """A direction, and the amount that it goes with; ``None`` for no change at all.

    ``halving`` tells that the words name what is left, so that more is a smaller
    change; ``noun`` is a unit that stands after the word of change, and ``more`` that
    this word was ``more``, which may be said of further ones of the same count.
    """

    direction: str
    amount: str | None
    halving: bool = False
    noun: str = ""
    more: bool = False


class AmountReader:
    """Reads the amounts of a language."""

    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self.levels = LevelReader(words)
        self.rates = RateReader(words)

    def read(self, text: str) -> Amount:
        """Read an amount from end to end, in small letters."""
        if rate := self.rates.split(text):
            return self._rated(*rate)
        self._refuse_other(text)
        if order := self.levels.orders.nothing_or_most(text):
            return order
        if (rest := self._bare_further(text)) != text:
            return self.levels.read(rest)
        compared = self._compared(text)
        if compared and (change := self._change(compared)):
            return self._changed(replace(change, more=False), text)
        change = self._change(text)
        return self.levels.read(text) if change is None else self._changed(change, text)

    def _rated(self, per: Per, text: str) -> Amount:
        """Read the number of a rate, which may be of a part of one."""
        if self._is_change(text):
            why = (
                "a rise or fall per time is not read; write the rates before and after"
            )
            raise NotUnderstood(text, why)
        amount = LevelReader(self.words, whole=False).read(self._bare_further(text))
        if amount.unit in ("percent", "ratio"):
            why = "so much per cent per time is a change; write it as `rose by 5%`"
            raise NotUnderstood(text, why)
        return replace(amount, per=per)

    def _is_change(self, text: str) -> bool:
        try:
            return self._change(text) is not None
        except NotUnderstood:
            return True

    def _bare_further(self, text: str) -> str:
        match = self._further.fullmatch(text)
        return match["rest"] if match else text

    def _compared(self, text: str) -> str:
        """Return a change without what it is compared with, "" if that is not said."""
        match = _COMPARED.fullmatch(text) if self.words.name == "English" else None
        return match["change"] if match else ""

    def _changed(self, change: Change, text: str) -> Amount:
        """Read the amount inside the words of a change."""
        if change.amount is None:
            return Amount(text, None, direction=change.direction)
        self.levels.quantities.refuse_among(self._after_lead(change.amount))
        amount = self.levels.with_noun(self.levels.read(change.amount), change.noun)
        if change.more and amount.unit != "percent":
            raise NotUnderstood(text, FURTHER)
        if change.halving and amount.quantifier not in ("about", "exact"):
            raise NotUnderstood(
                text, "write it as a fall, as in `fell by more than half`"
            )
        if amount.unit == "ratio" and any(number < 1 for number in amount.numbers):
            raise NotUnderstood(text, "less than one time as many is no such change")
        if change.direction == "decrease" and amount.unit == "percent":
            _check_fall(amount, text)
        return replace(amount, direction=change.direction)

    @cached_property
    def _verbs(self) -> dict[str, str]:
        return _directions(self.words.up, self.words.down)

    @cached_property
    def _nouns(self) -> dict[str, str]:
        return _directions(self.words.rises, self.words.falls)

    @cached_property
    def _by_verb(self) -> re.Pattern[str]:
        verbs = any_of(self._verbs) or "(?!)"
        return re.compile(rf"(?P<word>{verbs})(?: (?!to |from )(?P<inner>.+))?")

    @cached_property
    def _by_noun(self) -> re.Pattern[str]:
        nouns, by = any_of(self._nouns) or "(?!)", self.words.rise_of
        return re.compile(
            rf"(?:(?:{self.words.article})?(?P<word>{nouns}) (?:{by})(?P<inner>.+)"
            rf"|(?P<before>.+) (?P<noun>{nouns}))"
        )

    @cached_property
    def _bare_noun(self) -> re.Pattern[str]:
        nouns = any_of(self._nouns) or "(?!)"
        return re.compile(rf"(?:{self.words.article})?(?P<noun>{nouns})")

    @cached_property
    def _by_fold(self) -> re.Pattern[str]:
        doings = {f"a {fold[:-2]}ing": fold for fold in [*self.words.folds, "halved"]}
        return re.compile(
            rf"(?P<lead>.+? )??(?P<word>{any_of([*self.words.folds, *self._halved])}"
            rf"|{any_of(doings)})"
        )

    @cached_property
    def _codes(self) -> dict[str, str]:
        return listed(self.words.leads)

    @cached_property
    def _halved(self) -> list[str]:
        return self.words.halved.split("|")

    @cached_property
    def _level(self) -> re.Pattern[str]:
        words = any_of([*self._nouns, *self.words.folds, *self._halved])
        return re.compile(
            rf"(?:(?P<verb>{any_of(self._verbs) or '(?!)'})|(?:.+ )?(?P<word>{words})) "
            r"(?P<level>(?:from .+ )?to .+|from .+)"
        )

    @cached_property
    def _further(self) -> re.Pattern[str]:
        words = any_of(filter(None, self.words.further.split("|"))) or "(?!)"
        return re.compile(rf"(?:{words}) (?P<rest>.+)")

    def _change(self, text: str) -> Change | None:
        """Take the words of change off a phrase; ``None`` if there are none.

        Raises :class:`NotUnderstood` for a level, and for a direction without a number.
        """
        helped = _HELPED.fullmatch(text) if self.words.name == "English" else None
        if helped is None:
            return self._without_help(text)
        change = self._without_help(helped["rest"])
        if change is None:
            raise NotUnderstood(helped["aux"])
        return change

    def _without_help(self, text: str) -> Change | None:
        if text in self.words.unchanged.split("|"):
            return Change("unchanged", None)
        if text.startswith("up to "):  # a bound; with an end such as "more" a change
            return self._as_many(text) or self._noun(text) or self._more(text)
        self._refuse_level(text)
        readings = (self._fold, self._as_many, self._verb, self._noun, self._more)
        return next(filter(None, (read(text) for read in readings)), None)

    def _refuse_level(self, text: str) -> None:
        """Refuse what a change ended at: ``fell to 67,000``."""
        match = self._level.fullmatch(text)
        if match is None:
            return
        word = match["verb"] or match["word"]
        halved = dict.fromkeys(self._halved, "decrease")
        direction = (self._verbs | self._nouns | halved).get(word, "increase")
        why = (
            f"`{match['level']}` is a level, not a change: write the figure itself, and"
            f" beside it a ChangeObservation with `changeDirection: {direction}`"
        )
        raise NotUnderstood(word, why)

    def _fold(self, text: str) -> Change | None:
        match = self._by_fold.fullmatch(text)
        if match is None:
            return None
        lead, word = match["lead"] or "", match["word"]
        if lead and self._codes.get(lead.strip()) in (None, *_NO_ADVERBS):
            return None
        if word.endswith("ing"):
            word = f"{word.removeprefix('a ').removesuffix('ing')}ed"
        if word in self._halved:
            return Change("decrease", f"{lead}{self.words.half}")
        return Change("increase", f"{lead}{self.words.folds[word]} fold")

    def _as_many(self, text: str) -> Change | None:
        if self.words.name != "English":
            return None
        match = _AS_MANY.fullmatch(text)
        if match is None or not self._only_lead(match["lead"] or ""):
            return None
        noun, quantities = match["noun"], self.levels.quantities
        if noun and (
            not quantities.is_unit(noun) or quantities.counted(noun)[0] == "money"
        ):
            raise NotUnderstood(noun)
        lead, word = match["lead"] or "", match["word"] or match["double"]
        if word == "half":
            if match["double"] and text.endswith("the number"):
                raise NotUnderstood("the number")
            return Change("decrease", f"{lead}half", halving=True)
        return Change("increase", lead + _NAMED.get(word, word[:-6]) + " fold")

    def _verb(self, text: str) -> Change | None:
        match = self._by_verb.fullmatch(text)
        if match is None:
            return None
        word, inner = match["word"], match["inner"] or ""
        direction = self._verbs[word]
        by = re.match(self.words.by, inner)
        inner = inner[by.end() :] if by else inner
        if not inner:
            raise NotUnderstood(text, _NO_NUMBER.format(direction))
        if word in ("cut", "reduced", "slashed") and not by:
            raise NotUnderstood(text, f"write `{word} by`")
        if inner.endswith(" times"):
            raise NotUnderstood(inner, "it may count occasions; `three-fold` is clear")
        if factor := _FACTOR.fullmatch(inner):
            inner = f"{factor['lead'] or ''}{factor['number']} fold"
        return Change(direction, self._single_step(inner, by=bool(by)))

    def _single_step(self, inner: str, *, by: bool = False) -> str:
        """Refuse ``fell 12,000 to 67,000``, where the second may be the level reached.

        After ``by`` two bare percentages are a range: a level would be in points.
        """
        match = re.search(rf"(?<!up) (?:{self.words.to}) ", inner)
        if match is None or (by and _TO_PER_CENT.fullmatch(self._after_lead(inner))):
            return inner
        why = (
            "after a change `to` may give the level reached; write `by between 10 and "
            "20`, or the long form"
        )
        raise NotUnderstood(inner[match.start() :], why)

    def _noun(self, text: str) -> Change | None:
        if bare := self._bare_noun.fullmatch(text):
            raise NotUnderstood(text, _NO_NUMBER.format(self._nouns[bare["noun"]]))
        match = self._by_noun.fullmatch(text)
        if match is None:
            return None
        if match["word"]:
            return Change(self._nouns[match["word"]], self._single_step(match["inner"]))
        if _ORDINAL.fullmatch(match["before"]):
            why = "it may be one of several in a row; `rose by a third` is clear"
            raise NotUnderstood(text, why)
        return Change(self._nouns[match["noun"]], self._bare(match["before"]))

    def _bare(self, text: str) -> str:
        """Take off the article of the noun, which stands first or after a lead."""
        rest = text if _ARTICLE.match(text) else self._after_lead(text)
        article = _ARTICLE.match(rest)
        bare = rest[article.end() :] if article else rest
        return text[: len(text) - len(rest)] + bare

    def _more(self, text: str) -> Change | None:
        if self.words.name != "English":
            return self._share_more(text)
        match = _BY_MORE.fullmatch(text)
        if match is None or _HEDGED.search(match["inner"]):
            return None
        word, noun = match["word"], match["noun"] or ""
        if noun and not self.levels.quantities.is_unit(noun):
            return None
        if re.search(r" (fold|times)$", match["inner"]):
            why = (
                "it may be so many times in all, or on top; `three times as many` is "
                "clear"
            )
            raise NotUnderstood(text, why)
        up = word in ("more", "higher")
        direction = "increase" if up else "decrease"
        return Change(direction, match["inner"], noun=noun, more=word == "more")

    def _share_more(self, text: str) -> Change | None:
        """Read a share that is more or less: ``15 % de plus``, ``un 27 % menos``."""
        match = self._by_share.fullmatch(text)
        if match is None or self.levels.read(match["inner"]).unit != "percent":
            return None
        return Change(self._comparing[match["word"]], match["inner"])

    @cached_property
    def _comparing(self) -> dict[str, str]:
        return _directions(self.words.more, self.words.fewer)

    @cached_property
    def _by_share(self) -> re.Pattern[str]:
        article, words = self.words.article, any_of(self._comparing) or "(?!)"
        share = any_of(filter(None, self.words.percent.split("|")))
        return re.compile(rf"(?:{article})?(?P<inner>.*(?:{share})) (?P<word>{words})")

    def _after_lead(self, text: str) -> str:
        return self.levels.limit_before(text)[1]

    def _only_lead(self, lead: str) -> bool:
        """Tell whether what stands before a change limits it, and is nothing else."""
        return not lead or self._after_lead(f"{lead}0") == "0"

    def _refuse_other(self, text: str) -> None:
        """Refuse a sign and a fraction in digits."""
        if _SIGN.fullmatch(text):
            why = "a sign is not read; write a change as `rose by 5` or `fell by 5`"
            raise NotUnderstood(text, why)
        if match := _SLASH.search(text):
            why = "write it in words, as in `three quarters`"
            raise NotUnderstood(match[0], why)


def _directions(up: str, down: str) -> dict[str, str]:
    known = dict.fromkeys(up.split("|"), "increase")
    known |= dict.fromkeys(down.split("|"), "decrease")
    known.pop("", None)
    return known


def _check_fall(amount: Amount, text: str) -> None:
    beyond = amount.lower == 100 and not amount.lower_inclusive
    if beyond or any(number > 100 for number in amount.numbers):
        raise NotUnderstood(text, "nothing falls by more than 100 per cent")
