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
from kg.cli.adding import say
from kg.cli.completing import documents
from kg.cli.deciding import Terminal
from kg.cli.link.review import git_author
from kg.cli.listening import listen, missing, own_address
from kg.cli.output import console, new_table, plural
from kg.cli.root import Settings, pass_settings
from kg.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.draft.review import Review

_TOKEN = 24
"""Random bytes of a token."""


@click.command()
@click.argument("document", shell_complete=documents)
@click.option("--author", help="Who decides, an ORCID or a name; else kg.toml or git.")
@click.option("--add", metavar="WORDS", help="Add a claim of these words of the text.")
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
    add: str | None,
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
    given an id of the project. With --add, or a key, a claim is added that nobody
    drafted; another key accepts all drafts of one rule.

    With --browser the same is done on a page of this machine, beside the text: words
    that are selected there begin a claim that nobody drafted. Whoever has the address
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
        terminal = Terminal(review)
        try:
            if add is None:
                terminal.run()
            elif not terminal.add(add):
                sys.exit(UnknownName.exit_code)
        except (KeyboardInterrupt, click.Abort):
            say("")
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
    _print_end(desk.review)


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
    say(f"{done} of {plural(len(review.drafts), 'draft')} decided.")


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
        console().print(f"{plural(len(missed), 'claim')} added that nobody drafted.")
