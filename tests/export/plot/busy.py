"""A made-up project whose picture is crowded, and holds all that can mislead."""

from __future__ import annotations

from pathlib import Path

import yaml

import kg

CONFIG = '[project]\nbase = "https://example.org/busy/"\ntitle = "Busy"\n'
MINISTRY = "\u0648\u0632\u0627\u0631\u062a \u06a9\u0634\u0648\u0631"
"""A name that is written from the right: "Ministry of the Interior" in Persian."""

FLOW, THERE = "leaving", "hillfolk"

ENTITIES = """\
press: {type: MediaOrganization, label: The Hill Press}
gazette: {type: MediaOrganization, label: The Lakeland Gazette and Advertiser}
office: {type: GovernmentBody, label: Border Office of the Government of Lakeland}
relief:
  type: IntergovernmentalOrganization
  label: International Agency for Relief and the Counting of People
  altLabel: [IARCP, The Relief Agency]
ministry: {type: Government, label: %MINISTRY%}
hill: {type: Country, label: Hill, iso3: XHI}
lake: {type: Country, label: Lake, iso3: XLA}
hillfolk: {type: PopulationGroup, label: Hill people, nationality: hill}
leaving:
  type: MovementFlow
  label: Hill people leaving Lake
  movedPopulation: hillfolk
  origin: lake
  destination: hill
"""

_MONTHS = ("01", "02", "03", "04")


def facts() -> dict[str, object]:
    """Return the claims of one document, many of about the same number."""
    claims: dict[str, object] = {}

    def claim(
        key: str, claimant: str, amount: str, period: str, **more: object
    ) -> None:
        says = {
            "type": more.pop("type", "FlowObservation"),
            "measures": more.pop("measures", FLOW),
            "amount": amount,
            "unit": more.pop("unit", "person"),
        }
        says |= {"period": period} if period else {}
        says |= {"movementTerm": "left"} if says["type"] == "FlowObservation" else {}
        says |= dict(more.pop("says", {}))  # type: ignore[call-overload]
        about = {"summary": f"{key} of the counts.", "claimant": claimant}
        claims[key] = about | more | {"says": says}

    for n, month in enumerate(_MONTHS):
        thousands = 10 * (n + 1)
        claim(f"office-{month}", "office", f"{thousands},{100 + n}", f"2031-{month}")
        claim(
            f"relief-{month}", "relief", f"more than {thousands},000", f"2031-{month}"
        )
        claim(f"press-{month}", "narrator", f"about {thousands},000", f"2031-{month}")
        total = 10 * (n + 1) * (n + 2) // 2
        since = f"2031-01/2031-{month}"
        claim(f"since-{month}", "relief", f"more than {total},000", since)
    claim("planned", "ministry", "300,000", "2031-04", modality="planned")
    claim("alleged", "office", "250,000", "2031-03", modality="alleged")
    claim("threatened", "ministry", "280,000", "2031-04", modality="threatened")
    claim("denied", "ministry", "70,000", "2031-04", modality="denied")
    claim("plan-since", "relief", "290,000", "2031-01/2031-05", modality="planned")
    claim("contrary", "narrator", "5,000", "2031-04")
    claim("families", "relief", "4,000", "2031-03", unit="family")
    method = {"countingMethod": "key-informants"}
    claim("informants", "relief", "95,000", "2031-01/2031-03", says=method)
    stock = {"type": "StockObservation", "measures": THERE}
    claim("there", "office", "about 900,000", "2031-04-01", **stock)
    claim("undated", "relief", "750,000", "", **stock)
    claim("lasting", "office", "700,000", "2030/..", **stock)
    claims["dispute"] = {
        "summary": "The ministry rejects the count of January.",
        "claimant": "ministry",
        "disputes": "press-01",
    }
    document = {
        "id": "press-20310710",
        "title": "T",
        "published": "2031-07-10",
        "publishedBy": "press",
    }
    return {"document": document, "claims": claims}


def busy(root: Path) -> Path:
    """Build the project in a folder, and return where its graph is."""
    for name, text in {
        "kg.toml": CONFIG,
        "sources/entities/all.yaml": ENTITIES.replace("%MINISTRY%", MINISTRY),
        "sources/press-20310710/facts.yaml": yaml.safe_dump(facts(), sort_keys=False),
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    kg.build(kg.Project.open(root), root / "build/graph")
    return root / "build/graph"
