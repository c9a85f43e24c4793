"""Drafts decided on by a person: what is accepted is written into the facts, at once.

A facts file is changed as text, so that comments and order stay. A claim that a build
would refuse is not written: the same checks speak, with the same messages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.draft.decisions import (
    LOG,
    DraftDecision,
    add_decision,
    read_decisions,
    standing,
)
from kg.draft.draft import NotDrafted
from kg.draft.written import value_text
from kg.errors import InputErrors, KgError, UnknownName
from kg.project.build import check
from kg.project.findings import CheckFailed
from kg.read.files import output, read_text, rewriting
from kg.read.nodes import WrittenKey, plain, read_yaml, written_keys
from kg.read.project import Project
from kg.read.scan import DRAFTS
from kg.read.texts import Texts

NEW = "new: "
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CLAIM = ("summary", "chars", "claimant", "modality", "attribution")
_OF_DRAFTS = ("rule", "cue")


class NotAccepted(KgError):
    """A draft that would not be sound as a claim; ``messages`` say what is wrong."""

    exit_code = 2

    def __init__(self, messages: list[str]) -> None:
        self.messages = messages
        super().__init__("\n".join(messages))


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A draft as its file has it: ``values`` beside ``says``, and what it says."""

    key: str
    values: Mapping[str, Any]
    says: Mapping[str, Any]

    @property
    def place(self) -> tuple[int, int]:
        """The half-open characters of its passage."""
        start, end = self.values["chars"]
        return int(start), int(end)

    @property
    def new(self) -> dict[str, str]:
        """What it names that the project does not define, by key."""
        both = {**self.values, **self.says}
        return {k: v[len(NEW) :] for k, v in both.items() if str(v).startswith(NEW)}


class Review:
    """The review of one document's drafts by somebody, on a day (ISO 8601)."""

    def __init__(
        self, project: Project, document: str, texts: Texts, *, who: str, on: str
    ) -> None:
        """Open a review.

        Raises :class:`UnknownName` where there are no drafts, :class:`InputErrors`
        where their file or the log is damaged, and :class:`NotDrafted` where the text
        is not at hand, or is another than was drafted.
        """
        self.project, self.document, self.texts = project, document, texts
        self.who, self.on = who, on
        folder = project.sources / document
        self.facts, self.log = folder / "facts.yaml", folder / LOG
        path = folder / DRAFTS
        if not path.exists():
            name = project.name(path)
            raise UnknownName(f"no drafts at {name}; run `kg draft {document}` first")
        self.name = project.name(self.facts)
        self.digest, self.drafts = _read(path, project.name(path))
        text = texts.get(document)
        if text is None:
            raise NotDrafted(f"the text of `{document}` is not at hand")
        if hashlib.sha256(text.encode()).hexdigest() != self.digest:
            raise NotDrafted(
                f"the text of `{document}` is another than was drafted; "
                f"run `kg draft {document} --again`"
            )
        self.text = text
        self.decisions = read_decisions(self.log, project.name(self.log))

    @property
    def decided(self) -> dict[str, DraftDecision]:
        """The decision that counts for each draft, by its key."""
        return standing(self.decisions, self.digest)

    def undecided(self) -> list[Reviewed]:
        """Return the drafts on which nobody has decided, in the order of the text."""
        decided = self.decided
        return [draft for draft in self.drafts if draft.key not in decided]

    def accept(self, draft: Reviewed, changes: Mapping[str, str]) -> str:
        """Write a draft, with changes, into the facts; return the key of the claim.

        ``changes`` are texts by key, of the claim or of what it says; ``""`` takes a
        key out. Raises :class:`NotAccepted` with the findings of a check, and then the
        facts are as they were.
        """
        values = {**draft.values}
        says = {**draft.says}
        for key, text in changes.items():
            into = values if key in _CLAIM else says
            into.pop(key, None)
            if text:
                into[key] = text
        left = [k for k, v in {**values, **says}.items() if str(v).startswith(NEW)]
        if left:
            raise NotAccepted(
                [f"`{key}` is new: give an id that there is" for key in left]
            )
        with rewriting(self.facts):
            before = _whole(self.facts, self.name)
            key = self._free_key(before, draft.key)
            block = _block(key, values, says, _indent(before))
            block = block.replace("\n", _line_ends(before))
            after = _with_claim(before, block, self.name)
            _write(self.facts, after)
            try:
                messages = self._wrong(after, block)
            except BaseException:
                _write(self.facts, before)
                raise
            if messages:
                _write(self.facts, before)
                raise NotAccepted(messages)
        changed = tuple(sorted(changes))
        outcome = "edited" if changed else "accepted"
        self._decide(
            draft,
            outcome,
            claim=key,
            changed=changed,
            written=block.replace("\r\n", "\n"),
        )
        return key

    def reject(self, draft: Reviewed, reason: str) -> None:
        """Keep that a draft is no claim, and why."""
        self._decide(draft, "rejected", reason=reason)

    def undo(self) -> str | None:
        """Take the last decision back; return the draft's key, ``None`` for none.

        The claim is taken out of the facts, if it is as it was written. Raises
        :class:`NotAccepted` where somebody has changed it since.
        """
        decided = self.decided
        mine = [d for d in self.decisions if decided.get(d.draft) is d]
        if not mine:
            return None
        last = mine[-1]
        draft = next(d for d in self.drafts if d.key == last.draft)
        if last.claim:
            with rewriting(self.facts):
                before = _whole(self.facts, self.name)
                if (after := _without_claim(before, last)) is None:
                    message = f"`{last.claim}` is not as it was written: take it out"
                    raise NotAccepted([message + " by hand"])
                _write(self.facts, after)
        self._decide(draft, "undone", claim=last.claim)
        return last.draft

    def _decide(
        self,
        draft: Reviewed,
        outcome: str,
        *,
        claim: str = "",
        reason: str = "",
        changed: tuple[str, ...] = (),
        written: str = "",
    ) -> None:
        decision = DraftDecision(
            draft=draft.key,
            outcome=outcome,
            by=self.who,
            on=self.on,
            digest=self.digest,
            rule=str(draft.values.get("rule", "")),
            drafted={**draft.values, "says": dict(draft.says)},
            claim=claim,
            reason=reason,
            changed=changed,
            written=written,
        )
        add_decision(self.log, decision)
        self.decisions.append(decision)

    def _free_key(self, facts: str, wanted: str) -> str:
        taken = {key.path[1] for key in _claims(facts) if len(key.path) > 1}
        key, number = wanted, 1
        while key in taken:
            number += 1
            key = f"{wanted}-{number}"
        return key

    def _wrong(self, facts: str, block: str) -> list[str]:
        """Return what a check says of a claim that was written."""
        first = facts.count("\n", 0, facts.index(block)) + 1
        lines = range(first, first + block.count("\n") + 1)
        try:
            findings = check(self.project, texts=self.texts)
            problems = []
        except CheckFailed as failed:
            findings, problems = list(failed.findings), list(failed.problems)
        messages = [
            problem.message
            for problem in problems
            if problem.place.file == self.name and problem.place.line in lines
        ]
        return messages + [
            finding.message
            for finding in findings
            if finding.level == "error"
            and finding.place is not None
            and finding.place.file == self.name
            and finding.place.line in lines
        ]


