"""Each bed is measured once, however often it is asked for."""

from __future__ import annotations

import numpy as np
import pytest

from soothe.mix.lanes import Grid, survey
from soothe.mix.surveys import Surveys
from tests.mix.studio import RATE, Loop


class Counting:
    """A loop that counts how often it is read."""

    def __init__(self):
        self.reads = 0
        self.loop = Loop()

    def read(self, start, frames):
        self.reads += 1
        return self.loop.read(start, frames)


@pytest.mark.parametrize("seconds", [10, 60])
def test_what_was_measured_is_not_measured_again(seconds):
    bed, surveys, long = Counting(), Surveys(), Grid(60 * RATE, RATE)
    assert (surveys.of(bed, long) == survey(bed.loop, long)).all()
    before = bed.reads
    shorter = surveys.of(bed, Grid(seconds * RATE, RATE))
    assert bed.reads == before
    assert np.array_equal(shorter, survey(bed.loop, long)[: len(shorter)])


def test_a_longer_session_is_measured_to_its_end():
    bed, surveys = Counting(), Surveys()
    surveys.of(bed, Grid(10 * RATE, RATE))
    long = Grid(60 * RATE, RATE)
    assert (surveys.of(bed, long) == survey(bed.loop, long)).all()


def test_two_beds_are_two():
    first, second, surveys, grid = Counting(), Counting(), Surveys(), Grid(10 * RATE, RATE)
    surveys.of(first, grid)
    surveys.of(second, grid)
    assert first.reads == second.reads > 0
