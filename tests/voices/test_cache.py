"""Clips on disk: whole, shared, bounded."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.errors import OutputError
from soothe.model import Word
from soothe.voices import cache
from soothe.voices.engine import Speech

_KEY = "ab" * 32


def _speech(size=1000, value=0.25):
    return Speech(np.full(size, value, np.float32), 22_050, (Word(0, 3, 0.01),))


def _age(folder, key, seconds):
    path = cache._path(folder, key)
    os.utime(path, (seconds, seconds))


@given(
    size=st.integers(1, 3000),
    rate=st.sampled_from([8000, 22_050, 24_000, 48_000]),
    words=st.lists(
        st.builds(Word, st.integers(0, 99), st.integers(1, 9), st.floats(0, 60)), max_size=4
    ),
)
def test_what_is_kept_comes_back(tmp_path_factory, size, rate, words):
    folder = tmp_path_factory.mktemp("clips")
    speech = Speech(np.linspace(-1, 1, size, dtype=np.float32), rate, tuple(words))
    cache.store(folder, _KEY, speech)
    found = cache.load(folder, _KEY)
    np.testing.assert_array_equal(found.samples, speech.samples)
    assert (found.rate, found.words) == (speech.rate, speech.words)
    assert not found.samples.flags.writeable


def test_an_unknown_clip_is_none(tmp_path):
    assert cache.load(tmp_path, _KEY) is None


@given(place=st.integers(0), cut=st.booleans())
def test_a_damaged_clip_is_thrown_away(tmp_path_factory, place, cut):
    folder = tmp_path_factory.mktemp("clips")
    cache.store(folder, _KEY, _speech())
    path = cache._path(folder, _KEY)
    content = bytearray(path.read_bytes())
    place %= len(content)
    content[place] ^= 0x55
    path.write_bytes(content[:place] if cut else content)
    assert cache.load(folder, _KEY) is None
    assert not path.exists()


def test_size_and_clear(tmp_path):
    assert cache.cache_size(tmp_path) == cache.cache_clear(tmp_path) == 0
    for number in range(3):
        cache.store(tmp_path, f"{number:064x}", _speech())
    size = cache.cache_size(tmp_path)
    assert size > 3 * 4000
    assert cache.cache_clear(tmp_path) == size
    assert cache.cache_size(tmp_path) == 0


def test_the_longest_unused_go_first(tmp_path):
    keys = [f"{number:064x}" for number in range(4)]
    for number, key in enumerate(keys):
        cache.store(tmp_path, key, _speech())
        _age(tmp_path, key, 1000 + number)
    cache.load(tmp_path, keys[0])
    each = cache.cache_size(tmp_path) // 4
    assert cache.shrink(tmp_path, 2 * each) == 2 * each
    left = [key for key in keys if cache.load(tmp_path, key)]
    assert left == [keys[0], keys[3]]


def test_a_clip_in_use_outlives_its_file(tmp_path):
    cache.store(tmp_path, _KEY, _speech())
    found = cache.load(tmp_path, _KEY)
    cache.cache_clear(tmp_path)
    np.testing.assert_array_equal(found.samples, _speech().samples)


def test_more_clips_than_a_program_may_hold_open(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "_MOST_OPEN", 2)
    keys = [f"{number:064x}" for number in range(5)]
    for key in keys:
        cache.store(tmp_path, key, _speech())
    for found in [cache.load(tmp_path, key) for key in keys]:
        np.testing.assert_array_equal(found.samples, _speech().samples)


def test_nothing_but_clips_is_left_behind(tmp_path):
    cache.store(tmp_path, _KEY, _speech())
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".clip"]


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with pytest.raises(OutputError, match=r"Cannot keep spoken clips in .*file"):
        cache.store(blocked, _KEY, _speech())


def test_many_processes_share_a_folder(tmp_path):
    program = (
        "import sys; from pathlib import Path; import numpy as np\n"
        "from soothe.voices import cache; from soothe.voices.engine import Speech\n"
        "folder = Path(sys.argv[1])\n"
        "for turn in range(60):\n"
        "    key = f'{turn % 7:064x}'\n"
        "    cache.store(folder, key, Speech(np.full(5000, turn % 7, np.float32), 8000))\n"
        "    found = cache.load(folder, key)\n"
        "    assert found is None or (found.samples == turn % 7).all()\n"
        "    if turn % 20 == 19: cache.shrink(folder, 60_000)\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)]) for _ in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".clip"]
