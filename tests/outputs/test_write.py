"""The door: a whole file or none, and sentences for what goes wrong."""

from __future__ import annotations

import errno
import io
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from soothe.errors import OutputError
from soothe.outputs.atomic import place
from soothe.outputs.lame import LameSettings
from soothe.outputs.mp3 import Mp3
from soothe.outputs.tags import Tags
from soothe.outputs.wav import Wav
from soothe.outputs.write import write_file, write_stream, write_text
from tests.outputs.sounds import noise, silence, track_of

TRACK = track_of(noise(200_000))
QUICK = LameSettings(quality=9)


@dataclass(frozen=True)
class Failing:
    """A format that writes a little and then fails."""

    error: BaseException
    suffix: ClassVar[str] = ".mp3"
    encoder_gain_db: ClassVar[float] = 0.0
    one_pass: ClassVar[bool] = True

    def write(self, sink, *_):
        sink.write(b"begun")
        raise self.error

    def verify(self, *_):
        raise AssertionError


@dataclass(frozen=True)
class Broken(Mp3):
    """A format whose files come out broken."""

    def write(self, sink, track, tags, progress):
        super().write(sink, track, tags, progress)
        sink.write(b"rubbish")


def test_a_nul_is_in_no_name():
    with pytest.raises(OutputError, match=r"'a.x00.mp3' cannot be a file's name"):
        place("a\0.mp3", "session.mp3")


def test_a_file_appears_whole_under_its_name_alone(tmp_path):
    write_file(tmp_path / "a.wav", TRACK, Tags(), Wav())
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]


def test_a_file_that_is_there_stays_unless_told(tmp_path):
    path = tmp_path / "foot-massage-10-min.mp3"
    path.write_bytes(b"mine")
    with pytest.raises(OutputError) as raised:
        write_file(path, TRACK, Tags(), Mp3(QUICK))
    assert str(raised.value) == (
        "foot-massage-10-min.mp3 is already here. Add -f to replace it, or -o another-name.mp3."
    )
    assert path.read_bytes() == b"mine"
    write_file(path, TRACK, Tags(), Mp3(QUICK), replace=True)
    assert path.read_bytes() != b"mine"


def test_a_file_that_comes_up_meanwhile_stays_too(tmp_path):
    path = tmp_path / "a.wav"

    def come_up(_: int) -> None:
        path.write_bytes(b"mine")

    with pytest.raises(OutputError, match="already here"):
        write_file(path, TRACK, Tags(), Wav(), progress=come_up)
    assert path.read_bytes() == b"mine"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(143), RuntimeError("bug")])
@pytest.mark.parametrize("there", [False, True])
def test_whatever_stops_the_writing_leaves_nothing_behind(tmp_path, error, there):
    path = tmp_path / "a.mp3"
    if there:
        path.write_bytes(b"mine")
    with pytest.raises(type(error)):
        write_file(path, TRACK, Tags(), Failing(error), replace=True)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"mine"] * there


def test_an_interrupt_between_segments_ends_all_threads_and_leaves_nothing(tmp_path):
    before = threading.active_count()
    track = track_of(noise(1152 * 2700))

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a.mp3", track, Tags(), Mp3(QUICK, 2), progress=interrupt)
    assert list(tmp_path.iterdir()) == []
    assert threading.active_count() == before


def test_a_broken_file_is_never_called_a_success(tmp_path):
    with pytest.raises(OutputError, match="The MP3 is broken"):
        write_file(tmp_path / "a.mp3", TRACK, Tags(), Broken(QUICK))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "There is no room left in"),
        (errno.EACCES, "Nothing may be written to"),
        (errno.EROFS, "Nothing may be written to"),
        (errno.EIO, "Writing to .*a.mp3 failed: "),
    ],
)
def test_the_systems_errors_become_sentences(tmp_path, number, sentence):
    error = OSError(number, os.strerror(number))
    with pytest.raises(OutputError, match=sentence):
        write_file(tmp_path / "a.mp3", TRACK, Tags(), Failing(error))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(OutputError, match=r"is a folder\. Add a file name"):
        write_file(tmp_path, TRACK, Tags(), Wav())


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="only Unix has devices with paths")
def test_a_device_is_never_replaced():
    with pytest.raises(OutputError, match=r"/dev/null is no file but a device or pipe\."):
        write_file(Path("/dev/null"), TRACK, Tags(), Wav(), replace=True)
    assert Path("/dev/null").is_char_device()


