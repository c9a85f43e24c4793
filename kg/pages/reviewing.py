"""The page on which drafts are decided on; a script fills it."""

from __future__ import annotations

from kg.pages.render import environment
from kg.pages.scripts import SCRIPT, has_script

_STYLE = "static/style.css"


def review_page(document: str, title: str) -> str:
    """Return the page of a review as HTML; ``title`` is what the project is called."""
    template = environment().get_template("review.html")
    script = SCRIPT if has_script() else ""
    return template.render(document=document, title=title, style=_STYLE, script=script)
