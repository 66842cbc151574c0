"""Keys and screens on a real pseudo-terminal; Ctrl-C in a program of its own."""

from __future__ import annotations

import io
import os
import re
import select
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from soothe.play.keys import NoKeys, open_keys
from soothe.play.screen import render
from soothe.play.terminal import Painted, Plain, encodable, open_screen

from .test_screen import VIEW

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")
fcntl = pytest.importorskip("fcntl")

ENTER, LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"


class Pseudo:
    """A pseudo-terminal: `master` is the person's side, `slave` the program's."""

    def __init__(self):
        self.master, fd = pty.openpty()
        self.slave = os.fdopen(fd, "w", encoding="utf-8")
        self.resize(80, 24)

    def resize(self, columns, lines):
        termios.tcsetwinsize(self.master, (lines, columns))

    def type(self, text):
        os.write(self.master, text if isinstance(text, bytes) else text.encode())

    def seen(self):
        """What the program has written since the last look."""
        os.write(self.slave.fileno(), b"\x00")
        data = b""
        while not data.endswith(b"\x00"):
            data += os.read(self.master, 65536)
        return data[:-1].decode()

    def read_while(self, wanted):
        """What the program writes for as long as `wanted`, which is asked with it, says so."""
        data = b""
        while wanted(data):
            if select.select([self.master], [], [], 0.05)[0]:
                data += os.read(self.master, 65536)
        return data.decode()


@pytest.fixture
def terminal():
    pseudo = Pseudo()
    yield pseudo
    pseudo.slave.close()
    os.close(pseudo.master)


def picture(written, columns, lines):
    """The text on a screen after `written`: enough of a terminal for what is painted."""
    grid = [[" "] * columns for _ in range(lines)]
    row = column = 0
    for code, char in re.findall(r"(\x1b\[[?0-9;]*[A-Za-z])|(.)", written, re.DOTALL):
        if place := re.fullmatch(r"\x1b\[(\d+);(\d+)H", code):
            row, column = int(place[1]) - 1, int(place[2]) - 1
        elif code == "\x1b[K":
            grid[row][column:] = [" "] * (columns - column)
        elif code == "\x1b[2J":
            grid = [[" "] * columns for _ in range(lines)]
        elif char:
            grid[row][column] = char
            column += 1
    return ["".join(line).rstrip() for line in grid]


def shown(view, columns, lines):
    rows = [row.rstrip() for row in render(view, columns, lines)]
    return rows + [""] * (lines - len(rows))


# -- keys ---------------------------------------------------------------------------------------


def test_keys_arrive_without_enter(terminal):
    with open_keys(terminal.slave) as keys:
        terminal.type(" n\x1b[Cé")
        assert keys.poll(1) == (" ", "n", "right", "é")
        assert keys.poll(0) == ()


def test_a_key_may_arrive_in_pieces(terminal):
    with open_keys(terminal.slave) as keys:
        terminal.type("\x1b[")
        assert keys.poll(1) == ()
        terminal.type("D")
        assert keys.poll(1) == ("left",)
        terminal.type("é".encode()[:1])
        assert keys.poll(1) == ()
        terminal.type("é".encode()[1:])
        assert keys.poll(1) == ("é",)


def test_a_lone_escape_does_not_swallow_the_next_key(terminal):
    with open_keys(terminal.slave) as keys:
        terminal.type("\x1b")
        assert keys.poll(1) == ()
        assert keys.poll(1) == ()
        terminal.type("q")
        assert keys.poll(1) == ("q",)


def test_while_playing_nothing_is_echoed_and_afterwards_all_is_as_before(terminal):
    before = termios.tcgetattr(terminal.master)
    with open_keys(terminal.slave) as keys:
        terminal.type("abc\x1a")
        keys.poll(1)
        assert terminal.seen() == ""
        assert termios.tcgetattr(terminal.master) != before
    assert termios.tcgetattr(terminal.master) == before


def test_the_terminal_is_put_back_after_an_error(terminal):
    before = termios.tcgetattr(terminal.master)
    with pytest.raises(RuntimeError), open_keys(terminal.slave):
        raise RuntimeError
    assert termios.tcgetattr(terminal.master) == before


