"""An engine that says a sentence only when it is allowed to: slow, without a clock."""

from __future__ import annotations

import os
import time
from pathlib import Path

from soothe.voices.estimate import estimate
from tests.voices.engines import BeepEngine, tone

GATE = "SOOTHE_TEST_GATE"
"""Environment variable: a file; what it holds is how many characters a sentence may have."""


class SlowEngine(BeepEngine):
    """Speaks what the gate lets through, and waits for the rest."""

    name = "slow"

    def voice(self, name):
        info = super().voice(name)
        return type(info)(f"slow:{name}", info.name, "slow", "en", "MIT", "plain")

    def fingerprint(self, voice):
        return f"slow 1 {voice}"

    def speak(self, utterance):
        gate = Path(os.environ[GATE])
        while len(utterance.text) > int(gate.read_text("utf-8") or 0):
            time.sleep(0.01)
        return tone(estimate(utterance.text, utterance.pace))
