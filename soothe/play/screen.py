"""What the screen shows, as a pure function from a view to lines of text.

The layout stands still: whatever is said, the bar and the keys stay where they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from soothe.play.cells import clip, justify, wrap
from soothe.play.cells import width as cells
from soothe.units import clock

KEYS: Final = (
    ("space", "pause"),
    ("?", "help"),
    ("q", "quit"),
    (".", "longer"),
    (",", "wrap up"),
    ("n/p", "step"),
    ("←/→", "10 s"),
)
"""Keys and what they do in a word, the most needed first."""

HELP: Final = (
    "space  pause; goes on 2 s earlier",
    ". ,    this step longer; wrap it up",
    "n p r  next, previous, again  ←/→ 10 s",
    "f [ ]  more of this side; a minute -/+",
    "9 0    voice    - +  sound   m  off",
    "c z    captions; calm view   q  quit",
)
"""At most 40 cells wide: it has to fit a small window."""

NARROWEST = 12
"""Cells below which nothing can be read any more."""

LEAST_BODY, BODY = 4, 6
"""Lines kept for the caption on a small and on a large terminal."""
GAPS = 4
"""Empty lines between the parts, where there is room for them."""


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
    note: str = ""
    """News for the person, in the place of the keys."""
    captions: bool = True
    calm: bool = False
    """Nothing but the caption and the time that is left."""


def render(view: View, width: int, height: int) -> list[str]:
    """At most `height` lines of at most `width` cells each, without any escape codes.

    A screen narrower than `NARROWEST` stays empty.
    """
    if width < NARROWEST:
        return []
    if view.calm and not view.help:
        return _calm(view, width, height)
    rows = [*_head(view, width), bar(view, width)]
    body = _body(view, width)
    last = _last_lines(view, width)
    airy = height >= len(rows) + (len(body) if view.help else LEAST_BODY) + GAPS + 1
    gap = [""] if airy else []
    # News of two lines takes the gap above it, so that everything else stays where it is.
    foot = last if airy and len(last) > 1 else [*gap, *last]
    room = max(0, height - len(rows) - len(foot) - len(gap) * len(rows))
    body = _fill(body, min(room, BODY), width)
    return [*_spaced([*([row] for row in rows), body], gap), *foot][:height]


def bar(view: View, width: int) -> str:
    """A bar of `width` cells: heavy up to the position, with a tick where each step begins."""
    length = view.length or 1.0
    heard = min(width, int(view.position / length * width)) if view.length else 0
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


def _spaced(groups: list[list[str]], gap: list[str]) -> list[str]:
    return [line for group in groups for line in (*gap, *group)][len(gap) :]


def _last_lines(view: View, width: int) -> list[str]:
    """News on two lines at most, otherwise the keys."""
    if not view.note:
        return [keys_line(width)]
    first, *more = wrap(view.note, width) or [""]
    return [first, clip(" ".join(more), width)] if more else [first]


def _calm(view: View, width: int, height: int) -> list[str]:
    """The caption in the middle, the time that is left and any news below."""
    words = wrap(view.caption, width - 4) if view.captions else []
    words = words[: max(0, height - 2)]
    above = max(0, (height - 2 - len(words)) // 2)
    below = max(0, height - 1 - above - len(words))
    lines = [" " * ((width - cells(line)) // 2) + line for line in words]
    last = justify(view.note or ("paused" if view.paused else ""), _left(view), width)
    return [*[""] * above, *lines, *[""] * below, last][:height]


def _left(view: View) -> str:
    if not view.length:
        return ""
    return f"{clock(max(0.0, view.length - view.position))} left"


def _head(view: View, width: int) -> tuple[str, str]:
    state = "paused" if view.paused else ""
    return (
        justify(view.title or _step(view), _left(view), width),
        justify(_step(view), state, width).rstrip(),
    )


def _step(view: View) -> str:
    if not view.steps:
        return view.step_title
    return f"Step {view.step} of {view.steps}: {view.step_title}"


def _body(view: View, width: int) -> list[str]:
    if view.help:
        return [clip(line, width) for line in HELP]
    return ["  " + line for line in wrap(view.caption, width - 4)] if view.captions else []


def _fill(lines: list[str], room: int, width: int) -> list[str]:
    if len(lines) <= room:
        return lines + [""] * (room - len(lines))
    return [*lines[: room - 1], clip(lines[room - 1], width - 2) + " …"] if room else []
