"""eSpeak NG: the voice that is always there. Robotic, clear, and made as soft as it can be.

`espeak_voices` reads which voices it has, `espeak_library` calls it. Here stand the defaults, which
were chosen by measuring (docs/voices.md has the figures): the variant nearest to the long-term
spectrum of people's speech, a low pitch that moves little, calm commas.
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from soothe.errors import UsageError
from soothe.model import Word
from soothe.suggest import guess
from soothe.voices.engine import Capabilities, Speech, Utterance, VoiceInfo
from soothe.voices.espeak_library import PITCH, RANGE, RATE, WORD, WORD_GAP, data_folder, take
from soothe.voices.espeak_voices import best, languages, names, variants
from soothe.voices.licences import FREE

if TYPE_CHECKING:
    from soothe.voices.espeak_library import Take

VARIANT = "Nguyen"
SETTINGS = {RATE: 118, PITCH: 30, RANGE: 25, WORD_GAP: 1}
"""At pace 1.0 and pitch 0. The rate is eSpeak's own idea of words a minute, not what comes out."""
LONGER = 0.2
"""Seconds added to each rest at a comma, see `espeak_rests`."""
SLOWEST, FASTEST = 80, 450
"""What eSpeak takes as a rate."""
_PITCHES = (0, 10, 20, 30, 40, 50, 60, 70, 80, 99)
_SEMITONES = (-3.4, -2.3, -1.4, 0.0, 1.3, 2.8, 4.2, 5.9, 7.6, 10.9)
"""Measured median of the voice's pitch at each of eSpeak's settings, against that at 30."""

_LICENCE = "GPL-3.0-or-later"
_PREFERRED = {"en": "en-gb-x-rp", "en-gb": "en-gb-x-rp"}
"""Where the priorities in the data are not ours."""
_FRIENDLY = {
    "en-gb-x-rp+Nguyen": "Plain British (built in)",
    "en-gb-x-rp+f3": "Plain British, higher (built in)",
    "en-gb-x-rp+steph": "Plain British, muted (built in)",
    "en-us+Nguyen": "Plain American (built in)",
}


class EspeakEngine:
    """eSpeak NG from the wheel `espeakng-loader`, called directly."""

    name = "espeak"
    install = "pip install espeakng-loader"
    capabilities = Capabilities(
        pitch=(_SEMITONES[0], _SEMITONES[-1]),
        pace=(SLOWEST / SETTINGS[RATE], FASTEST / SETTINGS[RATE]),
        emphasis=True,
        words=True,
        workers=2,
    )

    def missing(self) -> str | None:
        """The wheel, if it is not there."""
        return None if find_spec("espeakng_loader") else "The package espeakng-loader is missing."

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The named voices, then every other language with the same variant."""
        usual = (f"{language.tag}+{VARIANT}" for language in languages(data_folder()))
        return tuple(map(self.voice, dict.fromkeys((*_FRIENDLY, *usual))))

    def default(self, lang: str) -> str | None:
        """The nearest language with the softest variant."""
        tag = _PREFERRED.get(lang.casefold())
        if tag is None and (found := best(data_folder(), lang)):
            tag = found.tag
        return f"{tag}+{VARIANT}" if tag else None

    def voice(self, name: str) -> VoiceInfo:
        """A voice by language tag, or tag and variant: `en-gb-x-rp+f3`.

        Raises:
            UsageError: no such language or variant.
        """
        tag, _, variant = name.partition("+")
        known = names(data_folder())
        if tag not in known:
            raise UsageError(f"eSpeak has no voice {tag!r}.{guess(tag, known)}")
        if variant and variant not in variants(data_folder()):
            near = guess(variant, variants(data_folder()))
            raise UsageError(f"eSpeak has no variant {variant!r}.{near}")
        usual = known[tag] if variant == VARIANT else f"{known[tag]}, {variant or 'unvaried'}"
        friendly = _FRIENDLY.get(name, f"{usual} (built in)")
        return VoiceInfo(f"espeak:{name}", friendly, "espeak", tag, _LICENCE, "plain", sharing=FREE)

    def fingerprint(self, voice: str) -> str:
        """The library's version and the settings that stand in this file."""
        del voice
        settings = " ".join(map(str, SETTINGS.values()))
        return f"espeakng-loader {version('espeakng-loader')}, settings {settings} {LONGER}"

    def speak(self, utterance: Utterance) -> Speech:
        """Speak one sentence in a fresh library.

        Raises:
            UsageError: a voice, pace or pitch that eSpeak does not have.
            VoiceError: the library could not be loaded, or failed.
        """
        import numpy as np

        from soothe.voices.espeak_rests import rest_at_commas

        stressed = bool(utterance.emphasis)
        text = _ssml(utterance) if stressed else utterance.text
        result = take(utterance.voice, text, _parameters(utterance), ssml=stressed)
        samples = np.frombuffer(result.pcm, "<i2").astype(np.float32)
        samples /= 32768
        words = () if stressed else _words(result)
        return rest_at_commas(Speech(samples, result.rate, words), result.events, LONGER)

    def close(self) -> None:
        """Each sentence lets go of the library by itself."""


def _parameters(utterance: Utterance) -> dict[int, int]:
    rate = round(SETTINGS[RATE] * utterance.pace)
    if not SLOWEST <= rate <= FASTEST:
        least, most = SLOWEST / SETTINGS[RATE], FASTEST / SETTINGS[RATE]
        raise UsageError(
            f"eSpeak cannot speak at pace {utterance.pace:g}; "
            f"it goes from {least:.2f} to {most:.1f}."
        )
    import numpy as np

    pitch = round(float(np.interp(utterance.pitch, _SEMITONES, _PITCHES)))
    return SETTINGS | {RATE: rate, PITCH: pitch}


def _ssml(utterance: Utterance) -> str:
    from html import escape

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
