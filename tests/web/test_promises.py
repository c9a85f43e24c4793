"""What every page promises with its scripts on: nobody else is asked, nothing runs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

import kg
from kg.pages.book import Pages
from tests.conftest import APRIL, ENTITIES, MARCH, PROJECT, TEXT, Folder
from tests.pages.test_hostile import EVIL, quoted, replaced
from tests.web.conftest import Watched, watched
from tests.web.hosting import hosted

KINDS = [
    "index.html",
    "policy/ir-fines-for-overstaying-afghans.html",
    "flow/afghans-leaving-iran-2024-2025.html",
    "document/ariananews-20250729.html",
    "claim/dailysabah-20250604.F05.html",
    "actor/unhcr.html",
    "question/policy-targets.html",
    "names.html",
    "network/flows.html",
    "movements.html",
    "sparql.html",
]
ARABIC = "وزارة الداخلية"


def test_a_page_of_each_kind_asks_nobody_else(view: Watched) -> None:
    """No request leaves, no policy is broken, nothing is wrong on the console."""
    for address in KINDS:
        page = view.open(address)
        expect(page.locator("input[role=combobox]")).to_be_visible()
        page.locator("input[role=combobox]").fill("a")
        expect(page.locator("[role=option]").first).to_be_visible()
    assert view.wrong == []


def test_what_the_first_page_loads_is_small(browser: Browser, site: str) -> None:
    """Less than 300 kB even before it is packed: no library is on it."""
    page = browser.new_page()
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(f"{site}/index.html", wait_until="networkidle")

    assert len(sizes) == 3  # the page, its style, its script
    assert sum(sizes) < 300_000
    page.close()


@pytest.fixture(scope="module")
def hostile(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Watched]:
    """Open a browser on the site of a project whose names are attacks."""
    folder = Folder(tmp_path_factory.mktemp("hostile"))
    own = hashlib.sha256(TEXT.encode()).hexdigest()
    assert own in MARCH
    names = {
        "Order on permits": quoted("".join(EVIL)),
        "Over twelve hundred people were sent back in a month.": quoted(EVIL[1]),
    }
    entities = {
        "label: Government of Northland": "label: " + quoted(EVIL[2]),
        "hiddenLabel: [Northport]": f"altLabel: [{quoted(EVIL[0])}, {ARABIC}]",
    }
    files = {
        **PROJECT,
        "sources/gazette-20250301/facts.yaml": replaced(MARCH, names),
        "sources/gazette-20250401/facts.yaml": APRIL,
        "sources/entities/all.yaml": replaced(ENTITIES, entities),
    }
    for name, text in files.items():
        folder.write(name, text)
    folder.build()
    graph = kg.open(folder.graph, project=folder.root, texts=folder.root / "texts")
    context = browser.new_context()
    with hosted(Pages(graph)) as url:
        yield watched(context, url)
        context.close()


def test_attacks_in_names_stay_text(hostile: Watched) -> None:
    """In suggestions, in drawings, and in the tables of queries."""
    page = hostile.open("index.html")
    for typed in ("script alert", "svg onload", "img src", "javascript alert"):
        page.locator("input[role=combobox]").fill(typed)
        expect(page.locator("[role=option]").first).to_contain_text("alert(1)")
        assert page.locator("[role=option] :not(bdi):not(span)").count() == 0
    page = hostile.open("network/actors-policies-populations.html")
    expect(page.locator(".controls")).to_be_visible()
    page.locator("svg.drawing [data-node='actor/north-government'] path").click()
    expect(page.locator(".chosen")).to_contain_text("onload=alert(1)")
    assert page.locator("svg svg, main img, main script").count() == 0
    page = hostile.open("movements.html")
    missing = page.locator("[data-map] p[role=status]")
    expect(missing).to_contain_text("Not on the map")  # the country's code is no one's
    expect(missing).to_contain_text("Northland")
    assert page.locator("svg svg, main img, main script").count() == 0
    assert hostile.wrong == []


def test_a_name_from_the_right_is_shown_from_the_right(hostile: Watched) -> None:
    """It is found in its own letters, and turns nothing else round."""
    page = hostile.open("index.html")
    page.locator("input[role=combobox]").fill("وزارة")
    name = page.locator("[role=option] bdi", has_text=ARABIC)

    expect(name).to_be_visible()
    assert name.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"
    assert name.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_pages_work_without_scripts(scriptless: Page, host: str) -> None:
    """The way to all names is there, and nothing waits for a script."""
    for address in KINDS:
        scriptless.goto(f"{host}/{address}")
        expect(scriptless.locator("h1")).to_be_visible()
        there = "form.search[action], p.search a"
        expect(scriptless.locator(there).first).to_be_visible()
