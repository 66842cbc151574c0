"""`soothe card`: the steps of a session as a page to print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from soothe.cli.order import OWN_FLAGS, file_stem, make_order, order_options
from soothe.outputs.atomic import place, refuse_early
from soothe.outputs.card import card
from soothe.outputs.names import safe_name
from soothe.outputs.write import write_text
from soothe.session import plan

if TYPE_CHECKING:
    from soothe.order import Order


@click.command("card", context_settings=OWN_FLAGS)
@order_options
@click.option("-o", "--output", help="A file, a folder, or - for standard output.")
@click.option("-f", "--force", is_flag=True, help="Replace the file if it is there.")
@click.pass_context
def command(ctx: click.Context, /, output: str | None, *, force: bool, **options: Any) -> None:  # noqa: ANN401 - click's own shape
    """Draw the steps of a session with their times, as an SVG page that any browser prints.

    \b
    soothe card foot-massage -m 10
    soothe card foot-massage -m 10 --voice silent    without any voice installed
    """
    order = make_order(ctx, options)
    if output == "-":
        click.echo(_drawn(order), nl=False)
        return
    target = place(output or ".", safe_name(file_stem(order), ".svg"))
    refuse_early((target,), replace=force)
    write_text(target, _drawn(order), replace=force)
    click.echo(str(target))


def _drawn(order: Order) -> str:
    planned = plan(order)
    return card(planned.script, planned.timeline)
