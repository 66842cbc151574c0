"""Looks for the patterns of strangers in a process of its own, within a time limit.

A regular expression can keep Python busy for years over one sentence, and nothing inside the same
process can stop it on every system. A child does the work, and dies when it takes too long.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import time
import weakref
from functools import cache
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Protocol, TextIO, cast

from soothe.errors import UsageError
from soothe.script.confined import command, environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS = 5
"""Time that all searches of one check may take together; honest ones need a hundredth of it."""


class Match(Protocol):
    """What a pattern found: with the index 0 the words."""

    def __getitem__(self, group: int, /) -> str: ...


class Pattern(Protocol):
    """Something to look for, here or in another process."""

    def search(self, text: str, /) -> Match | None:
        """The first place in a text; None where there is none."""


class Strange:
    """A pattern that is looked for by a searcher.

    Args:
        searcher: finds the first match of a pattern in a text.
        pattern: a regular expression.

    Raises:
        UsageError: it is none.
    """

    def __init__(self, searcher: Searcher, pattern: str) -> None:
        self._find: Callable[[str], str | None] = cache(lambda text: searcher.find(pattern, text))
        self._find("")

    def search(self, text: str, /) -> Match | None:
        """The first place in a text.

        Raises:
            UsageError: the search takes too long.
        """
        found = self._find(text)
        return None if found is None else (found,)


class Searcher:
    """A child process that looks for the patterns of one file.

    Args:
        path: the file, for what is said about it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left: float = SECONDS
        self._child = _start()
        self._answers: SimpleQueue[str] = SimpleQueue()
        # It holds no searcher, so that one that nobody needs any more takes its child along.
        Thread(target=_listen, args=(self._child, self._answers), daemon=True).start()
        weakref.finalize(self, _end, self._child)

    def find(self, pattern: str, text: str) -> str | None:
        """The first match of a pattern in a text; None where there is none.

        Raises:
            UsageError: it is no regular expression, or takes too long.
        """
        answer = self._ask(json.dumps([pattern, text]))
        if answer is None:
            raise UsageError(
                f"{self._path} cannot be used: to look for {pattern!r} takes longer than"
                f" {SECONDS} seconds. Write it without repetitions of repetitions; or keep the"
                " file in your scripts folder, where it may take any time."
            )
        found, wrong = json.loads(answer)
        if wrong is not None:
            raise UsageError(f"{self._path} cannot be used: {pattern!r} is wrong: {wrong}.")
        return None if found is None else str(found)

    def _ask(self, request: str) -> str | None:
        """The answer of the child; None when it did not come in time."""
        start = time.monotonic()
        try:
            asking = cast("TextIO", self._child.stdin)
            asking.write(request + "\n")
            asking.flush()
            return self._answers.get(timeout=self._left) or None
        except (OSError, Empty):
            self._child.kill()
            return None
        finally:
            self._left = max(self._left - (time.monotonic() - start), 0.0)


def _start() -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  the command is fixed; patterns go in as data
        command("soothe.check.searcher"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="ascii",
        env=environment(),
    )


def _listen(child: subprocess.Popen[str], answers: SimpleQueue[str]) -> None:
    """Hand on what a child says, and an empty text when it will say no more."""
    with cast("TextIO", child.stdout) as said:
        for line in said:
            answers.put(line)
    answers.put("")


def _end(child: subprocess.Popen[str]) -> None:
    child.kill()
    child.wait()
    with contextlib.suppress(OSError):  # what nobody read any more
        cast("TextIO", child.stdin).close()
