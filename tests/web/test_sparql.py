"""Queries are written and answered on a page, by a server or the browser itself."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
from playwright.sync_api import Browser, Page, expect

import kg
from kg.names import PREFIXES
from kg.pages.book import Pages
from kg.pages.querying import questions_file
from tests.web.conftest import WAIT, Watched

READ = """() => [...document.querySelectorAll(".output tbody tr")].map((row) =>
  [...row.cells].map((cell) => cell.querySelector("a")?.title || cell.textContent))"""
"""Rows of the result: a link to a page has the whole IRI as its title."""


def _run(page: Page, query: str) -> None:
    """Write a query into the editor, and run it by keyboard."""
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)
    page.keyboard.press("Control+Enter")


def _rows(store: ox.Store, query: str) -> list[list[str]]:
    """Return what Python's Oxigraph answers, of all graphs."""
    found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [["" if t is None else str(t.value) for t in row] for row in found]


def test_the_browser_answers_every_question_as_python_does(
    browser: Browser, site: str, shipped: kg.KnowledgeGraph
) -> None:
    """Row for row, of all shipped questions, on a host that only has files."""
    store: Any = shipped.endpoint.store  # type: ignore[attr-defined]
    questions = json.loads("".join(questions_file(Pages(shipped))))["questions"]
    page = browser.new_page()
    page.set_default_timeout(WAIT)
    page.goto(f"{site}/sparql.html")
    assert len(questions) > 30

    for question in questions:
        page.select_option("#begin", question["name"])
        page.get_by_role("button", name="Run it").click()
        page.wait_for_function(
            "() => /row|yes|Not/.test(document.querySelector('form + [role=status]')"
            ".textContent + document.querySelector('.output').textContent)"
        )
        expected = _rows(store, question["sparql"])
        assert sorted(page.evaluate(READ)) == sorted(expected[:1000]), question["name"]
    page.close()


def test_a_query_is_answered_with_links_to_pages(view: Watched) -> None:
    """Things lead to their pages, words are text, and what is wrong is said."""
    page = view.open("sparql.html")
    expect(page.locator(".CodeMirror")).to_be_visible()
    _run(
        page,
        "SELECT DISTINCT ?p { ?p a/rdfs:subClassOf* apf:Policy } ORDER BY ?p LIMIT 3",
    )
    expect(page.locator(".output tbody tr")).to_have_count(3)
    first = page.locator(".output tbody a").first
    expect(first).to_have_attribute(
        "href", f"{view.host}/policy/{first.inner_text()}.html"
    )
    _run(page, "SELECT ?x { ?x ?p")
    expect(page.get_by_role("alert")).to_contain_text("Not answered")
    _run(page, "CONSTRUCT { <urn:a> <urn:b> 1 } {}")
    expect(page.locator(".output pre")).to_contain_text("<urn:a> <urn:b>")

    wrong = [w for w in view.wrong if "400" not in w]  # the one that is no query
    assert wrong == []
    view.wrong.clear()


def test_what_a_query_answers_stays_text(view: Watched) -> None:
    """Markup in a value, and an address that would run something."""
    page = view.open("sparql.html")
    expect(page.locator(".CodeMirror")).to_be_visible()
    _run(
        page,
        'SELECT ("<img src=x onerror=alert(1)>" AS ?a) '
        "(IRI('javascript:alert(1)') AS ?b) {}",
    )
    expect(page.locator(".output tbody tr")).to_have_count(1)

    assert page.locator(".output img, .output a[href^=javascript]").count() == 0
    assert page.evaluate(READ) == [
        ["<img src=x onerror=alert(1)>", "javascript:alert(1)"]
    ]
    assert view.wrong == []


def test_the_keyboard_leaves_the_editor(view: Watched) -> None:
    """Tab goes on to the button, as from any field."""
    page = view.open("sparql.html")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Tab")

    expect(page.get_by_role("button", name="Run it")).to_be_focused()


def test_without_a_script_the_page_says_what_else_there_is(
    scriptless: Page, site: str
) -> None:
    """As from a disk, where browsers let no file read another."""
    scriptless.goto(f"{site}/sparql.html")

    expect(scriptless.locator("main")).to_contain_text("no page on a disk")
    expect(scriptless.locator("main")).to_contain_text("kg sparql")
    expect(scriptless.locator("textarea")).to_be_hidden()
