"""The command that shows candidates, takes decisions and writes judgements."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from io import TextIOWrapper
from pathlib import Path

import click
from rich.text import Text

from kg.ask.knowledge import KnowledgeGraph
from kg.cli import INTERRUPTED, completing
from kg.cli.days import day
from kg.cli.link.index import INDEX
from kg.cli.link.propose import open_candidates
from kg.cli.output import console, plural
from kg.cli.root import Settings, pass_settings
from kg.errors import KgError, UnknownName
from kg.link.judge import Decision, Judgements
from kg.link.mentions import mention_of
from kg.link.review import (
    Case,
    Propose,
    accepted,
    cases,
    evidence,
    things_to_review,
)
from kg.link.review_table import COLUMNS, apply_decisions, csv_rows, read_decisions
from kg.match.entity import CandidateSource, Entity
from kg.match.linker import Linked, link
from kg.read.files import output

_ASK = "[y]es, [n]o, [u]nsure, [s]kip, [q]uit, a number, a QID, or 0 for none: "


@click.command()
@click.argument(
    "things", metavar="[THING]...", nargs=-1, shell_complete=completing.things
)
@click.option(
    "--index",
    type=click.Path(path_type=Path),
    help=f"The local index; {INDEX} by default.",
)
@click.option(
    "--online",
    metavar="wikidata|URL",
    help="Ask Wikidata, or an endpoint or service, instead of the index.",
)
@click.option("--author", help="Who decides, an ORCID or a name; else kg.toml or git.")
@click.option("--date", "on", metavar="DATE", callback=day, help="Today by default.")
@click.option(
    "--accept",
    metavar="SCORE",
    type=click.FloatRange(0, 1),
    help="Take matches of at least this score, 0 to 1, unseen.",
)
@click.option(
    "--csv-out",
    type=click.Path(path_type=Path),
    help="Write what is to be decided as a table to fill in.",
)
@click.option(
    "--csv-in",
    type=click.Path(path_type=Path),
    help="Take the decisions of a table that was filled in.",
)
@pass_settings
def review(
    settings: Settings,
    things: tuple[str, ...],
    index: Path | None,
    online: str | None,
    author: str | None,
    on: date | None,
    accept: float | None,
    csv_out: Path | None,
    csv_in: Path | None,
) -> None:
    """Decide which entities of Wikidata THINGs are.

    Shows candidates with the evidence and asks about each; every answer is in the file
    of judgements before the next question. Nothing is decided unseen unless --accept
    says so. With --csv-out the questions become a table with a column `decision`
    (yes, no, unsure, none), which --csv-in reads.

    \b
    Example:
      kg link review "Government of Pakistan"
      kg link review --csv-out decide.csv
      kg link review --csv-in decide.csv --author 0000-0002-1825-0097
    """
    if csv_out and csv_in:
        raise UnknownName("--csv-out and --csv-in are two steps; give one at a time")
    who = author or settings.project.author or git_author(settings.folder)
    if not who:
        raise UnknownName("who decides? add --author NAME, or `author` in kg.toml")
    judgements = Judgements(settings.project, who, on or date.today())
    graph = settings.open()
    source = open_candidates(settings, index, online)
    propose = proposer(graph, source)
    language = settings.project.language
    chosen = [graph.find(name).iri for name in things]
    wanted = things_to_review(graph.endpoint, judgements, language, chosen)
    if csv_in:
        every = things_to_review(graph.endpoint, judgements, language)
        decided = read_decisions(csv_in, every, source)
        apply_decisions(decided, judgements)
        _say(f"{plural(len(decided), 'decision')} written to {judgements.name}.")
        return
    open_ = cases(wanted, propose, judgements)
    left = _accept(open_, judgements, accept) if accept is not None else open_
    if csv_out:
        _write(csv_out, left)
    else:
        _Terminal(judgements, source, len(wanted)).run(left)


def proposer(graph: KnowledgeGraph, source: CandidateSource) -> Propose:
    """Return what proposes candidates for a thing of the graph."""
    language = graph.project.language

    def propose(iri: str) -> Linked:
        return link(mention_of(graph.endpoint, iri, language), source)

    return propose


def git_author(folder: Path) -> str:
    """Return the name that git would write, or nothing."""
    command = ["git", "config", "user.name"]
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=5
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _accept(open_: Iterable[Case], judgements: Judgements, least: float) -> list[Case]:
    """Take matches from a score on; return what is left to be decided by people."""
    left, taken = [], 0
    try:
        for case in open_:
            decision = accepted(case, least)
            if decision is None or judgements.objections([decision])[0]:
                left.append(case)
                continue
            judgements.decide([decision])
            taken += 1
            _say(f"{case.thing} is {decision.qid}, with {decision.score:.2f}.")
    except KeyboardInterrupt:
        _say(f"\n{plural(taken, 'decision')} written to {judgements.name}.")
        sys.exit(INTERRUPTED)
    _say(f"{plural(taken, 'decision')} taken by score, from {least} on.")
    return left


def _write(path: Path, open_: Iterable[Case]) -> None:
    count = 0
    with output(path) as file:
        text = TextIOWrapper(file, "utf-8", newline="", write_through=True)
        writer = csv.DictWriter(text, COLUMNS)
        writer.writeheader()
        for row in csv_rows(open_):
            writer.writerow(row)
            count += 1
        text.detach()
    _say(f"{path}: {plural(count, 'row')}; fill in `decision`, then --csv-in {path}")


def _say(line: str) -> None:
    console(stderr=True).print(line, soft_wrap=True)


class _Stop(Exception):
    """The person has had enough."""


class _Terminal:
    """Asks about one thing after the other; each answer is written at once."""

    def __init__(
        self, judgements: Judgements, source: CandidateSource, total: int
    ) -> None:
        self.judgements = judgements
        self.source = source
        self.total = total
        self.decided = 0
        self.out = console()

    def run(self, open_: Iterable[Case]) -> None:
        """Ask until all is decided, or the person stops; Ctrl-C loses nothing."""
        try:
            for number, case in enumerate(open_, 1):
                self._thing(case, number)
        except (_Stop, EOFError):
            self._summary()
        except KeyboardInterrupt:
            self._summary()
            sys.exit(INTERRUPTED)
        else:
            self._summary()

    def _summary(self) -> None:
        count = plural(self.decided, "decision")
        _say(f"\n{count} written to {self.judgements.name}.")

    def _thing(self, case: Case, number: int) -> None:
        """Show a thing with its candidates, and ask until it is settled."""
        head = f"\n[{number}/{self.total}] {case.thing} ({case.cls}, {case.thing.id})"
        self.out.print(Text(head, style="bold"))
        for place, scored in enumerate(case.scored, 1):
            entity = scored.entity
            line = Text(f"  {place:>2}  {entity.qid:<11}").append(entity.label, "bold")
            self.out.print(line.append(f"  {scored.score:.2f}", style="cyan"))
            for more in filter(None, (entity.description, evidence(scored))):
                self.out.print(Text(f"      {more}"))
        self.out.print(Text(f"  {case.decision}: {case.reason}"))
        current: int | None = 0
        while current is not None:
            asked = "no candidate is left"
            if current < len(case.scored):
                asked = f"is it {case.scored[current].entity.qid}?"
            elif case.scored:
                return
            current = self._answer(case, current, input(f"{asked} {_ASK}"))

    def _answer(self, case: Case, current: int, answer: str) -> int | None:
        """Act on an answer; return the candidate to ask about next, if any."""
        word = answer.strip().casefold()
        if word in ("q", "quit"):
            raise _Stop
        if word in ("s", "skip"):
            return None
        try:
            return self._decide(case, current, word)
        except KgError as error:
            for line in str(error).splitlines():
                self.out.print(Text(f"  {line}", style="red"))
            return current

    def _decide(self, case: Case, current: int, word: str) -> int | None:
        scored = case.scored
        if word in ("y", "yes", "n", "no", "u", "unsure") and not scored:
            raise UnknownName("there is no candidate; a QID, 0 for none, s or q")
        if word in ("n", "no"):
            self._write(case.decided("no", scored[current].entity))
            return current + 1
        if word in ("y", "yes"):
            self._write(case.decided("yes", scored[current].entity))
        elif word in ("u", "unsure"):
            self._write(case.decided("unsure", scored[current].entity))
        elif word == "0":
            self._write(case.decided("none"))
        elif word.isdecimal() and int(word) <= len(scored):
            self._write(case.decided("yes", scored[int(word) - 1].entity))
        else:
            self._write(case.decided("yes", self._entity(word)))
        return None

    def _entity(self, word: str) -> Entity:
        qid = word.upper()
        if entity := self.source.entities([qid]).get(qid):
            return entity
        raise UnknownName(f"`{word}` is no answer, and not in the {self.source.name}")

    def _write(self, decision: Decision) -> None:
        self.judgements.decide([decision])
        self.decided += 1
