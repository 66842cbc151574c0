"""`soothe export`: save a session as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from soothe.cli.order import OWN_FLAGS, make_order, order_options
from soothe.cli.progress import progress_bar
from soothe.cli.summary import summary
from soothe.errors import UsageError
from soothe.session import render

if TYPE_CHECKING:
    from soothe.track import Track


@click.command("export", context_settings=OWN_FLAGS)
@order_options
@click.option("-o", "--output", help="A file, a folder, or - for standard output.")
@click.option("-f", "--force", is_flag=True, help="Replace the file if it is there.")
@click.option("--format", "format_", help="mp3, wav ...  [default: the ending of the file, or mp3]")
@click.option(
    "--bitrate", type=int, default=128, show_default=True, help="Kilobits per second of an MP3."
)
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Cores to use.  [default: all]")
@click.option("-v", "--verbose", is_flag=True, help="Say more about what was made.")
@click.pass_context
def command(ctx: click.Context, **options: Any) -> None:  # noqa: ANN401 - click's own shape
    """Save a session as a file for a phone.

    \b
    soothe export foot-massage -m 10
    soothe export foot-massage -m 7:30 --sound ocean --ending sleep -o ~/Music/
    soothe export foot-massage -m 5 -o - | mpv -
    """
    order = make_order(ctx, options)
    to_pipe = options["output"] == "-"
    if to_pipe and sys.stdout.isatty():
        raise UsageError(
            "Sound is not for a terminal. Write to a file, or pipe it: ... -o - | mpv -"
        )
    with progress_bar() as report:
        track = render(order, report)
        saved = _save(track, options, to_pipe=to_pipe, report=report)
    click.echo(summary(track, saved, verbose=options["verbose"]), err=to_pipe)


def _save(track: Track, options: dict[str, Any], *, to_pipe: bool, report: Any) -> Path | None:  # noqa: ANN401
    settings = {
        "format": options["format_"],
        "bitrate": options["bitrate"],
        "workers": options["jobs"],
        "progress": lambda done: report("encoding", done),
    }
    if to_pipe:
        track.write(sys.stdout.buffer, **settings)
        return None
    target = Path(options["output"] or ".").expanduser()
    return track.export(target, replace=options["force"], **settings)
