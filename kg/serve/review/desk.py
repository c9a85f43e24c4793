"""What the page of a review shows and does: the same decisions as in a terminal.

Nothing is kept here that a kill could lose, but for what is being typed. What lies on
the disk is read again whenever it has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from kg.draft.form import ClaimForms
from kg.draft.review import NotAccepted, Review
from kg.draft.reviewed import Reviewed
from kg.draft.selecting import Units
from kg.errors import KgError
from kg.serve.review.given import (
    content_of,
    place_of,
    selection_of,
    text_of,
    texts_of,
)
from kg.serve.review.shown import Shown

Json = dict[str, Any]


class DraftsChanged(KgError):
    """The drafts or the text are others than the page shows."""

    exit_code = 2


class Desk:
    """Answers the page of a review, one request after the other.

    ``opened`` opens the review, now and whenever its files have changed; it raises as
    :class:`Review` does.
    """

    def __init__(self, opened: Callable[[], Review]) -> None:
        self._opened, self._lock = opened, Lock()
        self._typed: dict[str, Json] = {}
        self._open()

    def state(self) -> Json:
        """Return all that the page shows."""
        with self._lock:
            self._follow()
            return self._state()

    def form(self, kind: str, about: str) -> Json:
        """Return the form of a kind of content; of a relation, for a property."""
        with self._lock:
            self._follow()
            return asdict(self._forms().form(kind, about))

    def do(self, action: str, given: Json) -> Json | None:
        """Do what the page asks for; ``None`` for what nobody can ask for.

        Raises :class:`DraftsChanged` for a page that shows other drafts, ``ValueError``
        for a request that is none, and what the review raises.
        """
        actions: dict[str, Callable[[Json], Json]] = {
            "accept": self._accept,
            "accept-rule": self._accept_rule,
            "check": self._check,
            "leave": self._leave,
            "place": self._place,
            "reject": self._reject,
            "undo": self._undo,
        }
        if action not in actions:
            return None
        with self._lock:
            self._follow()
            if text_of(given, "revision") != self.revision:
                message = "the drafts or the text have changed since this page was "
                raise DraftsChanged(message + "loaded: nothing was done; load it again")
            return actions[action](given)

    def _accept(self, given: Json) -> Json:
        values, says = self._claim(given)
        if key := text_of(given, "draft"):
            claim = self.review.accept_as(self._undecided(key), values, says)
        else:
            claim = self.review.add(values, says)
        self._typed.pop(key, None)
        return self._done(f"Written as `{claim}`.", claim=claim)

    def _accept_rule(self, given: Json) -> Json:
        rule = text_of(given, "rule")
        drafts = [d for d in self.review.undecided() if d.rule == rule]
        done = self.review.accept_all(drafts)
        for key in done.claims:
            self._typed.pop(key, None)
        words = f"{len(done.claims)} of {len(drafts)} drafts were accepted."
        if done.refused:
            words += " The others would not be sound; each says why."
        return self._done(words, refused=done.refused)

    def _check(self, given: Json) -> Json:
        values, says = self._claim(given)
        key = text_of(given, "draft")
        draft = next((d for d in self.review.drafts if d.key == key), None)
        self._typed[key] = {
            name: given.get(name) for name in ("values", "says", "chars", "kind")
        }
        findings = self.review.judge(values, says, draft)
        return {"findings": [asdict(finding) for finding in findings]}

    def _leave(self, given: Json) -> Json:
        self._typed.pop(text_of(given, "draft"), None)
        return self._done("")

    def _place(self, given: Json) -> Json:
        start, end = self.units.located(selection_of(given))
        return self.shown.place(start, end)

    def _reject(self, given: Json) -> Json:
        key, reason = text_of(given, "draft"), text_of(given, "reason").strip()
        draft = self._undecided(key)
        if not reason:
            raise NotAccepted(
                ["a reason is needed: say in a few words why it is no claim"]
            )
        self.review.reject(draft, reason)
        self._typed.pop(key, None)
        return self._done(f"`{key}` is rejected.")

    def _undo(self, given: Json) -> Json:
        undone = self.review.undo()
        if undone is None:
            return self._done("There is nothing to take back.")
        return self._done(f"`{undone}` is taken back.", undone=undone)

    def _undecided(self, key: str) -> Reviewed:
        for draft in self.review.drafts:
            if draft.key == key:
                break
        else:
            raise NotAccepted([f"no draft is called `{key}`"])
        if (decision := self.review.decided.get(key)) is not None:
            words = f"`{key}` is decided already: {decision.outcome} by {decision.by}"
            raise NotAccepted([words])
        return draft

    def _claim(self, given: Json) -> tuple[Json, Any]:
        place = place_of(given, len(self.review.text))
        values: Json = {**texts_of(given, "values"), "chars": place}
        return values, content_of(given)

    def _done(self, words: str, **more: Any) -> Json:
        self._signature = self._signed()
        return {"message": words, "state": self._state(), **more}

    def _state(self) -> Json:
        return {
            **self.shown.state(),
            "kinds": [asdict(kind) for kind in self._forms().kinds],
            "revision": self.revision,
            "typed": self._typed,
        }

    def _forms(self) -> ClaimForms:
        review = self.review
        return ClaimForms(review.project, self.shown.claim_keys())

    def _follow(self) -> None:
        """Open the review again if others have changed what it was read from."""
        if self._signed() != self._signature:
            self._open()

    def _open(self) -> None:
        self.review = review = self._opened()
        self._signature = self._signed()
        self.units = Units(review.text)
        self.shown = Shown(review, self.units)
        drafts = review.file.read_bytes()
        made = hashlib.sha256(drafts + review.digest.encode())
        self.revision = made.hexdigest()[:16]

    def _signed(self) -> tuple[object, ...]:
        review = self.review
        paths = (review.file, review.log, review.texts.path(review.document))
        return date.today(), *map(_stamp, paths)  # decisions have the day, too


def _stamp(path: Path | None) -> tuple[int, int] | None:
    with suppress(OSError):
        if path is not None:
            status = path.stat()
            return status.st_mtime_ns, status.st_size
    return None
