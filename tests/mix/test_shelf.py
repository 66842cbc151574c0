from __future__ import annotations

import numpy as np

from soothe.mix.shelf import packed, samples_of, takes


def kept(folder, samples):
    store = takes(folder)
    store.keep("ab" * 32, packed(samples))
    return store.find("ab" * 32)


def test_gives_back_16_bits_of_what_was_kept(tmp_path):
    samples = np.random.default_rng(0).standard_normal((1000, 2)).astype(np.float32)
    entry = kept(tmp_path, samples)
    assert np.abs(samples_of(entry) - samples).max() < np.abs(samples).max() / 65_000
    assert samples_of(entry).dtype == np.float32


def test_silence_is_kept_as_silence(tmp_path):
    assert not samples_of(kept(tmp_path, np.zeros((100, 2), np.float32))).any()
