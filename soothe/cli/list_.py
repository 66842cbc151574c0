"""`soothe list`: the sessions that there are."""

from __future__ import annotations

import json

import click

from soothe.cli.readable import readable_scripts
from soothe.units import clock


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(*, as_json: bool) -> None:
    """List the sessions with their lengths."""
    headers = list(readable_scripts())
    if as_json:
        rows = [
            {"name": name, "title": header.title, "lang": header.lang, "length_s": header.length}
            for name, header in headers
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    width = max((len(name) for name, _ in headers), default=0)
    for name, header in headers:
        least, _, most = header.length
        click.echo(f"{name:<{width}}  {clock(least)} to {clock(most)}  {header.title}")
