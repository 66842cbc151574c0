"""What was heard on this machine: one line of JSON for each session, in one file of the person's.

Nothing here is ever sent anywhere. Lines that cannot be read are passed over, so that the file may
be edited or cut short by hand.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

RECENT = 20
"""Sessions whose wording counts as heard lately."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One session."""

    when: str
    """Local date and time of its end, ISO 8601."""
    script: str
    minutes: float
    """Heard, pauses not counted."""
    finished: bool
    seed: int
    held: tuple[str, ...] = ()
    """Titles of the steps that were held."""
    skipped: tuple[str, ...] = ()
    """Titles of the steps that were cut short."""

    @property
    def day(self) -> date:
        """The day on which it ended."""
        return datetime.fromisoformat(self.when).date()


def history_file() -> Path:
    """Where the history is kept."""
    return platformdirs.user_data_path("soothe", appauthor=False) / "history.jsonl"


def history() -> tuple[Heard, ...]:
    """Every session, the oldest first."""
    try:
        lines = history_file().read_text(encoding="utf-8").splitlines()
    except OSError:
        return ()
    return tuple(heard for line in lines if (heard := _parsed(line)))


def add(heard: Heard) -> None:
    """Write a session down.

    Raises:
        OSError: the file cannot be written.
    """
    history_file().parent.mkdir(parents=True, exist_ok=True)
    with history_file().open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(heard), ensure_ascii=False) + "\n")


def streak(sessions: Iterable[Heard], today: date) -> int:
    """Days in a row, up to today or yesterday, on which a session was finished."""
    days = {heard.day for heard in sessions if heard.finished}
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day in days:
        count, day = count + 1, day - timedelta(days=1)
    return count


def fresh_seed(sessions: Sequence[Heard], script: str, seed: int) -> int:
    """The first seed from `seed` on whose wording of a script was not heard lately."""
    lately = {heard.seed for heard in sessions[-RECENT:] if heard.script == script}
    while seed in lately:
        seed += 1
    return seed


def longest_unheard(sessions: Sequence[Heard], scripts: Collection[str]) -> str:
    """The script that was heard least lately: one that never was, or the longest ago."""
    last = {heard.script: number for number, heard in enumerate(sessions)}
    return min(sorted(scripts), key=lambda name: last.get(name, -1))


def favourites(sessions: Iterable[Heard], script: str) -> tuple[str, ...]:
    """Titles of the steps that were held when a script was last heard."""
    last: tuple[str, ...] = ()
    for heard in sessions:
        if heard.script == script:
            last = tuple(Counter(heard.held))
    return last


def _parsed(line: str) -> Heard | None:
    try:
        heard = Heard(**json.loads(line))
        datetime.fromisoformat(heard.when)
    except (ValueError, TypeError):
        return None
    return heard
