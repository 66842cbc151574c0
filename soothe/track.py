"""A finished session: read it anywhere, play it, or export it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from soothe.mix import to_int16
from soothe.model import Say
from soothe.outputs.formats import find_format
from soothe.outputs.names import safe_name
from soothe.outputs.recording import Recording
from soothe.outputs.tags import Chapter, Tags
from soothe.outputs.write import write_file, write_stream
from soothe.units import clock, gain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    import numpy.typing as npt

    from soothe.mix import Mix, Report
    from soothe.model import Samples, Script, Timeline
    from soothe.outputs.format import Format
    from soothe.session import Plan
    from soothe.voices import VoiceInfo


@dataclass(frozen=True, slots=True)
class Track:
    """A session with its sound. Nothing is encoded before it is exported."""

    plan: Plan
    mix: Mix
    sound: str
    """The bed as it was asked for."""

    @property
    def script(self) -> Script:
        """The words, for the choices and seed in force."""
        return self.plan.script

    @property
    def timeline(self) -> Timeline:
        """What sounds when, in frames."""
        return self.plan.timeline

    @property
    def voice(self) -> VoiceInfo:
        """Who speaks, and why that voice."""
        return self.plan.voice

    @property
    def report(self) -> Report:
        """Levels of the finished mix."""
        return self.mix.report

    @property
    def seconds(self) -> float:
        """Length."""
        return self.timeline.frames / self.timeline.rate

    @property
    def file_name(self) -> str:
        """`foot-massage-10-min`: what the exported file is called when nobody says otherwise."""
        minutes, rest = divmod(round(self.seconds), 60)
        return f"{self.script.name}-{minutes}-min" + (f"-{rest:02}" if rest else "")

    def read(self, start: int, frames: int) -> Samples:
        """Samples `(frames, 2)` from frame `start` on, full scale at 1.0."""
        return self.mix.read(start, frames)

    def pcm(self, start: int, frames: int, gain_db: float = 0.0) -> npt.NDArray[np.int16]:
        """Dithered 16 bit samples `(frames, 2)` from frame `start` on."""
        samples = self.mix.read(start, frames)
        if gain_db:
            samples = samples * np.float32(gain(gain_db))
        return to_int16(samples, start, self.script.seed)

    def export(
        self,
        target: str | Path = ".",
        *,
        replace: bool = False,
        format: str | None = None,  # noqa: A002 - what people call it
        bitrate: int = 128,
        workers: int | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> Path:
        """Save the session as a file that is whole and proven, or leave nothing behind.

        Args:
            target: a file, or a folder in which the file gets its own name.
            replace: whether a file that is already there may go.
            format: mp3 or wav; None: the ending of `target`, or mp3.
            bitrate: kilobits per second of an MP3.
            workers: threads that encode; None: one for each core. The bytes are the same.
            progress: called with how much is done, 0 to 1.

        Returns:
            The path of the file.

        Raises:
            OutputError: it cannot be written there, or did not come out whole.
            UsageError: a format or bitrate that does not exist.
        """
        target = Path(target)
        kind = find_format(format or target.suffix or "mp3", bitrate=bitrate, workers=workers)
        if target.is_dir():
            target /= safe_name(self.file_name, kind.suffix)
        write_file(
            target,
            self._recording(kind),
            self.tags(),
            kind,
            replace=replace,
            progress=self._share(progress),
        )
        return target

    def write(
        self,
        sink: BinaryIO,
        *,
        format: str | None = None,  # noqa: A002 - what people call it
        bitrate: int = 128,
        workers: int | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> None:
        """Write the session to a pipe or open file, which stays open; arguments as `export`."""
        kind = find_format(format or "mp3", bitrate=bitrate, workers=workers)
        write_stream(sink, self._recording(kind), self.tags(), kind, progress=self._share(progress))

    def tags(self) -> Tags:
        """What the file says about itself."""
        script, meta = self.script, dict(self.script.meta)
        return Tags(
            title=f"{script.title} ({clock(self.seconds)})",
            artist=meta.get("author", "soothe"),
            album=meta.get("album", script.title),
            genre="Meditation",
            lang=script.lang,
            comment=self._comment(),
            encoder=f"soothe {version('soothe')}",
            lyrics="\n".join((*self.captions(), "", *script.cautions)).strip(),
            chapters=self.chapters(),
        )

    def chapters(self) -> tuple[Chapter, ...]:
        """One for each step, the first from the very start and the last to the very end."""
        spans, end = self.timeline.spans, self.timeline.frames
        starts = [0, *(span.start for span in spans[1:])]
        return tuple(
            Chapter(span.step.title, start, until - start)
            for span, start, until in zip(spans, starts, [*starts[1:], end], strict=True)
        )

    def captions(self) -> Iterator[str]:
        """What is spoken, one source line after the other."""
        said = (each for each in self.timeline.placed if isinstance(each.cue, Say))
        for _, sentences in groupby(said, key=lambda each: (each.step, each.line)):
            yield " ".join(each.cue.text for each in sentences if isinstance(each.cue, Say))

    def _comment(self) -> str:
        choices = " ".join(f"{name}={value}" for name, value in self.script.choices)
        made = f"{self.script.name} --seed {self.script.seed} {choices}".strip()
        cautions = " ".join(self.script.cautions)
        return f"Made with soothe {version('soothe')}: {made}\n{cautions}".strip()

    def _recording(self, kind: Format) -> Recording:
        """The sound as a writer takes it, turned up by what its encoder takes away."""
        makeup_db = -kind.encoder_gain_db
        return Recording(
            lambda start, frames: self.pcm(start, frames, makeup_db),
            self.timeline.frames,
            self.timeline.rate,
        )

    def _share(self, progress: Callable[[float], None] | None) -> Callable[[int], None]:
        def share(frames: int) -> None:
            if progress is not None:
                progress(frames / self.timeline.frames)

        return share
