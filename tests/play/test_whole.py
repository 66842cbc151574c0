"""simpleaudio: named, checked, and played through in a process of its own, here by a stand-in."""

from __future__ import annotations

import sys
import textwrap

import numpy as np
import pytest

from soothe.errors import DeviceError, UsageError
from soothe.play import whole
from soothe.play.devices import open_device
from soothe.play.keys import NoKeys
from soothe.play.perform import perform
from soothe.play.track_desk import play
from soothe.play.whole import Recital, SimpleAudio

from .stage import FRAMES, RATE, Album, numbered, timeline
from .troupe import Sound, session

STAND_IN = """
    import os, time
    from pathlib import Path

    class Playing:
        def wait_done(self):
            while os.environ["SOOTHE_TEST_PLAYS"] == "on":
                time.sleep(1)

    def play_buffer(audio, channels, width, rate):
        if os.environ["SOOTHE_TEST_PLAYS"] == "crash":
            os.abort()
        if os.environ["SOOTHE_TEST_PLAYS"] == "fail":
            raise RuntimeError("Error opening PCM device.")
        Path(os.environ["SOOTHE_TEST_HEARD"]).write_bytes(bytes(audio))
        Path(os.environ["SOOTHE_TEST_HEARD"] + ".shape").write_text(f"{channels} {width} {rate}")
        return Playing()
"""


@pytest.fixture
def heard(tmp_path, monkeypatch):
    """What the stand-in was given; it ends at once unless a test says otherwise."""
    (tmp_path / "simpleaudio.py").write_text(textwrap.dedent(STAND_IN), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(whole, "WORKS_ON", sys.version_info[:2])
    monkeypatch.setenv("SOOTHE_TEST_HEARD", str(tmp_path / "heard"))
    monkeypatch.setenv("SOOTHE_TEST_PLAYS", "at once")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path / "heard"


def test_it_gets_the_whole_track_sample_for_sample(heard):
    outcome = play(timeline(), numbered, open_device("simpleaudio"), NoKeys(), Album())
    assert outcome.finished
    assert outcome.position == FRAMES
    samples = np.frombuffer(heard.read_bytes(), "<i2").reshape(-1, 2)
    assert np.array_equal(samples, numbered(0, FRAMES))
    assert heard.with_suffix(".shape").read_text() == f"2 2 {RATE}"
    assert not list(heard.parent.glob("soothe-*"))


def test_it_gets_a_whole_session(heard):
    done = perform(lambda: session(2), SimpleAudio(), NoKeys(), Album(), start=2000)
    assert done.outcome.finished
    assert done.course.frames == done.outcome.position
    assert len(heard.read_bytes()) == 4 * (Sound(session(2).course.timeline()).frames - 2000)


class Typed(NoKeys):
    """Keys that are pressed one after the other."""

    def __init__(self, keys):
        self._keys = iter(keys)

    def poll(self, timeout):
        del timeout
        return (next(self._keys),)


@pytest.mark.usefixtures("heard")
def test_only_stopping_works_and_it_says_so(monkeypatch):
    monkeypatch.setenv("SOOTHE_TEST_PLAYS", "on")
    album = Album()
    outcome = play(timeline(), numbered, SimpleAudio(), Typed("? q"), album)
    assert not outcome.finished
    assert 0 <= outcome.position < FRAMES
    assert [view.help for view in album.views] == [False, True, True]
    assert "no other key works" in album.views[-1].note


@pytest.mark.usefixtures("heard")
def test_it_cannot_wait_for_anybody():
    with pytest.raises(UsageError, match="cannot wait"):
        perform(lambda: session(2), SimpleAudio(), NoKeys(), Album(), wait_for_me=True)


@pytest.mark.parametrize(
    ("plays", "why"), [("fail", "Error opening PCM device"), ("crash", "exit code -?\\d+")]
)
@pytest.mark.usefixtures("heard")
def test_what_goes_wrong_in_it_is_one_sentence(plays, why, monkeypatch, tmp_path):
    monkeypatch.setenv("SOOTHE_TEST_PLAYS", plays)
    with pytest.raises(DeviceError, match=why):
        play(timeline(), numbered, SimpleAudio(), NoKeys(), Album())
    assert not list(tmp_path.glob("soothe-*"))


@pytest.mark.usefixtures("heard")
def test_a_process_that_dies_on_the_way_ends_the_playing_with_an_error(monkeypatch):
    monkeypatch.setenv("SOOTHE_TEST_PLAYS", "on")
    recital = Recital(numbered, FRAMES, RATE)
    with recital:
        recital.check()
        recital._worker.terminate()
        recital._worker.wait()
        with pytest.raises(DeviceError, match="simpleaudio stopped"):
            recital.check()
    with pytest.raises(DeviceError, match="simpleaudio stopped"):
        recital.check()


@pytest.mark.usefixtures("heard")
def test_an_error_in_the_track_leaves_nothing_behind(tmp_path):
    def broken(_start, _frames):
        raise OSError("The recording cannot be read.")

    with pytest.raises(OSError, match="recording"):
        play(timeline(), broken, SimpleAudio(), NoKeys(), Album())
    assert not list(tmp_path.glob("soothe-*"))


def test_another_python_is_refused_with_the_reason(monkeypatch):
    monkeypatch.setattr(whole, "WORKS_ON", (3, 2))
    with pytest.raises(DeviceError, match=r"crashes .* this is Python 3\.") as caught:
        SimpleAudio().check()
    assert caught.value.exit_code == 5


def test_what_is_not_installed_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(whole, "WORKS_ON", sys.version_info[:2])
    monkeypatch.setattr(whole, "find_spec", lambda _: None)
    with pytest.raises(DeviceError, match="pip install simpleaudio"):
        SimpleAudio().check()
