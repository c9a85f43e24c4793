"""What a draft is called until a person has written a better sentence."""

from __future__ import annotations

from collections.abc import Mapping


def summary_of(says: Mapping[str, str]) -> str:
    """Return a sentence in words of our own; whoever accepts it writes a better one."""
    kind = says.get("movementType", "").replace("-", " ")
    parts = [f"{says['amount']} ({says['unit']})", kind, says.get("period", "")]
    return ", ".join(part for part in parts if part) + "."
