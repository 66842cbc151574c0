"""Recordings of any kind as stereo samples: streamed, read anywhere, never loaded whole.

libsndfile reads WAV, FLAC, MP3, Ogg and Opus, and finds any frame of them again, except in Vorbis;
PyAV, an extra, reads the rest. What cannot be read is an error with the file's name and the reason.
A file that was cut short is used as far as it goes; who hears it to its end warns.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile

from soothe.catalogue import is_utf8, misnamed
from soothe.errors import SoundError
from soothe.loudness import HOPS_PER_SECOND, k_energies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soothe.loudness import Energies
    from soothe.model import Samples

_BLOCK = 1 << 16
_SHORT = 1 << 12
"""A block that is broken is lost whole."""
_WITHOUT_SEEKING = "VORBIS"
"""libsndfile lands some hundred frames off there."""
_PART_HOPS = 100
_CENTRE = 0.7071
_FIVE_ONE = 6


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Ten seconds of a recording, the last less, and a little of what was before them."""

    samples: Samples
    start: int
    """Frame at which the part itself begins."""
    lead: int
    """Frames before it."""
    rate: int

    @property
    def own(self) -> Samples:
        """The part without its lead."""
        return self.samples[self.lead :]

    @property
    def energies(self) -> Energies:
        """K-weighted mean square of each of its hops."""
        return k_energies(self.samples, self.rate)[self.lead // (self.rate // HOPS_PER_SECOND) :]


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Recorded:
    """A file with sound in it."""

    path: Path
    rate: int
    """Frames per second."""
    channels: int
    frames: int
    """As the file says; 0 where it does not."""
    seekable: bool
    """Whether `read` finds any frame exactly."""

    def parts(self, lead_hops: int) -> Iterator[Part]:
        """Everything in parts of ten seconds, each with some hops of 100 ms before it.

        Raises:
            SoundError: nothing of it can be decoded.
        """
        hop = self.rate // HOPS_PER_SECOND
        size, lead = _PART_HOPS * hop, lead_hops * hop
        kept, start, before = np.zeros((0, 2), np.float32), 0, 0
        for block in self.blocks():
            kept = np.concatenate([kept, block])
            while len(kept) >= before + size:
                yield Part(kept[: before + size], start, before, self.rate)
                kept, start = kept[before + size - lead :], start + size
                before = lead
        if len(kept) > before:
            yield Part(kept, start, before, self.rate)

    def blocks(self) -> Iterator[Samples]:
        """Everything that can be decoded, in blocks of stereo samples `(frames, 2)`.

        Raises:
            SoundError: nothing of it can be decoded.
        """
        decoded = 0
        source = _libsndfile_blocks if _readable(self.path) else _libav_blocks
        for block in source(self.path):
            # AAC comes in whole packets; what lies beyond the stated end is padding.
            kept = block[: self.frames - decoded] if self.frames else block
            decoded += len(kept)
            yield stereo(kept)

    def tell_if_cut_short(self, frames: int) -> None:
        """Warn where only so many frames could be decoded, less than the file promises."""
        if frames < self.frames:
            seconds, all_seconds = frames / self.rate, self.frames / self.rate
            warnings.warn(
                f"{self.path.name} was cut short: {seconds:.0f} of {all_seconds:.0f} seconds "
                "are there and are used.",
                stacklevel=3,
            )

    def read(self, start: int, frames: int) -> Samples:
        """Stereo samples `(frames, 2)` from frame `start` on; silence before and beyond it all.

        Raises:
            SoundError: the file cannot be read any more.
        """
        block = np.zeros((frames, 2), np.float32)
        place = max(0, -start)
        try:
            with soundfile.SoundFile(self.path) as file:
                file.seek(min(max(0, start), file.frames))
                for found in _blocks_of(file, _SHORT):
                    kept = stereo(found)[: frames - place]
                    block[place : place + len(kept)] = kept
                    place += len(kept)
                    if place >= frames:
                        break
        except (soundfile.LibsndfileError, OSError) as error:
            raise SoundError(f"{self.path.name} cannot be read any more: {error}.") from error
        return block


def open_recording(path: Path) -> Recorded:
    """The recording in a file.

    Raises:
        SoundError: it is none, cannot be read, or needs an extra that is not installed.
    """
    if not is_utf8(path):
        raise SoundError(misnamed(path))
    try:
        info = soundfile.info(path)
    except (soundfile.LibsndfileError, OSError) as error:
        return _open_with_libav(path, error)
    if not info.frames:
        raise SoundError(f"{path.name} holds no sound: it is empty.")
    seekable = info.subtype != _WITHOUT_SEEKING
    return Recorded(path, info.samplerate, info.channels, info.frames, seekable)


def stereo(samples: Samples) -> Samples:
    """Any number of channels as two; what is no number becomes silence."""
    if not np.isfinite(samples).all():
        samples = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
    count = samples.shape[1]
    if count == 1:
        return np.repeat(samples, 2, axis=1)
    return samples if count == 2 else np.asarray(samples @ _fold(count), np.float32)  # noqa: PLR2004 - stereo


def _fold(count: int) -> Samples:
    """Shares of each channel in left and right, `(count, 2)`, in the order of WAV files."""
    shares = np.zeros((count, 2), np.float32)
    shares[0, 0] = shares[1, 1] = 1.0
    with_centre = count == 3 or count >= _FIVE_ONE  # noqa: PLR2004 - left, right, centre
    first_behind = 2
    if with_centre:
        shares[2] = _CENTRE
        first_behind = 4  # The fourth is the rumble of films, which is left out.
    for channel in range(first_behind, count):
        shares[channel, channel % 2] = _CENTRE
    shares /= shares.sum(axis=0)
    return shares


def _readable(path: Path) -> bool:
    try:
        soundfile.info(path)
    except soundfile.LibsndfileError:
        return False
    return True


def _next(file: soundfile.SoundFile, frames: int) -> Samples:
    return np.asarray(file.read(frames, dtype="float32", always_2d=True), np.float32)


def _libsndfile_blocks(path: Path) -> Iterator[Samples]:
    with soundfile.SoundFile(path) as file:
        yield from _blocks_of(file, _BLOCK)


def _blocks_of(file: soundfile.SoundFile, frames: int) -> Iterator[Samples]:
    """What follows in a file, up to its end or to where it is broken.

    Whoever counts the frames reports what is missing.
    """
    while True:
        try:
            block = _next(file, frames)
        except soundfile.LibsndfileError:
            return
        if not len(block):
            return
        yield block


def _open_with_libav(path: Path, error: Exception) -> Recorded:
    beginning = _beginning(path)
    try:
        av = import_module("av")
    except ModuleNotFoundError:
        raise SoundError(
            f"{path.name} holds no sound of a known kind. If it is M4A or AAC, install PyAV: "
            "pip install 'soothe[formats]'"
        ) from error
    try:
        with av.open(str(path)) as container:
            stream = container.streams.audio[0]
            if not stream.rate:
                raise SoundError(f"{path.name} cannot be read: {_why_not(beginning)}.")
            seconds = float((stream.duration or 0) * (stream.time_base or 0))
            frames = round(seconds * stream.rate)
            return Recorded(
                path, stream.rate, stream.codec_context.channels, frames, seekable=False
            )
    except (av.FFmpegError, IndexError) as second:
        raise SoundError(f"{path.name} cannot be read: {_why_not(beginning)}.") from second


def _beginning(path: Path) -> bytes:
    """The first bytes of a file.

    Raises:
        SoundError: it is no file, may not be read, or has none.
    """
    told = str(path) if path.name in {"", ".."} else path.name
    try:
        if path.is_dir():
            raise SoundError(f"{told} cannot be read: it is a folder. Name a file in it.")
        with path.open("rb") as file:
            beginning = file.read(8)
    except FileNotFoundError as error:
        raise SoundError(f"{told} cannot be read: there is no such file.") from error
    except OSError as error:
        raise SoundError(f"{told} cannot be read: {error.strerror}.") from error
    if not beginning:
        raise SoundError(f"{told} cannot be read: it is empty.")
    return beginning


def _why_not(beginning: bytes) -> str:
    """M4A files may keep the index of all their packets at the end, and are lost without it."""
    if beginning[4:] != b"ftyp":
        return "it holds no sound of a known kind"
    return "it was cut short, and the index at its end is missing. Copy it again from where it was"


def _libav_blocks(path: Path) -> Iterator[Samples]:
    av = import_module("av")
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="fltp")
        try:
            for frame in container.decode(audio=0):
                yield from _planes(resampler.resample(frame))
        except av.FFmpegError:
            return  # As above.


def _planes(frames: list[Any]) -> Iterator[Samples]:
    for frame in frames:
        yield np.ascontiguousarray(frame.to_ndarray().T)
