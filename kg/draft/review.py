"""Drafts decided on by a person: what is accepted is written into the facts, at once.

A facts file is changed as text, so that comments and order stay. A claim that a build
would refuse is not written: the same checks speak, with the same messages, of the file
as it would be.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.draft.claimtext import (
    CLAIM,
    ClaimBlock,
    Says,
    claim_block,
    free_key,
    is_kept,
    unix,
    with_claims,
    without_claim,
    written_claims,
)
from kg.draft.decisions import (
    ADDED,
    LOG,
    DraftDecision,
    add_decision,
    draft_text,
    read_decisions,
    standing,
)
from kg.draft.draft import NotDrafted
from kg.draft.judging import ClaimFinding, judged
from kg.draft.reviewed import Reviewed, read_drafts
from kg.draft.wanted import WantedClaim, changed_keys, flaws_of
from kg.errors import InputErrors, KgError, Problem, UnknownName, nearest
from kg.held import turn
from kg.names import APF
from kg.read.files import output, read_text, rewriting, write_failed
from kg.read.nodes import read_yaml
from kg.read.project import Project
from kg.read.scan import DRAFTS
from kg.read.texts import Texts
from kg.read.walk import files_of

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LIST = re.compile(r"\[.*\]")
_MISSED = "m1"
"""The key of a claim that rules missed, with a number behind it if it is taken."""


class NotAccepted(KgError):
    """A draft that would not be sound as a claim; ``messages`` say what is wrong."""

    exit_code = 2

    def __init__(self, messages: list[str]) -> None:
        self.messages = messages
        super().__init__("\n".join(messages))


class ReviewedElsewhere(KgError):
    """Somebody else reviews the drafts of this document at the moment."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class AcceptedTogether:
    """What became of several drafts: claims, and messages on those that are none."""

    claims: dict[str, str] = field(default_factory=dict)
    refused: dict[str, list[str]] = field(default_factory=dict)


