"""What a check says of claims that are not written yet, each on the line it is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.draft.claimtext import ClaimBlock
from kg.errors import Problem
from kg.project.build import check
from kg.project.findings import CheckFailed, Finding
from kg.read.project import Project
from kg.read.texts import Texts


@dataclass(frozen=True, slots=True)
class ClaimFinding:
    """What is wrong with a claim, in the words of `kg check`, and under which key."""

    level: str
    message: str
    key: str = ""
    solution: str = ""


def judged(
    project: Project, texts: Texts, name: str, facts: str, blocks: Sequence[ClaimBlock]
) -> list[list[ClaimFinding]]:
    """Return what a check of a project says of each of the claims in its facts.

    ``name`` is what messages call the file, ``facts`` what it holds.
    """
    findings: list[Finding] = []
    problems: list[Problem] = []
    try:
        findings = check(project, texts=texts)
    except CheckFailed as failed:
        findings, problems = list(failed.findings), list(failed.problems)
    by_line: dict[int, list[ClaimFinding]] = {}
    for problem in problems:
        if problem.place.file == name:
            made = ClaimFinding("error", problem.message)
            by_line.setdefault(problem.place.line, []).append(made)
    for finding in findings:
        if finding.place is not None and finding.place.file == name:
            level, message, solution = finding.level, finding.message, finding.solution
            made = ClaimFinding(level, message, solution=solution)
            by_line.setdefault(finding.place.line, []).append(made)
    return [_of(block, facts, by_line) for block in blocks]


def _of(
    block: ClaimBlock, facts: str, by_line: dict[int, list[ClaimFinding]]
) -> list[ClaimFinding]:
    first = facts.count("\n", 0, facts.index(block.lines)) + 1
    return [
        ClaimFinding(each.level, each.message, key, each.solution)
        for line, key in enumerate(block.names, first)
        for each in by_line.get(line, ())
    ]
