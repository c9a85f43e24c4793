"""What stands in a graph so that questions are short: ties, authors, coercion."""

from __future__ import annotations

import pyoxigraph as ox

from kg.figures.coercion import write_coercion
from kg.names import APF, local_name
from kg.policies.authors import write_authors
from kg.policies.ties import write_ties
from kg.rdf import URIRef

PREFIXES = """\
@prefix : <urn:x/> .
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix coercion: <https://w3id.org/apf/scheme/coercion/> .
@prefix event: <https://w3id.org/apf/scheme/policy-event/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix standing: <https://w3id.org/apf/scheme/standing/> .
"""


def graph(text: str) -> ox.Store:
    store = ox.Store()
    store.load((PREFIXES + text).encode(), ox.RdfFormat.TURTLE)
    return store


def pairs(store: ox.Store, term: URIRef) -> set[tuple[str, str]]:
    quads = store.quads_for_pattern(None, ox.NamedNode(term), None)
    return {
        (local_name(str(q.subject.value)), local_name(str(q.object.value)))  # type: ignore[union-attr]
        for q in quads
    }


def test_ties_lead_both_ways_and_only_to_what_paths_lead_through() -> None:
    """A policy and a place are tied by a claim; nothing leads on to the place."""
    store = graph(
        """
        apf:Ministry rdfs:subClassOf apf:Actor .
        :law a apf:Policy . :ministry a apf:Ministry . :town a apf:Place .
        :c1 apf:aboutSubject :law ; apf:aboutObject :ministry .
        :c2 apf:aboutSubject :law ; apf:aboutObject :town .
        """
    )
    write_ties(store, "urn:x/readings")

    assert pairs(store, APF.tiedTo) == {
        ("law", "ministry"),
        ("ministry", "law"),
        ("town", "law"),
    }


def test_steps_and_documents_tie() -> None:
    """Who takes a step is tied to the policy, who issues a document to its holders."""
    store = graph(
        """
        :law a apf:Policy . :court a apf:Actor . :people a apf:PopulationGroup .
        :step apf:policyEventOf :law ; apf:performedBy :court .
        :people apf:holdsDocument :card .
        :c apf:aboutSubject :card ; apf:aboutPredicate apf:issuedBy ;
          apf:aboutObject :court .
        """
    )
    write_ties(store, "urn:x/readings")

    assert {("law", "court"), ("people", "court")} <= pairs(store, APF.tiedTo)


def test_who_adopted_a_policy_comes_before_who_took_its_steps() -> None:
    """Steps that lead to the start show an author; that of a court does not."""
    store = graph(
        """
        event:started apf:follows event:announced .
        :adopted apf:adoptedBy :parliament .
        :e1 apf:policyEventOf :adopted, :begun ; apf:policyEventType event:announced ;
          apf:performedBy :ministry .
        :e2 apf:policyEventOf :begun ; apf:policyEventType event:enjoined ;
          apf:performedBy :court .
        :e3 apf:policyEventOf :alleged ; apf:policyEventType event:started ;
          apf:performedBy :ministry .
        :c1 apf:content :e1 ; apf:standing standing:planned .
        :c2 apf:content :e2 ; apf:standing standing:established .
        :c3 apf:content :e3 ; apf:standing standing:reported .
        """
    )
    write_authors(store, "urn:x/readings")

    assert pairs(store, APF.authoredBy) == {
        ("adopted", "parliament"),
        ("begun", "ministry"),
    }


def test_words_count_before_the_kind_of_movement() -> None:
    """A kind says how free a movement was where the words leave it open."""
    store = graph(
        """
        :forced-return apf:impliesCoercion coercion:forced .
        :deportation skos:broader :forced-return .
        :silent apf:movementType :deportation .
        :open apf:movementType :deportation ; apf:coercion coercion:unknown .
        :told apf:movementType :deportation ; apf:coercion coercion:voluntary .
        :bare apf:coercion coercion:unknown .
        """
    )
    write_coercion(store, "urn:x/readings")

    assert pairs(store, APF.readCoercion) == {
        ("silent", "forced"),
        ("open", "forced"),
        ("told", "voluntary"),
        ("bare", "unknown"),
    }
