"""`soothe card`: the steps of a session as a page to print."""

from __future__ import annotations

from typing import Any

import click

from soothe.cli.order import OWN_FLAGS, file_stem, make_order, order_options
from soothe.outputs.atomic import place, refuse_early
from soothe.outputs.card import card
from soothe.outputs.names import safe_name
from soothe.outputs.write import write_text
from soothe.session import plan


@click.command("card", context_settings=OWN_FLAGS)
@order_options
@click.option("-o", "--output", help="A file or folder.")
@click.option("-f", "--force", is_flag=True, help="Replace the file if it is there.")
@click.pass_context
def command(ctx: click.Context, /, output: str | None, *, force: bool, **options: Any) -> None:  # noqa: ANN401 - click's own shape
    """Draw the steps of a session with their times, as an SVG page that any browser prints.

    \b
    soothe card foot-massage -m 10
    soothe card foot-massage -m 10 --voice silent    without any voice installed
    """
    order = make_order(ctx, options)
    target = place(output or ".", safe_name(file_stem(order), ".svg"))
    refuse_early((target,), replace=force)
    planned = plan(order)
    write_text(target, card(planned.script, planned.timeline), replace=force)
    click.echo(str(target))
