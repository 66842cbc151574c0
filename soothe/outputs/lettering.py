"""A title on a picture: as large as it can be, in the letters of nearly every language.

Two fonts travel with the program: DejaVu Sans (Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian,
Georgian) and WenQuanYi Micro Hei (Chinese, Japanese, Korean). What neither has, such as emoji and
the scripts of India, is left out of the picture; it stays in the title itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import ImageDraw, ImageFont

from soothe.outputs.arabic import as_drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL import Image

_FONTS = ("DejaVuSans-Bold.ttf", "wqy-microhei.ttc")
_STROKES = (0.0, 0.02)
"""Part of the size by which each is made bolder, so that both have the same weight."""
_INK, _SHADE = "#fffdf6", "#1c2b33"
_MEASURE = 100
_ROOM = (0.88, 0.44)
"""Part of the picture's width and height that the title may fill."""
_LARGEST = 0.2
_LEADING = 1.22
_MIDDLE = 0.29
_MOST_LINES = 4
_MOST_PIECES = 16
_IDEOGRAPHS = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_PIECE = re.compile(rf"\s*(?:[{_IDEOGRAPHS}]|[^\s{_IDEOGRAPHS}]+)")
_NO_LETTER = "\U0010ffff"


class Layout(NamedTuple):
    """Lines and the size of their letters in pixels."""

    lines: tuple[str, ...]
    size: float


def draw_title(picture: Image.Image, title: str) -> None:
    """Draws the title into the upper half of a square picture."""
    known = (letter if _font_of(letter) is not None else " " for letter in title)
    words = " ".join("".join(known).split())
    if not words:
        return
    lines, size = arrange(words, picture.width)
    draw = ImageDraw.Draw(picture)
    top = picture.height * _MIDDLE - len(lines) * size * _LEADING / 2
    for number, line in enumerate(lines):
        x = (picture.width - _width(line, size)) / 2
        _draw_line(draw, line, (x, top + number * size * _LEADING), size)


def arrange(title: str, width: int) -> Layout:
    """The division into lines that allows the largest letters in a picture of this width."""
    pieces = _pieces(title)
    tries = (
        _layout(pieces, cuts, width)
        for count in range(min(_MOST_LINES, len(pieces)))
        for cuts in combinations(range(1, len(pieces)), count)
    )
    return max(tries, key=lambda layout: (layout.size, -len(layout.lines)))


def _pieces(title: str) -> list[str]:
    """Parts between which a line may end; long titles in fewer and longer ones."""
    found = _PIECE.findall(title)
    step = -(-len(found) // _MOST_PIECES)
    return ["".join(found[at : at + step]) for at in range(0, len(found), step)]


def _layout(pieces: Sequence[str], cuts: Sequence[int], width: int) -> Layout:
    bounds = pairwise((0, *cuts, len(pieces)))
    lines = tuple("".join(pieces[start:end]).strip() for start, end in bounds)
    widest = max(_width(line, 1.0) for line in lines)
    across, down = (part * width for part in _ROOM)
    size = min(across / widest, down / (len(lines) * _LEADING), _LARGEST * width)
    return Layout(lines, size)


def _width(line: str, size: float) -> float:
    return sum(_advance(run, font) for run, font in _runs(line)) * size / _MEASURE


@lru_cache(maxsize=1024)
def _advance(run: str, font: int) -> float:
    return _font(font, _MEASURE).getlength(run)


def _runs(line: str) -> Iterator[tuple[str, int]]:
    """Parts of a line as they are drawn, with the font that has their letters."""
    run, current = "", 0
    for letter in as_drawn(line):
        font = current if letter.isspace() else _font_of(letter) or 0
        if font != current and run:
            yield run, current
            run = ""
        run, current = run + letter, font
    yield run, current


def _draw_line(
    draw: ImageDraw.ImageDraw, line: str, place: tuple[float, float], size: float
) -> None:
    x, y = place
    shade = max(1.0, size / 28)
    for run, number in _runs(line):
        font = _font(number, size)
        stroke = _STROKES[number] * size
        # Anchored where the letters stand, because the fonts have different heights.
        for ink, at in ((_SHADE, shade), (_INK, 0.0)):
            draw.text((x + at, y + size + at), run, ink, font, "ls", stroke_width=stroke)
        x += _advance(run, number) * size / _MEASURE


@lru_cache(maxsize=1024)
def _font_of(letter: str) -> int | None:
    """The first font that has a letter: its picture differs from that of no letter."""
    for number in range(len(_FONTS)):
        font = _font(number, 32)
        if bytes(font.getmask(as_drawn(letter))) != bytes(font.getmask(_NO_LETTER)):
            return number
    return None


@lru_cache(maxsize=16)
def _font(number: int, size: float) -> ImageFont.FreeTypeFont:
    # The basic layout is the same everywhere; the other needs a library that may be missing.
    path = Path(__file__).parent / "fonts" / _FONTS[number]
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
