"""One script, checked: errors of reading with their places, strangers, plain texts, changes."""

from __future__ import annotations

import io
import json
import sys

import pytest

from soothe.check import lexis, searcher, searching
from soothe.check.checking import check
from soothe.check.examine import examine
from soothe.check.lexis import Lexis, load_lexis
from soothe.check.watching import changes
from soothe.delivery import PACES
from soothe.errors import UsageError
from tests.check.pages import PATH, changed, checked, found, page

TOUCH = "{Stroke|Glide} slowly, with the whole hand. [3s]"


@pytest.mark.parametrize(
    ("line", "rule", "column"),
    [
        ("Stroke. [paus 3s]", "unknown-cue", 9),
        ("Stroke {{ nmae }} now.", "undefined", 11),
        ("Stroke {% if %} now.", "template", 8),
        ("{Stroke|Glide [bel]} now. [3s]", "unknown-cue", 15),
        ("{Stroke|Gli<de} now. [3s]", "stray", 12),
    ],
)
def test_errors_of_reading_have_their_place(line, rule, column):
    text = changed(TOUCH, line)
    (problem,) = {p.place: p for p in checked(text).problems}.values()
    assert (problem.rule, problem.severity) == (rule, "error")
    assert problem.place.line == text.split("\n").index(line) + 1
    assert problem.place.column == column


@pytest.mark.parametrize("part", ["{a|b} ", "{|}"])
def test_a_line_may_have_more_braces_than_functions_nest(part):
    assert found(changed(TOUCH, part * 1500 + ". [3s]"))


def test_front_matter_that_cannot_be_read_is_the_only_finding():
    assert [rule for rule, _ in found(changed('lang = "en"', "lang = en"))] == ["toml"]


def test_an_error_that_only_a_choice_shows_is_found():
    text = changed("Take a little cream. [1.5s]", "Take a little cream. [1.5x]")
    assert [rule for rule, _ in found(text)] == ["unknown-cue"]


def test_a_stranger_is_checked_as_a_friend_is(tmp_path):
    path = tmp_path / "page.md.j2"
    text = changed(TOUCH, "Stroke over the skin and on and on until you reach the end. [3s]")
    path.write_text(text, encoding="utf-8")
    assert [p.rule for p in check(path).problems] == [p.rule for p in checked(text).problems]


def test_the_files_of_a_script_are_known():
    text = changed(TOUCH, '{% import "lib/breath.md.j2" as breath %}{{ breath.settle("x1") }}')
    files = checked(text).files
    assert {name.rpartition("/")[2] for name in files} == {PATH.name, "breath.md.j2"}


def test_patterns_that_cannot_be_used_are_named(tmp_path):
    (tmp_path / "lib").mkdir()
    words = tmp_path / "lib" / "check.toml"
    assert load_lexis([tmp_path]) == Lexis()
    for text, why in (
        ("soft = '('", "'(' is wrong: missing )"),
        ("soft = ", "Invalid value"),
        ("sofd = 'x'", "nothing looks for 'sofd'. Did you mean 'soft'?"),
        ("[[claims]]\nfind = 'x'", "find and say for claims"),
        ("claims = 5", "find and say for claims"),
        ("soft = 5", 'write name = "pattern"'),
        ("soft = '\udcff'", "'utf-8' codec can't decode"),
    ):
        words.write_bytes(text.encode(errors="surrogateescape"))
        with pytest.raises(UsageError) as caught:
            load_lexis([tmp_path])
        assert f"{words} cannot be used: " in str(caught.value)
        assert why in str(caught.value)


@pytest.mark.parametrize("trusted", [True, False])
def test_patterns_find_the_same_wherever_they_stand(tmp_path, monkeypatch, trusted):
    monkeypatch.setattr(lexis, "is_trusted", lambda _: trusted)
    write_patterns(
        tmp_path,
        r"""
        soft = '\bgently?\b'
        left = '{'
        [[claims]]
        find = '(heals|cures) (\w+)'
        say = "No."
    """,
    )
    words = load_lexis([tmp_path])
    assert words.soft.search("GENTLY now.")[0] == "GENTLY"
    assert words.soft.search("Now.") is None
    assert words.claims[0].find.search("It heals you.")[0] == "heals you"
    assert words.right.search("right") is None
    for bad in ("(" * 5000, "a{99999999999999}", "("):
        write_patterns(tmp_path, f"soft = '{bad}'")
        with pytest.raises(UsageError, match=r"check\.toml cannot be used: '.*' is wrong: "):
            load_lexis([tmp_path])


def test_a_strangers_patterns_come_to_an_end(tmp_path, monkeypatch):
    monkeypatch.setattr(searching, "SECONDS", 1)
    write_patterns(tmp_path, "soft = '(a+)+$'")
    words = load_lexis([tmp_path])
    for _ in range(2):
        with pytest.raises(UsageError, match=r"'\(a\+\)\+\$' takes longer than 1 seconds"):
            words.soft.search("a" * 60 + "!")


def test_the_searcher_answers_a_line_with_a_line(monkeypatch):
    monkeypatch.setattr(searcher, "limit", lambda *_: None)
    monkeypatch.setattr(sys, "stdin", io.StringIO('["b+", "abbc"]\n["b", "a"]\n["(", "a"]\n'))
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    searcher.main()
    found = list(map(json.loads, sys.stdout.getvalue().splitlines()))
    assert found[:2] == [["bb", None], [None, None]]
    assert found[2][1].startswith("missing )")


def write_patterns(folder, text):
    (folder / "lib").mkdir(exist_ok=True)
    (folder / "lib" / "check.toml").write_text(text, encoding="utf-8")


def test_what_changed_is_checked_again(tmp_path):
    one, other, shared = (tmp_path / name for name in ("one", "other", "shared"))
    for file in (one, other, shared):
        file.write_text("a", encoding="utf-8")
    files = {one: (str(one), str(shared)), other: (str(other), str(shared))}
    edits = iter((other, shared, one))

    def edit(_seconds):
        file = next(edits)
        if file is one:
            file.unlink()
        else:
            file.write_text("ab", encoding="utf-8")

    seen = changes(files, pause=edit)
    assert next(seen) == [other]
    assert next(seen) == [one, other]
    assert next(seen) == [one]


def test_page_has_all_marks_that_it_teaches():
    assert all(mark in page() for mark in ("! ", "+ ", "{a|b}", "weight:", "drop:", "[silence"))


def test_what_is_judged_is_spoken_as_it_will_be_heard():
    text = page()
    authored, _ = examine(PATH, text)
    assert {say.pace for say in authored.default.script.says()} == {1.0, 0.95, 0.9}
    eased, _ = examine(PATH, text.replace(" pace:0.95", "").replace(" pace:0.9", ""))
    assert {say.pace for say in eased.default.script.says()} == set(PACES)
