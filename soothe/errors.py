"""Everything that can go wrong, on one screen.

Each error is a sentence that says what, where and what next. Its class carries the exit code of the
command line, so that a program that embeds soothe and a person at a terminal read the same thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from soothe.model import Problem


INTERRUPTED = 130
"""Exit code of a program that was stopped by its person."""


class SootheError(Exception):
    """Any error that soothe raises on purpose; its text is meant for a person."""

    exit_code: ClassVar[int] = 1


class UsageError(SootheError):
    """A name, choice or number that does not exist or is out of its range."""

    exit_code = 2


class ScriptError(SootheError):
    """A script that cannot be played; `problems` holds every finding with its place."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class FitError(SootheError):
    """No arrangement meets the asked length within every bound.

    `below` and `above` are the nearest lengths in frames that are possible, None where none exists.
    """

    exit_code = 4

    def __init__(self, message: str, *, below: int | None, above: int | None) -> None:
        self.below = below
        self.above = above
        super().__init__(message)


class VoiceError(SootheError):
    """A voice or engine that is missing, failed, died or ran out of time."""

    exit_code = 5


class DeviceError(SootheError):
    """A sound device or player that is missing or does not answer."""

    exit_code = 5


class SoundError(SootheError):
    """A sound, recording or recipe that cannot be used."""


class OutputError(SootheError):
    """A file that cannot be written; nothing half written is left behind."""
