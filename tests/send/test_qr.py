"""The code in the terminal says what it should."""

from __future__ import annotations

import numpy as np
import pytest
import segno

from soothe.send.qr import qr_code

URL = "http://192.168.178.20:43210/AbCdEfGhIjKlMnOpQrStUv/"
SQUARES = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}


@pytest.mark.parametrize("colour", [True, False])
def test_its_squares_are_the_codes(colour):
    lines = qr_code(URL, colour=colour).splitlines()
    rows = []
    for line in lines:
        text = line.removeprefix("\x1b[30;107m").removesuffix("\x1b[0m")
        assert (text != line) == colour
        rows += [[SQUARES[letter][half] for letter in text] for half in (0, 1)]
    expected = np.array(
        [
            [int(bool(cell)) for cell in row]
            for row in segno.make(URL, error="m").matrix_iter(border=2)
        ]
    )
    found = np.array(rows)[: len(expected)]
    assert np.array_equal(found if colour else 1 - found, expected)


def test_it_fits_a_terminal():
    lines = qr_code(URL, colour=False).splitlines()
    assert len(lines) <= 22
    assert max(map(len, lines)) <= 60
