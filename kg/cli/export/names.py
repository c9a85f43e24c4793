"""What a shell completes on the command line of an export."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from kg.cli.root import Settings
from kg.errors import KgError
from kg.export.forms import GRAPH_FORMS, VIEW_FORMS, Form


def views_and_forms(
    ctx: click.Context, param: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Return the views of the project and the forms of the whole graph."""
    from kg.ask.network.views import read_views

    names: dict[str, str] = {}
    with suppress(KgError):  # there may be no project yet, or a broken one
        folder = ctx.find_root().params.get("folder") or Path()
        views = read_views(Settings(folder, None, None).project)
        names |= {name: view.summary for name, view in views.items()}
    return _offered(names | summaries(GRAPH_FORMS), begun)


def view_forms(
    ctx: click.Context, param: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Return the forms of a view."""
    return _offered(summaries(VIEW_FORMS), begun)


def node_measures(
    ctx: click.Context, param: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Return the measures of nodes."""
    from kg.ask.network.measures import MEASURES

    return _offered(dict.fromkeys(MEASURES, ""), begun)


def summaries(forms: Mapping[str, Form]) -> dict[str, str]:
    """Return what forms are for, by their names."""
    return {name: form.summary for name, form in forms.items()}


def _offered(names: Mapping[str, str], begun: str) -> list[CompletionItem]:
    return [
        CompletionItem(name, help=summary or None)
        for name, summary in names.items()
        if name.startswith(begun)
    ]
