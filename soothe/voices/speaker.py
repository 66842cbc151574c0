"""A chosen voice at work: sentences in, checked clips out, each spoken once in its life.

For each sentence: respell it, look into the cache, have it spoken, trim it, check it, keep it, and
hand out the kept copy. So a clip is the same whether it was just spoken or found, and a session
whose sentences are all known starts no engine.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from soothe.errors import UsageError, VoiceError
from soothe.model import Clip
from soothe.voices import cache
from soothe.voices.ahead import ahead
from soothe.voices.engine import Utterance
from soothe.voices.lexicon import lexicon, own_lexicon, respell
from soothe.voices.registry import workers_of
from soothe.voices.verify import trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from soothe.model import Say, Word
    from soothe.store import Store
    from soothe.voices.engine import Engine, Source, Speech, VoiceInfo
    from soothe.voices.lexicon import Spoken

    Written = Callable[[Iterable[Word]], tuple[Word, ...]]


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
        asked = [(say, *self._asked(say)) for say in dict.fromkeys(says)]
        fresh = {key: utterance for _, _, utterance, key in asked if key not in self._speech}
        spoken = ahead(self._found, fresh.items(), workers_of(self.engine))
        with closing(spoken):
            for say, written, _, key in asked:
                while key not in self._speech:
                    self._take(*next(spoken))
                speech = self._speech[key]
                yield say, Clip(speech.samples, speech.rate, written(speech.words), key)

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

    def _asked(self, say: Say) -> tuple[Written, Utterance, str]:
        """What brings word times back to the text as written, what is to be said, and its key."""
        spoken = self._respelt(say)
        utterance = self._utterance(say, spoken)
        return spoken.written, utterance, self._key(utterance)

    def _respelt(self, say: Say) -> Spoken:
        return respell(say.text, {**lexicon(self.lang), **own_lexicon(), **dict(say.respelt)})

    def _utterance(self, say: Say, spoken: Spoken) -> Utterance:
        check_words(say)
        stressed = say.emphasis if self.engine.capabilities.emphasis else ()
        return Utterance(
            spoken.text,
            self.voice.id.partition(":")[2],
            self._within(say.pace * self.pace, self.engine.capabilities.pace),
            self._pitch(say),
            tuple(map(spoken.spoken, stressed)),
        )

    def _pitch(self, say: Say) -> float:
        """The person's pitch, eased as far as the voice can go; 0 where it has no such control."""
        if not self.engine.capabilities.pitch:
            return 0.0
        return self._within(self.pitch + say.pitch, self.engine.capabilities.pitch)

    @staticmethod
    def _within(value: float, bounds: tuple[float, float] | None) -> float:
        """As near to what was meant as the voice can go."""
        lowest, highest = bounds or (value, value)
        return round(min(max(value, lowest), highest), 4)

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

    def _found(self, asked: tuple[str, Utterance]) -> tuple[str, Speech, bool]:
        """A key, its speech, and whether that is new; runs in several threads."""
        key, utterance = asked
        if self.engine.capabilities.silent:
            return key, self.source.speak(utterance), False
        if found := cache.load(self.store, key):
            return key, found, False
        speech = self._spoken(utterance)
        cache.keep(self.store, key, speech)
        return key, cache.load(self.store, key) or speech, True

    def _spoken(self, utterance: Utterance) -> Speech:
        """Speech that can be what was asked for; drivers under load lose one at times, not two."""
        first = self.source.speak(utterance)
        with suppress(VoiceError):
            return trimmed(first, utterance, self.voice.engine)
        return trimmed(self.source.speak(utterance), utterance, self.voice.engine)

    def _take(self, key: str, speech: Speech, new: bool) -> None:  # noqa: FBT001 - of one tuple
        self._speech[key] = speech
        self._stored += new


def check_words(say: Say) -> None:
    """Refuses a sentence that no voice can say.

    Raises:
        UsageError: there is no word in it.
    """
    if not any(map(str.isalnum, say.text)):
        raise UsageError(f"{say.place}: there is nothing to say in {say.text!r}.")
