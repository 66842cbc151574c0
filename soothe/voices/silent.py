"""The silent voice: as long as the words would take, and no sound.

`show`, `check` and tests walk the same path as a session and need no engine. `estimate` has the
formula of its lengths.
"""

from __future__ import annotations

import numpy as np

from soothe.errors import UsageError
from soothe.model import Word
from soothe.voices.engine import Capabilities, Speech, Utterance, VoiceInfo
from soothe.voices.estimate import estimate, word_spans, word_starts
from soothe.voices.licences import FREE

_RATE = 8_000
"""Frames per second; silence needs no more."""


class SilentEngine:
    """Zero samples of an estimated length, in any language."""

    name = "silent"
    install = ""
    capabilities = Capabilities(words=True, silent=True)

    def missing(self) -> None:
        """Nothing: it has no parts."""

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The one voice."""
        return (self.voice("silent"),)

    def default(self, lang: str) -> str:
        """Silence speaks every language."""
        del lang
        return "silent"

    def voice(self, name: str) -> VoiceInfo:
        """The one voice.

        Raises:
            UsageError: another name.
        """
        if name != "silent":
            raise UsageError(f"The silent voice has no variant {name!r}. Write --voice silent.")
        return VoiceInfo(
            "silent:silent", "Silence (for trying out)", "silent", "", "MIT", "none", sharing=FREE
        )

    def fingerprint(self, voice: str) -> str:
        """The version of the formula."""
        del voice
        return "silent 1"

    def speak(self, utterance: Utterance) -> Speech:
        """Zeros as long as the words would take, each word at its estimated place."""
        frames = round(estimate(utterance.text, utterance.pace) * _RATE)
        return Speech(np.zeros(frames, np.float32), _RATE, _words(utterance))

    def close(self) -> None:
        """Nothing to let go of."""


def _words(utterance: Utterance) -> tuple[Word, ...]:
    spans = word_spans(utterance.text)
    starts = word_starts(utterance.text, utterance.pace)
    return tuple(
        Word(start, end - start, seconds)
        for (start, end), seconds in zip(spans, starts, strict=True)
    )
