"""The command line as a person meets it: words, exit codes, and what stays behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import soothe


def started(*args, cwd=None, **options):
    """Run the program in a process of its own, as a shell would."""
    return subprocess.run(
        [sys.executable, "-m", "soothe", *args],
        capture_output=True,
        check=False,
        cwd=cwd,
        encoding=options.pop("encoding", "utf-8"),
        stdin=subprocess.DEVNULL,
        **options,
    )


class TestHelp:
    def test_bare_without_a_terminal_shows_help(self):
        run = started()
        assert run.returncode == 0
        assert "soothe play foot-massage" in run.stdout

    @pytest.mark.parametrize("command", ["play", "export", "show", "list", "voices", "sounds"])
    def test_every_command_explains_itself(self, command):
        run = soothe(command, "--help")
        assert run.returncode == 0
        assert f"soothe {command}" in run.stdout

    def test_a_mistyped_command_is_answered_with_the_nearest(self):
        run = started("exprot")
        assert run.returncode == 2
        assert "Did you mean 'export'?" in run.stderr

    @pytest.mark.parametrize("command", [["--help"], ["--version"], ["list"]])
    def test_questions_load_nothing_heavy(self, command):
        run = started(*command, env=_with_import_times())
        loaded = {line.rsplit("|", 1)[-1].strip() for line in run.stderr.splitlines()}
        heavy = {"numpy", "soundfile", "soxr", "lameenc", "miniaudio", "jinja2", "rich", "av"}
        assert run.returncode == 0
        assert loaded & heavy == set()
        assert "click" in loaded


def _with_import_times():
    return os.environ | {"PYTHONPROFILEIMPORTTIME": "1"}


class TestSystem:
    """What the system refuses is told in a sentence; what it asks for is done politely."""

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no such device")
    @pytest.mark.parametrize("unbuffered", ["", "1"])
    def test_an_output_that_takes_nothing(self, unbuffered):
        with Path("/dev/full").open("wb") as full:
            run = subprocess.run(
                [sys.executable, "-m", "soothe", "list"],
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
                text=True,
                env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
            )
        assert run.returncode == 1
        assert run.stderr == (
            "soothe: Reading or writing failed: No space left on device. "
            "Look at where the output goes.\n"
        )

    def test_a_sound_that_no_system_could_have(self, tmp_path):
        run = started("export", "foot-massage", "--sound", "x" * 5000 + ".mp3", cwd=tmp_path)
        assert run.returncode in {1, 2}
        assert "Traceback" not in run.stderr
        assert run.stderr.count("\n") == 1

    def test_letters_that_an_output_lacks_are_told_by_their_numbers(self, tmp_path):
        title = "\N{CJK UNIFIED IDEOGRAPH-8DB3} feet"
        front = f'+++\ntitle = "{title}"\nlength = "1m..2m..3m"\n+++\n'
        steps = "## Rest [1m..2m..3m]\nRest. [silence 30s..3m]\n"
        (tmp_path / "feet.md.j2").write_text(front + steps, encoding="utf-8")
        for encoding, told in (("cp1252", r"\u8db3 feet"), ("utf-8", title)):
            run = started(
                *("show", "feet.md.j2", "--voice", "silent"),
                cwd=tmp_path,
                env=os.environ | {"PYTHONIOENCODING": encoding},
            )
            assert (run.returncode, run.stdout.partition(",")[0]) == (0, told)

    @pytest.mark.parametrize("loading", ["click", "soothe.errors", "soothe.cli.app"])
    def test_an_interrupt_while_the_program_loads_is_no_crash(self, loading):
        program = f"""
import signal, sys
class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == {loading!r}:
            sys.meta_path.remove(self)
            signal.raise_signal(signal.SIGINT)
from soothe.cli import main
sys.meta_path.insert(0, Interrupts())
main()
"""
        run = subprocess.run(
            [sys.executable, "-c", program, "list"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (run.returncode, run.stdout, run.stderr) == (130, "", "\nStopped.\n")

    def test_before_the_program_can_be_stopped_next_to_nothing_is_loaded(self):
        # Without site-packages, which may load anything.
        command = [sys.executable, "-S", "-c", "import sys, soothe.cli; print(*sys.modules)"]
        root = Path(__file__).parents[2]
        run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=root)
        assert not {"typing", "click", "soothe.errors"} & set(run.stdout.split())

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
    @pytest.mark.parametrize("ignored", [False, True])
    def test_a_terminal_that_is_closed_leaves_nothing_half_written(self, ignored, tmp_path):
        program = f"""
import os, signal
signal.signal(signal.SIGHUP, signal.{"SIG_IGN" if ignored else "SIG_DFL"})
from soothe.cli.app import main
def hung_up(*args, **options):
    os.kill(os.getpid(), signal.SIGHUP)
