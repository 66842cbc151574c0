"""What every shipped session is measured by, and the laws that all of them keep."""

from __future__ import annotations

import re

from soothe.model import Bell, Pause, Say
from soothe.voices.estimate import estimate, word_spans

RATE = 1000
_RISING = ("deeper breath", "fingers and toes", "Stretch", "eyes", "Sit")


def frames(say):
    """The length of a sentence in the silent voice."""
    return round(estimate(say.text, say.pace) * RATE)


def words(text):
    return len(word_spans(text))


def said(timeline, key=None):
    """The placed sentences, of all steps or of those with one key."""
    for placed in timeline.placed:
        if isinstance(placed.cue, Say) and key in {None, timeline.spans[placed.step].step.key}:
            yield placed


def text_of(timeline, key=None):
    return " ".join(placed.cue.text for placed in said(timeline, key))


def sentences(script, choices):
    """(script, step, sentence) of every choice, with two seeds each."""
    for name, values in choices:
        for seed in range(2):
            for step in script(name, seed=seed, **values).steps:
                for say in step.says():
                    yield name, step, say


def longest_surprise(timeline):
    """The longest time without voice or tone that no sentence announced, in frames."""
    longest = quiet = 0
    for placed in timeline.placed:
        announced = isinstance(placed.cue, Pause) and placed.cue.announced
        heard = isinstance(placed.cue, (Say, Bell)) or announced
        quiet = 0 if heard else quiet + placed.frames
        longest = max(longest, quiet)
    return longest


def assert_getting_up_takes_its_steps(timeline):
    close = text_of(timeline, "close")
    found = [close.index(mark) for mark in _RISING]
    assert found == sorted(found)


def assert_sleep_has_no_bell_and_ends_with_leave_to_rest(timeline):
    bells = {placed.cue.sound for placed in timeline.placed if isinstance(placed.cue, Bell)}
    assert not bells & {"bell", "low"}
    assert re.match(r"You may (both )?(rest|sleep)\b", list(said(timeline))[-1].cue.text)
