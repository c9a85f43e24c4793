"""How far two people agree who coded one document by themselves.

Claims are paired by where they stand. Agreement on what pairs say is Krippendorff's
alpha for categories, computed by NLTK, with an interval from resampled pairs; on which
passages make a claim, it is alpha over the sentences of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from kg.ask.coverage import sentence_bounds
from kg.errors import BadArgument, InputErrors, KgError, Problem
from kg.read.nodes import Mapping, plain, read_yaml
from kg.read.project import Project
from kg.read.several import WrittenOut

_MISSING = "agreement is computed by NLTK: python -m pip install 'apf-kg[agreement]'"
_RESAMPLES = 1000
"""Resampled sets of pairs; Hayes and Krippendorff (2007) take as many or more."""

_LEAST = 0.3
"""Of two passages, what share must be common for them to be one."""

ASKED = ("kind", "claimant", "modality", "amount", "unit", "period", "measures")
"""What pairs are compared in."""


class NoAgreement(KgError):
    """Agreement cannot be computed; the message says why."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class CodedClaim:
    """A claim as somebody coded it: its passage, half open, and plain values by key."""

    key: str
    start: int
    end: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha of so many units, with the middle 95 % of resampled ones.

    ``alpha`` is ``None`` where all units have one category: nothing could differ.
    """

    of: str
    units: int
    alike: int
    alpha: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Something to talk over: a passage, what differs, and what either has."""

    start: int
    end: int
    what: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two codings of a document have in common, and where they differ."""

    document: str
    claims: tuple[int, int]
    pairs: int
    alphas: tuple[Alpha, ...]
    disagreements: tuple[Disagreement, ...]


def agreement(
    project: Project, first: Path, second: Path, text: str | None, language: str
) -> Agreement:
    """Compare two facts files of one document.

    Claims without a place are left out. Without the ``text`` nothing is told of
    passages. Raises :class:`InputErrors` for files that cannot be read,
    :class:`BadArgument` for two documents, and :class:`NoAgreement` where NLTK is not
    installed.
    """
    (id, one), (other, two) = _coded(project, first), _coded(project, second)
    if id != other:
        message = f"{first} is of `{id}`, and {second} of `{other}`: not one document"
        raise BadArgument("second", message)
    pairs = _paired(one, two)
    alphas = [
        alpha(
            name, [(a.values.get(name, ""), b.values.get(name, "")) for a, b in pairs]
        )
        for name in ASKED
    ]
    if text is not None:
        alphas.insert(0, _of_passages(one, two, text, language))
    return Agreement(
        id,
        (len(one), len(two)),
        len(pairs),
        tuple(alphas),
        tuple(_disagreements(one, two, pairs)),
    )


def alpha(of: str, units: Sequence[tuple[str, str]]) -> Alpha:
    """Return Krippendorff's alpha of the categories that two people gave to units.

    Units to which neither gave one are left out.
    """
    units = [unit for unit in units if any(unit)]
    alike = sum(a == b for a, b in units)
    value = _alpha(units)
    if value is None:
        return Alpha(of, len(units), alike, None)
    chance = Random(len(units))  # noqa: S311 -- the same units give the same interval
    sets = ([chance.choice(units) for _ in units] for _ in range(_RESAMPLES))
    values = sorted(v for each in sets if (v := _alpha(each)) is not None)
    low, high = values[len(values) // 40], values[-1 - len(values) // 40]
    return Alpha(of, len(units), alike, value, low, high)


def _alpha(units: Sequence[tuple[str, str]]) -> float | None:
    """Return alpha; ``None`` where there is one category, or no unit."""
    if len({category for unit in units for category in unit}) < 2:
        return None
    task = _task()
    rows = [
        (who, str(number), category)
        for number, unit in enumerate(units)
        for who, category in zip("ab", unit, strict=True)
    ]
    return float(task(rows).alpha())


def _task() -> Callable[[Iterable[tuple[str, str, str]]], Any]:
    try:
        from nltk.metrics.agreement import AnnotationTask
    except ImportError:
        raise NoAgreement(_MISSING) from None
    task: Callable[[Iterable[tuple[str, str, str]]], Any] = AnnotationTask
    return task


def _coded(project: Project, path: Path) -> tuple[str, list[CodedClaim]]:
    problems: list[Problem] = []
    node = read_yaml(path, str(path), problems)
    if node is not None:
        node = WrittenOut(project.vocabulary, problems).file(node)
    if node is None or problems:
        raise InputErrors(problems)
    document = node.values.get("document")
    data = plain(document, problems) if isinstance(document, Mapping) else {}
    claims = node.values.get("claims")
    coded = plain(claims, problems) if isinstance(claims, Mapping) else {}
    listed = [
        c for key, claim in coded.items() if (c := _claim(key, claim)) is not None
    ]
    return str(data.get("id", "")), sorted(
        listed, key=lambda c: (c.start, c.end, c.key)
    )


def _claim(key: str, claim: Any) -> CodedClaim | None:
    chars = claim.get("chars") if isinstance(claim, dict) else None
    if not isinstance(chars, list) or len(chars) != 2:
        return None
    says, values = claim.get("says"), dict[str, str]()
    if isinstance(says, dict):
        values = {k: str(v) for k, v in says.items() if not isinstance(v, dict | list)}
        values["kind"] = values.pop("type", "")
    elif isinstance(says, list):
        subject, predicate, *rest = map(str, says)
        values = {"kind": predicate, "measures": subject, "amount": " ".join(rest)}
    else:
        values = {"kind": "dispute"}  # each calls the claim that it disputes otherwise
    denied = "disputes" in claim and says is None
    values["modality"] = str(claim.get("modality", "denied" if denied else "asserted"))
    values["claimant"] = str(claim.get("claimant", ""))
    return CodedClaim(key, int(chars[0]), int(chars[1]), values)


def _paired(
    one: list[CodedClaim], two: list[CodedClaim]
) -> list[tuple[CodedClaim, CodedClaim]]:
    """Pair claims of one passage, those first that also say the same."""
    scored = sorted(
        (
            (-_alike(a, b), -_overlap(a, b), i, j)
            for i, a in enumerate(one)
            for j, b in enumerate(two)
            if _overlap(a, b) >= _LEAST
        ),
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for *_, i, j in scored:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((one[i], two[j]))
    return sorted(pairs, key=lambda pair: (pair[0].start, pair[0].key))


def _overlap(a: CodedClaim, b: CodedClaim) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return max(common, 0) / max(max(a.end, b.end) - min(a.start, b.start), 1)


def _alike(a: CodedClaim, b: CodedClaim) -> int:
    return sum(a.values.get(name) == b.values.get(name) for name in ASKED)


def _of_passages(
    one: list[CodedClaim], two: list[CodedClaim], text: str, language: str
) -> Alpha:
    """Return the agreement on which sentences have a claim."""
    units = [
        tuple(
            "claim" if any(c.start < end and start < c.end for c in claims) else "none"
            for claims in (one, two)
        )
        for start, end in sentence_bounds(text, language)
    ]
    return alpha("passage", [(a, b) for a, b in units])


def _disagreements(
    one: list[CodedClaim],
    two: list[CodedClaim],
    pairs: list[tuple[CodedClaim, CodedClaim]],
) -> list[Disagreement]:
    result = [
        Disagreement(
            *(min(a.start, b.start), max(a.end, b.end), name),
            *(a.values.get(name, ""), b.values.get(name, "")),
        )
        for a, b in pairs
        for name in ASKED
        if a.values.get(name, "") != b.values.get(name, "")
    ]
    paired = {id(claim) for pair in pairs for claim in pair}
    for claims, first in ((one, True), (two, False)):
        for claim in claims:
            if id(claim) not in paired:
                keys = (claim.key, "") if first else ("", claim.key)
                result.append(Disagreement(claim.start, claim.end, "claim", *keys))
    return sorted(result, key=lambda d: (d.start, d.end, d.what, d.first, d.second))
