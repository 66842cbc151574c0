"""eSpeak NG: the voice that is always there. Robotic, clear, and made as soft as it can be.

`espeak_voices` reads which voices it has, `espeak_library` calls it. Here stand the defaults that
were chosen by measuring (docs/voices.md has the figures).
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import numpy as np

from soothe.errors import UsageError
from soothe.model import Word
from soothe.voices.engine import Capabilities, Speech, Utterance, VoiceInfo
from soothe.voices.espeak_library import PITCH, RANGE, RATE, WORD, WORD_GAP, data_folder, take
from soothe.voices.espeak_voices import best, languages, variants
from soothe.voices.names import did_you_mean

if TYPE_CHECKING:
    from soothe.voices.espeak_library import Take

_WORDS_A_MINUTE = 130
"""eSpeak's own figure at pace 1.0, which comes out as 130 to 145 in calm sentences."""
_PITCH = 35
"""Of 0 to 99."""
_RANGE = 30
"""Of 0 to 99: how far the pitch moves."""
_WORD_GAP = 1
"""In units of 10 ms at the library's usual speed."""
_PITCH_A_SEMITONE = 4
_VARIANT = "f3"
_LICENCE = "GPL-3.0-or-later"
_FRIENDLY = {"en-gb-x-rp+f3": "Plain British (built in)", "en-us+f3": "Plain American (built in)"}
_PREFERRED = {"en": "en-gb-x-rp", "en-gb": "en-gb-x-rp"}
"""Where the priorities in the data are not ours."""


class EspeakEngine:
    """eSpeak NG from the wheel `espeakng-loader`, called directly."""

    name = "espeak"
    install = "pip install espeakng-loader"
    capabilities = Capabilities(pitch=True, emphasis=True, words=True)

    def missing(self) -> str | None:
        """The wheel, if it is not there."""
        return None if find_spec("espeakng_loader") else "The package espeakng-loader is missing."

    def voices(self) -> tuple[VoiceInfo, ...]:
        """One voice for each language, with the softest variant."""
        tags = (language.tag for language in languages(data_folder()))
        return tuple(self.voice(f"{tag}+{_VARIANT}") for tag in tags)

    def default(self, lang: str) -> str | None:
        """The nearest language with the softest variant."""
        tag = _PREFERRED.get(lang.casefold())
        if tag is None and (found := best(data_folder(), lang)):
            tag = found.tag
        return f"{tag}+{_VARIANT}" if tag else None

    def voice(self, name: str) -> VoiceInfo:
        """A voice by language tag, or tag and variant: `en-gb-x-rp+f3`.

        Raises:
            UsageError: no such language or variant.
        """
        tag, _, variant = name.partition("+")
        known = {language.tag: language.name for language in languages(data_folder())}
        if tag not in known:
            raise UsageError(f"eSpeak has no voice {tag!r}.{did_you_mean(tag, known)}")
        if variant and variant not in variants(data_folder()):
            near = did_you_mean(variant, variants(data_folder()))
            raise UsageError(f"eSpeak has no variant {variant!r}.{near}")
        friendly = _FRIENDLY.get(name, f"{known[tag]}, {variant or 'plain'} (built in)")
        return VoiceInfo(f"espeak:{name}", friendly, "espeak", tag, _LICENCE, "plain")

    def fingerprint(self, voice: str) -> str:
        """The library's version and the settings that stand in this file."""
        del voice
        settings = (_WORDS_A_MINUTE, _PITCH, _RANGE, _WORD_GAP, _PITCH_A_SEMITONE)
        return f"espeakng-loader {version('espeakng-loader')} {settings}"

    def speak(self, utterance: Utterance) -> Speech:
        """Speak one sentence in a fresh library.

        Raises:
            VoiceError: the library has no such voice, or failed.
        """
        text = _ssml(utterance) if utterance.emphasis else utterance.text
        result = take(utterance.voice, text, _parameters(utterance), ssml=bool(utterance.emphasis))
        samples = np.frombuffer(result.pcm, "<i2").astype(np.float32)
        samples /= 32768
        words = () if utterance.emphasis else _words(result)
        return Speech(samples, result.rate, words)

    def close(self) -> None:
        """Each sentence lets go of the library by itself."""


def _parameters(utterance: Utterance) -> dict[int, int]:
    pitch = round(_PITCH + _PITCH_A_SEMITONE * utterance.pitch)
    return {
        RATE: round(_WORDS_A_MINUTE * utterance.pace),
        PITCH: min(99, max(0, pitch)),
        RANGE: _RANGE,
        WORD_GAP: _WORD_GAP,
    }


def _ssml(utterance: Utterance) -> str:
    parts, done = [], 0
    for start, end in sorted(utterance.emphasis):
        stressed = escape(utterance.text[start:end])
        parts += [escape(utterance.text[done:start]), f"<emphasis>{stressed}</emphasis>"]
        done = end
    return f"<speak>{''.join(parts)}{escape(utterance.text[done:])}</speak>"


def _words(result: Take) -> tuple[Word, ...]:
    return tuple(
        Word(event.position, event.length, event.sample / result.rate)
        for event in result.events
        if event.type == WORD
    )
