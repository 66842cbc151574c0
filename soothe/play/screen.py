"""What the screen shows, as a pure function from a view to lines of text.

The layout stands still: whatever is said, the bar and the keys stay where they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from soothe.play.cells import clip, justify, wrap
from soothe.units import clock

KEYS: Final = (
    ("space", "pause"),
    ("?", "help"),
    ("q", "quit"),
    ("←/→", "10 s"),
    ("n/p", "step"),
    ("r", "again"),
)
"""Keys and what they do in a word, the most needed first."""

HELP: Final = (
    "space  pause; go on two seconds earlier",
    "→  ←   10 seconds on or back",
    "n  p   next or previous step",
    "r      this step again",
    "q      quit",
    "?      close this help",
)

NARROWEST = 12
"""Cells below which nothing can be read any more."""

BODY_LINES = 6
"""Lines kept for the caption."""


@dataclass(frozen=True, slots=True)
class View:
    """One moment of a session, as a person sees it."""

    title: str
    step: int
    """Counted from 1."""
    steps: int
    step_title: str
    position: float
    """Seconds."""
    length: float
    """Seconds."""
    ticks: tuple[float, ...] = ()
    """Starts of the steps, seconds."""
    caption: str = ""
    paused: bool = False
    help: bool = False


def render(view: View, width: int, height: int) -> list[str]:
    """At most `height` lines of at most `width` cells each, without any escape codes.

    A screen narrower than `NARROWEST` stays empty.
    """
    if width < NARROWEST:
        return []
    left = clock(max(0.0, view.length - view.position))
    head = justify(view.title or _step(view), f"{left} left", width)
    step = justify(_step(view), "paused" if view.paused else "", width).rstrip()
    rows = [head, step, bar(view, width)]
    body = _body(view, width)
    airy = height >= len(rows) + 1 + len(body) + 4
    room = min(max(BODY_LINES, len(body)), height - len(rows) - 1 - (4 if airy else 0))
    body = _cut(body, max(0, room), width)
    body += [""] * (room - len(body))
    groups = [[row] for row in rows] + [body, [keys_line(width)]]
    gap = [""] if airy else []
    lines = [line for group in groups for line in (*group, *gap)]
    return lines[:-1][:height] if airy else lines[:height]


def bar(view: View, width: int) -> str:
    """A bar of `width` cells: heavy up to the position, with a tick where each step begins."""
    length = max(view.length, 1e-9)
    heard = min(width, int(view.position / length * width))
    cells = ["━"] * heard + ["─"] * (width - heard)
    for tick in view.ticks:
        at = min(width - 1, int(tick / length * width))
        cells[at] = "┿" if at < heard else "┼"
    return "".join(cells)


def keys_line(width: int) -> str:
    """The keys on one line: with their words, or bare, or as many as there is room for."""
    full = "   ".join(f"{key} {word}" for key, word in KEYS)
    bare = "  ".join(key for key, _ in KEYS)
    return full if len(full) <= width else clip(bare, width)


def _step(view: View) -> str:
    return f"Step {view.step} of {view.steps}: {view.step_title}"


def _body(view: View, width: int) -> list[str]:
    if view.help:
        return [clip(line, width) for line in HELP]
    return ["  " + line for line in wrap(view.caption, width - 4)]


def _cut(lines: list[str], room: int, width: int) -> list[str]:
    if len(lines) <= room:
        return lines
    return [*lines[: room - 1], clip(lines[room - 1] + " …", width)] if room else []
