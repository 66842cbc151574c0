"""The folder in which eSpeak finds a voice at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from soothe.voices import espeak_home, espeak_library
from soothe.voices.engine import Utterance
from soothe.voices.espeak import EspeakEngine
from soothe.voices.espeak_home import home_of
from soothe.voices.espeak_library import data_folder
from soothe.voices.espeak_voices import file_of


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """No folder is there yet."""
    monkeypatch.setattr(espeak_home, "cache_folder", lambda: tmp_path / "cache")
    home_of.cache_clear()
    yield tmp_path / "cache" / "espeak"
    home_of.cache_clear()


def spoken(voice="en-gb-x-rp+Nguyen"):
    return EspeakEngine().speak(Utterance("Rest now, and breathe.", voice)).samples


def test_every_voice_that_is_listed_can_speak():
    voices = [voice.id.partition(":")[2] for voice in EspeakEngine().voices()]
    assert len(voices) > 100
    assert all(spoken(voice).size for voice in voices)


def test_it_is_made_once_and_has_the_voice_where_it_is_looked_for(fresh):
    home = home_of(data_folder())
    assert list(fresh.iterdir()) == [home]
    sought = home / "espeak-ng-data" / "lang" / file_of(data_folder(), "en-gb-x-rp").lower()
    assert sought.read_bytes() == (data_folder() / "lang" / "gmw" / "en-GB-x-rp").read_bytes()
    made = sought.lstat().st_mtime_ns
    home_of.cache_clear()
    assert home_of(data_folder()) == home
    assert sought.lstat().st_mtime_ns == made


@pytest.mark.usefixtures("fresh")
def test_it_holds_all_the_data_that_there_is():
    linked = home_of(data_folder()) / "espeak-ng-data"
    names = {path.relative_to(data_folder()) for path in data_folder().rglob("*")}
    assert all((linked / name).exists() for name in names)


@pytest.mark.usefixtures("fresh")
def test_without_links_the_sound_is_the_same(monkeypatch):
    linked = spoken()
    home_of.cache_clear()

    def refuse(*_, **__):
        raise OSError("no links here")

    monkeypatch.setattr(espeak_home, "cache_folder", lambda: Path("/proc/nowhere"))
    monkeypatch.setattr(Path, "symlink_to", refuse)
    assert home_of(data_folder()) == data_folder().parent
    np.testing.assert_array_equal(spoken(), linked)


def test_one_that_was_half_made_is_made_again(fresh):
    home = home_of(data_folder())
    (home / "espeak-ng-data" / "phontab").unlink()
    home_of.cache_clear()
    assert home_of(data_folder()) == home
    assert (home / "espeak-ng-data" / "phontab").exists()
    assert list(fresh.iterdir()) == [home]


def test_a_voice_that_is_in_no_file_keeps_its_name():
    assert file_of(data_folder(), "nobody") is None
    assert espeak_library._by_file("nobody+f3") == "nobody+f3"
    assert espeak_library._by_file("en-us") == "gmw/en-US"
