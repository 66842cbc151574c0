"""Work done by several threads, handed back in order, with a bounded number of results waiting."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    Result = TypeVar("Result")
    Job = TypeVar("Job")


def in_order(
    work: Callable[[Job], Result], jobs: Iterable[Job], *, workers: int
) -> Generator[Result, None, None]:
    """Results of `work` in the order of `jobs`; at most two more than `workers` are held.

    The first error of a worker is raised here, and closing the iterator ends all work: jobs that
    have begun are waited for, the others never start.
    """
    waiting: deque[Future[Result]] = deque()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="soothe-encode")
    try:
        for job in jobs:
            waiting.append(pool.submit(work, job))
            if len(waiting) > workers + 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
