"""Own music as a bed: one recording that loops, or a folder of them played one after another.

Recordings pass into each other at equal power. One alone loops from a moment near its end to one
near its beginning that sounds most alike, shifted by a few milliseconds so that their waves run
together, and at the gains that keep two sounds as alike as these at one level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.piece import Piece, seekable
from soothe.beds.study import study
from soothe.beds.tile import passing
from soothe.decoding import open_recording
from soothe.errors import SoundError
from soothe.loudness import HOPS_PER_SECOND

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from soothe.beds.study import Study
    from soothe.beds.texture import Planar

SUFFIXES = frozenset(
    (".mp3", ".wav", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".m4b", ".aac", ".aif", ".aiff")
)
"""What a folder is searched for."""
_CROSSFADE_HOPS = 60
_SEARCHED_SHARE = 5
"""The loop leaves in the last fifth of a recording and comes back in the first."""
_SEARCHED_HOPS = 300
_EVERY_HOPS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Music:
    """Pieces in a circle, without an end."""

    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]
    """Frame of the circle at which each begins."""
    period: int
    """Frames of the circle."""
    crossfade: int
    """Frames in which a piece gives way to the next."""
    likeness: float
    """Correlation of what leaves and what comes."""
    rate: int

    @property
    def power(self) -> float:
        """K-weighted mean square, summed over both channels."""
        lengths = [piece.frames for piece in self.pieces]
        return float(np.average([piece.power() for piece in self.pieces], weights=lengths))

    def second(self, index: int) -> Planar:
        """Second `index`, `(2, rate)`."""
        samples = np.zeros((self.rate, 2), np.float32)
        begin = index * self.rate
        for piece, start in self._near(begin):
            first, last = max(begin, start), min(begin + self.rate, start + piece.frames)
            if first < last:
                heard = piece.read(first - start, last - first)
                gain = self._gain(piece, start, np.arange(first - start, last - start))
                samples[first - begin : last - begin] += heard * gain[:, None]
        return np.ascontiguousarray(samples.T)

    def _near(self, begin: int) -> Iterator[tuple[Piece, int]]:
        """Each piece with every start that may reach into the second at `begin`."""
        for piece, start in zip(self.pieces, self.starts, strict=True):
            rounds = (begin - start) // self.period
            for number in (rounds - 1, rounds, rounds + 1):
                if number >= 0:
                    yield piece, start + number * self.period

    def _gain(self, piece: Piece, start: int, positions: npt.NDArray[np.int64]) -> Planar:
        """Gain at frames of a piece that begins at frame `start` of the bed."""
        leave = (piece.frames - positions) / self.crossfade
        # Nothing leaves while the very first comes; its mix lets it in.
        come = positions / self.crossfade if start else np.ones(len(positions))
        share = np.clip(np.minimum(come, leave), 0.0, 1.0)
        return passing(share.astype(np.float32), self.likeness)


def open_music(path: Path, rate: int) -> Music:
    """The music in a file or folder.

    Args:
        path: a recording, or a folder with recordings, which are played in order of name.
        rate: frames per second.

    Raises:
        SoundError: a file cannot be read, is silent or too short, or the folder has none.
    """
    files = _recordings(path) if path.is_dir() else [path]
    pieces = [_piece(file, rate, alone=len(files) == 1) for file in files]
    shortest = min(piece.hops for piece in pieces)
    crossfade, likeness = min(_CROSSFADE_HOPS, shortest // 4) * rate // HOPS_PER_SECOND, 0.0
    if len(pieces) == 1:
        crossfade, likeness = _together(pieces[0], crossfade)
    ends = np.cumsum([piece.frames - crossfade for piece in pieces])
    starts = (0, *(int(end) for end in ends[:-1]))
    return Music(tuple(pieces), starts, int(ends[-1]), crossfade, likeness, rate)


def _recordings(folder: Path) -> Sequence[Path]:
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    if not files:
        raise SoundError(
            f"There is no recording in {folder}. Put MP3, M4A, FLAC, OGG, Opus or WAV files there."
        )
    return files


def _piece(path: Path, rate: int, *, alone: bool) -> Piece:
    recorded = open_recording(path)
    known = study(recorded)
    first, last = known.sounding()
    if alone:
        first, last = _loop(known, first, last)
    return Piece(seekable(recorded, known), known, first, last - first, rate)


def _loop(known: Study, first: int, last: int) -> tuple[int, int]:
    """First and last hop of the loop: where what fades out is most like what fades in."""
    reach = min((last - first) // _SEARCHED_SHARE, _SEARCHED_HOPS)
    fade = min(_CROSSFADE_HOPS, (last - first) // 4)
    best = (np.inf, first, last)
    for begin in range(first, first + reach + 1, _EVERY_HOPS):
        come = known.colours[begin : begin + fade]
        for end in range(last, last - reach - 1, -_EVERY_HOPS):
            distance = float(np.abs(known.colours[end - fade : end] - come).mean())
            best = min(best, (distance, begin, end))
    return best[1], best[2]


def _together(piece: Piece, crossfade: int) -> tuple[int, float]:
    """A crossfade of about this length in which end and beginning run together, and how alike."""
    reach = piece.rate // HOPS_PER_SECOND
    come = piece.read(0, crossfade)
    leave = piece.read(piece.frames - crossfade - reach, crossfade + reach)
    size = 2 * len(leave)
    spectra = np.fft.rfft(leave.T, size) * np.fft.rfft(come.T, size).conj()
    shared = np.fft.irfft(spectra, size).sum(axis=0)[: reach + 1]
    late = int(shared.argmax())
    under = leave[late : late + crossfade]
    energy = float(np.sqrt(np.square(come).sum() * np.square(under).sum()))
    return crossfade + reach - late, max(0.0, float(shared[late]) / max(energy, 1e-12))
