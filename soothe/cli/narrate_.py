"""`soothe narrate`: what to read aloud so that a session speaks with a person's own voice."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from soothe.cli.order import OWN_FLAGS, make_order, order_options
from soothe.session import wordings
from soothe.voices.long_take import REST, cut_take
from soothe.voices.sheet import read_sheet, sheet_of, write_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.model import Script
    from soothe.order import Order
    from soothe.voices.matching import Reading
    from soothe.voices.sheet import Sheet

_ENOUGH = 40
"""Seeds in a row that bring no new wording, after which all are taken to be known."""


@click.command("narrate", context_settings=OWN_FLAGS)
@order_options
@click.option(
    "--sheet",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder of the sheet and the recordings.",
)
@click.option(
    "--take",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A long recording of the whole sheet, to be cut into its lines.",
)
@click.option(
    "--rest", default=REST, show_default=True, help="Seconds of silence that part two lines."
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    folder: Path,
    take: Path | None,
    rest: float,
    **options: Any,  # noqa: ANN401 - click's own shape
) -> None:
    """Write down every line that a session can say, to be recorded by a person.

    Without --seed the sheet has every wording. Lines that name the length are those of -m, which
    may be several. Record a file for each line, or all of them in one take with rests between.

    \b
    soothe narrate foot-massage -m 5,10,15 --sheet my-voice
    soothe narrate foot-massage --sheet my-voice --take one-long-take.wav
    soothe export foot-massage -m 10 --voice recorded:my-voice
    """
    if take:
        _report(cut_take(take, read_sheet(folder), folder, rest))
        return
    lengths = (options.pop("minutes") or "").split(",")
    orders = [make_order(ctx, {**options, "minutes": length.strip() or None}) for length in lengths]
    sheet = sheet_of(script for order in orders for script in _wordings(order))
    write_sheet(sheet, folder)
    page = folder / "sheet.html"
    page.write_text(_page(sheet), "utf-8")
    click.echo(f"{len(sheet.rows)} lines to read: {page}")
    click.echo(f"Afterwards: soothe export {options['script']} --voice recorded:{folder}")


def _wordings(order: Order) -> Iterator[Script]:
    """The script in every wording, or in that of the seed that was asked for."""
    if order.seed is not None:
        yield from wordings(order, (order.seed,))
        return
    known: set[str] = set()
    idle = 0
    for script in wordings(order, count()):
        said = {say.text for say in script.says()}
        idle = idle + 1 if said <= known else 0
        if idle == _ENOUGH:
            return
        known |= said
        yield script


def _page(sheet: Sheet) -> str:
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("soothe.cli"), autoescape=True)
    return environment.get_template("sheet.html.j2").render(sheet=sheet)


def _report(reading: Reading) -> None:
    click.echo(f"{len(reading.matches)} lines found.")
    for found in reading.matches:
        if found.doubtful:
            click.echo(f"  listen to {found.row.file}: {found.row.text}")
    for row in reading.missing:
        click.echo(f"  not found: {row.file}: {row.text}")
    for start, end in reading.unused:
        click.echo(f"  no line:   {start:.1f} s to {end:.1f} s of the take")
