"""`soothe tonight`: a session that was not heard lately, to fall asleep with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from soothe.cli.play_ import manner_options
from soothe.cli.readable import readable_scripts
from soothe.errors import FitError
from soothe.play import history
from soothe.units import clock, parse_minutes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from soothe.order import Order
    from soothe.script import Header


@click.command("tonight")
@click.option("-m", "--minutes", envvar="SOOTHE_MINUTES", help="Length: 10, 7.5 or 7:30.")
@click.option("--lang", default="en", show_default=True, help="Language of the session.")
@manner_options
@click.pass_context
def command(ctx: click.Context, /, *, minutes: str | None, lang: str, **options: Any) -> None:  # noqa: ANN401 - click's own shape
    """Play the session that was not heard for longest, ending in sleep."""
    # Only now, so that help appears at once.
    from soothe.cli.manner import Manner
    from soothe.cli.performing import play_order
    from soothe.order import Order

    manner = Manner.of(options)
    asked = manner.timed(Order("", minutes=minutes, choices={"ending": "sleep"}))
    spoken = {name: each for name, each in readable_scripts() if _speaks(each.lang, lang)}
    if not spoken:
        raise click.UsageError(f"There is no session in {lang!r}. See: soothe list", ctx)
    name = history.longest_unheard(history.history(), _suited(spoken, asked))
    click.echo(f"Tonight: {spoken[name].title}", err=True)
    play_order(ctx, replace(asked, script=name), manner)


def _suited(headers: Mapping[str, Header], order: Order) -> list[str]:
    """The sessions that can end in sleep and last as long as they shall.

    Raises:
        UsageError: the length is none.
        FitError: there is no such session.
    """
    sleepy = {name: each for name, each in headers.items() if _can_sleep(each)}
    if order.minutes is None:
        return list(sleepy)
    seconds = parse_minutes(str(order.minutes))
    found = [name for name, each in sleepy.items() if each.length[0] <= seconds <= each.length[2]]
    if not found:
        raise FitError(
            f"No session that ends in sleep lasts {clock(float(seconds))}. "
            "See how long each can last: soothe list",
            below=None,
            above=None,
        )
    return found


def _can_sleep(header: Header) -> bool:
    return any(param.name == "ending" and "sleep" in param.of for param in header.params)


def _speaks(tag: str, lang: str) -> bool:
    return tag.casefold().split("-")[0] == lang.casefold().split("-")[0]
