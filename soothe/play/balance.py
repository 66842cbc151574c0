"""Voice and sound at the levels that the listener sets while a session plays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from soothe.mix import to_int16
from soothe.mix.peaks import Limited
from soothe.units import gain

if TYPE_CHECKING:
    from soothe.mix import Mix
    from soothe.model import Samples, Stem
    from soothe.play.tape import Block, Pcm

STEP_DB = 2.0
"""Decibels of one key press."""
LOWEST_DB, HIGHEST_DB = -24.0, 6.0


@dataclass(frozen=True, slots=True)
class Balance:
    """Levels against those of the mix, in decibels."""

    voice_db: float = 0.0
    bed_db: float = 0.0
    bed_off: bool = False

    def voice(self, by: int) -> Balance:
        """The voice louder by so many steps."""
        return replace(self, voice_db=_within(self.voice_db + by * STEP_DB))

    def bed(self, by: int) -> Balance:
        """The sound louder by so many steps; it is heard again if it was off."""
        return replace(self, bed_db=_within(self.bed_db + by * STEP_DB), bed_off=False)

    def toggled(self) -> Balance:
        """The sound off, or on again."""
        return replace(self, bed_off=not self.bed_off)

    def __str__(self) -> str:
        bed = "off" if self.bed_off else f"{self.bed_db:+.0f} dB"
        return f"Voice {self.voice_db:+.0f} dB, sound {bed}"

    def pcm(self, mix: Mix, seed: int) -> Pcm:
        """What a mix sounds like: untouched, the very samples of its file."""
        return pcm_of(self._stem(mix), seed)

    def _stem(self, mix: Mix) -> Stem:
        if self == Balance():
            return mix
        bed = 0.0 if self.bed_off else gain(self.bed_db)
        factors = {"bed": bed, "voice": gain(self.voice_db), "bells": gain(self.voice_db)}
        loud = tuple((mix.stems[name], np.float32(factor)) for name, factor in factors.items())
        return Limited(_Balanced(loud), gain(mix.profile.ceiling_dbtp))


def pcm_of(stem: Stem, seed: int) -> Pcm:
    """A stem in 16 bits, dithered as the file of a session with this seed is."""

    def pcm(start: int, frames: int) -> Block:
        return to_int16(stem.read(start, frames), start, seed)

    return pcm


@dataclass(frozen=True, slots=True)
class _Balanced:
    """Stems, each with its factor, heard together."""

    stems: tuple[tuple[Stem, np.float32], ...]

    def read(self, start: int, frames: int) -> Samples:
        """Stereo samples `(frames, 2)` from frame `start` on."""
        block = np.zeros((frames, 2), np.float32)
        for stem, factor in self.stems:
            block += stem.read(start, frames) * factor
        return block


def _within(level_db: float) -> float:
    return max(LOWEST_DB, min(HIGHEST_DB, level_db))
