"""Changing a session while it is heard: what was heard stays, the rest is fitted again."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from soothe.errors import FitError, UsageError
from soothe.model import Bell, Line, Pause, Say, Script, Step
from soothe.timeline import fit, reach
from soothe.timeline.change import begin, hold, retime, wrap
from soothe.timeline.side import more
from soothe.timeline.skip import jump
from soothe.timeline.waits import delay
from tests.strategies import Session, sessions

law = settings(max_examples=30, deadline=None)


CALM = Session(
    Script(
        "calm",
        "Calm",
        "en",
        tuple(
            Step(
                f"{side}-{what}",
                f"{side} {what}",
                4,
                10,
                60,
                (
                    Line((Say("Rest."), Pause(1, 3, 20))),
                    Line((Say("Let go."), Pause(0, 2, 10)), room=1),
                    Line((Say("Notice the breath."), Pause(1, 2, 20)), safety=True),
                ),
                pair=what,
                drop=1 if what == "toes" else None,
            )
            for side in ("left", "right")
            for what in ("sole", "toes")
        ),
    ),
    {"Rest.": 1.0, "Let go.": 1.0, "Notice the breath.": 2.0},
    10,
)


@st.composite
def courses(draw):
    """A session under way that has not been changed yet."""
    session = draw(sessions(rates=(2, 5, 10)))
    try:
        within = reach(session.script, session.clip_frames, rate=session.rate)
    except FitError:
        session = CALM
        within = reach(session.script, session.clip_frames, rate=session.rate)
    target = within.nearest(draw(st.integers(within.least, within.most)))[0]
    return session, begin(session.script, session.clip_frames, target, rate=session.rate)


wishes = st.lists(
    st.tuples(
        st.sampled_from(("hold", "more", "wrap", "shorter", "longer", "jump", "delay")),
        st.floats(0, 1),
        st.floats(0, 1),
    ),
    min_size=1,
    max_size=6,
)


def changed(course, wish, at, where):
    """The course after a wish, or None where the wish cannot be."""
    second = course.margins.rate
    wishes = {
        "hold": lambda: hold(course, at, 3 * second).course,
        "more": lambda: more(course, at, 3 * second).course,
        "wrap": lambda: wrap(course, at).course,
        "shorter": lambda: retime(course, at, max(1, course.target - 3 * second)).course,
        "longer": lambda: retime(course, at, course.target + 3 * second).course,
        "jump": lambda: jump(course, at, int(where * course.legs[-1].end)).course,
        "delay": lambda: delay(course, at, int((where - 0.5) * 10 * second)),
    }
    try:
        return wishes[wish]()
    except UsageError:
        return None


def heard(course, before):
    """What is heard before a frame, but for what is still sounding then."""
    return [p for p in course.timeline().placed if p.start + p.frames < before and p.frames]


@law
@given(courses())
def test_until_it_is_changed_a_course_is_the_fitted_session(made):
    session, course = made
    assert course.timeline() == fit(
        session.script, session.clip_frames, course.target, rate=session.rate
    )


@law
@given(courses(), wishes)
def test_whatever_is_wished_the_past_stays_and_the_rest_is_whole(made, wishes):
    _, course = made
    at = 0
    for wish, when, where in wishes:
        at += int(when * max(0, course.frames - at))
        after = changed(course, wish, at, where)
        if after is None:
            continue
        assert heard(after, at) == heard(course, at)
        timeline = after.timeline()
        for before, span in pairwise(timeline.spans):
            assert before.start + before.frames == span.start
        last = timeline.spans[-1]
        assert last.start + last.frames + timeline.fade_out + timeline.silence == timeline.frames
        for before, placed in pairwise(timeline.placed):
            assert before.start <= placed.start
            assert before.start + before.frames <= placed.start or isinstance(before.cue, Bell)
        for leg in after.legs:
            for before, bar in pairwise(leg.bars):
                assert before.end <= bar.start
            assert not leg.bars or leg.bars[-1].end <= leg.end
        course = after


@law
@given(courses(), st.sampled_from(("hold", "more", "longer", "delay")), st.floats(0, 1))
def test_no_sentence_of_the_step_is_lost_or_doubled_by_a_change_of_time(made, wish, when):
    _, course = made
    at = int(when * course.frames)
    after = changed(course, wish, at, 0.8) or course
    for leg in course.legs[: course.leg_at(at) + 1]:
        if not leg.frames:  # nothing of it is heard, so that it may be fitted again or go
            continue
        (twin,) = [each for each in after.legs if each.index == leg.index]
        lines = leg.form.step.lines
        always = {i for i, line in enumerate(lines) if line.safety or not line.room}
        before, now = ([(b.piece.line, b.piece.mark) for b in each.bars] for each in (leg, twin))
        wanted = [mark for mark in before if mark[0] in always]
        added = [(b.piece.line, b.piece.mark) for b in twin.bars if b.piece.added]
        for mark in added:
            now.remove(mark)
        assert [mark for mark in now if mark[0] in always] == wanted


@law
@given(courses(), st.floats(0, 1))
def test_a_held_step_lasts_so_much_longer_and_its_pair_with_it_or_we_hear_of_it(made, when):
    session, course = made
    first, last = course.legs[0].start, course.legs[-1].end
    assume(first < last)
    at = first + int(when * (last - first - 1))
    leg = course.legs[course.leg_at(at)]
    fitted = hold(course, at, 3 * session.rate)
    lengths = {each.index: each.frames for each in fitted.course.legs}
    assert lengths[leg.index] == leg.frames + 3 * session.rate
    steps = session.script.steps
    mates = [i for i in lengths if steps[i].key == steps[leg.index].key]
    assert fitted.apart or len({lengths[i] for i in mates}) == 1
    assert fitted.late == fitted.course.timeline().frames - course.target
