"""`soothe feed`: a folder of tracks as a private podcast."""

from __future__ import annotations

from pathlib import Path

import click

from soothe.outputs.episodes import FEED, write_feed


@click.command("feed")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--url", required=True, help="Address under which the folder can be reached.")
@click.option("--title", help="Name of a new feed.  [default: the album]")
@click.option("--author", help="Author of a new feed.  [default: the artist]")
def command(folder: Path, url: str, title: str | None, author: str | None) -> None:
    """Write a podcast feed of a folder, or bring it up to date.

    \b
    soothe export foot-massage -m 5,10 -o Foot/
    soothe feed Foot/ --url https://example.org/foot/
    """
    count = write_feed(folder, url, title, author)
    click.echo(f"{folder / FEED}  ({count} {'track' if count == 1 else 'tracks'})")
