"""The card: the steps of a session on a page to print, with times and drawings of the hands.

Steps that are done on both sides stand once, with both times. What a drawing shows follows from a
step's id, so that it is the same in every language. A step without a drawing shows a hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from textwrap import wrap
from typing import TYPE_CHECKING

from soothe.model import Say
from soothe.outputs.labels import full_title
from soothe.outputs.timeline_text import load_template
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soothe.model import Script, Timeline

_COLUMNS, _COLUMN_WIDTH, _ROW_HEIGHT = 2, 92, 25.5
_LEFT, _TOP, _BOTTOM = 15, 28, 8
_A4_HEIGHT = 297
_NOTE_HEIGHT, _NOTE_LETTERS = 3.7, 140
_CELL_LETTERS, _CELL_LINES = 34, 3
_DRAWINGS = {
    "glide": ("glides", "glide", "strokes"),
    "circles": ("circles", "reflex"),
    "heel": ("heel",),
    "arch": ("arch",),
    "ball": ("ball", "forefoot"),
    "toes": ("toes", "bases", "roots"),
    "ankle": ("ankle", "achilles", "ankles"),
    "top": ("top",),
    "hold": ("hold", "touch", "both", "compare", "close-hold"),
    "roll": ("roll", "roller", "ball-roll", "massager"),
    "oil": ("oil", "lotion"),
    "water": ("soak", "dry", "water"),
    "switch": ("switch", "change"),
    "breath": ("breathe", "breath", "box", "coherent"),
    "rest": ("welcome", "settle", "rest", "integrate", "close", "end"),
}
_ANYTHING = "hand"


@dataclass(frozen=True, slots=True)
class Cell:
    """A step on the card."""

    x: float
    """Millimetres."""
    y: float
    picture: str
    title: str
    times: str
    lines: tuple[str, ...]


def card(script: Script, timeline: Timeline) -> str:
    """The card as SVG, one A4 page; longer only where there are very many steps."""
    groups = _groups(timeline)
    cells = [_cell(number, group, timeline) for number, group in enumerate(groups)]
    notes_top = _TOP + -(-len(cells) // _COLUMNS) * _ROW_HEIGHT + 3
    notes = [line for note in script.cautions for line in wrap(note, _NOTE_LETTERS)]
    needed = notes_top + len(notes) * _NOTE_HEIGHT + _BOTTOM
    return load_template("card.svg.j2").render(
        lang=script.lang,
        title=full_title(script, timeline),
        cells=cells,
        notes=notes,
        notes_top=notes_top,
        note_height=_NOTE_HEIGHT,
        height=max(_A4_HEIGHT, round(needed)),
    )


def picture_of(key: str) -> str:
    """The drawing for a step by its id or pair: the first of its words that one is made for."""
    words = (key, *key.split("-")[::-1])
    known = {word: name for name, for_words in _DRAWINGS.items() for word in for_words}
    return next((known[word] for word in words if word in known), _ANYTHING)


def _groups(timeline: Timeline) -> list[list[int]]:
    """Indices of spans, those of a pair together, in the order of their first."""
    found: dict[str, list[int]] = {}
    for index, span in enumerate(timeline.spans):
        found.setdefault(span.step.key, []).append(index)
    return list(found.values())


def _cell(number: int, group: Sequence[int], timeline: Timeline) -> Cell:
    spans = [timeline.spans[index] for index in group]
    row, column = divmod(number, _COLUMNS)
    titles = [span.step.title for span in spans]
    starts = " and ".join(clock(span.start / timeline.rate) for span in spans)
    length = clock(spans[0].frames / timeline.rate)
    words = " ".join(islice(_said(timeline, group[0]), 3))
    lines = wrap(words, _CELL_LETTERS, max_lines=_CELL_LINES, placeholder=" …")
    return Cell(
        _LEFT + column * _COLUMN_WIDTH,
        _TOP + row * _ROW_HEIGHT,
        picture_of(spans[0].step.key),
        titles[0] if len(titles) == 1 else _common(titles[0]),
        f"{starts}  ({length})",
        tuple(lines),
    )


def _common(title: str) -> str:
    """`Left foot: heel` without its side."""
    shared = title.rpartition(": ")[2]
    return shared[:1].upper() + shared[1:]


def _said(timeline: Timeline, step: int) -> Iterator[str]:
    for each in timeline.placed:
        if each.step == step and isinstance(each.cue, Say):
            yield each.cue.text
