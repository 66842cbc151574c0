"""Several scripts at once: what is remembered is looked up, the rest shared among the cores."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from functools import partial
from typing import TYPE_CHECKING

from soothe.check.checking import Checked, check
from soothe.check.remembering import check_again, remembered
from soothe.errors import UsageError
from soothe.model import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_WORTH = 4
"""So many scripts take longer than it takes to start other processes."""


def check_many(paths: Sequence[Path], *, thorough: bool = False) -> dict[Path, Checked]:
    """What was found about each script, now or earlier; without the studies."""
    known = {path: remembered(path, thorough=thorough) for path in paths}
    rest = [path for path, found in known.items() if found is None]
    look = partial(_look, check_again, thorough=thorough)
    looked = _side_by_side(look, rest) if len(rest) >= _WORTH else list(map(look, rest))
    fresh = dict(zip(rest, looked, strict=True))
    return {path: found or fresh[path] for path, found in known.items()}


def study_many(paths: Sequence[Path], *, thorough: bool = False) -> dict[Path, Checked]:
    """What is found about each script now, with the studies."""
    return {path: _look(check, path, thorough=thorough) for path in paths}


def _look(look: Callable[..., Checked], path: Path, *, thorough: bool) -> Checked:
    """A script that cannot even be read is one more finding: the others are still checked."""
    try:
        return look(path, thorough=thorough)
    except UsageError as error:
        problem = Problem(Place(str(path), 1), "error", "unreadable", str(error))
        return Checked((problem,), (str(path),))


def _side_by_side(look: Callable[[Path], Checked], paths: Sequence[Path]) -> list[Checked]:
    context = multiprocessing.get_context("spawn")
    workers = min(os.cpu_count() or 1, len(paths))
    with context.Pool(workers, _begin) as pool:
        # One at a time: scripts differ tenfold in what they cost.
        return pool.map(partial(_without_study, look), paths, chunksize=1)


def _begin() -> None:
    """In a worker, first of all."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Studies hold hardly any reference cycles, and looking for them is a tenth of all the work.
    gc.disable()


def _without_study(look: Callable[[Path], Checked], path: Path) -> Checked:
    """In a worker: a study is far larger than what was found."""
    checked = look(path)
    return Checked(checked.problems, checked.files)
