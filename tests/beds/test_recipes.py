"""Recipes are read strictly, and a mistake in one is told with its place and the way out."""

from __future__ import annotations

import sys

import pytest

from soothe.beds import list_sounds, open_bed, strike
from soothe.beds.recipe import load_recipe
from soothe.errors import SoundError, UsageError

RATE = 16_000
GOOD = '[[layer]]\nmake = "noise"\n'


def recipe(folder, text):
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shelf_holds_what_the_manual_promises():
    names = {sound.name for sound in list_sounds()}
    assert {"rain", "ocean", "stream", "wind", "fireplace", "night", "bowls", "pads"} <= names
    assert {"drone", "pulse", "binaural", "brown-noise", "pink-noise", "white-noise"} <= names
    assert not {"bell", "in", "CREDITS"} & names
    assert all(sound.title != sound.name for sound in list_sounds())


def test_a_recipe_needs_no_more_than_one_layer(tmp_path):
    made = load_recipe(recipe(tmp_path, GOOD))
    assert (made.name, made.title, made.kind, len(made.layers)) == ("mine", "mine", "ambience", 1)


def test_a_recipe_can_be_opened_by_its_path(tmp_path):
    bed = open_bed(f"{recipe(tmp_path, GOOD)}:-3", seed=1, rate=RATE)
    assert bed.read(0, 10).shape == (10, 2)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kind = ambience", "cannot be read"),
        ('kind = "ambience"', "no layer"),
        ("layer = 3", "no layer"),
        ("layer = [3]", "layer 1 is 3. Write a"),
        ("[[layer]]\nmake = ['noise']", "layer 1: make is .'noise'"),
        (f"layer = {'[' * 5000}", "cannot be read"),
        (f"layer = {'9' * 5000}", "cannot be read"),
        ('kind = "musik"\n' + GOOD, "Did you mean 'music'"),
        ('titel = "x"\n' + GOOD, "Did you mean 'title'"),
        ("title = 3\n" + GOOD, "Write text"),
        ('[[layer]]\nmake = "nois"', "layer 1: make is 'nois'. Did you mean 'noise'"),
        (GOOD + "[[layer]]\ncurve = 1", "layer 2: make is 'missing'"),
        (GOOD + "grain = 3", "Did you mean 'grains'"),
        (GOOD + "grains = -1", "a number, 0 to 20000"),
        (GOOD + "grains = true", "a number, 0 to 20000"),
        (GOOD + "curve = 4", "rows of .1 to 24000, -120 to 40."),
        (GOOD + "curve = [[100, 0, 3]]", "rows of .1 to 24000, -120 to 40."),
        (GOOD + "curve = []", "rows of .1 to 24000, -120 to 40."),
        (GOOD + "curve = [[900, 0], [100, 0]]", "in rising order"),
        (GOOD + "curve = [[100, 0], 3]", "rows of .1 to 24000, -120 to 40."),
        (GOOD + "sway_db = 90", "0 to 12"),
        ('[[layer]]\nmake = "grains"\nshape = "dorp"', "Did you mean 'drop'"),
        ('[[layer]]\nmake = "grains"\nhertz = [1, 2, 3]', "a list, .40 to 16000, 40"),
        ('[[layer]]\nmake = "grains"\nhertz = [900, 300]', "in rising order"),
        ('[[layer]]\nmake = "drone"\nhertz = []', "a list, .20 to 2000"),
    ],
)
def test_a_mistake_is_told_with_the_way_out(tmp_path, text, says):
    with pytest.raises(SoundError, match=says):
        load_recipe(recipe(tmp_path, text))


def test_a_broken_recipe_hides_no_other(tmp_path, monkeypatch):
    before = [sound.name for sound in list_sounds()]
    (tmp_path / "sounds").mkdir()
    (tmp_path / "sounds" / "rain.toml").write_text("title = ", encoding="utf-8")
    if sys.platform == "linux":  # elsewhere every name is text
        (tmp_path / "sounds" / "a\udcff.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "sounds" / "folder.toml").mkdir()
    monkeypatch.setattr("soothe.beds.recipe.user_library", lambda: tmp_path)
    told = []
    assert [sound.name for sound in list_sounds(told.append)] == [n for n in before if n != "rain"]
    assert [str(error).split(" cannot")[0] for error in told] == [
        f"The recipe {tmp_path / 'sounds' / name}.toml" for name in ("folder", "rain")
    ]
    with pytest.raises(SoundError, match="cannot be read"):
        list_sounds()


def test_a_bell_is_no_bed_and_a_bed_no_bell(tmp_path):
    with pytest.raises(SoundError, match="is a bell"):
        open_bed("bell", seed=1, rate=RATE)
    with pytest.raises(SoundError, match="is no bell"):
        strike("rain", RATE)
    other = tmp_path / "song.txt"
    other.write_text("la", encoding="utf-8")
    with pytest.raises(SoundError, match="no sound of a known kind"):
        open_bed(str(other), seed=1, rate=RATE)


def test_a_wrong_name_gets_the_nearest():
    with pytest.raises(UsageError, match="Did you mean 'rain'"):
        open_bed("rian", seed=1, rate=RATE)


def test_a_bell_that_is_silent_is_refused(tmp_path):
    text = 'kind = "bell"\n[strike]\nhertz = 4000\npartials = [[20, 0, 1]]'
    with pytest.raises(SoundError, match="makes no sound"):
        strike(str(recipe(tmp_path, text)), RATE)
    with pytest.raises(SoundError, match="attack_ms"):
        strike(str(recipe(tmp_path, 'kind = "bell"\n[strike]\nattack_ms = 20')), RATE)
