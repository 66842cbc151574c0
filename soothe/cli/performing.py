"""Playing an order for a person at a terminal, and keeping what is worth keeping afterwards."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from soothe.catalogue import find_script
from soothe.cli.layout import CAUTIONS, NEEDS, listed
from soothe.cli.steps import step_named
from soothe.errors import INTERRUPTED
from soothe.order import Order, seed_of_the_day
from soothe.play import history, places
from soothe.play.devices import open_device
from soothe.play.keys import open_keys
from soothe.play.terminal import open_screen
from soothe.script import describe
from soothe.units import clock

if TYPE_CHECKING:
    from soothe.cli.manner import Manner
    from soothe.live import Rehearsal
    from soothe.play.device import Device
    from soothe.play.keys import Keys
    from soothe.play.perform import Performance
    from soothe.play.whole import SimpleAudio
    from soothe.script import Header


def play_order(
    ctx: click.Context, order: Order, manner: Manner, *, step: str | None = None
) -> None:
    """Play an order: the sound begins at once, unless it is the first time and there is a terminal.

    Args:
        ctx: the command's.
        order: what to play.
        manner: how to play it.
        step: id of the step to begin with.

    Raises:
        DeviceError: there is no sound device; found out before anything is prepared.
    """
    device = _checked(manner)
    past = history.history() if manner.history else ()
    header = describe(find_script(order.script))
    first = all(heard.script != order.script for heard in past)
    if first and not manner.yes and _person():
        before_the_clock_starts(header)
    if order.seed is None:
        order = replace(order, seed=history.fresh_seed(past, order.script, seed_of_the_day()))
    last = history.favourites(past, order.script)
    news = f"Last time you held: {', '.join(last)}." if last else ""
    place = _beginning(order, step) if step else None
    _perform(ctx, order, manner, device, place=place, news=news)


def resume_order(ctx: click.Context, manner: Manner) -> None:
    """Go on where the last session was left, with the time that it had left.

    Raises:
        UsageError: no session was left.
        DeviceError: there is no sound device.
    """
    place = places.remembered()
    device = _checked(manner)
    _perform(ctx, Order(**place.order), manner, device, place=place)


def _beginning(order: Order, step: str) -> places.Place:
    """The place at which a step begins.

    Raises:
        UsageError: the session has no such step.
    """
    # Only now: planning needs a voice, and few ask for this.
    from soothe.session import plan

    timeline = plan(order).timeline
    span = timeline.spans[step_named(timeline, step)]
    start, length = (frames / timeline.rate for frames in (span.start, timeline.frames))
    return places.Place(_plain(order), start, length, span.step.id, 0.0)


def before_the_clock_starts(header: Header) -> None:
    """Show what is needed and who should not, and wait for Enter."""
    for line in (*listed(NEEDS, header.needs), *listed(CAUTIONS, header.cautions)):
        click.echo(line, err=True)
    click.prompt("\nPress Enter when you are ready", default="", show_default=False, err=True)


def _perform(
    ctx: click.Context,
    order: Order,
    manner: Manner,
    device: Device | SimpleAudio,
    *,
    place: places.Place | None = None,
    news: str = "",
) -> None:
    # Only now: the sound is loaded after the first questions have been answered, and opened while
    # what speaks and mixes is loaded.
    from soothe.live.first import open_first

    bed = open_first(order, describe(find_script(order.script)))
    from soothe.live import Extras, rehearse
    from soothe.play.perform import perform

    extras = Extras(manner.lead_in, manner.sleep_on, place)
    rehearsal = rehearse(order, extras, patient=not device.paced, bed=bed)
    try:
        done = perform(
            rehearsal.prepare,
            device,
            _keys(manner),
            open_screen(plain=manner.plain, dark=manner.dark),
            opening=rehearsal.opening,
            start=rehearsal.start,
            wait_for_me=manner.wait_for_me or manner.wait_for_claps,
            news=news,
        )
    finally:
        rehearsal.stop()
    _keep(done, rehearsal, manner)
    if gaps := done.outcome.underruns:
        times = "once" if gaps == 1 else f"{gaps} times"
        click.echo(f"The computer was too busy {times}: the sound stopped for a moment.", err=True)
    if done.outcome.interrupted:
        ctx.exit(INTERRUPTED)


def _keys(manner: Manner) -> Keys:
    # Only now: who does not clap needs no numpy to begin with.
    from soothe.play.microphone import ClapKeys

    return ClapKeys(open_keys()) if manner.wait_for_claps else open_keys()


def _checked(manner: Manner) -> Device | SimpleAudio:
    """The device of a manner, found out to be there, and the microphone if it is needed.

    Raises:
        DeviceError: one of them is not there.
    """
    device = open_device(manner.device)
    device.check()
    if manner.wait_for_claps:
        from soothe.play.microphone import check_microphone

        check_microphone()
    return device


def _keep(done: Performance, rehearsal: Rehearsal, manner: Manner) -> None:
    """Write down what was heard, and the place if it was left before its end."""
    if done.course is None:
        return
    outcome, order = done.outcome, rehearsal.order
    seconds = outcome.position / order.rate
    try:
        if outcome.finished:
            places.forget()
        else:
            places.remember(places.place_of(done.course, outcome.position, _plain(order)))
            click.echo(f"Stopped at {clock(seconds)}. Go on with: soothe play --resume", err=True)
        if manner.history:
            history.add(_heard(done, rehearsal))
    except OSError as error:
        click.echo(f"(This session could not be written down: {error.strerror}.)", err=True)


def _heard(done: Performance, rehearsal: Rehearsal) -> history.Heard:
    return history.Heard(
        datetime.now().astimezone().isoformat(timespec="seconds"),
        rehearsal.order.script,
        round(done.outcome.position / rehearsal.order.rate / 60, 1),
        done.outcome.finished,
        rehearsal.order.seed or 0,
        tuple(done.deeds.held),
        tuple(done.deeds.skipped),
    )


def _plain(order: Order) -> dict[str, Any]:
    """An order as JSON can hold it."""
    return {**asdict(order), "keep": sorted(order.keep), "without": sorted(order.without)}


def _person() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
