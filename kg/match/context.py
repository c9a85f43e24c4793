"""What the words around a name say: who acts, which kind of place, which country."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kg.match.countries import countries
from kg.match.entity import Mention
from kg.match.names import plain

_WORD = re.compile(r"(?:[^\W_]\.){2,}|[^\W_]+(?:['\u2019-][^\W_]+)*|[.!?;:,]")
_JOINED = (
    "(?:[\u0648\u0641\u0628\u0644\u0643]?(?:\u0627\u0644)?"
    "|[\u05d1\u05dc\u05d4\u05de\u05db\u05d5\u05e9]{0,2})"
)
"""What Arabic and Hebrew write together with a word: and, in, to, from, the."""

_ENDS = frozenset(".!?;:")
_NEAR, _FAR = 12.0, 0.4
"""A country twelve words away, as in another clause, counts no more than one farther
off: two fifths of one beside the name. Set by hand, as the weights of the evidence."""


@cache
def listed(name: str) -> frozenset[str]:
    """Return a word list of ``words.toml``."""
    words: list[str] = _tables()[name]
    return frozenset(words)


@cache
def _kinds() -> dict[str, str]:
    """Return the kind of place that a word before or after a name tells."""
    return {word: kind for kind, of in _tables()["kinds"].items() for word in of}


def prefixed(before: str, after: str) -> str:
    """Return the kind of place that the text right beside a name tells, or "".

    In the order of other languages than English, or of scripts without spaces.
    """
    left, right = before.lower().rstrip(), after.lstrip()
    for kind, of in _tables()["before"].items():
        if any(re.search(rf"(?:^|\W){_JOINED}{re.escape(word)}$", left) for word in of):
            return str(kind)
    for kind, of in _tables()["after"].items():
        if right.startswith(tuple(of)):
            return str(kind)
    return ""


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Around:
    """What is known of a name from where it stands.

    ``role`` is ``actor``, ``place``, ``people`` or "". ``kind`` is the kind of place
    that it is said to be. ``countries`` has the codes of countries spoken of, with a
    weight from 0 to 1 that falls with the distance in words; ``named`` those that a
    longer name has in it.
    """

    role: str = ""
    kind: str = ""
    countries: dict[str, float] = field(default_factory=dict)
    named: tuple[str, ...] = ()


def around(mention: Mention) -> Around:
    """Read the context of a mention."""
    tokens = _WORD.findall(mention.context)
    start, end = _find(tokens, mention.name)
    before = [token.lower() for token in tokens[:start]]
    after = [token.lower() for token in tokens[end:]]
    kind = _kind(before, after) if end else ""
    role = "place" if kind else _role(tokens, start, before, after) if end else ""
    table = countries()
    named = () if table.meant(mention.name) else table.named_in(mention.name)
    return Around(role, kind, _countries(tokens, start, end, mention), named)


def _find(tokens: list[str], name: str) -> tuple[int, int]:
    """Return where the words of a name begin and end; (0, 0) if they are not there."""
    wanted = [plain(token) for token in _WORD.findall(name)]
    have = [plain(token) for token in tokens]
    exact = _WORD.findall(name)
    for pool, looked in ((tokens, exact), (have, wanted)):
        for start in range(len(pool) - len(looked) + 1):
            if looked and pool[start : start + len(looked)] == looked:
                return start, start + len(looked)
    return 0, 0


def _kind(before: list[str], after: list[str]) -> str:
    kinds = _kinds()
    if after and after[0] in kinds:
        return kinds[after[0]]
    if len(before) > 1 and before[-1] == "of" and before[-2] in kinds:
        return kinds[before[-2]]
    return ""


def _role(tokens: list[str], start: int, before: list[str], after: list[str]) -> str:
    previous = next((word for word in reversed(before) if word != "the"), "")
    if before[-2:] == ["according", "to"]:
        return "actor"
    if previous in listed("locative") or previous in listed("motion"):
        return "place"
    if after and after[0] in listed("many"):
        return "people"
    if previous in listed("agent"):
        return "actor"
    begins = not previous or previous in _ENDS or previous in listed("openings")
    return "actor" if begins and _acts(after) else ""


def _acts(after: list[str]) -> bool:
    """Whether a finite verb follows, of the kind that somebody is the subject of."""
    rest = after[2:] if after[:1] == ["and"] else after
    while rest and (rest[0] in listed("adverbs") or rest[0].endswith("ly")):
        rest = rest[1:]
    if not rest:
        return False
    verb, following = rest[0], rest[1] if len(rest) > 1 else ""
    if verb in ("is", "was"):
        return following in listed("states") or following.endswith("ing")
    if verb in ("has", "had", "have"):
        done = next((w for w in rest[1:] if w not in listed("adverbs")), "")
        ended = done.endswith("ed") or done in listed("verbs")
        return ended or (done == "been" and "ing" in "".join(rest[2:3]))
    if verb in listed("auxiliary"):
        return True
    return verb in listed("verbs") or (
        verb.endswith("ed") and len(verb) > 4
    )  # not *need*


def _countries(
    tokens: list[str], start: int, end: int, mention: Mention
) -> dict[str, float]:
    table = countries()
    weights: dict[str, float] = defaultdict(float)
    weights.update(dict.fromkeys(mention.countries, 1.0))
    for at, token in enumerate(tokens):
        if not token[:1].isupper():
            continue
        for length in range(table.longest, 0, -1):
            if at < end and start < at + length:
                continue
            codes = table.meant(" ".join(tokens[at : at + length]))
            distance = min(abs(at - end), abs(start - at - length + 1))
            weight = max(_FAR, 1 - distance / _NEAR)
            for code in codes:
                weights[code] = max(weights[code], weight / len(codes))
            if codes:
                break
    return dict(weights)