def _read(path: Path, name: str) -> tuple[str, list[Reviewed]]:
    """Read drafts: the digest of their text, and each; raise what is wrong."""
    problems: list[Any] = []
    node = read_yaml(path, name, problems)
    data = plain(node, problems) if node is not None else {}
    if problems:
        raise InputErrors(problems)
    try:
        digest = str(data["drafted"]["text"]["sha256"])
        claims = data.get("claims") or {}
        drafts = [
            Reviewed(str(key), _of_claim(claim), claim["says"])
            for key, claim in claims.items()
        ]
        for draft in drafts:
            _ = draft.place
    except (KeyError, TypeError, ValueError, AttributeError):
        message = f"{name} is no file of drafts as `kg draft` writes it"
        raise NotDrafted(message) from None
    return digest, drafts


def _of_claim(claim: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in claim.items() if key != "says"}


def _whole(path: Path, name: str) -> str:
    problems: list[Any] = []
    node, text = read_yaml(path, name, problems), read_text(path, name, problems)
    if node is None or text is None or problems:
        raise InputErrors(problems)
    return text


def _claims(facts: str) -> list[WrittenKey]:
    return [key for key in written_keys(facts) if key.path[0] == "claims"]


def _indent(facts: str) -> int:
    """Return by how much the claims of a file are indented."""
    first = next((key for key in _claims(facts) if len(key.path) == 2), None)
    if first is None or first.flow:
        return 2
    return first.start - (facts.rfind("\n", 0, first.start) + 1)


def _block(
    key: str, values: Mapping[str, Any], says: Mapping[str, Any], indent: int
) -> str:
    """Return a claim as lines of a facts file, without the last line's end."""
    outer, inner, innermost = (" " * indent * depth for depth in (1, 2, 3))
    lines = [f"{outer}{key}:"]
    for name in (*_CLAIM, *sorted(set(values) - {*_CLAIM, *_OF_DRAFTS})):
        if name in values:
            lines.append(f"{inner}{name}: {_text(values[name])}")
    lines.append(f"{inner}says:")
    lines += [f"{innermost}{name}: {_text(value)}" for name, value in says.items()]
    return "\n".join(lines)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_text, value))}]"
    return value_text(str(value))


def _with_claim(facts: str, block: str, name: str) -> str:
    """Return facts with a claim more, behind the last."""
    section = next((k for k in written_keys(facts) if k.path == ("claims",)), None)
    if section is None:
        return f"{facts.rstrip()}\n\nclaims:\n{block}\n"
    if facts[section.start : section.end].rstrip().endswith("}") and not any(
        len(key.path) == 2 and not key.flow for key in _claims(facts)
    ):
        message = f"{name}: write `claims:` over several lines, and not in braces"
        raise NotAccepted([message])
    rest = facts[section.end :]
    end = _line_ends(facts)
    return f"{facts[: section.end]}{end}{block}{rest if rest.strip() else end}"


def _line_ends(facts: str) -> str:
    return "\r\n" if "\r\n" in facts else "\n"


def _without_claim(facts: str, decision: DraftDecision) -> str | None:
    """Return facts without a claim; ``None`` if it is not as it was written."""
    path = ("claims", decision.claim)
    key = next((k for k in written_keys(facts) if k.path == path), None)
    if key is None:
        return None
    start = facts.rfind("\n", 0, key.start)
    if facts[start + 1 : key.end].replace("\r\n", "\n") != decision.written:
        return None
    start -= facts[start - 1] == "\r"
    return facts[:start] + facts[key.end :]


def _write(path: Path, words: str) -> None:
    marked = path.read_bytes().startswith(_BYTE_ORDER_MARK)
    with output(path) as file:
        file.write((_BYTE_ORDER_MARK if marked else b"") + words.encode())
