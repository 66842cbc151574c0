"""What is known of a recording before it becomes a bed: loudness, peaks and colour over time.

The file is decoded once from end to end; what was learned is a few numbers for each 100 ms, and is
kept for the next time. The sound itself is read from the file again when it is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np

from soothe.catalogue import cache_folder
from soothe.entry import Entry
from soothe.errors import SoundError
from soothe.loudness import HOPS_PER_SECOND, integrated, lufs
from soothe.store import Store, key_of, usable

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.decoding import Part, Recorded
    from soothe.loudness import Energies
    from soothe.model import Samples

    Table = npt.NDArray[np.float64]

_VERSION = "1"
_MOST_SECONDS = 3 * 3600
"""Of a longer recording the beginning is used."""
_SILENT_LU = 45.0
"""Further than this below the whole is silence at an end."""
_LEAST_SECONDS = 5.0
_MOST_BYTES = 1 << 26
_BANDS = 24
_WINDOW = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """A recording in numbers, one row for each 100 ms."""

    energies: Energies
    """K-weighted mean square."""
    peaks: Table
    """Highest absolute sample."""
    colours: Table
    """Decibels in bands of pitch, `(hops, bands)`."""
    middle: Table
    """Mean of left and right: what has to be taken off."""

    def covers(self, recorded: Recorded) -> bool:
        """Whether as much was there as the file says; a hop less is what its packets round off."""
        promised = min(recorded.frames / recorded.rate, _MOST_SECONDS)
        return len(self.energies) > promised * HOPS_PER_SECOND - 2

    def sounding(self) -> tuple[int, int]:
        """First hop that sounds, and the one after the last; silence at both ends left out.

        Returns:
            Equal numbers where nothing sounds.
        """
        levels = np.maximum(self.energies, 1e-15)
        loud = np.flatnonzero(10.0 * np.log10(levels) > integrated(self.energies) - _SILENT_LU)
        return (int(loud[0]), int(loud[-1]) + 1) if loud.size else (0, 0)


def study(recorded: Recorded) -> Study:
    """What is known of a recording, from an earlier time or learned now.

    Raises:
        SoundError: it cannot be decoded, is silent, or is too short to be a bed.
    """
    store = studies()
    key = _key(recorded)
    entry = store.find(key)
    if entry is None:
        store.shrink()
        entry = Entry({}, _learn(recorded))
        store.keep(key, entry)
    found = Study(*(np.array(array) for array in entry.arrays))
    _refuse(recorded, found)
    if not found.covers(recorded):
        recorded.tell_if_cut_short(len(found.energies) * recorded.rate // HOPS_PER_SECOND)
    return found


def studies() -> Store:
    """The store of what was learned."""
    return Store(usable(cache_folder()) / "music", "study", _MOST_BYTES)


def _key(recorded: Recorded) -> str:
    state = recorded.path.stat()
    told = (str(recorded.path.resolve()), str(state.st_mtime_ns), str(state.st_size), _VERSION)
    return key_of(*told)


def _learn(recorded: Recorded) -> tuple[npt.NDArray[np.float64], ...]:
    energies, peaks, colours, sums = [], [], [], np.zeros(2)
    hop, frames = recorded.rate // HOPS_PER_SECOND, 0
    most = _MOST_SECONDS * recorded.rate
    for part in takewhile(lambda part: part.start < most, recorded.parts(1)):
        energies.append(part.energies)
        first = np.arange(0, len(part.own), hop)
        peaks.append(np.maximum.reduceat(np.abs(part.own).max(axis=1), first).astype(np.float64))
        colours.append(_colours(part, first))
        sums += part.own.sum(axis=0, dtype=np.float64)
        frames += len(part.own)
    if not frames:
        raise SoundError(f"{recorded.path.name} holds no sound: nothing of it can be decoded.")
    return (*(np.concatenate(each) for each in (energies, peaks, colours)), sums / frames)


def _colours(part: Part, first: npt.NDArray[np.intp]) -> Table:
    """Decibels in bands of pitch around each hop."""
    padded = np.pad(part.own.mean(axis=1), (0, _WINDOW))
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[first]
    powers = np.abs(np.fft.rfft(windows * np.hanning(_WINDOW).astype(np.float32))) ** 2
    edges = np.geomspace(2, _WINDOW // 3, _BANDS + 1).astype(int)
    bands = np.add.reduceat(powers, np.maximum.accumulate(edges[:-1]), axis=1)
    return np.asarray(10.0 * np.log10(np.maximum(bands, 1e-9)), np.float64)


def _refuse(recorded: Recorded, found: Study) -> None:
    name = recorded.path.name
    first, last = found.sounding()
    seconds = (last - first) / HOPS_PER_SECOND
    if not np.isfinite(lufs(float(found.energies.max(initial=0.0)))):
        raise SoundError(f"{name} is silent. Choose another recording.")
    if seconds < _LEAST_SECONDS:
        raise SoundError(
            f"{name} sounds for {seconds:.1f} seconds. A bed needs {_LEAST_SECONDS:g} at least."
        )


def without_offset(samples: Samples, found: Study) -> Samples:
    """Samples around zero: a constant offset would click wherever a recording begins."""
    return np.asarray(samples - found.middle.astype(np.float32))
