"""Names that every system takes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.outputs.names import safe_name

odd = st.text(st.characters(codec="utf-8"))
reserved = st.builds(
    "{}{}{}".format,
    st.sampled_from(["con", "Nul", "COM1", "lpt9"]),
    st.sampled_from(["", ".", " ."]),
    odd,
)


@given(st.one_of(odd, reserved), st.sampled_from(["", ".mp3", ".opus"]))
def test_every_name_can_be_kept_anywhere(stem, suffix):
    name = safe_name(stem, suffix)
    assert name.endswith(suffix)
    assert 0 < len(name.encode()) <= 120
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name.strip(". ") == name
    assert unicodedata.is_normalized("NFC", name)
    assert name.partition(".")[0].strip().upper() not in {"CON", "NUL", "COM1", "LPT9"}


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("foot-massage-10-min", "foot-massage-10-min.mp3"),
        ("Fu\N{COMBINING DIAERESIS}ße", "Füße.mp3"),
        ("a/b: c?", "a-b- c-.mp3"),
        ("con", "con_.mp3"),
        ("com1.old", "com1_.old.mp3"),
        ("Lpt² .x", "Lpt²_ .x.mp3"),
        ("CONOUT$", "CONOUT$_.mp3"),
        ("contents", "contents.mp3"),
        ("my con.x", "my con.x.mp3"),
        ("...", "_.mp3"),
        ("a\udcffb", "a-b.mp3"),
        ("ü" * 100, "ü" * 58 + ".mp3"),
    ],
)
def test_names_change_only_where_they_must(stem, name):
    assert safe_name(stem, ".mp3") == name
