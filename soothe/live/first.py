"""The sound that a session begins with, opened while everything else is still being loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.beds import open_bed
from soothe.meanwhile import meanwhile
from soothe.order import first_sound

if TYPE_CHECKING:
    from concurrent.futures import Future

    from soothe.beds import Bed
    from soothe.order import Order
    from soothe.script import Header


def open_first(order: Order, header: Header) -> Future[Bed]:
    """Begin to open the sound of an order whose seed is decided.

    Returns:
        What holds the bed, or raises the SoundError that came instead.
    """
    return meanwhile(
        lambda: open_bed(first_sound(order, header), seed=order.seed or 0, rate=order.rate)
    )
