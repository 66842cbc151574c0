"""Files appear whole or not at all: written beside their targets, renamed at the very end.

Several files that belong together get their names one after the other. If one of them cannot, those
before it are put back as they were, so that no half of a set is left.
"""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from soothe.catalogue import typed
from soothe.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


_SLASHES = tuple(filter(None, (os.sep, os.altsep)))


def place(target: str | Path, name: str) -> Path:
    """The file that is meant by a target: itself, or `name` in it where it is a folder.

    Raises:
        OutputError: it ends in a slash and is no folder, or cannot be looked up or hold a file.
    """
    if "\0" in str(target):
        raise OutputError(f"{str(target)!r} cannot be a file's name. Take out the NUL.")
    path = typed(target)
    with explained(path):
        if path.is_dir():
            return path / name
    if str(target).endswith(_SLASHES):
        raise OutputError(f"There is no folder {path}. Make it first, or choose another.")
    return path


@contextmanager
def replacing(target: Path, *, replace: bool) -> Iterator[Path]:
    """Gives a fresh temporary file beside `target`; it becomes `target` when the block succeeds.

    If the block fails or is interrupted, the temporary file goes and `target` is untouched.

    Raises:
        OutputError: the file is there already and `replace` is false, or cannot be written.
    """
    with replacing_all((target,), replace=replace) as (fresh,):
        yield fresh


@contextmanager
def replacing_all(targets: Sequence[Path], *, replace: bool) -> Iterator[tuple[Path, ...]]:
    """As `replacing`, for files that belong together: all of them become their targets, or none.

    Raises:
        OutputError: one is there already and `replace` is false, or cannot be written.
    """
    with ExitStack() as left_over, explained(targets[-1]):
        for target in targets:
            _check(target, replace=replace)
        fresh = tuple(_nameless(target) for target in targets)
        for each in fresh:
            left_over.callback(each.unlink, missing_ok=True)
            each.touch(exist_ok=False)
        yield fresh
        for target in targets:
            _check(target, replace=replace)
        _take_names(fresh, targets)


def refuse_early(targets: Sequence[Path], *, replace: bool) -> None:
    """Raises what writing these files would, as far as it can be known before there is a byte.

    Raises:
        OutputError: one is there already and `replace` is false, or nothing may be written there.
    """
    with explained(targets[-1]):
        for target in targets:
            _check(target, replace=replace)
        probe = _nameless(targets[-1])
        probe.touch(exist_ok=False)
        probe.unlink()


def _nameless(target: Path) -> Path:
    return target.with_name(f".soothe-{secrets.token_hex(6)}.part")


def _take_names(fresh: Sequence[Path], targets: Sequence[Path]) -> None:
    """Renames each; the last one, which nothing can follow, is replaced in a single stroke."""
    with ExitStack() as undo:
        aside = [_set_aside(undo, target) for target in targets[:-1]]
        for new, target in zip(fresh[:-1], targets[:-1], strict=True):
            undo.callback(target.unlink, missing_ok=True)
            new.rename(target)
        fresh[-1].replace(targets[-1])
        undo.pop_all()
    for old in aside:
        old.unlink(missing_ok=True)


def _set_aside(undo: ExitStack, target: Path) -> Path:
    """Where the file that has the name now waits, until it is known whether it may go."""
    aside = _nameless(target)
    if target.exists():
        target.rename(aside)
        undo.callback(aside.rename, target)
    return aside


def _check(target: Path, *, replace: bool) -> None:
    if target.is_dir():
        raise OutputError(f"{target} is a folder. Add a file name after it.")
    if target.exists() and not target.is_file():
        raise OutputError(f"{target} is no file but a device or pipe. Use -o - and redirect it.")
    if not target.parent.is_dir():
        raise OutputError(f"There is no folder {target.parent}. Make it first, or choose another.")
    if target.exists() and not replace:
        other = f"another-name{target.suffix}"
        raise OutputError(f"{target.name} is already here. Add -f to replace it, or -o {other}.")


@contextmanager
def explained(target: Path | None) -> Iterator[None]:
    """Turns the system's errors while writing to `target` (None: a pipe) into sentences.

    Raises:
        OutputError: what the system said, and what to do next.
    """
    try:
        yield
    except BrokenPipeError as error:
        raise OutputError("The program that was reading the sound has stopped.") from error
    except OSError as error:
        raise OutputError(_sentence(error, target)) from error


def _sentence(error: OSError, target: Path | None) -> str:
    place = target.absolute().parent if target else "the output"
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"There is no room left in {place}. Free some, or choose another with -o."
        case errno.EFBIG:
            return f"No file in {place} may be that large. Choose another folder, or --small."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"Nothing may be written to {place}. Choose another folder with -o."
        case errno.ENAMETOOLONG:
            return f"A name in {target} is too long. Choose a shorter one with -o."
        case _:
            return f"Writing to {target or place} failed: {error.strerror or error}."
