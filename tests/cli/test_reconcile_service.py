"""`kg reconcile-service`, started and stopped as a user does it."""

from __future__ import annotations

import json
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


def test_it_prints_an_address_that_answers_until_ctrl_c(built: Path) -> None:
    """The address can be pasted; Ctrl-C ends the service like any other command."""
    with started(built, "reconcile-service") as (process, url):
        said = httpx.get(url).json()
        queries = {"q": {"query": "Lakeland", "type": "Country"}}
        answer = httpx.post(url, data={"queries": json.dumps(queries)}).json()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)

    assert url.startswith("http://127.0.0.1:")
    assert said["preview"]["url"].startswith(url)
    [first, *_] = answer["q"]["result"]
    assert (first["id"], first["match"]) == ("place/lakeland", True)
    assert process.returncode == 130
    assert (out, err.strip()) == ("", "error: interrupted; nothing was changed")


def test_a_base_url_stands_in_every_address(built: Path) -> None:
    """Behind a proxy, clients are sent to the address that was given."""
    words = ("--host", "127.0.0.1", "--base-url", "https://example.org/match/")
    with started(built, "reconcile-service", *words) as (process, url):
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)

    assert url == "https://example.org/match/"
    assert process.returncode not in (0, 1)


def test_a_port_in_use(run: Run, built: Path) -> None:
    """A port that another program has is named, with the way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("reconcile-service", "--port", port, cwd=built)

    assert done.returncode == 3
    assert done.stderr == (
        f"error: port {port} of 127.0.0.1 cannot be used: Address already in use; "
        "--port 0 takes a free one\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--port", "70000"], 2, "70000 is not in the range"),
        (["--base-url", "example.org"], 2, "takes an address such as https://x.org/"),
        (["--base-url", "javascript:alert(1)"], 2, "takes an address such as"),
        (["--host", "no.such.host.invalid"], 2, "no machine is called"),
        (["--host", "0.0.0.0"], 2, "--base-url says which clients use"),
    ],
)
def test_wrong_usage(
    run: Run, built: Path, words: list[str], code: int, message: str
) -> None:
    """A slip ends at once, before anything is served."""
    given = words if "--port" in words else [*words, "--port", "0"]
    done = run("reconcile-service", *given, cwd=built)

    assert done.returncode == code
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_without_a_graph(run: Run, tmp_path: Path) -> None:
    """Before any build, the next step is named."""
    done = run("reconcile-service", "--port", "0", cwd=tmp_path)

    assert done.returncode == 3
    assert "run `kg build` first" in done.stderr


def test_without_the_extra(run: Run, built: Path, tmp_path: Path) -> None:
    """Who has not installed the server is told how."""
    missing = "raise ModuleNotFoundError('gone', name='uvicorn')"
    (tmp_path / "uvicorn.py").write_text(missing)
    path = f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    done = run("reconcile-service", cwd=built, env={"PYTHONPATH": path})

    assert done.returncode == 3
    assert done.stderr == (
        "error: `uvicorn` is missing; run: pip install 'apf-kg[serve]'\n"
    )
