"""The fit agrees with a listing of everything: what can be reached, what is kept, what is best."""

from __future__ import annotations

from math import isclose

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from soothe.errors import FitError
from soothe.timeline import arrange, prepare
from soothe.timeline.levels import choose
from tests.strategies import sessions
from tests.timeline.oracle import Oracle

RATES = (1, 2, 5)
thorough = settings(max_examples=50, deadline=None)


def plan_of(session):
    return prepare(session.script, session.clip_frames, rate=session.rate)


@thorough
@given(sessions(rates=RATES))
def test_a_session_is_refused_exactly_when_a_step_or_every_level_is_impossible(session):
    oracle = Oracle(session)
    able = {steps[0].key for _, parts in oracle.levels for steps, lengths in parts if lengths}
    everybody = {step.key for step in session.script.steps}
    sums = [total for _, parts in oracle.levels for total in oracle.sums(parts)]
    if able == everybody and sums:
        plan_of(session)
    else:
        with pytest.raises(FitError) as refusal:
            plan_of(session)
        assert (refusal.value.below, refusal.value.above) == (None, None)


@thorough
@given(sessions(rates=RATES))
def test_exactly_the_listed_lengths_are_within_reach(session):
    plan = possible_plan(session)
    oracle = Oracle(session)
    sums = {total for _, parts in oracle.levels for total in oracle.sums(parts)}
    around = range(plan.reach.least - 2, plan.reach.most + 3)
    listed = [target for target in around if oracle.content(target) in sums]
    assert [target for target in around if plan.reach.contains(target)] == listed
    assert (plan.reach.least, plan.reach.most) == (listed[0], listed[-1])


@thorough
@given(sessions(rates=RATES), st.data())
def test_level_lengths_and_lines_are_the_best_of_all(session, data):
    plan = possible_plan(session)
    oracle = Oracle(session)
    content = data.draw(reachable(plan))
    level = choose(plan.levels, content, plan.usual)
    kept, parts = oracle.levels[oracle.best_level(content)]
    target = plan.reach.margins.shortest(content)
    timeline = arrange(plan, target)
    assert [span.step for span in timeline.spans] == kept
    cost = sum(oracle.cost(span.step, span.frames) for span in timeline.spans)
    assert isclose(cost, oracle.costs(parts)[content], rel_tol=1e-9, abs_tol=1e-9)
    forms = {form.step.id: form for part in level.parts for form in part.forms}
    for span in timeline.spans:
        flow, counts, _ = forms[span.step.id].choose(span.frames)
        ranks = [each is flow for each in forms[span.step.id].flows].index(True)
        best = oracle.choice(span.step, oracle.names(kept), span.frames)
        # Breaths in lines tied to the end come last and have no choice.
        assert (ranks, counts[: len(best[1])]) == best


def possible_plan(session):
    try:
        return plan_of(session)
    except FitError:
        assume(False)


def reachable(plan):
    """Sums of steps that the plan can have."""
    content = plan.reach.content
    return st.integers(content.least, content.most).map(content.below)
