"""How what is put forward is drawn, by the manner of its claims."""

from __future__ import annotations

ASSERTED = "as asserted"
COMING = "to come"
DENIED = "denied or disputed"
OTHERWISE = "on somebody's word alone"
"""How what is alleged, reported or interpreted is drawn."""

_MANNERS = {
    "": ASSERTED,
    "asserted": ASSERTED,
    "presupposed": ASSERTED,
    "planned": COMING,
    "threatened": COMING,
    "predicted": COMING,
    "denied": DENIED,
}


def look_of(modality: str, *, disputed: bool = False) -> str:
    """Return how a claim is drawn, by the code of its modality."""
    return DENIED if disputed else _MANNERS.get(modality, OTHERWISE)
