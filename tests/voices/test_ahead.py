"""Made ahead, used in order."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.voices.ahead import ahead


@given(st.lists(st.integers(), max_size=30), st.integers(1, 4))
def test_every_result_once_and_in_order(items, workers):
    assert list(ahead(lambda item: (item, "made"), items, workers)) == [
        (item, "made") for item in items
    ]


def test_the_next_is_made_while_the_first_is_used():
    made = threading.Event()

    def make(item):
        if item == 2:
            made.set()
        return item

    results = ahead(make, [1, 2], 1)
    assert next(results) == 1
    assert made.wait(10)


def test_no_more_is_made_than_is_soon_used():
    started = []
    results = ahead(started.append, range(100), 2)
    next(results)
    results.close()
    assert len(started) <= 4


def test_an_error_comes_in_its_turn_and_ends_the_rest():
    started = []

    def make(item):
        started.append(item)
        return 1 / item

    results = ahead(make, [1, 0, *range(1, 50)], 1)
    assert next(results) == 1.0
    with pytest.raises(ZeroDivisionError):
        next(results)
    assert len(started) <= 4
