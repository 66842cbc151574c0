"""`soothe play` and what it leaves behind: the place, the history, tonight."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from soothe.catalogue import named_scripts
from soothe.play import history
from tests.cli.running import soothe

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

PATIENCE = 60
"""Seconds after which a program that shows nothing has failed."""
SESSION = ("foot-massage", "-m", "3", "--voice", "silent", "--seed", "5")
QUIET = (*SESSION, "--sound", "none")
"""The same, where nobody listens."""


@pytest.fixture
def home(monkeypatch, tmp_path):
    """A person of one's own, with the spoken clips of everybody."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return tmp_path


def person(*args, size=(80, 24), keys=(), **options):
    """Run the program on a terminal of its own; `keys`: (text to wait for, what to type)."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(master, size[::-1])
    program = subprocess.Popen(
        [sys.executable, "-m", "soothe", *args],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm"},
        cwd=Path(__file__).parents[2],
        **options,
    )
    os.close(slave)
    written = ""
    for awaited, typed in keys:
        while awaited not in written:
            assert select.select([master], [], [], PATIENCE)[0], written
            written += os.read(master, 65536).decode()
        if isinstance(typed, signal.Signals):
            program.send_signal(typed)
        else:
            os.write(master, typed.encode())
    try:
        while more := os.read(master, 65536):
            written += more.decode()
    except OSError:  # Linux says so when the program has gone
        pass
    os.close(master)
    return program.wait(), written


def test_what_is_heard_is_what_an_export_holds(home):
    played, exported = home / "played.wav", home / "exported.wav"
    run = soothe("play", *SESSION, "--device", f"file:{played}")
    assert run.returncode == 0, run.stderr
    assert soothe("export", *SESSION, "-o", str(exported)).returncode == 0
    heard, _ = soundfile.read(played, dtype="int16")
    held, _ = soundfile.read(exported, dtype="int16")
    assert np.array_equal(heard, held)


@pytest.mark.parametrize(
    ("device", "why"),
    [
        ("file:/nowhere/x.wav", "Cannot write /nowhere/x.wav"),
        (
            "simpleaudio",
            "make a file: soothe export" if sys.version_info >= (3, 12) else "pip install",
        ),
    ],
)
def test_a_device_that_is_not_there_is_told_before_anything_is_made(device, why, home):
    run = soothe("play", *SESSION, "--device", device)
    assert run.returncode == 5
    assert why in run.stderr
    assert not any(home.iterdir())


def test_claps_without_a_microphone_are_refused_before_anything_is_made(home):
    run = soothe("play", *SESSION, "--wait-for-claps", "--device", "null:fast")
    # A machine with a microphone plays; the tests' own have none.
    assert run.returncode in (0, 5)
    if run.returncode:
        assert "No microphone was found" in run.stderr
        assert not any(home.iterdir())


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--until", "22:30"), "Give either --until or --minutes"),
        (("--lead-in", "soon"), "--lead-in soon: write a duration"),
        (("--sleep-on", "45"), "--sleep-on 45: write a duration"),
    ],
)
def test_a_manner_that_is_none_is_refused_with_an_example(options, why):
    run = soothe("play", *SESSION, *options, "--device", "null:fast")
    assert run.returncode == 2
    assert why in run.stderr


def test_an_end_that_is_no_time_of_day_is_refused():
    run = soothe("play", "foot-massage", "--until", "noon", "--device", "null:fast")
    assert run.returncode == 2
    assert "--until noon: write a time of day" in run.stderr


def test_lead_in_and_sleep_on_lie_around_the_session(home):
    path = home / "x.wav"
    extras = ("--lead-in", "20s", "--sleep-on", "1m")
    run = soothe("play", *SESSION, *extras, "--device", f"file:{path}")
    assert run.returncode == 0, run.stderr
    # Three minutes with a fade of 8 s, of which 1 min is made.
    assert soundfile.info(path).frames == (180 + 20 + 60 - 8) * 48_000


def test_nothing_to_play_is_a_sentence():
    run = soothe("play")
    assert run.returncode == 2
    assert "Name a session" in run.stderr
    run = soothe("play", "--resume", "--device", "null:fast")
    assert run.returncode == 2


class TestHistory:
    def test_what_was_heard_is_written_down_and_told(self, home):
        assert "0 finished" in soothe("history").stdout
        soothe("play", *QUIET, "--device", "null:fast")
        (heard,) = json.loads(soothe("history", "--json").stdout)
        assert heard["script"] == "foot-massage"
        assert heard["finished"]
        assert heard["seed"] == 5
        assert heard["minutes"] == 3.0
        told = soothe("history").stdout
        assert "1 finished, 3 minutes in all, 1 days in a row." in told
        assert str(home) in told

    @pytest.mark.parametrize("off", [("--no-history",), ()])
    def test_one_setting_turns_it_off(self, off, home, monkeypatch):
        if not off:
            monkeypatch.setenv("SOOTHE_HISTORY", "off")
        soothe("play", *QUIET, *off, "--device", "null:fast")
        assert json.loads(soothe("history", "--json").stdout) == []
        assert not list(home.rglob("history*"))

    def test_tonight_is_what_was_not_heard_lately(self, home):
        del home
        soothe("play", *QUIET, "--device", "null:fast")
        run = soothe("tonight", "--device", "nowhere")
        assert run.stderr.startswith("Tonight: ")
        assert "foot massage" not in run.stderr.splitlines()[0].lower()

    def test_tonight_ends_in_sleep_even_when_all_else_was_heard(self, home):
        heard = (name for name in named_scripts() if name != "desk-break")
        for name in heard:
            history.add(history.Heard("2026-05-01T22:00:00", name, 10.0, finished=True, seed=1))
        del home
        run = soothe("tonight", "--device", "nowhere")
        assert run.stderr.startswith("Tonight: Belly\n")

    @pytest.mark.parametrize(
        ("minutes", "code", "words"),
        [
            ("40", 2, "Tonight: Body scan\n"),
            ("500", 4, "soothe: No session that ends in sleep lasts 8:20:00."),
            ("nonsense", 2, "soothe: 'nonsense' is not a length."),
        ],
    )
    def test_tonight_lasts_as_long_as_was_asked(self, home, minutes, code, words):
        del home
        run = soothe("tonight", "-m", minutes, "--device", "nowhere")
        assert run.stderr.startswith(words)
        assert run.returncode == code

    def test_tonight_leaves_out_a_script_that_cannot_be_read(self, home):
        own = home / "XDG_DATA_HOME" / "soothe" / "scripts"
        own.mkdir(parents=True)
        (own / "mine.md.j2").write_text("no front matter", encoding="utf-8")
        run = soothe("tonight", "--device", "nowhere")
        assert run.stderr.startswith("soothe: mine is left out. ")
        assert "Tonight: " in run.stderr


def test_quitting_remembers_the_place_and_resuming_goes_on_there(home):
    del home
    code, written = person(
        *("play", *QUIET, "--yes", "--device", "null"),
        keys=[("Step 1 of", "n"), ("Step 2 of", "n"), ("Step 3 of", "q")],
    )
    assert code == 0
    assert "Go on with: soothe play --resume" in written
    title = re.findall(r"Step 3 of \d+: ([^\x1b]+)", written)[0]
    code, written = person("play", "--resume", "--device", "null", keys=[(title, "q")])
    assert code == 0
    assert "Step 1 of" not in written


def test_a_first_time_shows_what_is_needed_and_who_should_not_and_waits(home):
    del home
    code, written = person(
        *("play", *QUIET, "--device", "null:fast", "--plain"),
        keys=[("Press Enter when you are ready", "\r")],
    )
    assert code == 0
    assert written.index("You need:") < written.index("Not for you") < written.index("ready")


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (120, 40)])
def test_every_size_of_terminal_has_its_screen(size, home):
    del home
    code, written = person(
        *("play", *QUIET, "--yes", "--device", "null"),
        size=size,
        keys=[("Step 1 of", "?"), ("9 0    voice", "q")],
    )
    assert code == 0
    rows = [int(row) for row in re.findall(r"\x1b\[(\d+);1H", written)]
    assert max(rows) <= size[1]


def test_a_request_to_end_gives_the_terminal_back(home):
    del home
    code, written = person(
        *("play", *QUIET, "--yes", "--device", "null"),
        keys=[("Step 1 of", signal.SIGTERM)],
    )
    assert code == 128 + signal.SIGTERM
    assert written.rstrip().endswith("\x1b[?25h\x1b[?1049l")
