"""Whatever a project has in it, a page shows it as text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from lxml.html import HtmlElement

import kg
from kg.pages.book import Pages
from kg.pages.feed import feed, search_entries
from tests.conftest import APRIL, ENTITIES, MARCH, TEXT, MakeProject
from tests.pages.conftest import parsed
from tests.pages.markup import Markup, is_own_script

EVIL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "</title><b>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "<!--",
]
QUESTION = """\
#+ summary: <script>alert(1)</script>
#+ question: Who is <img src=x onerror=alert(1)>?
#+ description: "</p><script>alert(1)</script>"
#+ columns: {flow: thing}
#+ example: kg ask evil <b>

PREFIX apf: <https://w3id.org/apf/ontology#>
SELECT ?flow WHERE { ?flow apf:origin ?place } ORDER BY ?flow # </code><script>
"""


def quoted(text: str) -> str:
    """Return a text as YAML in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def replaced(text: str, swapped: dict[str, str]) -> str:
    """Return a text with some parts of it replaced, each of which is there."""
    for old, new in swapped.items():
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return the pages of a project whose every text is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    text = TEXT.replace("permit holders", "<b>mit holders")
    digest = hashlib.sha256(text.encode()).hexdigest()
    own = hashlib.sha256(TEXT.encode()).hexdigest()
    swapped = {
        own: digest,
        f"length: {len(TEXT)}": f"length: {len(text)}",
        "Permit holders sent back": quoted(EVIL[3]),
        "  language: en\n": f"  language: en\n  url: {EVIL[6]}\n",
        "Over twelve hundred people were sent back in a month.": quoted(EVIL[0]),
        "movementTerm: sent back": f"movementTerm: {quoted(EVIL[2])}",
        "label: Order on permits": f"label: {quoted(EVIL[1])}",
    }
    names = {
        "label: Northland\n": f"label: {quoted(EVIL[2])}\n",
        "label: The Gazette": f"label: {quoted(EVIL[4])}\n  comment: {quoted(EVIL[8])}",
        "[Northport]": f"[{quoted(EVIL[5])}, {quoted(EVIL[7])}]",
    }
    march, entities = replaced(MARCH, swapped), replaced(ENTITIES, names)
    files = {
        "kg.toml": f"[project]\ntitle = {EVIL[0]!r}\nbase = 'https://example.org/x/'\n",
        "sources/entities/all.yaml": entities,
        "sources/gazette-20250301/facts.yaml": march,
        "sources/gazette-20250401/facts.yaml": APRIL,
        "texts/gazette-20250301.txt": text,
        "queries/evil.rq": QUESTION,
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    project = kg.Project.open(folder)
    kg.build(project, folder / "build/graph", texts=kg.Texts(folder / "texts"))
    graph = kg.open(folder / "build/graph", project=folder)
    return Pages(graph, served=True, at_once=True)


def of_the_project(pages: Pages) -> Iterator[tuple[str, str]]:
    """Yield the pages but those of kg's own terms, codes and questions."""
    for address in pages.addresses():
        if not address.startswith(("ontology/", "scheme/", "question/")):
            yield address, pages.html(address) or ""
    yield "question/evil", pages.html("question/evil") or ""


def test_no_text_becomes_markup_and_no_address_a_script(hostile: Pages) -> None:
    """In labels, other names, titles, summaries, notes, words, texts, questions.

    There is no element of theirs, and no link that is not of the web.
    """
    seen = 0
    for address, html in of_the_project(hostile):
        page = Markup(html)
        assert page.faults == [], address
        root = parsed(html)
        assert _tags(root, "img", "b") == [], address
        scripts = [dict(s.items()) for s in root.iter("script")]
        assert all(is_own_script(of) for of in scripts)
        assert len(scripts) <= 2
        seen += sum(evil[:8] in "".join(root.itertext()) for evil in EVIL)
    assert seen > 50, "the attacks are there, as text"


def _tags(root: HtmlElement, *names: str) -> list[str]:
    return [str(element.tag) for element in root.iter(*names)]


def test_an_address_of_no_web_page_is_text(hostile: Pages) -> None:
    """The document's `url` is a script: it is printed, and leads nowhere."""
    root = parsed(hostile.html("document/gazette-20250301"))

    assert "javascript:alert(1)" in "".join(root.itertext())
    assert not [a for a in root.iter("a") if "javascript" in (a.get("href") or "")]


def test_json_in_a_page_ends_where_the_page_says(hostile: Pages) -> None:
    """A title that ends a script element does not end that of the JSON."""
    html = hostile.html("claim/gazette-20250301.count") or ""

    (data,) = (s for s in parsed(html).iter("script") if "src" not in s.attrib)
    assert '"@type": "Claim"' in (data.text or "")
    assert "\\u003cscript\\u003e" in (data.text or "")


def test_feed_and_list_of_names_hold_attacks_as_text(hostile: Pages) -> None:
    """The feed is well-formed XML, the list JSON, and both have the words."""
    feeds = ElementTree.fromstring("".join(feed(hostile, "")))
    titles = [t.text or "" for t in feeds.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[0] == EVIL[0]
    assert any(EVIL[0] in title for title in titles[1:])
    names = json.loads("".join(search_entries(hostile)))
    assert {EVIL[1], EVIL[2], EVIL[4]} <= {entry["name"] for entry in names}


def test_a_right_to_left_name_is_set_off(project: MakeProject) -> None:
    """From what stands around it, by an element that isolates it."""
    arabic = "حكومة الشمال"
    folder = project(
        {
            "sources/entities/all.yaml": ENTITIES.replace(
                "label: Government of Northland", f"label: {arabic}"
            )
        }
    )
    folder.build()
    graph = kg.open(folder.graph, project=folder.root)
    root = parsed(Pages(graph).html("actor/north-government"))

    (heading,) = root.iter("h1")
    assert [bdi.text for bdi in heading.iter("bdi")] == [arabic]
