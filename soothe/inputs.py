"""What a session is made of: no export may write over it.

`-f` says that an earlier track may go. It does not mean the script and the files that it takes in,
the music, the picture or the recordings of a voice, although `soothe export calm.txt --transcript
txt` would name the transcript like the script.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from soothe.beds.spec import NOTHING, parse_spec, sound_path
from soothe.catalogue import exists, find_script, typed
from soothe.errors import OutputError, UsageError
from soothe.ingredients import sought
from soothe.model import BedChange
from soothe.outputs.atomic import explained

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soothe.model import Script
    from soothe.order import Order

_OWN_VOICE = "recorded:"


def spare_inputs(
    targets: Iterable[Path], order: Order, cover: str | None = None, script: Script | None = None
) -> None:
    """Refuses to write over what a session is made of.

    Args:
        targets: the files that would be written.
        order: what is asked for.
        cover: the person's own picture.
        script: its words, once they are read; they may name sounds.

    Raises:
        OutputError: a target is one of the inputs, or lies in a folder that is one.
        UsageError: a sound that does not exist.
    """
    named = _named_by(script) if script else ()
    there = list(filter(_exists, targets))
    # Nothing is looked for that nothing could be written over.
    brought = _brought(order) if there else ()
    _spare(there, (*_files(order, cover), *_folders(order), *named, *brought))


def _exists(target: Path) -> bool:
    with explained(target):
        return target.exists()


def _spare(targets: Iterable[Path], inputs: Iterable[Path]) -> None:
    resolved = [path.resolve() for path in inputs]
    for target in targets:
        if any(map(target.resolve().is_relative_to, resolved)):
            raise OutputError(
                f"{target} is what this session is made of, and would be lost. "
                "Give the track another name or folder with -o."
            )


def _files(order: Order, cover: str | None) -> Iterator[Path]:
    """Script and picture, where a path was given and not a name."""
    named = (typed(each) for each in (order.script, cover) if each)
    return (path for path in named if exists(path, Path.is_file))


def _brought(order: Order) -> Iterable[Path]:
    """What the script takes in; one that went since it was read leaves nothing to be lost."""
    try:
        return sought(find_script(order.script))
    except UsageError:
        return ()


def _folders(order: Order) -> Iterator[Path]:
    """Sounds, each a file or a folder of recordings, and the recordings of a person's own voice."""
    yield from _sounds(NOTHING if order.sound is None else order.sound)
    if order.voice.startswith(_OWN_VOICE):
        yield typed(order.voice.removeprefix(_OWN_VOICE))


def _named_by(script: Script) -> Iterator[Path]:
    """The sounds that its author chose, and the files of its lines, however they were named."""
    yield from _sounds(script.sound)
    lines = [line for step in script.steps for line in step.lines]
    yield from map(Path, {line.place.file for line in lines})
    for cue in (cue for line in lines for cue in line.cues):
        if isinstance(cue, BedChange) and cue.bed is not None:
            yield from _sounds(cue.bed)


def _sounds(spec: str) -> Iterator[Path]:
    return (sound_path(part.name) for part in parse_spec(spec))
