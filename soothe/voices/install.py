"""Installs and removes Piper voices: licence first, then all of a voice or nothing of it.

Files arrive in a hidden folder beside the installed voices. The model moves last, because a model
is what makes a voice: whatever happens before, no half voice is ever listed.
"""

from __future__ import annotations

import errno
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from soothe.errors import OutputError
from soothe.voices.fetch import fetch
from soothe.voices.index import CARD, FACTS, MODEL, find_entry, read_index, read_small
from soothe.voices.licences import sharing
from soothe.voices.piper import PiperEngine, licence_of, models_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from soothe.voices.engine import VoiceInfo
    from soothe.voices.index import Entry
    from soothe.voices.origin import Origin

_SPARE = 16 * 2**20
"""Bytes that are left free."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A voice before it is installed: what a person should know first."""

    entry: Entry
    licence: str
    """As its card names it; empty if it has none."""

    @property
    def sharing(self) -> str:
        """What the licence lets be done with a file."""
        return sharing(self.licence)


def offers(origin: Origin) -> tuple[Entry, ...]:
    """Every voice that an origin has, by language."""
    return tuple(sorted(read_index(origin).values(), key=lambda entry: (entry.lang, entry.id)))


def offer(name: str, origin: Origin) -> Offer:
    """A voice of an origin with its licence.

    Raises:
        UsageError: there is no such voice.
        VoiceError: the origin does not answer.
    """
    entry = find_entry(read_index(origin), name)
    card = read_small(origin, entry.files[CARD].path) if CARD in entry.files else b""
    return Offer(entry, licence_of(card.decode("utf-8", "replace")))


def install(
    entry: Entry, origin: Origin, told: Callable[[int], None] = lambda _: None
) -> VoiceInfo:
    """Fetch a voice and make it ready to speak.

    Args:
        entry: what to fetch.
        origin: from where.
        told: called with the bytes that have arrived, of `entry.size`.

    Raises:
        VoiceError: it did not arrive whole.
        OutputError: there is no room, or it cannot be written.
    """
    folder = models_folder()
    arriving = folder / ".arriving" / entry.id
    with _explained(folder):
        arriving.mkdir(parents=True, exist_ok=True)
        _check_room(entry, arriving)
        _fetch_all(entry, origin, arriving, told)
        for ending in (CARD, FACTS, MODEL):
            if ending in entry.files:
                (arriving / f"{entry.id}{ending}").replace(folder / f"{entry.id}{ending}")
        shutil.rmtree(arriving)
    return PiperEngine().voice(entry.id)


def _fetch_all(entry: Entry, origin: Origin, arriving: Path, told: Callable[[int], None]) -> None:
    done = 0
    for ending, remote in sorted(entry.files.items(), key=lambda file: file[1].size):

        def tell(at: int, before: int = done) -> None:
            told(before + at)

        fetch(origin, remote, arriving / f"{entry.id}{ending}", tell)
        done += remote.size


def remove(name: str) -> int:
    """Delete an installed voice; returns the bytes that were freed.

    Raises:
        UsageError: it is not installed.
        OutputError: it cannot be deleted.
    """
    own = PiperEngine().voice(name.removeprefix("piper:")).id.partition(":")[2]
    # The model first: a voice without it is none, should the rest fail.
    paths = [models_folder() / f"{own}{ending}" for ending in (MODEL, FACTS, CARD)]
    there = [path for path in paths if path.exists()]
    freed = sum(path.stat().st_size for path in there)
    try:
        for path in there:
            path.unlink()
    except OSError as error:
        raise OutputError(f"Cannot delete {error.filename}: {error.strerror}.") from error
    return freed


def _check_room(entry: Entry, arriving: Path) -> None:
    there = sum(path.stat().st_size for path in arriving.iterdir())
    needed, free = entry.size - there + _SPARE, shutil.disk_usage(arriving).free
    if free < needed:
        raise OutputError(
            f"{entry.id} needs {needed / 1e6:.0f} MB and {models_folder()} has {free / 1e6:.0f} MB "
            "free. Free some space, or name another folder with SOOTHE_VOICES."
        )


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        what = "There is no room left in" if full else "Cannot write to"
        raise OutputError(
            f"{what} {folder} ({error.strerror or error}). What has arrived is kept: free some "
            "space, or name another folder with SOOTHE_VOICES, and run the same line again."
        ) from error
