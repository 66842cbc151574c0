"""`soothe list`: the sessions that there are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from soothe.catalogue import named_scripts
from soothe.errors import SootheError
from soothe.script import describe
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.script import Header


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(*, as_json: bool) -> None:
    """List the sessions with their lengths."""
    headers = list(_readable())
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


def _readable() -> Iterator[tuple[str, Header]]:
    """Every script that can be read; one that cannot is named and hides no other."""
    for name, path in named_scripts().items():
        try:
            yield name, describe(path)
        except SootheError as error:
            click.echo(f"soothe: {name} is left out. {error}", err=True)
