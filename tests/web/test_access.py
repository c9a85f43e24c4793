"""Pages with their scripts, held against WCAG 2.2 AA by axe-core."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.beside import lost
from tests.conftest import ROOT
from tests.web.conftest import WAIT, watched

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ADDRESSES = {
    "index.html": "",
    "policy/ir-fines-for-overstaying-afghans.html": "",
    "flow/afghans-leaving-iran-2024-2025.html": "",
    "document/ariananews-20250729.html": "",
    "claim/dailysabah-20250604.F05.html": "",
    "question/policy-targets.html": "",
    "sparql.html": ".CodeMirror",
    "network.html": "",
    "movements.html": ".flow-map",
    "kind/claim.html#manner=denied": ".facets [role=status]",
    "network/actors-policies-populations.html": ".controls",
}
"""A page of each kind, and what its script puts there."""

SIGHTS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1200, "height": 900}},
    "dark": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 800}},
}
RUN = """async (tags) => (await axe.run(
  { runOnly: tags, resultTypes: ["violations"], preload: false })).violations"""


@pytest.fixture(scope="module")
def axe() -> str:
    """Return the source of axe-core, which is for tests alone."""
    path = Path(AXE)
    if not path.exists():
        lost("NO AXE: run `make web`; no page is held against WCAG")
    return path.read_text("utf-8")


@pytest.mark.parametrize("sight", SIGHTS)
def test_pages_keep_the_rules_of_access(
    browser: Browser, site: str, axe: str, sight: str
) -> None:
    """In light and dark, on a desk and a phone; nothing runs over a phone's side."""
    context = browser.new_context(**SIGHTS[sight])
    view = watched(context, site)
    faults: dict[str, list[str]] = {}
    for address, shown in ADDRESSES.items():
        page = view.open(address)
        page.locator(shown or "input[role=combobox]").wait_for(timeout=WAIT)
        page.evaluate(axe)
        found = page.evaluate(RUN, LEVELS)
        faults |= {
            f"{address} {fault['id']}": [n["html"][:120] for n in fault["nodes"][:3]]
            for fault in found
        }
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, (address, wide)
    context.close()

    assert faults == {}
    assert view.wrong == []
