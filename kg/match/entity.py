"""What is looked for, what is found, and where: one interface to every source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kg.names import WIKIDATA


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing to be linked, or a name in a text.

    ``name`` is the name that is looked for, ``names`` others of the same thing.
    ``context`` is text around it; ``cls`` the local name of its class in the ontology
    (``Government``); ``countries`` are ISO 3166-1 alpha-2 codes, upper case, of the
    countries that it belongs to; ``ids`` further identifiers by name (``iso3``).
    """

    name: str
    names: tuple[str, ...] = ()
    context: str = ""
    cls: str = ""
    countries: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of Wikidata, as far as a source tells of it.

    ``types`` are QIDs of its classes (P31, and what they are below) or the words that
    the source has for them; ``countries`` ISO 3166-1 alpha-2 codes, upper case;
    ``sources`` how many lists attest it. ``redirect`` is the QID that it was merged
    into, if it was.
    """

    qid: str
    label: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    sources: int = 1
    redirect: str = ""

    @property
    def iri(self) -> str:
        """The IRI of the entity."""
        return WIKIDATA + self.qid


class CandidateSource(Protocol):
    """Where candidates come from: a local index, an endpoint, a service."""

    name: str

    def candidates(self, mention: Mention, limit: int) -> list[Entity]:
        """Return entities that a mention may mean, most likely first."""
        ...

    def entities(self, qids: list[str]) -> dict[str, Entity]:
        """Return entities by QID; those that there are not are left out."""
        ...
