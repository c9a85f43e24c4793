"""An executor that does everything in another order than it was given."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any


class Backwards(Executor):
    """Does the last of what it was given first, when somebody asks for a result."""

    workers = 4

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[..., Any]]] = []
        self.done: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *_: Any, **__: Any) -> Future[Any]:
        executor = self

        class Asked(Future[Any]):
            def result(self, timeout: float | None = None) -> Any:
                while executor.waiting:
                    future, work = executor.waiting.pop()
                    future.set_result(work())
                    executor.done.append(future)
                return super().result(timeout)

        self.waiting.append((Asked(), fn))
        return self.waiting[-1][0]
