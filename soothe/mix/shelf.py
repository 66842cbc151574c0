"""The folder of conditioned clips: files that appear whole, and go when they were long unused.

A file is four arrays: energies, peaks by node, the step of the samples, and the samples in 16 bits,
which come last because a session needs all measures at once but samples only when they sound.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from soothe.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy.typing as npt

    from soothe.loudness import Energies
    from soothe.model import Samples

MOST_BYTES = 2**30
"""What the folder may hold when a session begins; an hour of speech is 0.7 of it."""

_SUFFIX = ".take"
_FULL_SCALE = 32767.0
_FRAME_BYTES = 4
_HEADER_BYTES = 128


def place(folder: Path, key: str) -> Path:
    """The file of a key."""
    return folder / f"{key}{_SUFFIX}"


def keep(path: Path, samples: Samples, energies: Energies, nodes: Samples) -> None:
    """Write a file whole or not at all.

    Raises:
        OutputError: the folder cannot be written.
    """
    step = np.float32(np.abs(samples).max(initial=0.0) / _FULL_SCALE or 1.0)
    values = np.rint(samples / step).astype(np.int16)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, (energies, nodes, step, values))
    except OSError as error:
        if path.exists():  # another process kept it, and Windows replaces no file in use
            return
        raise OutputError(
            f"Cannot keep conditioned clips in {path.parent}: {error.strerror or error}. "
            "Free some space, or name another cache folder."
        ) from error


def measures(path: Path, frames: int) -> tuple[Energies, Samples] | None:
    """Energies and node peaks of a file of so many frames; None if it is missing or damaged."""
    try:
        with path.open("rb") as file:
            energies, nodes, _ = np.load(file), np.load(file), np.load(file)
            rest = os.fstat(file.fileno()).st_size - file.tell()
        os.utime(path)
    except (OSError, ValueError, EOFError):
        return None
    return (energies, nodes) if rest == _HEADER_BYTES + frames * _FRAME_BYTES else None


def samples(path: Path) -> Samples:
    """Stereo samples `(frames, 2)` of a file."""
    with path.open("rb") as file:
        for _ in range(2):
            np.load(file)
        step, values = np.load(file), np.load(file)
    return np.asarray(values * step, np.float32)


def sweep(folder: Path, most_bytes: int = MOST_BYTES) -> None:
    """Throw the files away that were not used for longest, until the rest fits."""
    held = 0
    for _, size, path in sorted(_entries(folder), reverse=True):
        held += size
        if held > most_bytes:
            path.unlink(missing_ok=True)


def _entries(folder: Path) -> Iterator[tuple[int, int, Path]]:
    for path in folder.glob(f"*{_SUFFIX}"):
        try:
            status = path.stat()
        except FileNotFoundError:  # another process was quicker
            continue
        yield status.st_mtime_ns, status.st_size, path


def _write(path: Path, arrays: Iterable[npt.ArrayLike]) -> None:
    handle, unfinished = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            for array in arrays:
                np.save(file, array)
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink()
        raise
