"""A script in another language takes over bounds, options and parameters of the one it extends."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from soothe.errors import ScriptError
from soothe.model import Choices
from soothe.script import describe, load

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.model import Script

LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
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


def test_a_step_with_its_own_bounds_takes_over_the_options_that_it_does_not_name(
    tmp_path: Path,
) -> None:
    body = BODY.replace("[id:left]", "[9s..30s..50s id:left]").replace(" drop:3", "")
    left, right, *_ = extended(tmp_path, body).steps
    assert (left.least, left.typical, left.most) == (9.0, 30.0, 50.0)
    assert (right.least, right.typical, right.most) == (10.0, 20.0, 60.0)
    assert (left.pair, left.drop) == (right.pair, right.drop) == ("foot", 2)
    assert next(left.says()).pace == 0.9


def test_none_takes_away_what_the_base_says(tmp_path: Path) -> None:
    body = "## Gauche [id:left pair:none drop:none]\nUn.\n## Droite [id:right pair:none]\nDeux.\n"
    left, right = extended(tmp_path, body).steps
    assert (left.pair, left.drop) == (None, None)
    assert (right.pair, right.drop) == (None, 2)
    with pytest.raises(ScriptError, match="'pace:none' cannot be used"):
        extended(tmp_path, "## Gauche [id:left pace:none]\nUn.\n")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.md.j2", "A script cannot extend itself."),
        ("../b.md.j2", "'../b.md.j2' lies elsewhere."),
        ("{above}/b.md.j2", "/b.md.j2' lies elsewhere."),
        pytest.param("link.md.j2", "'link.md.j2' lies elsewhere.", marks=LINKS),
        (".", "'.' is a folder. Name one of the scripts in it."),
    ],
)
def test_only_scripts_of_the_own_folders_can_be_extended(
    tmp_path: Path, name: str, message: str
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (tmp_path / "b.md.j2").write_text(BASE, encoding="utf-8")
    if name == "link.md.j2":
        (folder / name).symlink_to(tmp_path / "b.md.j2")
    name = name.format(above=tmp_path.as_posix())
    path = folder / "a.md.j2"
    path.write_text(f'+++\ntitle = "A"\nextends = "{name}"\n+++\n', encoding="utf-8")
    with pytest.raises(ScriptError) as caught:
        describe(path)
    (problem,) = caught.value.problems
    assert message in problem.message
    assert (problem.place.line, problem.place.column) == (3, 1)


def test_a_base_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.md.j2").write_bytes(b"\xff\xfe")
    path = tmp_path / "a.md.j2"
    path.write_text('+++\ntitle = "A"\nextends = "b.md.j2"\n+++\n', encoding="utf-8")
    with pytest.raises(ScriptError, match="is not UTF-8 text"):
        describe(path)


def test_a_base_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.md.j2"
    path.write_text('+++\ntitle = "A"\nextends = "foot-masage"\n+++\n', encoding="utf-8")
    with pytest.raises(ScriptError) as caught:
        describe(path)
    (problem,) = caught.value.problems
    assert (problem.place.line, problem.place.column) == (3, 1)
    assert "Did you mean 'foot-massage'?" in problem.message
