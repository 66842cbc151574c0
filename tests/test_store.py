"""Sound on disk: whole, shared, bounded."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from soothe import entry as entry_
from soothe import store as store_
from soothe.entry import Entry
from soothe.errors import OutputError
from soothe.store import Store, usable

_KEY = "ab" * 32
_ARRAYS = st.lists(
    arrays.arrays(
        st.sampled_from([np.float32, np.float64, np.int16]),
        arrays.array_shapes(min_dims=0, max_dims=2, min_side=0, max_side=40),
        elements=st.integers(-9, 9),
    ),
    max_size=4,
)


def _store(folder, most_bytes=2**20):
    return Store(Path(folder), "sound", most_bytes)


def _entry(size=1000, value=0.25):
    return Entry({"rate": 22_050}, (np.full(size, value, np.float32),))


def _files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def _fail(number, text):
    def fail(*_args, **_kwargs):
        raise OSError(number, text)

    return fail


@settings(max_examples=40)
@given(kept=_ARRAYS, facts=st.dictionaries(st.text(max_size=5), st.integers(), max_size=3))
def test_what_is_kept_comes_back(tmp_path_factory, kept, facts):
    store = _store(tmp_path_factory.mktemp("sound"))
    store.keep(_KEY, Entry(facts, tuple(kept)))
    found = store.find(_KEY)
    assert found.facts == facts
    assert len(found.arrays) == len(kept)
    for before, after in zip(kept, found.arrays, strict=True):
        assert (after.dtype, after.shape) == (before.dtype, before.shape)
        np.testing.assert_array_equal(after, before)
        assert not after.flags.writeable


def test_an_unknown_key_is_none(tmp_path):
    assert _store(tmp_path / "nowhere").find(_KEY) is None


@settings(max_examples=40)
@given(place=st.integers(0), cut=st.booleans())
def test_a_damaged_entry_is_thrown_away(tmp_path_factory, place, cut):
    store = _store(tmp_path_factory.mktemp("sound"))
    store.keep(_KEY, _entry())
    content = bytearray(store.path(_KEY).read_bytes())
    place %= len(content)
    content[place] ^= 0x55
    store.path(_KEY).write_bytes(content[:place] if cut else content)
    assert store.find(_KEY) is None
    assert not store.path(_KEY).exists()


def test_size_and_clear(tmp_path):
    store = _store(tmp_path)
    assert store.size() == store.clear() == 0
    for number in range(3):
        store.keep(f"{number:064x}", _entry())
    size = store.size()
    assert size > 3 * 4000
    assert store.clear() == size
    assert store.size() == 0


def test_the_longest_unused_go_first(tmp_path):
    store = _store(tmp_path)
    keys = [f"{number:064x}" for number in range(4)]
    for number, key in enumerate(keys):
        store.keep(key, _entry())
        os.utime(store.path(key), (1000 + number, 1000 + number))
    store.find(keys[0])
    each = store.size() // 4
    assert store.shrink(2 * each) == 2 * each
    assert [key for key in keys if store.find(key)] == [keys[0], keys[3]]


def test_its_own_bound_holds(tmp_path):
    store = _store(tmp_path, most_bytes=10_000)
    for number in range(9):
        store.keep(f"{number:064x}", _entry())
    store.shrink()
    assert 0 < store.size() <= 10_000


def test_an_entry_in_use_outlives_its_file(tmp_path):
    store = _store(tmp_path)
    store.keep(_KEY, _entry())
    found = store.find(_KEY)
    store.clear()
    np.testing.assert_array_equal(found.arrays[0], _entry().arrays[0])


def test_more_entries_than_a_program_may_hold_open(tmp_path, monkeypatch):
    monkeypatch.setattr(entry_, "_MOST_OPEN", 2)
    store = _store(tmp_path)
    keys = [f"{number:064x}" for number in range(5)]
    for key in keys:
        store.keep(key, _entry())
    for found in [store.find(key) for key in keys]:
        np.testing.assert_array_equal(found.arrays[0], _entry().arrays[0])


def test_other_files_are_left_alone(tmp_path):
    notes = tmp_path / "ab" / "notes.txt"
    notes.parent.mkdir()
    notes.write_text("mine", "utf-8")
    store = _store(tmp_path)
    store.keep(_KEY, _entry())
    store.clear()
    assert _files(tmp_path) == [notes]


def test_what_a_killed_program_left_goes_after_an_hour(tmp_path):
    old, new = (tmp_path / "ab" / f"{name}.part" for name in ("old", "new"))
    old.parent.mkdir()
    old.touch()
    new.touch()
    os.utime(old, (time.time() - 7200,) * 2)
    _store(tmp_path).shrink()
    assert _files(tmp_path) == [new]


def test_a_full_disk_is_told_and_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(store_.os, "fdopen", _fail(28, "No space left on device"))
    with pytest.raises(OutputError, match=r"No space left on device\. Free some space"):
        _store(tmp_path).keep(_KEY, _entry())
    assert not _files(tmp_path)


def test_an_entry_that_another_process_holds_is_good_enough(tmp_path, monkeypatch):
    store = _store(tmp_path)
    store.keep(_KEY, _entry())
    monkeypatch.setattr(store_.Path, "replace", _fail(13, "in use"))
    store.keep(_KEY, _entry(value=0.5))
    assert _files(tmp_path) == [store.path(_KEY)]


def test_a_file_that_cannot_be_deleted_frees_nothing(tmp_path, monkeypatch):
    store = _store(tmp_path)
    store.keep(_KEY, _entry())
    monkeypatch.setattr(store_.Path, "unlink", _fail(13, "in use"))
    assert store.clear() == 0


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with pytest.raises(OutputError, match=r"Cannot keep sound in .*file.*SOOTHE_CACHE"):
        _store(blocked).keep(_KEY, _entry())
    assert _store(blocked).find(_KEY) is None


def test_what_only_saves_time_is_offered_and_a_full_folder_told(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with pytest.warns(UserWarning, match="Cannot keep sound"):
        _store(blocked).offer(_KEY, _entry())
    store = _store(tmp_path)
    store.offer(_KEY, _entry())
    assert store.find(_KEY)


def test_a_usable_folder_is_made_and_given_back(tmp_path):
    folder = tmp_path / "new" / "cache"
    assert usable(folder) == folder
    assert folder.is_dir()
    assert not list(folder.iterdir())


def test_an_unusable_folder_is_announced_and_replaced_once(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with pytest.warns(UserWarning, match=r"Nothing can be kept in .*file.*lost at the end"):
        other = usable(blocked)
    assert other.is_dir()
    assert usable(blocked) == other


def test_many_processes_share_a_folder(tmp_path):
    program = (
        "import sys; from pathlib import Path; import numpy as np\n"
        "from soothe.entry import Entry; from soothe.store import Store\n"
        "store = Store(Path(sys.argv[1]), 'sound', 60_000)\n"
        "for turn in range(60):\n"
        "    key = f'{turn % 7:064x}'\n"
        "    store.keep(key, Entry({}, (np.full(5000, turn % 7, np.float32),)))\n"
        "    found = store.find(key)\n"
        "    assert found is None or (found.arrays[0] == turn % 7).all()\n"
        "    if turn % 20 == 19: store.shrink()\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)]) for _ in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert {path.suffix for path in _files(tmp_path)} <= {".sound"}
