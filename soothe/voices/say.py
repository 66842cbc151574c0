"""The voices of macOS, by its own command `say`: no package is needed.

Written to the manual of `say` and tried with a stand-in for it; what differs on a real system shows
as an error that quotes the command. The text goes in on standard input, so that it is never taken
for an option; `[[` would begin a command to the synthesiser and is parted.
"""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cached_property
from pathlib import Path

import numpy as np
import soundfile

from soothe.errors import UsageError, VoiceError
from soothe.suggest import guess
from soothe.voices.engine import Capabilities, Speech, Utterance, VoiceInfo
from soothe.voices.licences import SYSTEM
from soothe.voices.names import nearest

_WORDS_A_MINUTE = 135
"""At pace 1.0; the rate of `say` is words a minute."""
_RATE = 22_050
_ROW = re.compile(r"^(?P<name>.+?)\s+(?P<lang>[a-z]{2,3}[_-]\w+)\s+#", re.MULTILINE)
"""A row of `say -v ?`: "Eddy (English (UK))  en_GB    # Hello! My name is Eddy."""
_BEST = ("(Premium)", "(Enhanced)")
_NOVELTIES = frozenset(
    {"Albert", "Bad News", "Bahh", "Bells", "Boing", "Bubbles", "Cellos", "Fred", "Good News"}
    | {"Jester", "Junior", "Kathy", "Organ", "Ralph", "Superstar", "Trinoids", "Whisper"}
    | {"Wobble", "Zarvox"}
)
"""Voices that are meant as a joke, or sound like one."""


class SayEngine:
    """The command `say` of macOS."""

    name = "say"
    install = ""
    capabilities = Capabilities()

    def missing(self) -> str | None:
        """The command, where it is not macOS."""
        if sys.platform != "darwin":
            return "The command say exists on macOS only."
        return None if shutil.which("say") else "The command say is not on the path."

    def voices(self) -> tuple[VoiceInfo, ...]:
        """Every voice of the system, the better ones of a language first.

        Raises:
            VoiceError: the command failed.
        """
        return self._listed

    @cached_property
    def _listed(self) -> tuple[VoiceInfo, ...]:
        rows = _ROW.finditer(_run(["-v", "?"]))
        return tuple(sorted((_info(row["name"], row["lang"]) for row in rows), key=_rank))

    def default(self, lang: str) -> str | None:
        """The best voice nearest to a language."""
        serious = (voice for voice in self.voices() if _own(voice) not in _NOVELTIES)
        found = nearest(serious, lang)
        return _own(found) if found else None

    def voice(self, name: str) -> VoiceInfo:
        """A voice by its name: Daniel.

        Raises:
            UsageError: there is none.
        """
        known = {_own(voice): voice for voice in self.voices()}
        if name not in known:
            raise UsageError(f"This system has no voice {name!r}.{guess(name, known)}")
        return known[name]

    def fingerprint(self, voice: str) -> str:
        """The system's version; its voices change with it."""
        del voice
        return f"say macOS {platform.mac_ver()[0]} {_WORDS_A_MINUTE}"

    def speak(self, utterance: Utterance) -> Speech:
        """Speak one sentence into a file and read it back.

        Raises:
            UsageError: there is no such voice.
            VoiceError: the command failed or wrote no sound.
        """
        self.voice(utterance.voice)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "spoken.wav"
            _run(_arguments(utterance, path), utterance.text.replace("[[", "[ ["))
            return _read(path, utterance)

    def close(self) -> None:
        """Each sentence is a process of its own."""


def _arguments(utterance: Utterance, path: Path) -> list[str]:
    rate = round(_WORDS_A_MINUTE * utterance.pace)
    form = ["--file-format=WAVE", f"--data-format=LEF32@{_RATE}"]
    return ["-v", utterance.voice, "-r", str(rate), "-o", str(path), *form, "-f", "-"]


def _run(arguments: list[str], text: str = "") -> str:
    done = subprocess.run(  # noqa: S603 - the system's own command
        ["say", *arguments],  # noqa: S607 - wherever the system has it
        input=text,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    if done.returncode:
        told = done.stderr.strip() or f"status {done.returncode}"
        raise VoiceError(f"say {' '.join(arguments)} failed: {told}. Choose --voice espeak.")
    return done.stdout


def _read(path: Path, utterance: Utterance) -> Speech:
    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (OSError, soundfile.LibsndfileError) as error:
        raise VoiceError(
            f"say wrote no sound for {utterance.text!r} ({error}). Choose --voice espeak."
        ) from error
    return Speech(np.ascontiguousarray(samples[:, 0]), rate)


def _info(name: str, lang: str) -> VoiceInfo:
    best = any(mark in name for mark in _BEST)
    return VoiceInfo(
        f"say:{name}",
        f"{name} (this system)",
        "say",
        lang.replace("_", "-"),
        "",
        "natural" if best else "system",
        sharing=SYSTEM,
    )


def _own(voice: VoiceInfo) -> str:
    return voice.id.partition(":")[2]


def _rank(voice: VoiceInfo) -> tuple[str, int, str]:
    marks = [mark in voice.name for mark in _BEST]
    return voice.lang, marks.index(True) if any(marks) else len(marks), voice.name
