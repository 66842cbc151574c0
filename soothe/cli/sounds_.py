"""`soothe sounds`: the ambient sounds that there are."""

from __future__ import annotations

import json

import click

from soothe.beds import list_sounds


@click.command("sounds")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(*, as_json: bool) -> None:
    """List the ambient sounds; any of them goes behind --sound, several joined by +."""
    sounds = list_sounds()
    if as_json:
        rows = [{"name": sound.name, "title": sound.title} for sound in sounds]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    width = max(len(sound.name) for sound in sounds)
    for sound in sounds:
        click.echo(f"{sound.name:<{width}}  {sound.title}")
