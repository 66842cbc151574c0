"""A script in another language takes over bounds, options and parameters of the one it extends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from soothe.errors import ScriptError
from soothe.model import Choices
from soothe.script import describe, load

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.model import Script

BASE = """+++
title = "Feet"
length = "3m..10m..18m"
sound = "ocean"
[params]
soak = { type = "flag", help = "A bath" }
+++
{% for side in sides("foot") %}
## {{ side.title }} [10s..20s..60s id:{{ side.id }} pair:foot drop:2 pace:0.9]
Press.
{% endfor %}
{% if soak %}
## Bath [20s..30s..90s id:bath weight:0.3]
Sit.
{% endif %}
"""
FRONT = '+++\ntitle = "Pieds"\nextends = "{base}"\n[params]\nsoak = {{ help = "Un bain" }}\n+++\n'
BODY = """
## Gauche [id:left]
Un.
## Droite [id:right drop:3]
Deux.
{% if soak %}
## Bain [id:bath]
Trois.
{% endif %}
## Fin [5s..6s..7s]
Quatre.
"""


def extended(tmp_path: Path, body: str, base: str = BASE, **choices: object) -> Script:
    (tmp_path / "feet.md.j2").write_text(base, encoding="utf-8")
    path = tmp_path / "pieds.md.j2"
    front = FRONT.format(base=(tmp_path / "feet.md.j2").as_posix())
    path.write_text(front + body, encoding="utf-8")
    return load(path, Choices(**choices))  # type: ignore[arg-type]


def test_bounds_and_options_are_taken_over_by_id(tmp_path: Path) -> None:
    script = extended(tmp_path, BODY.replace(" drop:3", ""), values={"soak": True})
    left, right, bath, end = script.steps
    assert (left.title, left.id, left.pair, left.drop) == ("Gauche", "left", "foot", 2)
    assert (left.least, left.typical, left.most) == (10.0, 20.0, 60.0)
    assert (bath.title, bath.weight, bath.least) == ("Bain", 0.3, 20.0)
    assert (end.least, end.most) == (5.0, 7.0)
    assert [say.text for say in script.says()] == ["Un.", "Deux.", "Trois.", "Quatre."]
    assert next(right.says()).pace == 0.9


def test_a_steps_own_options_go_before_those_taken_over(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="need the same drop mark"):
        extended(tmp_path, BODY)


def test_the_header_takes_over_what_it_does_not_say(tmp_path: Path) -> None:
    extended(tmp_path, BODY.replace(" drop:3", ""))
    header = describe(tmp_path / "pieds.md.j2")
    assert (header.title, header.length, header.sound) == ("Pieds", (180.0, 600.0, 1080.0), "ocean")
    (soak,) = (param for param in header.params if param.name == "soak")
    assert (soak.type, soak.help) == ("flag", "Un bain")


def test_a_step_that_the_base_does_not_have_needs_its_own_bounds(tmp_path: Path) -> None:
    with pytest.raises(ScriptError) as caught:
        extended(tmp_path, "## Rien [id:nothing]\nUn.\n")
    (problem,) = caught.value.problems
    assert (problem.rule, problem.place.line, problem.place.column) == ("bounds", 7, 10)


@pytest.mark.parametrize(
    ("base", "message"),
    [
        (BASE.replace("sound", "extends"), "A script that is extended cannot extend another."),
        (BASE.replace("title", "titel"), "needs a title"),
    ],
)
def test_a_base_that_cannot_be_extended_is_named(tmp_path: Path, base: str, message: str) -> None:
    with pytest.raises(ScriptError, match=message):
        extended(tmp_path, BODY, base)


def test_a_base_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.md.j2"
    path.write_text('+++\ntitle = "A"\nextends = "foot-masage"\n+++\n', encoding="utf-8")
    with pytest.raises(ScriptError) as caught:
        describe(path)
    (problem,) = caught.value.problems
    assert (problem.place.line, problem.place.column) == (3, 1)
    assert "Did you mean 'foot-massage'?" in problem.message
