"""A folder of answers by digest of the question, so that nothing is asked twice.

Beside the answers lie the waits that servers asked for (``wait-HOST``), which the next
run keeps to as well, and ``LOCK``, which one question at a time holds.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from kg.errors import StoreError, Unreachable
from kg.held import beside
from kg.net.manners import Clock, Manners
from kg.net.request import Request

LONGEST_HOLD = timedelta(days=1)
"""A wait that a server asks for is kept to for a day at most, as long as a ban."""

_LONGEST_WORD = 10**6
"""Seconds: more than any wait that is kept to, and few enough for a date."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The JSON that a server answered with, and when."""

    data: Any
    retrieved: datetime


class Cache:
    """The folder; ``now`` tells how old an answer is."""

    def __init__(self, folder: Path, manners: Manners, clock: Clock) -> None:
        self.folder = folder
        self.manners = manners
        self.clock = clock
        self.started = clock.now()

    def get(self, request: Request) -> Fetched | None:
        """Return the kept answer, unless there is none or it is too old or broken."""
        path = self._path(request)
        if not path.is_file():
            return None
        try:
            kept = json.loads(path.read_bytes())
            answer = Fetched(kept["answer"], _time(kept["retrieved"]))
        except Exception:  # whatever it is, the server is asked anew
            return None
        oldest = self.clock.now() - self.manners.age
        if self.manners.refresh:
            oldest = self.started
        return answer if answer.retrieved >= oldest else None

    def put(self, request: Request, data: Any) -> Fetched:
        """Keep an answer, whole or not at all."""
        now = self.clock.now().replace(microsecond=0)
        kept = {
            "url": request.url,
            "body": (request.body or b"").decode("utf-8", "replace"),
            "retrieved": now.isoformat(),
            "answer": data,
        }
        self._write(self._path(request), json.dumps(kept, ensure_ascii=False))
        return Fetched(data, now)

    def hold(self, request: Request, seconds: float) -> None:
        """Note that a host does not want to be asked for some seconds."""
        wait = min(timedelta(seconds=min(seconds, _LONGEST_WORD)), LONGEST_HOLD)
        self._write(self._hold(request), (self.clock.now() + wait).isoformat())

    def keep_to_hold(self, request: Request) -> None:
        """Raise :class:`Unreachable` while a host does not want to be asked."""
        with suppress(OSError, ValueError):
            until = _time(self._hold(request).read_text("ascii"))
            if self.clock.now() < until:
                raise Unreachable(
                    f"{request.host} asked not to be asked before "
                    f"{until:%Y-%m-%d %H:%M} UTC; run the command again after that: "
                    "what was fetched is kept"
                )

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until no other question is under way."""
        lock = FileLock(self.folder / "LOCK", timeout=self.manners.total)
        with self._writing():
            lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def _path(self, request: Request) -> Path:
        return self.folder / f"{request.key}.json"

    def _hold(self, request: Request) -> Path:
        return self.folder / f"wait-{re.sub('[^A-Za-z0-9.-]', '_', request.host)}"

    def _write(self, path: Path, text: str) -> None:
        """Write a file that appears whole or not at all; one writes at a time."""
        with self._writing(), beside(path) as unfinished:
            unfinished.write_bytes(text.encode("utf-8", "surrogatepass"))
            os.chmod(unfinished, 0o644)
            os.replace(unfinished, path)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Make the folder; say in one line why it cannot be written to."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            yield
        except Timeout:
            message = f"another kg has been asking for long, with {self.folder} locked"
            raise Unreachable(f"{message}; wait for it to end") from None
        except OSError as error:
            reason = error.strerror or error
            message = f"answers cannot be kept in {self.folder}: {reason}"
            raise StoreError(message) from None


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)
