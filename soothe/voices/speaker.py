"""A chosen voice at work: sentences in, checked clips out, each spoken once in its life.

For each sentence: respell it, look into the cache, have it spoken, trim it, check it, keep it, and
hand out the kept copy. So a clip is the same whether it was just spoken or found, and a session
whose sentences are all known starts no engine.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from soothe.errors import UsageError
from soothe.model import Clip
from soothe.voices import cache
from soothe.voices.engine import Utterance
from soothe.voices.lexicon import lexicon, respell
from soothe.voices.verify import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soothe.model import Say
    from soothe.store import Store
    from soothe.voices.engine import Engine, Source, Speech, VoiceInfo
    from soothe.voices.lexicon import Spoken


@dataclass(slots=True)
class Speaker:
    """A voice with its settings; made by `open_voice`, closed by `close` or a with block."""

    voice: VoiceInfo
    engine: Engine
    source: Source
    fingerprint: str
    """The engine's, for this voice."""
    lang: str
    store: Store
    """Where spoken clips are kept."""
    pace: float = 1.0
    pitch: float = 0.0
    _speech: dict[str, Speech] = field(default_factory=dict)
    """By key: a sentence keeps its sound even if its file is thrown away meanwhile."""
    _stored: int = 0

    def speak(self, says: Iterable[Say]) -> Iterator[tuple[Say, Clip]]:
        """Every distinct sentence once, in the order of its first mention, as it gets ready.

        Raises:
            UsageError: a sentence without a word in it.
            VoiceError: the engine failed; the text names the sentence.
            OutputError: the cache cannot be written.
        """
        for say in dict.fromkeys(says):
            yield say, self._clip(say)

    def close(self) -> None:
        """End the worker and keep the cache within its bound."""
        self.source.close()
        if self._stored:
            self.store.shrink()
            self._stored = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _clip(self, say: Say) -> Clip:
        spoken = respell(say.text, lexicon(self.lang))
        utterance = self._utterance(say, spoken)
        key = self._key(utterance)
        if key not in self._speech:
            self._speech[key] = self._found(utterance, key)
        speech = self._speech[key]
        words = spoken.written(speech.words)
        return Clip(speech.samples, speech.rate, words, key)

    def _utterance(self, say: Say, spoken: Spoken) -> Utterance:
        if not any(map(str.isalnum, spoken.text)):
            raise UsageError(f"{say.place}: there is nothing to say in {say.text!r}.")
        stressed = say.emphasis if self.engine.capabilities.emphasis else ()
        return Utterance(
            spoken.text,
            self.voice.id.partition(":")[2],
            round(say.pace * self.pace, 4),
            self._pitch(say),
            tuple(map(spoken.spoken, stressed)),
        )

    def _pitch(self, say: Say) -> float:
        """The person's pitch, eased as far as the voice can go; 0 where it has no such control."""
        if not self.engine.capabilities.pitch:
            return 0.0
        lowest, highest = self.engine.capabilities.pitch
        return round(min(max(self.pitch + say.pitch, lowest), highest), 4)

    def _key(self, utterance: Utterance) -> str:
        facts = [
            cache.FORMAT,
            self.voice.engine,
            self.fingerprint,
            utterance.voice,
            utterance.pace,
            utterance.pitch,
            utterance.emphasis,
            utterance.text,
        ]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()

    def _found(self, utterance: Utterance, key: str) -> Speech:
        if self.engine.capabilities.silent:
            return self.source.speak(utterance)
        return cache.load(self.store, key) or self._new(utterance, key)

    def _new(self, utterance: Utterance, key: str) -> Speech:
        speech = trimmed(self.source.speak(utterance), utterance, self.voice.engine)
        cache.keep(self.store, key, speech)
        self._stored += 1
        return cache.load(self.store, key) or speech
