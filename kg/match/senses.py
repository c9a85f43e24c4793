"""What kind of name a mention is, before any candidate is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from kg.match.context import Around, around, listed
from kg.match.countries import countries
from kg.match.entity import Mention
from kg.match.names import is_small, normal, plain
from kg.match.tongues import called

_ARTICLES = ("the", "a", "an")
_BESIDE_TIMES = frozenset(
    {*_ARTICLES, "last", "next", "this", "in", "of", "early", "late", "mid", "end"}
)
_OFFICES_ABROAD = ("us", "uk")
"""Names of countries before an office, which say no more than of which it is."""


@dataclass(frozen=True)
class Senses:
    """In which senses a name may be meant.

    ``capital_of`` and ``people_of`` are codes of countries whose capital or people are
    called so, ``called`` of those that are called so themselves in another language. An
    ``office`` is one that every country has, such as an interior ministry. An
    ``adjective`` looks like one of a people. A ``common`` name is all in small letters,
    in a script that has others.
    """

    capital_of: tuple[str, ...]
    people_of: tuple[str, ...]
    called: tuple[str, ...]
    office: bool
    adjective: bool
    common: bool


@dataclass(frozen=True)
class KnownMention:
    """A mention, what stands around it, and the senses that its name may have."""

    mention: Mention
    around: Around
    senses: Senses

    @property
    def countries(self) -> dict[str, float]:
        """The countries that text and name speak of, with their weights."""
        return self.around.countries | dict.fromkeys(self.around.named, 1.0)


def read_mention(mention: Mention) -> KnownMention:
    """Return what is known of a mention."""
    context = around(mention)
    return KnownMention(mention, context, _senses(mention, context))


def _senses(mention: Mention, context: Around) -> Senses:
    table, offices = countries(), listed("offices") | listed("roles")
    key, common = plain(mention.name), is_small(mention.name)
    rest = {w for w in key.split() if not table.meant(w) and w not in _OFFICES_ABROAD}
    return Senses(
        table.capitals.get(key, ()),
        table.demonyms.get(key, ()),
        () if normal(mention.name) in table.names or common else called(mention.name),
        office=bool(rest) and not common and rest <= offices,
        adjective=" " not in key
        and key.endswith(("ish", "ese", "ian"))
        and context.role != "place",
        common=common,
    )


def nobody(mention: Mention) -> str:
    """Return why a mention names nothing in particular, or ""."""
    parts = plain(mention.name).split()
    if not parts:
        return "it has no letters"
    if mention.cls:
        return ""
    times = {w for w in parts if w not in _BESIDE_TIMES and not w.isdigit()}
    if times and times <= listed("times"):
        return "a time or direction, not a thing"
    if is_small(mention.name) and mention.name.strip() in listed("ordinary"):
        return "a word, not a name"
    first, *more = mention.name.lower().split()
    small = is_small(mention.name) or mention.name.split()[0] in ("a", "an")
    if small and parts[-1] in listed("roles"):
        return "nobody in particular"
    return "nothing in particular" if small and more and first in _ARTICLES else ""
