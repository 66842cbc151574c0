"""Own music: any recording becomes an endless bed of one loudness; what cannot says so."""

from __future__ import annotations

import sys

import numpy as np
import pytest
import soundfile

from soothe.beds import open_bed
from soothe.errors import SoundError, UsageError
from soothe.loudness import integrated, k_energies, momentary

RATE = 48_000


def tune(seconds, rate=RATE, seed=0):
    """Chords that come and go, with a little noise."""
    time = np.arange(round(seconds * rate)) / rate
    random = np.random.default_rng(seed)
    chord = sum(np.sin(2 * np.pi * hertz * time + n) for n, hertz in enumerate((196, 247, 294)))
    swell = 0.6 + 0.4 * np.sin(2 * np.pi * time / 7)
    noise = random.normal(0, 0.02, (len(time), 2))
    return (0.1 * (chord * swell)[:, None] + noise).astype(np.float32)


@pytest.fixture
def write(tmp_path):
    def write(name, samples, rate=RATE, **asked):
        soundfile.write(tmp_path / name, samples, rate, **asked)
        return str(tmp_path / name)

    return write


def bed(spec):
    return open_bed(spec, seed=1, rate=RATE)


def loudness(samples):
    return integrated(k_energies(samples, RATE))


class TestAnyRecording:
    @pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.mp3", "a.ogg"])
    def test_one_loudness_and_the_same_wherever_it_is_read(self, write, name):
        music = bed(write(name, tune(20)))
        assert music.kind == "music"
        whole = music.read(0, 45 * RATE)
        assert loudness(whole) == pytest.approx(-23.0, abs=0.6)
        parts = [music.read(at, 7919) for at in range(10 * RATE, 22 * RATE, 7919)]
        assert np.array_equal(np.concatenate(parts)[: 12 * RATE], whole[10 * RATE : 22 * RATE])

    @pytest.mark.parametrize("rate", [8000, 11_025, 44_100, 192_000])
    def test_rates(self, write, rate):
        heard = bed(write("a.wav", tune(30, rate), rate)).read(0, 40 * RATE)
        assert loudness(heard) == pytest.approx(-23.0, abs=0.5)
        spectrum = np.abs(np.fft.rfft(heard[3 * RATE : 8 * RATE, 0]))
        assert {196, 247, 294} == {round(k / 5) for k in np.argsort(spectrum)[-3:]}

    @pytest.mark.parametrize("channels", [1, 3, 6, 8])
    def test_channels(self, write, channels):
        samples = np.repeat(tune(12)[:, :1], channels, axis=1) / channels
        heard = bed(write("a.wav", samples)).read(0, 8 * RATE)
        assert loudness(heard) == pytest.approx(-23.0, abs=0.6)

    def test_no_number_an_offset_and_clipping(self, write):
        samples = np.clip(tune(12) * 8, -1, 1)
        samples[1000:3000] = np.nan
        samples[5000] = np.inf
        heard = bed(write("a.wav", samples + 0.3, subtype="FLOAT")).read(0, 20 * RATE)
        assert np.isfinite(heard).all()
        assert abs(heard.mean()) < 1e-3
        assert np.abs(heard).max() < 0.5

    def test_by_what_it_is_and_not_by_its_name(self, write, tmp_path):
        path = write("a.flac", tune(10))
        other = tmp_path / "b.mp3"
        other.write_bytes((tmp_path / "a.flac").read_bytes())
        assert np.array_equal(bed(path).read(0, RATE), bed(str(other)).read(0, RATE))


class TestLevel:
    def test_loud_passages_are_held_down_before_they_come(self, write):
        samples = 0.3 * tune(40)
        samples[20 * RATE : 26 * RATE] *= 3
        before = momentary(k_energies(samples, RATE))
        after = momentary(k_energies(bed(write("a.wav", samples)).read(0, 30 * RATE), RATE))
        assert np.ptp(after[60:290]) < np.ptp(before[60:290]) - 4

    def test_a_single_pop_is_lowered_and_not_bent(self, write):
        samples = 0.1 * tune(20)
        samples[10 * RATE] = 0.9
        assert np.abs(bed(write("a.wav", samples)).read(0, 20 * RATE)).max() < 0.3


