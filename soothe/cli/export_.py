"""`soothe export`: save a session as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from soothe.cli.order import OWN_FLAGS, make_order, order_options
from soothe.cli.progress import progress_bar
from soothe.cli.summary import summary
from soothe.cli.wishes import make_wishes, packing_options
from soothe.errors import UsageError
from soothe.session import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.track import Track


@click.command("export", context_settings=OWN_FLAGS)
@order_options
@click.option("-o", "--output", help="A file, a folder, or - for standard output.")
@packing_options
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Cores to use.  [default: all]")
@click.option("-v", "--verbose", is_flag=True, help="Say more about what was made.")
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - click's own shape
    """Save a session as a file for a phone.

    \b
    soothe export foot-massage -m 10
    soothe export foot-massage -m 7:30 --sound ocean --ending sleep -o ~/Music/
    soothe export foot-massage -m 10 --captions vtt --transcript html
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


def _save(
    track: Track, options: dict[str, Any], *, to_pipe: bool, report: Callable[[str, float], None]
) -> Path | None:
    wishes = make_wishes(options) | {"workers": options["jobs"]}

    def progress(done: float) -> None:
        report("encoding", done)

    if to_pipe:
        track.write(sys.stdout.buffer, progress=progress, **wishes)
        return None
    target = Path(options["output"] or ".").expanduser()
    return track.export(target, replace=options["force"], progress=progress, **wishes)
