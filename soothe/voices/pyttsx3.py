"""pyttsx3: the door to the voices of Windows; on Linux the same eSpeak by a longer way.

Facts about version 2.99 that shape this file, each of them measured:

- The first `runAndWait` after `init` does not wait: files come out missing or cut. An empty one
  right after `init` cures that.
- On Linux a new rate reaches the library some milliseconds later, if at all before the sentence: it
  is asked until it answers with the new one.
- One text for each `save_to_file` and `runAndWait`; more get lost.
- Errors never raise. They are told to a callback, whose findings are raised here.
- An unknown voice keeps the old one without a word, so voices are looked up first.
- It prints, and hangs on occasion: the worker is there for that.
- On Linux it wants a system-wide eSpeak. Loading the library of `espeakng-loader` first lets its
  own search find that one; ESPEAK_DATA_PATH, from within the folder, its data.
"""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
import time
from functools import cached_property
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from soothe.errors import UsageError, VoiceError
from soothe.suggest import guess
from soothe.voices.engine import Capabilities, Speech, Utterance, VoiceInfo
from soothe.voices.licences import FREE, SYSTEM
from soothe.voices.names import nearest

_WORDS_A_MINUTE = 118 if sys.platform == "linux" else 135
"""At pace 1.0. eSpeak's figure is not what comes out: 118 gives 137."""
_SETTLING = 2.0
"""Seconds that a new rate may take to arrive."""


class Pyttsx3Engine:
    """The system's voices by way of pyttsx3, one process and one thread for each engine."""

    name = "pyttsx3"
    install = "pip install pyttsx3"
    capabilities = Capabilities(lists_apart=True, workers=2)

    def __init__(self) -> None:
        self._errors: list[BaseException] = []

    def missing(self) -> str | None:
        """The package, if it is not there."""
        return None if find_spec("pyttsx3") else "The package pyttsx3 is missing."

    def voices(self) -> tuple[VoiceInfo, ...]:
        """Every voice of the system."""
        return tuple(map(_info, self._driver.getProperty("voices")))

    def default(self, lang: str) -> str | None:
        """The system's voice nearest to a language."""
        found = nearest(self.voices(), lang)
        return found.id.partition(":")[2] if found else None

    def voice(self, name: str) -> VoiceInfo:
        """A voice by the system's id.

        Raises:
            UsageError: there is none.
        """
        known = {voice.id.partition(":")[2]: voice for voice in self.voices()}
        if name not in known:
            raise UsageError(f"pyttsx3 has no voice {name!r}.{guess(name, known)}")
        return known[name]

    def fingerprint(self, voice: str) -> str:
        """Versions of the package and, where it speaks, of eSpeak."""
        del voice
        below = f" {version('espeakng-loader')}" if sys.platform == "linux" else ""
        return f"pyttsx3 {version('pyttsx3')} {sys.platform}{below} {_WORDS_A_MINUTE}"

    def speak(self, utterance: Utterance) -> Speech:
        """Speak one sentence into a file and read it back.

        Raises:
            UsageError: there is no such voice.
            VoiceError: pyttsx3 reported an error or wrote no file.
        """
        self.voice(utterance.voice)
        self._errors.clear()
        self._driver.setProperty("voice", utterance.voice)
        self._set_rate(round(_WORDS_A_MINUTE * utterance.pace))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "spoken.wav"
            self._driver.save_to_file(utterance.text, str(path))
            self._driver.runAndWait()
            return self._read(path, utterance)

    def close(self) -> None:
        """The process ends with it."""

    def _set_rate(self, rate: int) -> None:
        self._driver.setProperty("rate", rate)
        until = time.monotonic() + _SETTLING
        while self._driver.getProperty("rate") != rate:
            if time.monotonic() > until:
                raise VoiceError(
                    f"pyttsx3 does not take the rate {rate}. Choose another pace or voice."
                )
            time.sleep(0.001)

    def _read(self, path: Path, utterance: Utterance) -> Speech:
        if self._errors or not path.is_file():
            told = f": {self._errors[0]}" if self._errors else ""
            raise VoiceError(
                f"pyttsx3 could not say {utterance.text!r}{told}. "
                "Change the sentence, or choose --voice espeak."
            )
        # On macOS the file is AIFF whatever its name; soundfile looks inside.
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
        return Speech(samples[:, 0].astype(np.float32), rate)

    @cached_property
    def _driver(self) -> Any:  # noqa: ANN401 - pyttsx3 has no types
        if sys.platform == "linux":
            _offer_espeak()
        driver = import_module("pyttsx3").init()
        driver.connect("error", self._note)
        driver.runAndWait()
        return driver

    def _note(self, name: str | None, exception: BaseException) -> None:
        del name
        self._errors.append(exception)


def _offer_espeak() -> None:
    loader = import_module("espeakng_loader")
    ctypes.CDLL(loader.get_library_path())
    os.chdir(Path(loader.get_data_path()).parent)
    os.environ["ESPEAK_DATA_PATH"] = "."


def _info(voice: Any) -> VoiceInfo:  # noqa: ANN401 - pyttsx3 has no types
    lang = str(voice.languages[0]).replace("_", "-") if voice.languages else ""
    espeak = sys.platform == "linux"
    return VoiceInfo(
        f"pyttsx3:{voice.id}",
        f"{voice.name} ({'pyttsx3' if espeak else 'this system'})",
        "pyttsx3",
        lang,
        "GPL-3.0-or-later" if espeak else "",
        "plain" if espeak else "system",
        sharing=FREE if espeak else SYSTEM,
    )
