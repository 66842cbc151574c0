"""An engine in a process of its own, or several, as the program sees it.

A native speech library can hang, crash, or end its process. Here that costs one sentence a second
try: the worker is killed when it overruns its time, started again, and asked once more. A second
failure, and any error that the engine itself reports, is a `VoiceError`; it never becomes silence.
"""

from __future__ import annotations

from queue import LifoQueue
from typing import TYPE_CHECKING, Any

from soothe.errors import UsageError, VoiceError
from soothe.voices.engine import VoiceInfo
from soothe.voices.process import LostError, Process
from soothe.voices.wire import to_speech

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from soothe.voices.engine import Speech, Utterance

_ASKING_LIMIT = 30.0
"""Seconds that loading a library and listing its voices may take."""


def spoken_limit(text: str) -> float:
    """Seconds that speaking a text may take, the start of the process included."""
    return 10.0 + len(text) / 5.0


class Isolated:
    """Drives one engine through worker processes, each of which starts when it is needed.

    Args:
        name: of the engine, for messages.
        reference: `module:class` of the engine.
        limit: seconds that a text may take.
        workers: processes that may work at once.
    """

    def __init__(
        self,
        name: str,
        reference: str,
        limit: Callable[[str], float] = spoken_limit,
        workers: int = 1,
    ) -> None:
        self._name = name
        self._limit = limit
        self._processes = tuple(Process(reference) for _ in range(workers))
        # Last in, first out: who asks one thing after the other needs one process only.
        self._idle: LifoQueue[Process] = LifoQueue()
        for process in reversed(self._processes):
            self._idle.put(process)

    def begin(self) -> None:
        """Start every worker, ahead of the first sentence."""
        for process in self._processes:
            process.begin()

    def speak(self, utterance: Utterance) -> Speech:
        """Speak one sentence.

        Raises:
            UsageError: a voice or setting that the engine does not have.
            VoiceError: the engine failed, or died or overran its time twice.
        """
        limit = self._limit(utterance.text)
        return to_speech(*self._answer({"utterance": utterance}, limit, repr(utterance.text)))

    def voices(self) -> tuple[VoiceInfo, ...]:
        """Every voice that the engine has; raises as `speak` does."""
        return tuple(VoiceInfo(**voice) for voice in self._ask("voices"))

    def default(self, lang: str) -> str | None:
        """The engine's own name of its best voice for a language; raises as `speak` does."""
        name: str | None = self._ask("default", lang)
        return name

    def voice(self, name: str) -> VoiceInfo:
        """The voice of that name; raises as `speak` does."""
        return VoiceInfo(**self._ask("voice", name))

    def close(self) -> None:
        """End the workers; another request would start one again."""
        for process in self._processes:
            process.end()

    def _ask(self, question: str, *about: str) -> Any:  # noqa: ANN401 - JSON
        request = {"ask": question, "about": about}
        return self._answer(request, _ASKING_LIMIT, "a question about its voices")[0]["value"]

    def _answer(
        self, request: Mapping[str, Any], limit: float, what: str
    ) -> tuple[dict[str, Any], bytes]:
        process = self._idle.get()
        try:
            header, body = process.ask(request, limit)
        except LostError as lost:
            raise self._failed(f"{lost} twice", what) from None
        finally:
            self._idle.put(process)
        if "failure" in header:
            raise self._failed(f"failed ({header['failure']})", what)
        if "error" in header:
            raise (UsageError if header["usage"] else VoiceError)(header["error"])
        return header, body

    def _failed(self, how: str, what: str) -> VoiceError:
        return VoiceError(
            f"The voice engine {self._name} {how} at {what}. "
            "Choose another voice: `soothe voices` lists them, `soothe doctor` checks them."
        )
