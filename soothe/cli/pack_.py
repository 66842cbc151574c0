"""`soothe pack`: a folder of tracks as one zip file."""

from __future__ import annotations

from pathlib import Path

import click

from soothe.errors import UsageError
from soothe.outputs.names import safe_name
from soothe.outputs.pack import pack_folder


@click.command("pack")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The zip file.")
@click.option("-f", "--force", is_flag=True, help="Replace the file if it is there.")
def command(folder: Path, output: Path | None, *, force: bool) -> None:
    """Pack the tracks of a folder into a zip file, with their transcripts.

    \b
    soothe export foot-massage -m 5,10 -o Foot/
    soothe pack Foot/                          makes Foot.zip
    """
    if output == Path("-"):
        raise UsageError("A zip file cannot go to a pipe. Name a file with -o.")
    target = output or Path(safe_name(folder.resolve().name, ".zip"))
    names = pack_folder(folder, target, replace=force)
    size = target.stat().st_size / 1e6
    click.echo(f"{target}  ({len(names)} files, {size:.1f} MB)")
