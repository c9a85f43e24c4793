"""Pages written as HTML: templates in which everything from outside is escaped."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.graph.cited import is_followed
from kg.names import SCHEMES, WIKIDATA, local_name
from kg.pages.addresses import anchor
from kg.pages.wording import (
    amount,
    cell_words,
    code_words,
    day_words,
    edtf_words,
    has_isolated,
    mark,
    spaced,
)
from kg.periods.words import words

_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""Letters by which JSON in a page could end the element that it stands in."""


_CLAIMS = 300
"""Claims of one standing that the page of a thing lists: a megabyte or so."""

_MARKED = ("modality", "standing", "policy-status")
"""The lists of codes by which what is denied, planned or over looks different."""


DATES = AS_OF, ON = ("as_of", "on")
"""The days by which pages can be shown: of what was known, and of what was so."""


@dataclass
class Page:
    """A page to be written: its template, its title, and what the template shows.

    ``trail`` are the pages above it, as pairs of an address and what it is called.
    ``iri`` is what it is about, ``""`` for a page of no single thing, and ``data`` its
    JSON-LD of schema.org. ``dates`` are the parameters that a server shows it by:
    those of ``DATES`` that change anything on it.
    """

    template: str
    title: str
    shown: dict[str, Any] = field(default_factory=dict)
    trail: list[tuple[str, str]] = field(default_factory=list)
    iri: str = ""
    data: dict[str, Any] | None = None
    dates: Sequence[str] = ()


@cache
def environment() -> Environment:
    """Return the templates; what they print is escaped, and a missing name an error."""
    made = Environment(
        loader=PackageLoader("kg.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "amount": amount,
        "anchor": anchor,
        "cell": cell_words,
        "code": code_words,
        "day": day_words,
        "edtf": edtf_words,
        "id": local_name,
        "mark": mark,
        "period": words,
        "spaced": spaced,
    }
    made.tests |= {
        "followed": is_followed,
        "isolating": has_isolated,
        "marked": _is_marked,
    }
    made.globals["wikidata"] = WIKIDATA.replace("http:", "https:").replace(
        "/entity/", "/wiki/"
    )
    made.globals["most_claims"] = _CLAIMS
    return made


def _is_marked(value: object) -> bool:
    """Tell whether a value is a code that looks different by what it means."""
    iri = getattr(value, "iri", "")
    return any(iri.startswith(f"{SCHEMES}{name}/") for name in _MARKED)


def write(page: Page, around: Mapping[str, Any]) -> str:
    """Return the HTML of a page; ``around`` is what every page of a book shares."""
    template = environment().get_template(f"{page.template}.html")
    data = None if page.data is None else script(page.data)
    return template.render(page=page, data=data, **around, **page.shown)


def script(data: Mapping[str, Any]) -> Markup:
    """Return JSON that may stand in a script element, whatever is in it."""
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    return Markup(text.translate(_SCRIPT))  # noqa: S704
