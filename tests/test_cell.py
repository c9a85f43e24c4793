"""In a query's cell nothing can be opened, reached or started."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

CELL = """
import os, socket, subprocess, sys
import kg.cell.limits as cell
if sys.argv[1] == "no files":
    cell._without_network = lambda: False
said = os.dup(1)
def tried(name, do):
    try:
        do()
    except OSError:
        os.write(said, f"{name} refused\\n".encode())
    else:
        os.write(said, f"{name} ALLOWED\\n".encode())
cell.confine()
tried("file", lambda: open(sys.argv[2]))
tried("network", lambda: socket.create_connection(("127.0.0.1", int(sys.argv[3])), 2))
tried("program", lambda: subprocess.run(["/bin/true"]))
os._exit(0)
"""


@pytest.mark.parametrize("kind", ["no network", "no files"])
def test_nothing_is_opened_reached_or_started(kind: str, tmp_path: Path) -> None:
    """Neither where the child leaves the network, nor where it may open no file."""
    secret = tmp_path / "secret"
    secret.write_text("words", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-c", CELL, kind, str(secret), port],
            capture_output=True,
            text=True,
            check=True,
        )

    assert done.stdout.split("\n") == [
        "file refused",
        "network refused",
        "program refused",
        "",
    ]
