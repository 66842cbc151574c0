"""An engine that does on command what engines do at their worst."""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path

import numpy as np

from soothe.errors import UsageError, VoiceError
from soothe.voices.engine import Capabilities, Speech, VoiceInfo
from soothe.voices.estimate import estimate

RATE = 16_000


class BeepEngine:
    """A tone as long as the words would take, with 0.2 s of silence at both ends."""

    name = "beep"
    install = "pip install beep"
    capabilities = Capabilities(pitch=(-6.0, 6.0))

    def missing(self):
        return None

    def voices(self):
        return (self.voice("low"), self.voice("high"))

    def default(self, lang):
        return None if lang == "tlh" else "low"

    def voice(self, name):
        if name not in {"low", "high"}:
            raise UsageError(f"There is no beep {name!r}.")
        return VoiceInfo(f"beep:{name}", f"Beep, {name}", "beep", "en", "MIT", "plain")

    def fingerprint(self, voice):
        return f"beep 1 {voice}"

    def speak(self, utterance):
        self.voice(utterance.voice)
        sys.stdout.write("engines print what they like\n")
        os.write(1, b"\xff\x00 and so do libraries\n")
        for word in re.findall(r"\w+", utterance.text):
            if word in MISFORTUNES:
                return MISFORTUNES[word](utterance)
        return tone(estimate(utterance.text, utterance.pace))

    def close(self):
        pass


class AbsentEngine(BeepEngine):
    """An engine whose package is not installed."""

    name = "absent"
    install = "pip install absent"

    def missing(self):
        return "The package absent is missing."


class ApartEngine(BeepEngine):
    """An engine that must load something before it knows its voices."""

    name = "apart"
    capabilities = Capabilities(lists_apart=True)

    def voice(self, name):
        if "soothe.voices.worker" not in sys.modules and not sys.argv[0].endswith("worker.py"):
            raise AssertionError("the program itself was asked")
        if name == "hangs":
            time.sleep(3600)
        return VoiceInfo(f"apart:{name}", f"Apart, {name}", "apart", "en", "MIT", "plain")


def tone(seconds):
    edge = np.zeros(RATE // 5, np.float32)
    beep = np.sin(np.arange(round(seconds * RATE)) * 0.2).astype(np.float32) / 2
    return Speech(np.concatenate([edge, beep, edge]), RATE)


def _samples(*values):
    return lambda _: Speech(np.full(RATE, values[0], np.float32)[: values[1]], RATE)


def _dies(_):
    os._exit(3)


def _hangs(_):
    time.sleep(3600)


def _halts(_):
    time.sleep(1)
    return tone(1)


def _refuses(_):
    raise VoiceError("beep: no, thank you.")


def _breaks(_):
    raise RuntimeError("a bug in a plugin")


def _stumbles(utterance):
    """Die the first time, speak the second."""
    marker = Path(utterance.text.split()[-1])
    if not marker.exists():
        marker.touch()
        os._exit(4)
    return tone(1)


MISFORTUNES = {
    "die": _dies,
    "hang": _hangs,
    "halt": _halts,
    "refuse": _refuses,
    "malfunction": _breaks,
    "stumble": _stumbles,
    "silence": _samples(0.0, RATE),
    "nothing": _samples(0.0, 0),
    "brokenly": _samples(np.nan, RATE),
    "infinitely": _samples(np.inf, RATE),
    "hastily": lambda _: tone(0.1),
}
