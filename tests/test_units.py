"""Arithmetic of time and level."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.errors import UsageError
from soothe.units import (
    clock,
    decibels,
    gain,
    parse_duration,
    parse_minutes,
    to_frames,
    to_seconds,
)

rates = st.sampled_from([8_000, 22_050, 44_100, 48_000])


@given(st.integers(0, 10**9), rates)
def test_frames_survive_seconds(frames: int, rate: int) -> None:
    assert to_frames(Fraction(frames, rate), rate) == frames
    assert to_frames(to_seconds(frames, rate), rate) == frames


def test_half_a_frame_rounds_up() -> None:
    assert [to_frames(Fraction(n, 2), 1) for n in range(5)] == [0, 1, 1, 2, 2]


@given(st.floats(-120, 40))
def test_decibels_are_the_inverse_of_gain(db: float) -> None:
    assert math.isclose(decibels(gain(db)), db, abs_tol=1e-9)


def test_known_levels() -> None:
    assert gain(0) == 1.0
    assert math.isclose(gain(-20), 0.1)
    assert decibels(0) == -math.inf


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (59.5, "1:00"), (450, "7:30"), (3599.4, "59:59"), (3900, "1:05:00")],
)
def test_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text


@given(st.integers(1, 10**6))
def test_clock_text_is_read_back(seconds: int) -> None:
    assert parse_minutes(clock(seconds)) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("10", 600), ("7.5", 450), (" 7:30 ", 450), ("1:05:00", 3900), ("0:30.5", Fraction(61, 2))],
)
def test_lengths_as_people_type_them(text: str, seconds: Fraction) -> None:
    assert parse_minutes(text) == seconds


@pytest.mark.parametrize("text", ["", "ten", "-5", "7:60", "1:2:3:4", "nan", "5m", "9" * 5000])
def test_other_text_is_no_length(text: str) -> None:
    with pytest.raises(UsageError, match="is not a length"):
        parse_minutes(text)


@pytest.mark.parametrize("text", ["0", "0:00", "0.0"])
def test_nothing_is_no_length(text: str) -> None:
    with pytest.raises(UsageError, match="is zero"):
        parse_minutes(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("4s", 4.0),
        ("1m30s", 90.0),
        ("2h", 7200.0),
        ("1h1m1.5s", 3661.5),
        ("250ms", 0.25),
        ("0s", 0.0),
        ("", None),
        ("4", None),
        ("s", None),
        ("30s1m", None),
        ("9" * 400 + "s", None),
        ("9" * 400 + "ms", None),
        ("4 s", None),
    ],
)
def test_lengths_as_scripts_write_them(text: str, seconds: float | None) -> None:
    assert parse_duration(text) == seconds
