"""The amounts of a text: each as many words as the grammar of amounts reads as one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from kg.amounts.amount import Amount
from kg.amounts.phrase import amount_of
from kg.amounts.words import LANGUAGES, primary, words_of
from kg.draft.digits import is_an_item, is_of_a_word
from kg.draft.lexicon import OTHERS, words
from kg.draft.wording import Wording

_LONGEST = 9
"""Words of the longest amount: `somewhere between twenty five thousand and ...`."""

_TOKEN = re.compile(
    r"[$\u20ac\u00a3]?\d+(?:[.,'\u2019\u00a0\u202f]\d+)*(?:-year-old|st|nd|rd|th|er|re|e|º|ª)?%?"
    r"|(?:[^\W\d_]+\.?)(?:['\u2019-][^\W\d_]+)*|[<>\u2264\u2265~\u2248%]"
)
_THAN = frozenset(
    (
        *("as", "more", "higher", "larger", "bigger", "greater", "less", "lower"),
        *("fewer", "the", "that", "those", "its", "their", "what", "over", "likelier"),
    )
)
"""Words behind `three times` by which it compares."""

_AGED = frozenset(
    ("am", "are", "were", "is", "was", "aged", "children", "them", "those")
)
_YEAR = re.compile("(?:1[89]|20)[0-9]{2}")
_YEARS = re.compile(
    "(?:(?:an?|the) )?(?:1[89]|20)[0-9]{2}[-\u2013/][0-9]{2}(?:[0-9]{2})?"
)
_A_YEAR = re.compile("(?:an?|the|that) (?:1[89]|20)[0-9]{2}", re.IGNORECASE)
"""A year that says of when something is: `a 2023 memorandum`."""

_COMPOUND = re.compile(r"-(?!strong\b)[a-z]{2,}")
"""Behind digits, a measure: `the 84-page report`, but `a 300-strong crowd`."""

_DAYS = re.compile("(?:from |between )?[0-9]{1,2}[-\u2013/][0-9]{1,2}")
_NO_COUNT = re.compile(r"\d+(?:-year-old|st|nd|rd|th|er|re|e|º|ª)")

_FROM_TO = Wording(
    "numbers.from_to", r"(?:from|between)\s.*\sto\s", re.IGNORECASE | re.DOTALL
)
_FROM = Wording("numbers.from", r"[Ff]rom $")
_TO = Wording("numbers.to", " to ")
_OR = Wording("numbers.or", " or ")
_ELISION = Wording("numbers.elision", r"(?!)")
"""What is written together with the word behind it: `d'environ`."""

_CHANGED = Wording(
    "numbers.changed",
    r"\b(?:rose|risen|rise|rises|rising|fell|fallen|fall|falls|falling|grew|grown|grow|growing|"
    r"increased?|increasing|dropped|drop|dropping|climbed|jumped|declined?|declining|doubled|"
    r"tripled|trebled|quadrupled|surged|soared|swelled|swollen|shrank|shrunk|cut|reduced|raised|"
    r"lowered|halved|went|gone|up|down|revised|corrected|expand(?:ed)?)\b",
    re.IGNORECASE,
)
_DOLLAR = re.compile(r"(?<![A-Za-z])\$(?=\d)")
_TAIL = Wording("numbers.tail", r"(?:\s+so far|\s+to date|\.)+$", re.IGNORECASE)
_DAYTIMES = ("in the morning", "in the afternoon", "in the evening", "at night")
_AFTER_A_TIME = frozenset(("earlier", "ago", "later", "before", "after"))

_END_OF_DAYS = Wording(
    "numbers.end_of_days",
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?\s\d{1,2}\s"
    r"(?:and|to|or|through|until|-|\u2013)\s$",
    re.IGNORECASE,
)
"""Before the last of several days: `between June 10 and 17`."""

_ONE_OF = Wording("numbers.one_of", r"(?:just\s|only\s)?one of (?=\d)", re.IGNORECASE)
_MOST_DAYS, _MOST_WEEKS = 31, 53
_YOUNGEST, _OLDEST = 5, 110
"""Years between which a number between two commas is somebody's age."""

