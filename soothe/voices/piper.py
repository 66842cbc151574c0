"""Piper: natural voices, each a model of 60 to 120 MB in the folder of voices.

The package `piper-tts` is GPL-3.0-or-later and an extra (`pip install "soothe[piper]"`), so it is
imported in the worker alone. A voice is a pair of files, NAME.onnx and NAME.onnx.json, in the
folder `voices` of the person's own library, or in SOOTHE_VOICES. Piper by itself makes every
sentence equally loud, quiet ones included; here that is off, because loudness is the mix's.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from functools import lru_cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from soothe.catalogue import typed, user_library
from soothe.errors import UsageError, VoiceError
from soothe.suggest import guess
from soothe.voices.engine import Capabilities, Speech, Utterance, VoiceInfo
from soothe.voices.licences import sharing
from soothe.voices.names import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LICENCE = re.compile(r"^\W*licen[cs]e\W*:\s*(.+?)\s*$", re.IGNORECASE | re.MULTILINE)
_CALM = 1.15
"""Length of Piper's sounds at pace 1.0: its own pace is that of reading the news."""


class PiperEngine:
    """Piper models in a folder."""

    name = "piper"
    install = 'pip install "soothe[piper]"'
    capabilities = Capabilities()

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}
        self._folder = models_folder()

    def missing(self) -> str | None:
        """The package, if it is not there."""
        return None if find_spec("piper") else "The package piper-tts is missing."

    def voices(self) -> tuple[VoiceInfo, ...]:
        """Every model in the folder."""
        models = sorted(self._folder.glob("*.onnx"))
        return tuple(_info(path) for path in models if _facts_path(path).is_file())

    def default(self, lang: str) -> str | None:
        """The model nearest to a language."""
        found = nearest(self.voices(), lang)
        return found.id.partition(":")[2] if found else None

    def voice(self, name: str) -> VoiceInfo:
        """A model by the name of its file.

        Raises:
            UsageError: there is none.
        """
        known = {voice.id.partition(":")[2]: voice for voice in self.voices()}
        if name not in known:
            raise UsageError(
                f"There is no Piper voice {name!r} in {self._folder}.{guess(name, known)} "
                f"To fetch it: soothe voices install {name}"
            )
        return known[name]

    def fingerprint(self, voice: str) -> str:
        """The package's version and the digest of the model."""
        path = self._folder / f"{voice}.onnx"
        return f"piper {version('piper-tts')} {_digest(path, path.stat().st_mtime_ns)} {_CALM}"

    def speak(self, utterance: Utterance) -> Speech:
        """Speak one sentence; the model is loaded with its first.

        Raises:
            UsageError: there is no such voice.
            VoiceError: Piper made no sound.
        """
        import numpy as np

        model = self._loaded.get(utterance.voice) or self._load(utterance.voice)
        config = import_module("piper").SynthesisConfig(
            length_scale=_CALM / utterance.pace, normalize_audio=False
        )
        chunks = list(model.synthesize(utterance.text, config))
        if not chunks:
            raise VoiceError(f"Piper made no sound for {utterance.text!r}. Change the sentence.")
        samples = np.concatenate([chunk.audio_float_array for chunk in chunks])
        return Speech(samples.astype(np.float32), chunks[0].sample_rate)

    def close(self) -> None:
        """Let the models go."""
        self._loaded.clear()

    def _load(self, name: str) -> Any:  # noqa: ANN401 - Piper is not there when types are checked
        self.voice(name)
        self._loaded[name] = import_module("piper").PiperVoice.load(self._folder / f"{name}.onnx")
        return self._loaded[name]


def models_folder() -> Path:
    """Where installed models are; it need not exist."""
    return typed(os.environ.get("SOOTHE_VOICES") or user_library() / "voices")


def licence_of(card: str) -> str:
    """The licence that a model's card names; empty if it names none."""
    found = _LICENCE.search(card)
    return found[1] if found else ""


def _facts_path(model: Path) -> Path:
    return model.with_name(f"{model.name}.json")


def _info(model: Path) -> VoiceInfo:
    facts: Mapping[str, Any] = json.loads(_facts_path(model).read_text("utf-8"))
    lang = facts.get("language", {}).get("code") or facts["espeak"]["voice"]
    quality = facts["audio"].get("quality", "natural")
    card = model.with_suffix(".MODEL_CARD")
    licence = licence_of(card.read_text("utf-8", "replace")) if card.is_file() else ""
    return VoiceInfo(
        f"piper:{model.stem}",
        f"{facts.get('dataset', model.stem).capitalize()}, natural ({quality})",
        "piper",
        lang.replace("_", "-"),
        licence or "unknown",
        "natural",
        model.stat().st_size,
        sharing=sharing(licence),
    )


@lru_cache
def _digest(model: Path, changed_ns: int) -> str:
    del changed_ns  # part of the key: a model that was replaced is read again
    with model.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
