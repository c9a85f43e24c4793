"""The extracts that names are linked in, shared with the tests of links."""

from __future__ import annotations

from tests.link.conftest import traps, wikidata

__all__ = ["traps", "wikidata"]
