"""A file appears whole or not at all: written beside its target, renamed at the very end."""

from __future__ import annotations

import errno
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from soothe.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def replacing(target: Path, *, replace: bool) -> Iterator[Path]:
    """Gives a fresh temporary file beside `target`; it becomes `target` when the block succeeds.

    If the block fails or is interrupted, the temporary file goes and `target` is untouched.

    Raises:
        OutputError: the file is there already and `replace` is false, or cannot be written.
    """
    with explained(target):
        _check(target, replace=replace)
        fresh = target.with_name(f".soothe-{secrets.token_hex(6)}.part")
        fresh.touch(exist_ok=False)
        try:
            yield fresh
            _check(target, replace=replace)
            fresh.replace(target)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise


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
    place = target.parent if target else "the output"
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"There is no room left in {place}. Free some, or choose another with -o."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"Nothing may be written to {place}. Choose another folder with -o."
        case errno.ENAMETOOLONG:
            return f"A name in {target} is too long. Choose a shorter one with -o."
        case _:
            return f"Writing to {target or place} failed: {error.strerror or error}."
