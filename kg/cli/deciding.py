"""A terminal in which a person decides on drafts, one after the other."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
from rich.text import Text

from kg.cli.adding import Missed, say
from kg.cli.output import console, new_table, plural

if TYPE_CHECKING:
    from kg.draft.review import Review
    from kg.draft.reviewed import Reviewed

_KEYS = (
    "[a]ccept, [e]dit, [r]eject, [s]kip, [p]revious, [b]: all of this rule, "
    "[m]: one that is missing, [u]ndo, [q]uit"
)
_AROUND = 160
"""Characters of the text that are shown on either side of a passage."""


class Terminal:
    """Asks about each draft that nobody has decided on."""

    def __init__(self, review: Review) -> None:
        self.review, self.skipped = review, list[str]()

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
                    self.review.reject(draft, click.prompt("why"))
                case "s":
                    self.skipped.append(draft.key)
                case "p":
                    self.skipped[-1:] = []
                case "b":
                    self._accept_all(draft.rule)
                case "m":
                    self.add(click.prompt("words of the text"))
                case "u":
                    self._undo()
                case "q":
                    return
                case _:
                    say(_KEYS)

    def add(self, words: str) -> bool:
        """Ask for a claim of words of the text, until it is sound; tell if it is."""
        missed = Missed.at(self.review, words)
        return missed is not None and missed.run()

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
                say(message)
            return
        say(f"written as `{claim}`.")

    def _accept_all(self, rule: str) -> None:
        drafts = [d for d in self.review.undecided() if d.rule == rule]
        many = plural(len(drafts), "draft")
        if not click.confirm(f"accept {many} of the rule {rule} as they are?"):
            return
        done = self.review.accept_all(drafts)
        for key, messages in done.refused.items():
            for message in messages:
                say(f"{key}: {message}")
        say(f"{len(done.claims)} of {many} written.")

    def _undo(self) -> None:
        from kg.draft.review import NotAccepted

        try:
            undone = self.review.undo()
        except NotAccepted as refused:
            say(str(refused))
            return
        say("nothing to take back." if undone is None else f"`{undone}` is open again.")


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
    say("Enter keeps what stands there, - takes it out.")
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
            say("write it as `period: 2025-04`")
    return changes
