from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.mix import automation
from soothe.model import BedChange
from tests.mix.studio import RATE, session


def seconds(first, last, step=0.01):
    return np.arange(first, last, step) * RATE


@st.composite
def spoken(draw):
    """A timeline of lines at random distances."""
    at, cues = 3.0, []
    for gap in draw(st.lists(st.floats(0.5, 14.0), min_size=1, max_size=6)):
        cues.append((at, 0.5))
        at += 0.5 + gap
    return session(*cues, seconds=at + 10)[0]


class TestDucking:
    @settings(deadline=None)
    @given(spoken())
    def test_the_bed_is_down_before_the_first_syllable_and_until_1500_ms_after(self, timeline):
        duck = automation.ducking(timeline, 6.0)
        for placed in timeline.placed:
            end = placed.start + placed.frames
            during = duck.at(np.linspace(placed.start - 0.1 * RATE, end + 1.5 * RATE, 200))
            assert during == pytest.approx(0.0, abs=1e-9)

    @settings(deadline=None)
    @given(spoken())
    def test_no_pumping_in_gaps_under_six_seconds(self, timeline):
        duck = automation.ducking(timeline, 6.0)
        for first, second in zip(timeline.placed, timeline.placed[1:], strict=False):
            gap = (second.start - first.start - first.frames) / RATE
            between = duck.at(np.linspace(first.start, second.start, 300))
            assert (between.max() == 0.0) == (gap < 6.0)

    @settings(deadline=None)
    @given(spoken())
    def test_its_points_increase(self, timeline):
        assert (np.diff(automation.ducking(timeline, 6.0).frames) > 0).all()

    def test_starts_800_ms_early_and_comes_back_in_three_seconds(self):
        timeline, _ = session((10.0, 2.0))
        duck = automation.ducking(timeline, 6.0)
        end = timeline.placed[0].start + timeline.placed[0].frames
        assert duck.value(round(9.2 * RATE)) == pytest.approx(6.0)
        assert 0.0 < duck.value(round(9.5 * RATE)) < 6.0
        assert duck.value(end + round(1.5 * RATE)) == 0.0
        assert duck.value(end + round(4.5 * RATE)) == pytest.approx(6.0)

    def test_moves_one_way_at_a_time(self):
        timeline, _ = session((10.0, 2.0))
        duck = automation.ducking(timeline, 6.0)
        assert (np.diff(duck.at(seconds(5, 11))) <= 0).all()
        assert (np.diff(duck.at(seconds(11, 25))) >= 0).all()

    def test_without_speech_the_bed_stays_up(self):
        timeline, _ = session()
        assert automation.ducking(timeline, 6.0).at(seconds(0, 30)) == pytest.approx(6.0)


class TestLevel:
    def test_reaches_what_was_asked_in_the_time_that_was_given(self):
        timeline, _ = session((5.0, BedChange(None, -9.0, 4.0)))
        level = automation.level(timeline)
        assert level.value(5 * RATE) == 0.0
        assert level.value(7 * RATE) == pytest.approx(-4.5)
        assert level.value(9 * RATE) == level.value(29 * RATE) == -9.0

    def test_a_change_within_a_change_goes_on_from_there(self):
        timeline, _ = session((5.0, BedChange(None, -8.0, 4.0)), (7.0, BedChange(None, 2.0, 2.0)))
        level = automation.level(timeline)
        assert level.value(7 * RATE) == pytest.approx(-4.0)
        assert level.value(9 * RATE) == pytest.approx(2.0)
        assert np.abs(np.diff(level.at(seconds(4, 10)))).max() < 0.1

    def test_two_changes_at_once_leave_the_last(self):
        timeline, _ = session((5.0, BedChange(None, -8.0, 0.0)), (5.0, BedChange(None, 3.0, 0.0)))
        assert automation.level(timeline).value(6 * RATE) == pytest.approx(3.0)

    def test_minus_infinity_is_very_low_and_still_a_number(self):
        timeline, _ = session((5.0, BedChange(None, float("-inf"), 2.0)))
        assert -200.0 < automation.level(timeline).value(20 * RATE) < -90.0


class TestFades:
    @pytest.mark.parametrize("fade_out", [2.0, 8.0, 20.0])
    def test_the_end_falls_all_the_way_to_true_zero(self, fade_out):
        timeline, _ = session(seconds=40.0, fade_out=fade_out)
        fall = automation.fade_out(timeline, np.arange(timeline.frames + 1.0))
        silent = timeline.frames - timeline.silence
        assert (np.diff(fall) <= 0).all()
        assert fall[silent - timeline.fade_out - 64] == 1.0
        assert fall[silent - 200] > 0.0
        assert (fall[silent:] == 0.0).all()

    def test_most_of_the_end_is_linear_in_decibels(self):
        timeline, _ = session(seconds=40.0, fade_out=20.0)
        fall = 20 * np.log10(automation.fade_out(timeline, seconds(20, 34, 1.0)))
        assert np.diff(fall) == pytest.approx(-2.0, abs=0.01)

    def test_the_beginning_rises(self):
        timeline, _ = session()
        risen = automation.fade_in(timeline, seconds(0, 4))
        assert risen[0] == 0.0
        assert risen[-1] == 1.0
        assert (np.diff(risen) >= 0).all()
