"""A line of a shipped script in other words: kept, listed, undone, and gone with its line."""

from __future__ import annotations

import pytest

from soothe.catalogue import find_script, user_library
from soothe.cli import reword_
from soothe.cli.app import program
from soothe.errors import OutputError, ScriptError, UsageError
from soothe.model import Choices
from soothe.script import load, rewording

OLD, NEW = "Soak in what is good.", "Everything may be slow."
LINE = "Lay both hands"


@pytest.fixture(autouse=True)
def _own(tmp_path, monkeypatch):
    monkeypatch.setattr(rewording, "user_library", lambda: tmp_path)


@pytest.fixture
def library(tmp_path, monkeypatch):
    """A shipped script of one folder's own, with a file that it includes."""
    scripts = tmp_path / "shipped" / "scripts" / "en"
    (scripts / "lib").mkdir(parents=True)
    words = find_script("foot-massage").parent / "lib" / "words.toml"
    (scripts / "lib" / "words.toml").write_bytes(words.read_bytes())
    head = '+++\ntitle = "Tiny"\nlength = "30s..40s..2m"\n+++\n'
    tiny = f"{head}## Rest [15s..20s..90s]\n! Stop.\n  ~ {OLD} [4s..60s]\n  | Or not. [4s..60s]\n"
    part = "{% set x = 1 %}\nLay both hands down. [4s]\nLay both hands up. [4s]\n"
    (scripts / "tiny.md.j2").write_text(f'{tiny}{{% include "lib/part.md.j2" %}}', encoding="utf-8")
    (scripts / "lib" / "part.md.j2").write_text(part, encoding="utf-8")
    for module in ("soothe.catalogue", "soothe.script.rewording", "soothe.cli.reword_"):
        monkeypatch.setattr(f"{module}.library", lambda: tmp_path / "shipped")
    return scripts


def reword(*args):
    return program(["reword", *args], standalone_mode=False)


def said(library):
    path = library / "tiny.md.j2"
    return {say.text for seed in range(6) for say in load(path, Choices(seed=seed)).says()}


def test_a_part_of_a_line_is_said_otherwise(library, capsys):
    before = said(library)
    reword("tiny", OLD, NEW)
    assert capsys.readouterr().out == f"was  ~ {OLD} [4s..60s]\nnow  ~ {NEW} [4s..60s]\n"
    assert said(library) == before - {OLD} | {NEW}
    reword("tiny", NEW, "Slower still.")
    assert "Slower still." in said(library)
    reword("tiny", "Slower still.", "--undo")
    assert said(library) == before
    assert rewording.rewordings() == ()


def test_a_line_of_an_included_file(library):
    reword("tiny", "hands up", "hands on your knees")
    assert "Lay both hands on your knees." in said(library)


def test_it_outlives_updates_of_the_script_but_not_of_its_line(library, capsys):
    reword("tiny", OLD, NEW)
    file = library / "tiny.md.j2"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Or not.", "Or later."), encoding="utf-8")
    assert {NEW, "Or later."} <= said(library)
    reword("--list")
    assert "not in force" not in capsys.readouterr().out
    file.write_text(text.replace(OLD, "A better line."), encoding="utf-8")
    assert "A better line." in said(library)
    reword("--list")
    assert "not in force" in capsys.readouterr().out


def test_words_that_cannot_be_read_are_refused(library):
    before = said(library)
    with pytest.raises(ScriptError, match="unknown-cue"):
        reword("tiny", OLD, "Rest. [paus 3s]")
    assert said(library) == before


@pytest.mark.usefixtures("library")
def test_what_is_said_for_safety_stays():
    with pytest.raises(UsageError, match=r"for safety.*soothe new NAME --from tiny"):
        reword("tiny", "Stop.", "Go on.")


@pytest.mark.usefixtures("library")
def test_what_the_checker_objects_to_is_told(capsys):
    reword("tiny", OLD, "On and on and on and on, until you have reached the very end.")
    told = capsys.readouterr()
    assert "now  ~ On and on" in told.out
    assert "warning[long-sentence]" in told.err


def test_lines_of_files_that_only_a_choice_includes_are_found():
    files = {each.file for each in reword_._lines(find_script("wind-down"))}
    assert {"en/lib/evening/feet.md.j2", "en/lib/evening/hands.md.j2"} <= files


@pytest.mark.usefixtures("library")
def test_a_part_of_several_lines_is_asked_for_more():
    with pytest.raises(UsageError, match=r"2 lines have 'Lay both hands'\. Write more"):
        reword("tiny", LINE, "x")


@pytest.mark.usefixtures("library")
def test_words_that_are_not_there():
    with pytest.raises(UsageError, match="The nearest as written:\n  ~ Soak"):
        reword("tiny", "Soak in what is bad.", "x")


@pytest.mark.parametrize("args", [(), ("tiny",), ("tiny", "a"), ("tiny", "a", "b", "--undo")])
def test_half_a_command(args):
    with pytest.raises(UsageError, match="Write: soothe reword SCRIPT"):
        reword(*args)


def test_ones_own_script_is_for_an_editor(tmp_path):
    path = tmp_path / "mine.md.j2"
    path.write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="is your own: change it in an editor"):
        reword(str(path), "a", "b")


def test_nothing_changed_yet(capsys):
    reword("--list")
    assert capsys.readouterr().out == "You changed no line.\n"


def test_a_damaged_file_is_named(tmp_path):
    (tmp_path / rewording.FILE).write_text('[{"file": 1}]', encoding="utf-8")
    with pytest.raises(UsageError, match="is damaged"):
        rewording.rewordings()


def test_a_folder_that_cannot_be(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(rewording, "user_library", lambda: tmp_path / "file" / "x")
    with pytest.raises(OutputError, match="Cannot write"):
        rewording.keep([])


def test_it_stands_beside_the_persons_scripts():
    assert user_library().name == "soothe"
