"""An engine in a process of its own, as the program sees it.

A native speech library can hang, crash, or end its process. Here that costs one sentence a second
try: the worker is killed when it overruns its time, started again, and asked once more. A second
failure, and any error that the engine itself reports, is a `VoiceError`; it never becomes silence.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import asdict
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from soothe.errors import VoiceError
from soothe.voices.engine import VoiceInfo
from soothe.voices.wire import receive, send, to_speech

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from soothe.voices.engine import Speech, Utterance

_LISTING_LIMIT = 30.0
"""Seconds that loading a library and listing its voices may take."""
_TRIES = 2


def spoken_limit(text: str) -> float:
    """Seconds that speaking a text may take, the start of the process included."""
    return 10.0 + len(text) / 5.0


class _LostError(Exception):
    """The worker is gone; the text says how."""


class Isolated:
    """Drives one engine through a worker process, which starts with the first request.

    Args:
        name: of the engine, for messages.
        reference: `module:class` of the engine.
        limit: seconds that a text may take.
    """

    def __init__(
        self, name: str, reference: str, limit: Callable[[str], float] = spoken_limit
    ) -> None:
        self._name = name
        self._reference = reference
        self._limit = limit
        self._lock = Lock()
        self._worker: subprocess.Popen[bytes] | None = None

    def speak(self, utterance: Utterance) -> Speech:
        """Speak one sentence.

        Raises:
            VoiceError: the engine failed, or died or overran its time twice.
        """
        request = {"do": "speak", **asdict(utterance)}
        try:
            return to_speech(*self._ask(request, self._limit(utterance.text)))
        except _LostError as lost:
            raise VoiceError(
                f"The voice engine {self._name} {lost} twice at {utterance.text!r}. "
                "Change the sentence, or choose another voice (`soothe voices` lists them)."
            ) from None

    def voices(self) -> tuple[VoiceInfo, ...]:
        """Every voice that the engine has.

        Raises:
            VoiceError: the engine failed, or died or overran its time twice.
        """
        try:
            header, _ = self._ask({"do": "voices"}, _LISTING_LIMIT)
        except _LostError as lost:
            raise VoiceError(
                f"The voice engine {self._name} {lost} twice while it listed its voices. "
                "Run `soothe doctor`, or choose --voice espeak."
            ) from None
        return tuple(VoiceInfo(**voice) for voice in header["voices"])

    def close(self) -> None:
        """End the worker; the next request would start another."""
        with self._lock:
            self._end()

    def _ask(self, request: Mapping[str, Any], limit: float) -> tuple[dict[str, Any], bytes]:
        with self._lock:
            for attempt in range(1, _TRIES + 1):
                try:
                    header, body = self._exchange(request, limit)
                except _LostError:
                    self._end()
                    if attempt == _TRIES:
                        raise
                else:
                    break
        if "error" in header:
            raise VoiceError(f"The voice engine {self._name}: {header['error']}")
        return header, body

    def _exchange(self, request: Mapping[str, Any], limit: float) -> tuple[dict[str, Any], bytes]:
        worker = self._running()
        timer = Timer(limit, worker.kill)
        timer.start()
        try:
            send(cast("BinaryIO", worker.stdin), request)
            answer = receive(cast("BinaryIO", worker.stdout))
        except OSError:
            answer = None
        finally:
            overran = not timer.is_alive()
            timer.cancel()
        if answer is None:
            raise _LostError("ran out of time" if overran else "died")
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._worker is None:
            self._worker = _start(self._reference)
        return self._worker

    def _end(self) -> None:
        if self._worker:
            self._worker.kill()
            self._worker.communicate()
            self._worker = None


def _start(reference: str) -> subprocess.Popen[bytes]:
    # The worker finds what this program finds, wherever it was put on the path.
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return subprocess.Popen(  # noqa: S603 - this interpreter, this package
        [sys.executable, "-P", "-m", "soothe.voices.worker", reference],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )
