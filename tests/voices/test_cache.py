"""Spoken clips as entries of the store."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.model import Word
from soothe.voices import cache
from soothe.voices.engine import Speech

_KEY = "ab" * 32


@given(
    size=st.integers(1, 3000),
    rate=st.sampled_from([8000, 22_050, 24_000, 48_000]),
    words=st.lists(
        st.builds(Word, st.integers(0, 99), st.integers(1, 9), st.floats(0, 60)), max_size=4
    ),
)
def test_what_is_kept_comes_back(tmp_path_factory, size, rate, words):
    store = cache.clips(tmp_path_factory.mktemp("clips"))
    speech = Speech(np.linspace(-1, 1, size, dtype=np.float32), rate, tuple(words))
    cache.keep(store, _KEY, speech)
    found = cache.known(store, _KEY, lambda length: cache.samples(store, _KEY)[:length])
    assert (found.length, found.rate, found.words) == (size, rate, speech.words)
    np.testing.assert_array_equal(found.samples, speech.samples)


def test_an_unknown_clip_is_none(tmp_path):
    store = cache.clips(tmp_path)
    assert cache.known(store, _KEY, pytest.fail) is None
    assert cache.samples(store, _KEY) is None
