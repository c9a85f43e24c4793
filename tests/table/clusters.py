"""A cluster of dask on this machine, which nothing outside can reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.extras import extra

if TYPE_CHECKING:
    import distributed
else:
    distributed = extra("distributed")


def dask(workers: int) -> distributed.LocalCluster:
    """Begin a cluster on this machine, without its page of pictures."""
    return distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        host="127.0.0.1",
        protocol="tcp",
    )


def named(local: distributed.LocalCluster) -> str:
    """Return the name of a cluster as an executor."""
    return str(local.scheduler_address).replace("tcp://", "dask://")
