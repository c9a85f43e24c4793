"""A claim that somebody wants written, and what of it no check has to see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.draft.claimtext import OF_DRAFTS, Says, as_text
from kg.draft.judging import ClaimFinding
from kg.draft.reviewed import Reviewed, new_names

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")


@dataclass(frozen=True, slots=True)
class WantedClaim:
    """A claim to be: the key that it is to have, ``values`` and what it says."""

    key: str
    values: Mapping[str, Any]
    says: Says
    draft: Reviewed | None = None


def flaws_of(wanted: WantedClaim) -> list[ClaimFinding]:
    """Return what no check has to see: names of nobody, and keys that are no words."""
    says = wanted.says if isinstance(wanted.says, Mapping) else {}
    both = {**wanted.values, **says}
    return [
        *(
            ClaimFinding("error", f"`{key}` is new: give an id that there is", key)
            for key in new_names(both)
        ),
        *(
            ClaimFinding("error", f"`{key}`: no such term", key)
            for key in both
            if not _NAME.fullmatch(key)
        ),
    ]


def changed_keys(draft: Reviewed, wanted: WantedClaim) -> tuple[str, ...]:
    """Return the keys that differ between a draft and the claim that it becomes."""
    says = wanted.says if isinstance(wanted.says, Mapping) else {"says": wanted.says}
    before = _texts({**draft.values, **draft.says})
    after = _texts({**wanted.values, **says})
    keys = {*before, *after} - {*OF_DRAFTS}
    return tuple(sorted(k for k in keys if before.get(k) != after.get(k)))


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {key: as_text(value) for key, value in values.items()}