def test_a_track_of_no_length_is_refused():
    with pytest.raises(OutputError, match="no sound to write"):
        track_of(silence(0))


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(OutputError, match=r"There is no folder .*music\."):
        write_file(tmp_path / "music" / "a.mp3", TRACK, Tags(), Mp3(QUICK))


def test_a_name_that_is_too_long_is_told(tmp_path):
    with pytest.raises(OutputError, match="is too long"):
        write_file(tmp_path / ("a" * 300 + ".mp3"), TRACK, Tags(), Mp3(QUICK))


def test_a_target_is_a_file_or_a_folder_that_is_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "v1.2").mkdir()
    assert place("v1.2", "a.mp3") == Path("v1.2/a.mp3")
    assert place("~/v1.2/", "a.mp3") == tmp_path / "v1.2" / "a.mp3"
    assert place("b.mp3", "a.mp3") == Path("b.mp3")
    with pytest.raises(OutputError, match=r"There is no folder musik\. Make it first"):
        place("musik/", "a.mp3")
    with pytest.raises(OutputError, match="is too long"):
        place("a" * 300 + ".mp3", "a.mp3")


@pytest.mark.parametrize("kind", [Mp3(QUICK), Wav()], ids=["mp3", "wav"])
def test_a_pipe_gets_the_same_bytes_as_a_file(tmp_path, kind):
    write_file(tmp_path / "a", TRACK, Tags(title="A"), kind)
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as source, os.fdopen(writing, "wb") as sink:
        got: list[bytes] = []
        reader = threading.Thread(target=lambda: got.append(source.read()))
        reader.start()
        write_stream(sink, TRACK, Tags(title="A"), kind)
        sink.close()
        reader.join()
    assert got == [(tmp_path / "a").read_bytes()]


class Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False


class Sparing(io.RawIOBase):
    """A sink without a buffer, as a socket is, that takes a little each time."""

    def __init__(self):
        self.taken = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.taken += bytes(data[:1000])
        return min(len(data), 1000)


@pytest.mark.parametrize("kind", [Mp3(QUICK), Wav()], ids=["mp3", "wav"])
def test_a_sink_without_a_buffer_gets_every_byte(tmp_path, kind):
    write_file(tmp_path / "a", TRACK, Tags(title="A"), kind)
    sink = Sparing()
    write_stream(sink, TRACK, Tags(title="A"), kind)
    assert not sink.closed
    assert bytes(sink.taken) == (tmp_path / "a").read_bytes()


def test_a_variable_bitrate_is_refused_by_a_pipe_before_the_first_byte():
    pipe = Pipe()
    with pytest.raises(OutputError, match=r"mp3 needs .* a pipe cannot do. Write it to a file"):
        write_stream(pipe, TRACK, Tags(), Mp3(LameSettings(vbr=2)))
    assert pipe.getvalue() == b""


def test_a_reader_that_stops_is_told():
    with pytest.raises(OutputError, match="has stopped"):
        write_stream(io.BytesIO(), TRACK, Tags(), Failing(BrokenPipeError(errno.EPIPE, "")))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
def test_a_full_disk_is_told():
    full = Path("/dev/full")
    with (
        full.open("wb", buffering=0) as sink,
        pytest.raises(OutputError, match="no room left in the output"),
    ):
        write_stream(sink, TRACK, Tags(), Wav())


@pytest.mark.parametrize("kind", [Mp3(QUICK, 2), Wav()], ids=["mp3", "wav"])
def test_progress_grows_to_the_whole_length(kind):
    track = track_of(silence(1152 * 2700 + 5))
    done: list[int] = []
    write_stream(io.BytesIO(), track, Tags(), kind, progress=done.append)
    assert done == sorted(done)
    assert len(done) > 1
    assert done[-1] == track.frames


def test_text_is_written_as_atomically(tmp_path):
    write_text(tmp_path / "a.vtt", "Füße\n")
    assert (tmp_path / "a.vtt").read_bytes() == "Füße\n".encode()
    with pytest.raises(OutputError, match="already here"):
        write_text(tmp_path / "a.vtt", "other")
