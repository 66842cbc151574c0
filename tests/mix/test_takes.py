from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from soothe.errors import VoiceError
from soothe.mix import TONES, shelf, takes
from soothe.mix.takes import prepare, take_all
from soothe.model import Clip, Say
from tests.mix.studio import CLIP_RATE, RATE, clip, oversampled_peak, session, speech

WARM = TONES["warm"]


@pytest.fixture
def take(tmp_path):
    return prepare(clip(2.0), RATE, WARM, shelf.takes(tmp_path))


class TestFolder:
    def test_a_clip_is_conditioned_once(self, tmp_path, monkeypatch):
        first = prepare(clip(), RATE, WARM, shelf.takes(tmp_path))
        monkeypatch.setattr(takes.chain, "condition", None)
        again = prepare(clip(), RATE, WARM, shelf.takes(tmp_path))
        assert np.array_equal(first.samples(), again.samples())
        assert np.array_equal(first.energies, again.energies)

    def test_whatever_decides_the_sound_decides_the_file(self, tmp_path, monkeypatch):
        prepare(clip(), RATE, WARM, shelf.takes(tmp_path))
        prepare(clip(seed=1), RATE, WARM, shelf.takes(tmp_path))
        prepare(clip(), 44_100, WARM, shelf.takes(tmp_path))
        prepare(clip(), RATE, TONES["clear"], shelf.takes(tmp_path))
        monkeypatch.setattr(takes.chain, "VERSION", "next")
        prepare(clip(), RATE, WARM, shelf.takes(tmp_path))
        assert len(list(tmp_path.rglob("*.take"))) == 5

    def test_a_clip_without_a_key_is_known_by_its_samples(self, tmp_path):
        for seed in (0, 0, 1):
            prepare(Clip.of(speech(0.5, seed), CLIP_RATE), RATE, WARM, shelf.takes(tmp_path))
        assert len(list(tmp_path.rglob("*.take"))) == 2

    def test_one_key_spoken_at_another_length_is_another_take(self, tmp_path):
        for seconds in (0.5, 0.6):
            spoken = Clip.of(speech(seconds), CLIP_RATE, key="spoken by two processes at once")
            take = prepare(spoken, RATE, WARM, shelf.takes(tmp_path))
            assert len(take.samples()) == take.frames

    @pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"soothe")])
    def test_a_take_that_went_or_was_damaged_is_made_again(self, tmp_path, harm):
        take = prepare(clip(), RATE, WARM, shelf.takes(tmp_path))
        before = take.samples()
        (path,) = tmp_path.rglob("*.take")
        (measures,) = tmp_path.rglob("*.measures")
        harm(path)
        harm(measures)
        assert np.array_equal(take.samples(), before)
        again = prepare(clip(), RATE, WARM, shelf.takes(tmp_path))
        assert np.array_equal(again.energies, take.energies)
        assert min(path.stat().st_size, measures.stat().st_size) > 500


class TestTake:
    def test_keeps_16_bits_of_the_chain(self, take):
        conditioned = takes.chain.condition(clip(2.0), RATE, WARM).samples
        error = np.abs(take.samples() - conditioned).max()
        assert error < np.abs(conditioned).max() / 65_000

    def test_peaks_are_a_bound(self, take):
        assert oversampled_peak(take.samples()) <= 1.01 * take.peaks.max()

    @pytest.mark.parametrize("share", [0.9, 0.6, 0.3])
    def test_under_a_ceiling_sound_and_measures_follow(self, take, share):
        ceiling = share * float(take.peaks.max())
        limited = take.under(ceiling)
        assert oversampled_peak(limited.samples()) <= ceiling
        assert limited.peaks.max() <= ceiling
        before, after = (np.square(each.samples()).sum() for each in (take, limited))
        kept = limited.energies.sum() / take.energies.sum()
        assert kept == pytest.approx(after / before, abs=0.06)

    def test_without_a_ceiling_it_is_left_alone(self, take):
        assert math.isinf(take.ceiling)
        assert np.array_equal(take.under(100.0).samples(), take.samples())


class TestTakeAll:
    def test_each_sentence_once_and_progress_is_told(self, tmp_path):
        timeline, clips = session((3.0, 0.5), (5.0, 0.5))
        told = []
        made = take_all(timeline, clips, WARM, tmp_path, lambda *step: told.append(step))
        assert made.keys() == clips.keys()
        assert told == [("mixing", 0.0), ("mixing", 0.5), ("mixing", 1.0)]
        told.clear()
        take_all(timeline, clips, WARM, tmp_path, lambda *step: told.append(step))
        assert told == [("mixing", 1.0)]

    def test_a_sentence_without_a_clip_is_an_error(self, tmp_path):
        timeline, _ = session((3.0, Say("Nobody spoke me.")))
        with pytest.raises(VoiceError, match=r"'Nobody spoke me\.' was never spoken"):
            take_all(timeline, {}, WARM, tmp_path)
