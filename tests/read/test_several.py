"""What is written once says what it would say written out: the same claims, no more."""

from __future__ import annotations

import pytest

from tests.conftest import MakeProject

FACTS = "sources/gazette-20250301/facts.yaml"
HEAD = """\
document:
  id: gazette-20250301
  title: A title
  published: 2025-03-01
  publishedBy: gazette
  language: en
"""

ORDER = "permit-order:\n  type: PolicyMeasure\n  label: Order on permits\n"
APRIL = """\
document:
  id: gazette-20250401
  title: The order again
  published: 2025-04-01
  publishedBy: gazette
  language: en
claims:
  again:
    summary: The order began in February.
    claimant: north-ministry
    modality: alleged
    says:
      type: PolicyEvent
      policyEventOf: permit-order
      policyEventType: started
      period: 2025-02
"""

STEP = """\
      type: PolicyEvent
      policyEventOf: permit-order
      policyEventType: started
      period: 2025-02
"""


def files(text: str) -> dict[str, str | None]:
    """Return what differs from the small project where a text is its facts file."""
    return {
        FACTS: text,
        "sources/gazette-20250401/facts.yaml": APRIL,
        "sources/entities/order.yaml": ORDER,
        "texts/gazette-20250301.txt": None,
    }


Pair = tuple[str, str]
ALIKE: dict[str, Pair] = {
    "a claimant for all": (
        f"""{HEAD}
defaults: {{claimant: north-ministry}}
claims:
  target:
    summary: The order is aimed at permit holders.
    says: [permit-order, targetsPopulation, permit-holders]
  author:
    summary: The government ordered it.
    claimant: narrator
    says: [permit-order, adoptedBy, north-government]
  denial:
    summary: The ministry rejects that it was ordered.
    disputes: author
""",
        f"""{HEAD}
claims:
  target:
    summary: The order is aimed at permit holders.
    claimant: north-ministry
    says: [permit-order, targetsPopulation, permit-holders]
  author:
    summary: The government ordered it.
    claimant: narrator
    says: [permit-order, adoptedBy, north-government]
  denial:
    summary: The ministry rejects that it was ordered.
    claimant: north-ministry
    modality: denied
    disputes: author
""",
    ),
    "a modality for all, but for a denial, a coding, and who says otherwise": (
        f"""{HEAD}
defaults: {{claimant: north-ministry, modality: alleged}}
claims:
  target:
    summary: The order is aimed at permit holders.
    says: [permit-order, targetsPopulation, permit-holders]
  author:
    summary: The government ordered it.
    claimant: narrator
    modality: asserted
    says: [permit-order, adoptedBy, north-government]
  denial:
    summary: The ministry rejects that it was ordered.
    disputes: author
  tool:
    summary: It works through permits.
    claimant: gazette
    attribution: coding
    says: [permit-order, policyTool, entry-visa-stay-permit]
""",
        f"""{HEAD}
claims:
  target:
    summary: The order is aimed at permit holders.
    claimant: north-ministry
    modality: alleged
    says: [permit-order, targetsPopulation, permit-holders]
  author:
    summary: The government ordered it.
    claimant: narrator
    says: [permit-order, adoptedBy, north-government]
  denial:
    summary: The ministry rejects that it was ordered.
    claimant: north-ministry
    modality: denied
    disputes: author
  tool:
    summary: It works through permits.
    claimant: gazette
    attribution: coding
    says: [permit-order, policyTool, entry-visa-stay-permit]
""",
    ),
    "several contents of a passage": (
        f"""{HEAD}
claims:
  order:
    summary: The ministry threatens permit holders with an order.
    chars: [0, 20]
    claimant: north-ministry
    possibleClaimant: gazette
    attribution: direct-quotation
    modality: threatened
    ambiguity: Whose sentence it is stays open.
    says:
      order:
{STEP.replace("      ", "        ")}
      target: [permit-order, targetsPopulation, permit-holders]
      author:
        summary: The government is behind it.
        chars: [21, 40]
        claimant: narrator
        modality: asserted
        says: [permit-order, adoptedBy, north-government]
      tool:
        claimant: north-government
        attribution: coding
        says: [permit-order, policyTool, entry-visa-stay-permit]
""",
        f"""{HEAD}
claims:
  order:
    summary: The ministry threatens permit holders with an order.
    chars: [0, 20]
    claimant: north-ministry
    possibleClaimant: gazette
    attribution: direct-quotation
    modality: threatened
    ambiguity: Whose sentence it is stays open.
    says:
{STEP}
  order_target:
    summary: The ministry threatens permit holders with an order.
    chars: [0, 20]
    claimant: north-ministry
    possibleClaimant: gazette
    attribution: direct-quotation
    modality: threatened
    ambiguity: Whose sentence it is stays open.
    says: [permit-order, targetsPopulation, permit-holders]
  order_author:
    summary: The government is behind it.
    chars: [21, 40]
    claimant: narrator
    ambiguity: Whose sentence it is stays open.
    says: [permit-order, adoptedBy, north-government]
  order_tool:
    summary: The ministry threatens permit holders with an order.
    chars: [0, 20]
    claimant: north-government
    attribution: coding
    ambiguity: Whose sentence it is stays open.
    says: [permit-order, policyTool, entry-visa-stay-permit]
""",
    ),
    "a place of its own, of which the others' quote is no part": (
        f"""{HEAD}
claims:
  order:
    summary: The order is the government's and aimed at permit holders.
    quote: The words of the order.
    claimant: north-ministry
    says:
      author: [permit-order, adoptedBy, north-government]
      target:
        chars: [0, 20]
        says: [permit-order, targetsPopulation, permit-holders]
""",
        f"""{HEAD}
claims:
  order_author:
    summary: The order is the government's and aimed at permit holders.
    quote: The words of the order.
    claimant: north-ministry
    says: [permit-order, adoptedBy, north-government]
  order_target:
    summary: The order is the government's and aimed at permit holders.
    chars: [0, 20]
    claimant: north-ministry
    says: [permit-order, targetsPopulation, permit-holders]
""",
    ),
    "a step, and what is said of its policy": (
        f"""{HEAD}
claims:
  step:
    summary: The government is said to have ordered it against permit holders.
    claimant: north-ministry
    modality: alleged
    restates: gazette-20250401.again
    says:
{STEP}
      performedBy: north-ministry
      adoptedBy: north-government
      targetsPopulation: [permit-holders]
      policyTool: [entry-visa-stay-permit, expulsion]
""",
        f"""{HEAD}
claims:
  step:
    summary: The government is said to have ordered it against permit holders.
    claimant: north-ministry
    modality: alleged
    restates: gazette-20250401.again
    says:
{STEP}
      performedBy: north-ministry
  step_adoptedBy:
    summary: The government is said to have ordered it against permit holders.
    claimant: north-ministry
    modality: alleged
    says: [permit-order, adoptedBy, north-government]
  step_targetsPopulation_permit-holders:
    summary: The government is said to have ordered it against permit holders.
    claimant: north-ministry
    modality: alleged
    says: [permit-order, targetsPopulation, permit-holders]
  step_policyTool_entry-visa-stay-permit:
    summary: The government is said to have ordered it against permit holders.
    claimant: north-ministry
    modality: alleged
    says: [permit-order, policyTool, entry-visa-stay-permit]
  step_policyTool_expulsion:
    summary: The government is said to have ordered it against permit holders.
    claimant: north-ministry
    modality: alleged
    says: [permit-order, policyTool, expulsion]
""",
    ),
    "fiscal years": (
        f"""{HEAD}
defaults: {{claimant: north-ministry, fiscalYear: 07-01}}
claims:
  count:
    summary: Over twelve hundred in the fiscal year.
    says:
      type: FlowObservation
      measures: returns
      amount: more than 1,200
      unit: person
      period: FY2023-24
  change:
    summary: Twice as many as in the two fiscal years before.
    says:
      type: ChangeObservation
      measures: returns
      amount: twice as many
      period: FY2023/24
      periodText: last fiscal year
      baseline: FY2021-22/FY2022-23
  rules:
    summary: The ministry is in charge of it.
    period: FY1999-00
    says: [permit-order, implementedBy, north-ministry]
""",
        f"""{HEAD}
claims:
  count:
    summary: Over twelve hundred in the fiscal year.
    claimant: north-ministry
    says:
      type: FlowObservation
      measures: returns
      amount: more than 1,200
      unit: person
      period: 2023-07-01/2024-06-30
      periodText: FY2023-24
  change:
    summary: Twice as many as in the two fiscal years before.
    claimant: north-ministry
    says:
      type: ChangeObservation
      measures: returns
      amount: twice as many
      period: 2023-07-01/2024-06-30
      periodText: last fiscal year
      baseline: 2021-07-01/2023-06-30
  rules:
    summary: The ministry is in charge of it.
    claimant: north-ministry
    period: 1999-07-01/2000-06-30
    periodText: FY1999-00
    says: [permit-order, implementedBy, north-ministry]
""",
    ),
}


