"""Choices that every script has: which of them would change nothing in this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from soothe.catalogue import list_scripts
from soothe.model import Choices
from soothe.script import load
from tests.script.writing import HEADING, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("line", "idle"),
    [
        ("Rest.", {"name", "first", "feet"}),
        ("Your name, your first feet.", {"name", "first", "feet"}),
        ("Welcome{{ ', ' ~ name if name }}.", {"first", "feet"}),
        ("{% for side in sides('foot') %}{{ side.the }}. {% endfor %}", {"name"}),
        ("{% if feet == 'left' %}Rest. {% else %}Sit.{% endif %}", {"name", "first"}),
        (
            "{% for n in [1] %}{{ loop.first }}, {{ [n] | first }}. {% endfor %}",
            {"name", "first", "feet"},
        ),
        ("{{ 'name' }} {{ \"first\" }}.", {"name", "first", "feet"}),
    ],
)
def test_only_what_a_template_heeds_is_offered(line: str, idle: set[str]) -> None:
    assert read(HEADING + line).idle == idle


def test_what_is_included_counts(tmp_path: Path) -> None:
    (tmp_path / "hello.md.j2").write_text("Welcome, {{ name }}.\n", encoding="utf-8")
    script = read(HEADING + "{% include 'hello.md.j2' %}", path=tmp_path / "a.md.j2")
    assert script.idle == {"first", "feet"}


def test_a_plain_text_heeds_none(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Rest.", encoding="utf-8")
    assert load(path, Choices()).idle == {"name", "first", "feet"}


@pytest.mark.parametrize("path", list_scripts(), ids=str)
def test_what_is_idle_changes_nothing(path: Path) -> None:
    script = load(path, Choices())
    other = {"name": "Ada", "first": "right", "feet": "left"}
    fixed = {param.name for param in script.params if len(param.of) == 1}
    chosen = load(path, Choices({name: other[name] for name in script.idle - fixed}))
    assert chosen.steps == script.steps
