"""The commands for authors: check, new, schema."""

from __future__ import annotations

import json
import os
import re

import pytest

from soothe.cli.app import program
from soothe.units import clock
from tests.check.pages import changed

TOUCH = "{Stroke|Glide} slowly, with the whole hand. [3s]"
FINDING = re.compile(r"\S+:\d+:\d+: (error|warning)\[[\w-]+\]: .*\.")


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def soothe(capsys):
    """Runs a command in this process; gives its exit code, output and messages."""

    def run(*args):
        try:
            code = program(args, standalone_mode=False) or 0
        except Exception as error:  # noqa: BLE001  the program turns all of them into exit codes
            code = error
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def write(tmp_path, text):
    (tmp_path / "page.md.j2").write_text(text, encoding="utf-8")


class TestCheck:
    def test_warnings_leave_zero(self, soothe, tmp_path):
        write(
            tmp_path,
            changed(
                TOUCH, "Stroke and stroke and stroke and on and on until you reach the end. [3s]"
            ),
        )
        code, out, err = soothe("check", "page.md.j2")
        assert code == 0
        assert FINDING.fullmatch(out.strip())
        assert out.startswith("page.md.j2:")
        assert err.startswith("1 script: 0 errors, 1 warning (")

    def test_errors_leave_three(self, soothe, tmp_path):
        write(tmp_path, changed(TOUCH, "Stroke. [paus 3s]"))
        code, out, _ = soothe("check", "page.md.j2")
        assert code == 3
        assert "error[unknown-cue]" in out

    def test_json_is_a_list_of_findings(self, soothe, tmp_path):
        write(tmp_path, changed(TOUCH, "Stroke. [paus 3s]"))
        (row,) = json.loads(soothe("check", "page.md.j2", "--format", "json")[1])
        assert row.keys() == {"file", "line", "column", "severity", "rule", "message"}
        assert row["file"] == "page.md.j2"

    def test_github_gets_commands_that_stay_on_one_line(self, soothe, tmp_path):
        write(tmp_path, changed(TOUCH, "Stroke 100 %. [paus 3s, now]"))
        out = soothe("check", "page.md.j2", "--format", "github")[1]
        assert re.fullmatch(
            r"::error file=page\.md\.j2,line=\d+,col=\d+,title=unknown-cue::There is [^\n]*\n", out
        )

    def test_one_that_cannot_be_read_leaves_the_others(self, soothe, tmp_path):
        (tmp_path / "latin.md.j2").write_bytes(b"+++\ntitle='\xe9'\n+++\n")
        write(tmp_path, changed(TOUCH, "Stroke. [paus 3s]"))
        code, out, _ = soothe("check", "latin.md.j2", "page.md.j2")
        assert code == 3
        assert re.findall(r"\[([\w-]+)\]: ", out) == ["unreadable", "unknown-cue"]

    def test_ranges_of_every_combination(self, soothe, tmp_path):
        write(tmp_path, changed(TOUCH, TOUCH))
        out = soothe("check", "page.md.j2", "--ranges")[1]
        assert re.search(r"^  \d:\d\d to \d:\d\d +the default choices$", out, re.MULTILINE)
        assert re.search(r"^  \d:\d\d to \d:\d\d +words=sparse$", out, re.MULTILINE)

    def test_watching_checks_again(self, soothe, tmp_path, monkeypatch):
        write(tmp_path, changed(TOUCH, TOUCH))
        file = tmp_path / "page.md.j2"

        def once(_files):
            file.write_text(changed(TOUCH, "Stroke. [paus 3s]"), encoding="utf-8")
            yield [next(iter(_files))]

        monkeypatch.setattr("soothe.cli.check_.changes", once)
        _, out, err = soothe("check", "page.md.j2", "--watch")
        assert out.count("unknown-cue") == 1
        assert "Watching." in err

    def test_no_such_script(self, soothe):
        code, _, _ = soothe("check", "foot-masage")
        assert "Did you mean 'foot-massage'?" in str(code)


class TestNew:
    def test_what_it_writes_plays_and_passes(self, soothe):
        code, out, _ = soothe("new", "my-evening")
        assert code == 0
        assert "soothe play ./my-evening.md.j2" in out
        assert soothe("check", "my-evening.md.j2")[:2] == (0, "")
        code, out, _ = soothe("show", "./my-evening.md.j2", "--voice", "silent")
        assert code == 0
        assert out.startswith("My evening, 3:00")

    def test_it_asks(self, soothe, monkeypatch, tmp_path):
        answers = iter(["Warm knees", "knee", "ocean", "Ada"])
        monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
        monkeypatch.setattr("click.confirm", lambda *_, **__: True)
        assert soothe("new", "knees", "-i")[0] == 0
        text = (tmp_path / "knees.md.j2").read_text(encoding="utf-8")
        assert 'title = "Warm knees"' in text
        assert 'author = "Ada"' in text
        assert 'sides("knee")' in text
        assert soothe("check", "knees.md.j2")[:2] == (0, "")

    def test_a_copy_has_a_title_of_its_own(self, soothe, tmp_path):
        assert soothe("new", "my-feet", "--from", "foot-massage")[0] == 0
        text = (tmp_path / "my-feet.md.j2").read_text(encoding="utf-8")
        assert 'title = "My feet"' in text
        assert soothe("show", "./my-feet.md.j2", "--voice", "silent", "-m", "5")[0] == 0

    def test_it_replaces_nothing(self, soothe, tmp_path):
        write(tmp_path, "mine")
        code, _, _ = soothe("new", "page")
        assert str(code) == "page.md.j2 is already here. Choose another name."
        assert (tmp_path / "page.md.j2").read_text(encoding="utf-8") == "mine"

    @pytest.mark.parametrize("name", ["a b", "../x", "", "x/y"])
    def test_a_name_that_is_none(self, soothe, name):
        assert "cannot be a script's name" in str(soothe("new", name)[0])

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to root")
    def test_a_folder_that_is_closed(self, soothe, tmp_path):
        tmp_path.chmod(0o500)
        assert str(soothe("new", "page")[0]).startswith("Cannot write page.md.j2: ")


