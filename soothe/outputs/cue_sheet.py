"""The cue sheet that travels inside a file: what should be heard when, and how loud.

Who inspects a file later can hold its sound against what was meant, without the script, the voice
or the program that made it. It is JSON, compressed; a step has its bounds and no lines.
"""

from __future__ import annotations

import json
import math
import zlib
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from soothe.beds.spec import NOTHING, has_recordings, without_folders
from soothe.errors import SoundError
from soothe.mix.profiles import Profile
from soothe.model import BedChange, Bell, Breath, Pause, Placed, Say, Show, Span, Step, Timeline
from soothe.units import to_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.model import Ending, Script

_VERSION = 1
_MOST_BYTES = 1 << 25
"""A sheet of a twelve-hour session has a hundredth of that; more is no sheet of ours."""
_KINDS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "say": (Say, ("text",)),
    "show": (Show, ("text",)),
    "pause": (Pause, ("least", "reference", "most", "announced")),
    "bell": (Bell, ("sound", "times", "spacing")),
    "bed": (BedChange, ("bed", "gain_db", "over")),
}
"""Each cue's name in the sheet, and what is kept of it."""


@dataclass(frozen=True, slots=True)
class BreathCycle:
    """A breath that is guided: everything in it returns after so many frames."""

    step: int
    """Index into `Timeline.spans`."""
    line: int
    frames: int
    offsets: tuple[int, ...]
    """Frames from the start of a cycle at which something is heard."""


@dataclass(frozen=True, slots=True)
class CueSheet:
    """What a track was meant to be."""

    title: str
    lang: str
    ending: Ending
    sound: str
    """The bed as it was asked for, without folders."""
    voice: str
    """Id of the voice; empty where nobody speaks."""
    profile: Profile
    timeline: Timeline
    breaths: tuple[BreathCycle, ...] = ()

    @property
    def has_bed(self) -> bool:
        """Whether anything sounds between the words."""
        return self.sound != NOTHING and math.isfinite(self.profile.separation_lu)

    @property
    def has_own_music(self) -> bool:
        """Whether recordings are heard, which rise, rest and return as they please."""
        return self.has_bed and has_recordings(self.sound)


def make_sheet(
    script: Script, timeline: Timeline, *, profile: Profile, sound: str, voice: str
) -> CueSheet:
    """The sheet of a fitted session."""
    return CueSheet(
        script.title,
        script.lang,
        script.ending,
        without_folders(sound),
        voice,
        profile,
        replace(timeline, dropped=()),
        tuple(_breaths(timeline)),
    )


def pack_sheet(sheet: CueSheet) -> bytes:
    """The sheet as it is kept in a file."""
    timeline = sheet.timeline
    lengths = {name: getattr(timeline, name) for name in _LENGTHS}
    data = {
        "version": _VERSION,
        **{name: getattr(sheet, name) for name in ("title", "lang", "ending", "sound", "voice")},
        "profile": _finite(asdict(sheet.profile)),
        **lengths,
        "steps": [_step(span) for span in timeline.spans],
        "cues": [list(_cue(placed)) for placed in timeline.placed],
        "breaths": [[each.step, each.line, each.frames, *each.offsets] for each in sheet.breaths],
    }
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def unpack_sheet(packed: bytes) -> CueSheet:
    """The sheet that a file holds.

    Raises:
        SoundError: it is damaged, or of a later version.
    """
    try:
        data = json.loads(zlib.decompressobj().decompress(packed, _MOST_BYTES))
        if data["version"] == _VERSION:
            return _sheet(data)
    except (zlib.error, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise SoundError(f"The cue sheet in the file is damaged ({error}). Export it again.") from (
            error
        )
    raise SoundError("The cue sheet is of a later soothe. Update soothe to inspect this file.")


_LENGTHS = ("rate", "frames", "fade_in", "fade_out", "silence")


def _breaths(timeline: Timeline) -> Iterator[BreathCycle]:
    for index, span in enumerate(timeline.spans):
        for number, line in enumerate(span.step.lines):
            for cue in line.cues:
                if isinstance(cue, Breath):
                    cycle = to_frames(cue.guided.seconds, timeline.rate)
                    heard = {at for each in (cue.guided, cue.plain) for at, _ in each.cues}
                    offsets = tuple(to_frames(at, timeline.rate) for at in sorted(heard))
                    yield BreathCycle(index, number, cycle, offsets)


def _finite(values: dict[str, Any]) -> dict[str, Any]:
    """JSON has no infinity; an infinite separation is one that is not there."""
    return {
        name: None if isinstance(value, float) and math.isinf(value) else value
        for name, value in values.items()
    }


def _step(span: Span) -> list[Any]:
    step = span.step
    return [step.id, step.title, step.pair, step.least, step.most, span.start, span.frames]


def _cue(placed: Placed) -> Iterator[Any]:
    yield from (placed.start, placed.frames, placed.step, placed.line)
    for name, (kind, kept) in _KINDS.items():
        if isinstance(placed.cue, kind):
            yield name
            yield from (getattr(placed.cue, each) for each in kept)


def _sheet(data: dict[str, Any]) -> CueSheet:
    profile = {name: value for name, value in data["profile"].items() if value is not None}
    if "separation_lu" not in profile:
        profile["separation_lu"] = math.inf
    rate, frames, fade_in, fade_out, silence = (int(data[name]) for name in _LENGTHS)
    spans = tuple(_span(*row) for row in data["steps"])
    placed = tuple(_placed(*row) for row in data["cues"])
    return CueSheet(
        title=str(data["title"]),
        lang=str(data["lang"]),
        ending="sleep" if data["ending"] == "sleep" else "get-up",
        sound=str(data["sound"]),
        voice=str(data["voice"]),
        profile=Profile(**profile),
        timeline=Timeline(rate, frames, fade_in, fade_out, silence, spans, placed),
        breaths=tuple(
            BreathCycle(step, line, int(cycle), tuple(map(int, offsets)))
            for step, line, cycle, *offsets in data["breaths"]
        ),
    )


def _span(*row: Any) -> Span:  # noqa: ANN401 - a row of JSON
    name, title, pair, least, most, start, frames = row
    return Span(Step(name, title, least, least, most, (), pair=pair), int(start), int(frames))


def _placed(*row: Any) -> Placed:  # noqa: ANN401 - a row of JSON
    start, frames, step, line, kind, *values = row
    cue, kept = _KINDS[kind]
    named = dict(zip(kept, values, strict=True))
    return Placed(cue(**named), int(start), int(frames), int(step), int(line))
