"""Fitting: a script, the lengths of its clips and a target become a timeline of exactly that.

Pure arithmetic on whole frames. First which steps are kept (`levels.py`), then how long each lasts
(`solve.py`), then within each step which optional lines, how many breaths and how long the pauses
(`form.py`). docs/fit.md states the whole in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.model import Timeline
from soothe.timeline.levels import choose
from soothe.timeline.place import place
from soothe.timeline.plan import prepare
from soothe.timeline.refuse import refused
from soothe.timeline.solve import solve

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from soothe.model import Script
    from soothe.timeline.margins import Margins
    from soothe.timeline.meter import ClipFrames
    from soothe.timeline.part import Part
    from soothe.timeline.plan import Plan
    from soothe.timeline.reach import Reach


def fit(script: Script, clip_frames: ClipFrames, target: int, *, rate: int) -> Timeline:
    """The session in exactly `target` frames, fades and silence included.

    Args:
        script: the session in words.
        clip_frames: the length of each sentence as spoken, in frames at `rate`.
        target: frames of the finished track.
        rate: frames per second of the finished track.

    Raises:
        FitError: `target` cannot be reached, or a step can never meet its own bounds.
    """
    return arrange(prepare(script, clip_frames, rate=rate), target)


def reach(script: Script, clip_frames: ClipFrames, *, rate: int) -> Reach:
    """Every length that the session can have; arguments as for `fit`.

    Raises:
        FitError: a step can never meet its own bounds.
    """
    return prepare(script, clip_frames, rate=rate).reach


def arrange(plan: Plan, target: int) -> Timeline:
    """`fit` for a session that was prepared before.

    Raises:
        FitError: `target` cannot be reached.
    """
    margins = plan.reach.margins
    if not plan.reach.contains(target):
        raise refused(plan.script.title, plan.reach, target)
    content = margins.content(target)
    level = choose(plan.levels, content, plan.usual)
    lengths = solve(level.parts, content)
    return assemble(
        plan.script, margins, target, level.kept, zip(level.parts, lengths, strict=True)
    )


def assemble(
    script: Script,
    margins: Margins,
    target: int,
    kept: Collection[int],
    parts: Iterable[tuple[Part, int]],
) -> Timeline:
    """The timeline of a level.

    Args:
        script: the session in words.
        margins: the time around its steps.
        target: frames of the finished track.
        kept: indices of the steps that are kept.
        parts: what they make, each with the frames of each of its steps.
    """
    steps = script.steps
    lengths = {part.key: (frames, iter(part.forms)) for part, frames in parts}
    kept_forms = [lengths[steps[index].key] for index in kept]
    spans, placed = place([(next(forms), frames) for frames, forms in kept_forms], margins.fade_in)
    return Timeline(
        rate=margins.rate,
        frames=target,
        fade_in=margins.fade_in,
        fade_out=margins.fade_out(target),
        silence=margins.silence,
        spans=spans,
        placed=placed,
        dropped=tuple(step for index, step in enumerate(steps) if index not in kept),
    )
