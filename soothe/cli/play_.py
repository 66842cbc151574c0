"""`soothe play`: hear a session now."""

from __future__ import annotations

from typing import Any

import click

from soothe.cli.app import INTERRUPTED
from soothe.cli.order import OWN_FLAGS, make_order, order_options
from soothe.cli.progress import progress_bar
from soothe.play import open_device, open_keys, open_screen, play
from soothe.session import Order, render
from soothe.units import clock


@click.command("play", context_settings=OWN_FLAGS)
@order_options
@click.option("--device", default="miniaudio", show_default=True, help="Where the sound goes.")
@click.option("--plain", is_flag=True, help="Only the words, line by line, for a screen reader.")
@click.pass_context
def command(ctx: click.Context, *, device: str, plain: bool, **options: Any) -> None:  # noqa: ANN401 - click's own shape
    """Play a session now.

    Space pauses, the arrow keys go ten seconds back or on, n and p change the step, q stops.

    \b
    soothe play foot-massage
    soothe play foot-massage -m 5 --sound ocean --ending sleep
    """
    play_order(ctx, make_order(ctx, options), device, plain=plain)


def play_order(ctx: click.Context, order: Order, device: str, *, plain: bool) -> None:
    """Make the session and play it to its end, or until the person stops it."""
    opened = open_device(device)
    with progress_bar() as report:
        track = render(order, report)
    outcome = play(
        track.timeline,
        track.pcm,
        opened,
        open_keys(),
        open_screen(plain=plain),
        title=track.script.title,
    )
    if outcome.interrupted:
        ctx.exit(INTERRUPTED)
    if not outcome.finished:
        click.echo(f"Stopped at {clock(outcome.position / track.timeline.rate)}.", err=True)
