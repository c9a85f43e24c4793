"""The workers of a dask cluster, as an executor; only here is dask imported."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from platform import python_version_tuple
from typing import TYPE_CHECKING, Any, TypeVar

from kg.errors import Unreachable
from kg.table.naming import DASK, NoExecutor

if TYPE_CHECKING:
    from distributed import Client

R = TypeVar("R")

PATIENCE = 10
"""Seconds to wait until a scheduler takes a call; for its first word twice as long."""

WORKERS = 10
"""Seconds to wait for a worker where there is none."""

_LOGGER = logging.getLogger("distributed.client")

MAKING = ("apf-kg", "pyoxigraph", "shacl", "polars")
"""What makes the bytes of a result: here and there it must be the same version."""

_MISSING = "a dask cluster needs distributed: python -m pip install 'apf-kg[dask]'"


class DaskCluster(Executor):
    """The workers of a cluster, by a client that is closed with this.

    ``workers`` is how many threads they have together, when this was made. Work whose
    worker ends is given to another by the scheduler.
    """

    def __init__(self, client: Client) -> None:
        _LOGGER.disabled = True  # a scheduler's end is told once, and in one line
        self._client = client
        self._inner = client.get_executor(pure=False)
        self.workers = sum(client.nthreads().values())

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        """Give out work; see :class:`Executor`."""
        future: Future[R] = self._inner.submit(fn, *args, **kwargs)
        return future

    def alive(self) -> bool:
        """Tell whether there is a worker, or a new one begins soon."""
        try:
            self._client.wait_for_workers(1, timeout=WORKERS)
        except Exception:  # of time, or of a scheduler that is gone
            return False
        return True

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, which goes on for others."""
        self._inner.shutdown(wait=wait and not cancel_futures)
        self._client.close()
        _LOGGER.disabled = False

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Leave the cluster; wait for its work only where nothing went wrong."""
        self.shutdown(kind is None)


def cluster_at(address: str) -> DaskCluster:
    """Return the cluster whose scheduler listens at ``HOST:PORT``.

    Raises :class:`NoExecutor` where ``distributed`` is not installed, and
    :class:`Unreachable` where nothing answers within :data:`PATIENCE` seconds, or a
    cluster without workers, or with such that have other versions of what makes the
    result than this process.
    """
    if not find_spec("distributed"):
        raise NoExecutor(_MISSING)
    client = _client(address)
    try:
        _look_at_workers(client, address)
        return DaskCluster(client)
    except BaseException:
        client.close()
        raise


def _client(address: str) -> Client:
    from distributed import Client

    # A client waits for ever for whoever takes its call and says nothing.
    with ThreadPoolExecutor(1) as thread:  # here a loop may run, as in a notebook
        reason = thread.submit(asyncio.run, _refusal(f"tcp://{address}")).result()
    if not reason:
        with suppress(OSError):
            return Client(f"tcp://{address}", timeout=PATIENCE, set_as_default=False)
    message = f"no dask scheduler answers at {DASK}{address}"
    raise Unreachable(f"{message} ({reason or 'it has just ended'})")


async def _refusal(address: str) -> str:
    """Ask a scheduler who it is; return why it did not say so, "" if it did."""
    from distributed.core import rpc

    scheduler = rpc(address, timeout=PATIENCE)
    try:
        itself = await asyncio.wait_for(scheduler.identity(), 2 * PATIENCE)
    except TimeoutError:
        return f"nothing was heard for {2 * PATIENCE:g} seconds"
    except Exception as error:  # whatever else may listen there answers as it likes
        return str(error).partition("\n")[0] or type(error).__name__
    finally:
        await scheduler.close_rpc()
    return "" if itself.get("type") == "Scheduler" else f"it is a {itself.get('type')}"


def _look_at_workers(client: Client, address: str) -> None:
    """Refuse a cluster that would not do the work, or would do another."""
    at = f"the cluster at {DASK}{address}"
    try:
        client.wait_for_workers(1, timeout=WORKERS)
    except TimeoutError:
        raise Unreachable(f"{at} has no workers") from None
    try:
        theirs = client.run(versions)
    except Exception as error:  # whatever keeps a worker from calling one function
        message = f"the workers of {at} have no kg like this one"
        raise Unreachable(f"{message} ({error})") from None
    ours = versions()
    for worker, its in sorted(theirs.items()):
        for name, wanted in ours.items():
            if its.get(name) != wanted:
                other = its.get(name) or "none"
                message = f"{at} would not make the same: worker {worker} has"
                raise Unreachable(f"{message} {name} {other}, not {wanted or 'none'}")


def versions() -> dict[str, str]:
    """Return the versions of what makes a result, "" for what is not installed."""
    return {"Python": ".".join(python_version_tuple()[:2])} | {
        name: _version(name) for name in MAKING
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
