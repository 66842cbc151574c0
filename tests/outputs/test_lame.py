"""What LAME does to the level, measured, and what it refuses."""

from __future__ import annotations

import io

import numpy as np
import pytest

from soothe.errors import UsageError
from soothe.outputs.lame import LameSettings, encoder_gain_db
from soothe.outputs.mp3 import Mp3
from soothe.outputs.tags import Tags
from tests.outputs.sounds import decode, silence, track_of


@pytest.mark.parametrize("rate", [44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize(
    "lame",
    [
        *(LameSettings(bitrate=bitrate) for bitrate in (64, 128, 160, 192, 224, 256, 320)),
        *(LameSettings(vbr=vbr) for vbr in (0, 4)),
    ],
)
def test_the_stated_gain_is_what_the_encoder_does(lame, channels, rate):
    time = np.arange(rate) / rate
    tone = np.round(8000 * np.sin(2 * np.pi * 997 * time)).astype(np.int16)
    samples = np.repeat(tone[:, None], channels, axis=1)
    sink = io.BytesIO()
    Mp3(lame).write(sink, track_of(samples, rate), Tags(), lambda _: None)
    middle = slice(rate // 4, rate * 3 // 4)
    found = decode(sink.getvalue())[middle].std() / (samples[middle].std() / 32768)
    assert 20 * np.log10(found) == pytest.approx(encoder_gain_db(lame), abs=0.03)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"bitrate": 100}, "no bitrate of 100 kb/s. Choose one of 64, 80, 96"),
        ({"bitrate": 48}, "no bitrate of 48 kb/s"),
        ({"vbr": 10}, "The VBR quality is 10. Choose 0"),
        ({"quality": -1}, "The LAME quality is -1. Choose 0"),
    ],
)
def test_settings_out_of_range_are_refused(wrong, sentence):
    with pytest.raises(UsageError, match=sentence):
        LameSettings(**wrong)


def test_other_rates_are_refused():
    with pytest.raises(UsageError, match="44100 or 48000 Hz, not at 22050 Hz"):
        Mp3().write(io.BytesIO(), track_of(silence(100), 22_050), Tags(), lambda _: None)
