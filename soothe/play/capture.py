"""A device that writes what would have been heard to a WAV file, sample for sample."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING, BinaryIO

from soothe.catalogue import typed
from soothe.errors import DeviceError
from soothe.play.dummy import Unpaced

if TYPE_CHECKING:
    from soothe.play.device import Feed
    from soothe.play.tape import Block


class Capture:
    """Writes to `path`, 16 bit stereo, as fast as sound is made; pauses leave no gap in it."""

    paced = False

    def __init__(self, path: str) -> None:
        self._path = typed(path)
        self._file: BinaryIO | None = None

    def check(self) -> None:
        """Create the file.

        Raises:
            DeviceError: the file cannot be opened for writing.
        """
        self._open().close()

    def start(self, feed: Feed, rate: int) -> None:
        """Open the file and begin.

        Raises:
            DeviceError: the file cannot be opened for writing.
        """
        self._file = self._open()
        wav = self._wav = wave.open(self._file, "wb")  # noqa: SIM115 - closed by stop
        wav.setparams((2, 2, rate, 0, "NONE", ""))
        self._unpaced = Unpaced(lambda block: wav.writeframesraw(_bytes(block)))
        self._unpaced.start(feed, rate)

    def stop(self) -> None:
        """Complete the file's header and close it."""
        if self._file:
            self._unpaced.stop()
            self._wav.close()
            self._file.close()

    def _open(self) -> BinaryIO:
        try:
            return self._path.open("wb")
        except OSError as error:
            raise DeviceError(
                f"Cannot write {self._path}: {error.strerror}. Choose another place or name."
            ) from error


def _bytes(block: Block) -> bytes:
    return block.astype("<i2", copy=False).tobytes()
