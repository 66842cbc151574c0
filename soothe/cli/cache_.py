"""`soothe cache`: how much room the kept sound takes, and how to get it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from soothe.store import Store


@click.group("cache")
def command() -> None:
    """What is kept so that nothing is spoken or prepared twice; all of it can be made again.

    SOOTHE_CACHE names another folder for it.
    """


@command.command("size")
def size() -> None:
    """Tell where it is and how much room it takes."""
    for name, store in _stores().items():
        held, most = store.size() / 1e6, store.most_bytes / 1e6
        click.echo(f"{name:<9} {held:>6.1f} MB of at most {most:.0f} MB in {store.folder}")


@command.command("clear")
def clear() -> None:
    """Throw all of it away."""
    freed = sum(store.clear() for store in _stores().values())
    click.echo(f"{freed / 1e6:.1f} MB are free again.")


def _stores() -> dict[str, Store]:
    from soothe.beds.study import studies
    from soothe.catalogue import cache_folder
    from soothe.check.remembering import findings
    from soothe.mix.shelf import measures, takes
    from soothe.outputs.pictures import pictures
    from soothe.script.compiled import compiled
    from soothe.voices.cache import clips

    prepared = takes(cache_folder() / "takes")
    return {
        "speech": clips(),
        "prepared": prepared,
        "measures": measures(prepared),
        "music": studies(),
        "covers": pictures(),
        "templates": compiled(),
        "findings": findings(),
    }
