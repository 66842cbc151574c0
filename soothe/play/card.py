"""The sound card, by way of miniaudio: PulseAudio, ALSA, Core Audio, WASAPI, found at run time."""

from __future__ import annotations

import importlib
import math
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from soothe.errors import DeviceError, UsageError
from soothe.play.hush import native_messages_hidden
from soothe.suggest import suggestion
from soothe.units import SESSION_RATE

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from soothe.play.device import Feed
    from soothe.play.tape import Block

INSTALL = "python -m pip install miniaudio"
KINDS = ("file:NAME.wav", "miniaudio", "null", "simpleaudio")
"""Devices that are no sound cards, as they are asked for."""
PERIOD_MS = 50
"""Milliseconds asked for at a time."""
PERIODS = 4
"""What the card keeps: a computer that is busy for shorter than that is not heard."""


class Card:
    """The computer's own sound device, that of a miniaudio backend, or one by its own name."""

    paced = True

    def __init__(self, backend: str | None = None, *, name: str | None = None) -> None:
        self._backend = backend
        self._name = name
        self._device: Any = None

    def check(self) -> None:
        """Open the device and keep it for `start`, which then has less to do.

        Raises:
            DeviceError: as `start`.
            UsageError: as `start`.
        """
        with _one_sentence():
            self._device = self._opened(SESSION_RATE)

    def start(self, feed: Feed, rate: int) -> None:
        """Open the device and begin.

        Raises:
            DeviceError: miniaudio is not installed, or it finds no device.
            UsageError: there is no backend or device of this name.
        """
        pump = _pump(feed)
        next(pump)
        with _one_sentence():
            if self._device is None or self._device.sample_rate != rate:
                self.stop()
                self._device = self._opened(rate)
            self._device.start(pump)

    def stop(self) -> None:
        """Drop what the card still holds and close it."""
        if self._device:
            self._device.close()
            self._device = None

    def _opened(self, rate: int) -> Any:  # noqa: ANN401 - a type of miniaudio's
        return _open(self._backend, rate, _identified(self._name) if self._name else None)


def probe() -> tuple[str, tuple[str, ...]]:
    """Name of the system's sound service that would be used, and of every device that it has.

    Raises:
        DeviceError: as `Card.start`.
    """
    with _one_sentence():
        device = _open(None, SESSION_RATE)
        device.close()
        return str(device.backend), tuple(each["name"] for each in _outputs())


def _pump(feed: Feed) -> Generator[Block | bytes, int, None]:
    frames = yield b""
    due = math.inf
    while True:
        if time.monotonic() > due:
            feed.late()
        due = time.monotonic() + PERIODS * PERIOD_MS / 1000
        frames = yield feed.take(frames)


def _outputs() -> list[dict[str, Any]]:
    """Everything that can be played on, with `name` and `id`."""
    outputs: list[dict[str, Any]] = importlib.import_module("miniaudio").Devices().get_playbacks()
    return outputs


def _identified(name: str) -> Any:  # noqa: ANN401 - a type of miniaudio's
    """The device of this name, or the only one whose name has it as a part."""
    by_fold = {each["name"].casefold(): each for each in _outputs()}
    part = [fold for fold in by_fold if name.casefold() in fold]
    fold = name.casefold() if name.casefold() in by_fold else part[0] if len(part) == 1 else None
    if fold is None:
        names = [each["name"] for each in by_fold.values()]
        raise UsageError(
            f"There is no sound device {name!r}.{suggestion(name, (*names, *KINDS))} "
            f"`soothe doctor` lists what is connected."
        )
    return by_fold[fold]["id"]


def _open(backend: str | None, rate: int, device_id: object = None) -> Any:  # noqa: ANN401 - a type of miniaudio's
    # Not at the top: only a card needs it, and not every system has it.
    miniaudio = importlib.import_module("miniaudio")
    device = miniaudio.PlaybackDevice(
        sample_rate=rate,
        buffersize_msec=PERIOD_MS,
        device_id=device_id,
        callback_periods=PERIODS,
        # Where the system lets us (on Linux, who may ask for real time): the callback only copies.
        thread_prio=miniaudio.ThreadPriority.REALTIME,
        backends=[_named(miniaudio.Backend, backend)] if backend else None,
        app_name="soothe",
    )
    if device.backend == "Null" and backend != "null":
        device.close()
        raise _missing("none is connected")
    return device


def _named(backends: Any, name: str) -> Any:  # noqa: ANN401 - an enumeration of miniaudio's
    known = {each.name.lower(): each for each in backends}
    if name not in known:
        raise UsageError(f"miniaudio has no backend {name!r}. It has: {', '.join(sorted(known))}.")
    return known[name]


def _missing(why: str) -> DeviceError:
    return DeviceError(
        f"No sound device was found ({why}). Connect speakers or headphones and try again, "
        f"or make a file to play elsewhere with: soothe export"
    )


@contextmanager
def _one_sentence() -> Iterator[None]:
    """Turn whatever goes wrong with the card into one sentence of ours."""
    try:
        with native_messages_hidden():
            yield
    except ImportError as error:
        raise DeviceError(
            f"Live playing needs miniaudio, which is not installed. Install it with: {INSTALL} "
            f"- or make a file with: soothe export"
        ) from error
    except Exception as error:
        # By its name, since its class lies in a library that may not be there.
        if type(error).__name__ != "MiniaudioError":
            raise
        raise _missing(str(error.args[0])) from error
