"""Work that goes on while something else is done, and that nobody has to wait for."""

from __future__ import annotations

from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def meanwhile(work: Callable[[], T]) -> Future[T]:
    """Begin work in a thread of its own.

    The thread ends with the program: who stops the program, or meets an error first, does not wait
    until an hour of music has been listened to.

    Returns:
        What holds the result, or raises the error that came instead.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again where the result is asked for
            future.set_exception(error)

    Thread(target=run, name="soothe-meanwhile", daemon=True).start()
    return future
