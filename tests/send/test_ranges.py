"""Which bytes a request asks for."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.send.offer import joined
from soothe.send.ranges import UnsatisfiableError, asked_span


@pytest.mark.parametrize(
    ("header", "span"),
    [
        (None, None),
        ("bytes=0-", (0, 100)),
        ("bytes=10-19", (10, 20)),
        ("bytes=99-500", (99, 100)),
        ("bytes=-5", (95, 100)),
        ("bytes=-500", (0, 100)),
        ("bytes=0-1,5-6", None),
        ("bytes=9-3", None),
        ("bytes=-", None),
        ("items=0-5", None),
        ("bytes=x-y", None),
        ("bytes=" + "9" * 40 + "-", None),
    ],
)
def test_known_headers(header, span):
    assert asked_span(header, 100) == span


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_behind_the_end(header):
    with pytest.raises(UnsatisfiableError):
        asked_span(header, 100)


@given(st.text(max_size=20), st.integers(0, 50))
def test_a_span_lies_within_the_file_whatever_the_header(text, size):
    for header in (text, f"bytes={text}"):
        try:
            span = asked_span(header, size)
        except UnsatisfiableError:
            continue
        assert span is None or 0 <= span[0] < span[1] <= size


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9))))
def test_joined_spans_hold_the_same_places(drawn):
    spans = [(start, start + length) for start, length in drawn]
    found = joined(spans)
    assert {at for span in found for at in range(*span)} == {
        at for span in spans for at in range(*span)
    }
    assert all(one[1] < other[0] for one, other in itertools.pairwise(found))
