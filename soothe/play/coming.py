"""A session that is on its way."""

from __future__ import annotations

from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.play.director import Session


def begun(prepare: Callable[[], Session]) -> Future[Session]:
    """What `prepare` gives, once it has, on a thread that does not keep the program from ending."""
    future: Future[Session] = Future()

    def work() -> None:
        try:
            future.set_result(prepare())
        except Exception as error:  # noqa: BLE001 - the listener's thread raises it
            future.set_exception(error)

    Thread(target=work, name="soothe-preparing", daemon=True).start()
    return future
