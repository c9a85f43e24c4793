"""A claim explained step by step: how its figure is read, or how it was derived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.ask.citations import Citation, cite
from kg.ask.contents import content_words, disputed_by_claim
from kg.ask.endpoint import Endpoint
from kg.ask.figures import measured_by, selecting
from kg.ask.things import Thing, label_things
from kg.figures.codes import Select
from kg.figures.compare import compare
from kg.figures.derive import derive_bounds
from kg.figures.derived import Derived
from kg.figures.figure import Figure
from kg.figures.load import load_figures, load_related
from kg.figures.reconcile import Reconciliation, reconcile
from kg.figures.view.words import (
    pair_words,
    relation_words,
    scope_words,
    series_words,
    when,
)
from kg.graph.notebook import (
    CLAIM_COLUMNS,
    CLAIM_DAYS,
    CLAIM_NUMBERS,
    citation_html,
    claim_record,
    data_frame,
    line_html,
    list_html,
    title_html,
    words_html,
)
from kg.names import ONTOLOGY, local_name
from kg.read.texts import Texts

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a claim rests on, in steps that can be checked one by one.

    ``steps`` are lines of text, in which ``[1]`` is the first of ``notes``. ``inputs``
    are the claims that a derived one was worked out from, and ``rule`` by which rule,
    ``""`` for what a source says itself; ``mentioned`` are the other claims that its
    steps speak of. ``title`` says in a line what is derived.
    """

    claim: Thing
    citation: Citation
    steps: tuple[str, ...]
    rule: str = ""
    inputs: tuple[Citation, ...] = ()
    mentioned: tuple[Citation, ...] = ()
    title: str = ""

    @property
    def notes(self) -> tuple[Citation, ...]:
        """The claims that the steps refer to, in the order of their numbers."""
        return self.inputs + self.mentioned

    def to_dict(self) -> dict[str, Any]:
        """Return JSON values; steps refer to the notes by number, from 1."""
        return {
            "claim": self.citation.to_dict(),
            "rule": self.rule or None,
            "steps": list(self.steps),
            "inputs": [citation.to_dict() for citation in self.inputs],
            "mentioned": [citation.to_dict() for citation in self.mentioned],
        }

    def to_pandas(self) -> pandas.DataFrame:
        """Return all of it as a DataFrame; needs the extra ``apf-kg[pandas]``.

        ``part`` tells the ``claim`` that is explained from each ``step``, whose
        ``words`` refer to the claims below by ``number``: ``input`` is what a derived
        one was worked out from, ``mentioned`` what its steps speak of. The columns of
        claims are those of :meth:`About.to_pandas`; a step has none.
        """
        rows = [_part("claim", self.citation)]
        steps = enumerate(self.steps, 1)
        rows += [{"part": "step", "number": n, "words": words} for n, words in steps]
        parts = ["input"] * len(self.inputs) + ["mentioned"] * len(self.mentioned)
        for n, (part, citation) in enumerate(zip(parts, self.notes, strict=True), 1):
            rows.append(_part(part, citation) | {"number": n})
        columns = ["part", "number", "words", *CLAIM_COLUMNS]
        numbers = ("number", *CLAIM_NUMBERS)
        return data_frame(rows, columns, days=CLAIM_DAYS, numbers=numbers)

    def _repr_html_(self) -> str:
        """Show in a notebook the claim, the steps, and the claims they refer to."""
        if self.title:
            who = f"derived by {self.citation.claimant}: rule {self.rule}"
            shown = title_html(self.title) + line_html(f"{who} [{self.claim.id}]")
        else:
            shown = f"<p>{citation_html(self.citation)}</p>"
        shown += list_html(map(words_html, self.steps), numbered=True)
        notes = (
            f"[{n}] {citation_html(citation)}"
            for n, citation in enumerate(self.notes, 1)
        )
        return shown + list_html(notes)


def _part(part: str, citation: Citation) -> dict[str, Any]:
    return {"part": part, "words": citation.words, **claim_record(citation)}


def explain_claim(
    endpoint: Endpoint, thing: Thing, texts: Texts, language: str
) -> Explanation:
    """Explain a claim."""
    select = selecting(endpoint)
    (citation,) = cite(endpoint, [thing.iri], texts, language)
    rule, inputs = _derivation(select, thing.iri)
    known = _known(select, thing.iri, inputs)
    if inputs:
        derived = _derived(known, thing)
        title, steps = "", ["its steps are those of its rule, from the claims below"]
        if derived is not None:
            inputs = [figure.claim for figure in derived.inputs]
            title, steps = _title(endpoint, derived, language), _numbered(derived)
        cited = tuple(cite(endpoint, inputs, texts, language))
        return Explanation(thing, citation, tuple(steps), rule, cited, title=title)
    numbers = _Numbers(thing.iri)
    figure = known.by_claim.get(thing.iri)
    if figure is None:
        steps = [_content(endpoint, thing, numbers, language)]
    else:
        counted = label_things(endpoint, [figure.series.measures], language)
        steps = _read(figure, counted[figure.series.measures])
        steps += _beside(known, figure, numbers)
    mentioned = cite(endpoint, numbers.claims, texts, language)
    return Explanation(thing, citation, tuple(steps), mentioned=tuple(mentioned))


