"""Holds the drafts of a whole text against its key, as `kg draft --score` would."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kg.amounts.phrase import amount_of
from kg.draft.draft import Drafts, draft
from kg.draft.figures import Draft
from kg.draft.things import Things
from kg.match.spellings import content
from kg.periods.edtf import parse_period


@dataclass(slots=True)
class Held:
    """What became of a text: counts, and a line for each thing that differs."""

    key: int = 0
    drafted: int = 0
    matched: int = 0
    right: int = 0
    speaker: int = 0
    manner: int = 0
    asserted: int = 0
    lines: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """The amounts of which something differs, as the key or the draft has them."""

    def add(self, other: Held) -> None:
        """Add the counts of another text."""
        for name in ("key", "drafted", "matched", "right", "speaker", "manner"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.asserted += other.asserted


def hold(passage: dict[str, Any], things: Things) -> tuple[Held, Drafts]:
    """Return how the drafts of a text compare with its key."""
    text, language = passage["text"], passage.get("language", "en")
    published = passage["published"]
    day = published if isinstance(published, date) else date.fromisoformat(published)
    drafts = draft(passage["name"], text, language, day, things)
    places = _places(text, [str(f[0]) for f in passage["figures"]])
    left, held = list(drafts.figures), Held(key=len(places))
    for (start, end), (words, unit, period, manner, who) in zip(
        places, passage["figures"], strict=True
    ):
        amount = str(words).partition(" @ ")[0]
        here = [
            d
            for d in left
            if start <= d.number.end and d.number.start < end
            if _bounds(d.says["amount"], language) == _bounds(amount, language)
        ]
        if not here:
            held.lines.append(f"missed: {words}")
            held.words.append(str(words))
            continue
        # the same number may be drafted twice, for who is there and for the plan
        mine = min(here, key=lambda d: d.manner.code != manner)
        left.remove(mine)
        held.matched += 1
        held.speaker += (spoken := _is_speaker(mine.speaker.id, who))
        right = mine.says["unit"] in _either(unit)
        dated = _days(mine.says.get("period", "")) in map(_days, _either(period))
        held.right += right and dated
        held.manner += (put := mine.manner.code in _either(manner))
        held.asserted += mine.manner.code == "asserted" and not put
        got = (mine.says["unit"], mine.says.get("period"), mine.manner.code)
        if not (right and dated and put and spoken):
            held.lines.append(f"{words}: {got}, {mine.speaker.id}")
            held.words.append(str(words))
    free = _anywhere(text, passage.get("either", []))
    extra = [
        d
        for d in left
        if not any(a <= d.number.end and d.number.start < b for a, b in free)
    ]
    held.drafted = held.matched + len(extra)
    held.lines += [f"not in the key: {_shown(d)}" for d in extra]
    held.words += [d.says["amount"] for d in extra]
    return held, drafts


def _places(text: str, figures: list[str]) -> list[tuple[int, int]]:
    result, cursor = list[tuple[int, int]](), 0
    for words in figures:
        amount, _, context = words.partition(" @ ")
        at = _find(text, context or amount, cursor)
        at = _find(text, amount, at)
        result.append((at, at + len(amount)))
        cursor = at + len(amount)
    return result


def _find(text: str, words: str, start: int) -> int:
    match = re.compile(rf"(?<![\w,.]){re.escape(words)}(?!\w)").search(text, start)
    assert match is not None, f"{words!r} stands nowhere behind character {start}"
    return match.start()


def _anywhere(text: str, words: list[str]) -> list[tuple[int, int]]:
    return [
        m.span()
        for w in words
        for m in re.finditer(rf"(?<!\w){re.escape(str(w))}(?!\w)", text)
    ]


def _either(values: object) -> list[str]:
    return [value.strip() for value in str(values).split("|")]


def _is_speaker(drafted: str, key: str) -> bool:
    words = {*content(drafted.removeprefix("new: "))}
    return any(
        drafted == one
        or (
            one.startswith("new: ")
            and drafted.startswith("new: ")
            and bool(words)
            and words <= {*content(one.removeprefix("new: "))}
        )
        for one in _either(key)
    )


def _days(edtf: str) -> object:
    period = parse_period(edtf)
    return period.filling or period.within


def _bounds(words: str, language: str) -> tuple[object, ...]:
    amount = amount_of(words, language)
    assert amount is not None, words
    return amount.value, amount.lower, amount.upper


def _shown(one: Draft) -> str:
    says = one.says
    told = says["amount"], says["unit"], says.get("period"), one.manner.code
    return f"{' '.join(map(str, told))} {one.speaker.id}"
