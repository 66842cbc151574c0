"""`soothe play`: hear a session now."""

from __future__ import annotations

from typing import Any

import click

from soothe.cli.order import OWN_FLAGS, make_order, order_options

_MANNER = (
    click.option("--device", default="miniaudio", show_default=True, help="Where the sound goes."),
    click.option(
        "--plain", is_flag=True, help="Only the words, line by line, for a screen reader."
    ),
    click.option("--dark", is_flag=True, help="Nothing on the screen; keys work."),
    click.option(
        "--wait-for-me", is_flag=True, help="Wait for a key when there is something to do."
    ),
    click.option(
        "--wait-for-claps",
        is_flag=True,
        help="The same, and two claps at the microphone do as well; nothing is recorded.",
    ),
    click.option("--lead-in", metavar="60s", help="Sound alone before the first word."),
    click.option("--sleep-on", metavar="45m", help="Sound alone after the last word, ever less."),
    click.option("--until", metavar="22:30", help="End at this time of day."),
    click.option("-y", "--yes", is_flag=True, help="Start without showing what is needed first."),
    click.option(
        "--history/--no-history",
        default=True,
        envvar="SOOTHE_HISTORY",
        show_default=True,
        help="Write down on this computer what was heard.",
    ),
)


def manner_options(function: Any) -> Any:  # noqa: ANN401 - a decorator of click's
    """Add the options that say how a session is played."""
    for option in reversed(_MANNER):
        function = option(function)
    return function


@click.command("play", context_settings=OWN_FLAGS)
@order_options
@manner_options
@click.option("--from", "step", metavar="STEP", help="Begin with this step.")
@click.option("--resume", is_flag=True, help="Go on where you stopped.")
@click.pass_context
def command(ctx: click.Context, /, *, step: str | None, resume: bool, **options: Any) -> None:  # noqa: ANN401 - click's own shape
    """Play a session now. Space pauses, ? shows every key, q stops and remembers the place.

    \b
    soothe play foot-massage
    soothe play foot-massage -m 5 --sound ocean --ending sleep --sleep-on 30m
    soothe play foot-massage --until 22:30
    soothe play --sound rain -m 480                     a sound alone, as a sleep timer
    soothe play ./mine.md.j2 --from rest
    soothe play --resume
    """
    # Only now, so that help appears at once.
    from soothe.cli.manner import Manner
    from soothe.cli.performing import play_order, resume_order

    manner = Manner.of(options)
    if resume:
        resume_order(ctx, manner)
    else:
        play_order(ctx, manner.timed(make_order(ctx, options)), manner, step=step)


for _param in command.params:
    if _param.name == "script":
        # Not needed with --resume.
        _param.required = False
