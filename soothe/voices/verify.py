"""Whether a clip can be what was asked for. A failed line is an error and never silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from soothe.errors import VoiceError
from soothe.voices.estimate import estimate

if TYPE_CHECKING:
    from soothe.voices.engine import Speech, Utterance

_SHORTEST = 0.35
"""Of the estimated length: less cannot hold the words."""


def verify(speech: Speech, utterance: Utterance, engine: str) -> None:
    """Check a trimmed clip.

    Raises:
        VoiceError: it is empty, silent, not finite, or too short for its words.
    """
    wrong = _wrong(speech, utterance)
    if wrong:
        raise VoiceError(
            f"The voice engine {engine} returned {wrong} for {utterance.text!r}. "
            "Try again, change the sentence, or choose another voice."
        )


def _wrong(speech: Speech, utterance: Utterance) -> str:
    if not np.isfinite(speech.samples).all():
        return "broken samples"
    if not len(speech.samples):
        return "silence"
    seconds = len(speech.samples) / speech.rate
    expected = estimate(utterance.text, utterance.pace)
    if seconds < _SHORTEST * expected:
        return f"only {seconds:.1f} s of about {expected:.1f} s"
    return ""
