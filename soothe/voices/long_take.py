"""A long take becomes the files of its sheet: parted at its rests, matched, and cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import soundfile

from soothe.errors import OutputError
from soothe.voices.matching import Reading, match
from soothe.voices.recording import read_recording, spoken_spans

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.voices.sheet import Sheet

REST = 0.9
"""Seconds of silence that part two lines; within a line people rest for less."""
_MARGIN = 0.15
"""Seconds kept around a line."""


def cut_take(take: Path, sheet: Sheet, folder: Path, rest: float = REST) -> Reading:
    """Find the lines of a sheet in a take and write each to its file; others' files stay.

    Args:
        take: the recording.
        sheet: what was read, in order.
        folder: where the lines go.
        rest: seconds of silence that part two lines.

    Raises:
        VoiceError: the take is no sound.
        OutputError: a file cannot be written.
    """
    samples, rate = read_recording(take)
    spans = spoken_spans(samples, rate, rest)
    reading = match([(start / rate, end / rate) for start, end in spans], sheet.rows)
    for found in reading.matches:
        start = max(0, round((found.start - _MARGIN) * rate))
        end = round((found.end + _MARGIN) * rate)
        path = folder / found.row.file
        try:
            soundfile.write(path, samples[start:end], rate, "PCM_24", format="WAV")
        except (OSError, soundfile.LibsndfileError) as error:
            raise OutputError(f"Cannot write {path}: {error}.") from error
    return reading