class Review:
    """The review of one document's drafts by somebody, on a day (ISO 8601)."""

    def __init__(
        self, project: Project, document: str, texts: Texts, *, who: str, on: str
    ) -> None:
        """Open a review.

        Raises :class:`UnknownName` where it is none or has none, :class:`InputErrors`
        where their file or the log is damaged, and :class:`NotDrafted` where the text
        is not at hand, or is another than was drafted.
        """
        self.project, self.document, self.texts = project, document, texts
        self.who, self.on = who, on
        folder = project.sources / document
        self.facts, self.log = folder / "facts.yaml", folder / LOG
        self.file = folder / DRAFTS
        if not self.facts.exists():
            known = files_of(project.sources, "*/facts.yaml")
            hint = nearest(document, [path.parent.name for path in known])
            raise UnknownName(f"no document is called `{document}`{hint}")
        if not self.file.exists():
            name = project.name(self.file)
            raise UnknownName(f"no drafts at {name}; run `kg draft {document}` first")
        self.name = project.name(self.facts)
        read = read_drafts(self.file, project.name(self.file))
        self.digest, self.drafts = read.digest, read.drafts
        self.unplaced = read.unplaced
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

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the review, and first log what a kill kept from it.

        Raises :class:`ReviewedElsewhere` where another one is open.
        """
        with ExitStack() as stack:
            try:
                stack.enter_context(turn(self.log, patience=0))
            except BlockingIOError:
                message = f"the drafts of `{self.document}` are being reviewed already"
                raise ReviewedElsewhere(f"{message}: end that review first") from None
            except OSError as error:
                raise write_failed(self.log, error) from None
            name = self.project.name(self.log)
            self.decisions = read_decisions(self.log, name)  # as it is by now
            self._recover()
            yield

    @property
    def decided(self) -> dict[str, DraftDecision]:
        """The decision that counts for each draft, by its key.

        Of what was drafted anew since, and differs, there is none.
        """
        drafts = {d.key: draft_text(d.drafted) for d in self.drafts}
        return {
            key: decision
            for (key, drafted), decision in standing(
                self.decisions, self.digest
            ).items()
            if drafts.get(key, drafted) == drafted
        }

    def undecided(self) -> list[Reviewed]:
        """Return the drafts on which nobody has decided, in the order of the text."""
        decided = self.decided
        return [draft for draft in self.drafts if draft.key not in decided]

    def claim_keys(self) -> list[str]:
        """Return the keys of the document's claims."""
        return [*written_claims(_whole(self.facts, self.name))]

    def accept(self, draft: Reviewed, changes: Mapping[str, str]) -> str:
        """Write a draft, with changes, into the facts; return the key of the claim.

        ``changes`` are texts by key, of the claim or of what it says; ``""`` takes a
        key out. Raises :class:`NotAccepted` with the findings of a check, and then the
        facts are as they were.
        """
        values = {**draft.values}
        says = {**draft.says}
        for key, text in changes.items():
            into = values if self._of_claim(key) else says
            into.pop(key, None)
            if text:
                into[key] = text
        return self.accept_as(draft, values, says)

    def accept_as(self, draft: Reviewed, values: Mapping[str, Any], says: Says) -> str:
        """Write a draft as somebody has edited it, as :meth:`accept` does."""
        return self._one(WantedClaim(draft.key, values, says, draft))

    def accept_all(self, drafts: Sequence[Reviewed]) -> AcceptedTogether:
        """Write drafts as they are; those that a build would refuse stay undecided."""
        result = AcceptedTogether()
        wanted = [WantedClaim(d.key, d.values, d.says, d) for d in drafts]
        while wanted:
            keys, wrong = self._written(wanted)
            result.claims.update(zip((w.key for w in wanted), keys, strict=False))
            result.refused.update(wrong)
            wanted = [] if keys else [w for w in wanted if w.key not in wrong]
        return result

    def add(self, values: Mapping[str, Any], says: Says) -> str:
        """Write a claim that rules missed; return its key. Raises as `accept` does."""
        return self._one(WantedClaim(_MISSED, values, says))

    def judge(
        self, values: Mapping[str, Any], says: Says, draft: Reviewed | None = None
    ) -> list[ClaimFinding]:
        """Return what a check says of a claim as it would be, and write nothing."""
        key = draft.key if draft else _MISSED
        wanted = WantedClaim(key, values, says, draft)
        return self._judged(_whole(self.facts, self.name), [wanted])[2][0]

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
        draft = next((d for d in self.drafts if d.key == last.draft), None)
        if not last.claim:
            self._decide(draft, "undone", of=last)
            return last.draft
        with rewriting(self.facts):
            before = _whole(self.facts, self.name)
            after = without_claim(before, last.claim, last.written)
            if after is None:
                message = f"`{last.claim}` is not as it was written: take it out"
                raise NotAccepted([message + " by hand"])
            self._decide(draft, "undone", of=last)  # a kill from here is as no undo
            try:
                _write(self.facts, after)
            except BaseException:
                self._log(last)
                raise
        return last.draft

    def _one(self, wanted: WantedClaim) -> str:
        keys, wrong = self._written([wanted])
        if wrong:
            raise NotAccepted(wrong[wanted.key])
        return keys[0]

    def _written(
        self, wanted: Sequence[WantedClaim]
    ) -> tuple[list[str], dict[str, list[str]]]:
        """Write claims, and return their keys; or none, and what is wrong with some."""
        with rewriting(self.facts):
            before = _whole(self.facts, self.name)
            after, blocks, findings = self._judged(before, wanted)
            wrong = {
                each.key: messages
                for each, about in zip(wanted, findings, strict=True)
                if (messages := [f.message for f in about if f.level == "error"])
            }
            if wrong:
                return [], wrong
            _write(self.facts, after)
            for each, block in zip(wanted, blocks, strict=True):
                self._keep(each, block)
        return [block.key for block in blocks], {}

    def _judged(
        self, before: str, wanted: Sequence[WantedClaim]
    ) -> tuple[str, list[ClaimBlock], list[list[ClaimFinding]]]:
        """Return the facts with claims more, these as lines, and what a check says."""
        blocks, flaws = list[ClaimBlock](), list[list[ClaimFinding]]()
        drafts = [draft.key for draft in self.drafts]
        for each in wanted:
            taken = [block.key for block in blocks] + ([] if each.draft else drafts)
            key = free_key(before, each.key, taken)
            values, says = self._lists(each.values), each.says
            if isinstance(says, Mapping):
                says = self._lists(says)
            blocks.append(claim_block(key, values, says, before))
            flaws.append(flaws_of(each))
        if (after := with_claims(before, blocks)) is None:
            message = f"{self.name}: write `claims:` over several lines, not in braces"
            return before, blocks, [[ClaimFinding("error", message)] for _ in wanted]
        if any(flaws):
            return after, blocks, flaws
        project = self.project.as_if({self.facts: after})
        findings = judged(project, self.texts, self.name, after, blocks)
        sound = all(f.level != "error" for about in findings for f in about)
        if sound and not is_kept(before, after, [block.key for block in blocks]):
            message = "a claim put in here would change what stands there: write lines"
            message = f"{self.name}: {message} of `key: value`, and `claims:` last"
            return before, blocks, [[ClaimFinding("error", message)] for _ in wanted]
        return after, blocks, findings

    def _lists(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return values, with ids and codes that were typed as lists as such."""
        return {key: self._listed(key, value) for key, value in values.items()}

    def _listed(self, key: str, value: Any) -> Any:
        term = self.project.vocabulary.terms.get(key)
        several = key == "chars" or (term is not None and term.kind != "value")
        if not several or not isinstance(value, str) or not _LIST.fullmatch(value):
            return value
        return [part.strip() for part in value[1:-1].split(",")]

    def _of_claim(self, key: str) -> bool:
        """Tell whether a key stands beside ``says``, and never in it."""
        term = self.project.vocabulary.terms.get(key)
        return key in CLAIM or (term is not None and term.domains == {APF.Claim})

    def _keep(self, wanted: WantedClaim, block: ClaimBlock) -> None:
        draft, written = wanted.draft, unix(block.lines)
        if draft is None:
            self._decide(None, ADDED, claim=block.key, written=written)
            return
        changed = changed_keys(draft, wanted)
        outcome = "edited" if changed else "accepted"
        self._decide(draft, outcome, claim=block.key, changed=changed, written=written)

    def _decide(
        self,
        draft: Reviewed | None,
        outcome: str,
        *,
        claim: str = "",
        reason: str = "",
        changed: tuple[str, ...] = (),
        written: str = "",
        of: DraftDecision | None = None,
    ) -> None:
        """Log a decision on a draft, or on a claim that nobody drafted.

        ``of`` is the decision that is taken back.
        """
        drafted = draft.drafted if draft else of.drafted if of else {}
        self._log(
            DraftDecision(
                draft=draft.key if draft else of.draft if of else claim,
                outcome=outcome,
                by=self.who,
                on=self.on,
                digest=self.digest,
                rule=draft.rule if draft else of.rule if of else "",
                drafted=drafted,
                claim=of.claim if of else claim,
                reason=reason,
                changed=changed,
                written=written,
            )
        )

    def _log(self, decision: DraftDecision) -> None:
        add_decision(self.log, decision)
        self.decisions.append(decision)

    def _recover(self) -> None:
        """Log claims that have the place and the key of drafts: a kill prevented it."""
        undecided, problems = self.undecided(), list[Problem]()
        read_yaml(self.facts, self.name, problems)
        facts = read_text(self.facts, self.name, problems)
        if not undecided or facts is None or problems:
            return
        claims = written_claims(facts)
        for draft in undecided:
            place = f"chars: [{', '.join(map(str, draft.place))}]\n"
            keys = [k for k in claims if k.rsplit("-", 1)[0] == draft.key]
            key = next((k for k in keys if place in claims[k]), None)
            if key is None:
                continue
            block = claim_block(key, draft.values, draft.says, facts)
            self._decide(
                draft,
                "accepted" if claims[key] == unix(block.lines) else "edited",
                claim=key,
                reason="written before the review was ended",
                written=claims[key],
            )


def _whole(path: Path, name: str) -> str:
    problems: list[Problem] = []
    node, text = read_yaml(path, name, problems), read_text(path, name, problems)
    if node is None or text is None or problems:
        raise InputErrors(problems)
    return text


def _write(path: Path, words: str) -> None:
    marked = path.read_bytes().startswith(_BYTE_ORDER_MARK)
    with output(path) as file:
        file.write((_BYTE_ORDER_MARK if marked else b"") + words.encode())
