"""A file in, its checks out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from soothe.decoding import open_recording
from soothe.errors import SoundError
from soothe.inspect.checked import Check
from soothe.inspect.continuity import continuity_checks
from soothe.inspect.levels import level_checks, voice_checks
from soothe.inspect.listening import listen
from soothe.inspect.times import time_checks
from soothe.mix.automation import bed_changes, said
from soothe.outputs.cue_sheet import unpack_sheet
from soothe.outputs.embedded import find_packed
from soothe.outputs.mp3_frame import FRAME
from soothe.outputs.mp3_stream import frame_count, plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soothe.inspect.listening import Heard
    from soothe.outputs.cue_sheet import CueSheet


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in a file."""

    path: Path
    sheet: CueSheet | None
    """None: the file is not one of soothe's, or was packed again by another program."""
    heard: Heard
    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether every check that has a bound is within it."""
        return all(check.passed for check in self.checks)

    @property
    def summary(self) -> str:
        """The outcome in a sentence."""
        judged = [check for check in self.checks if check.judged]
        failed = [check.rule for check in judged if not check.passed]
        if failed:
            return f"{len(failed)} of {len(judged)} checks failed: {', '.join(failed)}."
        if self.sheet is None:
            return f"All {len(judged)} checks that need no cue sheet passed."
        return f"All {len(judged)} checks passed."


def inspect(path: Path) -> Verdict:
    """Decode a file, hear it once, and check it.

    Raises:
        SoundError: it cannot be decoded, or its cue sheet is damaged.
    """
    recorded = open_recording(path)
    sheet = _sheet(path)
    heard = listen(recorded, _joins(sheet, path) if sheet else ())
    return Verdict(path, sheet, heard, tuple(_checks(heard, sheet)))


def _sheet(path: Path) -> CueSheet | None:
    try:
        packed = find_packed(path)
    except OSError as error:
        raise SoundError(f"{path.name} cannot be read: {error.strerror}.") from error
    return unpack_sheet(packed) if packed else None


def _joins(sheet: CueSheet, path: Path) -> Iterator[int]:
    """Where something begins, ends or was put together."""
    for placed, _ in said(sheet.timeline) if sheet.profile.speech else ():
        yield from (placed.start, placed.start + placed.frames)
    yield from (start for start, _ in bed_changes(sheet.timeline))
    if path.suffix == ".mp3":
        yield from (bound * FRAME for bound in plan(frame_count(sheet.timeline.frames)))


def _checks(heard: Heard, sheet: CueSheet | None) -> Iterator[Check]:
    if sheet is None:
        yield Check("length", "length", heard.frames / heard.rate, "s")
    else:
        off = heard.frames - sheet.timeline.frames
        yield Check("length", "decoded less asked", off, "frames", least=0, most=0)
        yield from time_checks(sheet)
    yield from level_checks(heard)
    if sheet is not None:
        yield from voice_checks(heard, sheet)
    yield from continuity_checks(heard, sheet)
