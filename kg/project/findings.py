"""A finding: data about the data, placed where the person who typed it will look."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg.errors import InputErrors, KgError, Place, Problem
from kg.read.entries import Entry, Source
from kg.read.table.grouping import SHOWN, others_like_it

LEVELS = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a shape or check query.

    ``check`` names the shape or query file, ``focus`` is the IRI it is about, and
    ``place`` the line that said so (``None`` for what no file says).
    """

    level: str
    check: str
    focus: str
    message: str
    place: Place | None = None
    solution: str = ""

    def to_dict(self) -> dict[str, str | int | None]:
        """Return the finding as JSON values."""
        return {
            "level": self.level,
            "check": self.check,
            "file": self.place.file if self.place else None,
            "line": self.place.line if self.place else None,
            "column": (self.place.column or None) if self.place else None,
            "focus": self.focus,
            "message": self.message,
            "solution": self.solution,
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Finding:
        """Return the finding that :meth:`to_dict` made the values of.

        Raises ``KeyError``, ``TypeError`` or ``ValueError`` for other values.
        """
        values = dict(values)
        LEVELS.index(values["level"])
        file, line, column = (values.pop(key) for key in ("file", "line", "column"))
        place = None if file is None else Place(file, line, column or "")
        return cls(**values, place=place)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else f"{self.focus}: "
        return f"{where}{self.level}: {self.message}"


class CheckFailed(KgError):
    """The sources break a rule: problems of reading and findings, all of them."""

    def __init__(
        self, problems: Iterable[Problem], findings: Iterable[Finding]
    ) -> None:
        self.problems = InputErrors(problems).problems
        self.findings = sort_findings(findings)
        super().__init__("\n".join(map(str, [*self.problems, *self.findings])))


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Order findings by level, then by place, then by what they are about.

    Each stands once, and no two are equal in order: same input, same bytes.
    """
    nowhere = Place("", 0)

    def key(f: Finding) -> tuple[int, Place, str, str, str, str]:
        place = f.place or nowhere
        level = LEVELS.index(f.level)
        return level, place, f.focus, f.message, f.check, f.solution

    return sorted(set(findings), key=key)


def put_together(findings: Iterable[Finding], tables: Container[str]) -> list[Finding]:
    """Put together what one rule says of more than a few rows of one table.

    The first stands for all, and tells how many there are and where the next ones are.
    ``tables`` are the files that tables are, as places name them.
    """
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        place = finding.place
        rule: tuple[object, ...] = (finding,)
        if place is not None and place.file in tables:
            rule = finding.level, finding.check, place.file, place.column
        alike.setdefault(rule, []).append(finding)
    return [
        finding
        for group in alike.values()
        for finding in (group if len(group) <= SHOWN else [_first_of(group)])
    ]


def _first_of(group: list[Finding]) -> Finding:
    first, *rest = group
    more = others_like_it(f.place.line for f in rest if f.place is not None)
    return replace(first, message=f"{first.message} {more}")


def fail_if_bad(
    problems: Iterable[Problem], findings: list[Finding], fail_on: str
) -> None:
    """Raise :class:`CheckFailed` for problems of reading, or findings that bad."""
    problems, failing = list(problems), LEVELS[: LEVELS.index(fail_on) + 1]
    if problems or any(finding.level in failing for finding in findings):
        raise CheckFailed(problems, findings)


class Places:
    """The lines that entries, and the terms of entries, were read from.

    ``elsewhere`` knows those of what is no entry.
    """

    def __init__(
        self,
        sources: Iterable[Source],
        elsewhere: Callable[[str, str], Place | None] = lambda focus, term: None,
    ) -> None:
        self._elsewhere = elsewhere
        self._entries: Mapping[str, Entry] = {
            str(entry.iri): entry for source in sources for entry in source.entries
        }

    def find(self, focus: str, term: str | None = None) -> Place | None:
        """Return the line of a term of a thing, or of the thing, if a file has it."""
        entry = self._entries.get(focus)
        if entry is None:
            return self._elsewhere(focus, term or "")
        return entry.places.get(term or "", entry.place)
