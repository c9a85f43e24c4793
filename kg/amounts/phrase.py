"""Amounts as reports print them, read as intervals.

Nothing is guessed: a phrase that does not parse from end to end is refused, and the
part that was not understood is shown. What is read is what the words say: "more than"
is a strict lower bound, a bare figure the point as printed, "hundreds of thousands" at
least two hundred thousand and fewer than a million. How far such a figure may have been
rounded is not settled here. ``docs/amounts.md`` lists the phrases.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import cache

from kg.amounts.amount import Amount
from kg.amounts.changes import AmountReader
from kg.amounts.wording import as_typed, ways_to_read
from kg.amounts.words import LANGUAGES, NotUnderstood, primary, words_of

__all__ = ["Amount", "amount_of", "parse_amount"]

_FORMS = (
    "write it as `67,000`, `more than 3,000`, `1.3 million`, `70 per cent`, "
    "`between 10 and 20` or `hundreds of thousands`; what else is counted goes to "
    "`unit`; `kg terms amount` shows the long form"
)


def parse_amount(text: str, language: str = "en", own: str = "") -> Amount:
    """Read an amount such as ``more than 135,000``; raise ``ValueError`` if unclear.

    ``language`` is the tag of the language that the words are in. In one whose words
    are not known, they are taken for English. Who codes a French report in an English
    project may write "more than 1,200" all the same: words that are none of the
    language are read in that of the coder, ``own``, if there is one. What is unclear in
    the language of the document stays unclear.
    """
    try:
        amount = _read(text, language, primary(own))
    except NotUnderstood as error:
        part = as_typed(text, error.part) if error.part else " ".join(text.split())
        why = f": {error.why}" if error.why else f"; {_FORMS}"
        message = f"the amount `{text}` is not understood at `{part}`{why}"
        raise ValueError(message) from None
    return replace(amount, text=text)


def amount_of(text: str, language: str) -> Amount | None:
    """Return the amount that words are in a language, or ``None`` if they are none.

    For whoever looks for amounts among words: why most of them are none, nobody asks,
    and :func:`parse_amount` takes its time to say.
    """
    tag = primary(language)
    try:
        amount = _read_as(tag if tag in LANGUAGES else "en", text, tag)
    except NotUnderstood:
        return None
    return replace(amount, text=text)


def _read(text: str, language: str, own: str) -> Amount:
    """Read a phrase in the one way in which it can be read."""
    tag = primary(language)
    try:
        return _read_as(tag if tag in LANGUAGES else "en", text, tag)
    except NotUnderstood as error:
        others = {} if error.why else _in_other_languages(text, tag)
        if own in others:
            return others[own]
        if others:
            raise NotUnderstood("", _of_another(next(iter(others)), tag)) from None
        raise


def _in_other_languages(text: str, tag: str) -> dict[str, Amount]:
    """Return what words are in the languages that the document is not in."""
    amounts = {}
    for language in LANGUAGES:
        if language != (tag if tag in LANGUAGES else "en"):
            with suppress(NotUnderstood):
                amounts[language] = _read_as(language, text, language)
    return amounts


def _of_another(language: str, tag: str) -> str:
    return (
        f"it is {words_of(language).name}, and the document is in `language: {tag}`; "
        f"write the words that stand there, or `language: {language}` in the document"
    )


def _read_as(language: str, text: str, tag: str) -> Amount:
    reader, amounts, errors = _reader(language), [], []
    for words in ways_to_read(text, tag, language):
        try:
            amounts.append(reader.read(words))
        except NotUnderstood as error:
            errors.append(error)
    if len(amounts) > 1:
        why = "a hyphen in it may join one number or part two; write `to` or a space"
        raise NotUnderstood("", why)
    if not amounts:
        raise errors[0]
    return amounts[0]


@cache
def _reader(language: str) -> AmountReader:
    return AmountReader(words_of(language))
