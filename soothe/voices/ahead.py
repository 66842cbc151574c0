"""Results in order, made ahead by a few threads: the next are ready while one is being used."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    T = TypeVar("T")
    R = TypeVar("R")

THREADS = "soothe-ahead"
"""What the names of the threads begin with, for whoever must wait until they are gone."""


def ahead(make: Callable[[T], R], items: Iterable[T], workers: int) -> Generator[R]:
    """`make(item)` of each item, in order; an error comes when its item's turn has come.

    Args:
        make: called in threads.
        items: what to make something of.
        workers: how many are made at once; as many again wait to be fetched.
    """
    waiting: deque[Future[R]] = deque()
    pool = ThreadPoolExecutor(workers, thread_name_prefix=THREADS)
    try:
        for item in items:
            waiting.append(pool.submit(make, item))
            if len(waiting) >= 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        # Who stops listening must not wait for what nobody wants to hear.
        pool.shutdown(wait=False, cancel_futures=True)
