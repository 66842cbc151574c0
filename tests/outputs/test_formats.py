"""FLAC, M4A, M4B and Opus: exact length, chapters, the same bytes again."""

from __future__ import annotations

import errno
import io
import sys

import av
import numpy as np
import pytest
import soundfile
from mutagen.mp4 import MP4

from soothe.errors import OutputError, UsageError
from soothe.outputs.flac import Flac
from soothe.outputs.formats import FORMATS, find_format
from soothe.outputs.m4a import M4a
from soothe.outputs.opus import Opus
from soothe.outputs.tags import Chapter, Tags
from soothe.outputs.write import write_file, write_stream
from tests.outputs.sounds import decode, noise, silence, speech_like, track_of

FRAMES = 48_000 * 3 + 17
TAGS = Tags(
    title="Füße",
    artist="a",
    album="b",
    genre="Meditation",
    track="3",
    date="2026-05-01",
    lang="de",
    comment="c\nd",
    encoder="soothe",
    lyrics="x\ny",
    chapters=(
        Chapter("Eins", 0, 72_000),
        Chapter("Zwei", 72_000, 48_000),
        Chapter("Drei", 120_000, FRAMES - 120_000),
    ),
)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("channels", [1, 2])
def test_every_format_is_as_long_as_the_track_and_the_same_again(tmp_path, name, channels):
    track = track_of(speech_like(FRAMES, 48_000, channels=channels))
    kind = find_format(name)
    for number in (1, 2):
        write_file(tmp_path / f"{number}{kind.suffix}", track, TAGS, kind)
    first, second = sorted(tmp_path.iterdir())
    assert first.suffix == f".{name}"
    assert first.read_bytes() == second.read_bytes()
    found = decode(first)
    assert found.shape[1] == channels
    assert 0 <= len(found) - FRAMES < (1024 if name.startswith("m4") else 1)


@pytest.mark.parametrize("name", ["mp3", "wav", "m4a", "m4b", "opus"])
def test_chapters_are_where_they_belong(tmp_path, name):
    write_file(tmp_path / "a", track_of(silence(FRAMES)), TAGS, find_format(name))
    with av.open(str(tmp_path / "a")) as container:
        chapters = [
            (float(each["start"] * each["time_base"]), each["metadata"]["title"])
            for each in container.chapters()
        ]
    assert chapters == [(0.0, "Eins"), (1.5, "Zwei"), (2.5, "Drei")]


@pytest.mark.parametrize("name", FORMATS)
def test_texts_are_read_back(tmp_path, name):
    write_file(tmp_path / "a", track_of(silence(FRAMES)), TAGS, find_format(name))
    with av.open(str(tmp_path / "a")) as container:
        found = {**container.metadata, **container.streams.audio[0].metadata}
    texts = {"title": "Füße", "artist": "a", "album": "b", "genre": "Meditation"}
    texts |= {"date": "2026-05-01", "comment": "c\nd"}
    assert {key: found[key] for key in texts} == texts


def test_the_edit_list_states_the_length_to_the_sample(tmp_path):
    write_file(tmp_path / "a.m4a", track_of(silence(FRAMES)), TAGS, M4a())
    with av.open(str(tmp_path / "a.m4a")) as container:
        stream = container.streams.audio[0]
        assert stream.duration * stream.time_base * 48_000 == FRAMES
    assert MP4(tmp_path / "a.m4a").tags["\xa9nam"] == ["Füße"]


def test_flac_keeps_every_sample(tmp_path):
    samples = noise(FRAMES)
    write_file(tmp_path / "a.flac", track_of(samples), TAGS, Flac())
    found, _ = soundfile.read(tmp_path / "a.flac", dtype="int16")
    np.testing.assert_array_equal(found, samples)


@pytest.mark.parametrize("name", ["mp3", "wav", "flac", "m4a", "opus"])
def test_a_file_cut_short_does_not_pass(tmp_path, name):
    track = track_of(noise(FRAMES))
    kind = find_format(name)
    path = tmp_path / "a"
    write_file(path, track, Tags(), kind)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    with pytest.raises(OutputError, match=r"[Bb]roken.*Please report this"):
        kind.verify(path, track)


@pytest.mark.parametrize("name", FORMATS)
def test_another_tracks_file_does_not_pass(tmp_path, name):
    kind = find_format(name)
    write_file(tmp_path / "a", track_of(silence(FRAMES)), Tags(), kind)
    with pytest.raises(OutputError, match=r"broken: it has .*Please report this"):
        kind.verify(tmp_path / "a", track_of(silence(FRAMES + 1)))


def test_only_mp3_at_low_bitrates_changes_the_level():
    gains = {name: find_format(name).encoder_gain_db for name in FORMATS}
    assert gains.pop("mp3") == pytest.approx(-0.4455, abs=1e-4)
    assert set(gains.values()) == {0.0}


class Full(io.BytesIO):
    """A disk with room for 20 000 bytes."""

    def write(self, data) -> int:
        if self.tell() + len(data) > 20_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


@pytest.mark.parametrize("name", FORMATS)
def test_a_full_disk_is_told_whatever_the_format(name):
    with pytest.raises(OutputError, match="no room left"):
        write_stream(Full(), track_of(noise(FRAMES)), Tags(), find_format(name))


def test_an_unknown_format_is_told_with_those_there_are():
    with pytest.raises(UsageError, match=r"no format 'ogg'. Choose one of mp3, wav, flac, m4a"):
        find_format("ogg")


@pytest.mark.parametrize("name", ["m4a", "opus"])
def test_a_missing_library_is_told_with_the_line_that_installs_it(monkeypatch, name):
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(OutputError, match=r"pip install 'soothe\[formats\]'"):
        find_format(name)


def test_bitrates_out_of_range_are_refused():
    with pytest.raises(UsageError, match="8 kb/s is out of range"):
        Opus(8)


def test_opus_knows_one_rate():
    with pytest.raises(UsageError, match="48000 Hz, not at 44100 Hz"):
        write_stream(io.BytesIO(), track_of(silence(100), 44_100), Tags(), Opus())