class TestEndless:
    def test_silence_at_both_ends_is_left_out_and_the_loop_has_no_hole(self, write):
        silence = np.zeros((4 * RATE, 2), np.float32)
        music = bed(write("a.wav", np.concatenate([silence, tune(21), silence])))
        heard = music.read(6 * RATE, 90 * RATE)
        assert momentary(k_energies(heard, RATE)).min() > -32.0

    def test_pure_tones_keep_their_level_where_they_loop(self, write):
        time = np.arange(round(13.7 * RATE)) / RATE
        tones = 0.1 * sum(np.sin(2 * np.pi * hertz * time) for hertz in (196, 247.3, 294.1))
        heard = bed(write("a.wav", np.stack([tones, tones], axis=1))).read(0, 40 * RATE)
        assert np.ptp(momentary(k_energies(heard, RATE))) < 0.5

    def test_it_is_there_from_the_start(self, write):
        heard = momentary(k_energies(bed(write("a.wav", tune(20))).read(0, 5 * RATE), RATE))
        assert heard[5] > -26.0

    def test_no_step_where_it_loops(self, write):
        heard = bed(write("a.wav", tune(16))).read(0, 60 * RATE)
        steps = np.abs(np.diff(heard, axis=0)).max(axis=1)
        assert steps.max() < 1.5 * np.percentile(steps, 99.9)

    def test_it_comes_back_to_what_sounds_alike(self, write):
        low, high = tune(10), np.roll(tune(30, seed=2), 1, axis=1)
        high += 0.3 * np.sin(np.arange(len(high)) * 0.6)[:, None].astype(np.float32)
        music = bed(write("a.wav", np.concatenate([low, high, low[: 5 * RATE]])))
        assert loudness(music.read(0, 100 * RATE)) == pytest.approx(-23.0, abs=1.5)

    def test_a_folder_plays_in_order_of_name(self, tmp_path):
        folder = tmp_path / "mine"
        folder.mkdir()
        for name, hertz in (("2.wav", 880), ("1.wav", 220)):
            wave = 0.2 * np.sin(2 * np.pi * hertz * np.arange(12 * RATE) / RATE)
            soundfile.write(folder / name, np.stack([wave, wave], axis=1), RATE)
        (folder / "cover.jpg").write_bytes(b"not music")
        music = bed(str(folder))
        heard = [np.abs(np.fft.rfft(music.read(at * RATE, RATE)[:, 0])).argmax() for at in (5, 14)]
        assert heard == [220, 880]

    def test_mixes_with_other_sounds(self, write):
        path = write("a.wav", tune(12))
        both = bed(f"rain + {path}:-6")
        assert both.kind == "ambience"
        assert loudness(both.read(0, 20 * RATE)) == pytest.approx(-23.0, abs=1.0)


class TestRefused:
    @pytest.mark.parametrize(
        ("samples", "why"),
        [
            (np.zeros((0, 2)), "empty"),
            (np.full((1, 2), 0.5), "A bed needs 5"),
            (np.zeros((9 * RATE, 2)), "silent"),
            (np.full((9 * RATE, 2), 0.4), "A bed needs 5"),
        ],
    )
    def test_nothing_to_hear(self, write, samples, why):
        with pytest.raises(SoundError, match=rf"^a\.wav .*{why}"):
            bed(write("a.wav", samples))

    @pytest.mark.parametrize("content", [b"", b"hello", bytes(5000), b"RIFF" + bytes(60)])
    def test_no_sound_at_all(self, tmp_path, content):
        (tmp_path / "a.mp3").write_bytes(content)
        with pytest.raises(SoundError, match=r"^a\.mp3 "):
            bed(str(tmp_path / "a.mp3"))

    def test_one_of_a_folder(self, tmp_path, write):
        write("1.wav", tune(10))
        (tmp_path / "2.mp3").write_bytes(b"hello")
        with pytest.raises(SoundError, match=r"^2\.mp3 "):
            bed(str(tmp_path))

    def test_a_folder_without_music(self, tmp_path):
        with pytest.raises(SoundError, match="no recording"):
            bed(str(tmp_path))

    def test_cut_short_is_used_to_its_end(self, tmp_path, write):
        path = write("a.flac", tune(30))
        content = (tmp_path / "a.flac").read_bytes()
        (tmp_path / "a.flac").write_bytes(content[: len(content) // 2])
        for _ in ("learned", "known from before"):
            with pytest.warns(UserWarning, match=r"^a\.flac was cut short: 1\d of 30 seconds"):
                music = bed(path)
        assert loudness(music.read(0, 60 * RATE)) == pytest.approx(-23.0, abs=1.5)

    def test_m4a_that_lost_its_end_says_so(self, tmp_path):
        (tmp_path / "a.m4a").write_bytes(b"\0\0\0\x18ftypM4A " + bytes(900))
        with pytest.raises(SoundError, match=r"^a\.m4a .*cut short, and the index at its end"):
            bed(str(tmp_path / "a.m4a"))

    def test_a_path_that_is_not_there(self, tmp_path):
        with pytest.raises(UsageError, match=r"^There is no file .*song\.mp3\. Write the path"):
            bed(str(tmp_path / "song.mp3"))


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_name_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "song\udcff.wav").write_bytes(b"RIFF")
    for spec in (tmp_path, tmp_path / "song\udcff.wav"):
        with pytest.raises(SoundError, match=r"song\\udcff.wav' is not UTF-8. Give the file"):
            bed(str(spec))
