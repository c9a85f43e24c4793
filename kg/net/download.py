"""A file from an address to its place: whole or not at all, and resumed where it broke.

What stood there stays until all has come and is what was expected. A part that broke
off is gone on with, by ``Range`` and ``If-Range`` (RFC 9110, 13 and 14), if the server
still has the same version; whatever else it has is fetched from the beginning.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from kg.errors import KgError, StoreError, Unreachable
from kg.net.exchange import Incoming, Transport
from kg.net.part import PartFile
from kg.net.patience import PASSING, patiently, retry_after
from kg.net.request import NoReply, Request

LONGEST = 6 * 3600
"""Seconds for one file: 2 GiB at 100 kB/s. What has come by then is kept."""

_WORTH = 1 << 20
"""Bytes after which a connection that breaks off was no failure: it is made again."""

_AGAIN = (500, *PASSING)
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")

Heard = Callable[[int, int | None], None]
"""Called with the bytes that have come and, where the server says so, how many will."""


class NotThatFile(KgError):
    """What was downloaded, or would be, is not what was expected; it was not taken."""

    exit_code = 4


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file that has come: its size, its digest, and how much was there before."""

    size: int
    digest: str
    resumed: int = 0


class Download:
    """One file that is to come from a URL to a path, of so many bytes at ``most``.

    With ``digest`` it is taken only if that is its SHA-256.
    """

    def __init__(
        self, transport: Transport, url: str, target: Path, *, most: int, digest: str
    ) -> None:
        self.transport, self.request = transport, Request(url, accept="*/*")
        self.most, self.digest = most, digest
        self.part = PartFile(target, url)
        self._had = 0

    def run(self, heard: Heard = lambda _size, _of: None) -> Downloaded:
        """Download the file; what is not taken leaves what was there.

        Raises :class:`Unreachable`, :class:`NotThatFile`, :class:`StoreError` where it
        cannot be written, and :class:`~kg.net.hosts.Refused`.
        """
        manners, clock = self.transport.manners, self.transport.clock
        deadline = clock.monotonic() + manners.total
        try:
            patiently(
                lambda: self._worthwhile(heard, deadline), manners, clock, deadline
            )
            return self._take()
        except NoReply as error:
            raise self._given_up(error) from None
        except OSError as error:
            message = f"{self.part.target} cannot be written: {error.strerror or error}"
            raise StoreError(f"{message}{self._kept()}") from None
        finally:
            if not self.part.version:  # nothing can be put to it
                with suppress(OSError):
                    self.part.remove()

    def _worthwhile(self, heard: Heard, deadline: float) -> None:
        """Go on at once after what broke off, as long as enough comes each time."""
        while True:
            before = self.part.size
            try:
                return self._once(heard, deadline)
            except NoReply as error:
                if not error.passing or self.part.size - before < _WORTH:
                    raise

    def _once(self, heard: Heard, deadline: float) -> None:
        size, version = self.part.size, self.part.version
        headers = [("Accept-Encoding", "identity")]
        if size:
            headers += [("Range", f"bytes={size}-"), ("If-Range", version)]
        request = Request(self.request.url, accept="*/*", headers=tuple(headers))
        with self.transport.stream(request, deadline) as reply:
            if size and not _continues(reply, size, version):
                self.part.remove()
                if reply.status in (206, 416):  # of another version, or past its end
                    raise NoReply("has another file by now", passing=True)
                size = 0
            self._refuse(reply, size)
            self._had = size
            total = _total(reply)
            if total is not None and total > self.most:
                raise self._too_large(f"has {total:,} bytes")
            if not size:
                self.part.begin(_version(reply.headers))
            self._write(reply, size, total, heard)

    def _write(
        self, reply: Incoming, size: int, total: int | None, heard: Heard
    ) -> None:
        packed = _is_packed(reply.headers)
        unpack = packed and self.part.target.suffix not in (".gz", ".bz2", ".xz")
        if unpack:  # how much of it is in a part, no server can tell
            self.part.begin("")
            total = None
        with self.part.append() as file:
            for piece in reply.pieces(unpack):
                size += len(piece)
                if size > self.most:
                    self.part.remove()
                    raise self._too_large("goes on after that")
                file.write(piece)
                file.flush()  # whoever interrupts goes on with it
                heard(size, total)
        if total is not None and size != total:
            raise NoReply(f"sent {size:,} of {total:,} bytes", passing=True)

    def _take(self) -> Downloaded:
        """Put what has come into its place, if it is what was expected."""
        with self.part.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
        if self.digest and digest != self.digest:
            self.part.remove()
            raise NotThatFile(
                f"{self.request.shown} has a file of SHA-256 {digest}, and "
                f"{self.digest} was expected; nothing was replaced"
            )
        self.part.finish()
        return Downloaded(size, digest, self._had)

    def _refuse(self, reply: Incoming, size: int) -> None:
        """Raise for whatever is not the file, or the rest of it."""
        status, kind = reply.status, reply.headers.get("Content-Type", "")
        if status in _AGAIN:
            wait = retry_after(reply.headers.get("Retry-After"), self.transport.clock)
            raise NoReply(f"answers with status {status}", passing=True, wait=wait)
        if status in (401, 403):
            text = "refuses us; what needs an account is downloaded by hand"
        elif status in (404, 410):
            text = "has nothing there; check the address"
        elif status != (206 if size else 200):
            text = "gives no file"
        elif kind.partition(";")[0].strip().lower() == "text/html":
            text = "answers with a web page instead of a file; check the address"
        else:
            return
        raise NoReply(f"{text} (status {status})")

    def _too_large(self, what: str) -> NotThatFile:
        message = f"{self.request.shown} {what}, and `max_bytes={self.most}` is the "
        return NotThatFile(f"{message}most that is taken; nothing was replaced")

    def _given_up(self, error: NoReply) -> Unreachable:
        hint = ""
        if error.wait is not None:
            hint = f"; it asks to wait for {error.wait:,.0f} s"
        elif error.passing:
            hint = "; run the command again later"
        return Unreachable(f"{self.request.shown} {error}{hint}{self._kept()}")

    def _kept(self) -> str:
        size = self.part.size
        return f"; {size:,} bytes are kept, and gone on with then" if size else ""


