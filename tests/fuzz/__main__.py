"""``python -m tests.fuzz --minutes 20``: files gone wrong at random, of every kind.

Prints the cases that ended in anything but a success or a clear refusal; any of them
runs again alone with ``--case KIND NUMBER``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.kinds import KINDS
from tests.fuzz.run import run

_ROUND = 25  # cases of each kind before the clock is looked at


def main() -> int:
    """Run cases until the time is over; return 1 if one failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--first", type=int, default=0, help="the first number")
    parser.add_argument("--kind", action="append", choices=KINDS)
    parser.add_argument("--case", nargs=2, metavar=("KIND", "NUMBER"))
    given = parser.parse_args()
    end, number = time.monotonic() + 60 * given.minutes, given.first
    failed = count = 0
    with tempfile.TemporaryDirectory() as folder:
        while True:
            cases = [
                (kind, n)
                for kind in given.kind or KINDS
                for n in range(number, number + _ROUND)
            ]
            if given.case:
                cases = [(given.case[0], int(given.case[1]))]
            for (kind, n), wrong in run(Path(folder) / "fuzz", cases).items():
                sys.stdout.write(f"{kind} {n}: {wrong}\n")
                sys.stdout.flush()
                failed += 1
            number, count = number + _ROUND, count + len(cases)
            if given.case or time.monotonic() > end:
                break
    sys.stdout.write(f"{count} cases, {failed} failed.\n")
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
