"""`soothe voices install`: a natural voice, its licence shown first, and the engine with it."""

from __future__ import annotations

import shlex
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from soothe.cli.voices_ import megabytes, speaks
from soothe.voices.install import install, offer, offers
from soothe.voices.origin import find_origin
from soothe.voices.piper import PiperEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from soothe.voices.install import Offer


@click.command("install")
@click.argument("voice", required=False)
@click.option("--list", "list_", is_flag=True, help="Name every voice that can be installed.")
@click.option("--lang", help="With --list: only voices of this language.")
@click.option(
    "--from",
    "place",
    envvar="SOOTHE_VOICES_FROM",
    help="A mirror's address, or a folder with a copy of the hub.",
)
@click.option("-y", "--yes", is_flag=True, help="Ask nothing; the licence is accepted.")
def command(
    *, voice: str | None, list_: bool, lang: str | None, place: str | None, yes: bool
) -> None:
    """Fetch a natural voice; a download that broke goes on where it stopped.

    \b
    soothe voices install --list --lang en
    soothe voices install en_GB-alba-medium
    soothe voices install en_GB-alba-medium --from /media/stick/piper-voices
    """
    origin = find_origin(place)
    if list_:
        for entry in offers(origin):
            if speaks(entry.lang, lang):
                click.echo(f"{entry.id:<36} {entry.quality:<7} {megabytes(entry.size):>7}")
        return
    if voice is None:
        raise click.UsageError("Name a voice, or see which there are with --list.")
    offered = offer(voice, origin)
    _show(offered)
    if not yes:
        click.confirm("Install it?", default=True, abort=True, err=True)
    with _bar(offered) as told:
        installed = install(offered.entry, origin, told)
    click.echo(f"Installed {installed.id}. To hear it: soothe voices preview {installed.id}")
    _ready_the_engine(yes=yes)


def _show(offered: Offer) -> None:
    entry = offered.entry
    click.echo(f"{entry.id}: {entry.lang}, {entry.quality}, {megabytes(entry.size)}")
    click.echo(f"Licence: {offered.licence or 'its card names none'} ({offered.sharing})")


def _ready_the_engine(*, yes: bool) -> None:
    """Install the engine if it is missing and the person wants it, or say which line does."""
    engine = PiperEngine()
    if not engine.missing():
        return
    click.echo(f"The engine that speaks it is not installed yet: {engine.install}", err=True)
    wanted = find_spec("pip") and (yes or click.confirm("Install it now?", default=True, err=True))
    if not wanted:
        return
    line = [sys.executable, "-m", *shlex.split(engine.install)]
    if subprocess.run(line, check=False).returncode:  # noqa: S603 - the engine's own line
        raise click.ClickException(f"That failed. Run it yourself: {engine.install}")


@contextmanager
def _bar(offered: Offer) -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    columns = BarColumn(), DownloadColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=offered.entry.size)
        yield lambda arrived: bar.update(task, completed=arrived)
