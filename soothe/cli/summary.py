"""The few lines that say what was made."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from soothe.outputs.labels import shared_title
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soothe.mix import Report
    from soothe.model import Problem, Step
    from soothe.track import Track

_FEW = 10
"""Lines that are named."""


def summary(track: Track, saved: Path | None, *, verbose: bool) -> str:
    """What was made, for a person: length, voice, sound, what was left out, loudness."""
    return "\n".join(_lines(track, saved, verbose=verbose))


def _lines(track: Track, saved: Path | None, *, verbose: bool) -> Iterator[str]:
    size = f", {saved.stat().st_size / 1e6:.1f} MB" if saved else ""
    yield f"{saved or track.script.title}  ({clock(track.seconds)}{size})"
    if track.mix.profile.speech:
        yield f"Voice     {track.voice.name} ({track.voice.id}): {track.voice.reason}"
        yield f"Licence   of the voice: {track.voice.sharing or 'not known'}"
    yield f"Sound     {track.sound}"
    if names := left_out(track.timeline.dropped):
        yield f"Left out  {names}"
    if lines := not_honoured(track.script.warnings):
        yield f"Unheard   what the text asks for and cannot have, in line {lines}: see soothe show"
    yield f"Loudness  checked, comfortable ({_levels(track.report)})"
    if verbose:
        yield f"Measures  {_measures(track.report)}"
        yield f"Steps     {len(track.timeline.spans)}"
    yield f"To make exactly this again: --seed {track.script.seed}"


def _levels(report: Report) -> str:
    voice = f"voice {report.voice_lufs:.1f} LUFS, " if report.voice_lufs > -math.inf else ""
    return f"{voice}highest peak under {report.true_peak_dbtp:.1f} dBTP"


def _measures(report: Report) -> str:
    separation = f"voice {report.separation_lu:.1f} LU above the sound"
    return f"integrated {report.integrated_lufs:.1f} LUFS, {separation}"


def not_honoured(warnings: tuple[Problem, ...]) -> str:
    """Numbers of the lines whose wishes cannot be met, the first few of them."""
    lines = sorted({problem.place.line for problem in warnings})
    return ", ".join(map(str, lines[:_FEW])) + " ..." * (len(lines) > _FEW)


def left_out(dropped: tuple[Step, ...]) -> str:
    """Titles of the steps that time did not allow, each pair once and without its side."""
    titles: dict[str, list[str]] = {}
    for step in dropped:
        titles.setdefault(step.key, []).append(step.title)
    return ", ".join(map(shared_title, titles.values()))
