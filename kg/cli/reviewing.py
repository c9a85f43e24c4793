"""The command in which a person decides on drafts, one after the other."""

from __future__ import annotations

import sys
import webbrowser
from contextlib import suppress
from datetime import date
from secrets import token_urlsafe
from typing import TYPE_CHECKING

import click
from rich.text import Text

from kg.cli import INTERRUPTED
from kg.cli.completing import documents
from kg.cli.link.review import git_author
from kg.cli.listening import listen, missing, own_address
from kg.cli.output import console, new_table, plural
from kg.cli.root import Settings, pass_settings
from kg.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.draft.review import Review
    from kg.draft.reviewed import Reviewed

_KEYS = "[a]ccept, [e]dit, [r]eject, [s]kip, [u]ndo, [q]uit"
_TOKEN = 24
"""Random bytes of a token."""

_AROUND = 160
"""Characters of the text that are shown on either side of a passage."""


@click.command()
@click.argument("document", shell_complete=documents)
@click.option("--author", help="Who decides, an ORCID or a name; else kg.toml or git.")
@click.option(
    "--browser", is_flag=True, help="Decide on a page in a browser, on this machine."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    help="With --browser: where the page is; 0 takes a free port.",
)
@click.option(
    "--no-open", is_flag=True, help="With --browser: print the address alone."
)
@click.option("--log", "only_log", is_flag=True, help="Show what became of drafts.")
@pass_settings
def review(
    settings: Settings,
    document: str,
    author: str | None,
    browser: bool,
    port: int,
    no_open: bool,
    only_log: bool,
) -> None:
    """Decide on the drafts of a DOCUMENT.

    Shows each draft in its place in the text and asks: what is accepted is written into
    facts.yaml at once, after the checks of `kg check`; what is rejected is kept with
    the reason. Every decision is in decisions.jsonl before the next question, so that
    whatever ends a review, nothing is lost. Whoever or whatever is `new:` has to be
    given an id of the project.

    With --browser the same is done on a page of this machine, beside the text: words
    that are selected there begin a claim that no rule drafted. Whoever has the address
    that is printed can decide, and no other page in the browser. Ctrl-C ends it.

    \b
    Example:
      kg draft dailysabah-20250604
      kg review dailysabah-20250604
      kg review dailysabah-20250604 --browser
    """
    from kg.draft.review import Review

    who = author or settings.project.author or git_author(settings.folder)
    if not who:
        raise UnknownName("who decides? add --author NAME, or `author` in kg.toml")

    def opened() -> Review:
        texts, day = settings.texts_at_hand(), date.today().isoformat()
        return Review(settings.project, document, texts, who=who, on=day)

    review = opened()
    if only_log:
        _print_log(review)
        return
    with review.alone():
        if browser:
            _serve(opened, port, show=not no_open)
            return
        terminal = _Terminal(review)
        try:
            terminal.run()
        except (KeyboardInterrupt, click.Abort):
            _say("")
            _print_end(review)
            sys.exit(INTERRUPTED)
        _print_end(review)


def _serve(opened: Callable[[], Review], port: int, *, show: bool) -> None:
    """Show the page of a review until Ctrl-C."""
    try:
        from kg.serve.review.app import review_application
        from kg.serve.review.desk import Desk
        from kg.serve.running import run
    except ModuleNotFoundError as error:
        raise missing(error) from None
    desk, token = Desk(opened), token_urlsafe(_TOKEN)
    with listen("127.0.0.1", port) as listener:
        address = own_address(listener)
        host = address.removeprefix("http://")
        url = f"{address}/{token}/"
        console().print(Text(url), soft_wrap=True)
        sys.stdout.flush()
        if show:
            _open(url)
        with suppress(KeyboardInterrupt):  # as it is ended, with all of it kept
            run(review_application(desk, host=host, token=token), listener)
    _print_end(opened())


def _open(url: str) -> None:
    """Open an address in a browser that has a window, if there is one."""
    with suppress(webbrowser.Error):
        browser = webbrowser.get()
        if type(browser) is not webbrowser.GenericBrowser:  # one of the terminal
            browser.open(url)


