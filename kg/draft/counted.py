"""What a number of a text counts: the unit that its noun has in the code list."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.draft.befell import harmed
from kg.draft.beside import ADJECTIVE, GO, PEOPLES, PLAIN_VERBS, subject_of, unit_beside
from kg.draft.lexicon import (
    OTHERS,
    Phrase,
    PhraseTable,
    by_code,
    of_scheme,
    together,
    words,
)
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftText, words_between
from kg.draft.wording import Wording

_NUMBER_OF = Wording(
    "counted.number_of",
    r"(?:number|figure|total|count|tally) (?:of|for) (?P<nouns>(?:[\w-]+ ){1,4})"
    r"(?:[^,;]*)$",
    re.IGNORECASE,
)
_TOLL = Wording(
    "counted.toll",
    r"\b(?:(?:death )?toll|the dead|number of dead)\b[^,;.]*"
    r"\b(?:at|to|of|from|is|was)\s+$",
    re.IGNORECASE,
)
_KILLED = Wording(
    "counted.killed", r"\b(?:killed|killing)\s(?:about\s|some\s|over\s|another\s)?$"
)
_OF_FAMILY = Wording("counted.of_family", r"\sof\s(?:one|a|the\ssame|his|her)\s")
_WHO = Wording("counted.who", r"\s+(?:who|whom|whose)\b", re.IGNORECASE)


_TRADE = Wording(
    "counted.trade", r"[a-z-]{2,}(?:ers|ors|ists|ians|ants|ees|women|men|folk)"
)
"""How nouns end of people by what they do, or what is done to them."""

_ALONE = Wording("counted.alone", r"(?!)", re.IGNORECASE)
_PEOPLES = Wording("counted.peoples", r"(?!)")
"""How the names of peoples are spelled; in English each is known."""

_THEY_ARE = Wording(
    "counted.they_are",
    r"(?:^|[.;,]\s|\b(?:that|and|but)\s)they\s(?:are|were|number|numbered)\s+$",
    re.I,
)
"""Before how many people there are: `they are about two thousand`."""

_ANOTHER_FATE = Wording(
    "counted.another_fate",
    r"(?:\s+(?:[\w-]+\s+){0,2}?(?:could|may|might|would|will|can|are|were|have|had|is|was))?"
    r"(?:\s+(?:be|been|believed|thought|feared|said|reported|to|now|still|also|directly)){0,5}"
    r"\s+(?:affected|impacted|at\srisk|eligible|trapped|stranded|besieged|in\sneed)\b",
    re.IGNORECASE,
)
"""Behind those who did not do what the figure before them did: `4,000 are trapped`."""

_FROM_HOME = Wording(
    "counted.from_home", r"\s+(?:out\s+)?(?:of|from)\s+their\s+homes\b", re.IGNORECASE
)

_AT = Wording(
    "counted.at",
    r"\b(?:at|to|from|reached|totalled|totaled|numbered|was|were|is)\s+$",
    re.IGNORECASE,
)
_DEEDS = (
    "ed",
    "left",
    "fled",
    "back",
    "out",
    "ing",
    "res",
    "als",
    "rns",
    "ons",
    "ngs",
    "ers",
)
"""How words end that say what people did, or count how often it was done."""

_POPULATION = Wording(
    "counted.population", r"\bpopulation(?: of|:| is| was)?\s+$", re.IGNORECASE
)
_GOES_BY_ITSELF = Wording(
    "counted.goes_by_itself",
    r"(?:following|amid|owing|because|thanks)|(?!united|limited|hundred|armed|displaced|registered|unaccompanied|disabled|injured|wounded|skilled|trained|so-called)"
    r"(?:[a-z]{2,}ed|seems?|came|went|left|fled|spoke|took|made|got|did|do|go|come|like|yet|not|still|"
    r"now|already|later|again|today|yesterday|then|fewer|others|followed|follow|both|alone|each|what|"
    r"according|despite|due|down|up|off|below|above|either|too|also|only)",
)
"""A verb or adverb right behind a number, which stands alone then."""

_MORE = Wording(
    "counted.more",
    r"\s+(?:(?:more|others)\s+)?(?:remain|remains|remained|are|is|were|was|have|had|has|could|would|may|might|will)"
    r"\s+(?:still\s+|also\s+|now\s+|been\s+|be\s+|being\s+|yet\s+to\s+be\s+){0,3}"
    r"(?:held|trapped|missing|stranded|displaced|homeless|killed|wounded|injured|hurt|"
    r"arrested|detained|sent|deported|expelled|released|rescued|evacuated|registered|"
    r"waiting|living|sheltering|hospitalised|hospitalized|unaccounted|gone|fled|left|"
    r"returned|returning|fleeing|crossing|arriving|arrived|forced|taken|allowed|turned|"
    r"pushed|removed|moved|resettled|relocated|repatriated|granted|refused|sleeping|"
    r"feared|facing|going|leaving|entered|crossed|drowned|died)\b"
    r"|\s+of\s+(?:them|whom|these|those)\s+(?:have|has|had|were|was|are|is)\s+"
    r"(?:been\s+|being\s+|still\s+|since\s+|later\s+)*[a-z]{3,}(?:ed|en)\b"
    r"|\s+to\s+(?:land|disembark|enter|stay|leave|return|go|cross|board|settle|remain|come)\b"
    r"|\s+(?:more\s+|others\s+)?(?:will|would|could|may|might|must|are\s+to|were\s+to)\s+"
    r"(?:go|leave|come|return|follow|flee|stay|remain|arrive|cross|depart|die)\b",
    re.IGNORECASE,
)
"""Behind a number that stands alone, what only people do or have done to them."""

_MORE_IN = Wording("counted.more_in", r"\b(?:others)$", re.IGNORECASE)

_OF_NOUN = Wording(
    "counted.of_noun",
    r"\s+of\s+(?!(?:the|them|those|these|whom|which|us|all|its|their|his|her|our)\b)[a-z]",
)
"""Behind a rough number, a noun that it counts: `hundreds of volunteer groups`."""

_DEED_NOUN = Wording(
    "counted.deed_noun",
    r"\s+[\"\u201c\u2018']?(?:(?!(?:and|or|of|in|for|with|from|to|by|on|at|were|was|are|is|had|"
    r"have|has|who|that|which)\b)[a-z-]+[\"\u201d\u2019']?\s+){0,2}(?:departures|arrivals|"
    r"returns|deportations|expulsions|evictions|transfers|pushbacks|entries|exits|"
    r"relocations|resettlements|repatriations|evacuations|landings|admissions|removals)\b",
    re.IGNORECASE,
)
"""Behind a number, what people did, as a noun: `4,000 "voluntary" departures`."""

_OR_SHARE = Wording(
    "counted.or_share",
    r"\s*(?:,\s|\s)?(?:or|\()\s*(?:about\s|around\s|some\s)?[\d.,]+\s?(?:%|per\s?cent)\)?"
    r"\s+of\s+(?:all\s|the\s|those\s|total\s)*",
    re.IGNORECASE,
)
"""Between a number and its noun, its share: `12,000 or 14% of applications`."""

_SECOND_WORD = 12
"""Characters behind a word in which the second of a unit of two ends."""

_FEW = 13
"""Numbers in one word below which a bare one is seldom a figure."""

_NOUN_WITHIN = 6
"""Words behind a number among which the noun that it counts stands."""


_OF_A_WHOLE = Wording(
    "counted.of_a_whole",
    r"\s+(?:out\s+)?of\s+(?:the|these|those|its|their|some|about|around|nearly)\s+"
    r"(?:some\s+|about\s+|around\s+|nearly\s+|estimated\s+)?\d[\d,.]*"
    r"(?:\s(?:thousand|million))?(?=\s)",
)
"""Behind a part, the whole whose noun is its own, too: `300 of the 4,000 evacuees`."""


class CountedNoun(NamedTuple):
    """A unit, and where the noun that is counted ends."""

    unit: str
    end: int
    """Where the noun that is counted ends."""


class Counting:
    """Finds the noun that a number counts."""

    def __init__(self, passage: DraftText, movements: PhraseTable) -> None:
        language = passage.language
        self.passage, self.movements = passage, movements
        self.language = passage.language
        coded = of_scheme(passage.things.vocabulary, "unit", language)
        self.units = together([coded, by_code(language, "unit")])
        self.persons = words(language, "persons")
        self.of_noun = words(language, "of") if language in OTHERS else frozenset()
        self.before_noun = (
            words(language, "before_noun") if language in OTHERS else frozenset()
        )
        self.deeds = _DEEDS if language == "en" else (*words(language, "deeds"),)
        self.things = words(language, "no_persons")
        self.auxiliary = words(language, "auxiliary")
        self.ends_noun = words(language, "ends_noun")
        self.function = words(language, "function")

    def of(
        self, number: Number, clause: Clause, act: Phrase | None
    ) -> CountedNoun | None:
        """Return the unit of a number, and where the noun that it counts ends."""
        text, stop = self.passage.text, clause.end
        if number.amount.unit is not None and number.amount.per is not None:
            return CountedNoun(number.amount.unit, number.end)
        if number.amount.unit is not None:
            if self._is_compound(number, stop):
                return None
            return CountedNoun(number.amount.unit, number.end)
        inside = number.words.casefold().split()[1:]
        if any(map(self._is_person, inside)) or _FROM_HOME[self.language].match(
            text, number.end, stop
        ):
            return CountedNoun("person", number.end)
        whole = _OF_A_WHOLE[self.language].match(text, number.end, stop)
        reach = number.end if whole is None else whole.end()
        for word in list(words_between(text, reach, stop))[:_NOUN_WITHIN]:
            at = text.casefold().find(word, reach, stop)
            if at < 0 or re.search(r"[.;:()\u2014]", text[reach:at]):
                break
            if word == "home":
                break  # `23,600 flew home` counts no homes
            between, reach = text[reach:at], at + len(word)
            if word == "members" and _OF_FAMILY[self.language].match(text, reach):
                return CountedNoun("person", reach)
            if self._is_person(word) or self._is_person(word.rpartition("-")[2]):
                return CountedNoun("person", reach)
            units = self.units.find(text, at, reach)
            if not units:  # `asylum claims`
                longer = self.units.find(text, at, min(stop, reach + _SECOND_WORD))
                units = [unit for unit in longer if unit.start == at]
                reach = units[0].end if units else reach
            alone = text[reach : reach + 1] != "-"
            if units and alone and not self._noun_follows(reach, stop):
                return CountedNoun(units[0].code, reach)
            if self.is_people(at, reach) and not self._noun_follows(reach, stop):
                return CountedNoun("person", reach)
            first = at <= number.end + 1 and word in self.of_noun
            if (
                not first
                and word in ("and", "or")
                and ADJECTIVE.search(text[number.end : at])
            ):
                continue  # `unaccompanied or separated children`
            if (word in self.ends_noun and not first) or "," in between:
                break
            named = _PEOPLES[self.language].fullmatch(text, at, reach)
            if named is not None and not self._noun_follows(reach, stop):
                return CountedNoun("person", reach)
            if self.before_noun and word not in self.before_noun:
                break  # `300 soldats kurdes`: behind a noun is no other
            if self._is_by_trade(word, at) and not self._noun_follows(reach, stop):
                return CountedNoun("person", reach)
        if (
            deeds := _DEED_NOUN[self.language].match(text, number.end, stop)
        ) is not None:
            return CountedNoun("person", deeds.end())
        if (
            share := _OR_SHARE[self.language].match(text, number.end, stop)
        ) is not None:
            noun = next(iter(words_between(text, share.end(), stop)), "")
            if unit := self.unit_of(noun):
                return CountedNoun(unit, share.end() + len(noun))
        return self._moved(number, clause, act)

    def _moved(
        self, number: Number, clause: Clause, act: Phrase | None
    ) -> CountedNoun | None:
        """Return persons where a number itself did something: `452 were removed`.

        And where its noun is the movement: `6,000 departures`, `number of arrivals`.
        """
        text = self.passage.text
        if _ALONE[self.language].fullmatch(number.words):
            return None  # `Les 27 ont accueilli` whom they have named
        if act is not None and act.start >= number.end:
            between = text[number.end : act.start]
            aside = between.casefold().split()
            deed = text[act.start : act.end].casefold()
            helped = all(word in self.auxiliary for word in aside)
            goes = between == " " and deed in GO
            if helped and (aside or goes or deed.endswith(self.deeds)):
                return CountedNoun("person", number.end)
        head = text[clause.start : number.start]
        if _POPULATION[self.language].search(head):
            return CountedNoun("person", number.end)
        if _MORE[self.language].match(text, number.end, clause.end) or _MORE_IN[
            self.language
        ].search(number.words):
            return CountedNoun("person", number.end)
        if unit := unit_beside(self, clause, number):
            return CountedNoun(unit, number.end)
        bare = self.is_bare(number, clause.end)
        if bare and _AT[self.language].search(head) and self.movements.find(head):
            # `arrivals peaked at 640`, but not `fled from several areas`
            return CountedNoun("person", number.end)
        if _TOLL[self.language].search(head) or _KILLED[self.language].search(head):
            return CountedNoun("death", number.end)
        if self.is_by_itself(number, clause):
            return CountedNoun("person", number.end)
        if unit := harmed(self.passage, clause, number):
            return CountedNoun(unit, number.end)
        if _WHO[self.language].match(text, number.end, clause.end):
            return CountedNoun("person", number.end)
        if (match := _NUMBER_OF[self.language].search(head)) is not None:
            for noun in match["nouns"].casefold().split():
                if self._is_person(noun) or self.movements.find(noun):
                    return CountedNoun("person", number.end)
                if units := self.units.find(noun):
                    return CountedNoun(units[0].code, number.end)
                if noun in self.function | self.ends_noun:
                    break
            if PEOPLES[self.language].match(match["nouns"]):
                return CountedNoun("person", number.end)
        return None

    def is_by_itself(self, number: Number, clause: Clause) -> bool:
        """Tell whether a number goes on from none: `they are 300`, `300 trapped`."""
        text = self.passage.text
        if _ANOTHER_FATE[self.language].match(text, number.end, clause.end):
            return True
        head = text[clause.start : number.start]
        return _THEY_ARE[self.language].search(head) is not None and self.is_bare(
            number, clause.end
        )

    def unit_of(self, noun: str) -> str:
        """Return the unit of a noun in small letters, "" where it has none."""
        if self._is_person(noun):
            return "person"
        units = self.units.find(noun)
        return units[0].code if units else ""

    def subject_of(self, clause: Clause, number: Number) -> str:
        """Return the unit of what a clause is about: `arrivals rose by 12 per cent`."""
        return subject_of(self, clause, number)

    def is_bare(self, number: Number, stop: int) -> bool:
        """Tell whether no noun can follow: `it was 500`, `twelve on Thursday`."""
        text = self.passage.text
        after = text[number.end : stop].lstrip('"\u201d\u2019')
        if after.startswith((" (", ")")):
            return True
        following = list(words_between(after, 0, len(after)))[:1]
        alone = _GOES_BY_ITSELF[self.language]
        by_itself = bool(following) and alone.fullmatch(following[0]) is not None
        ends = not after.strip() or not after[:1].isspace()
        small = number.words.isalpha() and number.amount.value is not None
        few = small and (number.amount.value or 0) < _FEW and " " not in number.words
        noun = (
            following[:1] == ["of"] and _OF_NOUN[self.language].match(after) is not None
        )
        open_ = ends or (
            (not noun)
            and (by_itself or {*following} & (self.function | self.ends_noun))
        )
        return bool(open_) and not few

    def _is_person(self, word: str) -> bool:
        return word in self.persons

    def _is_by_trade(self, word: str, place: int) -> bool:
        """Tell whether a noun is of those who do something: `weavers`, `migrants`."""
        plain = self.passage.text[place : place + 1].islower()
        return (
            plain
            and _TRADE[self.language].fullmatch(word) is not None
            and word not in self.things
        )

    def _is_compound(self, number: Number, stop: int) -> bool:
        """Tell whether the unit begins another noun: `150 building sites`."""
        after = list(words_between(self.passage.text, number.end, stop))[:1]
        singular = not number.words.casefold().endswith(
            ("s", "people", "children", "men")
        )
        lone = number.amount.value == 1
        goes_on = bool(after) and after[0] not in self.function | self.ends_noun
        return goes_on and singular and not lone

    def is_people(self, start: int, end: int) -> bool:
        """Tell whether words are the name of a people, and no adjective."""
        things, text = self.passage.things, self.passage.text
        rest = re.match(r"\s+([\w-]+)", text[end : end + 40])
        noun = rest is not None and rest[1] not in self.function | self.ends_noun
        adjective = not text[start:end].endswith("s") and noun
        if (
            adjective
            and rest
            and (self.movements.find(rest[1]) or rest[1] in PLAIN_VERBS)
        ):
            adjective = False  # `600 Rohingya fled`
        return not adjective and any(
            m.people or any(things.is_a(t, "PopulationGroup") for t in m.things)
            for m in things.mentioned(text, start, end)
        )

    def _noun_follows(self, end: int, stop: int) -> bool:
        """Tell whether a word is the adjective of a noun: `Afghan families`."""
        following = list(words_between(self.passage.text, end, stop))[:2]
        if following[:1] and following[0] in self.function | self.ends_noun:
            return False
        return any(self._is_person(w) or self.units.find(w) for w in following)
