"""What is checked, as `checks.toml` says, and what was found."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

LEVELS = ("error", "warning", "info")
_LONGEST = 60
"""Characters shown of a value: enough to find it, and a message stays on its line."""


@dataclass(frozen=True, slots=True)
class Check:
    """One named rule: what happens where it is broken, and what to write instead."""

    name: str
    level: str
    group: str
    effect: str
    instead: str


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One place where a check says something; lines count from 1."""

    check: str
    level: str
    line: int
    message: str


def _load() -> Mapping[str, Check]:
    text = files(__package__).joinpath("checks.toml").read_text("utf-8")
    checks = {
        name: Check(name, group=group["title"], **words)
        for group in tomllib.loads(text)["group"]
        for name, words in group["check"].items()
    }
    return MappingProxyType(checks)


CHECKS = _load()
"""Every check by its name, in the order of the catalogue."""


class LintReport:
    """What was found so far."""

    def __init__(self) -> None:
        self._findings: list[LintFinding] = []

    def say(self, check: str, line: int, values: str) -> None:
        """Add a finding: the values that break a check, and the check's own words."""
        rule = CHECKS[check]
        message = f"{values}: {rule.effect}; {rule.instead}"
        self._findings.append(LintFinding(check, rule.level, line, message))

    def findings(self) -> list[LintFinding]:
        """Return the findings in the order of lines; those of a line as found."""
        return sorted(self._findings, key=lambda finding: finding.line)


def shown(value: str) -> str:
    """Return a value in quotes on one line, cut if it is long."""
    line = "".join(c if c.isprintable() else repr(c)[1:-1] for c in value[:_LONGEST])
    return f'"{line}…"' if len(value) > _LONGEST else f'"{line}"'
