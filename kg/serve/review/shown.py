"""A review as the page shows it: drafts and claims with their places, and coverage.

Places are handed over as a browser counts them, beside the characters of facts files.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any

from kg.ask.coverage import coverage
from kg.draft.claimtext import OF_DRAFTS, as_text
from kg.draft.decisions import DraftDecision
from kg.draft.review import Review
from kg.draft.reviewed import Reviewed
from kg.draft.selecting import Units
from kg.errors import BadArgument, Problem, UnknownName
from kg.project.rereading import reread
from kg.read.nodes import Mapping as Node
from kg.read.nodes import plain, read_yaml
from kg.read.reading import Document, Reading

Json = dict[str, Any]


class Shown:
    """Tells what there is of a review, as it is at the moment."""

    def __init__(self, review: Review, units: Units) -> None:
        self.review, self.units = review, units

    def place(self, start: int, end: int) -> Json:
        """Return a place in characters, and in units of the browser."""
        places = {"start": self.units.units(start), "end": self.units.units(end)}
        return {**places, "chars": [start, end]}

    def claim_keys(self) -> list[str]:
        """Return the keys of the document's claims."""
        return list(self._written()[0])

    def state(self) -> Json:
        """Return the text, what is drafted and claimed in it, and what is covered."""
        review = self.review
        written, about, flaws = self._written()
        document, problems, covered = self._read()
        decided = review.decided
        drafts = [self._draft(draft, decided, written) for draft in review.drafts]
        origin = {d.claim: d for d in decided.values() if d.claim}
        spans = document.spans if document else {}
        claims = [
            self._claim(key, values, spans.get(key) or _place(values), origin.get(key))
            for key, values in written.items()
        ]
        items = [*filter(None, drafts), *claims]
        items += self._unplaced([item["chars"] for item in claims if item["chars"]])
        left = review.undecided()
        return {
            "document": review.document,
            "title": str(about.get("title", review.document)),
            "language": str(about.get("language", review.project.language)),
            "who": review.who,
            "text": review.text,
            "items": sorted(items, key=lambda i: (i["chars"] or [len(review.text)])[0]),
            "left": len(left),
            "drafts": len(review.drafts),
            "rules": dict(sorted(Counter(draft.rule for draft in left).items())),
            "undo": self._last(decided),
            "coverage": covered,
            "problems": problems or flaws,
        }

    def _draft(
        self,
        draft: Reviewed,
        decided: Mapping[str, DraftDecision],
        written: Mapping[str, Json],
    ) -> Json | None:
        """Return a draft, unless it is shown as the claim that it became."""
        decision = decided.get(draft.key)
        if decision is not None and decision.claim in written:
            return None
        values = {k: v for k, v in draft.values.items() if k not in OF_DRAFTS}
        return {
            "key": draft.key,
            "state": decision.outcome if decision else "undecided",
            "values": _texts(values, "chars"),
            "says": _says(draft.says),
            "rule": draft.rule,
            "cue": self.place(*draft.cue) if draft.cue else None,
            "new": draft.new,
            **self._decided(decision),
            **self.place(*draft.place),
        }

    def _claim(
        self,
        key: str,
        values: Json,
        span: tuple[int, int] | None,
        decision: DraftDecision | None,
    ) -> Json:
        place = {"start": 0, "end": 0, "chars": None}
        if span is not None and 0 <= span[0] < span[1] <= len(self.review.text):
            place = self.place(*span)
        return {
            "key": key,
            "state": "claim",
            "values": _texts(values, "chars", "says"),
            "says": _says(values.get("says")),
            "rule": decision.rule if decision else "",
            "new": {},
            **self._decided(decision),
            **place,
        }

    def _unplaced(self, claimed: list[list[int]]) -> Iterator[Json]:
        """Yield the numbers that could not be drafted, but for those in claims."""
        for number, each in enumerate(self.review.unplaced, 1):
            if any(a <= each.start and each.end <= b for a, b in claimed):
                continue
            yield {
                "key": f"number-{number}",
                "state": "not drafted",
                "values": {"reason": each.reason},
                "says": None,
                "rule": "",
                "new": {},
                "decided": None,
                **self.place(each.start, each.end),
            }

    def _decided(self, decision: DraftDecision | None) -> Json:
        if decision is None:
            return {"decided": None}
        return {
            "decided": {
                "draft": decision.draft,
                "outcome": decision.outcome,
                "by": decision.by,
                "on": decision.on,
                "reason": decision.reason,
            }
        }

    def _last(self, decided: Mapping[str, DraftDecision]) -> str:
        standing = (d for d in self.review.decisions if decided.get(d.draft) is d)
        return next((d.draft for d in reversed([*standing])), "")

    def _written(self) -> tuple[dict[str, Json], Json, list[str]]:
        """Return the claims of the facts file, its document's entry, and problems."""
        problems: list[Problem] = []
        node = read_yaml(self.review.facts, self.review.name, problems)
        data = plain(node, problems) if isinstance(node, Node) else {}
        claims, about = data.get("claims"), data.get("document")
        claims = claims if isinstance(claims, dict) else {}
        written = {key: v for key, v in claims.items() if isinstance(v, dict)}
        about = about if isinstance(about, dict) else {}
        return written, about, [str(problem) for problem in problems]

    def _read(self) -> tuple[Document | None, list[str], Json | None]:
        """Read the project: the document, problems of its file, and its coverage."""
        review = self.review
        with reread(review.project, review.texts) as reading:
            return self._shown(reading)

    def _shown(
        self, reading: Reading
    ) -> tuple[Document | None, list[str], Json | None]:
        """Return what a project says of the document."""
        review = self.review
        problems = [str(p) for p in reading.problems if p.place.file == review.name]
        document = reading.documents.get(review.document)
        language = review.project.language
        try:
            sentences = coverage(reading, review.document, review.texts, language)
        except (BadArgument, UnknownName):
            return document, problems, None
        drafts = sorted(draft.place for draft in review.undecided())
        starts = [start for start, _ in drafts]
        ends = [*accumulate((end for _, end in drafts), max)]  # the last one so far
        counts, bounds = Counter[str](), list[tuple[int, int, str]]()
        for each in sentences:
            begun = bisect_left(starts, each.end)
            met = begun > 0 and ends[begun - 1] > each.start
            state = "reason" if each.reason else "draft" if met else "bare"
            state = "claim" if each.claims else state
            counts[state] += 1
            units = self.units.units(each.start), self.units.units(each.end)
            bounds.append((*units, state))
        return document, problems, {"counts": counts, "bounds": bounds}


def _place(values: Json) -> tuple[int, int] | None:
    """Return the place of a claim that has several contents, which have none."""
    match values.get("chars"):
        case [int(start), int(end)]:
            return start, end
    return None


def _says(says: object) -> object:
    if isinstance(says, dict):
        return _texts(says)
    return [*map(as_text, says)] if isinstance(says, list) else None


def _texts(values: Mapping[str, Any], *left: str) -> dict[str, str]:
    return {key: as_text(v) for key, v in values.items() if key not in left}
