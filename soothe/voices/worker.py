"""The process that an engine lives in: `python -m soothe.voices.worker MODULE:CLASS`.

Requests come on standard input, answers go out on what was standard output. Native libraries and
pyttsx3 print, so file descriptor 1 is given to standard error before any of them is loaded. A
thread reads the requests: when the program is gone it ends the process at once, even while the
engine hangs.
"""

from __future__ import annotations

import os
import sys
from pkgutil import resolve_name
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO

from soothe.errors import SootheError, UsageError
from soothe.voices.wire import receive, send, to_answer, to_utterance

if TYPE_CHECKING:
    from soothe.voices.engine import Engine


def main(reference: str) -> None:
    """Serve one engine until the program closes the pipe."""
    answers = _clean_stdout()
    requests: SimpleQueue[dict[str, Any]] = SimpleQueue()
    Thread(target=_read, args=(requests,), daemon=True).start()
    engine: Engine = resolve_name(reference)()
    while True:
        send(answers, *_answer(engine, requests.get()))


def _clean_stdout() -> BinaryIO:
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def _read(requests: SimpleQueue[dict[str, Any]]) -> None:
    while message := receive(sys.stdin.buffer):
        requests.put(message[0])
    os._exit(0)


def _answer(engine: Engine, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        return to_answer(_done(engine, request))
    except SootheError as error:
        return {"error": str(error), "usage": isinstance(error, UsageError)}, b""
    except Exception as error:  # noqa: BLE001 - a plugin may raise anything; the program names it
        return {"failure": f"{type(error).__name__}: {error}"}, b""


def _done(engine: Engine, request: dict[str, Any]) -> object:
    if "utterance" in request:
        return engine.speak(to_utterance(request["utterance"]))
    return getattr(engine, request["ask"])(*request["about"])


if __name__ == "__main__":
    main(sys.argv[1])
