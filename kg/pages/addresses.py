"""Where the page of a thing is: its IRI without the project's base, and back again."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote

from kg.names import BASE, ONTOLOGY, SCHEMES

INDEX = "index"
LISTS = (
    *("movements", "conflicts", "quality", "names", "questions", "terms", "sparql"),
    "network",
)
"""Pages that are of no single thing, beside the index."""

OWN, SHARED = "own", "apf"
"""Where things go whose IRIs begin with a base in another way than the usual ones: the
project's, and those of the ontology's own project in a graph of somebody else."""

RESERVED = frozenset(
    {
        *(OWN, SHARED, "ontology", "scheme", "question", "kind", "static"),
        *("docs", "network"),
    }
)
"""First parts of addresses that no kind of thing may have."""

_SAFE = re.compile(r"\w[\w.~@+-]*")
_LONGEST = 120
"""Bytes of a part of an address, so that with its ending any disk takes it as a name:
most allow 255, some encrypted ones 143."""

_DIGITS = 12
"""Digits of a digest that stand for what an address cannot hold: among a million of
such names two are alike with a chance of one in 500."""


class Addresses:
    """Turns IRIs under a project's base into addresses of pages, and back.

    An address is a path without an ending: ``policy/removal-order``. Parts that no file
    can be called are shortened and end in a digest; those cannot be turned back.
    """

    def __init__(self, base: str) -> None:
        spaces = {
            ONTOLOGY: "ontology/",
            SCHEMES: "scheme/",
            f"{BASE}id/": f"{SHARED}/",
            f"{base}id/": "",
        }
        if base != BASE:
            spaces[f"{base}ontology#"] = f"{OWN}/ontology/"
        spaces[base] = f"{OWN}/"
        self._spaces = sorted(spaces.items(), key=lambda pair: -len(pair[0]))

    def of(self, iri: str) -> str | None:
        """Return the address of an IRI, ``None`` for one of somebody else's."""
        for space, folder in self._spaces:
            if iri.startswith(space) and len(iri) > len(space):
                parts = iri.removeprefix(space).split("/")
                if not folder and (len(parts) < 2 or parts[0] in RESERVED):
                    folder, parts = f"{OWN}/", ["id", *parts]
                return folder + "/".join(map(_part, parts))
        return None

    @property
    def spaces(self) -> list[tuple[str, str]]:
        """The beginnings of IRIs and of their addresses, the longest first."""
        return list(self._spaces)

    def iri(self, address: str) -> str | None:
        """Return the IRI that an address is of, if it is written out in it."""
        for space, folder in sorted(self._spaces, key=lambda pair: -len(pair[1])):
            if address.startswith(folder):
                iri = space + address.removeprefix(folder)
                if self.of(iri) == address:
                    return iri
        return None


def _part(text: str) -> str:
    """Return a part of an IRI as a part of an address."""
    if _SAFE.fullmatch(text) and len(text.encode()) <= _LONGEST:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    cleaned = re.sub(r"[^A-Za-z0-9-]+", "-", text).strip("-")[: _LONGEST // 2]
    return f"{cleaned}~{digest[:_DIGITS]}".lstrip("~")


def link(here: str, there: str, ending: str = ".html") -> str:
    """Return the relative link from one page to another, or to a file beside it."""
    return "../" * here.count("/") + _quoted(there + ending)


@lru_cache(maxsize=65_536)  # more than most graphs have pages
def _quoted(path: str) -> str:
    return quote(path, safe="/~@+")


def anchor(name: str) -> str:
    """Return what a place within a page is called: letters and digits alone."""
    return re.sub(r"[^\w.-]+", "-", name)
