"""Facts files about the lives of policies, written claim by claim."""

from __future__ import annotations

from pathlib import Path

import kg
from tests.conftest import Folder

ENTITIES = """\
land: {type: Country, label: Land}
government: {type: Government, label: Government}
court: {type: Court, label: Court of Appeal, courtLevel: appeal}
press: {type: MediaOrganization, label: Press}
people: {type: PopulationGroup, label: People, nationality: land}
minors: {type: PopulationGroup, label: Minors, subPopulationOf: people}
act: {type: LegalInstrument, label: Act of 2020}
rule: {type: Policy, label: Rule}
order: {type: Policy, label: Order}
"""

MORE = """\
annex: {type: Policy, label: Annex, partOfPolicy: rule}
plan: {type: Policy, label: Plan}
"""


def step(key: str, kind: str, period: str = "", **more: str) -> str:
    """Write a claim that something happened to a policy, on the press's word."""
    policy = more.pop("policy", "rule")
    about = {"modality": "asserted", "claimant": "press"}
    about |= {
        name: more.pop(name) for name in list(more) if name in (*about, "revises")
    }
    says = {"type": "PolicyEvent", "policyEventOf": policy, "policyEventType": kind}
    says |= {"period": period} if period else {}
    inside = ", ".join(f"{name}: {value}" for name, value in (says | more).items())
    lines = [f"  {name}: {value}" for name, value in about.items()]
    return "\n".join(
        [f"{key}:", "  summary: So it is written.", *lines, f"  says: {{{inside}}}"]
    )


def relation(key: str, subject: str, term: str, value: str) -> str:
    says = f"  says: [{subject}, {term}, {value}]"
    return f"{key}:\n  summary: So it is written.\n  claimant: press\n{says}"


def denial(key: str, of: str) -> str:
    head = f"{key}:\n  summary: They deny it.\n  claimant: government"
    return f"{head}\n  modality: denied\n  disputes: {of}"


def document(name: str, published: str, *claims: str) -> str:
    about = f"{{id: {name}, title: T, published: {published}, publishedBy: press}}"
    inside = "\n".join(claims).replace("\n", "\n  ")
    return f"document: {about}\nclaims:\n  {inside}\n"


def build_lives(root: Path, **documents: tuple[str, list[str]]) -> kg.KnowledgeGraph:
    """Build a graph of documents, each its day and its claims."""
    folder = Folder(root / "lives")
    folder.write("kg.toml", '[project]\ntitle = "T"\nbase = "https://example.org/t/"\n')
    folder.write("sources/entities/all.yaml", ENTITIES + MORE)
    for name, (day, claims) in documents.items():
        folder.write(f"sources/{name}/facts.yaml", document(name, day, *claims))
    folder.build()
    return kg.open(folder.graph)
