"""The cover: the same everywhere, a picture for each script and mood, the title always legible."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from soothe.errors import UsageError
from soothe.outputs.cover import cover, own_cover
from soothe.outputs.lettering import arrange
from soothe.outputs.pictures import EMBEDDED, mood, picture
from soothe.outputs.vorbis import image_type
from tests.outputs.sessions import TITLES, session

SIZE = 200


def drawn(title="", **changes):
    script, _ = session(title)
    return pixels(jpeg(replace(script, **changes), SIZE))


def jpeg(script, size):
    return cover(script.name, script.title, mood(script), size)


def pixels(content):
    with Image.open(io.BytesIO(content)) as opened:
        return np.asarray(opened.convert("RGB"), np.int32)


def test_it_is_a_square_jpeg_and_the_same_again():
    script, _ = session()
    first = jpeg(script, 1400)
    assert image_type(first) == "image/jpeg"
    assert pixels(first).shape == (1400, 1400, 3)
    assert first == jpeg(script, 1400) == picture(script, 1400) == picture(script, 1400)


def test_every_script_and_mood_has_its_own():
    looks = [
        drawn(name="feet"),
        drawn(name="hands"),
        drawn(name="feet", ending="sleep"),
        drawn(name="feet", choices=(("mood", "energy"),)),
    ]
    for number, one in enumerate(looks):
        for other in looks[number + 1 :]:
            assert np.abs(one - other).mean() > 3


@pytest.mark.parametrize("title", [*TITLES.values(), "발 마사지", "Самомассаж", "עיסוי"])
@pytest.mark.parametrize("ending", ["get-up", "sleep"])
def test_titles_in_many_scripts_stand_out_and_stay_within(title, ending):
    bare, titled = drawn(ending=ending), drawn(title, ending=ending)
    changed = np.abs(titled - bare).sum(axis=2) > 120
    rows, columns = np.nonzero(changed)
    assert changed.mean() > 0.01
    assert rows.max() < SIZE * 0.6
    assert columns.min() >= SIZE * 0.03
    assert columns.max() <= SIZE * 0.97


@pytest.mark.parametrize("title", ["🦶🦶", "नमस्ते", "", "  "])
def test_what_no_font_has_leaves_the_picture_bare(title):
    assert np.array_equal(drawn(title), drawn())


def test_the_title_is_legible_at_64_pixels():
    for title in ("Self foot massage", "Bedtime wind-down", "足部按摩"):
        assert arrange(title, 64).size >= 8


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=120).filter(str.strip))
def test_no_letter_is_lost_between_lines(title):
    words = " ".join(title.split())
    lines = arrange(words, 1400).lines
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert 1 <= len(lines) <= 4


def test_a_picture_of_ones_own_becomes_a_jpeg_without_its_secrets(tmp_path):
    path = tmp_path / "me.png"
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGBA", (3000, 1500), "red").save(path, exif=exif)
    found = own_cover(path, EMBEDDED)
    assert pixels(found).shape == (700, 1400, 3)
    assert b"taken at home" not in found


@pytest.mark.parametrize("content", [None, b"no picture"])
def test_what_is_no_picture_is_told(tmp_path, content):
    path = tmp_path / "me.jpg"
    if content:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"me\.jpg cannot be read as a picture"):
        own_cover(path, SIZE)
