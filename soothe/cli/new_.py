"""`soothe new`: a script to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from soothe.catalogue import find_script, find_sound
from soothe.check.starting import Wishes, file_name, from_pattern, from_script
from soothe.errors import OutputError


@click.command("new")
@click.argument("name")
@click.option("--from", "source", metavar="SCRIPT", help="Begin with a copy of this script.")
@click.option("-i", "asking", is_flag=True, help="Ask a few questions first.")
def command(name: str, *, source: str | None, asking: bool) -> None:
    """Write NAME.md.j2 in the current folder: a commented script that plays at once.

    \b
    soothe new my-session
    soothe new my-feet --from foot-massage
    soothe new my-session -i
    """
    path = Path(file_name(name))
    title = path.name.partition(".")[0].replace("-", " ").replace("_", " ").capitalize()
    if source:
        copied = find_script(source)
        text = from_script(copied, _title(title) if asking else title)
    else:
        text = from_pattern(_asked(title) if asking else Wishes(title), path.name)
    _write(path, text)
    click.echo(f"Wrote {path}. It plays: change it, and listen.")
    click.echo(f"  soothe play ./{path}\n  soothe check {path} --watch")


def _title(title: str) -> str:
    return str(click.prompt("What is it called?", default=title))


def _asked(title: str) -> Wishes:
    """Ask for what a new script shall be; Enter takes what stands in brackets."""
    title = _title(title)
    part = click.prompt("For which part of the body?", default="hands")
    sides = click.confirm("Left and right in turn?", default=False)
    sound = click.prompt("Which sound?", default="rain")
    find_sound(sound)
    author = click.prompt("Who writes it? (Enter for nobody)", default="", show_default=False)
    return Wishes(title, part, sides, sound, author)


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise OutputError(f"{path} is already here. Choose another name.") from error
    except OSError as error:
        raise OutputError(f"Cannot write {path}: {error.strerror}.") from error
