"""Pictures of what was heard, ready to stand inside a page: a PNG as a data address, SVG paths."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np

from soothe.inspect.spectrum import COLUMNS
from soothe.loudness import HOPS_PER_SECOND, OFFSET_LU

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from soothe.inspect.listening import Heard, Hops

WIDTH, HEIGHT = COLUMNS, 120
_LOUDEST_LUFS, _SOFTEST_LUFS = -10.0, -60.0
_DARKEST_DB, _BRIGHTEST_DB = -105.0, -35.0
_NIGHT, _EMBER, _CREAM = (20, 18, 38), (196, 94, 68), (255, 244, 214)


def spectrogram_png(heard: Heard) -> str:
    """The spectrogram as a data address; high pitches on top, warm is loud."""
    decibels = heard.spectrogram.decibels[::-1]
    share = (decibels - _DARKEST_DB) / (_BRIGHTEST_DB - _DARKEST_DB)
    stops = np.array([_NIGHT, _EMBER, _CREAM], float)
    place = np.clip(share, 0.0, 1.0)
    pixels = np.stack([np.interp(place, (0.0, 0.6, 1.0), column) for column in stops.T], axis=2)
    return "data:image/png;base64," + base64.b64encode(_png(pixels.astype(np.uint8))).decode()


def waveform_path(heard: Heard) -> str:
    """Half a waveform upwards, in decibels, as the path of an SVG."""
    levels = 20.0 * np.log10(np.maximum(_columns(heard.levels, np.maximum), 1e-4))
    return _path((levels + 80.0) / 80.0, closed=True)


def loudness_path(heard: Heard) -> str:
    """Loudness over three seconds, from -60 to -10 LUFS, as the path of an SVG."""
    window = 3 * HOPS_PER_SECOND
    mean = np.convolve(heard.energies, np.full(window, 1.0 / window), "same")
    levels = OFFSET_LU + 10.0 * np.log10(np.maximum(_columns(mean, np.maximum), 1e-12))
    return _path((levels - _SOFTEST_LUFS) / (_LOUDEST_LUFS - _SOFTEST_LUFS), closed=False)


def level_y(lufs: float) -> float:
    """Height at which a loudness lies in that picture."""
    return HEIGHT * (1.0 - (lufs - _SOFTEST_LUFS) / (_LOUDEST_LUFS - _SOFTEST_LUFS))


def _columns(hops: Hops, highest: np.ufunc) -> Hops:
    """One value for each column."""
    if not len(hops):
        return np.zeros(WIDTH)
    first = np.arange(WIDTH) * len(hops) // WIDTH
    return np.asarray(highest.reduceat(hops, first), np.float64)


def _path(heights: Iterable[float], *, closed: bool) -> str:
    points = [
        f"{x},{HEIGHT * (1.0 - min(max(height, 0.0), 1.0)):.1f}" for x, height in enumerate(heights)
    ]
    line = "M" + "L".join(points)
    return f"{line}L{WIDTH},{HEIGHT}L0,{HEIGHT}Z" if closed else line


def _png(pixels: npt.NDArray[np.uint8]) -> bytes:
    """A PNG of `(rows, columns, 3)` colours."""
    rows, columns, _ = pixels.shape
    lines = b"".join(b"\0" + row.tobytes() for row in pixels)
    head = struct.pack(">IIBBBBB", columns, rows, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
