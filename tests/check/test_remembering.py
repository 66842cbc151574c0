"""What was found is remembered for as long as nothing changes that decides it."""

from __future__ import annotations

import pytest

from soothe.check import remembering
from soothe.check.checking import check
from soothe.check.remembering import check_again
from soothe.errors import OutputError
from soothe.ingredients import ingredients
from soothe.script.template import environment
from tests.check.pages import PATH, changed, page

TOUCH = "{Stroke|Glide} slowly, with the whole hand. [3s]"
LONG = "Stroke over the skin and on and on until you reach the end. [3s]"
INCLUDE = '{% include "lib/stroke.md.j2" %}'
SHARED = ("lib/words.toml", "lib/check.toml")


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    """The folder of a person's own English scripts, in a home of its own."""
    monkeypatch.setenv("SOOTHE_CACHE", str(tmp_path / "cache"))
    for module in ("soothe.catalogue", "soothe.script.rewording", "soothe.ingredients"):
        monkeypatch.setattr(f"{module}.user_library", lambda: tmp_path / "home")
    folder = tmp_path / "home" / "scripts" / "en"
    (folder / "lib").mkdir(parents=True)
    return folder


@pytest.fixture
def looks(monkeypatch):
    """The scripts that were really looked at, in order."""
    seen = []

    def look(path, **options):
        seen.append(path)
        return check(path, **options)

    monkeypatch.setattr(remembering, "check", look)
    return seen


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_is_looked_at_twice(scripts, looks):
    path = written(scripts / "mine.md.j2", changed(TOUCH, LONG))
    first, again = check_again(path), check_again(path)
    assert len(looks) == 1
    assert again.problems == first.problems != ()
    assert again.files == first.files
    assert (first.study is None, again.study is None) == (False, True)
    check_again(path, thorough=True)
    assert len(looks) == 2


@pytest.mark.parametrize("name", ["mine.md.j2", "lib/stroke.md.j2", *SHARED, "../../reworded.json"])
def test_whatever_changes_is_looked_at_again(scripts, looks, name):
    included = written(scripts / "lib" / "stroke.md.j2", f"{TOUCH}\n")
    path = written(scripts / "mine.md.j2", changed(TOUCH, INCLUDE))
    assert check_again(path).problems == ()
    contents = {
        "mine.md.j2": changed(TOUCH, f"{INCLUDE}\n{LONG}"),
        "lib/stroke.md.j2": f"{LONG}\n",
        "lib/check.toml": "soft = 'gently'",
        "lib/words.toml": PATH.with_name("lib").joinpath("words.toml").read_text(encoding="utf-8"),
        "../../reworded.json": "[]",
    }
    written(scripts / name, contents[name])
    problems = check_again(path).problems
    assert len(looks) == 2
    assert problems == check(path).problems
    assert included.is_file()


def test_the_script_that_is_extended_counts(scripts, looks):
    base = written(scripts / "base.md.j2", page())
    body = page().split("+++\n", 2)[2]
    front = 'title = "Mine"\nextends = "en/base"\n'
    path = written(scripts / "mine.md.j2", f"+++\n{front}+++\n{body}")
    check_again(path)
    check_again(path)
    assert len(looks) == 1
    written(base, changed("2m..3m..4m", "2m..3m..5m"))
    check_again(path)
    assert len(looks) == 2


def test_errors_are_looked_for_each_time(scripts, looks):
    path = written(scripts / "mine.md.j2", changed(TOUCH, "Stroke. [paus 3s]"))
    assert check_again(path).problems == check_again(path).problems
    assert len(looks) == 2


@pytest.mark.parametrize(
    ("tag", "known"),
    [
        (INCLUDE, True),
        ('{%- include ["lib/a.j2", "lib/b.j2"] ignore missing -%}', True),
        ('{% import "lib/a.j2" as own with context %}', True),
        ("{% from 'lib/a.j2' import one, two as three %}", True),
        ('{% include "lib/a.j2" if oil == "none" else "lib/b.j2" %}', True),
        ('{% include "lib/a.j2" if oil else name %}', False),
        ('{% include "lib/with.j2" if a == "if" else "lib/b.j2" without context +%}', True),
        ('{% include "lib/a.j2" if oil %}', False),
        ("{% include name %}", False),
        ('{% include "lib/" ~ name %}', False),
        ('{% import name ~ ".j2" as own %}', False),
    ],
)
def test_files_whose_names_are_computed_are_known_to_rendering_alone(scripts, tag, known):
    files = ingredients(scripts / "mine.md.j2", f"{page()}\n{tag}\n")
    assert (files is not None) == known


def test_tags_that_never_end_cost_no_more_than_their_length(tmp_path):
    for endless in ("{% include ", "{% include 'a' as ", "{% include if else "):
        assert ingredients(tmp_path / "mine.md.j2", page() + endless * 100_000) is not None
    assert ingredients(tmp_path / "mine.md.j2", "{% include " + "if " * 100_000 + "%}") is None


def test_what_lies_elsewhere_is_not_read(scripts):
    secret = written(scripts.parent / "secret.txt", "secret")
    tags = (f'{{% include "{secret.as_posix()}" %}}', '{% include "../secret.txt" %}')
    files = ingredients(scripts / "mine.md.j2", page() + "\n".join(tags))
    assert b"secret" not in files.values()


def test_a_script_that_computes_a_name_is_looked_at_each_time(scripts, looks):
    written(scripts / "lib" / "stroke.md.j2", f"{TOUCH}\n")
    text = changed(TOUCH, '{% include "lib/" ~ "stroke.md.j2" %}')
    path = written(scripts / "mine.md.j2", text)
    assert check_again(path).problems == check_again(path).problems == ()
    assert len(looks) == 2


def test_a_file_that_comes_before_another_counts(scripts):
    path = written(scripts / "mine.md.j2", changed(TOUCH, '{% import "lib/breath.md.j2" as b %}'))
    files = ingredients(path, path.read_text(encoding="utf-8"))
    assert files[scripts / "lib" / "breath.md.j2"] is None
    assert any(content for file, content in files.items() if file.name == "breath.md.j2")


def test_a_full_disk_hides_no_finding(scripts, monkeypatch):
    def full(*_):
        raise OutputError("Cannot keep it: no space.")

    monkeypatch.setattr("soothe.store.Store.keep", full)
    path = written(scripts / "mine.md.j2", changed(TOUCH, LONG))
    environment.cache_clear()  # templates are to be compiled, and kept, anew
    with pytest.warns(UserWarning, match="no space"):
        problems = check_again(path).problems
    assert [problem.rule for problem in problems] == ["long-sentence"], problems
