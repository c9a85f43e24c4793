"""Who does the work of partitions, by the name that a user gives."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from kg.table.naming import address_of, processes_of


def executor_of(name: str = "") -> Executor | None:
    """Return the executor of a name, which the caller is to close.

    That is for ``processes:N`` a pool of so many processes, for ``dask://HOST:PORT``
    the workers of the cluster whose scheduler listens there, and for ``processes`` and
    the empty name a pool of as many processes as this one may use cores. For one core
    there is none (``None``): the work is done here. So it is in a worker that may begin
    no processes, as one of a pool or a cluster.

    Raises :class:`NoExecutor` for another name, and where a package is missing, and
    :class:`Unreachable` where no scheduler answers, or one without workers like this.
    """
    if address := address_of(name):
        from kg.table.cluster import cluster_at

        return cluster_at(address)
    count = processes_of(name)
    from kg.table.processes import ProcessPool, may_begin_processes, usable_cores

    workers = (count or usable_cores()) if may_begin_processes() else 1
    return ProcessPool(workers) if workers > 1 else None


@contextmanager
def executing(executor: str | Executor | None) -> Iterator[Executor | None]:
    """Lend an executor: that of a name, closed in the end, or one that stays open.

    ``None`` is the work done here. Where something goes wrong, processes of our own are
    ended at once, whatever they do. Raises as :func:`executor_of`.
    """
    lent = executor_of(executor) if isinstance(executor, str) else executor
    if lent is None or lent is executor:
        yield lent
        return
    with lent:
        yield lent
