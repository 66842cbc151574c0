"""Playing a whole recording through simpleaudio, in a process of its own.

simpleaudio takes a recording, plays it, and can stop it; there is no way to give it more without a
gap. So what is to be heard is made first, to its end, and then cannot change: the only key left
is the one that stops.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import wave
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Self

from soothe.errors import DeviceError

if TYPE_CHECKING:
    from soothe.play.tape import Pcm

WORKS_ON = (3, 11)
"""The version of Python on which simpleaudio plays; on later ones it crashes."""
INSTALL = "python -m pip install simpleaudio"
CHUNK = 10
"""Seconds that are made at a time."""


class SimpleAudio:
    """The backend by name; `Recital` plays through it."""

    paced = False

    def check(self) -> None:
        """Find out whether it can be used, without a sound.

        Raises:
            DeviceError: another Python, or it is not installed.
        """
        if sys.version_info[:2] != WORKS_ON:
            raise DeviceError(
                "simpleaudio crashes when it plays on Python 3.12 and later, and this is Python "
                f"{sys.version_info[0]}.{sys.version_info[1]}. "
                "Leave --device out to play with miniaudio, or make a file: soothe export"
            )
        if not find_spec("simpleaudio"):
            raise DeviceError(
                f"simpleaudio is not installed. Install it with: {INSTALL} (it comes without "
                "wheels, so it needs a C compiler, and on Linux the headers of ALSA) - or leave "
                "--device out to play with miniaudio."
            )


class Recital:
    """Plays `pcm` (`frames` long, at `rate`) to its end, from frame `start` on.

    A context manager: entering makes the whole recording and starts it, leaving stops it.

    Raises:
        DeviceError: on entering, when simpleaudio cannot be used or fails.
        Exception: on entering, whatever reading `pcm` raised.
    """

    asked = underruns = 0
    paused = False

    def __init__(self, pcm: Pcm, frames: int, rate: int, *, start: int = 0) -> None:
        self.frames = frames
        self.rate = rate
        self._pcm = pcm
        self._start = start
        self._stopped = False

    def __enter__(self) -> Self:
        SimpleAudio().check()
        self._folder = tempfile.TemporaryDirectory(prefix="soothe-")
        try:
            path = Path(self._folder.name) / "session.wav"
            self._write(path)
            self._worker = _start(path)
            self._began = time.monotonic()
        except BaseException:
            self._folder.cleanup()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped = self._worker.poll() is None
        self._worker.kill()
        self._worker.communicate()
        self._folder.cleanup()

    @property
    def position(self) -> int:
        """Frame of the track now heard, by the clock."""
        if self.finished:
            return self.frames
        heard = int((time.monotonic() - self._began) * self.rate)
        return min(self.frames, self._start + heard)

    @property
    def finished(self) -> bool:
        """True once the recording was heard to its end."""
        return self._worker.poll() == 0

    def check(self) -> None:
        """Raise what the worker failed with, if anything."""
        if not self._stopped and self._worker.poll():
            raise _failed(self._worker)

    def _write(self, path: Path) -> None:
        with wave.open(str(path), "wb") as file:
            file.setparams((2, 2, self.rate, 0, "NONE", ""))
            for at in range(self._start, self.frames, CHUNK * self.rate):
                block = self._pcm(at, min(CHUNK * self.rate, self.frames - at))
                file.writeframes(block.astype("<i2", copy=False).tobytes())


def _start(path: Path) -> subprocess.Popen[bytes]:
    """The worker, once its sound has begun."""
    # It finds what this program finds, wherever it was put on the path.
    known = os.pathsep.join(entry for entry in sys.path if entry)
    worker = subprocess.Popen(  # noqa: S603 - this interpreter, this package
        [sys.executable, "-P", "-m", "soothe.play.simple_worker", str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": known},
    )
    if worker.stdout and not worker.stdout.readline():
        raise _failed(worker)
    return worker


def _failed(worker: subprocess.Popen[bytes]) -> DeviceError:
    _, complaint = worker.communicate()
    last = complaint.decode(errors="replace").strip().rpartition("\n")[2]
    return DeviceError(
        f"simpleaudio stopped ({last or f'exit code {worker.returncode}'}). "
        "Leave --device out to play with miniaudio, or make a file: soothe export"
    )
