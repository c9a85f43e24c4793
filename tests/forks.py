"""`kg` in a process of its own, without the half second of imports before each.

One process per test run has everything imported that a command may need, and forks for
each command: that one has its own folder, environment, files and end, as if it had been
started anew. What happens *while* a process starts (which modules a command imports,
Ctrl-C then, the encodings of a terminal) is not to be seen here: tests of it start
processes themselves, and so do those of the installed command.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path

from tests.parsed import keepers, parse_all

ROOT = Path(__file__).parents[1]
SECONDS = 120
"""How long a command may take."""


class Forks:
    """The process that forks, and a line to it."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair()
        self._line.settimeout(SECONDS)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.forks", str(theirs.fileno())],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            pass_fds=[theirs.fileno()],
            stdin=subprocess.PIPE,  # pipes, as each fork gets: none of them can seek
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        theirs.close()

    def run(
        self, order: Mapping[str, object], given: bytes
    ) -> tuple[int, bytes, bytes]:
        """Run one command; return its exit code (or minus a signal) and its output."""
        with tempfile.TemporaryFile() as read, ThreadPoolExecutor(2) as readers:
            read.write(given)
            read.seek(0)
            (out, to_out), (err, to_err) = os.pipe(), os.pipe()
            files = [read.fileno(), to_out, to_err]
            socket.send_fds(self._line, [json.dumps(order).encode() + b"\n"], files)
            os.close(to_out)
            os.close(to_err)
            printed = [readers.submit(_read, file) for file in (out, err)]
            code = self._end_of(int(self._answer()))
            return code, printed[0].result(), printed[1].result()

    def _end_of(self, pid: int) -> int:
        try:
            return int(self._answer())
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            self._answer()
            raise

    def _answer(self) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            part = self._line.recv(1)
            assert part, "the process that forks has ended"
            line += part
        return line


def _read(file: int) -> bytes:
    with open(file, "rb") as pipe:
        return pipe.read()


@cache
def forks() -> Forks:
    """Return the one process of this test run (or of this worker of it)."""
    return Forks()


def kg(
    *arguments: str | Path,
    cwd: Path = Path("/"),
    env: Mapping[str, str] = os.environ,
    input: str = "",
    first: str = "",
) -> subprocess.CompletedProcess[str]:
    """Run `kg` with arguments in a folder, and wait for its end.

    ``first`` is Python that is run before it. What is printed is decoded as
    ``PYTHONIOENCODING`` says it was encoded, or as UTF-8.
    """
    words = ["kg", *map(str, arguments)]
    order = {"words": words, "cwd": str(cwd), "env": dict(env), "first": first}
    code, out, err = forks().run(order, input.encode())
    printed = (re.sub(r"\r\n?", "\n", data.decode()) for data in (out, err))
    return subprocess.CompletedProcess(words, code, *printed)


def import_everything() -> None:
    """Import all of kg, and what it imports late; parse the files that came with it."""
    import kg

    for info in pkgutil.walk_packages(kg.__path__, "kg."):
        if not info.name.endswith("__main__"):
            with suppress(ImportError):  # of what is not to be had on every machine
                importlib.import_module(info.name)
    for module, name, keeper in keepers():
        setattr(module, name, keeper)
    parse_all()
    gc.freeze()  # what is never touched again need not be copied for a fork


def serve(line: socket.socket) -> None:
    """Fork for each order; return in each fork, which is then to run it."""
    while True:
        order, files, _, _ = socket.recv_fds(line, 1 << 16, 3)
        if not order:
            sys.exit()
        while not order.endswith(b"\n"):
            order += line.recv(1 << 16)
        pid = os.fork()
        if not pid:
            line.close()
            return become(files, **json.loads(order))
        for file in files:
            os.close(file)
        line.send(b"%d\n" % pid)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        line.send(b"%d\n" % code)


def become(
    files: list[int], words: list[str], cwd: str, env: dict[str, str], first: str
) -> None:
    """Take the place of a process that was started with words, files and a folder."""
    encoding = env.get("PYTHONIOENCODING", "utf-8")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding=encoding)  # type: ignore[union-attr]
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = words
    exec(first, {})


def end(code: int) -> None:
    """End this fork, but do not take a third of a second to take all modules apart."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    import_everything()
    serve(socket.socket(fileno=int(sys.argv[1])))
    from kg.cli import main

    try:
        main()
    except SystemExit as ended:
        end(int(ended.code or 0))
