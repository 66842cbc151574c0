"""WAV files: exact, chaptered, and with true sizes however long."""

from __future__ import annotations

import io
import struct

import av
import numpy as np
import pytest
import soundfile

from soothe.errors import OutputError
from soothe.outputs.recording import Recording, to_mono
from soothe.outputs.tags import Chapter, Tags
from soothe.outputs.wav import Wav, wav_header
from soothe.outputs.write import write_file
from tests.outputs.sounds import noise, silence, track_of

TAGS = Tags(
    title="data Füße",
    artist="a",
    comment="odd",
    chapters=(Chapter("One", 0, 70_000), Chapter("Zwei", 70_000, 130_001)),
)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_every_sample_is_read_back(tmp_path, channels, rate):
    samples = noise(200_001, channels=channels)
    write_file(tmp_path / "a.wav", track_of(samples, rate), TAGS, Wav())
    found, found_rate = soundfile.read(tmp_path / "a.wav", dtype="int16", always_2d=True)
    assert found_rate == rate
    np.testing.assert_array_equal(found, samples)


def test_another_reader_finds_title_and_chapters(tmp_path):
    write_file(tmp_path / "a.wav", track_of(silence(200_001)), TAGS, Wav())
    with av.open(str(tmp_path / "a.wav")) as container:
        assert container.metadata["title"] == TAGS.title
        found = [(each["start"], each["metadata"]["title"]) for each in container.chapters()]
    assert found == [(0, "One"), (70_000, "Zwei")]


@pytest.mark.parametrize(
    "change", [lambda data: data[:-1], lambda data: data + b"x", lambda _: b""]
)
def test_a_file_of_the_wrong_size_does_not_pass(tmp_path, change):
    track = track_of(silence(1000))
    write_file(tmp_path / "a.wav", track, TAGS, Wav())
    (tmp_path / "b.wav").write_bytes(change((tmp_path / "a.wav").read_bytes()))
    with pytest.raises(OutputError, match="The WAV is broken"):
        Wav().verify(tmp_path / "b.wav", track)


def long_track(frames: int) -> Recording:
    return Recording(lambda _, n: silence(n), frames, 48_000)


def test_sizes_beyond_32_bits_stand_in_rf64s_own_chunk():
    frames = 48_000 * 3600 * 8
    header = wav_header(long_track(frames), TAGS)
    riff, size, wave, ds64, ds64_bytes = struct.unpack_from("<4sI4s4sI", header)
    whole, data, count, table = struct.unpack_from("<QQQI", header, 20)
    assert (riff, size, wave, ds64, ds64_bytes) == (b"RF64", 0xFFFFFFFF, b"WAVE", b"ds64", 28)
    assert (data, count, table) == (frames * 4, frames, 0)
    assert whole == len(header) + frames * 4 - 8
    assert header.endswith(b"data\xff\xff\xff\xff")


def test_the_largest_plain_file_is_one_byte_from_rf64():
    room = 0xFFFFFFFF + 8 - len(wav_header(long_track(1), Tags()))
    assert wav_header(long_track(room // 4), Tags()).startswith(b"RIFF")
    assert wav_header(long_track(room // 4 + 1), Tags()).startswith(b"RF64")


def test_mono_is_the_mean_of_both_sides():
    samples = np.array([[0, 1], [32767, 32767], [-32768, -32768], [5, -8]], np.int16)
    sink = io.BytesIO()
    Wav().write(sink, to_mono(track_of(samples)), Tags(), lambda _: None)
    sink.seek(0)
    assert soundfile.read(sink, dtype="int16")[0].tolist() == [1, 32767, -32768, -1]


def test_mono_of_mono_is_itself():
    track = track_of(silence(10, channels=1))
    assert to_mono(track) is track
