"""What a person sees at three sizes of terminal, as text, through a real pseudo-terminal.

The pictures lie in `screens/`. Where a change of the screen is meant, they are made again by
`GOLDENS=write python -m pytest tests/play/test_goldens.py` and looked at.
"""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest

from soothe.play.terminal import Plain, open_screen

from .test_screen import VIEW

pytest.importorskip("pty")
from .test_terminal_pty import Pseudo, picture

FOLDER = Path(__file__).parent / "screens"
SIZES = [(80, 24), (40, 12), (120, 40)]
LATE = "Too little time is left: it ends at 6:25, 0:25 later than asked."
MOMENTS = {
    "playing": VIEW,
    "paused": replace(VIEW, paused=True),
    "news": replace(VIEW, note=LATE),
    "help": replace(VIEW, help=True),
    "calm": replace(VIEW, calm=True),
    "captions off": replace(VIEW, captions=False),
    "preparing": replace(
        VIEW, step=0, steps=0, step_title="Reading the words …", length=0, ticks=(), caption=""
    ),
}


@pytest.fixture
def terminal():
    pseudo = Pseudo()
    yield pseudo
    pseudo.slave.close()
    os.close(pseudo.master)


def painted(terminal, size, environ, before=(80, 24)):
    """Each moment as it is on the screen, one after the other, in a terminal of a size."""
    terminal.resize(*before)
    with open_screen(terminal.slave, environ=environ) as screen:
        screen.show(VIEW)
        terminal.resize(*size)
        terminal.seen()
        written = ""
        for name, view in MOMENTS.items():
            screen.show(view)
            written += terminal.seen()
            yield name, picture(written, *size)
    terminal.seen()


def golden(name, pictures):
    """Compare text with a golden file, or write it."""
    text = "".join(f"== {title}\n" + "\n".join(rows).rstrip() + "\n" for title, rows in pictures)
    path = FOLDER / f"{name}.txt"
    if os.environ.get("GOLDENS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("environ", [{}, {"NO_COLOR": "1"}], ids=["styled", "no colour"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_moment_at_every_size(terminal, size, environ):
    # From another size, so that each is also what a resize leaves.
    other = SIZES[SIZES.index(size) - 1]
    golden(f"{size[0]}x{size[1]}", painted(terminal, size, environ, before=other))


def test_a_dark_screen_has_nothing_on_it(terminal):
    with open_screen(terminal.slave, dark=True, environ={}) as screen:
        for view in MOMENTS.values():
            screen.show(view)
        assert not any(picture(terminal.seen(), 80, 24))


def test_plain_is_what_is_said_and_what_is_new():
    stream = io.StringIO()
    with Plain(stream) as screen:
        for view in (*MOMENTS.values(), VIEW):
            screen.show(view)
    golden("plain", [("every moment, one after the other", stream.getvalue().splitlines())])