from soothe.outputs.mp3 import Mp3
Mp3.verify = hung_up
main()
"""
        run = subprocess.run(
            [sys.executable, "-c", program, "export", "--sound", "none", "-m", "1", "-o", "a.mp3"],
            cwd=tmp_path,
            check=False,
        )
        names = [path.name for path in tmp_path.iterdir()]
        assert (run.returncode, names) == ((0, ["a.mp3"]) if ignored else (129, []))

    @pytest.mark.parametrize("command", ["play", "export", "show"])
    def test_a_second_session_is_no_option(self, command):
        run = soothe(command, "breathing", "body-scan", "-m", "3")
        assert run.returncode == 2
        assert "'body-scan' is one name too many. Name one session" in run.stderr


class TestList:
    def test_names_title_and_lengths(self):
        run = soothe("list")
        assert "foot-massage" in run.stdout
        assert "3:00 to 45:00" in run.stdout

    def test_json(self):
        rows = json.loads(soothe("list", "--json").stdout)
        assert "foot-massage" in {row["name"] for row in rows}


class TestShow:
    def test_steps_with_their_times_and_what_was_left_out(self):
        run = soothe("show", "foot-massage", "-m", "5", "--voice", "silent")
        assert run.returncode == 0
        assert "Left out for this length" in run.stdout
        assert "Left foot" in run.stdout or "left" in run.stdout.lower()

    def test_what_a_text_asks_for_in_vain_is_listed_with_its_place(self, tmp_path):
        text = "Sit. [4s]\n[soft music] <voice name='x'>Rest.</voice>\n"
        (tmp_path / "calm.txt").write_text(text, encoding="utf-8")
        run = soothe("show", "calm.txt", "--voice", "silent", cwd=tmp_path)
        assert "2:1 [soft music] is not known; it is left out." in run.stdout
        run = soothe("show", "calm.txt", "--voice", "silent", "--json", cwd=tmp_path)
        assert [line[:4] for line in json.loads(run.stdout)["not_honoured"]] == ["2:1 ", "2:14"]
        run = soothe("export", "calm.txt", "--voice", "silent", "-m", "0:25", cwd=tmp_path)
        assert "cannot have, in line 2: see soothe show" in run.stdout, run.stderr

    def test_json_adds_up(self):
        run = soothe("show", "foot-massage", "-m", "7:30", "--voice", "silent", "--json")
        data = json.loads(run.stdout)
        assert data["length_s"] == 450.0
        assert all(step["least_s"] <= step["length_s"] <= step["most_s"] for step in data["steps"])


class TestExport:
    def test_leaves_one_file_named_after_the_session(self, tmp_path):
        run = started("export", "foot-massage", "-m", "3", "--voice", "silent", cwd=tmp_path)
        assert run.returncode == 0, run.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["foot-massage-3-min.mp3"]
        assert "3:00" in run.stdout
        assert "--seed" in run.stdout

    def test_never_replaces_a_file_unasked(self, tmp_path):
        target = tmp_path / "foot-massage-3-min.mp3"
        target.write_bytes(b"precious")
        run = soothe("export", "foot-massage", "-m", "3", "--voice", "silent", cwd=tmp_path)
        assert run.returncode == 1
        assert "Add -f to replace it" in run.stderr
        assert target.read_bytes() == b"precious"

    def test_replaces_it_when_asked(self, tmp_path):
        target = tmp_path / "mine.wav"
        target.write_bytes(b"old")
        run = soothe("export", "--sound", "none", "-m", "1", "-f", "-o", str(target))
        assert run.returncode == 0, run.stderr
        assert target.read_bytes()[:4] == b"RIFF"

    def test_a_pipe_gets_the_sound_and_nothing_else(self):
        run = started("export", "--sound", "none", "-m", "1", "-o", "-", encoding=None)
        assert run.returncode == 0
        assert run.stdout[:3] == b"ID3"
        assert b"--seed" in run.stderr


class TestRefusals:
    """Each is one clear line and its exit code; no traceback, nothing half written."""

    @pytest.mark.parametrize(
        ("args", "code", "words"),
        [
            (["foot-masage"], 2, "foot-massage"),
            (["foot-massage", "--voice", "espaek"], 2, "espeak"),
            (["foot-massage", "--sound", "rian"], 2, "rain"),
            (["foot-massage", "--mix", "ballanced"], 2, "balanced"),
            (["foot-massage", "--set", "frist=left"], 2, "first"),
            (["foot-massage", "--first", "lfet"], 2, "left"),
            (["foot-massage", "--positoin", "thigh"], 2, "--position"),
            (["foot-massage", "--set", "first"], 2, "NAME=VALUE"),
            (["foot-massage", "-m", "soon"], 2, "not a length"),
            (["foot-massage", "-m", "0"], 2, "zero"),
            (["foot-massage", "--pace", "9"], 2, "not a pace"),
            (["foot-massage", "-m", "200"], 4, "can last"),
            (["foot-massage", "-m", "0:40"], 4, "can last"),
            (["foot-massage", "-m", "3", "-o", "/nowhere/at/all.mp3"], 1, "/nowhere/at"),
            (["foot-massage", "-m", "3", "-o", "x.mp7"], 2, "mp7"),
        ],
    )
    def test_export(self, args, code, words, tmp_path):
        voice = [] if "--voice" in args else ["--voice", "silent"]
        run = soothe("export", *args, *voice, cwd=tmp_path)
        assert run.returncode == code, run.stderr
        assert words in run.stderr
        assert "Traceback" not in run.stderr
        assert list(tmp_path.iterdir()) == []

    def test_a_full_disk_is_said(self, tmp_path):
        command = ["export", "foot-massage", "-m", "3", "--voice", "silent", "-o", "-"]
        with Path("/dev/full").open("wb") as full:
            run = subprocess.run(
                [sys.executable, "-m", "soothe", *command],
                check=False,
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                cwd=tmp_path,
            )
        assert run.returncode == 1
        assert "Traceback" not in run.stderr
        assert "no room left" in run.stderr


class TestDoctor:
    def test_says_what_works(self):
        run = soothe("doctor")
        assert run.returncode == 0
        assert "voice engine espeak" in run.stdout

    def test_json(self):
        parts = {row["part"]: row["ok"] for row in json.loads(soothe("doctor", "--json").stdout)}
        assert parts["voice engine espeak"] is True
