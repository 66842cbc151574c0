"""`soothe sounds`: the ambient sounds that there are; below it, how to hear one."""

from __future__ import annotations

import json

import click

from soothe.beds import list_sounds
from soothe.cli.below import Below

_BELOW = {"preview": "sounds_preview_"}


@click.group("sounds", cls=Below, below=_BELOW, invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """List the ambient sounds; any of them goes behind --sound, several joined by +.

    Your own music does as well: --sound song.mp3, or a folder of recordings.

    \b
    soothe sounds preview ocean
    soothe sounds preview "rain + pads:-6"
    """
    if ctx.invoked_subcommand is not None:
        return
    sounds = list_sounds(
        lambda error: click.echo(f"soothe: A sound is left out. {error}", err=True)
    )
    if as_json:
        rows = [{"name": sound.name, "title": sound.title} for sound in sounds]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    width = max((len(sound.name) for sound in sounds), default=0)
    for sound in sounds:
        click.echo(f"{sound.name:<{width}}  {sound.title}")
