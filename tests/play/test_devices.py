"""Devices: named, dummy, captured; a real card is never needed."""

from __future__ import annotations

import importlib
import os
import sys
import wave
from types import SimpleNamespace

import numpy as np
import pytest

from soothe import play
from soothe.errors import DeviceError, UsageError
from soothe.play import card, whole
from soothe.play.capture import Capture
from soothe.play.card import Card
from soothe.play.devices import open_device
from soothe.play.dummy import Null, Unpaced
from soothe.play.health import DeviceStatus, check_devices
from soothe.play.player import Player

from .stage import FRAMES, RATE, numbered


def finish(player):
    """Wait until the device has taken everything."""
    with player._changed:
        player._changed.wait_for(lambda: player._closed or player._ready.head >= player._tape.end)
    player.check()


def captured(path):
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, RATE)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("miniaudio", Card),
        ("miniaudio:alsa", Card),
        ("null", Null),
        ("null:fast", Unpaced),
        ("file:x.wav", Capture),
    ],
)
def test_a_device_is_found_by_its_name(spec, kind):
    assert isinstance(open_device(spec), kind)


@pytest.mark.parametrize("spec", ["", "null:slow", "file", "file:", "simpleaudio:2"])
def test_an_unknown_device_is_told_with_what_there_is(spec):
    with pytest.raises(UsageError, match=r"no sound device .* miniaudio"):
        open_device(spec)


def test_a_capture_is_the_render_sample_for_sample(tmp_path):
    path = tmp_path / "heard.wav"
    with Player(numbered, FRAMES, RATE, open_device(f"file:{path}")) as player:
        finish(player)
        assert player.underruns == 0
    assert np.array_equal(captured(path), numbered(0, FRAMES))


def test_a_pause_leaves_no_gap_and_no_endless_silence_in_a_capture(tmp_path):
    path = tmp_path / "heard.wav"
    with Player(numbered, FRAMES, RATE, open_device(f"file:{path}")) as player:
        player.pause()
        finish(player)
        player.resume()
        finish(player)
    silent = np.flatnonzero(~captured(path).any(axis=1))
    assert len(captured(path)) <= FRAMES + 4 * RATE
    assert len(silent) <= RATE // 10


def test_a_capture_may_lie_at_home(tmp_path, monkeypatch):
    monkeypatch.setenv("USERPROFILE" if sys.platform == "win32" else "HOME", str(tmp_path))
    open_device("file:~/heard.wav").check()
    assert (tmp_path / "heard.wav").exists()


def test_a_capture_in_a_missing_folder_says_where(tmp_path):
    device = open_device(f"file:{tmp_path}/missing/heard.wav")
    with (
        pytest.raises(DeviceError, match=r"missing.heard\.wav: No such file"),
        Player(numbered, FRAMES, RATE, device),
    ):
        pytest.fail("it started")


def test_an_error_of_the_device_reaches_the_listener():
    def full(_block):
        raise OSError("No space left on device")

    with Player(numbered, FRAMES, RATE, Unpaced(full)) as player:
        with player._changed:
            player._changed.wait_for(lambda: player._closed)
        with pytest.raises(OSError, match="No space left"):
            player.check()


def test_a_paced_device_takes_whole_periods_and_stops():
    taken = []

    class Feed:
        def take(self, frames):
            taken.append(frames)
            if len(taken) == 3:
                device._stopped.set()
            return numbered(0, frames)

    device = Null()
    device.start(Feed(), RATE)
    device._thread.join()
    device.stop()
    assert taken == [20, 20, 20]


# -- the card, with a stand-in for miniaudio ----------------------------------------------------


class Library:
    """What `Card` uses of miniaudio."""

    class MiniaudioError(Exception):
        pass

    ThreadPriority = SimpleNamespace(REALTIME="as soon as can be")
    Backend = importlib.import_module("enum").Enum("Backend", ["ALSA", "PULSEAUDIO", "NULL"])

    def __init__(self, backend="ALSA", error=None):
        self._backend, self._error = backend, error
        self.closed = False

    def PlaybackDevice(self, **options):  # noqa: N802 - the name is miniaudio's
        os.write(2, b"ALSA lib confmisc.c:855: cannot find card '0'\n")
        self.options, self.backend = options, self._backend
        if self._error:
            raise self.MiniaudioError(self._error, -401)
        return self

    def Devices(self):  # noqa: N802 - the name is miniaudio's
        return self

    def get_playbacks(self):
        return [{"name": name, "id": name.upper()} for name in ("Desk speakers", "Headphones")]

    def start(self, pump):
        self.pump = pump

    def close(self):
        self.closed = True


class Numbers:
    """A feed that is always at its beginning."""

    gaps = 0

    def late(self):
        self.gaps += 1

    def take(self, frames):
        return numbered(0, frames)


def with_library(monkeypatch, library):
    monkeypatch.setattr(importlib, "import_module", {"miniaudio": library}.__getitem__)


def test_the_card_copies_what_the_callback_asks_for(monkeypatch, capfd):
    library = Library()
    with_library(monkeypatch, library)
    card = Card("alsa")
    card.start(Numbers(), RATE)
    assert np.array_equal(library.pump.send(5), numbered(0, 5))
    assert np.array_equal(library.pump.send(3), numbered(0, 3))
    assert library.options["sample_rate"] == RATE
    assert library.options["backends"] == [Library.Backend.ALSA]
    card.stop()
    assert library.closed
    assert capfd.readouterr().err == ""


