"""Pages that are made say what is so, and every link of every page leads somewhere."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import DOCS, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_made_is_up_to_date(name: str) -> None:
    """It is what `make docs` makes of what it describes."""
    assert (DOCS / name).read_text("utf-8") == PAGES[name](), "run `make docs`"


def test_no_page_is_made_by_hand_and_by_make() -> None:
    """A page says that it is made if, and only if, `make docs` makes it."""
    marked = re.compile(r"\A# .+\n\n<!-- (Made by|By) `make docs` from ")
    pages = {path.name: path.read_text("utf-8") for path in DOCS.glob("*.md")}

    assert {name for name, text in pages.items() if marked.match(text)} == set(PAGES)