_TO_OR_FROM = re.compile("[0-9][-\u2013]"), re.compile("[-\u2013][0-9]")

_BEGUN_BY_A = (
    *("hundred", "thousand", "million", "billion", "dozen", "third", "quarter"),
    *("fifth", "sixth", "eighth", "tenth", "twice", "couple", "single"),
)
"""Words of amounts that begin with an article, or are of several words."""

_PARTS = frozenset(("third", "quarter", "fifth", "sixth", "eighth", "tenth", "half"))
_PART_OF = frozenset(
    (
        *("of", "are", "is", "were", "was", "have", "had", "has", "do", "did", "said"),
        *("say", "live", "lived", "came", "come", "lack", "lacked", "need", "went"),
        *("more", "less", "fewer", "higher", "lower"),
    )
)
"""Words behind a part of something; before others, `a third` is the next one."""

_OLDER = Wording(
    "numbers.older",
    r"\b(?:younger|older)\s+than\s+$|\bage\s+of\s+$"
    r"|\ba\s+(?:man|woman|boy|girl|widow|mother|father|grandmother|grandfather)\s+of\s+$",
    re.IGNORECASE,
)
_YOUNG = 21
_IN_A_MONTH = Wording(
    "numbers.in_a_month", r"\b(?:in|during)\s[a-z]+\s$", re.IGNORECASE
)
_VAGUE = frozenset(("some", "all", "every", "half", "most"))
"""Words that are an amount to the grammar, and a figure to nobody."""


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word of a text and its characters, half open; ``low`` in small letters."""

    start: int
    end: int
    low: str


@dataclass(frozen=True, slots=True)
class Number:
    """An amount in a text: its characters, half open, its words, and what they say."""

    start: int
    end: int
    words: str
    amount: Amount


def words_in(text: str, start: int, end: int, language: str = "en") -> list[TextWord]:
    """Return the words, numbers and signs between two characters."""
    words = list[TextWord]()
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        elided = _ELISION[language].match(text, first, last)
        if elided is not None:
            words.append(TextWord(*elided.span(), elided[0].casefold()))
            first = elided.end()
        words.append(TextWord(first, last, text[first:last].casefold()))
    return words


def numbers_in(text: str, start: int, end: int, language: str) -> list[Number]:
    """Return the amounts between two characters: the longest words that are one.

    Years, days, ages, times, ordinals and the numbers of articles are none.
    """
    tokens, result, after = words_in(text, start, end, language), list[Number](), 0
    for place, word in enumerate(tokens):
        if place < after or not _may_count(word, language):
            continue
        if is_of_a_word(text, word.start, word.end) or is_an_item(text, word.start):
            continue
        longest = _longest(text, tokens, place, after, language)
        if longest is None:
            continue
        first, last, number = longest
        after = last
        halved = _is_half_a_range(text, number)
        if not halved and not _is_none(text, number, tokens, (first, last), language):
            result.append(number)
    return result


def bare_words(number: Number, language: str) -> str:
    """Return the words of an amount without its noun: `at least 37` of `… people`."""
    words = number.words.split()
    for length in range(len(words) - 1, 0, -1):
        phrase = " ".join(words[:length])
        amount = amount_of(phrase, language)
        if amount is not None and amount.unit is None:
            return phrase
    return number.words


def _longest(
    text: str, tokens: list[TextWord], place: int, after: int, language: str
) -> tuple[int, int, Number] | None:
    """Return the longest amount that a word is in, with its first and last words."""
    for length in range(_LONGEST, 0, -1):
        for first in range(max(after, place - length + 1), place + 1):
            last = first + length
            if last > len(tokens):
                continue
            phrase = text[tokens[first].start : tokens[last - 1].end]
            if "\n\n" in phrase or ". " in phrase or _is_two(phrase, language):
                continue
            particle = first > 0 and tokens[first].low in ("up", "down", "over")
            if particle and tokens[first - 1].low in words(language, "with_particle"):
                continue  # `rounded up more than 300`
            if tokens[last - 1].low == "crossing":  # `15,675 crossing in May`
                continue
            following = tokens[last].low.rstrip(".") if last < len(tokens) else ""
            if (
                ", " in phrase
                and last < len(tokens)
                and _may_count(tokens[last], language)
            ):
                continue  # `in 2006, at least 330 people`
            if following in _AFTER_A_TIME and tokens[last - 1].low in words(
                language, "spans"
            ):
                continue  # `11,000 a week earlier` is no rate
            if (read := _read(phrase, language)) is None:
                continue
            amount, phrase = read
            if amount.unit == "percent" and _ONE_OF[language].match(phrase):
                continue  # `one of 4,200 people removed`
            start, end = tokens[first].start, tokens[last - 1].end
            if _goes_from(text, phrase, start, language):
                continue
            if (tail := _TAIL[language].search(phrase)) is not None:
                phrase, end = phrase[: tail.start()], end - len(tail[0])
            return first, last, Number(start, end, " ".join(phrase.split()), amount)
    return None


def _is_two(phrase: str, language: str) -> bool:
    """Tell whether words count the same twice: `794 families or 3,897 people`."""
    before, *after = _OR[language].split(phrase, maxsplit=1)
    behind = after[0] if after else ""
    last = before.split()[-1:] if after else []
    known = _number_words(language)
    noun = bool(last) and last[0].isalpha() and last[0].casefold() not in known
    return noun and any(char.isdigit() for char in behind)


def _read(phrase: str, language: str) -> tuple[Amount, str] | None:
    """Return an amount and its words; of which dollar it is, `$` does not say."""
    words = _DOLLAR.sub("", phrase)
    amount = amount_of(words, language)
    if amount is not None and words != phrase and amount.unit is not None:
        amount = amount_of(phrase, language)
    if amount is None:
        return None
    if words == phrase or amount.unit is not None:
        return amount, phrase
    return replace(amount, unit="money", currency=""), words


def _goes_from(text: str, phrase: str, start: int, language: str) -> bool:
    """Tell whether two numbers are no range: `tripled from 400 to 1,200`."""
    begun = _FROM[language].search(text[max(0, start - 20) : start]) is not None
    begun = begun and _TO[language].search(phrase) is not None
    if not begun and not _FROM_TO[language].match(phrase):
        return False
    sentence = text[max(text.rfind(". ", 0, start), start - 120, 0) : start]
    return _CHANGED[language].search(sentence) is not None


def _may_count(word: TextWord, language: str) -> bool:
    if any(char.isdigit() for char in word.low):
        return not _NO_COUNT.fullmatch(word.low)
    return word.low in _number_words(language) or any(
        part in _number_words(language) for part in word.low.split("-")
    )


def _is_half_a_range(text: str, number: Number) -> bool:
    """Tell whether it ends a range that the grammar refuses: `10-15,000` can be two."""
    before, behind = text[: number.start][-2:], text[number.end : number.end + 2]
    return bool(_TO_OR_FROM[0].fullmatch(before) or _TO_OR_FROM[1].fullmatch(behind))


@cache
def _number_words(language: str) -> frozenset[str]:
    """Return the single words in which amounts of a language are said."""
    tag = primary(language)
    known = words_of(tag if tag in LANGUAGES else "en")
    tables = (known.small, known.powers, known.rough, known.plurals, known.several)
    phrases = [phrase for table in tables for phrase in table]
    phrases += [*known.fractions, *known.folds, known.nobody, known.no]
    phrases += _BEGUN_BY_A if tag not in OTHERS else words(tag, "parts")
    return frozenset(
        part.strip()
        for phrase in phrases
        for part in (phrase.split("|") if "|" in phrase else [phrase])
        if part.strip().replace("-", "").isalpha()
    )


def _is_an_age(text: str, word: TextWord, number: Number) -> bool:
    """Tell whether a number stands behind a name, between commas: `Pohl, 34, put`."""
    value = number.amount.value
    if value is None or not _YOUNGEST <= value <= _OLDEST:
        return False
    aside = word.low.isdigit() and text[word.end : word.end + 1] in (",", ".", ";")
    return aside and re.search(r"[^\W\d_],\s$", text[: word.start]) is not None


def _counts_people(word: str, language: str) -> bool:
    """Tell whether a noun is of people, whom reports count."""
    return word in words(language, "persons") or word in ("families", "households")


def _is_none(
    text: str,
    number: Number,
    tokens: list[TextWord],
    bounds: tuple[int, int],
    language: str,
) -> bool:
    """Tell whether what reads as an amount counts nothing where it stands."""
    first, last = bounds
    before = tokens[first - 1].low.rstrip(".") if first else ""
    following = tokens[last].low if last < len(tokens) else ""
    bare = last - first == 1
    digits, part = tokens[first].low, tokens[last - 1].low
    if part in _PARTS and before == "by":
        return False  # `down by a third compared with May`
    changed = number.amount.direction is not None
    if part in _PARTS and not changed and following and following not in _PART_OF:
        return text[number.end : number.end + 1] == " "
    if part == "half" and before == "and" and following != "of":
        return True  # `a year and a half`
    if bare and _END_OF_DAYS[language].search(
        text[max(0, number.start - 40) : number.start]
    ):
        return True
    if bare and digits in ("several", "multiple", "numerous"):
        return not _counts_people(following, language)
    if _OLDER[language].search(text[: number.start]):
        return True
    if number.words.casefold() in ("single", "one case", "one incident"):
        return True
    if before == "of" and number.words.casefold() in ("one family", "one household"):
        return True
    if part in ("half",) and following in _PART_OF:
        return False
    if number.amount.quantifier == "less-than" and number.amount.unit is None:
        upper = number.amount.upper  # `are under twelve`
        if upper is not None and upper <= _YOUNG and before in _AGED:
            return True
    if number.amount.quantifier == "more-than" and number.amount.unit is None:
        lower = number.amount.lower  # `40 were over 70`
        if lower is not None and lower <= _OLDEST and before in _AGED:
            return following in ("", "and", "or") or following in words(
                language, "ends_noun"
            )
    if number.amount.quantifier is None or (bare and digits in _VAGUE):
        return True
    if bare and _YEAR.fullmatch(digits) and following not in ("people", "persons"):
        return True
    gap = text[tokens[first - 1].end : tokens[first].start] if first else ""
    if before == "weekdays" or before in ("aged", "ages"):
        return True
    if following.rstrip(".") == "times":  # `driven out three times since May`
        return tokens[last + 1].low not in _THAN if last + 1 < len(tokens) else True
    if bare and before in words(language, "names_before") and "," not in gap:
        return True
    if _YEARS.fullmatch(number.words):
        return True
    if _A_YEAR.fullmatch(number.words) and not _counts_people(following, language):
        return True
    if _COMPOUND.match(text, number.end):
        return True
    if _DAYS.fullmatch(number.words) and following.rstrip(".") in words(
        language, "months"
    ):
        return True
    if bare and before == "am":
        return True  # `I am 58`
    article = (
        digits == "one" if language == "en" else digits in words(language, "articles")
    )
    if article and bare and number.amount.unit is None:
        return True
    if following.rstrip(".") in words(language, "times") | words(language, "spans"):
        return True
    behind = " ".join(token.low.rstrip(".") for token in tokens[last : last + 3])
    if bare and behind.startswith(_DAYTIMES):
        return True
    if digits[:1] == "0" and digits.isdigit() and len(digits) > 1:
        return True
    few = number.amount.value is not None and number.amount.value <= _MOST_WEEKS
    if bare and few and before in ("week", "weeks") and gap == " ":
        return True  # `3,480 in week 40`
    called = before.isdigit() and (bare or before[:1] == "0")
    if called and not re.search("[,;.:(/]", gap):  # a telephone number
        return True
    dated = before in words(language, "months")
    if bare and not dated and _is_an_age(text, tokens[first], number):
        return True
    months = words(language, "months")
    few = number.amount.value is not None and number.amount.value <= _MOST_DAYS
    few = few and digits.isdigit()
    if before in months and "," in text[tokens[first - 1].end : tokens[first].start]:
        return False  # `on 6 January, 22`
    named = _IN_A_MONTH[language].search(text[: number.start]) is not None
    if before in months and named and _counts_people(following, language):
        return False  # `in March 17 guests left`
    return bare and few and not months.isdisjoint((before, following))
