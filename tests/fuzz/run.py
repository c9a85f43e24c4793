"""Runs cases, each in its turn, and tells what none of them may do.

A case is its kind and its number, and makes the same files wherever it runs.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import shutil
import traceback
from collections.abc import Iterable
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from kg.errors import KgError
from tests.fuzz.kinds import FILES, KINDS
from tests.fuzz.mutate import mutated, no_file

LONGEST = 30.0
"""Seconds of one case; the slowest sound one takes one."""

_RARE = 12  # of so many cases one has no file where a file should be
_BUILT = ("made", "build")


def write(root: Path) -> None:
    """Write the sound project, and what lies outside it."""
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(data)
    (root.parent / "outside").mkdir(exist_ok=True)
    (root.parent / "outside/secret").write_text("a: secret\n", "utf-8")


def run_case(root: Path, name: str, number: int) -> str:
    """Run one case; return what went wrong, or "" for a success or a clear refusal."""
    kind, random = KINDS[name], Random(f"{name} {number}")
    shutil.rmtree(root / "made", ignore_errors=True)
    path = root / random.choice(kind.files)
    content = FILES[path.relative_to(root).as_posix()]
    data = content if isinstance(content, bytes) else content.encode()
    outside = root.parent / "outside"
    if not random.randrange(_RARE) and not path.is_relative_to(root / "given"):
        no_file(path, outside, random)
    else:
        path.write_bytes(mutated(data, random))
    try:
        kind.read(root)
    except KgError as error:
        if "a: secret" in str(error):
            return f"tells what lies outside: {error}"
    except Exception:
        return traceback.format_exc()
    finally:
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        path.unlink(missing_ok=True)
        path.write_bytes(data)
    there = {p.name: p.read_text("utf-8") for p in outside.iterdir()}
    return "" if there == {"secret": "a: secret\n"} else f"changed outside: {there}"


def _serve(root: Path, cases: Iterable[tuple[str, int]], to: Connection) -> None:
    faulthandler.enable()
    for name, number in cases:
        to.send((name, number, None))
        to.send((name, number, run_case(root, name, number)))


def run(folder: Path, cases: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Run cases in a process of their own; return those that did what none may.

    One that hangs, or ends the process, is among them, and the others go on.
    """
    failed: dict[tuple[str, int], str] = {}
    rest = list(cases)
    while rest:
        root = folder / "project"
        shutil.rmtree(folder, ignore_errors=True)
        write(root)
        ours, theirs = multiprocessing.Pipe(duplex=False)
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=_serve, args=(root, rest, theirs))
        process.start()
        theirs.close()
        done = 0
        try:
            while done < len(rest) and ours.poll(LONGEST):
                name, number, wrong = ours.recv()
                done += wrong is not None
                if wrong:
                    failed[name, number] = wrong
            if done < len(rest):
                failed[rest[done]] = f"did not end in {LONGEST:.0f} seconds"
        except EOFError:
            failed[rest[done]] = "ended the process"
        process.kill()
        process.join()
        rest = rest[done + 1 :] if done < len(rest) else []
    return failed
