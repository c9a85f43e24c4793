"""Mixed load on the service: readers, programs, strangers and people who walk away.

``python -m tests.serve.load --minutes 10`` serves the shipped graph as ``kg serve``
does and lets some clients at it at once, each doing one thing after the other, by
chance with a fixed seed. Printed is what came of what; an answer that nobody should
get, and memory or files that grow, end it with an error. A test does so for some
seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx

ROOT = Path(__file__).parents[2]
CLIENTS = 6
BUSY = {429, 503}
"""What a service may say to whoever comes when others are served."""

PAGES = (
    *("", "conflicts.html", "quality.html", "names.html?q=kabul", "sparql.html"),
    *("policy/pk-repatriation-campaign", "question/policy-targets.csv", "nowhere"),
    *("actor/unhcr.ttl", "actor/unhcr.gexf", "static/style.css", "feed.atom"),
)
BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
NAMES = ("Pakistan", "UNHCR", "Talibann", "نادر")


@dataclass
class Load:
    """What was done to a service, and what it answered."""

    address: str
    outcomes: Counter[tuple[str, int]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, seconds: float, seed: int = 1) -> None:
        """Let clients at the service for some seconds."""
        end = time.monotonic() + seconds
        threads = [
            threading.Thread(target=self._client, args=(random.Random(seed + n), end))
            for n in range(CLIENTS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _client(self, rng: random.Random, end: float) -> None:
        doing: list[Callable[[httpx.Client, random.Random], None]] = [
            *(self._page, self._query, self._names, self._malformed),
            *(self._bomb, self._crash, self._too_much, self._leave, self._walk_away),
        ]
        with httpx.Client(base_url=self.address, timeout=60) as client:
            while time.monotonic() < end:
                rng.choice(doing)(client, rng)

    def _note(self, what: str, answer: httpx.Response, *expected: int) -> None:
        with self._lock:
            self.outcomes[what, answer.status_code] += 1
            if answer.status_code not in (*expected, *BUSY):
                self.wrong.append(f"{what}: {answer.status_code} {answer.text[:200]}")

    def _page(self, client: httpx.Client, rng: random.Random) -> None:
        path = rng.choice(PAGES)
        answer = client.get(f"/{path}", headers={"Accept": "text/html, */*;q=0.1"})
        self._note("page", answer, 404 if path == "nowhere" else 200)

    def _query(self, client: httpx.Client, rng: random.Random) -> None:
        query = f"SELECT * {{ ?s ?p ?o }} LIMIT {rng.randrange(200)}"
        form = rng.choice(("csv", "json", "xml", "tsv"))
        answer = client.get("/sparql", params={"query": query, "format": form})
        self._note("query", answer, 200)

    def _names(self, client: httpx.Client, rng: random.Random) -> None:
        queries = json.dumps({"q": {"query": rng.choice(NAMES)}})
        self._note("names", client.post("/reconcile/", data={"queries": queries}), 200)

    def _malformed(self, client: httpx.Client, rng: random.Random) -> None:
        junk = "".join(rng.choices("{}<>?:; SELECT\"'\\\n", k=40))
        answer = client.post("/sparql", data={"query": junk})
        self._note("malformed", answer, 400, 200, 413)

    def _bomb(self, client: httpx.Client, rng: random.Random) -> None:
        answer = client.post("/sparql", data={"query": BOMB, "timeout": "0.2"})
        self._note("bomb", answer)

    def _crash(self, client: httpx.Client, rng: random.Random) -> None:
        self._note("crash", client.post("/sparql", data={"query": "{" * 9000}), 400)

    def _too_much(self, client: httpx.Client, rng: random.Random) -> None:
        with suppress(httpx.TransportError):  # refused before the end was sent
            body = b"query=" + b"x" * 3_000_000
            form = {"Content-Type": "application/x-www-form-urlencoded"}
            answer = client.post("/sparql", content=body, headers=form)
            self._note("too much", answer, 413)

    def _leave(self, client: httpx.Client, rng: random.Random) -> None:
        """Begin a request and do not end it."""
        self._sent(rng.choice((b"", b"GET / HT", b"POST /sparql HTTP/1.1\r\nHost: x")))

    def _walk_away(self, client: httpx.Client, rng: random.Random) -> None:
        """Ask what takes long, and do not wait."""
        line = f"GET /sparql?query={quote(BOMB)} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        self._sent(line.encode())

    def _sent(self, data: bytes) -> None:
        parts = urlsplit(self.address)
        address = parts.hostname or "", parts.port or 80
        with suppress(OSError), socket.create_connection(address, timeout=10) as one:
            one.sendall(data)


def memory(pid: int) -> float:
    """Return the megabytes that a process has."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    size = re.search(r"VmRSS:\s+(\d+)", status)
    return int(size[1]) / 1000 if size else 0.0


def open_files(pid: int) -> int:
    """Return how many files a process has open."""
    return len(os.listdir(f"/proc/{pid}/fd"))


def main() -> None:
    """Build, serve, load, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    minutes = parser.parse_args().minutes
    program = str(Path(sys.executable).with_name("kg"))
    with tempfile.TemporaryDirectory() as folder:
        words = [program, "-C", str(ROOT), "-g", f"{folder}/graph"]
        subprocess.run([*words, "build"], check=True, capture_output=True)
        command = [*words, "serve", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            line = server.stdout.readline() if server.stdout else ""
            load = Load(line.split()[-1].rstrip("/"))
            load.run(20)  # pages and descriptions are made once
            before = memory(server.pid), open_files(server.pid)
            load.run(60 * minutes, seed=100)
            after = memory(server.pid), open_files(server.pid)
            server.terminate()
    for (what, status), count in sorted(load.outcomes.items()):
        sys.stdout.write(f"{what}: {status}, {count:,} times\n")
    sizes = f"memory {before[0]:.0f} MB, then {after[0]:.0f}"
    sys.stdout.write(f"{sizes}; files {before[1]}, {after[1]}\n")
    if load.wrong or after[0] > 1.5 * before[0] or after[1] > before[1] + 50:
        sys.exit("\n".join(["something is wrong", *load.wrong[:20]]))


if __name__ == "__main__":
    main()
