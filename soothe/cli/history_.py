"""`soothe history`: what was heard on this computer."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from soothe.play import history

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command("history")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(*, as_json: bool) -> None:
    """Show what was heard: sessions, minutes, days in a row. Kept in one file, never sent anywhere.

    \b
    Put SOOTHE_HISTORY=off into your environment to write nothing down.
    """
    sessions = history.history()
    if as_json:
        click.echo(json.dumps([asdict(heard) for heard in sessions], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(sessions)))


def _lines(sessions: tuple[history.Heard, ...]) -> Iterator[str]:
    for heard in sessions:
        state = "" if heard.finished else "  (stopped)"
        when = heard.when[:16].replace("T", " ")
        yield f"{when}  {heard.minutes:5.1f} min  {heard.script}{state}"
        yield from (f"{'':18}held: {title}" for title in heard.held)
        yield from (f"{'':18}cut short: {title}" for title in heard.skipped)
    finished = sum(heard.finished for heard in sessions)
    minutes = sum(heard.minutes for heard in sessions)
    days = history.streak(sessions, datetime.now().astimezone().date())
    yield f"{finished} finished, {minutes:.0f} minutes in all, {days} days in a row."
    yield f"Kept in {history.history_file()}"
