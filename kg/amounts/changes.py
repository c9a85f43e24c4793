"""Words of change around an amount: which way it went, and the amount inside.

``fell by a third`` is ``a third``, down; ``more than doubled`` is ``more than 2 fold``,
up. A ratio is new over old for an increase and old over new for a decrease.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.amounts.digits import NotUnderstood, any_of
from kg.amounts.leads import lead_of
from kg.amounts.quantities import counted, is_unit

_UP = "rose|risen|increased|grew|grown|climbed|jumped|surged|soared|expanded|went up|up"
_DOWN = (
    "fell|fallen|dropped|decreased|declined|shrank|plunged|plummeted|slumped"
    "|cut|reduced|went down|down"
)
_VERBS = {
    **dict.fromkeys(_UP.split("|"), "increase"),
    **dict.fromkeys(_DOWN.split("|"), "decrease"),
}
"""Verbs of change, and which way each goes."""

_NOUNS = {
    **dict.fromkeys(["increase", "rise", "growth", "jump", "surge"], "increase"),
    **dict.fromkeys(["decrease", "fall", "drop", "decline", "reduction"], "decrease"),
}
"""Nouns of change, and which way each goes."""

_FOLDS = {
    **{"doubled": "2 fold", "tripled": "3 fold", "trebled": "3 fold"},
    **{"quadrupled": "4 fold", "quintupled": "5 fold"},
}
"""Verbs that name a ratio."""

_DOINGS = {f"{word[:-2]}ing": word for word in [*_FOLDS, "halved"]}
_MORE = {"more": "increase", "higher": "increase"} | dict.fromkeys(
    ["fewer", "less", "lower"], "decrease"
)
_ADVERBS = (
    "more than|less than|at least|nearly|almost|not quite|about|just about|around"
    "|roughly|approximately|just over|just under|slightly more than|a little more than"
    "|a bit more than|far more than|much more than|considerably more than|only|just"
    "|exactly"
)
_LEVEL = re.compile(
    rf"(?:(?P<verb>{any_of(_VERBS)})|(?:.+ )?"
    rf"(?P<word>{any_of([*_NOUNS, *_FOLDS, 'halved'])})) "
    r"(?P<level>(?:from .+ )?to .+|from .+)"
)
_STILL = re.compile(r"(?:(?:remained|stayed) )?(?:unchanged|stable)|no change")
_HELPED = re.compile(
    r"(?P<aux>(?:has|have|had)(?: been)?|is|are|was|were) (?P<rest>.+)"
)
_BY_VERB = re.compile(rf"(?P<word>{any_of(_VERBS)})(?: (?!to |from )(?P<inner>.+))?")
_BY_NOUN = re.compile(
    rf"(?:(?:an? )?(?P<word>{any_of(_NOUNS)}) of (?P<inner>.+)"
    rf"|(?P<before>.+) (?P<noun>{any_of(_NOUNS)}))"
)
_BARE_NOUN = re.compile(rf"(?:an? )?(?P<noun>{any_of(_NOUNS)})")
_NO_NUMBER = "it names no number; write `changeDirection: {}` alone"
_BY_FOLD = re.compile(
    rf"(?P<lead>(?:{any_of(_ADVERBS.split('|'))}) )?"
    rf"(?:(?P<word>{any_of([*_FOLDS, 'halved'])})|a (?P<doing>{any_of(_DOINGS)}))"
)
_AS_MANY = re.compile(
    r"(?P<lead>.+? )?(?:(?P<word>twice|half|\S+ times) as (?:many|much|high|large)"
    r"(?P<noun> (?!as ).+)?|(?P<double>twice|double|\S+ times) the number)"
)
_BY_MORE = re.compile(
    rf"(?P<inner>.+) (?P<word>{any_of(_MORE)})(?P<noun> (?!than)[a-z]+)?"
)
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


def read_change(words: str) -> Change | None:
    """Take the words of change off a phrase; ``None`` if there are none.

    Raises :class:`NotUnderstood` for a level, and for a direction without a number.
    """
    helped = _HELPED.fullmatch(words)
    if helped is None:
        return _read(words)
    change = _read(helped["rest"])
    if change is None:
        raise NotUnderstood(helped["aux"])
    return change


def _read(words: str) -> Change | None:
    if _STILL.fullmatch(words):
        return Change("unchanged", None)
    if words.startswith("up to "):  # a bound; with an end such as "more" also a change
        return _as_many(words) or _noun(words) or _more(words)
    _refuse_level(words)
    readings = (_fold, _as_many, _verb, _noun, _more)
    return next(filter(None, (read(words) for read in readings)), None)


def _refuse_level(words: str) -> None:
    """Refuse what a change ended at: ``fell to 67,000``."""
    match = _LEVEL.fullmatch(words)
    if match is None:
        return
    word = match["verb"] or match["word"]
    direction = (_VERBS | _NOUNS | {"halved": "decrease"}).get(word, "increase")
    why = (
        f"`{match['level']}` is a level, not a change: write the figure itself, and "
        f"beside it a ChangeObservation with `changeDirection: {direction}`"
    )
    raise NotUnderstood(word, why)


def _fold(words: str) -> Change | None:
    match = _BY_FOLD.fullmatch(words)
    if match is None:
        return None
    word = match["word"] or _DOINGS[match["doing"]]
    if word == "halved":
        return Change("decrease", f"{match['lead'] or ''}half")
    return Change("increase", f"{match['lead'] or ''}{_FOLDS[word]}")


def _as_many(words: str) -> Change | None:
    match = _AS_MANY.fullmatch(words)
    if match is None:
        return None
    noun = match["noun"]
    if noun and (not is_unit(noun) or counted(noun)[0] == "money"):
        raise NotUnderstood(noun)
    lead, word = match["lead"] or "", match["word"] or match["double"]
    if word == "half":
        return Change("decrease", f"{lead}half", halving=True)
    fold = {"twice": "2 fold", "double": "2 fold"}.get(word)
    return Change("increase", lead + (fold or word.replace(" times", " fold")))


def _verb(words: str) -> Change | None:
    match = _BY_VERB.fullmatch(words)
    if match is None:
        return None
    word, inner = match["word"], match["inner"] or ""
    direction, by = _VERBS[word], inner.startswith("by ")
    inner = inner.removeprefix("by ")
    if not inner:
        raise NotUnderstood(words, _NO_NUMBER.format(direction))
    if word in ("cut", "reduced") and not by:
        raise NotUnderstood(words, f"write `{word} by`")
    if inner.endswith(" times"):
        raise NotUnderstood(inner, "it may count occasions; `three-fold` is clear")
    return Change(direction, _single_step(inner, by=by))


def _single_step(inner: str, *, by: bool = False) -> str:
    """Refuse ``fell 12,000 to 67,000``, where the second may be the level reached.

    After ``by`` two bare percentages are a range: a level would be in points.
    """
    match = re.search("(?<!up) to ", inner)
    if match is None or (by and _TO_PER_CENT.fullmatch(lead_of(inner)[1])):
        return inner
    why = (
        "after a change `to` may give the level reached; write `by between 10 and 20`, "
        "or the long form"
    )
    raise NotUnderstood(inner[match.start() :], why)


def _noun(words: str) -> Change | None:
    if bare := _BARE_NOUN.fullmatch(words):
        raise NotUnderstood(words, _NO_NUMBER.format(_NOUNS[bare["noun"]]))
    match = _BY_NOUN.fullmatch(words)
    if match is None:
        return None
    if match["word"]:
        return Change(_NOUNS[match["word"]], _single_step(match["inner"]))
    if _ORDINAL.fullmatch(match["before"]):
        why = "it may be one of several in a row; `rose by a third` is clear"
        raise NotUnderstood(words, why)
    return Change(_NOUNS[match["noun"]], _without_article(match["before"]))


def _without_article(words: str) -> str:
    """Take off the article of the noun, which stands first or after a lead."""
    rest = words if _ARTICLE.match(words) else lead_of(words)[1]
    article = _ARTICLE.match(rest)
    bare = rest[article.end() :] if article else rest
    return words[: len(words) - len(rest)] + bare


def _more(words: str) -> Change | None:
    match = _BY_MORE.fullmatch(words)
    if match is None or re.search(r" (?:or|and)$", match["inner"]):
        return None
    word, noun = match["word"], match["noun"] or ""
    if noun and not is_unit(noun):
        return None
    if re.search(r" (fold|times)$", match["inner"]):
        why = (
            "it may be so many times in all, or on top; `three times as many` is clear"
        )
        raise NotUnderstood(words, why)
    return Change(_MORE[word], match["inner"], noun=noun, more=word == "more")
