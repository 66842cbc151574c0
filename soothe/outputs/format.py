"""What every file format offers, so that writing a file is the same for all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.outputs.recording import Recording
    from soothe.outputs.tags import Tags

Progress: TypeAlias = Callable[[int], None]
"""Called with the frames of the track that are done, on the thread that writes."""


class Format(Protocol):
    """A way to pack a track into one file."""

    @property
    def suffix(self) -> str:
        """Ending of file names, with its dot."""
        ...

    @property
    def encoder_gain_db(self) -> float:
        """Decibels by which packing changes the level; turn the sound up by its negative before."""
        ...

    @property
    def one_pass(self) -> bool:
        """Whether it can be written to a pipe, which cannot go back."""
        ...

    def write(self, sink: BinaryIO, track: Recording, tags: Tags, progress: Progress) -> None:
        """Writes the whole file into `sink`, which stays open."""
        ...

    def verify(self, path: Path, track: Recording) -> None:
        """Proves that a written file is whole and exactly as long as the track.

        Raises:
            OutputError: it is not.
        """
        ...
