"""Compiled templates are kept: the same lines and places, whether they were found or made."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from soothe.errors import OutputError
from soothe.model import Choices
from soothe.script import load, template
from soothe.script.compiled import compiled
from soothe.store import Store

PART = "{% macro twice(word) %}\n{{ word }}, and {{ word }}.\n{% endmacro %}\n"
WHOLE = """+++
title = "Twice"
length = "1m..2m..3m"
+++
{% import "part.j2" as part %}
## Begin [5s..2m..3m]
Lie down.
{{ part.twice("breathe") }}
Rest. [10s..20s]
"""


@pytest.fixture
def script(tmp_path, monkeypatch):
    (tmp_path / "part.j2").write_text(PART)
    path = tmp_path / "twice.md.j2"
    path.write_text(WHOLE)
    monkeypatch.setattr("soothe.script.page.is_trusted", lambda _: True)
    monkeypatch.setenv("SOOTHE_CACHE", str(tmp_path / "cache"))
    return path


def fresh(path):
    """The script as a program reads it that has just been started."""
    template.environment.cache_clear()
    template._compile.cache_clear()
    return load(path, Choices(seed=1))


def test_nothing_is_compiled_twice(script, monkeypatch):
    first = fresh(script)

    def never(*_, **__):
        raise AssertionError("compiled again")

    monkeypatch.setattr(Environment, "compile", never)
    assert fresh(script) == first


def test_the_store_is_looked_through_only_when_it_grows(script, monkeypatch):
    shrunk = []

    def shrink(store):
        shrunk.append(store)

    monkeypatch.setattr(Store, "shrink", shrink)
    fresh(script)
    assert len(shrunk) == 1
    fresh(script)
    assert len(shrunk) == 1


def test_what_was_changed_is_compiled_again(script):
    fresh(script)
    (script.parent / "part.j2").write_text(PART.replace("and", "or"))
    assert "breathe, or breathe." in [say.text for say in fresh(script).says()]


def test_what_was_damaged_is_compiled_again(script):
    first = fresh(script)
    for path in compiled().folder.rglob("*.template"):
        path.write_bytes(path.read_bytes()[:-1])
    assert fresh(script) == first


def test_what_cannot_be_kept_is_told_and_compiled_all_the_same(script, monkeypatch):
    first = fresh(script)

    def full(*_):
        raise OutputError("no space left")

    compiled().clear()
    monkeypatch.setattr(Store, "keep", full)
    with pytest.warns(UserWarning, match="no space left"):
        assert fresh(script) == first
