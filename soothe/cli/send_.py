"""`soothe send`: files to a phone on the same network, by a QR code."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from soothe.send.network import checked_address, home_address
from soothe.send.offer import offer
from soothe.send.qr import qr_code
from soothe.send.serve import serving, wait
from soothe.units import parse_minutes


@click.command("send")
@click.argument("what", type=click.Path(path_type=Path))
@click.option("-m", "--minutes", default="15", show_default=True, help="When to stop.")
@click.option("--host", help="Address of this computer.  [default: that on the home network]")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="[default: any free one]")
@click.pass_context
def command(ctx: click.Context, /, what: Path, minutes: str, host: str | None, port: int) -> None:
    """Send a file or a folder of tracks to a phone on this network.

    Point the phone's camera at the code. Whoever has the address can fetch these files and nothing
    else, until the phone has them or the time is up.

    \b
    soothe send foot-massage-10-min.mp3
    soothe send Foot/
    """
    offered = offer(what)
    seconds = float(parse_minutes(minutes))
    with serving(offered, checked_address(host) if host else home_address(), port) as server:
        if _can_show():
            click.echo(qr_code(server.url, colour=sys.stdout.isatty()), color=True)
        click.echo(server.url)
        click.echo("Waiting for the phone. Ctrl-C stops.", err=True)
        arrived = wait(offered, seconds)
    click.echo("Everything has arrived." if arrived else "The time is up.", err=True)
    if not arrived:
        ctx.exit(1)


def _can_show() -> bool:
    """Whether the terminal has the letters that the code is made of."""
    try:
        "█▀▄".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
