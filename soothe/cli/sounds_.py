"""`soothe sounds`: the ambient sounds that there are; below it, how to hear one."""

from __future__ import annotations

import json
from importlib import import_module

import click

from soothe.beds import list_sounds

_BELOW = {"preview": "sounds_preview_"}


class _Below(click.Group):
    """Subcommands that are imported when asked for, as their parents are."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_BELOW)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _BELOW:
            return None
        command: click.Command = import_module(f"soothe.cli.{_BELOW[cmd_name]}").command
        return command


@click.group("sounds", cls=_Below, invoke_without_command=True)
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
    sounds = list_sounds()
    if as_json:
        rows = [{"name": sound.name, "title": sound.title} for sound in sounds]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    width = max(len(sound.name) for sound in sounds)
    for sound in sounds:
        click.echo(f"{sound.name:<{width}}  {sound.title}")
