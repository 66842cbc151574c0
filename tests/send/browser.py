"""A headless Chromium, driven through its own pipe: no further package is needed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from itertools import count

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FOUND = next(filter(None, map(shutil.which, NAMES)), None) if os.name == "posix" else None


_EXEC = """
import fcntl, os, sys
there, here, *command = sys.argv[1:]
# Out of the way first, lest one of the two is in the other's place.
there, here = (fcntl.fcntl(int(each), fcntl.F_DUPFD, 10) for each in (there, here))
os.dup2(there, 3)
os.dup2(here, 4)
os.execv(command[0], command)
"""
"""Chromium reads its commands from file 3 and answers on file 4."""


class Browser:
    """One page in a browser of its own.

    Args:
        folder: where it keeps its things and saves what it downloads.
    """

    def __init__(self, folder):
        self._numbers = count(1)
        there, told = os.pipe()
        answers, here = os.pipe()
        flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--mute-audio")
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", _EXEC, str(there), str(here), FOUND, *flags),
                *("--remote-debugging-pipe", f"--user-data-dir={folder / 'profile'}"),
                *("--autoplay-policy=no-user-gesture-required", "about:blank"),
            ],
            pass_fds=(there, here),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(there)
        os.close(here)
        # A browser that hangs is an error and no test that never ends.
        self._limit = threading.Timer(90, self._process.kill)
        self._limit.start()
        self._told, self._answers = os.fdopen(told, "wb"), os.fdopen(answers, "rb")
        self._session = {}
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        made = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = {"sessionId": made["sessionId"]}
        self.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))

    def ask(self, method, **params):
        """One command of the browser's own protocol, and its result."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params, **self._session}
        self._told.write(json.dumps(message).encode() + b"\0")
        self._told.flush()
        while True:
            answer = json.loads(self._message())
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]

    def run(self, script):
        """The value of a script's promise."""
        result = self.ask(
            "Runtime.evaluate",
            expression=f"(async () => {{{script}}})()",
            awaitPromise=True,
            returnByValue=True,
            userGesture=True,
        )
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def close(self):
        """Ends it."""
        self._limit.cancel()
        self._process.kill()
        self._process.wait()
        self._told.close()
        self._answers.close()

    def _message(self):
        found = bytearray()
        while (letter := self._answers.read(1)) != b"\0":
            assert letter, "the browser is gone"
            found += letter
        return bytes(found)
