"""One MP3 frame (MPEG-1 layer III): its size, its parts, and where its sound begins.

A frame is a header, a block of side information, and a stretch of main data. The main data of a
frame may begin up to 511 bytes before its header, in space that earlier frames left free: the bit
reservoir. `main_data_begin` says how far back.
"""

from __future__ import annotations

from soothe.errors import OutputError

FRAME = 1152
"""Samples per channel in one frame."""
RATES = (44_100, 48_000)
"""Sampling rates in the order of the header's index."""
BITRATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""Kilobits per second in the order of the header's index."""

_HEADER = 4
_MODE_MONO = 3


def _size(third: int) -> int:
    """Size in bytes of the frame whose header has this third byte; 0 if there is none."""
    bitrate, rate = third >> 4, third >> 2 & 3
    if not 0 < bitrate < len(BITRATES) or rate >= len(RATES):
        return 0
    return 144_000 * BITRATES[bitrate] // RATES[rate] + (third >> 1 & 1)


_SIZES = tuple(map(_size, range(256)))


def frame_bytes(data: bytes | bytearray, at: int = 0) -> int:
    """Size in bytes of the frame whose header, four bytes, begins at `at`.

    Raises:
        OutputError: no MPEG-1 layer III header of 44.1 or 48 kHz stands here.
    """
    size = _SIZES[data[at + 2]]
    # The last bit of the second byte tells of a checksum; frames may have one or not.
    if data[at] != 0xFF or data[at + 1] | 1 != 0xFB or not size:  # noqa: PLR2004
        raise OutputError(
            f"The MP3 is broken: no frame begins with the bytes {data[at : at + 4].hex()}. "
            "Please report this."
        )
    return size


def cbr_offset(frame: int, bitrate: int, rate: int) -> int:
    """Bytes of all frames before frame `frame` of LAME's stream at a constant bitrate."""
    least, rest = divmod(144_000 * bitrate, rate)
    padded = -(-max(0, frame - 1) * rest // rate)
    return frame * least + padded


def is_mono(frame: bytes) -> bool:
    """Whether the frame holds one channel."""
    return frame[3] >> 6 == _MODE_MONO


def head_bytes(frame: bytes) -> int:
    """Bytes before the main data: header, checksum if there is one, side information."""
    checksum = 0 if frame[1] & 1 else 2
    return 4 + checksum + (17 if is_mono(frame) else 32)


def main_data_begin(frame: bytes) -> int:
    """How many bytes of main data before this frame's header belong to it."""
    at = 4 if frame[1] & 1 else 6
    return frame[at] << 1 | frame[at + 1] >> 7


def split(data: bytearray) -> list[bytes]:
    """Takes all whole frames off the front of `data` and leaves the rest in it."""
    frames, at, whole = [], 0, bytes(data)
    while at + _HEADER <= len(whole):
        end = at + frame_bytes(whole, at)
        if end > len(whole):
            break
        frames.append(whole[at:end])
        at = end
    del data[:at]
    return frames


def last_main_data(frames: list[bytes], count: int) -> bytes:
    """The last `count` bytes of main data in a run of frames."""
    at, data = len(frames), b""
    while len(data) < count:
        at -= 1
        data = frames[at][head_bytes(frames[at]) :] + data
    return data[len(data) - count :]


def put_last_main_data(frames: list[bytes], data: bytes) -> None:
    """Overwrites the last bytes of main data in a run of frames, in place."""
    at = len(frames)
    while data:
        at -= 1
        room = len(frames[at]) - head_bytes(frames[at])
        data, tail = data[:-room], data[-room:]
        frames[at] = frames[at][: len(frames[at]) - len(tail)] + tail
