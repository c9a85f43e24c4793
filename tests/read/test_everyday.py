"""Whoever writes facts finds the code by the word that the source has."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.read.everyday import terms_called
from kg.read.project import Project
from kg.read.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]

MEANT = {
    "vacated": {"policyEventType": "annulled"},
    "struck down": {"policyEventType": "annulled"},
    "stayed": {"policyEventType": "enjoined"},
    "blocked": {"policyEventType": "enjoined"},
    "rescinded": {"policyEventType": "revoked"},
    "repealed": {"policyEventType": "revoked"},
    "expired": {"policyEventType": "lapsed"},
    "passed": {"policyEventType": "adopted"},
    "took effect": {"policyEventType": "started"},
    "on hold": {"currentStatus": "suspended"},
    "in effect": {"currentStatus": "in-force"},
    "paid": {"transferStage": "disbursed"},
    "promised": {"transferStage": "pledged", "speechAct": "pledge"},
    "tents": {"unit": "item"},
    "beds": {"unit": "place"},
    "killed": {"unit": "death"},
    "people": {"unit": "person"},
    "sent back": {"movementType": "forced-return"},
    "fled": {"movementType": "flight"},
    "repatriation": {"movementType": "return"},
    "pushed back": {"movementType": "pushback"},
    "accused": {"modality": "alleged", "speechAct": "accusation"},
    "forecast": {"modality": "predicted"},
    "up to": {"quantifier": "at-most"},
    "over": {"quantifier": "more-than"},
    "around": {"quantifier": "about"},
    "against their will": {"coercion": "forced"},
    "undocumented": {
        "hasLegalStatus": "irregular",
        "targetGroup": "irregular-migrants",
    },
    "IDPs": {"inCategory": "internally-displaced-person"},
    "travel ban": {"policyTool": "entry-ban"},
    "citizenship": {"policyTool": "access-to-citizenship"},
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Project.open(ROOT).vocabulary


@pytest.mark.parametrize("word", MEANT)
def test_an_everyday_word_leads_to_its_code(vocabulary: Vocabulary, word: str) -> None:
    """The code of each list that the word means, under the property that takes it."""
    codes = {(p, d.name) for d in terms_called(vocabulary, word) for p in d.describes}
    assert set(MEANT[word].items()) <= codes


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("ruling", "LegalInstrument"),
        ("treaty", "Agreement"),
        ("rebels", "ArmedGroup"),
        ("NGO", "CivilSocietyOrganization"),
        ("newspaper", "MediaOrganization"),
        ("refugees", "PopulationGroup"),
        ("province", "AdministrativeArea"),
        ("who says it", "claimant"),
        ("headline", "title"),
        ("spared", "exemptsPopulation"),
        ("movement type", "movementType"),
    ],
)
def test_an_everyday_word_leads_to_its_term(
    vocabulary: Vocabulary, word: str, name: str
) -> None:
    """Classes and properties, too, are known by what people call them."""
    assert name in [described.name for described in terms_called(vocabulary, word)]


@pytest.mark.parametrize("word", ["VACATED", "  vacated ", "vacatd", "Vac\u00e1ted"])
def test_a_slip_does_not_hide_a_term(vocabulary: Vocabulary, word: str) -> None:
    """Case, accents, spaces and a wrong letter are forgiven."""
    assert [d.name for d in terms_called(vocabulary, word)] == ["annulled"]


@pytest.mark.parametrize("word", ["", " ", "(", "\U0001f600", "Taliban", "x" * 5000])
def test_a_word_for_nothing_leads_nowhere(vocabulary: Vocabulary, word: str) -> None:
    """No term is offered for what is like none."""
    assert terms_called(vocabulary, word) == []