def test_without_a_terminal_there_are_no_keys():
    with open_keys(io.StringIO()) as keys:
        assert isinstance(keys, NoKeys)
        assert keys.poll(0) == ()


# -- screens ------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_the_screen_shows_what_was_rendered_and_gives_the_old_one_back(terminal, size):
    terminal.resize(*size)
    with open_screen(terminal.slave, environ={}) as screen:
        assert terminal.seen() == ENTER
        screen.show(VIEW)
        assert picture(terminal.seen(), *size) == shown(VIEW, *size)
    assert terminal.seen() == LEAVE


def test_only_what_changed_is_painted(terminal):
    with open_screen(terminal.slave, environ={}) as screen:
        screen.show(VIEW)
        before = terminal.seen()
        screen.show(VIEW)
        assert terminal.seen() == ""
        later = replace(VIEW, position=71, caption="Rest.", paused=True)
        screen.show(later)
        change = terminal.seen()
        assert len(change) < len(before) / 2
        assert picture(before + change, 80, 24) == shown(later, 80, 24)


def test_a_resized_terminal_is_painted_anew(terminal):
    with open_screen(terminal.slave, environ={}) as screen:
        screen.show(VIEW)
        terminal.seen()
        terminal.resize(40, 12)
        screen.show(VIEW)
        assert picture(terminal.seen(), 40, 12) == shown(VIEW, 40, 12)


@pytest.mark.parametrize(("environ", "styled"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_style_is_left_out_when_asked(terminal, environ, styled):
    with open_screen(terminal.slave, environ=environ) as screen:
        screen.show(VIEW)
    assert ("m" in re.findall(r"\x1b\[[?0-9;]*([A-Za-z])", terminal.seen())) is styled


def test_a_dumb_terminal_or_a_plain_wish_gets_lines(terminal):
    assert isinstance(open_screen(terminal.slave, environ={}), Painted)
    assert isinstance(open_screen(terminal.slave, environ={"TERM": "dumb"}), Plain)
    assert isinstance(open_screen(terminal.slave, plain=True, environ={}), Plain)
    assert isinstance(open_screen(io.StringIO(), environ={}), Plain)


def test_plain_lines_are_the_captions_as_they_come():
    stream = io.StringIO()
    with Plain(stream) as screen:
        for caption in ("", "Sit.", "Sit.", "", "Rest.", "Sit."):
            screen.show(replace(VIEW, caption=caption))
    assert stream.getvalue() == "Sit.\nRest.\nSit.\n"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("utf-8", "━┿─ Größe… 足"), (None, "━┿─ Größe… 足"), ("ascii", "=+- Gr??e. ?")],
)
def test_what_a_terminal_cannot_write_becomes_plainer(encoding, text):
    assert encodable("━┿─ Größe… 足", encoding) == text


# -- the whole, as a program --------------------------------------------------------------------

PROGRAM = textwrap.dedent("""
    from soothe.play.devices import open_device
    from soothe.play.keys import open_keys
    from soothe.play.track_desk import play
    from soothe.play.terminal import open_screen
    from tests.play.stage import numbered, timeline

    device, keys, screen = open_device("null"), open_keys(), open_screen()
    outcome = play(timeline(), numbered, device, keys, screen, title="Feet")
    print(outcome.finished, outcome.interrupted)
""")


@pytest.mark.parametrize(
    ("typed", "outcome"), [("n?q", "False False"), ("\x03", "False True")], ids=["q", "ctrl-c"]
)
def test_a_program_leaves_the_terminal_as_it_was(terminal, typed, outcome):
    before = termios.tcgetattr(terminal.master)
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdin=terminal.slave,
        stdout=subprocess.PIPE,
        stderr=terminal.slave,
        start_new_session=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TERM": "xterm"},
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - no threads yet
    )
    written = terminal.read_while(lambda read: b"left" not in read)
    terminal.type(typed)
    # A terminal that nobody reads fills up, and then a program that paints waits for ever.
    written += terminal.read_while(lambda _: program.poll() is None)
    assert program.stdout.read().decode().strip() == outcome
    program.stdout.close()
    written += terminal.seen()
    assert written.startswith(ENTER)
    assert written.endswith(LEAVE)
    assert termios.tcgetattr(terminal.master) == before
