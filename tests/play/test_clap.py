"""Two claps in made-up rooms, and everything that is no clap."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.errors import DeviceError
from soothe.play.clap import RATE, Claps
from soothe.play.keys import NoKeys
from soothe.play.microphone import CLAP, ClapKeys, check_microphone

from .test_perform import show

LENGTH = 4 * RATE


def room(level=0.002, seed=1):
    return np.random.default_rng(seed).normal(0, level, LENGTH).astype(np.float32)


def burst(loudness=0.4, decay=0.02, rise=0.001):
    """Noise that rises at once and dies away."""
    t = np.arange(RATE // 2) / RATE
    shape = np.minimum(1, t / rise) * np.exp(-t / decay)
    return loudness * shape * np.random.default_rng(5).normal(0, 1, len(t))


def with_bursts(*seconds, base=None, **kind):
    sound = room() if base is None else base
    for second in seconds:
        at = int(second * RATE)
        sound[at : at + RATE // 2] += burst(**kind)[: len(sound) - at].astype(np.float32)
    return sound


def heard(sound, piece=800):
    claps = Claps()
    return sum(claps.hear(sound[at : at + piece]) for at in range(0, len(sound), piece))


@given(
    st.floats(0.5, 1.5),
    st.floats(0.28, 0.85),
    st.floats(0.15, 0.6),
    st.floats(0.005, 0.03),
    st.integers(1, 3000),
)
@settings(deadline=None, max_examples=40)
def test_two_claps_are_heard_once_however_the_sound_is_cut(first, apart, loudness, decay, piece):
    sound = with_bursts(first, first + apart, loudness=loudness, decay=decay)
    assert heard(sound, piece) == 1


@pytest.mark.parametrize(
    "sound",
    [
        room(),
        room(0.2),
        with_bursts(1.0),
        with_bursts(1.0, 1.1),
        with_bursts(1.0, 2.5),
        with_bursts(1.0, 1.5, loudness=0.01),
        with_bursts(1.0, 1.5, decay=0.5),
        with_bursts(1.0, 1.5, rise=0.3, decay=0.3),
        with_bursts(1.0, 1.5, base=room(0.15), loudness=0.3),
        np.zeros(LENGTH, np.float32),
        (0.3 * np.sin(np.arange(LENGTH) * 0.1)).astype(np.float32),
    ],
    ids=[
        "silence",
        "loud noise",
        "one clap",
        "too quick",
        "too far apart",
        "too soft",
        "it rings on",
        "it swells",
        "in a din",
        "nothing at all",
        "a tone",
    ],
)
def test_what_is_no_two_claps_is_not_heard(sound):
    assert heard(sound) == 0


def test_four_claps_are_two_times_two():
    assert heard(with_bursts(0.5, 1.0, 2.0, 2.5)) == 2


# -- as a key -----------------------------------------------------------------------------------


class Library:
    """What is used of miniaudio, with a microphone that hears two claps."""

    class MiniaudioError(Exception):
        pass

    def __init__(self, error=None):
        self._error = error
        self.closed = 0

    def CaptureDevice(self, **options):  # noqa: N802 - the name is miniaudio's
        if self._error:
            raise self._error
        self.options = options
        return self

    def start(self, ear):
        sound = (with_bursts(0.5, 1.0) * 32767).astype("<i2")
        for at in range(0, len(sound), 800):
            ear.send(bytearray(sound[at : at + 800].tobytes()))

    def close(self):
        self.closed += 1


def with_library(monkeypatch, library):
    monkeypatch.setattr(importlib, "import_module", {"miniaudio": library}.__getitem__)


def test_two_claps_are_a_key(monkeypatch):
    library = Library()
    with_library(monkeypatch, library)
    typed = SimpleNamespace(poll=lambda _: ("n",), __enter__=None)
    keys = ClapKeys(NoKeys())
    with keys:
        keys._keys = typed
        assert keys.poll(0) == ("n", CLAP)
        assert keys.poll(0) == ("n",)
        keys._keys = NoKeys()
    assert library.closed == 1
    assert (library.options["nchannels"], library.options["sample_rate"]) == (1, RATE)
    check_microphone()
    assert library.closed == 2


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (Library.MiniaudioError("failed to init device", -401), r"failed to init.*--wait-for-me"),
        (ImportError("miniaudio"), "not installed"),
    ],
)
def test_no_microphone_is_one_sentence(error, why, monkeypatch):
    with_library(monkeypatch, Library(error))
    with pytest.raises(DeviceError, match=why):
        check_microphone()


def test_a_fault_of_ours_is_not_disguised(monkeypatch):
    with_library(monkeypatch, Library(TypeError("a fault of ours")))
    with pytest.raises(TypeError, match="a fault"):
        check_microphone()


def test_claps_end_a_wait_and_do_nothing_else():
    _, _, waited = show((8, CLAP), ready=True, wait_for_me=True)
    _, _, typed = show((8, " "), ready=True, wait_for_me=True)
    assert waited.course.timeline() == typed.course.timeline()
    _, views, done = show((50, CLAP))
    assert done.course.timeline() == show()[2].course.timeline()
    assert not any(view.paused for view in views)
