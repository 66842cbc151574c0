"""A chosen voice at work: sentences in, checked clips out, each spoken once in its life.

For each sentence: respell it, look into the cache, have it spoken, trim it, check it, keep it, and
hand out the kept copy. So a clip is the same whether it was just spoken or found, and a session
whose sentences are all known starts no engine and reads no sound before it is mixed.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Self

from soothe.errors import UsageError, VoiceError
from soothe.model import Clip
from soothe.voices import cache
from soothe.voices.ahead import ahead
from soothe.voices.engine import Utterance
from soothe.voices.isolated import Isolated
from soothe.voices.lexicon import lexicon, own_lexicon, respell
from soothe.voices.registry import workers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from soothe.model import Samples, Say, Word
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
    _clips: dict[str, Clip] = field(default_factory=dict)
    """By key; their words are placed in what was said, not in what was written."""
    _stored: int = 0
    _closed: bool = False
    _mending: Lock = field(default_factory=Lock)

    def speak(self, says: Iterable[Say]) -> Iterator[tuple[Say, Clip]]:
        """Every distinct sentence once, in the order of its first mention, as it gets ready.

        Raises:
            UsageError: a sentence without a word in it.
            VoiceError: the engine failed; the text names the sentence.
            OutputError: the cache cannot be written.
        """
        asked = [(say, *self._asked(say)) for say in dict.fromkeys(says)]
        # What is known costs less to look up than to hand to a thread.
        fresh = {
            key: utterance for _, _, utterance, key in asked if not self._at_hand(key, utterance)
        }
        spoken = ahead(self._said, fresh.items(), workers_of(self.engine))
        with closing(spoken):
            for say, written, _, key in asked:
                while key not in self._clips:
                    ready, clip = next(spoken)
                    self._clips[ready] = clip
                    self._stored += 1
                clip = self._clips[key]
                yield say, replace(clip, words=written(clip.words))

    def make_ready(self) -> None:
        """Start the engine beside other work, if it has never spoken here: then it will have to."""
        if isinstance(self.source, Isolated) and not self.store.folder.exists():
            self.source.begin()

    def close(self) -> None:
        """End the worker and keep the cache within its bound."""
        self._closed = True
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

    def _at_hand(self, key: str, utterance: Utterance) -> bool:
        """Whether its clip is there without anybody speaking."""
        if key in self._clips:
            return True
        if self.engine.capabilities.silent:
            speech = self.source.speak(utterance)
            self._clips[key] = Clip.of(speech.samples, speech.rate, speech.words, key)
        elif found := cache.known(self.store, key, partial(self._sound, key, utterance)):
            self._clips[key] = found
        return key in self._clips

    def _said(self, asked: tuple[str, Utterance]) -> tuple[str, Clip]:
        """A key and its clip, which is spoken now; runs in several threads."""
        key, utterance = asked
        speech = self._kept(key, utterance)
        length = len(speech.samples)
        sound = partial(self._sound, key, utterance, length)
        return key, Clip(sound, length, speech.rate, speech.words, key)

    def _sound(self, key: str, utterance: Utterance, length: int) -> Samples:
        """So many samples of a sentence that was spoken; read when it is mixed.

        Raises:
            VoiceError: they went or were damaged, and the voice could not say them alike again.
        """
        samples = cache.samples(self.store, key)
        if samples is None:
            samples = self._mended(key, utterance)
        if len(samples) != length:
            raise VoiceError(
                f"The kept sound of {utterance.text!r} was lost, and the voice now says it in "
                "another time. It is kept anew: give the same command again."
            )
        return samples

    def _mended(self, key: str, utterance: Utterance) -> Samples:
        with self._mending:
            return self._kept(key, utterance).samples

    def _kept(self, key: str, utterance: Utterance) -> Speech:
        """Speech that is now in the cache."""
        try:
            speech = self._spoken(utterance)
        finally:
            # Nobody else would end the worker that was started after the speaker was closed.
            if self._closed:
                self.source.close()
        cache.keep(self.store, key, speech)
        return speech

    def _spoken(self, utterance: Utterance) -> Speech:
        """Speech that can be what was asked for; drivers under load lose one at times, not two."""
        from soothe.voices.verify import trimmed

        first = self.source.speak(utterance)
        with suppress(VoiceError):
            return trimmed(first, utterance, self.voice.engine)
        return trimmed(self.source.speak(utterance), utterance, self.voice.engine)


def check_words(say: Say) -> None:
    """Refuses a sentence that no voice can say.

    Raises:
        UsageError: there is no word in it.
    """
    if not any(map(str.isalnum, say.text)):
        raise UsageError(f"{say.place}: there is nothing to say in {say.text!r}.")
