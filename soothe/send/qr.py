"""An address as a QR code for the terminal, two rows of squares in each line of text."""

from __future__ import annotations

import segno

_BORDER = 2
_BLACK_ON_WHITE, _RESET = "\x1b[30;107m", "\x1b[0m"
_HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


def qr_code(text: str, *, colour: bool) -> str:
    """The code in half blocks.

    Args:
        text: what it says.
        colour: black on white whatever the terminal's colours; otherwise for a dark terminal.
    """
    code = segno.make(text, error="m", micro=False)
    rows = [[cell if colour else 1 - cell for cell in row] for row in _matrix(code)]
    if len(rows) % 2:
        rows.append([0 if colour else 1] * len(rows[0]))
    lines = ("".join(map(_half, above, below)) for above, below in _pairs(rows))
    if colour:
        lines = (f"{_BLACK_ON_WHITE}{line}{_RESET}" for line in lines)
    return "\n".join(lines)


def _matrix(code: segno.QRCode) -> list[list[int]]:
    return [[int(bool(cell)) for cell in row] for row in code.matrix_iter(border=_BORDER)]


def _pairs(rows: list[list[int]]) -> zip[tuple[list[int], list[int]]]:
    return zip(rows[::2], rows[1::2], strict=True)


def _half(above: int, below: int) -> str:
    return _HALVES[above, below]
