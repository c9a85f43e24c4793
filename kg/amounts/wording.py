"""The text of an amount made ready to be read, and its parts shown as they were typed.

Quotes, brackets and a full stop around it say nothing; a hyphen between words joins
them, unless it parts two whole numbers. A tab or a line break never groups digits.
"""

from __future__ import annotations

import re
from unicodedata import decimal, normalize

from kg.amounts.currencies import fold_case
from kg.amounts.words import ARABIC_DIGITS, NotUnderstood, bare_arabic, words_of

_DROPPED = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_ARABIC = re.compile("[\u0660-\u0669\u06f0-\u06f9\u066a-\u066c]")
_ARABIC_SIGNS = str.maketrans({"\u066a": "%", "\u066b": ".", "\u066c": ","})
_SIGNS = str.maketrans(
    {"\u2019": "'", "\u2010": "-", "\u2011": "-", "\u2012": "\u2013", "\u223c": "~"}
)
_MINUS = re.compile("(?<=\\d)( ?)[\u2212\u2014]\\1(?=\\d)")
_GAP = re.compile(
    "(?<![\\d,])[\\d,]*\\d(?! \\d|[\u00a0\u2007\u2009\u202f]\\d)\\s+\\d[\\d,]*"
)
_AFTER_DIGIT = {
    **{"\u00bd": " and a half", "\u00bc": " and a quarter"},
    "\u00be": " and three quarters",
}
_FRACTIONS = {
    **{"\u00bd": "a half", "\u00bc": "a quarter", "\u00be": "three quarters"},
    **{"\u2153": "a third", "\u2154": "two thirds"},
}
_FRACTION = re.compile(f"(?P<digit>(?<=\\d) ?)?(?P<sign>[{''.join(_FRACTIONS)}])")
_PAIRS = ('""', "\u201c\u201d", "''", "\u2018'", "()", "[]", "\u00ab\u00bb")
_GLUED = re.compile(
    r"(?<=\w)(?=fold\b)|(?<=\d)(?=per ?cent\b|pct\b|pc\b|ish\b|times\b)"
)
_HYPHEN = re.compile(r"(?<=\w)-(?=[a-z])|(?<=\bin)-(?=\d)")
DIGIT = "one|two|three|four|five|six|seven|eight|nine"
_TENS = re.compile(rf"(?:twen|thir|for|fif|six|seven|eigh|nine)ty-(?:{DIGIT})\b")
_MOST_HYPHENS = 6
"""Each may be ``to`` instead; of more, none is, so that a long text is soon refused."""


def ways_to_read(text: str, language: str, reader: str) -> list[str]:
    """Return a text in small letters, and again with each hyphen as ``to`` instead.

    Only hyphens between words can be either; ``twenty-five`` is always one number.
    ``language`` is that of the text, ``reader`` that of the grammar it is read by.
    """
    words = _cleaned(_in_our_digits(text, language), reader)
    if drop := words_of(reader).drop:
        words = re.sub(drop, "", words)
    if reader != "en":
        return [_HYPHEN.sub(" ", words)]
    joined = {
        match.end() - len(match[0].split("-")[1]) for match in _TENS.finditer(words)
    }
    places = [m.start() for m in _HYPHEN.finditer(words) if m.end() not in joined]
    ways = [_HYPHEN.sub(" ", words)]
    for place in places if len(places) <= _MOST_HYPHENS else ():
        parted = f"{words[:place]}\u2013{words[place + 1 :]}"
        ways.append(_HYPHEN.sub(" ", parted))
    return ways


def _in_our_digits(text: str, language: str) -> str:
    """Write the digits of Arabic script as 0 to 9, where the text may have them."""
    other = _OTHER_DIGIT.search(text)
    if language in ARABIC_DIGITS and (other or _ARABIC.search(text)):
        text = text.translate(_ARABIC_SIGNS)
        return _ARABIC.sub(lambda digit: str(decimal(digit[0])), text)
    if other is not None:
        why = (
            f"its digits are not those of a document in `language: {language}`; write "
            "them as there, or give the document the language that they are of"
        )
        raise NotUnderstood(text, why)
    return text


def _cleaned(text: str, reader: str) -> str:
    text = _DROPPED.sub("", normalize("NFC", text)).translate(_SIGNS)
    if reader == "ar":
        text = bare_arabic(text)
    if gap := _GAP.search(text):
        why = "only one plain or narrow space groups digits"
        raise NotUnderstood(" ".join(gap[0].split()), why)
    text = _MINUS.sub("\u2013", text)
    if reader == "en":
        text = _FRACTION.sub(_in_words, text)
    words = " ".join(fold_case(_unwrapped(text)).split())
    return _GLUED.sub(" ", words).replace("  ", " ")


def _in_words(match: re.Match[str]) -> str:
    if match["digit"] is not None:
        return _AFTER_DIGIT.get(match["sign"], f" {_FRACTIONS[match['sign']]}")
    return _FRACTIONS[match["sign"]]


def _unwrapped(text: str) -> str:
    """Take off the quotes and brackets around a text, and what ends a sentence."""
    before = ""
    while text != before:
        before, text = text, text.strip().rstrip(".,;:\u2026").strip()
        if len(text) > 1 and text[0] + text[-1] in _PAIRS:
            text = text[1:-1]
    return text


def as_typed(text: str, part: str) -> str:
    """Return a part of a phrase as it stands in the text, or the part itself."""
    tokens = [re.escape(token) for token in part.split()]
    matches = list(re.finditer(r"[\s\u2010\u2011-]*".join(tokens), text, re.IGNORECASE))
    if not tokens or not matches:
        return part
    whole = [m for m in matches if _whole(text, m)] or matches
    return " ".join(whole[-1][0].split())


def _whole(text: str, match: re.Match[str]) -> bool:
    """Tell whether a match does not begin or end inside a word."""
    edges = (match.start(), match.end())
    return not any(
        0 < edge < len(text) and (text[edge - 1] + text[edge]).isalnum()
        for edge in edges
    )
