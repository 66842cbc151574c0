"""A file that does not tell for whom it was made."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.model import Say, Script, Step, Timeline
from soothe.outputs.captions import unknown_words
from soothe.outputs.labels import label
from soothe.outputs.privacy import without_name
from soothe.outputs.sidecars import SIDECARS, sidecars
from tests.outputs.sessions import session

NAMES = ["Anna", "Jürgen", "小明", "O'Neil", "anna maria"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_written_tells_the_name(name):
    named = session(name=name)
    plain = session()
    private = without_name(*named)
    assert name in label(*named).lyrics
    assert label(*private).lyrics == label(*plain).lyrics
    for text in (repr(label(*private)), *_contents(private)):
        assert name not in text


def _contents(about):
    return [each.decode() for each in sidecars(*about, SIDECARS, unknown_words).values()]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Welcome, Anna. Rest.", "Welcome. Rest."),
        ("Anna, rest.", "rest."),
        ("Rest now Anna and breathe.", "Rest now and breathe."),
        ("Good night, ANNA!", "Good night!"),
        ("Annabelle rests.", "Annabelle rests."),
    ],
)
def test_the_sentence_stays_whole(text, clean):
    script, timeline = session(name="Anna")
    said = replace(timeline, placed=(replace(timeline.placed[0], cue=Say(text)),))
    assert without_name(script, said)[1].placed[0].cue.text == clean


@given(st.text(st.characters(codec="utf-8", categories=["L", "M", "N", "P", "Zs"]), max_size=12))
def test_no_time_changes_whatever_the_name(name):
    script, timeline = session(name=name)
    private_script, private = without_name(script, timeline)
    assert [(each.start, each.frames) for each in private.placed] == [
        (each.start, each.frames) for each in timeline.placed
    ]
    if name.strip():
        assert dict(private_script.choices) == {"first": "left"}


def test_without_a_name_everything_stays_as_it_is():
    script = Script("a", "A", "en", (Step("s", "S", 1, 1, 1, ()),))
    timeline = Timeline(1, 1, 0, 0, 0, (), ())
    assert without_name(script, timeline) == (script, timeline)
