"""What a person may write behind --sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.beds.spec import Part, has_recordings, parse_spec, sound_path, without_folders
from soothe.errors import UsageError

names = st.from_regex(r"[a-z][a-z-]{0,10}", fullmatch=True).filter(lambda name: name != "none")
levels = st.integers(-60, 20)


@given(st.lists(st.tuples(names, levels), min_size=1, max_size=4), st.sampled_from(["+", " + "]))
def test_what_is_joined_is_taken_apart(parts, joint):
    spec = joint.join(f"{name}:{level}" for name, level in parts)
    assert parse_spec(spec) == tuple(Part(name, float(level)) for name, level in parts)


@pytest.mark.parametrize(
    ("spec", "parts"),
    [
        ("rain", [("rain", 0)]),
        (" rain+ pads:-6 ", [("rain", 0), ("pads", -6)]),
        ("rain:+3 + ocean:-4.5dB", [("rain", 3), ("ocean", -4.5)]),
        ("C:\\my\\sea.toml:-2", [("C:\\my\\sea.toml", -2)]),
        ("none", []),
    ],
)
def test_names_and_levels(spec, parts):
    assert parse_spec(spec) == tuple(Part(name, level) for name, level in parts)


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("", "A sound is missing"),
        ("rain +", "A sound is missing"),
        ("rain:-99", "from -60 to 20"),
        ("none + rain", "Leave out one"),
    ],
)
def test_a_wrong_spec_is_told_the_way_out(spec, says):
    with pytest.raises(UsageError, match=says):
        parse_spec(spec)


@pytest.mark.parametrize(
    "name",
    ["a" * 256, "x/" * 5000, "~nobody-here", "~nobody-here/a.mp3", "rain\0", "\udcff", ".../"],
)
def test_a_strange_name_is_that_of_no_sound(name):
    for spec in (name, f"rain + {name}:-6"):
        assert parse_spec(spec)[-1].name == name
        assert without_folders(spec).startswith(spec.removesuffix(":-6"))
    with pytest.raises(UsageError, match="There is no "):
        sound_path(name)


def test_many_sounds_are_no_path_that_is_too_long():
    assert len(parse_spec(" + ".join(["rain"] * 300))) == 300


def test_what_is_told_of_own_music_is_not_where_it_lies(tmp_path):
    song, folder = tmp_path / "a + b.mp3", tmp_path / "mine"
    song.touch()
    folder.mkdir()
    assert without_folders(str(song)) == "a + b.mp3"
    assert without_folders(f"rain + {folder}:-6") == "rain + mine/:-6"
    assert without_folders("none") == "none"


def test_own_music_is_known_by_what_is_told():
    told = {spec: has_recordings(spec) for spec in ("rain + pads:-6", "none", "mine/", "a.mp3:3")}
    assert told == {"rain + pads:-6": False, "none": False, "mine/": True, "a.mp3:3": True}
