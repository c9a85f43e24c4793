"""What a shell completes on the command line of an export."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from kg.cli.export.graph import RELEASE
from kg.cli.root import Settings
from kg.errors import KgError


def views_and_forms(
    ctx: click.Context, param: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Return the views of the project and the forms of the whole graph."""
    from kg.ask.network.views import read_views
    from kg.export.rdf.forms import GRAPH_FORMS

    names: dict[str, str] = {}
    with suppress(KgError):  # there may be no project yet, or a broken one
        folder = ctx.find_root().params.get("folder") or Path()
        views = read_views(Settings(folder, None, None).project)
        names |= {name: view.summary for name, view in views.items()}
    names |= {name: form.summary for name, form in GRAPH_FORMS.items()}
    return _offered({**names, RELEASE: "a folder to publish"}, begun)


def view_forms(
    ctx: click.Context, param: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Return the forms of a view."""
    from kg.export.network.forms import FORMS

    return _offered({name: form.summary for name, form in FORMS.items()}, begun)


def node_measures(
    ctx: click.Context, param: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Return the measures of nodes."""
    from kg.ask.network.measures import MEASURES

    return _offered(dict.fromkeys(MEASURES, ""), begun)


def _offered(names: Mapping[str, str], begun: str) -> list[CompletionItem]:
    return [
        CompletionItem(name, help=summary or None)
        for name, summary in names.items()
        if name.startswith(begun)
    ]
