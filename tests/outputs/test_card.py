"""The card to print, read as XML."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from soothe.model import Span, Timeline
from soothe.outputs import drawings
from soothe.outputs.card import card
from soothe.outputs.drawings import Drawing, drawing_of
from soothe.outputs.timeline_text import load_template
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
    ("key", "script", "region", "name"),
    [
        ("heel", "foot-massage", "foot", "heel"),
        ("left-heel", "mine", "foot", "heel"),
        ("roots", "partner-foot-massage", "foot", "toes"),
        ("breathe", "calves", "any", "breath"),
        ("ball-roll", "foot-massage", "foot", "roll"),
        ("glides", "hands", "palm", "glide"),
        ("glides", "calves", "calf", "glide"),
        ("hold", "neck-shoulders", "shoulders", "hold"),
        ("jaw", "scalp-face-jaw", "face", "jaw"),
        ("path", "abdomen", "belly", "path"),
        ("shoulders", "body-scan", "figure", "shoulders"),
        ("shoulders", "neck-shoulders", "shoulders", "rolls"),
        ("round-two", "breathing", "any", "breath"),
    ],
)
def test_drawings_follow_from_ids_and_what_the_script_is_about(key, script, region, name):
    assert drawing_of(key, script) == Drawing(region, name)


def test_a_step_without_a_drawing_shows_its_number():
    script, timeline = session(steps=3)
    assert drawing_of("s1", "feet") is None
    _, texts = read(script, timeline)
    assert [text for text in texts if text in {"1", "2", "3"}] == ["1", "2", "3"]


def test_every_drawing_of_the_tables_is_drawn():
    modules = [load_template(name).module for name in ("drawings.svg.j2", "body.svg.j2")]
    for region, table in drawings._TABLES.items():
        draw = next(getattr(each, region) for each in modules if hasattr(each, region))
        drawn = {name: str(draw(name)).strip() for name in table}
        assert all(drawn.values())
        assert len(set(drawn.values())) == len(drawn)