def _print_end(review: Review) -> None:
    """Say what there is now."""
    left = len(review.undecided())
    done = len(review.drafts) - left
    _say(f"{done} of {plural(len(review.drafts), 'draft')} decided.")


class _Terminal:
    """Asks about each draft that nobody has decided on."""

    def __init__(self, review: Review) -> None:
        self.review, self.skipped = review, set[str]()

    def run(self) -> None:
        """Ask until all are decided on or skipped, or the person has enough."""
        while (draft := self._next()) is not None:
            self._show(draft)
            match _key():
                case "a":
                    self._accept(draft, {})
                case "e":
                    self._accept(draft, _edited(draft))
                case "r":
                    self.review.reject(draft, click.prompt("why", default=""))
                case "s":
                    self.skipped.add(draft.key)
                case "u":
                    self._undo()
                case "q":
                    return
                case _:
                    _say(_KEYS)

    def _next(self) -> Reviewed | None:
        undecided = self.review.undecided()
        return next((d for d in undecided if d.key not in self.skipped), None)

    def _show(self, draft: Reviewed) -> None:
        start, end = draft.place
        text = self.review.text
        words = Text(text[max(0, start - _AROUND) : start], "dim")
        words.append(">>>", "dim").append(text[start:end], "bold").append("<<<", "dim")
        words.append(text[end : end + _AROUND], "dim")
        number = self.review.drafts.index(draft) + 1
        console().print(f"\n{draft.key} ({number} of {len(self.review.drafts)})")
        console().print(words)
        table = new_table()
        table.show_header = False
        for key, value in {**draft.values, **draft.says}.items():
            table.add_row(key, Text(str(value)))
        console().print(table)

    def _accept(self, draft: Reviewed, changes: dict[str, str]) -> None:
        from kg.draft.review import NotAccepted

        for key, name in draft.new.items():
            if key not in changes:
                changes[key] = click.prompt(f"id for `{name}` ({key})").strip()
        try:
            claim = self.review.accept(draft, changes)
        except NotAccepted as refused:
            for message in refused.messages:
                _say(message)
            return
        _say(f"written as `{claim}`.")

    def _undo(self) -> None:
        from kg.draft.review import NotAccepted

        try:
            undone = self.review.undo()
        except NotAccepted as refused:
            _say(str(refused))
            return
        _say(
            "nothing to take back." if undone is None else f"`{undone}` is open again."
        )


def _key() -> str:
    """Return the key that was pressed, or the first letter of a line that was typed."""
    if sys.stdin.isatty():
        click.echo(f"{_KEYS}: ", nl=False)
        pressed = click.getchar()
        click.echo(pressed)
        return pressed.lower()
    return str(click.prompt(_KEYS)).strip()[:1].lower()


def _edited(draft: Reviewed) -> dict[str, str]:
    """Ask for each value; return those that were changed. A `-` takes one out."""
    changes = {}
    _say("Enter keeps what stands there, - takes it out.")
    skipped = ("rule", "cue", "chars")
    for key, value in {**draft.values, **draft.says}.items():
        if key in skipped:
            continue
        given = click.prompt(key, default=str(value)).strip()
        if given != str(value):
            changes[key] = "" if given == "-" else given
    while more := click.prompt("more, as `key: value`", default="").strip():
        key, colon, value = more.partition(":")
        if colon and value.strip():
            changes[key.strip()] = value.strip()
        else:
            _say("write it as `period: 2025-04`")
    return changes


def _print_log(review: Review) -> None:
    """Print what became of drafts, by the rule that drafted them."""
    from kg.draft.decisions import added, by_rule

    table = new_table()
    for name in ("rule", "accepted", "edited", "rejected", "stood as drafted"):
        table.add_column(name)
    for rule, counts in sorted(by_rule(review.decisions).items()):
        share = counts["accepted"] / sum(counts.values())
        table.add_row(rule, *(str(n) for n in counts.values()), f"{share:.2f}")
    console().print(table)
    if missed := added(review.decisions, review.digest):
        console().print(f"{plural(len(missed), 'claim')} added that no rule drafted.")


def _say(line: str) -> None:
    console(stderr=True).print(line, soft_wrap=True)
