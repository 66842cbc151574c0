"""From what an engine returned to a clip that can be what was asked for.

A failed line is an error and never silence, which would ship sessions with lines missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from soothe.errors import VoiceError
from soothe.voices.estimate import estimate
from soothe.voices.trim import trim

if TYPE_CHECKING:
    from soothe.voices.engine import Speech, Utterance

_SHORTEST = 0.35
"""Of the estimated length: less cannot hold the words."""


def trimmed(speech: Speech, utterance: Utterance, engine: str) -> Speech:
    """The speech without silence at its ends, after checking that it can hold the words.

    Raises:
        VoiceError: it is empty, silent, not finite, or too short for its words.
    """
    if not np.isfinite(speech.samples).all():
        raise _wrong("broken samples", utterance, engine)
    result = trim(speech)
    seconds = len(result.samples) / result.rate
    expected = estimate(utterance.text, utterance.pace)
    if not seconds:
        raise _wrong("silence", utterance, engine)
    if seconds < _SHORTEST * expected:
        raise _wrong(f"only {seconds:.1f} s of about {expected:.1f} s", utterance, engine)
    return result


def _wrong(what: str, utterance: Utterance, engine: str) -> VoiceError:
    return VoiceError(
        f"The voice engine {engine} returned {what} for {utterance.text!r}. "
        "Try again, change the sentence, or choose another voice."
    )
