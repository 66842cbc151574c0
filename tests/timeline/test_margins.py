"""The time around the steps: fades, silence, and what they leave."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.timeline.margins import Margins

margins = st.builds(Margins, st.integers(1, 12), st.sampled_from(("get-up", "sleep")))


@settings(deadline=None)
@given(margins, st.integers(0, 40_000))
def test_a_longer_track_leaves_as_much_or_one_frame_more(around, target):
    assert around.content(target + 1) - around.content(target) in (0, 1)


@settings(deadline=None)
@given(margins, st.integers(0, 40_000))
def test_every_content_has_a_shortest_and_a_longest_track(around, content):
    shortest, longest = around.shortest(content), around.longest(content)
    assert shortest <= longest
    assert around.content(shortest) == around.content(longest) == content
    assert around.content(shortest - 1) == content - 1
    assert around.content(longest + 1) == content + 1


def test_who_gets_up_has_eight_seconds_of_fade():
    around = Margins(10, "get-up")
    assert (around.fade_in, around.fade_out(6000), around.silence) == (40, 80, 10)
    assert around.content(6000) == 5870


def test_a_sleep_fade_is_twelve_percent_between_fifteen_seconds_and_three_minutes():
    around = Margins(10, "sleep")
    minutes = (1, 2, 10, 25, 45)
    assert [around.fade_out(m * 600) for m in minutes] == [150, 150, 720, 1800, 1800]
