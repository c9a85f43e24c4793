"""The settings of a project, in its ``kg.toml``: each checked, told by its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

from kg.errors import InputErrors, Place, Problem, nearest
from kg.rdf import iri_flaw
from kg.read.files import read_text
from kg.read.opening import ASTRAY, leaves, reporting, unexpected
from kg.read.values import LANGUAGE

CC_BY: Final = "https://creativecommons.org/licenses/by/4.0/"
_IRI = re.compile(r"(https?://|urn:)[^\x00-\x20\x7f<>\"{}|\\^`]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MOST = 64 << 10
"""Bytes of a ``kg.toml`` (64 KiB; one with all settings has 300). Reading keys of many
parts takes time that grows with the square of their number."""
_TOML_LINE = re.compile(r" \(at line (\d+), column \d+\)")


def read_settings(config: Path, root: Path) -> dict[str, str]:
    """Return the settings in a file of a project whose folder is ``root``.

    Raises :class:`InputErrors` with all that is wrong with it.
    """
    problems: list[Problem] = []
    text, data = "", dict[str, Any]()
    with unexpected(reporting(Place(config.name, 1), problems)):
        if leaves(config, root):
            raise InputErrors([Problem(Place(config.name, 1), ASTRAY)])
        text = read_text(config, config.name, problems, most=_MOST) or ""
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = _TOML_LINE.search(str(error))
            place = Place(config.name, int(line[1]) if line else 1)
            reason = _TOML_LINE.sub("", str(error))
            problems.append(Problem(place, f"not TOML: {reason}"))
    if problems:
        raise InputErrors(problems)
    table = data.pop("project", {})
    wrong = dict.fromkeys(data, "stands under `[project]`, or nowhere")
    if isinstance(table, dict):
        wrong |= {key: w for key, value in table.items() if (w := _wrong(key, value))}
    else:
        wrong["project"] = "is a table; write `[project]`"
    if wrong:
        raise InputErrors(
            Problem(Place(config.name, _line_of(key, text)), f"`{key}` {reason}")
            for key, reason in wrong.items()
        )
    return dict(table)


def _wrong(key: str, value: object) -> str | None:
    """Say what is wrong with a setting, or ``None``."""
    known = (
        *("title", "base", "licence", "language", "texts", "tables", "contact"),
        "author",
    )
    if key not in known:
        return f"is no setting{nearest(key, known)}"
    if not isinstance(value, str) or not value:
        return "must be text in quotes"
    if _CONTROL.search(value):
        return "has a character in it that is no letter, such as a line break"
    outside = Path(value).is_absolute() or ".." in Path(value).parts
    if key == "texts" and outside:
        return (
            "must be a folder of the project; who has the texts elsewhere says so on "
            "the command line, or in KG_TEXTS"
        )
    if key == "tables" and outside:
        return (
            "must be a folder of the project; who has the tables elsewhere says so in "
            "KG_TABLES"
        )
    if key in ("base", "licence") and not _IRI.fullmatch(value):
        return f"must be an IRI such as {CC_BY}, not `{value}`"
    if key in ("base", "licence") and (flaw := iri_flaw(value)):
        return f"must be an IRI, which `{value}` is not: {flaw}"
    if key == "base" and not value.endswith(("/", "#", ":")):
        return f"must end with `/`: `{value}/`"
    if key == "language" and not LANGUAGE.fullmatch(value):
        return f"must be a language tag such as `en`, not `{value}`"
    return None


def _line_of(key: str, text: str) -> int:
    match = re.search(rf"^[ \t\[\"']*{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 1
