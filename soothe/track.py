"""A finished session: read it anywhere, play it, or export it."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from soothe.errors import OutputError, UsageError
from soothe.inputs import spare_inputs
from soothe.mix import to_int16
from soothe.mix.overheard import Overheard
from soothe.order import is_whole
from soothe.outputs.again import again, public_voice
from soothe.outputs.cue_sheet import make_sheet, pack_sheet
from soothe.outputs.labels import chapters, label, spoken_lines
from soothe.outputs.names import track_stem
from soothe.outputs.packing import Packing
from soothe.outputs.pictures import LARGE
from soothe.outputs.privacy import without_name
from soothe.outputs.recording import Recording
from soothe.outputs.write import write_file, write_stream
from soothe.units import gain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO, Unpack

    import numpy as np
    import numpy.typing as npt
    from pydub.audio_segment import AudioSegment

    from soothe.mix import Mix, Report
    from soothe.model import Samples, Say, Script, Timeline, Word
    from soothe.order import Plan
    from soothe.outputs.format import Format
    from soothe.outputs.packing import Wishes
    from soothe.outputs.tags import Chapter, Tags
    from soothe.voices import VoiceInfo

_SILENT = "none"
"""Quality of a voice that makes no sound."""
_TOLERATED = frozenset({"dead-air", "levels"})
"""Own music may rest, or swing further than a bed of ours does."""


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
        return track_stem(self.script.name, self.seconds)

    def read(self, start: int, frames: int) -> Samples:
        """Samples `(frames, 2)` from frame `start` on, full scale at 1.0; silence beyond the end.

        Raises:
            UsageError: `start` or `frames` is no whole number, or below 0.
        """
        if not all(is_whole(count) and count >= 0 for count in (start, frames)):
            raise UsageError(
                f"A track cannot be read at {start!r} for {frames!r} frames. "
                f"It has {self.timeline.frames} of them, from 0 on."
            )
        return self.mix.read(start, frames)

    def pcm(self, start: int, frames: int, gain_db: float = 0.0) -> npt.NDArray[np.int16]:
        """Dithered 16 bit samples `(frames, 2)` from frame `start` on.

        Raises:
            UsageError: as `read`.
        """
        return to_int16(self.read(start, frames), start, self.script.seed, gain(gain_db))

    def export(
        self,
        target: str | Path = ".",
        *,
        replace: bool = False,
        progress: Callable[[float], None] | None = None,
        **wishes: Unpack[Wishes],
    ) -> Path:
        """Save the session as a file that is whole and proven, or leave nothing behind.

        Args:
            target: a file, or a folder in which the file gets its own name.
            replace: whether files that are already there may go.
            progress: called with how much is done, 0 to 1.
            wishes: the fields of `Packing`: format ("m4b"), bitrate, vbr, small, private, date,
                album, number, note, cover ("me.png"), cover_beside, beside
                (("vtt", "html")), workers.

        Returns:
            The path of the file.

        Raises:
            OutputError: it cannot be written there, is what the session is made of, or did not
                come out whole.
            UsageError: a format, bitrate or kind of file that does not exist, or nothing to hear.
        """
        packing = Packing(**wishes)
        target = packing.place(target, self.file_name)
        kind = packing.kind(target.suffix)
        wishes["format"] = kind.suffix[1:]
        self._spare((*packing.beside_of(target), target), packing.cover)
        overheard = self._overheard(kind)
        write_file(
            target,
            self._recording(kind, packing, overheard),
            self.tags(Packing(**wishes)),
            kind,
            beside=self._beside(target, packing),
            replace=replace,
            progress=self._share(progress),
            approve=lambda: _approve(overheard),
        )
        return target

    def export_stems(self, target: str | Path, *, replace: bool = False) -> tuple[Path, ...]:
        """Save voice, bed and bells as WAV files beside `target`; together they are the mix.

        Raises:
            OutputError: they cannot be written there, are there already, or are what the session
                is made of.
        """
        from soothe.outputs.stems import stem_paths, write_stems

        mix, target = self.mix, Path(target)
        self._spare(stem_paths(target, mix.stems))
        return write_stems(target, mix.stems, mix.frames, mix.rate, replace=replace)

    def to_pydub(self) -> AudioSegment:
        """The whole session as pydub's `AudioSegment`, in memory.

        Raises:
            UsageError: pydub is not installed.
        """
        from soothe.interchange import to_segment

        return to_segment(self.pcm(0, self.timeline.frames), self.timeline.rate)

    def write(
        self,
        sink: BinaryIO,
        *,
        progress: Callable[[float], None] | None = None,
        **wishes: Unpack[Wishes],
    ) -> None:
        """Write the session to a pipe or open file, which stays open; arguments as `export`."""
        packing = Packing(**wishes)
        kind = packing.pipe_kind()
        overheard = self._overheard(kind)
        recording = self._recording(kind, packing, overheard)
        write_stream(sink, recording, self.tags(packing), kind, progress=self._share(progress))
        _approve(overheard)

    def tags(self, packing: Packing = Packing()) -> Tags:  # noqa: B008 - a frozen value
        """What the file says about itself."""
        script, timeline = self._texts(packing)
        sheet = make_sheet(
            script,
            timeline,
            profile=self.mix.profile,
            sound=self.sound,
            voice=public_voice(self.voice.id) if self.mix.profile.speech else "",
        )
        tags = label(
            script,
            timeline,
            command=again(self.plan.order, script, packing),
            album=packing.album,
            number=packing.number,
            note=packing.note,
            date=packing.date,
            cover=packing.picture(script),
        )
        return replace(tags, cue_sheet=pack_sheet(sheet))

    def chapters(self) -> tuple[Chapter, ...]:
        """One for each step, the first from the very start and the last to the very end."""
        return chapters(self.timeline)

    def captions(self) -> Iterator[str]:
        """What is spoken, one source line after the other."""
        return (text for _, text in spoken_lines(self.timeline))

    def _spare(self, targets: Iterable[Path], cover: str | None = None) -> None:
        spare_inputs(targets, self.plan.order, cover, self.script)

    def _texts(self, packing: Packing) -> tuple[Script, Timeline]:
        if packing.private:
            return without_name(self.script, self.timeline)
        return self.script, self.timeline

    def _beside(self, target: Path, packing: Packing) -> dict[Path, bytes]:
        script, timeline = self._texts(packing)
        found: dict[str, bytes] = {}
        if packing.beside:
            from soothe.outputs.sidecars import sidecars

            found = sidecars(script, timeline, packing.beside, self._words)
        if packing.cover_beside:
            found["jpg"] = packing.picture(script, LARGE)
        return {target.with_suffix(f".{ending}"): content for ending, content in found.items()}

    def _words(self, say: Say) -> tuple[Word, ...]:
        """Where its words begin; nothing is known of a sentence whose text was changed."""
        clip = self.plan.clips.get(say)
        return clip.words if clip else ()

    def _overheard(self, kind: Format) -> Overheard:
        unheard = self.voice.quality == _SILENT and any(self.captions())
        if unheard and math.isinf(self.mix.report.bed_lufs):
            raise UsageError(
                "A silent voice without a sound leaves nothing to hear. Choose one of the two."
            )
        return Overheard(self.mix, self.timeline, gain(-kind.encoder_gain_db))

    def _recording(self, kind: Format, packing: Packing, overheard: Overheard) -> Recording:
        """The sound as a writer takes it, turned up by what its encoder takes away."""
        makeup_db = -kind.encoder_gain_db

        def read(start: int, frames: int) -> npt.NDArray[np.int16]:
            block = self.pcm(start, frames, makeup_db)
            overheard.hear(start, block)
            return block

        return packing.folded(Recording(read, self.timeline.frames, self.timeline.rate))

    def _share(self, progress: Callable[[float], None] | None) -> Callable[[int], None]:
        def share(frames: int) -> None:
            if progress is not None:
                progress(frames / self.timeline.frames)

        return share


def _approve(overheard: Overheard) -> None:
    """Refuses to call a broken track a success; what a recording may have of itself is only told.

    Raises:
        OutputError: it is one.
    """
    for finding in overheard.findings():
        if finding.rule not in _TOLERATED:
            raise OutputError(
                f"The track did not come out as it should: {finding}. Please report this."
            )
        warnings.warn(f"Listen to the track before you share it. {finding}", stacklevel=2)