def test_a_card_that_comes_too_late_is_counted(monkeypatch):
    library, feed, now = Library(), Numbers(), [0.0]
    with_library(monkeypatch, library)
    monkeypatch.setattr(card, "time", SimpleNamespace(monotonic=lambda: now[0]))
    Card().start(feed, RATE)
    for seconds in (5.0, 0.05, 0.19, 0.25, 0.05):
        now[0] += seconds
        library.pump.send(5)
    assert feed.gaps == 1
    assert library.options["thread_prio"] == "as soon as can be"


def test_an_unknown_backend_is_told_with_what_there_is(monkeypatch):
    with_library(monkeypatch, Library())
    with pytest.raises(UsageError, match=r"'oss'.*alsa, null, pulseaudio"):
        Card("oss").start(Numbers(), RATE)


@pytest.mark.parametrize("spec", ["Headphones", "headphones", "head"])
def test_a_card_is_found_by_its_name_or_a_part_of_it(spec, monkeypatch):
    library = Library()
    with_library(monkeypatch, library)
    open_device(spec).check()
    assert library.options["device_id"] == "HEADPHONES"


@pytest.mark.parametrize(
    ("spec", "why"),
    [
        ("Headphnes", "Did you mean 'Headphones'"),
        ("nul", "Did you mean 'null'"),
        ("xyzzy", "There are: Desk speakers, Headphones, file:NAME.wav, miniaudio"),
        ("e", "There are: Desk speakers"),
    ],
)
def test_an_unknown_card_is_told_with_what_there_is(spec, why, monkeypatch):
    with_library(monkeypatch, Library())
    with pytest.raises(UsageError, match=why):
        open_device(spec).check()


def test_a_missing_card_is_one_sentence_and_no_noise(monkeypatch, capfd):
    with_library(monkeypatch, Library(error="failed to init device"))
    with pytest.raises(DeviceError, match=r"failed to init device\).*soothe export") as caught:
        Card().start(Numbers(), RATE)
    assert caught.value.exit_code == 5
    assert capfd.readouterr().err == ""


def test_falling_back_to_no_sound_is_not_silent(monkeypatch):
    library = Library(backend="Null")
    with_library(monkeypatch, library)
    with pytest.raises(DeviceError, match="none is connected"):
        Card().start(Numbers(), RATE)
    assert library.closed


def test_a_missing_library_says_how_to_install_it(monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(DeviceError, match="pip install miniaudio"):
        Card().start(Numbers(), RATE)


def test_a_card_that_never_started_can_be_stopped():
    Card().stop()
    Null().stop()
    Unpaced(len).stop()
    Capture("never.wav").stop()


# -- the health of the card ---------------------------------------------------------------------


def test_a_working_card_is_named_by_its_service(monkeypatch):
    library = Library(backend="PulseAudio")
    with_library(monkeypatch, library)
    sound_card, _, null, file = check_devices()
    named = "PulseAudio; for --device: Desk speakers, Headphones"
    assert sound_card == DeviceStatus("miniaudio", ok=True, detail=named)
    assert (null.name, null.ok, file.name, file.ok) == ("null", True, "file:NAME.wav", True)
    assert library.closed


@pytest.mark.parametrize(
    ("works_on", "installed", "ok", "mend"),
    [
        ((3, 2), True, False, ""),
        (sys.version_info[:2], True, True, ""),
        (sys.version_info[:2], False, False, "python -m pip install simpleaudio"),
    ],
)
def test_simpleaudio_is_told_with_its_reason(works_on, installed, ok, mend, monkeypatch):
    with_library(monkeypatch, Library())
    monkeypatch.setattr(whole, "WORKS_ON", works_on)
    monkeypatch.setattr(whole, "find_spec", lambda _: installed)
    status = check_devices()[1]
    assert (status.name, status.ok, status.mend) == ("simpleaudio", ok, mend)
    assert status.detail


def test_a_missing_card_is_reported_and_not_raised(monkeypatch):
    with_library(monkeypatch, Library(error="failed to init device"))
    status = check_devices()[0]
    assert not status.ok
    assert "failed to init device" in status.detail


@pytest.mark.parametrize(("found", "mend"), [(None, "python -m pip install miniaudio"), (1, "")])
def test_what_typing_can_mend_is_said(monkeypatch, found, mend):
    monkeypatch.setattr("soothe.play.health.find_spec", lambda _: found)
    with_library(monkeypatch, Library(error="failed to init device"))
    assert check_devices()[0].mend == mend


def test_an_error_that_is_not_the_card_is_not_disguised(monkeypatch):
    def broken(_name):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(importlib, "import_module", broken)
    with pytest.raises(RuntimeError, match="a fault of ours"):
        Card().start(Numbers(), RATE)


def test_public_names_are_found_on_first_use():
    assert play.open_device is open_device
    assert play.check_devices is check_devices
    with pytest.raises(AttributeError, match="no attribute 'pause'"):
        play.pause  # noqa: B018 - looking it up is the test
