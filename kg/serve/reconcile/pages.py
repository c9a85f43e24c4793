"""The small HTML of previews and flyouts: everything escaped, no script."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html import escape

from kg.names import APF, local_name
from kg.rdf import URIRef
from kg.serve.reconcile.catalogue import Catalogue
from kg.serve.reconcile.describe import Description
from kg.serve.reconcile.schema import Class, Property

WIDTH, HEIGHT = 430, 300
"""Pixels of a preview that clients are asked to make room for."""

_STYLE = (
    "body{font:14px/1.4 sans-serif;margin:8px;overflow-wrap:anywhere}"
    "h1{font-size:16px;margin:0}dl{margin:6px 0}dt{font-weight:bold}"
    "dd{margin:0 0 4px 12px}small{color:#555}"
)
_HASH = b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
CSP = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page may do: show itself. It may be framed, since clients show previews so."""

_MOST = 500
"""Characters of a text that are shown: a preview is a glance."""


def preview(catalogue: Catalogue, described: Description) -> str:
    """Return the page of a thing: names, what defines it, what is said of it."""
    thing = described.thing
    iri = catalogue.iri(thing)
    title = catalogue.labels[thing] or catalogue.ids[thing]
    name = _text(title)
    rows = [
        *described.facts,
        ("also", described.aliases),
        ("note", [described.comment]),
    ]
    rows.append(("claims", [_claims(catalogue, iri)]))
    shown = "".join(_row(title, words) for title, words in rows)
    return (
        f'<!doctype html><html lang="{escape(catalogue.language)}"><head>'
        f'<meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head>"
        f"<body><h1>{name}</h1><p>{_text(', '.join(described.types))}</p>"
        f"<dl>{shown}</dl><small>{_link(iri)}</small></body></html>"
    )


def flyout(catalogue: Catalogue, described: Description) -> str:
    """Return a few lines on a thing, to stand in a client's own page."""
    thing = described.thing
    name = catalogue.labels[thing] or catalogue.ids[thing]
    return _lines(name, described.line, catalogue.ids[thing])


def term_flyout(term: Class | Property) -> str:
    """Return a few lines on a type or a property."""
    return _lines(term.name, term.description, term.iri or term.id)


def _lines(name: str, description: str, id_: str) -> str:
    return f"<p><b>{_text(name)}</b></p><p>{_text(description)}</p><p>{_text(id_)}</p>"


def _row(title: str, words: list[str]) -> str:
    kept = [word for word in words if word]
    if not kept:
        return ""
    return f"<dt>{_text(title)}</dt><dd>{_text(', '.join(kept))}</dd>"


def _text(words: str) -> str:
    """Escape a text, and let no direction mark in it turn its surroundings."""
    cut = words if len(words) <= _MOST else words[:_MOST] + " …"
    return f"<bdi>{escape(cut)}</bdi>"


def _link(iri: str) -> str:
    if not iri.startswith(("http://", "https://")):
        return _text(iri)
    href = escape(iri)
    return (
        f'<a href="{href}" target="_blank" rel="noopener noreferrer">{_text(iri)}</a>'
    )


def _claims(catalogue: Catalogue, iri: str) -> str:
    """Count the claims about a thing by modality: ``asserted 5, denied 1``."""
    node = URIRef(iri).n3()
    table = catalogue.endpoint.select(
        f"SELECT ?modality (COUNT(DISTINCT ?claim) AS ?n) WHERE {{ "
        f"{{ ?claim <{APF.aboutSubject}> {node} }} UNION "
        f"{{ ?claim <{APF.aboutObject}> {node} }} UNION "
        f"{{ ?claim <{APF.content}> ?content . ?content ?p {node} }} "
        f"?claim <{APF.modality}> ?modality }} GROUP BY ?modality"
    )
    counts = sorted(
        (-int(str(n)), local_name(m)) for m, n in table.rows if m is not None
    )
    return ", ".join(f"{modality} {-n}" for n, modality in counts)
