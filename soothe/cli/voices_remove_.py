"""`soothe voices remove`: an installed voice goes."""

from __future__ import annotations

import click

from soothe.cli.voices_ import megabytes
from soothe.voices.install import remove


@click.command("remove")
@click.argument("voice")
def command(*, voice: str) -> None:
    """Delete a voice that was installed.

    \b
    soothe voices remove en_GB-alba-medium
    """
    click.echo(f"Removed {voice}; {megabytes(remove(voice))} are free again.")
