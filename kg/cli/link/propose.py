"""What ``kg link`` does when no command is named: candidates, scores and reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from kg.ask.knowledge import KnowledgeGraph
from kg.ask.things import Thing, label_things
from kg.cli import completing
from kg.cli.link.index import INDEX
from kg.cli.output import console, new_table, plural, print_csv, print_json, printed_as
from kg.cli.root import Settings, pass_settings
from kg.errors import UnknownName, nearest
from kg.link.mention_table import link_table
from kg.link.mentions import linkable, linked_to, mention_of
from kg.match.entity import CandidateSource
from kg.match.evidence import Scored
from kg.match.index import LocalIndex
from kg.match.linker import Linked, link

WIKIDATA = "wikidata"
_COLUMNS = (
    *("thing", "iri", "class", "linked", "decision", "rank", "qid", "label"),
    *("description", "score", "reasons"),
)
_SHOWN, _MOST = 5, 50
"""Candidates of a thing that are shown, and that can be asked for: a screen of several
things, and of one."""


@click.command()
@click.argument(
    "things", nargs=-1, metavar="[THING]...", shell_complete=completing.things
)
@click.option("--class", "cls", metavar="CLASS", help="Only things of a class.")
@click.option(
    "--index",
    "path",
    type=click.Path(path_type=Path),
    help=f"The local index; {INDEX} of the project by default.",
)
@click.option(
    "--online",
    is_flag=False,
    flag_value=WIKIDATA,
    metavar="[wikidata|URL]",
    help="Ask Wikidata, or an endpoint or service, instead of the index.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, _MOST),
    default=_SHOWN,
    show_default=True,
    help="How many candidates of a thing are shown.",
)
@click.option(
    "--mentions",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="Link rows of mention and context, possibly class and country; needs -o.",
)
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    metavar="OUT.csv",
    help="Where the linked mentions go.",
)
@printed_as("table", "json", "csv")
@pass_settings
def propose(
    settings: Settings,
    /,
    things: tuple[str, ...],
    cls: str | None,
    path: Path | None,
    online: str | None,
    limit: int,
    mentions: Path | None,
    out: Path | None,
    format: str,
) -> None:
    """Propose entities for things of the graph, or for the rows of a table."""
    if online and online != WIKIDATA and "://" not in online:
        things, online = (online, *things), WIKIDATA  # `--online THING`
    if (mentions is None) != (out is None):
        raise click.UsageError(
            "--mentions FILE.csv needs -o OUT.csv, and -o --mentions"
        )
    if mentions is not None and (things or cls):
        raise click.UsageError("--mentions takes no THING and no --class")
    source = open_candidates(settings, path, online)
    if mentions is not None and out is not None:
        classes = list(settings.project.vocabulary.classes)
        counts = link_table(mentions, out, source, classes)
        rows = plural(counts.total(), "mention")
        line = f"{rows}: {_decisions(counts)}; written to {out}."
        console().print(Text(line), soft_wrap=True)
        return
    graph = settings.open()
    proposed = [
        (thing, qids, link(mention, source, limit=limit))
        for thing, qids, mention in _chosen(graph, settings, things, cls)
    ]
    if format == "json":
        print_json([_json(*item) for item in proposed])
    elif format == "csv":
        print_csv(_COLUMNS, (row for item in proposed for row in _rows(*item)))
    else:
        _print(proposed)


def open_candidates(
    settings: Settings, path: Path | None, online: str | None
) -> CandidateSource:
    """Open the local index, or what ``--online`` names."""
    if online:
        from kg.link.online.opening import open_source
        from kg.net.manners import user_agent

        folder = settings.folder / INDEX.parent / "cache"
        agent = user_agent(settings.project.contact)
        source: CandidateSource = open_source(online, folder, agent=agent)
        return source
    return LocalIndex(path or settings.folder / INDEX)


def _chosen(
    graph: KnowledgeGraph, settings: Settings, names: tuple[str, ...], cls: str | None
) -> Iterator[tuple[Thing, tuple[str, ...], Any]]:
    """Yield things with the QIDs they have and as mentions: those named, or all."""
    classes = settings.project.vocabulary.classes
    if cls and cls not in classes:
        hint = nearest(cls, classes) or "; see `kg terms`"
        raise UnknownName(f"no class is called `{cls}`{hint}")
    linked = linked_to(graph.endpoint)
    language = graph.project.language
    if names:
        chosen = [graph.find(name, cls) for name in names]
    else:
        iris = [i for i in linkable(graph.endpoint, cls) if i not in linked]
        chosen = list(label_things(graph.endpoint, iris, language).values())
    for thing in chosen:
        mention = mention_of(graph.endpoint, thing.iri, language)
        yield thing, linked.get(thing.iri, ()), mention


def _json(thing: Thing, qids: tuple[str, ...], linked: Linked) -> dict[str, Any]:
    return {
        "thing": thing.id,
        "iri": thing.iri,
        "class": linked.mention.cls,
        "linked": list(qids),
        "decision": linked.decision,
        "reason": linked.reason,
        "candidates": [_candidate(scored) for scored in linked.scored],
    }


def _candidate(scored: Scored) -> dict[str, Any]:
    entity = scored.entity
    return {
        "qid": entity.qid,
        "label": entity.label,
        "description": entity.description,
        "score": scored.score,
        "reasons": list(scored.reasons),
    }


def _rows(
    thing: Thing, qids: tuple[str, ...], linked: Linked
) -> Iterator[dict[str, Any]]:
    base = {
        "thing": thing.id,
        "iri": thing.iri,
        "class": linked.mention.cls,
        "linked": "|".join(qids),
        "decision": linked.decision,
    }
    for rank, scored in enumerate(linked.scored, 1):
        reasons = "; ".join(scored.reasons)
        yield {**base, "rank": rank, **_candidate(scored), "reasons": reasons}
    if not linked.scored:
        yield {**base, "reasons": linked.reason}


def _print(proposed: list[tuple[Thing, tuple[str, ...], Linked]]) -> None:
    out = console()
    for thing, qids, linked in proposed:
        head = Text(thing.label, style="bold").append(
            f" ({linked.mention.cls}, {thing.id}): {linked.decision}", style="not bold"
        )
        out.print(head, soft_wrap=True)
        for qid in qids:
            out.print(Text(f"  already decided: {qid}"), soft_wrap=True)
        if not linked.scored:
            out.print(Text(f"  {linked.reason}\n"), soft_wrap=True)
            continue
        table = new_table()
        for name in ("score", "qid", "label", "reasons"):
            table.add_column(name, no_wrap=name in ("score", "qid"))
        for scored in linked.scored:
            entity = scored.entity
            label = Text(entity.label)
            if entity.description:
                label.append(f"\n{entity.description}", style="dim")
            why = Text("; ".join(scored.reasons))
            table.add_row(f"{scored.score:.2f}", entity.qid, label, why)
        out.print(table)
    counts = _decisions(Counter(linked.decision for *_, linked in proposed))
    out.print(Text(f"{plural(len(proposed), 'thing')}: {counts}."))


def _decisions(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[d]} {d}" for d in ("match", "unsure", "none"))
