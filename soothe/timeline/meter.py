"""Measuring a line: its cues as beats, with the real lengths of its clips."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from soothe.errors import FitError
from soothe.model import Bell, Breath, Pause, Ready, Say
from soothe.timeline.beats import Beat, Cycles, Item, Sound, fixed, wait
from soothe.timeline.frames import bounds, nearest
from soothe.units import to_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from soothe.model import Cue, Cycle, Step

    ClipFrames: TypeAlias = Callable[[Say], int]


@dataclass(frozen=True, slots=True)
class Meter:
    """Turns the cues of one step into beats at one frame rate."""

    step: Step
    clip_frames: ClipFrames
    rate: int

    def items(self, line: int) -> tuple[Item, ...]:
        """The beats of the line at this index of the step.

        Raises:
            FitError: a word in a breath runs into what comes next.
        """
        return tuple(item for cue in self.step.lines[line].cues for item in self._items(cue, line))

    def _items(self, cue: Cue, line: int) -> Iterator[Item]:
        match cue:
            case Say():
                yield fixed(cue, line, self.clip_frames(cue))
            case Pause():
                yield self._pause(cue, line)
            case Bell():
                for strike in self._strikes(cue):
                    yield fixed(strike.cue, line, strike.frames)
            case Breath():
                yield self._cycles(cue, line)
            case Ready():
                yield fixed(cue.say, line, self.clip_frames(cue.say))
                yield wait(line, nearest(cue.wait, self.rate), self.rate, announced=True)
            case _:
                yield fixed(cue, line, 0)

    def _pause(self, pause: Pause, line: int) -> Beat:
        least, most = bounds(pause.least, pause.most, self.rate)
        reference = nearest(pause.reference, self.rate)
        # A stretch is a multiple of the reference, and no multiple of nothing fills a pause.
        floor = max(least, 1) if least < most else least
        return Beat(pause, line, least, min(most, max(floor, reference)), most)

    def _strikes(self, bell: Bell, start: float = 0.0) -> Iterator[Sound]:
        single = replace(bell, times=1)
        for strike in range(bell.times):
            at = nearest(start + bell.spacing * strike, self.rate)
            end = nearest(start + bell.spacing * (strike + 1), self.rate)
            yield Sound(single, at, end - at)

    def _cycles(self, breath: Breath, line: int) -> Cycles:
        return Cycles(
            line,
            nearest(breath.guided.seconds, self.rate),
            breath.least,
            breath.most,
            breath.guided_cycles,
            tuple(self._sounds(breath.guided)),
            tuple(self._sounds(breath.plain)),
        )

    def _sounds(self, cycle: Cycle) -> Iterator[Sound]:
        heard = [sound for offset, cue in cycle.cues for sound in self._heard(cue, offset)]
        sounds = sorted(heard, key=attrgetter("start"))
        ends = [*(sound.start for sound in sounds), nearest(cycle.seconds, self.rate)][1:]
        for sound, end in zip(sounds, ends, strict=True):
            # A bell may ring into what follows, a word may not.
            needed = sound.frames if isinstance(sound.cue, Say) else 0
            if sound.start + needed > end:
                raise self._late(sound.cue, sound.start + needed - end)
            yield replace(sound, frames=min(sound.frames, end - sound.start))

    def _heard(self, cue: Say | Bell, offset: float) -> Iterator[Sound]:
        if isinstance(cue, Bell):
            yield from self._strikes(cue, offset)
        else:
            yield Sound(cue, nearest(offset, self.rate), self.clip_frames(cue))

    def _late(self, cue: Say | Bell, frames: int) -> FitError:
        name = cue.text if isinstance(cue, Say) else cue.sound
        late = to_seconds(frames, self.rate)
        return FitError(
            f"{self.step.title}: in a breath {name!r} ends {late:.2f} s too late. Speak faster, "
            "choose fewer words or make the breath longer.",
            below=None,
            above=None,
        )
