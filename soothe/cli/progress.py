"""The bar that shows how far an export is, on standard error."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import TaskID

STAGES = {
    "speaking": "Reading the words",
    "mixing": "Adding the sound",
    "encoding": "Saving",
}


@contextmanager
def progress_bar() -> Iterator[Callable[[str, float], None]]:
    """A function that takes a stage and how much of it is done, 0 to 1, and draws it.

    Nothing is drawn where standard error is not a terminal.
    """
    if not sys.stderr.isatty():
        yield lambda _stage, _done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description:<18}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: float) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(STAGES[stage], total=1.0)
            bar.update(tasks[stage], completed=done)

        yield report
