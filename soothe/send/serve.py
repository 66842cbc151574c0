"""Serves an offer until the phone has everything, or the time is up."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from soothe.errors import OutputError
from soothe.send.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.send.offer import Offer

_LOOK_EVERY = 0.1
_LINGER = 10.0
"""Seconds of quiet after the last byte: a player may still want to seek."""


@contextmanager
def serving(offer: Offer, host: str, port: int = 0) -> Iterator[Server]:
    """A server that runs as long as the block.

    Raises:
        OutputError: the address or port cannot be had.
    """
    try:
        server = Server(offer, host, port)
    except (OSError, OverflowError) as error:
        raise OutputError(f"{host}:{port} cannot be used: {error}. Try another --port.") from error
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(_LOOK_EVERY,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def wait(offer: Offer, seconds: float, linger: float = _LINGER) -> bool:
    """Waits until everything has arrived and it is quiet; False: the time was up before."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        quiet = not offer.active and time.monotonic() - offer.last >= linger
        if offer.complete and quiet:
            return True
        time.sleep(_LOOK_EVERY)
    return offer.complete
