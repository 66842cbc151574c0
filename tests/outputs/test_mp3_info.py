"""The first frame states what is there."""

from __future__ import annotations

import io

import pytest
from mutagen.mp3 import MP3, BitrateMode

from soothe.outputs.lame import LameSettings
from soothe.outputs.mp3 import Mp3
from soothe.outputs.mp3_frame import FRAME, split
from soothe.outputs.mp3_info import _crc16
from soothe.outputs.tags import Tags
from tests.outputs.sounds import speech_like, track_of

SAMPLES = 1152 * 250 + 17


def written(lame: LameSettings, rate: int, channels: int = 2) -> io.BytesIO:
    sink = io.BytesIO()
    track = track_of(speech_like(SAMPLES, rate, channels=channels), rate)
    Mp3(lame).write(sink, track, Tags(), lambda _: None)
    sink.seek(0)
    return sink


@pytest.mark.parametrize("rate", [44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize(
    ("lame", "mode"),
    [(LameSettings(bitrate=64), BitrateMode.CBR), (LameSettings(vbr=2), BitrateMode.VBR)],
)
def test_another_reader_finds_the_length_and_the_mode(lame, mode, rate, channels):
    info = MP3(written(lame, rate, channels)).info
    assert info.bitrate_mode == mode
    assert info.sample_rate == rate
    assert info.channels == channels
    assert not info.sketchy
    assert info.length == pytest.approx(SAMPLES / rate, abs=1e-6)


@pytest.mark.parametrize("lame", [LameSettings(), LameSettings(vbr=3)])
def test_each_entry_of_the_contents_points_at_the_frame_of_its_time(lame):
    data = bytearray(written(lame, 44_100).getvalue())
    del data[: data.index(b"\xff\xfb")]
    size = len(data)
    info, *frames = split(data)
    at = info.index(b"Info" if lame.vbr is None else b"Xing") + 16
    starts = [len(info)]
    for frame in frames:
        starts.append(starts[-1] + len(frame))
    for hundredth, stated in enumerate(info[at : at + 100]):
        assert stated == starts[len(frames) * hundredth // 100] * 256 // size


def test_delay_and_padding_leave_the_samples_that_went_in():
    data = written(LameSettings(), 48_000).getvalue()
    at = data.index(b"LAME3.100")
    gapless = int.from_bytes(data[at + 21 : at + 24], "big")
    frames = int.from_bytes(data[at - 108 : at - 104], "big")
    assert frames * FRAME - (gapless >> 12) - (gapless & 0xFFF) == SAMPLES


def test_the_checksum_is_crc_16_arc():
    assert _crc16(b"123456789") == 0xBB3D
