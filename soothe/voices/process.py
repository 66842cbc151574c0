"""A worker process: started when needed, killed when it overruns, asked twice at most.

A timer kills the process and so ends the read that waits for it; waiting on pipes with a time limit
does not exist on Windows.
"""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Event, Lock, Timer
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from soothe.voices.wire import receive, send

if TYPE_CHECKING:
    from collections.abc import Mapping


class LostError(Exception):
    """The worker is gone; the text says how."""


class Process:
    """One worker, one request at a time.

    Args:
        reference: `module:class` of the engine that it serves.
    """

    def __init__(self, reference: str) -> None:
        self._reference = reference
        self._lock = Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._ending = False

    def begin(self) -> None:
        """Start the worker ahead of the first request, which finds out whether that worked."""
        with self._lock:
            self._running = self._running or _start(self._reference)

    def ask(self, request: Mapping[str, Any], limit: float) -> tuple[dict[str, Any], bytes]:
        """Send a request and wait for its answer; a dead worker is started again once.

        Args:
            request: what to do.
            limit: seconds for each of the two tries.

        Raises:
            LostError: the worker died or ran out of time twice.
        """
        with self._lock:
            try:
                return self._try(request, limit)
            except LostError:
                if self._ending:
                    raise
                return self._try(request, limit)

    def end(self) -> None:
        """Kill the worker, if one is running; a request under way in another thread is lost."""
        self._ending = True
        if worker := self._running:
            worker.kill()
        with self._lock:
            self._kill()
            self._ending = False

    def _try(self, request: Mapping[str, Any], limit: float) -> tuple[dict[str, Any], bytes]:
        worker = self._running = self._running or _start(self._reference)
        late = Event()
        timer = Timer(limit, _stop, (worker, late))
        timer.start()
        answer = None
        try:
            answer = _exchange(worker, request)
        finally:
            timer.cancel()
            # After half an exchange, an interrupt included, the next answer would be the wrong one.
            if answer is None:
                self._kill()
        if answer is None:
            raise LostError("ran out of time" if late.is_set() else "died")
        return answer

    def _kill(self) -> None:
        if self._running:
            self._running.kill()
            self._running.communicate()
            self._running = None


def _stop(worker: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    worker.kill()


def _exchange(
    worker: subprocess.Popen[bytes], request: Mapping[str, Any]
) -> tuple[dict[str, Any], bytes] | None:
    try:
        send(cast("BinaryIO", worker.stdin), request)
        return receive(cast("BinaryIO", worker.stdout))
    except OSError:  # the pipe broke: it died between two requests
        return None


def _start(reference: str) -> subprocess.Popen[bytes]:
    # The worker finds what this program finds, wherever it was put on the path. Numpy starts in 110
    # ms instead of 180 when it need not ready threads that speech never uses.
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return subprocess.Popen(  # noqa: S603 - this interpreter, this package
        [sys.executable, "-P", "-m", "soothe.voices.worker", reference],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"OPENBLAS_NUM_THREADS": "1", **os.environ, "PYTHONPATH": path},
    )
