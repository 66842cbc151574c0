"""The process that simpleaudio lives in: `python -m soothe.play.simple_worker FILE.wav`.

simpleaudio ends the whole process when something goes wrong in it, so it gets one of its own. This
one plays a recording, says `playing` when it has begun, and ends with it, or at once when standard
input is closed: then the program that started it is gone or wants silence.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
import wave


def main(path: str) -> None:
    """Play a WAV file to its end."""
    threading.Thread(target=_watch, daemon=True).start()
    # Not at the top: it is not installed everywhere, and the file is read by tools that only look.
    simpleaudio = importlib.import_module("simpleaudio")
    with wave.open(path) as file:
        shape = (file.getnchannels(), file.getsampwidth(), file.getframerate())
        played = simpleaudio.play_buffer(file.readframes(file.getnframes()), *shape)
    sys.stdout.write("playing\n")
    sys.stdout.flush()
    played.wait_done()


def _watch() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1])
