"""All things of a kind, which is called as people call it."""

from __future__ import annotations

import pytest

import kg
from tests.conftest import ENTITIES, MakeProject


@pytest.mark.parametrize(
    ("words", "name"),
    [
        *(("policies", "Policy"), ("flows", "Flow"), ("actors", "Actor")),
        *(("populations", "PopulationGroup"), ("people", "PopulationGroup")),
        *(("places", "Place"), ("documents", "SourceDocument"), ("claims", "Claim")),
        *(("Countries", "Country"), ("armed groups", "ArmedGroup")),
        *(("ARMED GROUP", "ArmedGroup"), ("population group", "PopulationGroup")),
        *(("governments", "Government"), ("media", "MediaOrganization")),
        *(("ministries", "GovernmentBody"), ("figures", "Observation")),
    ],
)
def test_a_kind_is_called_as_people_call_it(
    article: kg.KnowledgeGraph, words: str, name: str
) -> None:
    """The plural, the label and another label of a class list what its name lists."""
    things = article.things(words)
    assert things
    assert things == article.things(name)


def test_a_list_has_what_is_of_a_narrower_class(article: kg.KnowledgeGraph) -> None:
    """Governments and armed groups are actors, and say of which kind they are."""
    kinds = {thing.id: thing.kind_label for thing in article.things("actors")}

    assert kinds["pk-government"] == "government"
    assert kinds["pakistani-taliban"] == "armed group"
    assert kinds["unhcr"] == "intergovernmental organisation"
    assert kinds["pk-interior-ministry"] == "government body"
    assert "pakistan" not in kinds


def test_counts_are_of_the_claims_that_are_shown(article: kg.KnowledgeGraph) -> None:
    """The number beside a thing is that of the claims that `show` lists."""
    for kind in ("policies", "flows", "governments", "places", "documents"):
        things = article.things(kind)
        shown = [len(article.show(thing.iri).citations) for thing in things]
        assert [thing.claims for thing in things] == shown
        assert shown == sorted(shown, reverse=True)


def test_claims_are_listed_with_what_they_put_forward(
    article: kg.KnowledgeGraph,
) -> None:
    """A claim is listed by its summary, and under the class of its content, too."""
    claims = {claim.id: claim for claim in article.things("claims")}
    claim = claims["dailysabah-20250604.F09"]

    assert claim.label.startswith("In April over 135,000 Afghans departed")
    assert (claim.kind, claim.claims) == ("FlowObservation", None)
    assert claim in article.things("flow observations")
    assert list(claims) == sorted(claims)


def test_a_claim_that_is_no_plain_fact_says_so(project: MakeProject) -> None:
    """What is denied or disputed stands with that beside it, in lists and searches."""
    folder = project()
    folder.build()
    graph = kg.open(folder.graph, texts=folder.root / "no-texts")
    standing = {claim.id: claim.standing for claim in graph.things("claims")}

    assert standing["gazette-20250301.target"] == "contested"
    assert standing["gazette-20250301.author"] == "established"
    (hit,) = graph.search("order aimed at permit holders", "claims", limit=1)
    assert (hit.thing.id, hit.thing.standing) == (
        "gazette-20250301.target",
        "contested",
    )
    assert {thing.standing for thing in graph.things("actors")} == {None}


def test_codes_are_listed_with_their_use(article: kg.KnowledgeGraph) -> None:
    """All codes, or those of one list, and how many claims use each."""
    codes = {(code.kind, code.id): code.claims for code in article.things("codes")}
    movement = article.things("movement")

    assert codes["modality", "denied"]
    assert codes["legal-status", "tolerated"] == 0
    assert {("movement", code.id): code.claims for code in movement}.items() <= (
        codes.items()
    )
    assert {code.kind_label for code in movement} == {"code of movement"}


def test_kinds_are_counted(article: kg.KnowledgeGraph) -> None:
    """Every kind that has things is listed with as many as its list has."""
    kinds = article.kinds()
    assert ("Policy", "policy", len(article.things("policies"))) in kinds
    for name, _, count in kinds:
        assert count == len(article.things(name)) > 0


def test_a_kind_that_is_none_is_refused(article: kg.KnowledgeGraph) -> None:
    """What no class and no list is called is an error that names the nearest."""
    with pytest.raises(kg.UnknownName, match="`polcies`; did you mean `policy`"):
        article.things("polcies")
    for nothing in ("", " ", "\U0001f600", "x" * 5000, "'; DROP TABLE entry"):
        with pytest.raises(kg.UnknownName, match="no kind of thing"):
            article.things(nothing)


OWN = """\
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix my: <https://example.org/my#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

my:Camp a owl:Class ; rdfs:label "refugee camp"@en ; skos:altLabel "settlement"@en ;
    skos:definition "A place where the displaced live."@en ;
    rdfs:subClassOf apf:Place ; rdfs:isDefinedBy <https://example.org/my> .
"""


def test_classes_of_a_projects_own_are_kinds(project: MakeProject) -> None:
    """What a project's ontology adds is called by its labels, and is of what it is."""
    entities = f"{ENTITIES}river-camp:\n  type: Camp\n  label: River camp\n"
    folder = project({"ontology/own.ttl": OWN, "sources/entities/all.yaml": entities})
    folder.build()
    graph = kg.open(folder.graph, texts=folder.root / "texts")

    for kind in ("camps", "Camp", "refugee camps", "settlements"):
        assert [thing.id for thing in graph.things(kind)] == ["river-camp"]
    assert "river-camp" in [thing.id for thing in graph.things("places")]
    assert [hit.thing.id for hit in graph.search("camp", "settlement")] == [
        "river-camp"
    ]
