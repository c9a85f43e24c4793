"""What kind of name a mention is, before any candidate is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from kg.match.context import Around, word_lists
from kg.match.countries import countries
from kg.match.entity import Mention
from kg.match.names import plain

_BARE = frozenset(
    {
        "the",
        "a",
        "an",
        "last",
        "next",
        "this",
        "in",
        "of",
        "early",
        "late",
        "mid",
        "end",
    }
)


@dataclass(frozen=True)
class Reading:
    """How a mention may be read.

    ``capital_of`` and ``people_of`` are codes of countries whose capital or people are
    called so. An ``office`` is one that every country has, such as an interior
    ministry. An ``adjective`` looks like one of a people. A ``common`` name is all in
    small letters.
    """

    capital_of: tuple[str, ...]
    people_of: tuple[str, ...]
    office: bool
    adjective: bool
    common: bool


def read_as(mention: Mention, context: Around) -> Reading:
    """Classify a mention."""
    table = countries()
    key = plain(mention.name)
    rest = [w for w in key.split() if not table.meant(w) and w not in ("us", "uk")]
    common = mention.name == mention.name.lower()
    return Reading(
        table.capitals.get(key, ()),
        table.demonyms.get(key, ()),
        bool(rest)
        and not common
        and all(word in word_lists().offices | word_lists().roles for word in rest),
        " " not in key
        and key.endswith(("ish", "ese", "ian"))
        and context.role != "place",
        common,
    )


def nobody(mention: Mention) -> str:
    """Return why a mention names nothing in particular, or ""."""
    lists = word_lists()
    said = plain(mention.name).split()
    if not said:
        return "it has no letters"
    times = [w for w in said if w not in _BARE and not w.isdigit()]
    if times and all(word in lists.times for word in times) and not mention.cls:
        return "a time or direction, not a thing"
    small = mention.name == mention.name.lower() or mention.name.split()[0] in (
        "a",
        "an",
    )
    if small and not mention.cls and said[-1] in lists.roles:
        return "nobody in particular"
    if small and not mention.cls and len(said) > 1 and said[0] in ("the", "a", "an"):
        return "nothing in particular"
    return ""
