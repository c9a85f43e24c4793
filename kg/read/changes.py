"""Words of change around an amount: which way it went, and the amount inside.

``fell by a third`` is ``a third``, down; ``more than doubled`` is ``more than 2 fold``,
up. A ratio is new over old for an increase and old over new for a decrease.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.read.numerals import NotUnderstood

_UP = "rose|risen|increased|grew|grown|climbed|jumped|surged|soared|went up|up"
_DOWN = "fell|fallen|dropped|decreased|declined|shrank|plunged|plummeted|went down|down"
_VERBS = {
    **dict.fromkeys(_UP.split("|"), "increase"),
    **dict.fromkeys(_DOWN.split("|"), "decrease"),
}
_NOUNS = {
    **dict.fromkeys(["increase", "rise", "growth", "jump", "surge"], "increase"),
    **dict.fromkeys(["decrease", "fall", "drop", "decline", "reduction"], "decrease"),
}
_FOLDS = {
    **{"doubled": "2 fold", "tripled": "3 fold", "trebled": "3 fold"},
    **{"quadrupled": "4 fold", "quintupled": "5 fold"},
}
_MORE = {"more": "increase", "higher": "increase"} | dict.fromkeys(
    ["fewer", "less", "lower"], "decrease"
)
_STILL = re.compile(r"(?:(?:remained|stayed) )?(?:unchanged|stable)|no change")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_BY_VERB = re.compile(rf"(?P<word>{_any_of(_VERBS)})(?: (?!to |from )(?P<inner>.+))?")
_BY_NOUN = re.compile(
    rf"(?:(?:an? )?(?P<word>{_any_of(_NOUNS)}) of (?P<inner>.+)"
    rf"|(?P<before>.+) (?P<noun>{_any_of(_NOUNS)}))"
)
_BARE_NOUN = re.compile(rf"(?:an? )?(?P<noun>{_any_of(_NOUNS)})")
_NO_NUMBER = "it names no number; write `changeDirection: {}` alone"
_BY_FOLD = re.compile(rf"(?P<lead>.+ )?(?P<word>{_any_of([*_FOLDS, 'halved'])})")
_AS_MANY = re.compile(
    r"(?P<lead>.+? )?(?P<word>twice|half|\S+ times) as (?:many|much|high|large)"
)
_BY_MORE = re.compile(
    rf"(?P<inner>.+) (?P<word>{_any_of(_MORE)})(?P<noun> (?!than)[a-z]+)?"
)
_LEVEL = re.compile(
    rf"(?:(?P<verb>{_any_of(_VERBS)})|(?:.+ )?"
    rf"(?P<word>{_any_of([*_NOUNS, *_FOLDS, 'halved'])})) "
    r"(?P<level>(?:from .+ )?to .+|from .+)"
)
_KEPT = (
    "half third quarter fifth sixth seventh eighth ninth tenth dozen hundred thousand "
    "lakh million crore billion few couple handful minimum mere"
)
_ARTICLE = re.compile(rf"(?:^|(?<= ))an? (?!(?:{'|'.join(_KEPT.split())})\b)")
_ORDINAL = re.compile(r"an? (?:third|fifth|sixth|seventh|eighth|ninth|tenth)")


@dataclass(frozen=True, slots=True)
class Change:
    """A direction, and the amount that it goes with; ``None`` for no change at all.

    ``halving`` tells that the words name what is left, so that more is a smaller
    change.
    """

    direction: str
    amount: str | None
    halving: bool = False


def read_change(words: str) -> Change | None:
    """Take the words of change off a phrase; ``None`` if there are none.

    Raises :class:`NotUnderstood` for a level, and for a direction without a number.
    """
    if _STILL.fullmatch(words):
        return Change("unchanged", None)
    if words.startswith("up to "):  # a bound; with an end such as "more" also a change
        return _as_many(words) or _noun(words) or _more(words)
    _refuse_level(words)
    readings = (_fold, _as_many, _verb, _noun, _more)
    return next(filter(None, (read(words) for read in readings)), None)


def _refuse_level(words: str) -> None:
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
    if match["word"] == "halved":
        return Change("decrease", f"{match['lead'] or ''}half")
    return Change("increase", f"{match['lead'] or ''}{_FOLDS[match['word']]}")


def _as_many(words: str) -> Change | None:
    match = _AS_MANY.fullmatch(words)
    if match is None:
        return None
    lead, word = match["lead"] or "", match["word"]
    if word == "half":
        return Change("decrease", f"{lead}half", halving=True)
    return Change("increase", f"{lead}{word}".replace("twice", "2 fold"))


def _verb(words: str) -> Change | None:
    match = _BY_VERB.fullmatch(words)
    if match is None:
        return None
    direction = _VERBS[match["word"]]
    inner = (match["inner"] or "").removeprefix("by ")
    if not inner:
        raise NotUnderstood(words, _NO_NUMBER.format(direction))
    if inner.endswith(" times"):
        raise NotUnderstood(inner, "it may count occasions; `three-fold` is clear")
    return Change(direction, _single_step(inner))


def _single_step(inner: str) -> str:
    """Refuse ``fell 12,000 to 67,000``, where the second may be the level reached."""
    if match := re.search("(?<!up) to ", inner):
        why = "after a change `to` may give the level reached; write the long form"
        raise NotUnderstood(inner[match.start() :], why)
    return inner


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
    return Change(_NOUNS[match["noun"]], _ARTICLE.sub("", match["before"]))


def _more(words: str) -> Change | None:
    match = _BY_MORE.fullmatch(words)
    if match is None or match["inner"].endswith(" or"):
        return None
    if re.search(r" (fold|times)$", match["inner"]):
        why = (
            "it may be so many times in all, or on top; `three times as many` is clear"
        )
        raise NotUnderstood(words, why)
    return Change(_MORE[match["word"]], match["inner"] + (match["noun"] or ""))
