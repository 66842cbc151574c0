"""Two claps at the microphone, as a key.

What the microphone hears goes through `Claps` and is forgotten: nothing is kept and nothing is
written. The microphone is open only while a session is played that asked for it.
"""

from __future__ import annotations

import importlib
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from soothe.errors import DeviceError
from soothe.play.clap import RATE, Claps
from soothe.play.hush import native_messages_hidden

if TYPE_CHECKING:
    from collections.abc import Generator

    from soothe.play.keys import Keys

CLAP = "clap"
"""The name of the key that two claps are."""
PERIOD_MS = 50


class ClapKeys:
    """The keys of somebody who may clap instead.

    A context manager: entering opens the microphone.

    Raises:
        DeviceError: on entering, when there is no microphone.
    """

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._heard: SimpleQueue[str] = SimpleQueue()

    def __enter__(self) -> Self:
        self._device = _open()
        ear = _ear(self._heard)
        next(ear)
        self._device.start(ear)
        self._keys.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._device.close()
        self._keys.__exit__(*error)

    def poll(self, timeout: float) -> tuple[str, ...]:
        """The keys pressed until now, and `CLAP` for each two claps."""
        keys = [*self._keys.poll(timeout)]
        while True:
            try:
                keys.append(self._heard.get_nowait())
            except Empty:
                return tuple(keys)


def check_microphone() -> None:
    """Open the microphone and close it.

    Raises:
        DeviceError: there is none.
    """
    _open().close()


def _ear(heard: SimpleQueue[str]) -> Generator[None, bytes, None]:
    claps = Claps()
    while True:
        samples = np.frombuffer((yield), "<i2").astype(np.float32) / np.float32(32768)
        for _ in range(claps.hear(samples)):
            heard.put(CLAP)


def _open() -> Any:  # noqa: ANN401 - a type of miniaudio's
    try:
        with native_messages_hidden():
            # Not at the top: only who claps needs it, and not every system has it.
            return importlib.import_module("miniaudio").CaptureDevice(
                nchannels=1, sample_rate=RATE, buffersize_msec=PERIOD_MS, app_name="soothe"
            )
    except ImportError as error:
        raise _missing("miniaudio is not installed") from error
    except Exception as error:
        # By its name, since its class lies in a library that may not be there.
        if type(error).__name__ != "MiniaudioError":
            raise
        raise _missing(str(error.args[0])) from error


def _missing(why: str) -> DeviceError:
    return DeviceError(
        f"No microphone was found to hear claps with ({why}). Connect one and try again, "
        "or leave --wait-for-claps out and use a key: --wait-for-me"
    )
