"""The card: the steps of a session on a page to print, with times and drawings of the hands.

Steps that are done on both sides stand once, with both times. A step for which no drawing is made
shows its number.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import islice
from textwrap import wrap
from typing import TYPE_CHECKING

from soothe.model import Say
from soothe.outputs.drawings import drawing_of
from soothe.outputs.labels import full_title, shared_title
from soothe.outputs.timeline_text import load_template
from soothe.outputs.tongue import words_of
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soothe.model import Script, Timeline
    from soothe.outputs.drawings import Drawing

_COLUMNS, _COLUMN_WIDTH, _ROW_HEIGHT = 2, 92, 25.5
_LEFT, _TOP, _BOTTOM = 15, 28, 8
_A4_HEIGHT = 297
_NOTE_HEIGHT, _NOTE_LETTERS = 3.7, 128
_CELL_LETTERS, _CELL_LINES = 34, 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A step on the card."""

    x: float
    """Millimetres."""
    y: float
    number: int
    """Place among the steps, from 1."""
    picture: Drawing | None
    title: str
    times: str
    lines: tuple[str, ...]


def card(script: Script, timeline: Timeline) -> str:
    """The card as SVG, one A4 page; longer only where there are very many steps."""
    groups = _groups(timeline)
    cells = [_cell(number, group, script, timeline) for number, group in enumerate(groups)]
    notes_top = _TOP + -(-len(cells) // _COLUMNS) * _ROW_HEIGHT + 3
    notes = [line for note in script.cautions for line in _lines(note, _NOTE_LETTERS)]
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


def _groups(timeline: Timeline) -> list[list[int]]:
    """Indices of spans, those of a pair together, in the order of their first."""
    found: dict[str, list[int]] = {}
    for index, span in enumerate(timeline.spans):
        found.setdefault(span.step.key, []).append(index)
    return list(found.values())


def _cell(number: int, group: Sequence[int], script: Script, timeline: Timeline) -> Cell:
    spans = [timeline.spans[index] for index in group]
    row, column = divmod(number, _COLUMNS)
    titles = [span.step.title for span in spans]
    between = str(words_of(script.lang).length["and"])
    starts = between.join(clock(span.start / timeline.rate) for span in spans)
    length = clock(spans[0].frames / timeline.rate)
    words = " ".join(islice(_said(timeline, group[0]), 3))
    return Cell(
        _LEFT + column * _COLUMN_WIDTH,
        _TOP + row * _ROW_HEIGHT,
        number + 1,
        drawing_of(spans[0].step.key, script.name),
        _common(titles),
        f"{starts}  ({length})",
        tuple(_lines(words, _CELL_LETTERS, _CELL_LINES)),
    )


def _common(titles: Sequence[str]) -> str:
    """What both sides have in common: `Heel` of `Left foot: heel` and `Right foot: heel`."""
    if len(titles) == 1:
        return titles[0]
    shared = shared_title(titles).rpartition(": ")[2]
    return shared[:1].upper() + shared[1:]


def _lines(text: str, letters: int, most: int | None = None) -> list[str]:
    """The text in lines of at most so many letters; those of Chinese or Korean count twice."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    width = letters if 2 * wide < len(text) else letters // 2
    return wrap(text, width, max_lines=most, placeholder=" …")


def _said(timeline: Timeline, step: int) -> Iterator[str]:
    for each in timeline.placed:
        if each.step == step and isinstance(each.cue, Say):
            yield each.cue.text
