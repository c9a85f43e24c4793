"""How long clients wait for the services, when many ask at once.

``python benchmarks/serving.py [--requests N] [--clients N] [--against FOLDER]`` builds
the shipped graph, serves it as the command line does, and lets clients on loopback ask
one request after the other over connections that stay open: names, batches of ten,
completions, previews and columns for reconciliation. Printed are the median and the
99th percentile in milliseconds, and requests per second. FOLDER is another checkout
with its own ``.venv``, such as the commit before; it is measured in the same run.

``python benchmarks/serving.py --queries`` makes a graph of a million triples instead,
serves it by ``kg serve`` and by ``oxigraph serve-read-only``, and sends both small
queries, no two alike: first by one client, then by all. To ours go a thousand queries
more that end their process. Printed are the memory of the process that answers, too,
and how many files it has open before and after those.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote, urlencode

ROOT = Path(__file__).parents[1]
REQUESTS, CLIENTS = 18_000, 16
FORM = b"application/x-www-form-urlencoded"
THINGS, QUERIES = 220_000, 8_000
"""Things of the graph for queries, which make 930,000 triples, and queries of each."""
KINDS = ("place", "actor", "actor")
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
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: %b\r\n" % FORM
    return head + b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def get(path: str) -> bytes:
    """Return a request without a body."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


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


def small(number: int) -> bytes:
    """Return a query for the names of one of the things, another for each number."""
    thing = f"<https://example.org/id/{KINDS[number % 3]}/t{number % THINGS}>"
    query = f"SELECT ?p ?o {{ {thing} ?p ?o }}"
    return get(f"/{{}}?query={quote(query)}")


def at(requests: list[bytes], path: str) -> list[bytes]:
    """Return requests with the path of an endpoint."""
    return [request.replace(b"/{}", path.encode(), 1) for request in requests]


async def client(port: int, requests: list[bytes], times: list[float]) -> None:
    """Ask one request after the other over one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in requests:
        since = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        await read_body(reader, head)
        times.append(time.perf_counter() - since)
        if status not in (200, 400, 404):
            raise SystemExit(f"status {status} for {request[:80]!r}")
    writer.close()


async def read_body(reader: asyncio.StreamReader, head: bytes) -> None:
    """Read the body of an answer, whole or in chunks."""
    if length := re.search(rb"(?i)content-length: (\d+)", head):
        await reader.readexactly(int(length[1]))
    elif b"chunked" in head.lower():
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()


async def load(
    port: int, asked: list[bytes], requests: int, clients: int
) -> tuple[list[float], float]:
    """Return how long each request took, and all of them, in seconds."""
    times: list[float] = []
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
            asked = mix()
            asyncio.run(load(port, asked, len(asked) * clients, clients))  # caches fill
            times, whole = asyncio.run(load(port, asked, requests, clients))
            server.terminate()
    told(folder.name, times, whole)
    return median(times)


def told(what: str, times: list[float], whole: float) -> None:
    """Print how long requests took."""
    print(
        f"{what}: median {1000 * median(times):.1f} ms, "
        f"99th percentile {1000 * quantiles(times, n=100)[98]:.1f} ms, "
        f"{len(times) / whole:,.0f} requests/s"
    )


def queries(clients: int) -> None:
    """Compare small queries to ours with those to Oxigraph's own server."""
    with tempfile.TemporaryDirectory() as temporary:
        words = [sys.executable, str(ROOT / "benchmarks" / "reconciling.py")]
        subprocess.run([*words, str(THINGS), temporary], check=True)  # noqa: S603
        graph = f"{temporary}/graph"
        (store, *_) = map(str, Path(temporary).glob("graph/0*/store"))
        programs = str(Path(sys.executable).parent)
        ours = [f"{programs}/kg", "--project", str(ROOT), "--graph", graph]
        ours += ["serve", "--port", "0"]
        port = free_port()
        theirs = [f"{programs}/oxigraph", "serve-read-only", "--location", store]
        theirs += ["--union-default-graph", "--bind", f"127.0.0.1:{port}"]
        with subprocess.Popen(ours, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
            line = server.stdout.readline() if server.stdout else ""
            if not (address := re.search(r":(\d+)/", line)):
                raise SystemExit("the service did not start")
            own = measured("kg serve", int(address[1]), "/sparql", clients)
            crashes(int(address[1]), server.pid)
            server.terminate()
        with subprocess.Popen(theirs, stderr=subprocess.DEVNULL) as server:  # noqa: S603
            while not answers(port):
                time.sleep(0.05)
            other = measured("oxigraph serve-read-only", port, "/query", clients)
            server.terminate()
    print(f"ratio of medians, all clients: {own / other:.2f}")


def measured(what: str, port: int, path: str, clients: int) -> float:
    """Ask by one client, then by all; print both, and return the second median."""
    asked = at([small(7 * n) for n in range(QUERIES)], path)
    asyncio.run(load(port, asked, 200, 1))
    told(f"{what}, 1 client", *asyncio.run(load(port, asked, 1000, 1)))
    times, whole = asyncio.run(load(port, asked, QUERIES, clients))
    told(f"{what}, {clients} clients", times, whole)
    return median(times)


def crashes(port: int, pid: int) -> None:
    """Send what ends the child that reads it, a thousand times."""
    before = open_files(pid)
    body = urlencode({"query": "{" * 9000}).encode()
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
    head += b"application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n"
    crash = head % len(body) + body
    asyncio.run(load(port, [crash], 1000, 1))
    print(
        f"after 1,000 crashes: {memory(pid)}; {before} open files before, "
        f"{open_files(pid)} after"
    )


def open_files(pid: int) -> int:
    """Return how many files a process has open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def memory(pid: int) -> str:
    """Return the memory that a process has and has had at most."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    has, most = (re.search(rf"{n}:\s+(\d+)", status) for n in ("VmRSS", "VmHWM"))
    if not has or not most:
        raise SystemExit("Linux does not tell the memory of a process")
    return f"{int(has[1]) / 1000:.0f} MB, {int(most[1]) / 1000:.0f} MB at most"


def free_port() -> int:
    """Return a port of loopback that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(port: int) -> bool:
    """Tell whether something listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def main() -> None:
    """Measure this checkout, and another one if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--queries", action="store_true")
    options = parser.parse_args()
    machine = platform.processor() or platform.machine()
    print(f"{machine}, Python {sys.version.split()[0]}, {options.clients} clients")
    if options.queries:
        queries(options.clients)
        return
    own = measure(ROOT, options.requests, options.clients)
    if options.against:
        other = measure(options.against.resolve(), options.requests, options.clients)
        print(f"ratio of medians: {own / other:.2f}")


if __name__ == "__main__":
    main()
