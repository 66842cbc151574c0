"""The whole MP3: exact length in every decoder, the same bytes from any number of workers."""

from __future__ import annotations

import io

import miniaudio
import numpy as np
import pytest
import soundfile

from soothe.outputs.lame import LameSettings
from soothe.outputs.mp3 import Mp3
from soothe.outputs.tags import Tags
from soothe.outputs.write import write_file
from tests.outputs.sounds import decode, noise, speech_like, track_of

LONG = 1152 * 1300 + 17
"""More than one segment."""


def written(kind: Mp3, track) -> bytes:
    sink = io.BytesIO()
    kind.write(sink, track, Tags(), lambda _: None)
    return sink.getvalue()


@pytest.mark.parametrize("vbr", [None, 4])
def test_every_number_of_workers_makes_the_same_bytes(vbr):
    track = track_of(noise(LONG))
    files = {
        written(Mp3(LameSettings(vbr=vbr, quality=9), workers), track) for workers in (1, 2, 5)
    }
    assert len(files) == 1


@pytest.mark.parametrize("frames", [1, 575, 576, 1151, 1152, 1153, 5000, LONG])
@pytest.mark.parametrize("rate", [44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_every_decoder_returns_exactly_the_frames_that_went_in(tmp_path, frames, rate, channels):
    path = tmp_path / "a.mp3"
    kind = Mp3(LameSettings(quality=9))
    write_file(path, track_of(noise(frames, channels=channels), rate), Tags(title="A"), kind)
    assert decode(path).shape == (frames, channels)
    assert len(soundfile.read(path)[0]) == frames
    assert miniaudio.mp3_get_file_info(str(path)).num_frames == frames


def test_the_sound_is_where_it_was():
    samples = speech_like(LONG, 48_000)
    found = decode(written(Mp3(LameSettings(bitrate=320, quality=9)), track_of(samples)))
    assert np.abs(found * 32768 - samples).mean() < np.abs(samples).mean() / 20
