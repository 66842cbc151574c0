"""Which steps are kept: all, unless somebody would have to hurry."""

from __future__ import annotations

import subprocess
import sys

from soothe.model import Line, Pause, Script, Step
from soothe.timeline import arrange, prepare
from soothe.timeline.levels import keeps

LINES = (Line((Pause(0, 10, 600),)),)


def step(name, drop=None, pair=None, bounds=(10, 40, 100)):
    return Step(name, name, *bounds, LINES, drop=drop, pair=pair)


def kept(steps, seconds):
    plan = prepare(Script("s", "S", "en", tuple(steps)), lambda _: 0, rate=1)
    return "".join(span.step.id for span in arrange(plan, seconds + 13).spans)


def test_lowest_numbers_go_first_and_equals_together():
    steps = [step("a"), step("b", 2), step("c", 1), step("d", 2), step("e", 7)]
    assert list(keeps(steps)) == [(0, 1, 2, 3, 4), (0, 1, 3, 4), (0, 4), (0,)]


def test_the_members_of_a_pair_go_with_the_last_of_them():
    steps = [
        step("a", 1, "p"),
        step("b"),
        step("c", 3, "p"),
        step("d", 2, "q"),
        step("e", None, "q"),
    ]
    assert list(keeps(steps)) == [(0, 1, 2, 3, 4), (1, 3, 4)]


def test_a_session_keeps_at_least_one_step():
    assert list(keeps([step("a", 1), step("b", 2)])) == [(0, 1), (1,)]
    assert list(keeps([step("a", 1), step("b", 1)])) == [(0, 1)]


def test_steps_are_dropped_before_everybody_hurries():
    steps = [step("a"), step("b", 1), step("c", 2)]
    # All three ask for 30 s and 0.92 / 120 of the length times 90 s: 96.8 s; two for 37.1 s.
    found = {seconds: kept(steps, seconds) for seconds in (300, 97, 96, 38, 37, 10)}
    assert found == {300: "abc", 97: "abc", 96: "ac", 38: "ac", 37: "a", 10: "a"}


def test_near_the_usual_length_comfort_asks_for_no_more():
    # From 85 % of 120 s on, three steps ask for 30 s and 78.2 % of 90 s: 100.4 s.
    steps = [step("a"), step("b", 1), step("c", 2, bounds=(10, 40, 41))]
    assert kept(steps, 101) == "abc"


def test_an_uncomfortable_length_drops_as_much_as_it_can():
    steps = [step("a", bounds=(10, 90, 100)), step("b", 1, bounds=(1, 2, 100))]
    assert kept(steps, 12) == "a"
    assert kept(steps, 110) == "ab"


def test_fitting_imports_no_numpy():
    says = "import sys, soothe.timeline; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", says], check=False).returncode == 0
