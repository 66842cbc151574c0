"""LAME as soothe sets it: what is asked of the encoder, and what it does to the level.

Samples go in as 16 bit: `lameenc` takes nothing wider, and dither has been added before.
"""

from __future__ import annotations

from dataclasses import dataclass

import lameenc

from soothe.errors import UsageError
from soothe.outputs.mp3_frame import BITRATES, RATES
from soothe.units import decibels

LEAST_BITRATE = 64
"""Kilobits per second; the lowest at which a frame has room for the header with the length."""

_LEAST_EFFORT = 9
_SCALE = ((160, 0.95), (192, 0.97), (224, 0.98))
"""LAME's presets turn constant bitrates down: (up to this bitrate, by this factor)."""


@dataclass(frozen=True, slots=True)
class LameSettings:
    """How LAME is to encode.

    Raises:
        UsageError: a number is out of its range.
    """

    bitrate: int = 128
    """Constant kilobits per second, 64 to 320; without meaning if `vbr` is given."""
    vbr: int | None = None
    """Variable bitrate: 0 is best, 9 smallest; None: constant."""
    quality: int = 5
    """Effort: 0 is slowest, 9 fastest."""

    def __post_init__(self) -> None:
        allowed = [bitrate for bitrate in BITRATES if bitrate >= LEAST_BITRATE]
        if self.bitrate not in allowed:
            listed = ", ".join(map(str, allowed))
            raise UsageError(f"MP3 has no bitrate of {self.bitrate} kb/s. Choose one of {listed}.")
        for name, value in (("VBR quality", self.vbr), ("LAME quality", self.quality)):
            if value is not None and not 0 <= value <= _LEAST_EFFORT:
                raise UsageError(f"The {name} is {value}. Choose 0 (best) to {_LEAST_EFFORT}.")


def encoder_gain_db(settings: LameSettings) -> float:
    """Decibels by which the encoder changes the level; turn the sound up by its negative before."""
    if settings.vbr is not None:
        return 0.0
    return next((decibels(scale) for most, scale in _SCALE if settings.bitrate <= most), 0.0)


def open_encoder(settings: LameSettings, rate: int, channels: int) -> lameenc.Encoder:
    """A fresh encoder.

    Raises:
        UsageError: MP3 files are made at 44.1 and 48 kHz only.
    """
    if rate not in RATES:
        raise UsageError(f"MP3 is written at 44100 or 48000 Hz, not at {rate} Hz.")
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(rate)
    encoder.set_channels(channels)
    encoder.set_quality(settings.quality)
    if settings.vbr is None:
        encoder.set_bit_rate(settings.bitrate)
    else:
        encoder.set_vbr(lameenc.VBR_MTRH)
        encoder.set_vbr_quality(settings.vbr)
    return encoder
