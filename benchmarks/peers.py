"""The same session made with pydub and with ffmpeg's command line, from speech and bed as files."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from soothe.model import Say

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.track import Track

BITRATE = "128k"
_DUCKED = "sidechaincompress=threshold=0.02:ratio=4:attack=700:release=3000"


@dataclass(frozen=True)
class Material:
    """What a person who builds the session by hand would have ready."""

    folder: Path
    rate: int
    frames: int
    lines: tuple[tuple[int, Path], ...]
    """First frame and file of each spoken line, in order."""

    @property
    def bed(self) -> Path:
        """A minute of the bed."""
        return self.folder / "bed.wav"

    def milliseconds(self, frames: int) -> int:
        """A time as pydub counts it."""
        return frames * 1000 // self.rate


def prepare(track: Track, folder: Path) -> Material:
    """Writes the speech and a minute of the bed as files."""
    rate = track.timeline.rate
    bed = track.mix.stems["bed"].read(rate * 10, rate * 60)
    soundfile.write(folder / "bed.wav", np.clip(bed, -1, 1), rate)
    paths = {}
    for number, (say, clip) in enumerate(track.plan.clips.items()):
        paths[say] = folder / f"clip{number}.wav"
        soundfile.write(paths[say], clip.samples, clip.rate)
    lines = tuple(
        (placed.start, paths[placed.cue])
        for placed in track.timeline.placed
        if isinstance(placed.cue, Say)
    )
    return Material(folder, rate, track.timeline.frames, lines)


def naive(material: Material) -> None:
    """What a first attempt looks like: overlay each clip on a looped bed, then export."""
    from pydub import AudioSegment  # an extra: only these rows need it

    mixed = _looped_bed(material)
    for start, path in material.lines:
        clip = AudioSegment.from_wav(path)
        mixed = mixed.overlay(clip, position=material.milliseconds(start))
    mixed.export(material.folder / "naive.mp3", format="mp3", bitrate=BITRATE)


def careful(material: Material) -> None:
    """As well as it goes: only the stretch under each clip is mixed, and all joined once."""
    from pydub import AudioSegment

    bed = _looped_bed(material)
    parts, done = [], 0
    for start, path in material.lines:
        clip, at = AudioSegment.from_wav(path), material.milliseconds(start)
        stretch = bed[at : at + len(clip)]
        parts += [bed[done:at], stretch.overlay(clip)]
        done = at + len(clip)
    parts.append(bed[done:])
    joined = bed._spawn(b"".join(part.raw_data for part in parts))  # noqa: SLF001 - its only way
    joined.export(material.folder / "careful.mp3", format="mp3", bitrate=BITRATE)


def _looped_bed(material: Material) -> object:
    from pydub import AudioSegment

    length = material.milliseconds(material.frames)
    looped = AudioSegment.from_wav(material.bed) * (length // 60_000 + 1)
    return looped[:length].fade_in(4000).fade_out(8000)


def ffmpeg(material: Material) -> None:
    """One graph: the lines end to end with silence between them, ducking the looped bed."""
    voice = material.folder / "voice.txt"
    voice.write_text("\n".join(_parts(material)))
    seconds = material.frames / material.rate
    graph = (
        f"[0]aresample={material.rate},aformat=channel_layouts=stereo,apad,"
        f"atrim=0:{seconds},asplit[voice][key];"
        f"[1][key]{_DUCKED}[bed];[bed][voice]amix=normalize=0,"
        f"afade=in:d=4,afade=out:st={seconds - 8}:d=8"
    )
    inputs = ["-f", "concat", "-safe", "0", "-i", str(voice)]
    inputs += ["-stream_loop", "-1", "-t", str(seconds), "-i", str(material.bed)]
    encoder = ["-c:a", "libmp3lame", "-compression_level", "5", "-b:a", BITRATE]
    command = ["ffmpeg", "-y", "-loglevel", "error", *inputs, "-filter_complex", graph, *encoder]
    subprocess.run([*command, str(material.folder / "ffmpeg.mp3")], check=True)


def _parts(material: Material) -> list[str]:
    """Rows of ffmpeg's list of files: silence up to each line, then the line."""
    rows, done = [], 0.0
    for start, path in material.lines:
        length = soundfile.info(path).duration
        gap = max(0.0, start / material.rate - done)
        rows += [f"file '{_silence(material, path, gap)}'", f"file '{path}'"]
        done += gap + length
    return rows


def _silence(material: Material, like: Path, seconds: float) -> Path:
    rate = soundfile.info(like).samplerate
    path = material.folder / f"silence{round(seconds * rate)}.wav"
    if not path.exists():
        soundfile.write(path, np.zeros(round(seconds * rate), np.float32), rate)
    return path
