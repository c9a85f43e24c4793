"""Where the ontology, the queries, the demo sources and the mappings are.

In an installed package they lie in ``kg/_data``; in a checkout, beside ``kg``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def shipped(name: str) -> Path:
    """Return a folder that came with kg, such as ``ontology`` or ``mappings``."""
    here = Path(__file__).resolve().parent
    installed = here / "_data" / name
    return installed if installed.is_dir() else here.parent / name
