"""`soothe tonight`: a session that was not heard lately, to fall asleep with."""

from __future__ import annotations

from typing import Any

import click

from soothe.catalogue import find_script, named_scripts
from soothe.cli.play_ import manner_options
from soothe.play import history
from soothe.script import describe


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
    headers = {name: describe(path) for name, path in named_scripts().items()}
    spoken = [name for name, header in headers.items() if _speaks(header.lang, lang)]
    if not spoken:
        raise click.UsageError(f"There is no session in {lang!r}. See: soothe list", ctx)
    name = history.longest_unheard(history.history(), spoken)
    click.echo(f"Tonight: {describe(find_script(name)).title}", err=True)
    order = Order(name, minutes=minutes, choices={"ending": "sleep"})
    play_order(ctx, manner.timed(order), manner)


def _speaks(tag: str, lang: str) -> bool:
    return tag.casefold().split("-")[0] == lang.casefold().split("-")[0]
