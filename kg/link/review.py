"""What is to be decided: things without a link, with the candidates for each.

Asked one by one in a terminal, or as rows of a table (:mod:`kg.link.review_table`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.ask.endpoint import Endpoint
from kg.ask.things import Thing, label_things
from kg.link.judge import Decision, Judgements, Verdict
from kg.match.entity import Entity
from kg.match.evidence import Scored
from kg.match.linker import Linked
from kg.names import APF, RDFS, local_name
from kg.read.judgements import NO_ENTITY

Propose = Callable[[str], Linked]
"""Proposes candidates for a thing, given by its IRI."""


@dataclass(frozen=True, slots=True)
class Case:
    """A thing to decide on, and the candidates that nobody has decided on yet.

    ``decision`` and ``reason`` are the linker's.
    """

    thing: Thing
    cls: str
    scored: tuple[Scored, ...]
    decision: str
    reason: str

    def decided(self, verdict: Verdict, entity: Entity | None = None) -> Decision:
        """Return what a person decided; the evidence stands as the reason."""
        why = next((evidence(s) for s in self.scored if s.entity == entity), "")
        return Decision(
            self.thing.iri, self.thing.label, self.cls, verdict, entity, why
        )


def evidence(scored: Scored) -> str:
    """Return the evidence for a candidate as one line."""
    return "; ".join(scored.reasons)


def things_to_review(
    endpoint: Endpoint,
    judgements: Judgements,
    language: str,
    chosen: Iterable[str] = (),
) -> list[tuple[Thing, str]]:
    """Return things with the local names of their classes, ordered by id.

    Things that have an exact match, or were judged to have no entity, are left out.
    ``chosen`` are IRIs of those to look at; all by default.
    """
    table = endpoint.select(
        f"SELECT DISTINCT ?thing ?class WHERE {{ ?thing <{RDFS.label}> ?label . "
        f"?thing a ?class . ?class <{RDFS.subClassOf}>* ?top . "
        f"?top <{APF.idSegment}> ?segment }} ORDER BY ?thing ?class"
    )
    classes = {str(thing): local_name(str(cls)) for thing, cls in table.rows}
    wanted = set(chosen) or set(classes)
    done = {*judgements.matched()}
    done |= {iri for iri, qid in judgements.judged() if qid == NO_ENTITY}
    things = label_things(endpoint, wanted & set(classes) - done, language)
    open_ = [(thing, classes[iri]) for iri, thing in things.items()]
    return sorted(open_, key=lambda pair: (pair[0].id, pair[0].iri))


def cases(
    things: Iterable[tuple[Thing, str]], propose: Propose, judgements: Judgements
) -> Iterator[Case]:
    """Yield what is to be decided, thing by thing, as it is asked for."""
    for thing, cls in things:
        linked, judged = propose(thing.iri), judgements.judged()
        open_ = tuple(
            s for s in linked.scored if (thing.iri, s.entity.qid) not in judged
        )
        first = linked.scored[0] if linked.scored else None
        decision = linked.decision if open_ and open_[0] is first else "unsure"
        yield Case(thing, cls, open_, decision if open_ else "none", linked.reason)


def accepted(case: Case, least: float) -> Decision | None:
    """Return the decision for a match that scores at least ``least``, if it is one."""
    if case.decision != "match" or not case.scored or case.scored[0].score < least:
        return None
    best, thing = case.scored[0], case.thing
    why = evidence(best)
    return Decision(
        thing.iri, thing.label, case.cls, "yes", best.entity, why, best.score
    )
