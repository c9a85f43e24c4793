"""Where the ontology, the queries and the demo sources are.

In an installed package they lie in ``kg/_data``; in a checkout, beside ``kg``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def shipped(name: str) -> Path:
    """Return the folder ``ontology``, ``queries`` or ``sources`` that came with kg."""
    here = Path(__file__).resolve().parent
    installed = here / "_data" / name
    return installed if installed.is_dir() else here.parent / name
