"""The card to print, read as XML."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from soothe.model import Span, Timeline
from soothe.outputs.card import card, picture_of
from tests.outputs.sessions import TITLES, session

SVG = "{http://www.w3.org/2000/svg}"


def read(script, timeline):
    root = ET.fromstring(card(script, timeline))  # noqa: S314 - our own
    return root, [each.text for each in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("steps", [1, 20, 200])
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_every_step_stands_on_it_with_its_time(title, steps):
    script, timeline = session(title, steps)
    root, texts = read(script, timeline)
    for number in (0, steps - 1):
        assert f"{title} {number + 1}" in texts
    assert "0:00  (0:10)" in texts
    assert "Stop at any time." in texts
    lowest = max(float(each.get("y")) for each in root.iter(f"{SVG}text"))
    assert lowest < float(root.get("height").removesuffix("mm")) - 5


def test_up_to_twenty_steps_fit_a_sheet():
    root, _ = read(*session(steps=18))
    assert root.get("height") == "297mm"


def test_every_drawing_refers_to_shapes_that_are_there():
    script, timeline = session(steps=3)
    for key in (
        "glides",
        "circles",
        "heel",
        "arch",
        "ball",
        "toes",
        "ankle",
        "top",
        "hold",
        "roll",
    ):
        changed = _with_ids(timeline, key)
        root, _ = read(script, changed)
        known = {each.get("id") for each in root.iter() if each.get("id")}
        used = {each.get("href").removeprefix("#") for each in root.iter(f"{SVG}use")}
        assert used
        assert used <= known


def _with_ids(timeline: Timeline, key: str) -> Timeline:
    spans = tuple(
        Span(replace(span.step, id=f"{key}{n}", pair=key), span.start, span.frames)
        for n, span in enumerate(timeline.spans)
    )
    return replace(timeline, spans=spans)


def test_both_sides_stand_once():
    script, timeline = session(title="Left foot: heel", steps=2)
    _, texts = read(script, _with_ids(timeline, "heel"))
    assert "Heel 1" in texts
    assert "0:00 and 0:10  (0:10)" in texts


@pytest.mark.parametrize(
    ("key", "picture"),
    [
        ("heel", "heel"),
        ("left-heel", "heel"),
        ("roots", "toes"),
        ("breathe", "breath"),
        ("ball-roll", "roll"),
        ("shoulders", "hand"),
    ],
)
def test_drawings_follow_from_ids(key, picture):
    assert picture_of(key) == picture
