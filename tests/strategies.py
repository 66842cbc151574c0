"""Hypothesis strategies for the values of `soothe.model`: small, valid and mean.

Times are multiples of half a second, so that low frame rates have something to round. Everything is
drawn without a thought of whether it can be fitted: both answers are worth a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from soothe.model import (
    BedChange,
    Bell,
    Breath,
    Cycle,
    Line,
    Pause,
    Ready,
    Say,
    Script,
    Show,
    Step,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import SearchStrategy

WORDS = ("Rest.", "Let go.", "Notice the breath.")
COUNTS = ("in", "out")
"""Words heard within breaths; their clips stay short."""
NAMES = ("s0", "s1", "s2", "feet", "hands", "nowhere")
"""Steps and pairs that conditions may name."""


def times(least: float, most: float) -> SearchStrategy[float]:
    """Seconds, in halves."""
    return st.integers(int(least * 2), int(most * 2)).map(lambda halves: halves / 2)


def pauses(most: float = 4.0) -> SearchStrategy[Pause]:
    """Exact pauses and elastic ones."""
    exact = times(0, most).map(lambda seconds: Pause(seconds, seconds, seconds))
    elastic = st.lists(times(0, most), min_size=3, max_size=3).map(lambda t: Pause(*sorted(t)))
    return exact | elastic


def bells() -> SearchStrategy[Bell]:
    """Bells, struck once to three times."""
    return st.builds(Bell, st.just("bell"), st.integers(1, 3), times(0, 2))


@st.composite
def breaths(draw: st.DrawFn) -> Breath:
    """Breaths with a word at their start, a bell after half a second, or nothing."""
    seconds = draw(times(1, 4))
    heard = [(0.0, Say(COUNTS[0])), (0.5, Bell("in"))]
    guided, plain = (Cycle(seconds, tuple(heard[: draw(st.integers(0, 2))])) for _ in range(2))
    least = draw(st.integers(0, 2))
    most = least + draw(st.integers(0, 3))
    return Breath(least, most, guided, plain, guided_cycles=draw(st.integers(0, 2)))


def cues() -> SearchStrategy[object]:
    """Any cue; words and pauses most of the time."""
    says = st.sampled_from(WORDS).map(Say)
    rare = st.one_of(
        bells(),
        breaths(),
        st.builds(BedChange),
        st.builds(Ready, says, times(0, 2)),
        st.just(Show("Both thumbs")),
    )
    return st.one_of(says, says, pauses(), pauses(), rare)


def lines() -> SearchStrategy[Line]:
    """Lines of up to three cues: plain, optional, conditional, or tied to the end of the step."""
    some = st.lists(st.sampled_from(NAMES), max_size=1).map(tuple)
    return st.builds(
        Line,
        st.lists(cues(), min_size=1, max_size=3).map(tuple),
        safety=st.sampled_from((False, False, False, True)),
        room=st.sampled_from((0, 0, 1, 2)),
        kept=st.just(()) | some,
        dropped=st.just(()) | some,
        before_end=st.none() | st.none() | times(0, 4),
    )


@st.composite
def steps(draw: st.DrawFn, index: int, pairs: tuple[str | None, ...]) -> Step:
    """A step `s<index>` in one of these pairs, with bounds that may or may not suit its words."""
    least, typical, most = sorted(draw(st.tuples(times(0, 3), times(0, 10), times(2, 16))))
    # Most steps can breathe; those that cannot are a test of their own.
    slack = draw(st.sampled_from(((), (), *((Line((Pause(0, 1, most),)),) for most in (3, 9)))))
    return Step(
        f"s{index}",
        f"Step {index}",
        least,
        typical,
        most,
        (*draw(st.lists(lines(), max_size=3)), *slack),
        drop=draw(st.sampled_from((None, None, 1, 2, 5))),
        pair=draw(st.sampled_from(pairs)),
        weight=draw(st.sampled_from((1.0, 1.0, 0.5, 0.3))),
    )


@st.composite
def scripts(
    draw: st.DrawFn,
    most_steps: int = 4,
    pairs: tuple[str | None, ...] = (None, None, "feet", "feet", "hands"),
) -> Script:
    """Scripts of one step or more; steps of a pair may stand anywhere and number any count."""
    number = draw(st.integers(1, most_steps))
    return Script(
        "made-up",
        "Made up",
        "en",
        tuple(draw(steps(index, pairs)) for index in range(number)),
        ending=draw(st.sampled_from(("get-up", "sleep"))),
    )


def clips(most_seconds: float = 2.0) -> SearchStrategy[Mapping[str, float]]:
    """How many seconds each sentence lasts, by its text; counts within breaths at most 0.4 s."""
    return st.fixed_dictionaries(
        {word: times(0.5, most_seconds) for word in WORDS}
        | {word: st.sampled_from((0.1, 0.4)) for word in COUNTS}
    )


@dataclass(frozen=True, slots=True)
class Session:
    """A script, the lengths of its clips, and a frame rate."""

    script: Script
    clips: Mapping[str, float]
    rate: int

    def clip_frames(self, say: Say) -> int:
        """Frames of a sentence, rounded down."""
        return int(self.clips[say.text] * self.rate)


def sessions(
    most_steps: int = 4, rates: tuple[int, ...] = (1, 2, 4, 5, 10)
) -> SearchStrategy[Session]:
    """Scripts with clips, at frame rates low enough to count every length."""
    return st.builds(Session, scripts(most_steps), clips(), st.sampled_from(rates))
