"""The scripts that can be read; one that cannot is named and hides no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from soothe.catalogue import named_scripts
from soothe.errors import SootheError
from soothe.script import describe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.script import Header


def readable_scripts() -> Iterator[tuple[str, Header]]:
    """Each by the shortest name that finds it, with what it says about itself."""
    for name, path in named_scripts().items():
        try:
            yield name, describe(path)
        except SootheError as error:
            click.echo(f"soothe: {name} is left out. {error}", err=True)
