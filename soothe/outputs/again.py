"""The command that makes a file again: as short as can be, for whoever finds the file later."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from soothe.beds.spec import without_folders
from soothe.catalogue import sound_alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soothe.model import Script, Value
    from soothe.order import Order
    from soothe.outputs.packing import Packing

_ALONE = {"voice": "silent", "mix": "sound-only"}
"""What an order for a sound without words holds by itself."""


def again(order: Order, script: Script, packing: Packing) -> str:
    """`soothe export foot-massage -m 10 --seed 4127 --first right`.

    Files are named without their folders, which say nothing elsewhere and much about a person.

    Args:
        order: what was asked for.
        script: what became of it; its choices may lack what nobody else is to know.
        packing: how it became a file.
    """
    alone = order.script == str(sound_alone())
    words = ["soothe", "export", *([] if alone else [_base(order.script)])]
    length = [] if order.minutes is None else ["-m", f"{order.minutes}"]
    differing = [*_differing(order, _ALONE if alone else {}), *_chosen(order, script)]
    return shlex.join([*words, *length, "--seed", str(script.seed), *differing, *_packed(packing)])


def _base(text: str) -> str:
    """A file's name without its folder; a name of the library as it is."""
    return Path(text).name if Path(text).suffix else text


def _differing(order: Order, usual: dict[str, str]) -> Iterator[str]:
    options = {
        "voice": (public_voice(order.voice), "auto"),
        "fill": (order.fill, None),
        "pace": (order.pace, 1.0),
        "pitch": (order.pitch, 0.0),
        "sound": (order.sound and without_folders(order.sound), None),
        "mix": (order.mix, None),
        "voice-tone": (order.tone, "warm"),
    }
    for name, (value, default) in options.items():
        if value != usual.get(name, default):
            yield from (f"--{name}", f"{value}")


def public_voice(spec: str) -> str:
    """A voice without the folder of its recordings."""
    engine, colon, own = spec.partition(":")
    return f"{engine}:{Path(own).name}" if colon and engine == "recorded" else spec


def _chosen(order: Order, script: Script) -> Iterator[str]:
    named = {*order.keep, *order.without}
    defaults = {param.name: param.default for param in script.params}
    for name, value in script.choices:
        if name not in named and value != defaults.get(name):
            yield from _choice(name.replace("_", "-"), value)
    yield from _listed("--with", order.keep)
    yield from _listed("--without", order.without)


def _choice(name: str, value: Value) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (f"--{name}" if value else f"--no-{name}",)
    return f"--{name}", ",".join(value) if isinstance(value, tuple) else f"{value}"


def _listed(option: str, names: Iterable[str]) -> Iterator[str]:
    if listed := ",".join(sorted(names)):
        yield from (option, listed)


def _packed(packing: Packing) -> Iterator[str]:
    if packing.format not in {None, "mp3"}:
        yield from ("--format", f"{packing.format}")
    if packing.small:
        yield "--small"
    for name in ("bitrate", "vbr", "date"):
        if (value := getattr(packing, name)) not in {None, ""}:
            yield from (f"--{name}", f"{value}")
    if packing.cover is not None:
        yield from ("--cover", _base(packing.cover))
