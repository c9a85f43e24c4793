"""Who read a claim out of its document: one person, several, or nobody who is named."""

from __future__ import annotations

import pytest

from kg.ask.knowledge import open_graph
from kg.project.findings import CheckFailed
from tests.conftest import Folder, MakeProject

FACTS = """\
document: {id: post-1, title: Notes, published: 2026-05-06, publishedBy: post}
defaults: {claimant: office, codedBy: [ada, ben]}
claims:
  left:
    summary: The office counted 1,200.
    says:
      type: FlowObservation
      measures: leaving
      amount: 1,200 people
      period: 2026-04
  denied: {summary: The post doubts it., claimant: post, disputes: left}
  coded:
    summary: It is a policy on exit.
    claimant: desk
    attribution: coding
    says: [stop, policyArea, exit]
  alone:
    summary: Ada alone read this.
    codedBy: ada
    says: [stop, appliesIn, lakeland]
"""
ENTITIES = """\
lakeland: {type: Country, label: Lakeland, iso3: XLL}
post: {type: MediaOrganization, label: Post}
office: {type: GovernmentBody, label: Office}
desk: {type: Organization, label: Desk}
ada: {type: Person, label: Ada}
ben: {type: Person, label: Ben}
departed: {type: PopulationGroup, label: People who left, residesIn: lakeland}
leaving:
  type: MovementFlow
  label: Leaving
  origin: lakeland
  movedPopulation: departed
stop: {type: Policy, label: Stop of permits}
"""


@pytest.fixture
def folder(project: MakeProject) -> Folder:
    folder = project()
    folder.write("sources/entities/more.yaml", ENTITIES)
    folder.write("sources/post-1/facts.yaml", FACTS)
    return folder


def coders(folder: Folder) -> dict[str, tuple[int, set[str]]]:
    """Return how many coded each claim of the notes, and who."""
    folder.build()
    answer = open_graph(folder.graph).ask("claim-coders", document="post-1")
    listed: dict[str, tuple[int, set[str]]] = {}
    for row in answer.to_dict()["rows"]:
        key = row["claim"].rpartition(".")[2]
        names = listed.setdefault(key, (int(row["coders"]), set()))[1]
        names |= {row["codedBy"]} - {None}
    return listed


def test_the_coders_of_a_document_are_those_of_all_its_claims(folder: Folder) -> None:
    """Of denials and of what coders classify, too; one's own takes their place."""
    both = (2, {"ada", "ben"})
    expected = {"left": both, "denied": both, "coded": both, "alone": (1, {"ada"})}

    assert coders(folder) == expected


def test_a_claim_that_names_no_coder_is_counted_as_one_of_nobody(
    folder: Folder,
) -> None:
    """It is not left out, and its claimant is no coder."""
    folder.edit("sources/post-1/facts.yaml", ", codedBy: [ada, ben]", "")

    assert coders(folder)["left"] == (0, set())
    assert coders(folder)["alone"] == (1, {"ada"})


@pytest.mark.parametrize(
    ("coder", "message"),
    [
        ("lakeland", "`codedBy` takes an Actor; `lakeland` is a Country"),
        ("adda", "did you mean `ada`?"),
    ],
)
def test_who_is_no_actor_codes_nothing(
    coder: str, message: str, folder: Folder
) -> None:
    folder.edit("sources/post-1/facts.yaml", "codedBy: ada", f"codedBy: {coder}")

    with pytest.raises(CheckFailed) as caught:
        folder.build()
    assert message in str(caught.value)