@pytest.mark.parametrize("name", ALIKE)
def test_what_is_written_once_gives_the_same_graph(
    project: MakeProject, name: str
) -> None:
    short, long = (
        project(files(text), f"as-{number}") for number, text in enumerate(ALIKE[name])
    )
    for folder in (short, long):
        folder.build()

    assert short.export() == long.export()


def claims(body: str, defaults: str = "") -> str:
    return f"{HEAD}{defaults}claims:\n  one:\n    summary: It was so.\n{body}"


SAYS = "    says: [permit-order, adoptedBy, north-government]\n"
SEVERAL = """\
    says:
      one: [permit-order, adoptedBy, north-government]
      two: [permit-order, targetsPopulation, permit-holders]
"""
WHO = "    claimant: north-ministry\n"

WRONG: dict[str, tuple[str, str]] = {
    "a default that is none": (
        claims(SAYS, "defaults:\n  claimnt: gazette\n"),
        "8: `claimnt` is no default; those are `claimant`, `modality`, `codedBy`, "
        "`fiscalYear`; did you mean `claimant`?",
    ),
    "defaults that are a word": (
        claims(SAYS, "defaults: gazette\n"),
        "7: `defaults` takes a mapping, as `claimant: id`",
    ),
    "a default of all to be denied": (
        claims(SAYS, "defaults:\n  claimant: gazette\n  modality: denied\n"),
        "9: `denied` is no default: what is denied is named in each claim",
    ),
    "a default claimant that nobody is": (
        claims(SAYS, "defaults:\n  claimant: gazete\n"),
        "8: `gazete`: nothing has this id; did you mean `gazette`?",
    ),
    "another claimant under a default manner": (
        claims(
            WHO + SAYS,
            "defaults:\n  claimant: gazette\n  modality: alleged\n",
        ),
        "11: `one` has a claimant of its own: write its `modality`, too",
    ),
    "another claimant of one content": (
        claims(
            f"{WHO}    modality: alleged\n{SEVERAL}"
            "      three:\n        claimant: gazette\n"
            "        says: [permit-order, implementedBy, north-ministry]\n"
        ),
        "15: `one_three` has a claimant of its own: write its `modality`, too",
    ),
    "several contents that restate one": (
        claims(f"{WHO}    restates: gazette-20250401.again\n{SEVERAL}"),
        "11: `restates` beside several contents; write it in the one it is of",
    ),
    "a name that a claim has": (
        claims(
            f"{WHO}{SEVERAL}  one_two:\n    summary: Again.\n    claimant: gazette\n"
            f"{SAYS}"
        ),
        "14: `one_two` is written twice; the first is on line 13",
    ),
    "one of several without a type": (
        claims(f"{WHO}    says:\n      count: {{measures: returns}}\n"),
        "12: no `type`; write `type:` and a class name",
    ),
    "one of several that is no relation": (
        claims(f"{WHO}    says:\n      who: [permit-order, adoptedBy]\n"),
        "12: a relation is [subject, property, object]: three values, no more",
    ),
    "a step that is denied with its author": (
        claims(
            f"{WHO}    modality: denied\n    says:\n{STEP}"
            "      adoptedBy: north-government\n"
        ),
        "17: who denies a step denies no `adoptedBy`: write it as a claim",
    ),
    "a step's policy that is another's": (
        claims(f"{WHO}    says:\n{STEP}      adoptedBy: southland\n"),
        "16: `adoptedBy` takes ",
    ),
    "several words of a step's policy": (
        claims(f"{WHO}    says:\n{STEP}      adoptedBy: [north government]\n"),
        "16: several values of `adoptedBy` here are ids or codes",
    ),
    "a term of a step that is of a flow": (
        claims(f"{WHO}    says:\n{STEP}      origin: southland\n"),
        "16: `origin` describes a ",
    ),
    "fiscal years that begin nowhere": (
        claims(f"{WHO}    period: FY2023-24\n{SAYS}"),
        "11: `period`: write when fiscal years begin: `defaults: {fiscalYear: 07-01}`",
    ),
    "a fiscal year of one number": (
        claims(f"{WHO}    period: FY2024\n{SAYS}", "defaults: {fiscalYear: 10-01}\n"),
        "12: `period`: `FY2024` may end or begin in 2024: write FY2023-24 or FY2024-25",
    ),
    "a fiscal year of three years": (
        claims(
            f"{WHO}    period: FY2022-24\n{SAYS}", "defaults: {fiscalYear: 10-01}\n"
        ),
        "12: `period`: `FY2022-24`: a fiscal year ends in the year after it begins",
    ),
    "fiscal years the wrong way round": (
        claims(
            f"{WHO}    period: FY2024-25/FY2022-23\n{SAYS}",
            "defaults: {fiscalYear: 10-01}\n",
        ),
        "12: `period`: `FY2024-25/FY2022-23` ends before it begins",
    ),
    "a fiscal year that begins on no day": (
        claims(SAYS + WHO, "defaults: {fiscalYear: 02-29}\n"),
        "7: `fiscalYear`: `02-29` is no first day of a fiscal year; write it as 07-01",
    ),
    "a fiscal year that is a year": (
        claims(SAYS + WHO, "defaults: {fiscalYear: 01-01}\n"),
        "7: `fiscalYear`: a year from January on is a year: write it as 2025",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_written_out_is_one_error(
    project: MakeProject, name: str
) -> None:
    text, message = WRONG[name]
    error = project(files(text)).refused()

    listed = [str(problem) for problem in error.problems]
    assert len(listed) == 1
    assert listed[0].startswith(f"{FACTS}:{message}")


@pytest.mark.parametrize(
    "text",
    [
        claims(
            "    attribution: coding\n" + SAYS, "defaults: {claimant: north-ministry}\n"
        ),
        claims(
            f"{WHO}    says:\n      who: [permit-order, adoptedBy, north-government]\n"
            "      tool:\n        attribution: coding\n"
            "        says: [permit-order, policyTool, expulsion]\n"
        ),
    ],
    ids=["under a default", "among several"],
)
def test_a_coding_without_its_coder_is_not_put_in_the_speakers_mouth(
    project: MakeProject, text: str
) -> None:
    """The ministry said nothing of how its order is to be classified."""
    error = project(files(text)).refused()

    assert error.problems == []
    assert any("needs exactly one `claimant`" in f.message for f in error.findings)
