"""`kg serve`, started and stopped as a user does it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.cli.started import started

Run = Callable[..., subprocess.CompletedProcess[str]]
TOKEN = "a-token-of-24-characters"


def test_it_prints_an_address_that_answers_until_ctrl_c(built: Path) -> None:
    """SPARQL and names are answered; Ctrl-C ends it like any other command."""
    with started(built, "serve") as (process, url):
        query = {"query": "ASK { ?claim a apf:Claim }"}
        answer = httpx.get(f"{url}sparql", params=query).json()
        names = httpx.get(f"{url}reconcile/").json()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)

    assert answer["boolean"] is True
    assert names["versions"] == ["0.2"]
    assert process.returncode == 130
    assert (out, err.strip()) == ("", "error: interrupted; nothing was changed")


def test_it_ends_with_its_children(built: Path) -> None:
    """Killed in the midst of a query, it leaves nobody who works on."""
    with started(built, "serve") as (process, url):
        httpx.get(f"{url}sparql", params={"query": "ASK {}"})
        listed = subprocess.run(
            ["ps", "--ppid", str(process.pid), "-o", "pid="],
            capture_output=True,
            text=True,
            check=False,
        )
        children = [int(pid) for pid in listed.stdout.split()]
        assert children
        process.kill()
        process.wait(30)
        for child in children:
            assert _ends(child)


def _ends(pid: int) -> bool:
    """Wait for the end of a process that is no child of ours."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        import select

        return bool(select.select([handle], [], [], 10)[0])
    finally:
        os.close(handle)


def test_who_has_the_token_may_write(built: Path, tmp_path: Path) -> None:
    """On loopback, and not without it."""
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    with started(built, "serve", "--token-file", str(tmp_path / "token")) as (_, url):
        where = {"graph": "urn:g"}
        headers = {"Content-Type": "text/turtle"}
        body = "<urn:a> <urn:b> 1 ."
        first = httpx.put(f"{url}store", params=where, content=body, headers=headers)
        headers["Authorization"] = f"Bearer {TOKEN}"
        second = httpx.put(f"{url}store", params=where, content=body, headers=headers)

    assert (first.status_code, second.status_code) == (401, 201)


def test_a_port_in_use(run: Run, built: Path) -> None:
    """A port that another program has is named, with the way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("serve", "--port", str(taken.getsockname()[1]), cwd=built)

    assert done.returncode == 3
    assert "Address already in use; --port 0 takes a free one" in done.stderr


@pytest.mark.parametrize(
    ("words", "token", "message"),
    [
        (
            ["--host", "0.0.0.0", "--base-url", "http://x.org"],
            TOKEN,
            "of loopback only",
        ),
        ([], "short", "has no token of 16 characters"),
        ([], "\u202eno-ascii-no-ascii", "it is not ASCII"),
        ([], None, "cannot be read"),
        (["--timeout", "0"], TOKEN, "0.1<=x<=600"),
    ],
)
def test_wrong_usage(
    run: Run,
    built: Path,
    tmp_path: Path,
    words: list[str],
    token: str | None,
    message: str,
) -> None:
    """A slip ends at once, before anything is served."""
    file = tmp_path / "token"
    if token is not None:
        file.write_text(token)
    done = run("serve", "--port", "0", "--token-file", str(file), *words, cwd=built)

    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_without_a_graph(run: Run, tmp_path: Path) -> None:
    """Before any build, the next step is named."""
    done = run("serve", "--port", "0", cwd=tmp_path)

    assert done.returncode == 3
    assert "run `kg build` first" in done.stderr


def test_an_endpoint_is_served_already(run: Run, built: Path) -> None:
    """A graph behind somebody's address is not this command's."""
    done = run("-g", "http://127.0.0.1:1/sparql", "serve", "--port", "0", cwd=built)

    assert done.returncode == 2
    assert "is served already" in done.stderr
