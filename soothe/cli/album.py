"""Several tracks of one session, side by side, each in a process of its own.

Everything is spoken first, in this process: a clip is then made once and not by each track anew,
and a length that is out of reach is known before the long work begins. A track that fails does not
stop the others.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from soothe.errors import SootheError
from soothe.order import asked_seconds
from soothe.outputs.packing import Packing
from soothe.outputs.playlist import Entry, m3u8
from soothe.outputs.write import write_text
from soothe.session import plan, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.synchronize import Event
    from pathlib import Path

    from soothe.order import Order
    from soothe.outputs.packing import Wishes


_CANCELLED: list[Event] = []
"""In a worker: what tells it to stop; a process receives such things only when it begins."""


@dataclass(frozen=True, slots=True)
class Job:
    """A track to be made."""

    order: Order
    target: Path
    wishes: Wishes
    replace: bool
    stems: bool = False
    """Whether voice, bed and bells are saved beside it."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job."""

    job: Job
    entry: Entry | None
    """None: it failed."""
    error: str = ""


def make_album(
    jobs: Sequence[Job], cores: int | None, progress: Callable[[str, float], None]
) -> tuple[Result, ...]:
    """Makes every track that can be made, up to `cores` side by side; results in order."""
    done = dict(_unfit(jobs))
    progress("speaking", 1.0)
    ready = [job for job in jobs if job.target not in done]
    for result in _side_by_side(ready, cores or os.cpu_count() or 1):
        done[result.job.target] = result
        progress("encoding", len(done) / len(jobs))
    return tuple(done[job.target] for job in jobs)


def write_playlist(path: Path, title: str, results: Sequence[Result], *, replace: bool) -> None:
    """Writes the tracks that were made as a playlist.

    Raises:
        OutputError: it cannot be written there.
    """
    made = [result.entry for result in results if result.entry]
    write_text(path, m3u8(title, made), replace=replace)


def _unfit(jobs: Sequence[Job]) -> Iterator[tuple[Path, Result]]:
    """Speaks each length once; yields the tracks whose words or length are refused."""
    refused: dict[str | float | None, str] = {}
    for job in jobs:
        minutes = job.order.minutes
        if minutes not in refused:
            refused[minutes] = _refusal(job.order)
        if refused[minutes]:
            yield job.target, Result(job, None, refused[minutes])


def _refusal(order: Order) -> str:
    try:
        plan(order)
    except SootheError as error:
        return str(error)
    return ""


def _side_by_side(jobs: Sequence[Job], cores: int) -> Iterator[Result]:
    if not jobs:
        return
    workers = min(cores, len(jobs))
    context = multiprocessing.get_context("spawn")
    cancelled = context.Event()
    with ProcessPoolExecutor(workers, context, _begin, (cancelled,)) as pool:
        # The longest first: otherwise it would go on alone when the others are done.
        longest = sorted(jobs, key=lambda job: asked_seconds(job.order), reverse=True)
        shared = [_with_workers(job, max(1, cores // workers)) for job in longest]
        try:
            for future in as_completed([pool.submit(_make, job) for job in shared]):
                yield future.result()
        except BaseException:
            cancelled.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _with_workers(job: Job, workers: int) -> Job:
    return replace(job, wishes={**job.wishes, "workers": workers})


def _begin(cancelled: Event) -> None:
    """In a worker: a key that stops the program is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _CANCELLED.append(cancelled)


def _make(job: Job) -> Result:
    """In a worker: makes one track."""
    try:
        track = render(job.order, lambda _stage, _done: _go_on())
        track.export(job.target, replace=job.replace, progress=lambda _done: _go_on(), **job.wishes)
        if job.stems:
            track.export_stems(job.target, replace=job.replace)
    except SootheError as error:
        return Result(job, None, str(error))
    tags = track.tags(Packing(**job.wishes))
    return Result(job, Entry(job.target.name, tags.title, tags.artist, track.seconds))


def _go_on() -> None:
    """Stops the work at hand, which then leaves nothing behind."""
    if any(event.is_set() for event in _CANCELLED):
        raise KeyboardInterrupt
