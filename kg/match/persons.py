"""Whether a name is that of a person, by the words around it, in several languages."""

from __future__ import annotations

import re
from functools import cache

from kg.match.context import listed
from kg.match.passage import Spot

_AGE = re.compile(
    r",? (?:aged )?\d{1,2}(?:,| and (?:his|her)|-year)|, aged \d| \(\d{1,2}\)"
    r"|,? who\b|(?:,| and) (?:his|her) |,? himself\b|,? herself\b"
    r"| (?:is|was|turned) (?:only |just )?"
    r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?: years old|[.,])"
    r"|[^.!?A-Z]{0,60}(?:,|\b(?:that|because|when|while|as|how|why|where|if)) "
    r"(?:he|she)\b"
)
"""An age, or a pronoun: *Jordan, 34,*; *Kenya is four.*; *Chad, who*; *Chad and his*.
Countries take *which* and *its*."""


def a_person(spot: Spot) -> str:
    """Return why a name in a text is a person's, or ""."""
    if _AGE.match(spot.after) or _after().match(spot.after):
        return "the text speaks of a person"
    before = spot.before.lower()
    return "the text speaks of a person" if _before().search(before) else ""


@cache
def _after() -> re.Pattern[str]:
    kin, verbs, titles = map(_any, ("kin", "personal", "titles_after"))
    role = f"{_any('kin', but='neighbo')}|{_any('artists')}"
    role = rf",? an? (?:[\w-]+ ){{0,2}}(?:{role})\b"
    of = rf"['\u2019]s (?:{kin}|name|face|hands|eyes|hair|birthday)\b"
    return re.compile(
        rf"{of}|{role}| (?:{verbs})\b|[ \u00b7\u30fb]?(?:{titles})|[\u00b7\u30fb]\w"
    )


@cache
def _before() -> re.Pattern[str]:
    titles, kin, arts, named = map(_any, ("titles", "kin", "artists", "named"))
    whose = rf"\b(?:my|his|her|our|your|their|a|an) (?:[\w-]+ )?(?:{kin})"
    return re.compile(
        rf"(?:(?:^|\W)(?:{titles})\.?|{whose},?|\b(?:{arts})|(?:^|\W)(?:{named})"
        rf"|[\"\u201d\u2019],? (?:{_any('quoting')}))\s$"
        rf"|(?:{_any('named_unspaced')})$|\w[\u00b7\u30fb]$"
    )


def _any(name: str, but: str = "\0") -> str:
    words = (word for word in listed(name) if not word.startswith(but))
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))