class _Numbers:
    """Numbers claims in the order in which steps speak of them."""

    def __init__(self, own: str) -> None:
        self.own = own
        self.claims: list[str] = []

    def of(self, claim: str) -> str:
        """Return the mark of a claim; that which is explained has none."""
        if claim == self.own:
            return "this claim"
        if claim not in self.claims:
            self.claims.append(claim)
        return f"[{self.claims.index(claim) + 1}]"

    def named(self, figure: Figure) -> str:
        """Return the mark of a figure."""
        return self.of(figure.claim)

    def all(self, figures: Iterable[Figure]) -> str:
        """Return the marks of figures."""
        return ", ".join(map(self.named, figures))


def _derivation(select: Select, iri: str) -> tuple[str, list[str]]:
    rows = select(
        f"SELECT ?rule ?input WHERE {{ <{iri}> <{ONTOLOGY}derivedFromClaim> ?input . "
        f"OPTIONAL {{ <{iri}> <{ONTOLOGY}derivationRule> ?rule }} }} ORDER BY ?input"
    )
    inputs = [(str(rule or ""), str(claim)) for rule, claim in rows]
    rule = local_name(inputs[0][0]) if inputs else ""
    return rule, [claim for _, claim in inputs]


def _known(select: Select, iri: str, inputs: list[str]) -> Reconciliation:
    things = measured_by(select, [iri, *inputs])
    related = load_related(select, things)
    around = {w for t in things for w in related.within.get(t, ())}
    inside = {t for t, wholes in related.within.items() if wholes & things}
    near = things | around | inside
    related = load_related(select, near)
    figures = load_figures(select, things=near) if near else []
    return reconcile(figures, related)


def _derived(known: Reconciliation, thing: Thing) -> Derived | None:
    bounds = derive_bounds(known.index, known.related)
    return next((d for d in bounds if thing.iri.endswith(f".{d.key}")), None)


def _numbered(derived: Derived) -> list[str]:
    """Return the steps of a derivation, those that take up an input with its number."""
    steps = list(derived.steps)
    for n, figure in enumerate(derived.inputs[: len(steps)]):
        if (figure.text or figure.direction) in steps[n]:
            steps[n] += f" [{n + 1}]"
    return [*steps, *([f"note: {derived.note}"] if derived.note else [])]


def _title(endpoint: Endpoint, derived: Derived, language: str) -> str:
    series = derived.scope.series
    thing = label_things(endpoint, [series.measures], language)[series.measures]
    about = f"{thing} \u00b7 {series_words(series)}, {scope_words(derived.scope)}"
    return f"{about}: {derived.bound}"


def _content(endpoint: Endpoint, claim: Thing, numbers: _Numbers, language: str) -> str:
    """Return what a claim states or disputes that gives no figure."""
    disputed = [numbers.of(other) for other in disputed_by_claim(endpoint, claim)]
    stated = content_words(endpoint, claim, language)
    denial = [f"it disputes {', '.join(disputed)}"] if disputed else []
    parts = [part for part in (stated, *denial) if part]
    return f"no figure: {'; '.join(parts) or 'only what its summary says'}"


def _read(figure: Figure, counted: Thing) -> list[str]:
    """Return how the words of a figure are read, and what it counts."""
    steps = [f"words: {figure.text or figure.direction or 'no amount'}"]
    if figure.reading is not None:
        reading = figure.reading
        steps += [
            f"as printed: {reading.printed}",
            f"as usually read: {reading.usual}",
            f"at the loosest: {reading.loosest}",
        ]
    if figure.as_closely_as:
        other = local_name(figure.as_closely_as)
        steps.append(f"read as closely as {other}, of the same claimant and series")
    series = series_words(figure.series)
    steps.append(f"counts: {counted} \u00b7 {series}, {when(figure)}")
    if figure.period.assumed:
        steps.append(f"no end is given: counted up to {figure.period.end}")
    return steps


def _beside(known: Reconciliation, figure: Figure, numbers: _Numbers) -> list[str]:
    """Return everything that is made of a figure together with others."""
    steps = []
    group = next((g for g in known.groups if figure in g.figures), None)
    if group is not None:
        others = [f for f in group.figures if f != figure]
        steps += [pair_words(compare(figure, f), numbers.named) for f in others]
        if group.tightest is not None:
            steps.append(f"all undisputed claims together allow: {group.tightest}")
    for relation in known.relations():
        if figure in (relation.subject, *relation.others):
            held = numbers.named(relation.subject)
            if relation.others:
                held += f" against {numbers.all(relation.others)}"
            steps.append(relation_words(relation, held))
    for contradiction in known.contradictions:
        if figure in contradiction.figures:
            others = [f for f in contradiction.figures if f != figure]
            steps.append(f"cannot be true together with {numbers.all(others)}")
    for derived in derive_bounds(known.index, known.related):
        if figure in derived.inputs:
            steps.append(f"gives derived.{derived.key}: {derived.bound}")
    return steps
