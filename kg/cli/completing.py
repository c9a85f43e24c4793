"""What a shell completes: things, claims, documents, kinds, terms and codes.

They come from the list kept beside the graph; where there is none, or it is of another
graph, nothing is offered. A shell waits for it at every tab, so that neither the graph
nor any library of a build is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from kg.cli.root import Settings

_MOST = 1_000
"""Offers at most: a terminal asks before it lists so many, and nobody reads more."""

_LAST = "\U0010ffff"
"""Greater than all that an id may go on with."""

Completion = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def settings_in(ctx: click.Context) -> Settings:
    """Return the options before the command, as far as they are typed."""
    given = ctx.find_root().params
    texts = given.get("texts")
    return Settings(given.get("folder") or Path(), given.get("place"), texts)


def completed_by(condition: str, *values: str) -> Completion:
    """Return a completion with the ids of entries that meet a condition."""

    def offered(
        ctx: click.Context, param: click.Parameter, begun: str
    ) -> list[CompletionItem]:
        query = (
            "SELECT DISTINCT id, label FROM entry WHERE id >= ? AND id < ? "  # noqa: S608
            f"AND ({condition}) ORDER BY id LIMIT {_MOST}"
        )
        return _offers(_rows(ctx, query, begun, begun + _LAST, *values))

    return offered


def _offers(rows: Iterable[tuple[str, str]]) -> list[CompletionItem]:
    return [CompletionItem(id_, help=" ".join(label.split())) for id_, label in rows]


def _rows(ctx: click.Context, query: str, *values: str) -> list[tuple[str, str]]:
    import sqlite3

    from kg.ask.finding.kept import fresh

    try:
        db = fresh(settings_in(ctx).graph_folder)
        return [] if db is None else db.execute(query, values).fetchall()
    except (sqlite3.Error, OSError, ValueError):  # whatever it is, a shell waits
        return []


def _of_class(cls: str) -> str:
    """Return the condition of things of a class, which has no sign in its name."""
    return (
        "kind IN (SELECT name FROM kind "  # noqa: S608
        f"WHERE ' ' || above || ' ' LIKE '% {cls} %')"
    )


things = completed_by("kind != 'code'")
claims = completed_by("claim")
explained = completed_by(f"claim OR {_of_class('Policy')}")
documents = completed_by(_of_class("SourceDocument"))


def of_type(type: str) -> Completion | None:
    """Return the completion of a question's parameter by its type, if it has one."""
    if type.startswith("concept:"):
        return completed_by("kind = 'code' AND within = ?", type.partition(":")[2])
    if type in ("Thing", "Claim"):
        return {"Thing": things, "Claim": claims}[type]
    if not type[:1].isupper():  # a day, a number or text: classes begin with capitals
        return None
    return completed_by(f"NOT claim AND {_of_class(type)}")


def kinds(
    ctx: click.Context, param: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Offer classes and lists of codes, and what a class is called in one word."""
    rows = _rows(ctx, "SELECT name, label FROM kind WHERE NOT codes")
    rows += [(label, name) for name, label in rows if " " not in label]
    lists = _rows(ctx, "SELECT name, label FROM kind WHERE codes")
    rows += [(name.removeprefix("code "), f"codes: {label}") for name, label in lists]
    return _offers(sorted(row for row in rows if row[0].startswith(begun)))


def terms(
    ctx: click.Context, param: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Offer classes, properties and codes."""
    query = (
        "SELECT name, definition FROM term WHERE name >= ?1 AND name < ?2 "
        "UNION SELECT id, label FROM entry "
        "WHERE kind = 'code' AND id >= ?1 AND id < ?2"
    )
    return _offers(_rows(ctx, query, begun, begun + _LAST))
