"""The form of a claim is the ontology's: what a module adds is a field at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.draft.form import ClaimForm, ClaimForms, FormField
from kg.errors import UnknownName
from tests import forks
from tests.conftest import Folder

MODULE = """
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix own: <https://example.org/own#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
own:RumourEvent a owl:Class ; rdfs:subClassOf apf:Event ; rdfs:label "rumour"@en ;
  skos:definition "Talk of which nobody knows the source."@en .
own:heardIn a owl:ObjectProperty ; rdfs:domain own:RumourEvent ;
  rdfs:range apf:Place ; rdfs:label "was heard in"@en ;
  skos:definition "Relates a rumour to where it was heard."@en .
"""
SHAPES = """
@prefix own: <https://example.org/own#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
own:Rumour a sh:NodeShape ; sh:targetClass own:RumourEvent ; sh:property own:Heard .
own:Heard a sh:PropertyShape ; sh:path own:heardIn ; sh:minCount 1 ;
  sh:message "Say where a rumour was heard." .
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Make a project with a module and a shape of its own."""
    root: Path = tmp_path_factory.mktemp("form") / "lake"
    assert forks.kg("init", root).returncode == 0
    folder = Folder(root)
    folder.write("ontology/own.ttl", MODULE)
    folder.write("ontology/shapes/own.ttl", SHAPES)
    return folder


@pytest.fixture(scope="module")
def forms(folder: Folder) -> ClaimForms:
    """Return the forms of a document with two claims."""
    return ClaimForms(folder.open(), ["left", "purpose"])


def content(form: ClaimForm) -> dict[str, FormField]:
    return {field.name: field for field in form.content}


def values(field: FormField) -> list[str]:
    return [choice.value for choice in field.choices]


def test_what_can_be_said_is_what_the_ontology_has(forms: ClaimForms) -> None:
    """The classes of content, one of the project's own among them; and no others."""
    kinds = {kind.value: kind for kind in forms.kinds}

    assert {"FlowObservation", "PolicyEvent", "Situation", "relation"} <= {*kinds}
    assert kinds["RumourEvent"].label == "rumour"
    assert kinds["RumourEvent"].meaning == "Talk of which nobody knows the source."
    assert "Actor" not in kinds


def test_a_term_of_the_project_is_a_field(forms: ClaimForms) -> None:
    """With its meaning, the things that it takes, and first because a shape asks."""
    heard = content(forms.form("RumourEvent"))["heardIn"]

    assert heard.meaning == "Relates a rumour to where it was heard."
    assert heard.first
    assert "lakeland" in values(heard)
    assert "river-relief" not in values(heard)


def test_codes_are_those_of_the_list(forms: ClaimForms) -> None:
    unit = content(forms.form("FlowObservation"))["unit"]

    assert unit.kind == "code"
    assert {"person", "family"} <= {*values(unit)}
    assert "asserted" not in values(unit)


def test_what_shapes_ask_for_stands_first(forms: ClaimForms) -> None:
    """Of a figure its amount, unit, period and what it counts; not every detail."""
    fields = content(forms.form("FlowObservation"))

    assert all(fields[n].first for n in ("amount", "unit", "period", "measures"))
    assert not fields["tranche"].first
    first = [field.first for field in fields.values()]
    assert first == sorted(first, reverse=True)


def test_what_a_build_works_out_is_no_field(forms: ClaimForms) -> None:
    names = {field.name for field in forms.form("Situation").claim}

    assert {"summary", "claimant", "modality"} <= names
    assert names.isdisjoint({"standing", "disputedBy", "says", "chars", "statedIn"})
    assert "period" not in names  # beside `says` it would be that of a relation


def test_a_relation_has_the_ends_that_its_property_takes(forms: ClaimForms) -> None:
    form = content(forms.form("relation", "targetsPopulation"))

    assert [*form] == ["subject", "property", "object"]
    assert "targetsPopulation" in values(form["property"])
    assert "amount" not in values(form["property"])
    assert "seasonal-permit-stop" in values(form["subject"])
    assert "lakeland" not in values(form["subject"])
    assert "hillmark-seasonal-workers" in values(form["object"])
    assert "lakeland" not in values(form["object"])


def test_a_dispute_is_of_a_claim(forms: ClaimForms) -> None:
    form = forms.form("dispute")

    assert form.claim[0].name == "disputes"
    assert values(form.claim[0]) == ["left", "purpose"]
    assert form.content == ()


def test_what_there_is_not_is_told_with_the_nearest(forms: ClaimForms) -> None:
    with pytest.raises(UnknownName, match="did you mean `PolicyEvent`"):
        forms.form("PolicyEvnt")
    with pytest.raises(UnknownName, match="did you mean `targetsPopulation`"):
        forms.form("relation", "targetsPopulaton")
