"""What workers are given to do in tests: functions that any process can import."""

from __future__ import annotations

import inspect
import os
import signal
import socket
import struct
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import InputErrors, Place, Problem
from kg.table.executors import executing
from kg.table.partitions import run_partitions


def squared(number: int) -> int:
    """Return the square of a number."""
    return number * number


def process(_: object) -> int:
    """Return the id of the process that does this."""
    return os.getpid()


def killed_once(partition: tuple[int, Path]) -> int:
    """Return ten times a number; whoever is first to try the number 3 is killed."""
    number, folder = partition
    if number == 3:
        try:
            (folder / "tried").touch(exist_ok=False)
        except FileExistsError:
            return 30
        os.kill(os.getpid(), signal.SIGKILL)
    return 10 * number


def killed_answering(partition: tuple[int, Path]) -> int:
    """Return a number; whoever is first to try 3 is killed as it says so."""
    number, folder = partition
    if number == 3 and not (folder / "tried").exists():
        (folder / "tried").touch()
        frame = inspect.currentframe()
        while frame and not isinstance(frame.f_locals.get("line"), Connection):
            frame = frame.f_back
        assert frame
        promised = struct.pack("!i", 1_000_000)  # bytes, of which it sends three
        os.write(frame.f_locals["line"].fileno(), promised + b"one")
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def odd(number: int) -> int:
    """Raise, for the number 1, what cannot be sent from process to process."""
    if number == 1:
        raise Odd(number, lambda: None)
    return number


class Odd(Exception):
    """An error that is made of two things, one of which cannot be pickled."""

    def __init__(self, number: int, what: object) -> None:
        super().__init__(f"number {number}")
        self.what = what


def killed(folder: Path) -> None:
    """End the process that does this, and note that it was begun."""
    with (folder / "begun").open("a") as file:
        file.write("x")
    os.kill(os.getpid(), signal.SIGKILL)


def wrong(number: int) -> int:
    """Raise what a person is to read, for the number 2."""
    if number == 2:
        raise InputErrors([Problem(Place("table.csv", 2), "no such code")])
    return number


def reached(port: int) -> str:
    """Say how it ends to call a port of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=10).close()
    except OSError as error:
        return error.strerror or "refused"
    return "reached"


def endless(folder: Path | None) -> None:
    """Note in a folder the id of the process that does this, and never end."""
    if folder is None:
        return
    (folder / f"{os.getpid()}.worker").touch()
    while True:
        signal.pause()


def shared_out(numbers: list[int]) -> list[int]:
    """Return the squares of numbers, by processes that are begun for it."""
    with executing("processes:2") as executor:
        return list(run_partitions(squared, numbers, executor))