def test_the_schema_is_json(soothe):
    code, out, _ = soothe("schema")
    assert code == 0
    assert json.loads(out)["required"] == ["title"]


class TestChoices:
    PARAMS = """
rounds = { type = "number", default = 3 }
level = { type = "number" }
tools = { type = "list", of = ["ball", "towel"], help = "what you have" }
soft = { type = "flag" }
"""

    def listed(self, soothe):
        shown = soothe("show", "page.md.j2", "--voice", "silent")[1]
        return shown.partition("Choices (--NAME VALUE):\n")[2].splitlines()

    def test_each_is_shown_as_it_is_typed(self, soothe, tmp_path):
        write(tmp_path, changed("+++\n{#", f"{self.PARAMS}+++\n{{#", sides=True))
        assert self.listed(soothe)[2:] == [
            "  name: What the guide calls you",
            "  first = left (or right): Which side comes first",
            "  feet = both (or left, right): Which sides are treated",
            "  cream = no: use a little cream",
            "  rounds = 3",
            "  level = 0",
            "  tools = nothing (or ball, towel): what you have",
            "  soft = no",
        ]

    def test_what_changes_nothing_is_not_offered(self, soothe, tmp_path):
        write(tmp_path, changed(TOUCH, TOUCH))
        assert [line.split()[0] for line in self.listed(soothe)] == [
            "ending",
            "words",
            "name:",
            "cream",
        ]


class TestPlayFrom:
    ASKED = ("play", "page.md.j2", "--voice", "silent", "--device", "null", "-y", "--no-history")

    def test_it_begins_with_the_step(self, soothe, tmp_path, monkeypatch):
        write(tmp_path, changed(TOUCH, TOUCH))
        seen = []
        monkeypatch.setattr("soothe.cli.performing._perform", lambda *_, **how: seen.append(how))
        shown = json.loads(soothe("show", "page.md.j2", "--voice", "silent", "--json")[1])
        assert soothe(*self.ASKED, "--from", "close")[0] == 0
        (close,) = [step for step in shown["steps"] if step["id"] == "close"]
        place = seen[0]["place"]
        assert (place.step, place.elapsed, place.within) == ("close", close["start_s"], 0.0)
        assert place.target == shown["length_s"]

    def test_a_step_that_is_not_there(self, soothe, tmp_path):
        write(tmp_path, changed(TOUCH, TOUCH))
        code, _, _ = soothe(*self.ASKED, "--from", "clsoe")
        assert str(code) == "This session has no step 'clsoe'. Did you mean 'close'?"

    def test_show_begins_there_too(self, soothe, tmp_path):
        write(tmp_path, changed(TOUCH, TOUCH))
        asked = ("show", "page.md.j2", "--voice", "silent", "--seed", "1")
        whole, rest = (
            json.loads(soothe(*asked, "--json", *more)[1]) for more in ((), ("--from", "touch"))
        )
        first = [step["id"] for step in whole["steps"]].index("touch")
        assert rest == whole | {"steps": whole["steps"][first:]}
        lines = soothe(*asked, "--from", "touch")[1].splitlines()
        left = clock(whole["length_s"] - rest["steps"][0]["start_s"])
        assert lines[2] == f"From Touch on {left} are left."
        assert [line.split()[-1] for line in lines if re.match(r" +\d:\d\d ", line)] == [
            step["title"] for step in rest["steps"]
        ]
        code, _, _ = soothe(*asked, "--from", "tuch")
        assert str(code) == "This session has no step 'tuch'. Did you mean 'touch'?"

    @pytest.mark.parametrize("name", ["part-2", "left-foot", "Left foot", "LEFT FOOT:"])
    def test_a_text_without_ids_has_its_titles(self, soothe, tmp_path, name):
        text = "# Arrive\nSit down.\n# Left foot\nStroke it.\n# Rest\nLie still.\n"
        (tmp_path / "story.md").write_text(text, encoding="utf-8")
        asked = ("show", "story.md", "--voice", "silent", "--json", "--from")
        steps = json.loads(soothe(*asked, name)[1])["steps"]
        assert [step["title"] for step in steps] == ["Left foot", "Rest"]
        code, _, _ = soothe(*asked, "xyz")
        assert str(code) == "This session has no step 'xyz'. There are: Arrive; Left foot; Rest."
