"""A claim as lines of a facts file, put in and taken out as text: the rest stays."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.draft.written import value_text
from kg.errors import Problem
from kg.read.nodes import WrittenKey, parse_yaml, plain, written_keys

Says = Mapping[str, Any] | Sequence[Any] | None
"""What a claim says: a mapping with a ``type``, the three parts of a relation, or
nothing beside what it disputes."""

CLAIM = ("summary", "chars", "claimant", "modality", "attribution")
"""The keys of a claim that stand first, in this order."""

OF_DRAFTS = ("rule", "cue")
"""What a draft has and a claim has not."""


@dataclass(frozen=True, slots=True)
class ClaimBlock:
    """A claim to be written: its key, and its lines without the last one's end."""

    key: str
    lines: str
    names: tuple[str, ...] = field(default=())
    """What stands on each line: the name of a key, ``""`` for the first."""


def claim_block(
    key: str, values: Mapping[str, Any], says: Says, facts: str
) -> ClaimBlock:
    """Return a claim as it is to be written into ``facts``, indented as they are."""
    indent = _indent(facts)
    outer, inner, innermost = (" " * indent * depth for depth in (1, 2, 3))
    lines, names = [f"{outer}{key}:"], [""]
    for name in (*CLAIM, *sorted(set(values) - {*CLAIM, *OF_DRAFTS})):
        if name in values:
            lines.append(f"{inner}{name}: {_text(values[name])}")
            names.append(name)
    if isinstance(says, Mapping):
        lines.append(f"{inner}says:")
        lines += [f"{innermost}{name}: {_text(value)}" for name, value in says.items()]
        names += ["says", *says]
    elif says is not None:
        lines.append(f"{inner}says: {_text([*says])}")
        names.append("says")
    return ClaimBlock(key, _line_ends(facts).join(lines), tuple(names))


def free_key(facts: str, wanted: str, taken: Sequence[str] = ()) -> str:
    """Return a key that no claim of the facts has, nor one of ``taken``."""
    used = {key.path[1] for key in _claims(facts) if len(key.path) > 1} | {*taken}
    key, number = wanted, 1
    while key in used:
        number += 1
        key = f"{wanted}-{number}"
    return key


def with_claims(facts: str, blocks: Sequence[ClaimBlock]) -> str | None:
    """Return facts with claims more, behind the last; ``None`` for those in braces."""
    end = _line_ends(facts)
    text = end.join(block.lines for block in blocks)
    section = next((k for k in written_keys(facts) if k.path == ("claims",)), None)
    if section is None:
        return f"{facts.rstrip()}{end}{end}claims:{end}{text}{end}"
    if facts[section.start : section.end].rstrip().endswith("}") and not any(
        len(key.path) == 2 and not key.flow for key in _claims(facts)
    ):
        return None
    rest = facts[section.end :]
    return f"{facts[: section.end]}{end}{text}{rest if rest.strip() else end}"


def is_kept(before: str, after: str, added: Collection[str]) -> bool:
    """Tell whether facts say all that they said before, and beside it only claims."""
    problems = list[Problem]()
    old, new = ({"claims": None} | _read(text, problems) for text in (before, after))
    if problems:
        return False
    rest = {key: v for key, v in (new["claims"] or {}).items() if key not in added}
    return {**new, "claims": rest} == {**old, "claims": old["claims"] or {}}


def _read(facts: str, problems: list[Problem]) -> dict[str, Any]:
    node = parse_yaml(facts, "", problems)
    return plain(node, problems) if node is not None else {}


def without_claim(facts: str, key: str, written: str) -> str | None:
    """Return facts without a claim; ``None`` if it is not as it was written."""
    claim = next((k for k in written_keys(facts) if k.path == ("claims", key)), None)
    if claim is None or _lines(facts, claim) != written:
        return None
    start = facts.rfind("\n", 0, claim.start)
    start -= facts[start - 1] == "\r"
    return facts[:start] + facts[claim.end :]


def written_claims(facts: str) -> dict[str, str]:
    """Return the lines of each claim by its key; they end as on Unix."""
    claims = (key for key in _claims(facts) if len(key.path) == 2)
    return {key.path[1]: _lines(facts, key) for key in claims}


def _lines(facts: str, key: WrittenKey) -> str:
    return unix(facts[facts.rfind("\n", 0, key.start) + 1 : key.end])


def unix(text: str) -> str:
    """Return a text whose lines end in LF."""
    return text.replace("\r\n", "\n")


def as_text(value: Any) -> str:
    """Return a value as somebody would type it into a field."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(as_text, value))}]"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {as_text(each)}" for key, each in value.items())
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _claims(facts: str) -> list[WrittenKey]:
    return [key for key in written_keys(facts) if key.path[0] == "claims"]


def _indent(facts: str) -> int:
    """Return by how much the claims of a file are indented."""
    first = next((key for key in _claims(facts) if len(key.path) == 2), None)
    if first is None or first.flow:
        return 2
    return first.start - (facts.rfind("\n", 0, first.start) + 1)


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_item, value))}]"
    return value_text(as_text(value))


def _item(value: Any) -> str:
    """Return a value of a list, in which a comma would begin the next."""
    text = as_text(value)
    return json.dumps(text, ensure_ascii=False) if "," in text else value_text(text)


def _line_ends(facts: str) -> str:
    return "\r\n" if "\r\n" in facts else "\n"
