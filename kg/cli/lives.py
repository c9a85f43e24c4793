"""How lives of policies are printed: as bars, and as reasons."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.ask.claim_names import find_claims
from kg.ask.lives.timeline import is_policy, policy_of_span
from kg.cli.answers import print_hanging_notes
from kg.cli.output import console, print_csv, print_json
from kg.errors import UnknownName
from kg.figures.view.page import Hanging
from kg.graph.cited import Thing

if TYPE_CHECKING:
    from kg.ask.answers import Answer
    from kg.ask.knowledge import KnowledgeGraph
    from kg.ask.lives.model import Timeline
    from kg.ask.lives.reasons import Reasons

_DRAWN = 12
"""So many lives an answer draws at most: a few screens."""

_PAGE = 80
"""Columns of a drawing in a Markdown document."""


def life_of(graph: KnowledgeGraph, thing: Thing, on: str | None) -> Timeline | None:
    """Return the life of a thing if it is a policy.

    Raises :class:`UnknownName` for a day of what is none.
    """
    if is_policy(graph.endpoint, thing.iri):
        return graph.timeline(thing.iri, on)
    if on is not None:
        raise UnknownName(f"`--on` is for policies, and `{thing.id}` is none")
    return None


def reasons_of(graph: KnowledgeGraph, name: str, on: str | None) -> Reasons | None:
    """Return why a policy, or a span of its life, has its status; ``None`` for others.

    Raises :class:`UnknownName` for a day of what is no policy.
    """
    try:
        thing = graph.find(name)
    except UnknownName as unknown:
        whole = graph.whole or graph
        keyed = find_claims(whole.endpoint, name)  # the key of a claim is no name
        if on is not None or not (keyed or _says_no_more(unknown, name)):
            raise  # with the nearest name, or that it came later
        return None
    if (policy := policy_of_span(graph.endpoint, thing.iri)) is not None:
        timeline = graph.timeline(policy, on)
        return timeline.reasons(thing.id)
    life = life_of(graph, thing, on)
    return None if life is None else life.reasons()


def _says_no_more(unknown: UnknownName, name: str) -> bool:
    """Tell whether there is no name like one: then the form of a claim's helps."""
    return str(unknown) == f"nothing is called `{name}`"


def print_life(
    timeline: Timeline, numbers: Mapping[str, int] | None = None, *, markdown: bool
) -> None:
    """Print the bars of a life; in Markdown between fences, as they are."""
    from kg.ask.lives.page import LifePage

    page = LifePage(timeline, dict(numbers or {}))
    if not markdown:
        console().print(page)
        return
    from rich.console import Console

    text = io.StringIO()
    Console(file=text, width=_PAGE, color_system=None).print(page)
    sys.stdout.write(f"```text\n{text.getvalue()}```\n")


def print_lives(graph: KnowledgeGraph, answer: Answer, on: str | None) -> None:
    """Print the lives of the policies that an answer tells the steps of.

    Those in its column ``policy``, if it has one: a project's own question may not.
    """
    numbers = {citation.claim.iri: n for n, citation in enumerate(answer.claims, 1)}
    cells = dict.fromkeys(row.get("policy") for row in answer.rows)
    policies = [thing for thing in cells if isinstance(thing, Thing)]
    if len(policies) > _DRAWN:
        words = f"{len(policies)} policies: --policy draws the life of one."
        console().print(Hanging(words, "dim"))
        return
    for policy in policies:
        if (timeline := life_of(graph, policy, on)) is None:
            continue
        console().print(Hanging(f"{timeline.policy} ({timeline.policy.id})", "bold"))
        print_life(timeline, numbers, markdown=False)


def print_reasons(reasons: Reasons, format: str) -> None:
    """Print why a status holds, may hold, is disputed or not known."""
    if format == "json":
        print_json(reasons.to_dict())
    elif format == "csv":
        rows = ({"part": part, "words": w} for part, _, w in _sentences(reasons))
        print_csv(["part", "words"], rows)
    else:
        _print_reasons(reasons)


_PARTS = {
    "verdict": "",
    "steps": "Steps that count",
    "order": "Their order",
    "aside": "Steps that do not count",
    "unknown": "What is not known",
}


def _sentences(reasons: Reasons) -> Iterator[tuple[str, int, str]]:
    for part in _PARTS:
        for n, words in enumerate(getattr(reasons, part), 1):
            yield part, n, words


def _print_reasons(reasons: Reasons) -> None:
    out = console()
    out.print(Hanging(reasons.title, "bold"))
    above = "verdict"
    for part, n, words in _sentences(reasons):
        if part != above:
            out.print(Hanging(f"\n{_PARTS[part]}", "bold"))
        above = part
        head = f"{n:>3}. " if part == "steps" else "  \u2022 "
        out.print(Hanging(words, head=head))
    print_hanging_notes(reasons.notes)
