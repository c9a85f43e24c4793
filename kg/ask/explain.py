"""A claim explained step by step: how its figure is read, or how it was derived."""

from __future__ import annotations

from dataclasses import dataclass

from kg.ask.citations import Citation, cite
from kg.ask.endpoint import Endpoint
from kg.ask.figure_words import pair_words, relation_words, scope_words, series_words
from kg.ask.figures import measured_by, selecting
from kg.ask.things import Thing, find_thing
from kg.figures.compare import compare
from kg.figures.derive import derive_bounds
from kg.figures.figure import Figure
from kg.figures.load import Select, load_figures, load_related
from kg.figures.reconcile import Reconciliation, reconcile
from kg.names import ONTOLOGY, local_name
from kg.read.texts import Texts


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a claim rests on, in steps that can be checked one by one.

    ``steps`` are lines of text; ``inputs`` the claims that a derived one was worked out
    from, and ``rule`` by which rule, ``""`` for what a source says itself.
    """

    claim: Thing
    citation: Citation
    steps: tuple[str, ...]
    rule: str = ""
    inputs: tuple[Citation, ...] = ()


def explain_claim(
    endpoint: Endpoint, claim: str, texts: Texts, language: str
) -> Explanation:
    """Explain a claim; raise :class:`UnknownName` where there is none of that name."""
    thing = find_thing(endpoint, claim, "Claim", language=language)
    select = selecting(endpoint)
    (citation,) = cite(endpoint, [thing.iri], texts, language)
    rule, inputs = _derivation(select, thing.iri)
    found = _found(select, thing.iri, inputs)
    if inputs:
        cited = cite(endpoint, inputs, texts, language)
        steps = _derived(found, thing)
        return Explanation(thing, citation, steps, rule, tuple(cited))
    figure = found.by_claim.get(thing.iri)
    if figure is None:
        return Explanation(thing, citation, ("it gives no figure",))
    return Explanation(thing, citation, tuple(_stated(found, figure)))


def _derivation(select: Select, iri: str) -> tuple[str, list[str]]:
    rows = select(
        f"SELECT ?rule ?input WHERE {{ <{iri}> <{ONTOLOGY}derivedFromClaim> ?input . "
        f"OPTIONAL {{ <{iri}> <{ONTOLOGY}derivationRule> ?rule }} }} ORDER BY ?input"
    )
    found = [(str(rule or ""), str(claim)) for rule, claim in rows]
    return (local_name(found[0][0]) if found else ""), [claim for _, claim in found]


def _found(select: Select, iri: str, inputs: list[str]) -> Reconciliation:
    things = measured_by(select, [iri, *inputs])
    related = load_related(select)
    around = {w for t in things for w in related.within.get(t, ())}
    inside = {t for t, wholes in related.within.items() if wholes & things}
    near = things | around | inside
    figures = load_figures(select, things=near) if near else []
    return reconcile(figures, related)


def _derived(found: Reconciliation, thing: Thing) -> tuple[str, ...]:
    for derived in derive_bounds(found.figures, found.related):
        if thing.iri.endswith(f".{derived.key}"):
            return (*derived.steps, *([f"note: {derived.note}"] * bool(derived.note)))
    return ("its steps are those of its rule, from the claims below",)


def _stated(found: Reconciliation, figure: Figure) -> list[str]:
    """Return how a figure is read, and everything that is made of it."""
    steps = [f"words: {figure.text or figure.direction or 'no amount'}"]
    if figure.reading is not None:
        reading = figure.reading
        steps += [
            f"as printed: {reading.printed}",
            f"as usually read: {reading.usual}",
            f"at the loosest: {reading.loosest}",
        ]
    steps.append(f"counts: {series_words(figure.series)}, {scope_words(figure.scope)}")
    if figure.period.assumed:
        steps.append(f"no end is given: counted up to {figure.period.end}")
    group = next((g for g in found.groups if figure in g.figures), None)
    if group is not None:
        others = [f for f in group.figures if f != figure]
        steps += [pair_words(compare(figure, other)) for other in others]
        if group.tightest is not None:
            steps.append(f"all undisputed claims together allow: {group.tightest}")
    for relation in found.relations():
        if figure in (relation.subject, *relation.others):
            steps.append(relation_words(relation))
    for contradiction in found.contradictions:
        if figure in contradiction.figures:
            names = ", ".join(local_name(f.claim) for f in contradiction.figures)
            steps.append(f"cannot all be true: {names}")
    for derived in derive_bounds(found.figures, found.related):
        if figure in derived.inputs:
            steps.append(f"gives derived.{derived.key}: {derived.bound}")
    return steps
