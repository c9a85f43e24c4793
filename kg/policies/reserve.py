"""Claims that assert something and establish nothing.

Under a condition, nobody says that it is met. And that an actor governs a place, or is
competent for something, is established by the word of others alone: not by its own, nor
by that of what is a part of it, of which it is a part, or which is affiliated with it.
A claim to govern stays a claim whoever tells of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.names import APF
from kg.policies.triples import StoreText


def on_reserve(reader: StoreText) -> frozenset[str]:
    """Return the claims that are reported at best, whatever their modality."""
    return frozenset(_reserved(reader))


def _reserved(reader: StoreText) -> Iterator[str]:
    yield from (claim for claim, _ in reader.pairs(APF.condition))
    stays = {term for term, _ in reader.pairs(APF.staysClaim)}
    own = {term for term, _ in reader.pairs(APF.notByOwnWord)}
    for term in sorted(stays | own):
        for claim in reader.subjects(APF.aboutPredicate, term):
            if term in stays or _on_own_word(reader, claim):
                yield claim


def _on_own_word(reader: StoreText, claim: str) -> bool:
    """Tell whether nobody but its subject, and what belongs to that, makes a claim."""
    subjects = set(reader.values(claim, APF.aboutSubject))
    above = set[str]().union(*(_around(reader, subject) for subject in subjects))
    return all(
        speaker in above or not subjects.isdisjoint(_around(reader, speaker))
        for term in (APF.claimant, APF.jointClaimant)
        for speaker in reader.values(claim, term)
    )


def _around(reader: StoreText, actor: str) -> set[str]:
    """Return an actor with what it is a part of or affiliated with, far up."""
    around, waiting = {actor}, [actor]
    while waiting:
        one = waiting.pop()
        above = {
            other
            for term in (APF.partOfOrganization, APF.affiliatedWith)
            for other in reader.values(one, term)
        }
        waiting += above - around
        around |= above
    return around
