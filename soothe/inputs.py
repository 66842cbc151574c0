"""What a session is made of: no export may write over it.

`-f` says that an earlier track may go. It does not mean the script, the music, the picture or the
recordings of a voice, although `soothe export calm.txt --transcript txt` would name the transcript
like the script.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from soothe.beds.spec import NOTHING, parse_spec, sound_path
from soothe.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soothe.order import Order

_OWN_VOICE = "recorded:"


def spare_inputs(targets: Iterable[Path], order: Order, cover: str | None = None) -> None:
    """Refuses to write over what a session is made of.

    Args:
        targets: the files that would be written.
        order: what is asked for.
        cover: the person's own picture.

    Raises:
        OutputError: a target is one of the inputs, or lies in a folder that is one.
        UsageError: a sound that does not exist.
    """
    inputs = [path.resolve() for path in (*_files(order, cover), *_folders(order))]
    for target in targets:
        if target.exists() and any(map(target.resolve().is_relative_to, inputs)):
            raise OutputError(
                f"{target} is what this session is made of, and would be lost. "
                "Give the track another name or folder with -o."
            )


def _files(order: Order, cover: str | None) -> Iterator[Path]:
    """Script and picture, where a path was given and not a name."""
    named = (Path(each).expanduser() for each in (order.script, cover) if each)
    return (path for path in named if path.is_file())


def _folders(order: Order) -> Iterator[Path]:
    """Sounds, each a file or a folder of recordings, and the recordings of a person's own voice."""
    yield from (sound_path(part.name) for part in parse_spec(order.sound or NOTHING))
    if order.voice.startswith(_OWN_VOICE):
        yield Path(order.voice.removeprefix(_OWN_VOICE)).expanduser()
