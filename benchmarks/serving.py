"""How long clients wait for the services, when many ask at once.

``python benchmarks/serving.py [--requests N] [--clients N] [--against FOLDER]`` builds
the shipped graph, serves it as the command line does, and lets clients on loopback ask
one request after the other over connections that stay open: names, batches of ten,
completions, previews and columns for reconciliation. Printed are the median and the
99th percentile in milliseconds, and requests per second. FOLDER is another checkout
with its own ``.venv``, such as the commit before; it is measured in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote, urlencode

ROOT = Path(__file__).parents[1]
REQUESTS, CLIENTS = 18_000, 16
NAMES = (
    "Government of Pakistan",
    "Ministry of Interior",
    "UNHCR",
    "Afghanistan",
    "Islamic Republic of Iran",
    "Taliban",
    "Panama",
    "Homeland Security",
    "International Organisation for Migration",
    "Federal Court",
)


def post(fields: dict[str, str]) -> bytes:
    """Return a request with a form."""
    body = urlencode(fields).encode()
    return (
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded"
        b"\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    )


def get(path: str) -> bytes:
    """Return a request without a body."""
    return f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def mix() -> list[bytes]:
    """Return what clients ask, in turn."""
    asked: list[dict[str, dict[str, str | int]]]
    asked = [{f"q{i}": {"query": name} for i, name in enumerate(NAMES)}]
    asked += [{"q0": {"query": f"{name[:-1]}x", "limit": 3}} for name in NAMES]
    columns = {
        "ids": ["actor/unhcr", "actor/panama-government"],
        "properties": [{"id": "partOfOrganization"}, {"id": "label"}],
    }
    return [
        *(post({"queries": json.dumps(one)}) for one in asked),
        *(get(f"/suggest/entity?prefix={quote(name[:4])}") for name in NAMES),
        get("/preview?id=actor/unhcr"),
        post({"extend": json.dumps(columns)}),
        get("/"),
    ]


async def client(port: int, requests: list[bytes], times: list[float]) -> None:
    """Ask one request after the other over one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in requests:
        since = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        length = re.search(rb"(?i)content-length: (\d+)", head)
        await reader.readexactly(int(length[1]) if length else 0)
        times.append(time.perf_counter() - since)
        if status not in (200, 404):
            raise SystemExit(f"status {status} for {request[:80]!r}")
    writer.close()


async def load(port: int, requests: int, clients: int) -> tuple[list[float], float]:
    """Return how long each request took, and all of them, in seconds."""
    times: list[float] = []
    asked = mix()
    each = [
        [asked[(start + i) % len(asked)] for i in range(requests // clients)]
        for start in range(clients)
    ]
    since = time.perf_counter()
    await asyncio.gather(*(client(port, one, times) for one in each))
    return times, time.perf_counter() - since


def measure(folder: Path, requests: int, clients: int) -> float:
    """Serve the graph of a checkout, ask, and print; return the median in seconds."""
    kg = folder / ".venv" / "bin" / "kg"
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary) / "graph"
        own = [str(kg), "--project", str(folder), "--graph", str(out)]
        subprocess.run([*own, "build"], check=True, capture_output=True)  # noqa: S603
        command = [*own, "reconcile-service", "--port", "0"]
        with subprocess.Popen(  # noqa: S603
            command, stdout=subprocess.PIPE, text=True
        ) as server:
            line = server.stdout.readline() if server.stdout else ""
            if not (address := re.search(r":(\d+)/", line)):
                raise SystemExit(f"{folder}: the service did not start")
            port = int(address[1])
            asyncio.run(load(port, len(mix()) * clients, clients))  # caches are filled
            times, whole = asyncio.run(load(port, requests, clients))
            server.terminate()
    print(
        f"{folder.name}: median {1000 * median(times):.1f} ms, "
        f"99th percentile {1000 * quantiles(times, n=100)[98]:.1f} ms, "
        f"{len(times) / whole:,.0f} requests/s"
    )
    return median(times)


def main() -> None:
    """Measure this checkout, and another one if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument("--against", type=Path)
    options = parser.parse_args()
    machine = platform.processor() or platform.machine()
    print(f"{machine}, Python {sys.version.split()[0]}, {options.clients} clients")
    own = measure(ROOT, options.requests, options.clients)
    if options.against:
        other = measure(options.against.resolve(), options.requests, options.clients)
        print(f"ratio of medians: {own / other:.2f}")


if __name__ == "__main__":
    main()
