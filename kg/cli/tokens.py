"""Secrets that options name by the file in which they are, so that none is typed."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UnknownName
from kg.read.opening import read_bytes, why

_SHORTEST, _LONGEST = 16, 4096
"""Characters of a token, and bytes of its file: fewer could be tried out, and more is
another file."""

_NO_ASCII = "cannot be read: it is not ASCII"


def token_in(file: Path, *, shortest: int = _SHORTEST) -> str:
    """Return the token that a file holds; raise :class:`UnknownName` for another."""
    token = secret_in(file, "--token-file")
    if not len(token) >= shortest or not token.isprintable():
        message = f"--token-file: {file} has no token of {shortest} characters or more"
        raise UnknownName(message)
    return token


def secret_in(file: Path, option: str) -> str:
    """Return what a file holds, without the white space around it."""
    try:
        return read_bytes(file, most=_LONGEST).decode("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = why(error) if isinstance(error, OSError) else _NO_ASCII
        raise UnknownName(f"{option}: {file} {reason}") from None