def _continues(reply: Incoming, size: int, version: str) -> bool:
    """Tell whether a reply is the rest of a part; errors leave the part as it is."""
    if reply.status == 206:
        given = _RANGE.fullmatch(reply.headers.get("Content-Range", "").strip())
        same = reply.headers.get("ETag", version) == version or "GMT" in version
        return given is not None and int(given[1]) == size and same
    return reply.status not in (200, 416)


def _total(reply: Incoming) -> int | None:
    """Return how many bytes the whole file has, if the server says so."""
    if reply.status == 206:
        given = _RANGE.fullmatch(reply.headers.get("Content-Range", "").strip())
        return int(given[2]) if given and given[2].isdigit() else None
    length = reply.headers.get("Content-Length", "")
    return int(length) if length.isdigit() else None


def _is_packed(headers: Mapping[str, str]) -> bool:
    return headers.get("Content-Encoding", "identity").lower() != "identity"


def _version(headers: Mapping[str, str]) -> str:
    """Return what a version is asked for by (RFC 9110, 13.1.5), or "".

    A weak tag does not tell bytes from one another, nor does a second in which a file
    was written and sent.
    """
    tag, changed = headers.get("ETag", ""), headers.get("Last-Modified", "")
    if tag.startswith('"'):
        return tag
    try:
        age = parsedate_to_datetime(headers["Date"]) - parsedate_to_datetime(changed)
        return changed if age >= timedelta(seconds=1) else ""
    except (KeyError, ValueError, TypeError):
        return ""
