"""To and from pydub, for programs that work with its `AudioSegment`. pydub is an extra."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from soothe.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from pydub.audio_segment import AudioSegment


def to_segment(pcm: npt.NDArray[np.int16], rate: int) -> AudioSegment:
    """16 bit samples `(frames, channels)` as a segment.

    Raises:
        UsageError: pydub is not installed.
    """
    try:
        pydub = import_module("pydub")
    except ModuleNotFoundError as error:
        raise UsageError("This needs pydub. Install it: pip install 'soothe[pydub]'") from error
    content = pcm.astype("<i2", copy=False).tobytes()
    segment: AudioSegment = pydub.AudioSegment(
        content, sample_width=2, frame_rate=rate, channels=pcm.shape[1]
    )
    return segment


def segment_file(segment: AudioSegment) -> Path:
    """A WAV file with what a segment holds; it goes when the program ends."""
    name = hashlib.sha256(segment.raw_data).hexdigest()[:16]
    path = _folder() / f"segment-{name}-{segment.frame_rate}.wav"
    if not path.exists():
        segment.export(path, format="wav").close()
    return path


@lru_cache(maxsize=1)
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="soothe-segments-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
