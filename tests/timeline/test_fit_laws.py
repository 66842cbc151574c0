"""What holds for every timeline, whatever the script, the clips and the target."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from soothe.errors import FitError
from soothe.model import BedChange, Bell, Breath, Pause, Ready, Say, Show
from soothe.timeline import fit, reach
from tests.strategies import COUNTS, sessions
from tests.timeline.oracle import elastic, whole

law = settings(max_examples=25, deadline=None)


def within_reach(session):
    try:
        return reach(session.script, session.clip_frames, rate=session.rate)
    except FitError:
        assume(False)


def fitted(session, target):
    return fit(session.script, session.clip_frames, target, rate=session.rate)


@st.composite
def timelines(draw):
    """A session with one of its timelines."""
    session = draw(sessions())
    within = within_reach(session)
    asked = draw(st.integers(within.least, within.most))
    return session, fitted(session, within.nearest(asked)[0])


@law
@given(sessions(), st.integers(0, 400))
def test_a_target_is_met_or_refused_with_its_nearest_neighbours(session, target):
    within = within_reach(session)
    if within.contains(target):
        assert fitted(session, target).frames == target
        assert within.nearest(target) == (target, target)
        return
    with pytest.raises(FitError) as refusal:
        fitted(session, target)
    below, above = refusal.value.below, refusal.value.above
    assert (below, above) == within.nearest(target)
    gap = range(target if below is None else below + 1, target if above is None else above)
    assert not any(within.contains(length) for length in gap)
    for neighbour in (below, above):
        if neighbour is None:
            assert not within.least <= target <= within.most
        else:
            assert fitted(session, neighbour).frames == neighbour


@law
@given(timelines())
def test_steps_follow_each_other_and_fill_the_track_to_the_frame(made):
    session, timeline = made
    start = timeline.fade_in
    assert start == 4 * session.rate
    for span in timeline.spans:
        assert span.start == start
        start += span.frames
    assert start + timeline.fade_out + timeline.silence == timeline.frames


@law
@given(timelines())
def test_every_step_keeps_its_bounds_and_a_pair_lasts_equally_long(made):
    session, timeline = made
    lengths = {}
    for span in timeline.spans:
        least, _, most = elastic(Pause(span.step.least, 0, span.step.most), session.rate)
        assert least <= span.frames <= most
        lengths.setdefault(span.step.key, set()).add(span.frames)
    assert all(len(frames) == 1 for frames in lengths.values())


@law
@given(timelines())
def test_steps_are_kept_in_order_or_dropped_with_their_pair(made):
    session, timeline = made
    kept = [span.step for span in timeline.spans]
    assert kept == [step for step in session.script.steps if step in kept]
    assert list(timeline.dropped) == [step for step in session.script.steps if step not in kept]
    assert all(step.drop is not None for step in timeline.dropped) or any(
        step.pair for step in timeline.dropped
    )
    assert not {step.key for step in kept} & {step.key for step in timeline.dropped}


@law
@given(timelines())
def test_nothing_overlaps_and_everything_lies_within_its_step(made):
    _, timeline = made
    for one, other in pairwise(timeline.placed):
        assert one.start <= other.start
        assert one.start + one.frames <= other.start
    for placed in timeline.placed:
        span = timeline.spans[placed.step]
        assert span.start <= placed.start
        assert placed.start + placed.frames <= span.start + span.frames


@law
@given(timelines())
def test_clips_pauses_and_waits_keep_their_lengths(made):
    session, timeline = made
    for placed in timeline.placed:
        if isinstance(placed.cue, Say):
            assert placed.frames == session.clip_frames(placed.cue)
        elif isinstance(placed.cue, Pause):
            least, _, most = elastic(placed.cue, session.rate)
            assert least <= placed.frames <= most
        elif isinstance(placed.cue, BedChange | Show):
            assert placed.frames == 0


def in_breath(cue):
    """Whether the strategies use a cue within breaths and nowhere else."""
    return (isinstance(cue, Say) and cue.text in COUNTS) or cue == Bell("in")


@law
@given(timelines())
def test_only_breaths_leave_gaps_and_these_are_whole_cycles(made):
    session, timeline = made
    for index, span in enumerate(timeline.spans):
        inside = [placed for placed in timeline.placed if placed.step == index]
        breathed = {span.frames - sum(p.frames for p in inside if not in_breath(p.cue))}
        for line in span.step.lines:
            for breath in (cue for cue in line.cues if isinstance(cue, Breath)):
                cycle = whole(breath.guided.seconds, session.rate)
                counts = {0, *range(breath.least, breath.most + 1)}
                breathed = {rest - cycle * count for rest in breathed for count in counts}
        assert 0 in breathed


@law
@given(timelines())
def test_breaths_of_a_line_begin_whole_cycles_apart(made):
    session, timeline = made
    for index, span in enumerate(timeline.spans):
        for number, line in enumerate(span.step.lines):
            breaths = [cue for cue in line.cues if isinstance(cue, Breath)]
            if len(breaths) == 1:
                cycle = whole(breaths[0].guided.seconds, session.rate)
                begun = [
                    placed.start
                    for placed in timeline.placed
                    if (placed.step, placed.line, placed.cue) == (index, number, Say(COUNTS[0]))
                ]
                assert all((later - one) % cycle == 0 for one, later in pairwise(begun))


def heard(step, timeline):
    """The lines that every fitting of this step must say."""
    names = {name for span in timeline.spans for name in (span.step.id, span.step.pair)}
    for index, line in enumerate(step.lines):
        if set(line.kept) <= names and not set(line.dropped) & names:
            yield index, line


def sounds(line):
    """Its cues as they are placed, breaths and pauses left out."""
    for cue in line.cues:
        if isinstance(cue, Ready):
            yield cue.say
        elif isinstance(cue, Bell):
            yield from [Bell(cue.sound, 1, cue.spacing)] * cue.times
        elif not isinstance(cue, Breath | Pause):
            yield cue


@law
@given(timelines())
def test_no_line_is_lost_and_optional_ones_join_by_rank(made):
    _, timeline = made
    for index, span in enumerate(timeline.spans):
        inside = [p for p in timeline.placed if p.step == index and not isinstance(p.cue, Pause)]
        said = {line: [p.cue for p in inside if p.line == line] for line in range(20)}
        present = {}
        for number, line in heard(span.step, timeline):
            if any(isinstance(cue, Breath) for cue in line.cues) or not list(sounds(line)):
                continue
            assert said[number] in ([], list(sounds(line)))
            rank = 0 if line.safety else line.room
            present.setdefault(rank, set()).add(bool(said[number]))
        assert present.get(0, {True}) == {True}
        ranks = [present[rank] for rank in sorted(present)]
        assert all(len(rank) == 1 for rank in ranks)
        assert sorted(ranks, key=lambda rank: not all(rank)) == ranks
        assert {p.line for p in inside} <= {number for number, _ in heard(span.step, timeline)}


@law
@given(timelines())
def test_lines_are_heard_in_turn_and_tied_ones_at_their_moment(made):
    session, timeline = made
    for index, span in enumerate(timeline.spans):
        end = span.start + span.frames
        order = list(dict.fromkeys(p.line for p in timeline.placed if p.step == index))
        free = [n for n in order if span.step.lines[n].before_end is None]
        tied = [n for n in order if span.step.lines[n].before_end is not None]
        assert order == sorted(free) + tied
        for number in tied:
            if isinstance(span.step.lines[number].cues[0], Breath):
                continue  # it may breathe without a sound before the first that is placed
            start = min(p.start for p in timeline.placed if (p.step, p.line) == (index, number))
            assert start <= end - whole(span.step.lines[number].before_end, session.rate)
