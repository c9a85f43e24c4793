"""Entities made of rows of item, key and value, as details of an endpoint come."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from kg.link.online.queries import Row
from kg.match.entity import WIKIDATA, Entity
from kg.names import local_name

QID = re.compile("Q[1-9][0-9]{0,12}")


def qid_of(iri: str) -> str:
    """Return the QID of an entity's IRI, or "" for any other IRI."""
    name = iri.removeprefix(WIKIDATA)
    return name if name != iri and QID.fullmatch(name) else ""


def made(
    rows: list[Row], qids: Mapping[str, str], languages: tuple[str, ...]
) -> dict[str, Entity]:
    """Return entities by QID; ``qids`` has the QID of each item that rows speak of.

    The label is that in the first of ``languages`` that there is one in.

    An entity of Wikidata without names that is ``owl:sameAs`` another was merged into
    it.
    """
    facts: dict[str, dict[str, dict[str, None]]] = defaultdict(dict)
    order = [*languages, "mul", ""]
    ranks = {tag.lower(): rank for rank, tag in reversed(list(enumerate(order)))}
    for row in sorted(rows, key=lambda r: ranks.get(r.get("value@", ""), len(ranks))):
        if (qid := qids.get(row.get("item", ""))) and "value" in row:
            facts[qid].setdefault(row["key"], {})[row["value"]] = None
    return {qid: _entity(qid, own) for qid, own in facts.items()}


def _entity(qid: str, facts: Mapping[str, Mapping[str, None]]) -> Entity:
    def all_of(key: str) -> list[str]:
        return list(facts.get(key, ()))

    labels = all_of("label")
    label = labels[0] if labels else ""
    others = [*labels[1:], *all_of("alias")]
    merged = [q for iri in all_of("redirect") if (q := qid_of(iri)) and q != qid]
    codes = [code.upper() for code in all_of("iso2")]
    return Entity(
        qid,
        label,
        aliases=tuple(dict.fromkeys(name for name in others if name != label)),
        description=next(iter(all_of("description")), ""),
        types=tuple(dict.fromkeys(qid_of(t) or local_name(t) for t in all_of("type"))),
        countries=tuple(
            dict.fromkeys([*codes, *(code.upper() for code in all_of("country"))])
        ),
        ids=tuple((key, v) for key in ("iso2", "iso3") for v in all_of(key)),
        redirect=merged[0] if merged and not label else "",
    )
